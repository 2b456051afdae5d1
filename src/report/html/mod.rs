//! The dossier as one page of HTML: for editors, lawyers and authors; no script, nothing fetched.
//!
//! Words from outside enter a page only through [`page::Page`], which makes them inert.

mod activity;
mod article;
mod card;
mod chart;
mod contents;
mod evidence;
mod exchanges;
mod front;
mod names;
mod notes;
mod owners;
pub(super) mod page;
mod pages;
mod paper;
mod plots;
mod proof;
mod register;
mod remaining;
mod signs;
mod sources;

#[cfg(test)]
mod tests;

use super::dossier::Dossier;
use crate::error::{Error, Result};
use language::text::{Language, language};
use page::Page;
pub use paper::render_for_paper;
use record::model::entities::Capture;
use record::model::id::Id;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

pub use evidence::how_found;
pub use front::title;

const STYLE: &str = include_str!("style.css");

/// Parts of the page, in their order: the id of each and what it is called.
const PARTS: [(&str, &str); 6] = [
    ("front", "Overview"),
    ("remaining", "Left to do"),
    ("text", "Text"),
    ("claims", "Claims"),
    ("sources", "Sources"),
    ("proof", "Proof"),
];

/// The page of paper, from 1, of each place that has a name.
pub type Places = BTreeMap<String, u32>;

/// What the parts of the page ask of the dossier over and over.
struct Desk<'a> {
    dossier: &'a Dossier,
    /// The number of each claim, by id.
    numbers: HashMap<[u8; 32], usize>,
    /// What was captured of each source, by its id.
    captures: HashMap<Id, Vec<&'a Capture>>,
    /// On paper: the page of each place that has a name, as far as it is known.
    places: Option<&'a Places>,
    /// The claims, by their place in the dossier, that have a mark in the text to lead back to.
    marked: BTreeSet<usize>,
    /// The language of the draft, as a `lang` attribute has it.
    language: &'static str,
}

impl<'a> Desk<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        let numbers = dossier.claims.iter().map(|entry| (entry.claim.recorded.id.0, entry.number)).collect();
        let language = dossier.draft.as_ref().map_or("en", |draft| match language(&draft.document.text) {
            Language::English => "en",
            Language::Spanish => "es",
        });
        let mut captures: HashMap<Id, Vec<&Capture>> = HashMap::new();
        for capture in &dossier.captures {
            if let Some(source) = capture.source {
                captures.entry(source).or_default().push(capture);
            }
        }
        Self { dossier, numbers, captures, places: None, marked: BTreeSet::new(), language }
    }
}

/// Writes the page; the same dossier gives the same bytes.
pub fn render(dossier: &Dossier, out: &mut impl Write) -> Result<()> {
    let mut desk = Desk::of(dossier);
    let mut page = Page::default();
    head(&mut page, dossier);
    front::write(&mut page, &desk);
    page.raw("<main id=\"main\" tabindex=\"-1\">\n");
    plots::write(&mut page, dossier);
    remaining::write(&mut page, &desk);
    desk.marked = article::write(&mut page, &desk);
    page.raw("<section class=\"part\" id=\"claims\" aria-labelledby=\"claims-title\">\n");
    page.raw("<h2 id=\"claims-title\">Claims</h2>\n");
    register::write(&mut page, &desk);
    for entry in &dossier.claims {
        card::write(&mut page, &desk, entry);
    }
    page.raw("</section>\n");
    sources::write(&mut page, &desk);
    proof::write(&mut page, dossier);
    end(page, out)
}

fn end(mut page: Page, out: &mut impl Write) -> Result<()> {
    page.raw(
        "</main>\n<footer class=\"colophon\"><p>Written by Tickmark. It records who found what, when and on what \
              grounds; people gave every verdict.</p></footer>\n</body>\n</html>\n",
    );
    out.write_all(page.html().as_bytes()).map_err(Error::Output)
}

fn head(page: &mut Page, dossier: &Dossier) {
    page.raw(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>",
    );
    page.text(front::title(dossier)).raw(" — fact-check report</title>\n<style>\n").raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
}
