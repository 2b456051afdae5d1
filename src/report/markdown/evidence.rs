//! What a claim rests on: passages and figures of sources, how they were found, and how they compare.

use super::ink::Ink;
use super::names::{by, by_whom};
use super::reasons::reasons;
use crate::dossier::{Comparison, Dossier, Entry};
use crate::html::how_found;
use crate::look::{counting, of_evidence, origins_bare};
use record::model::claim::Evidence;

/// Writes the evidence on a claim.
pub fn write(ink: &mut Ink, dossier: &Dossier, entry: &Entry) {
    ink.raw("\n**Evidence**\n\n");
    if entry.claim.evidence.is_empty() {
        ink.raw("None recorded.\n");
        return;
    }
    ink.raw("Independent origins in support: ").plain(origins_bare(&entry.standing.origins)).raw("\n\n");
    for evidence in &entry.claim.evidence {
        piece(ink, dossier, entry, evidence);
        for comparison in entry.comparisons.iter().filter(|comparison| comparison.evidence == evidence.mark.id) {
            compared(ink, comparison);
        }
    }
}

fn piece(ink: &mut Ink, dossier: &Dossier, entry: &Entry, evidence: &Evidence) {
    let judged = of_evidence(entry, evidence.mark.id);
    let wrong = if evidence.stands() { judged.and_then(counting) } else { Some("no longer stands") };
    ink.raw("- ").plain(evidence.stance);
    if let Some(wrong) = wrong {
        ink.raw(" (").raw(wrong).raw(")");
    }
    ink.raw(": ");
    origin(ink, dossier, evidence);
    ink.raw("\n");
    if let Some(quote) = &evidence.quote {
        ink.quote("  ", quote).raw("\n  ").words(&how_found(evidence)).raw("\n\n");
    }
    ink.field("  ", "Where", evidence.locator.as_deref()).field("  ", "Said by", evidence.speaker.as_deref());
    ink.field("  ", "Cell", evidence.cell.as_ref().map(|cell| format!("{}: {}", cell.address, cell.text)));
    ink.field("  ", "Figure", evidence.quantity.as_ref().map(ToString::to_string));
    ink.field("  ", "As of", evidence.as_of.map(|day| day.to_string()));
    ink.field("  ", "Good until", evidence.good_until.map(|day| day.to_string()));
    ink.field("  ", "Read with", evidence.confidence.map(|confidence| format!("{confidence} confidence")));
    ink.field("  ", "Note", evidence.note.as_deref());
    let undermined = evidence.derivation.as_ref().and_then(|derivation| derivation.undermined);
    ink.field("  ", "Undone", undermined.map(|input| format!("its input {} was withdrawn", input.short())));
    ink.field("  ", "Withdrawn", evidence.withdrawn.as_ref().map(by));
    ink.raw("  - Attached: ").words(&by_whom(&evidence.mark)).raw(", evidence `");
    ink.plain(evidence.mark.id.short()).raw("`\n");
    reasons(ink, judged.iter().flat_map(|judged| &judged.reasons));
}

fn origin(ink: &mut Ink, dossier: &Dossier, evidence: &Evidence) {
    if let Some(derivation) = &evidence.derivation {
        ink.raw("computed as ").inner(derivation.formula.as_deref().unwrap_or("(withheld)")).raw(" from ");
    }
    for (at, id) in evidence.sources().enumerate() {
        ink.raw(if at == 0 { "" } else { ", " });
        match dossier.source(id) {
            Some(cited) => {
                ink.inner(&cited.source.name()).raw(" ([source ").plain(cited.number).raw("](#source-");
                ink.plain(cited.number).raw("))");
            }
            None => drop(ink.raw("source `").plain(id.short()).raw("`")),
        }
    }
}

fn compared(ink: &mut Ink, comparison: &Comparison) {
    ink.raw("  - Beside the claim’s figure: ").plain(comparison.answer);
    if let Some(reason) = comparison.reason {
        ink.raw(" (").plain(reason).raw(")");
    }
    ink.raw("\n");
    for (at, sentence) in comparison.working.iter().enumerate() {
        ink.raw("    ").plain(at + 1).raw(". ").words(sentence).raw("\n");
    }
}
