//! The sources that claims rest on, with what was captured of them, and the corrections of the piece.

use super::page::Page;
use super::signs::plain;
use super::{Desk, exchanges};
use crate::dossier::{CitedSource, Dossier};
use record::model::entities::Capture;

/// Writes the section.
pub fn write(page: &mut Page, desk: &Desk) {
    let dossier = desk.dossier;
    page.raw("<section class=\"part\" id=\"sources\" aria-labelledby=\"sources-title\">\n");
    page.raw("<h2 id=\"sources-title\">Sources</h2>\n");
    if dossier.sources.is_empty() {
        page.raw("<p>No evidence cites a source yet.</p>\n");
    } else {
        let mut sources: Vec<&CitedSource> = dossier.sources.values().collect();
        sources.sort_by_key(|cited| cited.number);
        page.raw("<ol class=\"sources\">\n");
        for cited in sources {
            source(page, desk, cited);
        }
        page.raw("</ol>\n");
    }
    page.raw("</section>\n");
    corrections(page, dossier);
}

fn source(page: &mut Page, desk: &Desk, cited: &CitedSource) {
    let source = &cited.source;
    page.open("li", &[("id", &format!("source-{}", cited.number))]).raw("<p class=\"lead\"><cite>");
    page.text(&source.name()).raw("</cite>");
    for part in [&source.author, &source.publisher, &source.published].into_iter().flatten() {
        if *part != source.name() {
            page.raw(", ").text(part);
        }
    }
    page.raw(" <span class=\"tier\">").text(&source.tier).raw("</span>");
    page.raw(if source.confidential { " <span class=\"tier\">confidential</span>" } else { "" }).raw("</p>\n");
    if let Some(address) = &source.address {
        page.raw("<p>").address(address).raw("</p>\n");
    }
    page.raw("<dl>\n");
    page.field("Spoke", source.medium.as_deref().map(plain)).field("Terms", source.terms.as_deref().map(plain));
    page.field("Summary", source.summary.as_deref()).field("Origin", Some(&cited.ultimate_origin));
    derived_from(page, desk.dossier, cited);
    page.field("Id", Some(source.id.short())).raw("</dl>\n");
    for capture in desk.captures.get(&source.id).into_iter().flatten() {
        captured(page, capture);
    }
    page.raw("</li>\n");
}

fn derived_from(page: &mut Page, dossier: &Dossier, cited: &CitedSource) {
    let Some(from) = cited.source.derived_from else { return };
    page.raw("<div><dt>Comes from</dt><dd>");
    match dossier.source(from) {
        Some(other) => page.jump(&format!("source-{}", other.number), &other.source.name()),
        None => page.text("source ").text(&from.short()),
    };
    if let Some(relation) = &cited.source.relation {
        page.raw(" (").text(&plain(relation)).raw(")");
    }
    page.raw("</dd></div>\n");
}

fn captured(page: &mut Page, capture: &Capture) {
    page.raw("<div class=\"capture\"><p><b>Capture</b> ");
    page.text(capture.name.as_deref().unwrap_or("without a name")).raw(", ").text(&capture.method).raw(" ");
    page.put("span", "time", &capture.time).raw(", ").text(&capture.bytes.to_string()).raw(" bytes");
    if let Some(media_type) = &capture.media_type {
        page.raw(", ").text(media_type);
    }
    page.raw(if capture.confidential { ", confidential" } else { "" }).raw("</p>\n<dl>\n");
    page.field("Taken", capture.captured_at.as_deref());
    for (term, address) in [("Asked for", &capture.asked), ("Answered by", &capture.answered)] {
        if let Some(address) = address {
            page.raw("<div><dt>").raw(term).raw("</dt><dd>").address(address).raw("</dd></div>\n");
        }
    }
    hashed(page, "SHA-256", capture.sha256.as_ref());
    hashed(page, "Text SHA-256", capture.text_sha256.as_ref());
    page.raw("</dl></div>\n");
}

fn hashed(page: &mut Page, term: &'static str, hash: Option<&String>) {
    if let Some(hash) = hash {
        page.raw("<div><dt>").raw(term).raw("</dt><dd>").hash(hash).raw("</dd></div>\n");
    }
}

/// Says whether anything was corrected after publication.
pub fn corrected(dossier: &Dossier) -> bool {
    dossier.claims.iter().any(|entry| !entry.claim.corrections.is_empty())
}

fn corrections(page: &mut Page, dossier: &Dossier) {
    if !corrected(dossier) {
        return;
    }
    page.raw("<section class=\"part\" id=\"corrections\" aria-labelledby=\"corrections-title\">\n");
    page.raw("<h2 id=\"corrections-title\">Corrections</h2>\n<ul class=\"entries\">\n");
    for entry in &dossier.claims {
        for correction in &entry.claim.corrections {
            page.raw("<li>").jump(&format!("claim-{}", entry.number), &format!("Claim {}", entry.number)).raw(", ");
            exchanges::correction(page, correction);
            page.raw("</li>\n");
        }
    }
    page.raw("</ul>\n</section>\n");
}
