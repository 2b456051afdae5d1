//! The text of the draft, each claim in it marked.

use super::Desk;
use super::page::Page;
use super::signs::badge;
use crate::dossier::{Dossier, DossierDraft, Uncovered};
use crate::look::{self, found, of_hold, of_status};
use crate::marks::{self, Covering, Piece, tight};
use formats::ingest::{Block, Kind};
use std::collections::BTreeSet;
use std::ops::Range;

/// Writes the section with the text, and gives the claims, by their place in the dossier, that are marked in it.
pub fn write(page: &mut Page, desk: &Desk) -> BTreeSet<usize> {
    page.raw("<section class=\"part\" id=\"text\" aria-labelledby=\"text-title\">\n");
    page.raw("<h2 id=\"text-title\">The text with its claims</h2>\n");
    let marked = match &desk.dossier.draft {
        None => {
            page.raw("<p>No draft of this piece was brought in; its claims were logged by hand.</p>\n");
            BTreeSet::new()
        }
        Some(draft) => {
            legend(page, desk.dossier);
            page.open("div", &[("class", "article"), ("lang", desk.language)]).raw("\n");
            let marked = Writing::of(desk.dossier, draft).write(page);
            page.raw("</div>\n");
            without_place(page, desk.dossier, &marked);
            marked
        }
    };
    page.raw("</section>\n");
    marked
}

fn legend(page: &mut Page, dossier: &Dossier) {
    let used: BTreeSet<&str> = dossier.claims.iter().map(|entry| found(entry).class).collect();
    page.raw("<p class=\"legend\">Each mark leads to the card of its claim.");
    for sign in look::all().filter(|sign| used.contains(sign.class)) {
        page.raw(" ");
        badge(page, "badge verdict", sign);
    }
    if !dossier.uncovered.is_empty() {
        page.raw(" <span class=\"loose\">dotted</span>: could be checked, in no claim yet.");
    }
    page.raw("</p>\n");
}

fn without_place(page: &mut Page, dossier: &Dossier, marked: &BTreeSet<usize>) {
    let lost: Vec<usize> =
        (0..dossier.claims.len()).filter(|claim| !marked.contains(claim)).map(|claim| claim + 1).collect();
    if !lost.is_empty() {
        page.raw("<p class=\"aside\">Without a place in this draft: ");
        super::remaining::claim_links(page, &lost);
        page.raw(".</p>\n");
    }
}

/// The text on its way to the page.
struct Writing<'a> {
    dossier: &'a Dossier,
    text: &'a str,
    blocks: &'a [Block],
    coverings: Vec<Covering>,
    /// Claims whose place in the text has been given its name, to which their cards lead back.
    named: BTreeSet<usize>,
    /// The level of the last heading.
    level: usize,
}

impl<'a> Writing<'a> {
    fn of(dossier: &'a Dossier, draft: &'a DossierDraft) -> Self {
        let text = draft.document.text.as_str();
        let mut coverings = coverings(dossier, text);
        coverings.sort_by_key(|covering| (covering.range.start, covering.range.end, covering.claim));
        Self { dossier, text, blocks: &draft.document.blocks, coverings, named: BTreeSet::new(), level: 2 }
    }

    fn write(mut self, page: &mut Page) -> BTreeSet<usize> {
        let mut last = None;
        let (mut open, mut next) = (Vec::<Covering>::new(), 0);
        for block in self.blocks {
            let range = block.span.start as usize..block.span.end as usize;
            if self.text.get(range.clone()).is_none() {
                continue;
            }
            open.retain(|covering| covering.range.end > range.start);
            while let Some(covering) = self.coverings.get(next).filter(|covering| covering.range.start < range.end) {
                open.extend((covering.range.end > range.start).then(|| covering.clone()));
                next += 1;
            }
            change_over(page, last, Some(block.kind));
            self.block(page, block, &marks::cut(&range, &open));
            last = Some(block.kind);
        }
        change_over(page, last, None);
        self.named
    }

    fn block(&mut self, page: &mut Page, block: &Block, pieces: &[Piece]) {
        let name = match block.kind {
            Kind::Heading => self.heading(block),
            Kind::List => "li",
            Kind::TableCell { .. } => "td",
            Kind::Paragraph | Kind::TableRow { .. } | Kind::Footnote | Kind::Caption | Kind::Outside => "p",
        };
        let class = match block.kind {
            Kind::Footnote => "footnote",
            Kind::Caption => "caption",
            Kind::TableRow { .. } => "row",
            Kind::Outside => "outside",
            Kind::Heading | Kind::Paragraph | Kind::List | Kind::TableCell { .. } => "",
        };
        page.open(name, &[("class", class)]);
        for piece in pieces {
            self.piece(page, piece);
        }
        page.close(name).raw("\n");
    }

    /// Gives the element of a heading: below those of the page, and never more than one level deeper than the last.
    fn heading(&mut self, block: &Block) -> &'static str {
        let own = self.text[block.span.start as usize..block.span.end as usize].trim();
        let above = block.headings.iter().filter(|heading| heading.trim() != own).count();
        self.level = (above + 3).min(self.level + 1).min(6);
        ["h3", "h4", "h5", "h6"][self.level - 3]
    }

    fn piece(&mut self, page: &mut Page, piece: &Piece) {
        let words = &self.text[piece.range.clone()];
        // Blank text between two claims inside a third would be a link without words.
        let blank = words.trim().is_empty() && piece.ends.is_empty();
        let Some(claim) = piece.claim.filter(|_| !blank) else {
            match piece.loose {
                true => page.raw("<span class=\"loose\">").text(words).raw("</span>"),
                false => page.text(words),
            };
            return;
        };
        let entry = &self.dossier.claims[claim];
        let deep = if piece.depth > 1 { " deep" } else { "" };
        let progress = of_status(entry.status, entry.standing.hold).class;
        let class = format!("mark {} s-{progress}{deep}", found(entry).class);
        page.open("a", &[("class", &class), ("href", &format!("#claim-{}", entry.number))]).text(words);
        if piece.ends.contains(&claim) {
            self.sign(page, claim);
        }
        page.close("a");
        for other in piece.ends.iter().filter(|other| **other != claim) {
            let entry = &self.dossier.claims[*other];
            let class = format!("mark ref {}", found(entry).class);
            page.open("a", &[("class", &class), ("href", &format!("#claim-{}", entry.number))]);
            self.sign(page, *other);
            page.close("a");
        }
    }

    /// Writes the sign and number of a claim at the end of its words.
    fn sign(&mut self, page: &mut Page, claim: usize) {
        let entry = &self.dossier.claims[claim];
        let id = if self.named.insert(claim) { format!("text-{}", entry.number) } else { String::new() };
        page.open("sup", &[("id", &id)]).raw("<span class=\"vh\" lang=\"en\"> (claim </span>");
        page.raw("<span aria-hidden=\"true\">").raw(found(entry).sign).raw("</span>").number(entry.number);
        page.raw("<span class=\"vh\" lang=\"en\">, ").raw(found(entry).word).raw(", ");
        page.raw(of_status(entry.status, entry.standing.hold).word).raw(", ").raw(of_hold(entry.standing.hold).word);
        page.raw(")</span></sup>");
    }
}

/// Opens and closes what lists and tables stand in.
fn change_over(page: &mut Page, last: Option<Kind>, next: Option<Kind>) {
    match (last, next) {
        (Some(Kind::List), Some(Kind::List)) => {}
        (Some(Kind::TableCell { table, row, .. }), Some(Kind::TableCell { table: next_table, row: next_row, .. }))
            if table == next_table =>
        {
            if row != next_row {
                page.raw("</tr>\n<tr>");
            }
        }
        _ => {
            match last {
                Some(Kind::List) => page.raw("</ul>\n"),
                Some(Kind::TableCell { .. }) => page.raw("</tr></tbody></table></div>\n"),
                _ => page,
            };
            match next {
                Some(Kind::List) => page.raw("<ul>\n"),
                Some(Kind::TableCell { .. }) => page
                    .raw("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><tbody><tr>"),
                _ => page,
            };
        }
    }
}

fn coverings(dossier: &Dossier, text: &str) -> Vec<Covering> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let loose = dossier.uncovered.iter().filter_map(|spot| place(text, &starts, spot));
    let loose = loose.map(|range| Covering { range, claim: None });
    let claims = dossier.claims.iter().enumerate().flat_map(|(claim, entry)| {
        let spans = entry.spans.iter().filter_map(|span| tight(text, span));
        spans.map(move |range| Covering { range, claim: Some(claim) })
    });
    claims.chain(loose).collect()
}

/// Finds the bytes of a place that is told by its line and column.
fn place(text: &str, starts: &[usize], spot: &Uncovered) -> Option<Range<usize>> {
    let start = *starts.get(spot.line.checked_sub(1)?)?;
    let line = text.get(start..)?;
    let start = start + line.char_indices().nth(spot.column.checked_sub(1)?)?.0;
    let found = text.get(start..)?.starts_with(&spot.text);
    found.then(|| tight(text, &(start..start + spot.text.len())))?
}
