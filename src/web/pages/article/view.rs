//! The article as the page shows it: paragraphs of words, with marks on them and the claims beside them.

use crate::web::frame::initials;
use crate::web::standing::{is_marked, sign, status_class, verdict_class};
use actions::claims::standing::Hold;
use actions::drafts::article::marks::{self, Covering, Piece, tight};
use actions::drafts::article::{Article, ArticleText, shown};
use actions::drafts::cache::Placed;
use actions::drafts::read::{Block, Kind};
use record::model::words::{Status, Verdict};
use std::collections::BTreeSet;

/// Everything that the page of an article shows.
pub struct ArticleView {
    pub id: String,
    pub title: String,
    pub byline: Option<String>,
    pub due: Option<String>,
    /// Absent where no draft came in.
    pub text: Option<TextView>,
    pub placeless: u64,
    pub claims: u64,
    pub by_status: Vec<(Status, u64)>,
    /// How many claims need another look or do not stand.
    pub holds: Vec<(Hold, usize)>,
}

/// The text of the latest draft.
pub struct TextView {
    pub draft_name: Option<String>,
    pub language: &'static str,
    pub parts: usize,
    pub covered: usize,
    /// How many parts somebody decided to be no claim.
    pub decided: usize,
    pub percent: u8,
    pub groups: Vec<Group>,
    /// The first of what is in no claim, and how much of it there is.
    pub loose: Vec<LooseView>,
    pub loose_count: usize,
    pub suggestions: usize,
}

/// A part of the text that could be checked and is in no claim.
pub struct LooseView {
    pub span: String,
    pub words: String,
    pub why: String,
}

/// What stands together: one paragraph, a list, or a table.
pub enum Group {
    One(Paragraph),
    List(Vec<Paragraph>),
    Table(Vec<Vec<Paragraph>>),
}

/// One block of the text.
pub struct Paragraph {
    /// 0 for what is no heading, else its level.
    pub heading: usize,
    pub class: &'static str,
    pub words: Vec<Words>,
    /// The claims that end in it.
    pub beside: Vec<Beside>,
}

/// Words that are marked alike.
pub struct Words {
    /// Byte offset in the text.
    pub at: usize,
    pub text: String,
    pub mark: Option<MarkView>,
    pub loose: bool,
    /// The numbers of the claims that end here, with their signs.
    pub ends: Vec<End>,
}

/// The mark of a claim or of a suggestion.
pub struct MarkView {
    pub href: String,
    pub class: String,
    pub suggested: bool,
    /// The first mark of its claim, which keys go through.
    pub first: bool,
    /// The claim waits for the onlooker, or for anybody.
    pub waits: bool,
}

/// The end of a claim in the text.
pub struct End {
    pub number: String,
    pub sign: &'static str,
    pub found: &'static str,
    pub status: Status,
    pub hold: Hold,
}

/// A claim beside its paragraph.
pub struct Beside {
    pub number: String,
    pub id: String,
    pub statement: String,
    /// Its own words in the text.
    pub words: String,
    pub status: Status,
    pub hold: Hold,
    pub found: &'static str,
    pub found_class: &'static str,
    pub sign: &'static str,
    /// Who is to check it: the first letters, and the name.
    pub who: Option<(String, String)>,
    /// Nothing is to be said of it yet, so that its number is enough.
    pub folded: bool,
}

impl ArticleView {
    /// Takes what was read, for one onlooker.
    pub fn of(article: &Article, onlooker: &str) -> Self {
        let piece = &article.piece;
        let live = article.by_status.iter().filter(|(status, _)| **status != Status::Cut);
        Self {
            id: piece.id.hex(),
            title: piece.title.clone().unwrap_or_else(|| piece.id.short()),
            byline: piece.byline.clone(),
            due: piece.due.clone(),
            text: article.text.as_ref().map(|text| text_view(article, text, onlooker)),
            placeless: article.placeless,
            claims: live.clone().map(|(_, count)| count).sum(),
            by_status: live.map(|(status, count)| (*status, *count)).collect(),
            holds: [Hold::LookAgain, Hold::Falls]
                .map(|hold| (hold, article.holding(hold, onlooker)))
                .into_iter()
                .filter(|(_, claims)| *claims > 0)
                .collect(),
        }
    }
}

/// How much of what is in no claim is listed below the text.
const LISTED: usize = 500;

fn text_view(article: &Article, text: &ArticleText, onlooker: &str) -> TextView {
    let loose = text.loose.iter().take(LISTED).map(|loose| LooseView {
        span: format!("{}-{}", loose.span.start, loose.span.end),
        words: shown(&text.document.text, &loose.span).into_owned(),
        why: loose.why.clone(),
    });
    TextView {
        draft_name: text.draft.name.clone(),
        language: text.language,
        parts: text.tally.parts,
        covered: text.tally.covered,
        decided: text.tally.decided,
        percent: text.tally.percent(),
        groups: groups(Setting::of(article, text, onlooker).paragraphs()),
        loose: loose.collect(),
        loose_count: text.loose.len() + text.unlisted,
        suggestions: text.proposals.len(),
    }
}

/// What was found about a claim, as an onlooker may see it: a sign, a class and a word.
pub fn found(claim: &Placed, onlooker: &str) -> (&'static str, &'static str, &'static str) {
    if claim.blind_for(onlooker) {
        return ("○", "open", "no verdict");
    }
    match (claim.contested(), claim.verdict()) {
        (true, _) => ("!", "contested", "contested"),
        (false, None) => ("○", "open", "no verdict"),
        (false, Some(verdict)) => {
            let sign = match verdict {
                Verdict::Confirmed => "✓",
                Verdict::ConfirmedWithChange => "±",
                Verdict::Incorrect => "✗",
                Verdict::Disputed => "≠",
                Verdict::Unverifiable => "?",
                Verdict::OnAuthor => "¶",
                Verdict::Opinion => "“",
            };
            (sign, verdict.word(), verdict.word())
        }
    }
}

/// The text while it is cut into words.
struct Setting<'a> {
    article: &'a Article,
    text: &'a ArticleText,
    onlooker: &'a str,
    coverings: Vec<Covering>,
    /// Claims that have been marked once.
    marked: BTreeSet<usize>,
    level: usize,
}

impl<'a> Setting<'a> {
    fn of(article: &'a Article, text: &'a ArticleText, onlooker: &'a str) -> Self {
        let words = text.document.text.as_str();
        let claims = article.claims.iter().enumerate().flat_map(|(at, claim)| {
            let ranges =
                claim.spans().iter().filter_map(|span| tight(words, &(span.start as usize..span.end as usize)));
            ranges.map(move |range| Covering { range, claim: Some(at) })
        });
        let count = article.claims.len();
        let suggested = text.proposals.iter().enumerate().filter_map(|(at, proposal)| {
            let range = tight(words, &(proposal.span.start as usize..proposal.span.end as usize))?;
            Some(Covering { range, claim: Some(count + at) })
        });
        let loose =
            text.loose.iter().filter_map(|loose| Some(Covering { range: tight(words, &loose.span)?, claim: None }));
        let mut coverings: Vec<Covering> = claims.chain(suggested).chain(loose).collect();
        coverings.sort_by_key(|covering| (covering.range.start, covering.range.end, covering.claim));
        Self { article, text, onlooker, coverings, marked: BTreeSet::new(), level: 2 }
    }

    fn paragraphs(mut self) -> Vec<(Kind, Paragraph)> {
        let coverings = std::mem::take(&mut self.coverings);
        let (mut open, mut next) = (Vec::<Covering>::new(), 0);
        let mut paragraphs = Vec::with_capacity(self.text.document.blocks.len());
        for block in &self.text.document.blocks {
            let range = block.span.start as usize..block.span.end as usize;
            if self.text.document.text.get(range.clone()).is_none() {
                continue;
            }
            open.retain(|covering| covering.range.end > range.start);
            while let Some(covering) = coverings.get(next).filter(|covering| covering.range.start < range.end) {
                open.extend((covering.range.end > range.start).then(|| covering.clone()));
                next += 1;
            }
            let pieces = marks::cut(&range, &open);
            paragraphs.push((block.kind, self.paragraph(block, &pieces)));
        }
        paragraphs
    }

    fn paragraph(&mut self, block: &Block, pieces: &[Piece]) -> Paragraph {
        let heading = if block.kind == Kind::Heading { self.heading(block) } else { 0 };
        let class = match block.kind {
            Kind::Footnote => "footnote",
            Kind::Caption => "caption",
            Kind::TableRow { .. } => "cells",
            Kind::Outside => "outside",
            Kind::Heading | Kind::Paragraph | Kind::List | Kind::TableCell { .. } => "",
        };
        let words = pieces.iter().map(|piece| self.words(piece)).collect();
        let ends = pieces.iter().flat_map(|piece| piece.ends.iter().copied());
        let mut beside: Vec<usize> = ends.filter(|at| *at < self.article.claims.len()).collect();
        beside.sort_unstable();
        beside.dedup();
        Paragraph { heading, class, words, beside: beside.into_iter().map(|at| self.beside(at)).collect() }
    }

    /// Gives the level of a heading: below that of the page, and never more than one deeper than the last.
    fn heading(&mut self, block: &Block) -> usize {
        let own = self.text.document.text[block.span.start as usize..block.span.end as usize].trim();
        let above = block.headings.iter().filter(|heading| heading.trim() != own).count();
        self.level = (above + 3).min(self.level + 1).min(6);
        self.level
    }

    fn words(&mut self, piece: &Piece) -> Words {
        let text = self.text.document.text[piece.range.clone()].to_string();
        let blank = text.trim().is_empty() && piece.ends.is_empty();
        let mark = piece.claim.filter(|_| !blank).map(|at| self.mark(at, piece.depth));
        let claims = piece.ends.iter().filter_map(|at| Some((*at, self.article.claims.get(*at)?)));
        let end = |(at, claim): (usize, &Placed)| {
            let ((own, _, found), hold) = (found(claim, self.onlooker), self.hold(claim));
            let sign = if is_marked(&hold) { sign(&hold) } else { own };
            End { number: self.number(at), sign, found, status: claim.status(), hold }
        };
        Words { at: piece.range.start, ends: claims.map(end).collect(), mark, loose: piece.loose, text }
    }

    fn mark(&mut self, at: usize, depth: usize) -> MarkView {
        let first = self.marked.insert(at);
        let Some(claim) = self.article.claims.get(at) else {
            let span = self.text.proposals[at - self.article.claims.len()].span;
            let href = format!("/pieces/{}/claims/new?at={}-{}", self.article.piece.id, span.start, span.end);
            return MarkView { href, class: "suggested".into(), suggested: true, first, waits: false };
        };
        let ((_, class, _), hold) = (found(claim, self.onlooker), self.hold(claim));
        let class = if is_marked(&hold) { hold.word() } else { class };
        let deep = if depth > 1 { " deep" } else { "" };
        let class = format!("mark {class} s-{}{deep}", status_class(&claim.status(), &hold));
        let waits = self.waits(claim, hold);
        MarkView { href: format!("/claims/{}", claim.id()), class, suggested: false, first, waits }
    }

    fn hold(&self, claim: &Placed) -> Hold {
        self.article.standing(claim.id(), self.onlooker).map_or(Hold::Open, |standing| standing.hold)
    }

    /// Says whether a claim is still to be checked, by the onlooker or by whoever comes.
    fn waits(&self, claim: &Placed, hold: Hold) -> bool {
        let own = claim.assignee.as_deref().is_none_or(|name| name == self.onlooker);
        let done = matches!(claim.status(), Status::Checked | Status::SignedOff | Status::Cut);
        own && (!done || matches!(hold, Hold::LookAgain | Hold::Falls))
    }

    /// Gives the number by which people name a claim; in a piece that has its own, the place in the text.
    fn number(&self, at: usize) -> String {
        self.article.numbers.get(at).cloned().flatten().unwrap_or_else(|| (at + 1).to_string())
    }

    fn beside(&self, at: usize) -> Beside {
        let claim = &self.article.claims[at];
        let (own, found_class, found) = found(claim, self.onlooker);
        let hold = self.hold(claim);
        let span = claim.spans().first().map_or(0..0, |span| span.start as usize..span.end as usize);
        Beside {
            number: self.number(at),
            id: claim.id().hex(),
            statement: claim.statement.clone().unwrap_or_default(),
            words: shown(&self.text.document.text, &span).into_owned(),
            status: claim.status(),
            found,
            found_class: verdict_class(found_class, &hold),
            sign: if is_marked(&hold) { sign(&hold) } else { own },
            who: claim.assignee.as_deref().map(|name| (initials(name), name.to_string())),
            folded: found_class == "open" && !is_marked(&hold),
            hold,
        }
    }
}

fn groups(paragraphs: Vec<(Kind, Paragraph)>) -> Vec<Group> {
    let mut groups = Vec::new();
    // The table and row that the last cell stood in.
    let mut last = None;
    for (kind, paragraph) in paragraphs {
        let cell = match kind {
            Kind::TableCell { table, row, .. } => Some((table, row)),
            _ => None,
        };
        match (kind, groups.last_mut()) {
            (Kind::List, Some(Group::List(items))) => items.push(paragraph),
            (Kind::List, _) => groups.push(Group::List(vec![paragraph])),
            (Kind::TableCell { table, row, .. }, Some(Group::Table(rows)))
                if last.is_some_and(|(own, _)| own == table) =>
            {
                match rows.last_mut().filter(|_| last == Some((table, row))) {
                    Some(cells) => cells.push(paragraph),
                    None => rows.push(vec![paragraph]),
                }
            }
            (Kind::TableCell { .. }, _) => groups.push(Group::Table(vec![vec![paragraph]])),
            _ => groups.push(Group::One(paragraph)),
        }
        last = cell;
    }
    groups
}
