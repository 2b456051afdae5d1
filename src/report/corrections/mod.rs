//! What was changed after publication, for a page that readers see.
//!
//! It holds what readers were told and nothing of the check: no name of a reviewer, no id, no number of a claim.

mod html;
mod markdown;

use super::dossier::Dossier;
use super::html::title;
use crate::error::{Error, Result};
use record::model::claim::Correction;
use record::model::time::Day;
use serde::Serialize;
use std::io::Write;

/// A format for corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Json,
}

/// The version of the JSON.
pub const VERSION: u32 = 1;

/// What the `kind` of the JSON says.
pub const KIND: &str = "corrections";

#[derive(Serialize)]
struct Page<'a> {
    tickmark: u32,
    kind: &'static str,
    title: &'a str,
    byline: Option<&'a str>,
    publisher: Option<&'a str>,
    address: Option<&'a str>,
    corrections: Vec<Entry<'a>>,
}

/// One change; a wording that is withheld is absent.
#[derive(Serialize)]
struct Entry<'a> {
    published: Day,
    was: Option<&'a str>,
    now: Option<&'a str>,
    reason: Option<&'a str>,
}

/// Writes the corrections of a piece, the latest first; gives their number.
pub fn render(dossier: &Dossier, format: Format, out: &mut dyn Write) -> Result<usize> {
    let page = Page::of(dossier);
    let text = match format {
        Format::Markdown => markdown::write(&page),
        Format::Html => html::write(&page),
        Format::Json => serde_json::to_string_pretty(&page).expect("corrections hold nothing that JSON cannot") + "\n",
    };
    out.write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(page.corrections.len())
}

impl<'a> Page<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        let mut all: Vec<&Correction> = dossier.claims.iter().flat_map(|entry| &entry.claim.corrections).collect();
        all.sort_by_key(|correction| {
            std::cmp::Reverse((correction.published, correction.mark.time, correction.mark.id))
        });
        let draft = dossier.draft.as_ref();
        Self {
            tickmark: VERSION,
            kind: KIND,
            title: title(dossier),
            byline: dossier.piece.byline.as_deref().or(draft.and_then(|draft| draft.document.byline.as_deref())),
            publisher: dossier.piece.publisher.as_deref(),
            address: dossier.piece.address.as_deref(),
            corrections: all.into_iter().map(Entry::of).collect(),
        }
    }
}

impl<'a> Entry<'a> {
    fn of(correction: &'a Correction) -> Self {
        let told = |text: &'a str| Some(text.trim()).filter(|text| !text.is_empty());
        Self {
            published: correction.published,
            was: told(&correction.was),
            now: told(&correction.now),
            reason: correction.reason.as_deref().and_then(told),
        }
    }
}
