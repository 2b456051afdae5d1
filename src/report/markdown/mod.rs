//! The dossier as Markdown as GitHub reads it: for people who keep reports beside their texts.
//!
//! Words from outside enter it only through [`ink::Ink`], which makes them inert.

mod article;
mod claim;
mod evidence;
pub mod ink;
mod names;
mod reasons;
mod sources;

use super::dossier::Dossier;
use super::html::title;
use crate::error::{Error, Result};
use crate::tally::Tally;
use ink::Ink;
use record::model::time::Moment;
use record::model::words::Status;
use std::io::Write;

/// Writes the report; the same dossier gives the same bytes.
pub fn render(dossier: &Dossier, out: &mut dyn Write) -> Result<()> {
    let mut ink = Ink::default();
    front(&mut ink, dossier);
    article::write(&mut ink, dossier);
    ink.raw("\n## Claims\n");
    if dossier.claims.is_empty() {
        ink.raw("\nNone recorded.\n");
    }
    for entry in &dossier.claims {
        claim::write(&mut ink, dossier, entry);
    }
    sources::write(&mut ink, dossier);
    uncovered(&mut ink, dossier);
    ink.raw("\n---\n\nWritten by Tickmark. It records who found what, when and on what grounds; people gave every ");
    ink.raw("verdict. This file proves nothing by itself: compare its record hashes with a verified casebook.\n");
    out.write_all(ink.finish().as_bytes()).map_err(Error::Output)
}

fn front(ink: &mut Ink, dossier: &Dossier) {
    // Without words of our own before it, a title could take the place that links to a claim lead to.
    ink.raw("# Fact check: ").words(title(dossier)).raw("\n\n");
    let piece = &dossier.piece;
    let of_draft = dossier.draft.as_ref().and_then(|draft| draft.document.byline.as_ref());
    ink.field("", "By", piece.byline.as_ref().or(of_draft)).field("", "Publisher", piece.publisher.as_ref());
    ink.field("", "Address", piece.address.as_ref()).field("", "Due", piece.due.as_ref());
    ink.field("", "As recorded until", dossier.updated.map(when));
    ink.raw("- Piece: `").plain(piece.id).raw("`\n");
    if dossier.revealed {
        ink.raw("\n**Confidential material stands in this file in full.**\n");
    }
    counts(ink, dossier);
}

fn counts(ink: &mut Ink, dossier: &Dossier) {
    let with_verdict = dossier.claims.iter().filter(|entry| entry.verdict.is_some() || entry.contested).count();
    let evidence: usize = dossier.claims.iter().map(|entry| entry.claim.evidence.len()).sum();
    let contested = dossier.claims.iter().filter(|entry| entry.contested).count();
    let by_status = dossier.by_status();
    let of_status = Status::ALL.iter().filter_map(|status| Some((status.word(), *by_status.get(status)?)));
    let mut rows = vec![("claims", dossier.claims.len())];
    rows.extend(of_status);
    rows.extend(Tally::of(dossier).rows().map(|(_, many, count)| (many, count)));
    rows.extend([("with a verdict", with_verdict), ("contested", contested), ("pieces of evidence", evidence)]);
    rows.extend([("sources cited", dossier.sources.len()), ("captures", dossier.captures.len())]);
    rows.push(("places in no claim", dossier.uncovered.len()));
    ink.raw("\n| What | Count |\n|---|---:|\n");
    for (what, count) in rows {
        ink.raw("| ").raw(what).raw(" | ").plain(count).raw(" |\n");
    }
}

fn uncovered(ink: &mut Ink, dossier: &Dossier) {
    if dossier.uncovered.is_empty() {
        return;
    }
    ink.raw("\n## Places in no claim\n\nThey could be checked, and nobody has made a claim of them.\n\n");
    ink.raw("| Line | Words | Kind | Why look |\n|---|---|---|---|\n");
    for spot in &dossier.uncovered {
        ink.raw("| ").plain(spot.line).raw(":").plain(spot.column).raw(" | ").words(&spot.text).raw(" | ");
        ink.words(&spot.kind.replace('-', " ")).raw(" | ").words(&spot.why).raw(" |\n");
    }
}

/// Says a moment to the minute.
fn when(time: Moment) -> String {
    let exact = time.to_string();
    format!("{} {} UTC", &exact[..10], &exact[11..16])
}
