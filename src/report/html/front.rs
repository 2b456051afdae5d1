//! The head of the page: what was checked, how much of it there is, and the way to its parts.

use super::names::when;
use super::page::Page;
use super::{Desk, PARTS, proof};
use crate::dossier::Dossier;
use crate::tally::Tally;

/// Gives the title of the piece, from the record or from the draft.
pub fn title(dossier: &Dossier) -> &str {
    let of_draft = dossier.draft.as_ref().and_then(|draft| draft.document.title.as_deref());
    let piece = &dossier.piece;
    piece.title.as_deref().or(of_draft).or(piece.external_id.as_deref()).unwrap_or("A piece without a title")
}

/// Writes the head.
pub fn write(page: &mut Page, desk: &Desk) {
    let dossier = desk.dossier;
    page.raw("<header class=\"front\" id=\"front\">\n<p class=\"kicker\">Fact-check report</p>\n");
    page.open("h1", &[("lang", desk.language)]).text(title(dossier)).raw("</h1>\n");
    byline(page, dossier);
    if dossier.revealed {
        page.raw("<p class=\"warning\"><strong>Confidential material stands in this page in full.</strong></p>\n");
    }
    counts(page, dossier);
    match page.paper {
        true => particulars(page, desk),
        false => parts(page),
    }
    page.raw("</header>\n");
}

fn parts(page: &mut Page) {
    page.raw("<nav aria-label=\"Parts of this report\"><ul>\n");
    for (part, name) in PARTS.iter().skip(1) {
        page.raw("<li>").jump(part, name).raw("</li>\n");
    }
    page.raw("</ul></nav>\n");
}

fn byline(page: &mut Page, dossier: &Dossier) {
    let piece = &dossier.piece;
    let of_draft = dossier.draft.as_ref().and_then(|draft| draft.document.byline.clone());
    let author = piece.byline.clone().or(of_draft).map(|name| format!("By {name}"));
    let due = piece.due.as_ref().map(|due| format!("due {due}"));
    let parts: Vec<String> = [author, piece.publisher.clone(), due].into_iter().flatten().collect();
    if !parts.is_empty() {
        page.put("p", "byline", &parts.join(" · ")).raw("\n");
    }
    if let Some(address) = &piece.address {
        page.raw("<p class=\"byline\">").address(address).raw("</p>\n");
    }
    if let Some(updated) = dossier.updated {
        page.raw("<p class=\"byline\">As recorded until ").text(&when(updated)).raw("</p>\n");
    }
}

fn counts(page: &mut Page, dossier: &Dossier) {
    let verdicts = dossier.claims.iter().filter(|entry| entry.verdict.is_some() || entry.contested).count();
    let evidence = dossier.claims.iter().map(|entry| entry.claim.evidence.len()).sum();
    let counts: [(&str, &str, usize); 5] = [
        ("claim", "claims", dossier.claims.len()),
        ("with a verdict", "with a verdict", verdicts),
        ("piece of evidence", "pieces of evidence", evidence),
        ("source cited", "sources cited", dossier.sources.len()),
        ("capture", "captures", dossier.captures.len()),
    ];
    listed(page, "counts", &counts);
    listed(page, "counts tally", &Tally::of(dossier).rows());
}

fn listed(page: &mut Page, class: &'static str, counts: &[(&str, &str, usize)]) {
    page.open("ul", &[("class", class)]).raw("\n");
    for (one, many, count) in counts {
        page.raw("<li><b>").number(*count).raw("</b> ").text(if *count == 1 { one } else { many }).raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// Writes what whoever keeps the document must know of it, on its title page.
fn particulars(page: &mut Page, desk: &Desk) {
    let dossier = desk.dossier;
    let draft = dossier.draft.as_ref().map(|draft| &draft.draft);
    page.raw("<dl class=\"particulars\">\n").field("Piece", Some(dossier.piece.id.hex()));
    page.field("Draft", draft.and_then(|draft| draft.name.as_deref()));
    page.field("Draft SHA-256", draft.and_then(|draft| draft.sha256.as_deref()));
    page.field("Text SHA-256", draft.and_then(|draft| draft.text_sha256.as_deref()));
    page.field("Sign-off needs", Some(proof::rules(dossier)));
    page.field("Confidential", Some(if dossier.revealed { "In this document in full" } else { "Left out" }));
    page.raw("</dl>\n<p class=\"aside\">A number in brackets, as [3], is that of a source: in the notes under each ");
    page.raw("claim, and in the list of sources. What this document proves, and what it does not, stands at its end.");
    page.raw("</p>\n");
}
