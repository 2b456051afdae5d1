//! The text of the draft, the words of each claim leading to it.

use super::ink::Ink;
use crate::dossier::{Dossier, DossierDraft};
use crate::marks::{self, Covering, Piece};
use formats::ingest::{Block, Kind};
use std::collections::BTreeSet;

/// Writes the text; the words of a claim are a link to it, with its number in brackets at their end.
pub fn write(ink: &mut Ink, dossier: &Dossier) {
    ink.raw("\n## Text\n\n");
    let Some(draft) = &dossier.draft else {
        ink.raw("No draft of this piece was brought in; its claims were logged by hand.\n");
        return;
    };
    let (coverings, text) = (coverings(dossier, draft), draft.document.text.as_str());
    let mut last = None;
    let mut marked = BTreeSet::new();
    for block in &draft.document.blocks {
        let range = block.span.start as usize..block.span.end as usize;
        if text.get(range.clone()).is_none_or(|words| words.trim().is_empty()) {
            continue;
        }
        change_over(ink, last, block.kind);
        let near = coverings.iter().filter(|one| one.range.start < range.end && one.range.end > range.start);
        let open: Vec<Covering> = near.cloned().collect();
        write_block(ink, dossier, text, block, &marks::cut(&range, &open), &mut marked);
        last = Some(block.kind);
    }
    ink.raw(if last.is_some() { "\n" } else { "The draft holds no text.\n" });
    let lost = dossier.claims.iter().filter(|entry| !marked.contains(&(entry.number - 1)));
    let lost: Vec<String> = lost.map(|entry| format!("[{0}](#claim-{0})", entry.number)).collect();
    if !lost.is_empty() {
        ink.raw("\nWithout a place in this draft: ").raw(&lost.join(", ")).raw(".\n");
    }
}

fn coverings(dossier: &Dossier, draft: &DossierDraft) -> Vec<Covering> {
    let claims = dossier.claims.iter().enumerate().flat_map(|(claim, entry)| {
        let spans = entry.spans.iter().filter_map(|span| marks::tight(&draft.document.text, span));
        spans.map(move |range| Covering { range, claim: Some(claim) })
    });
    let mut coverings: Vec<Covering> = claims.collect();
    coverings.sort_by_key(|covering| (covering.range.start, covering.range.end, covering.claim));
    coverings
}

/// Ends the line, the paragraph or the list before a block.
fn change_over(ink: &mut Ink, last: Option<Kind>, next: Kind) {
    match (last, next) {
        (None, _) => {}
        (Some(Kind::List), Kind::List) => drop(ink.raw("\n")),
        (Some(Kind::TableCell { table, row, .. }), Kind::TableCell { table: next_table, row: next_row, .. })
            if table == next_table =>
        {
            ink.raw(if row == next_row { " \\| " } else { "\\\n" });
        }
        _ => drop(ink.raw("\n\n")),
    }
}

fn write_block(
    ink: &mut Ink,
    dossier: &Dossier,
    text: &str,
    block: &Block,
    pieces: &[Piece],
    marked: &mut BTreeSet<usize>,
) {
    // A heading could take the place that links to a claim lead to, so that it is set as a bold line.
    let strong = block.kind == Kind::Heading;
    ink.raw(match block.kind {
        Kind::Heading => "**",
        Kind::List => "- ",
        _ => "",
    });
    let mut first = true;
    for (at, piece) in pieces.iter().enumerate() {
        let words = &text[piece.range.clone()];
        let words = if at == 0 { words.trim_start() } else { words };
        let words = if at + 1 == pieces.len() { words.trim_end() } else { words };
        match piece.claim.filter(|_| !words.trim().is_empty() || !piece.ends.is_empty()) {
            Some(claim) => link(ink, dossier, words, claim, piece),
            None if first && !strong => drop(ink.words(words).raw(&words[words.trim_end().len()..].replace('\n', " "))),
            None => drop(ink.inner(words)),
        }
        marked.extend(piece.claim);
        first = first && words.trim().is_empty();
    }
    ink.raw(if strong { "**" } else { "" });
}

fn link(ink: &mut Ink, dossier: &Dossier, words: &str, claim: usize, piece: &Piece) {
    let number = |claim: usize| dossier.claims[claim].number;
    ink.raw("[").inner(words);
    if piece.ends.contains(&claim) {
        ink.raw(" \\[").plain(number(claim)).raw("\\]");
    }
    ink.raw("](#claim-").plain(number(claim)).raw(")");
    for other in piece.ends.iter().filter(|other| **other != claim) {
        ink.raw("[\\[").plain(number(*other)).raw("\\]](#claim-").plain(number(*other)).raw(")");
    }
}
