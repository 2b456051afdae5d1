//! The notes of a claim on paper: every source that its evidence cites, in full, under its number.

use super::Desk;
use super::names::note_name;
use super::page::Page;
use super::pages::page_of;
use crate::dossier::{CitedSource, Entry};
use record::model::entities::Capture;
use std::collections::BTreeMap;

/// Writes the notes of a claim; only on paper, where nobody can follow a link.
pub fn write(page: &mut Page, desk: &Desk, entry: &Entry) {
    let ids = entry.claim.evidence.iter().flat_map(|evidence| evidence.sources());
    let cited: BTreeMap<usize, &CitedSource> =
        ids.filter_map(|id| desk.dossier.source(id)).map(|cited| (cited.number, cited)).collect();
    if !page.paper || cited.is_empty() {
        return;
    }
    page.raw("<h4>Sources cited</h4>\n<ul class=\"notes\">\n");
    for cited in cited.values() {
        note(page, desk, entry, cited);
    }
    page.raw("</ul>\n");
}

fn note(page: &mut Page, desk: &Desk, entry: &Entry, cited: &CitedSource) {
    let source = &cited.source;
    page.open("li", &[("id", &note_name(entry, cited))]).raw("<b>[").number(cited.number).raw("]</b> ");
    page.put("cite", "", &source.name());
    for part in [&source.author, &source.publisher, &source.published].into_iter().flatten() {
        if *part != source.name() {
            page.raw(", ").text(part);
        }
    }
    page.raw(", ").text(&source.tier).raw(if source.confidential { ", confidential" } else { "" });
    if let Some(address) = &source.address {
        page.raw(", ").address(address);
    }
    if let Some(capture) = desk.captures.get(&source.id).and_then(|captures| captures.last()) {
        captured(page, capture);
    }
    page.raw(" — page ");
    page_of(page, desk, &format!("source-{}", cited.number));
    page.raw("</li>\n");
}

fn captured(page: &mut Page, capture: &Capture) {
    page.raw(", captured ").text(capture.captured_at.as_deref().unwrap_or(&capture.time));
    if let Some(sha256) = &capture.sha256 {
        page.raw(", SHA-256 ").hash(sha256);
    }
}
