//! The sources that evidence was taken from, each with its captures.

use super::ink::Ink;
use crate::dossier::{CitedSource, Dossier};
use record::model::entities::Capture;

/// Writes the sources in the order in which claims cite them.
pub fn write(ink: &mut Ink, dossier: &Dossier) {
    ink.raw("\n## Sources\n");
    if dossier.sources.is_empty() {
        ink.raw("\nNone cited.\n");
    }
    let mut cited: Vec<&CitedSource> = dossier.sources.values().collect();
    cited.sort_by_key(|cited| cited.number);
    for one in cited {
        source(ink, dossier, one);
    }
}

fn source(ink: &mut Ink, dossier: &Dossier, cited: &CitedSource) {
    let source = &cited.source;
    ink.raw("\n### Source ").plain(cited.number).raw("\n\n").words(&source.name()).raw("\n\n");
    let name = source.name();
    let other = |text: &Option<String>| text.clone().filter(|text| *text != name);
    ink.field("", "Author", other(&source.author)).field("", "Publisher", other(&source.publisher));
    ink.field("", "Published", source.published.as_ref()).field("", "Address", other(&source.address));
    ink.field("", "Tier", Some(&source.tier)).field("", "Spoke", source.medium.as_ref());
    ink.field("", "Terms", source.terms.as_ref()).field("", "Language", source.language.as_ref());
    ink.field("", "Confidential", source.confidential.then_some("yes"));
    ink.field("", "Summary", source.summary.as_ref()).field("", "Origin", Some(&cited.ultimate_origin));
    if let Some(from) = source.derived_from {
        ink.raw("- Comes from: ");
        match dossier.source(from) {
            Some(other) => ink.raw("[source ").plain(other.number).raw("](#source-").plain(other.number).raw(")"),
            None => ink.raw("source `").plain(from.short()).raw("`"),
        };
        ink.raw(&source.relation.as_ref().map_or(String::new(), |relation| format!(" ({relation})"))).raw("\n");
    }
    ink.raw("- Id: `").plain(source.id).raw("`\n");
    for capture in dossier.captures.iter().filter(|capture| capture.source == Some(source.id)) {
        captured(ink, capture);
    }
}

fn captured(ink: &mut Ink, capture: &Capture) {
    ink.raw("- Capture: ").words(capture.name.as_deref().unwrap_or("without a name")).raw(", ");
    ink.plain(&capture.method).raw(" ").plain(&capture.time).raw(", ").plain(capture.bytes).raw(" bytes");
    ink.raw(if capture.confidential { ", confidential\n" } else { "\n" });
    ink.field("  ", "Taken", capture.captured_at.as_ref()).field("  ", "Asked for", capture.asked.as_ref());
    ink.field("  ", "Answered by", capture.answered.as_ref()).field("  ", "Media type", capture.media_type.as_ref());
    if let Some(sha256) = &capture.sha256 {
        ink.raw("  - SHA-256: `").plain(sha256).raw("`\n");
    }
}
