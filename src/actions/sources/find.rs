//! Finding passages across all captures.

use super::capture;
pub use language::text::quote::Match;
use language::text::quote::{Asked, Found, Prepared, find};
use language::text::sweep::Quotes;
use record::model::id::Id;
use serde::Serialize;
use store::casebook::Casebook;
use store::error::Result;

/// Where a passage stands.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// Which of the passages that were asked for, from 0.
    pub passage: usize,
    pub capture: Id,
    pub source: Option<Id>,
    /// The name of the source, else of the file.
    pub name: String,
    /// Where in it, as people say it.
    pub place: String,
    #[serde(flatten)]
    pub found: Found,
}

/// Looks for passages in the texts of all captures, one text after another; `progress` hears captures done and in all.
///
/// A single passage is looked for as evidence would be; of many, one that differs from its source is found where four
/// of its words in a row stand as they were. Captures that are kept back, or sealed to others, are passed over.
pub fn find_everywhere(
    casebook: &Casebook,
    passages: &[&str],
    mut progress: impl FnMut(u64, u64),
) -> Result<Vec<Standing>> {
    let reader = casebook.reader();
    let sweep = (passages.len() > 1).then(|| Quotes::prepare(passages));
    let rows = reader.captures_with_text()?;
    let mut standing = Vec::new();
    for (done, row) in rows.iter().enumerate() {
        progress(done as u64, rows.len() as u64);
        let capture = reader.capture(*row)?;
        if capture.text_sha256.is_none() {
            continue;
        }
        let Some(document) = capture::document(casebook, *row)? else { continue };
        let text = Prepared::new(document.text.as_str());
        let found = match &sweep {
            Some(quotes) => quotes.scan(&text),
            None => one_by_one(passages, &text),
        };
        let source = capture.source.map(|source| reader.row_of(source)).transpose()?;
        let name = source.map(|source| reader.source(source)).transpose()?.map(|source| source.name());
        let name = name.or(capture.name.clone()).unwrap_or_else(|| capture.id.short());
        standing.extend(found.into_iter().map(|(passage, found)| Standing {
            passage,
            capture: capture.id,
            source: capture.source,
            name: name.clone(),
            place: document.place(found.start).to_string(),
            found,
        }));
    }
    standing.sort_by_key(|standing| standing.passage);
    Ok(standing)
}

fn one_by_one(passages: &[&str], text: &Prepared) -> Vec<(usize, Found)> {
    let found = passages.iter().map(|passage| find(passage, text, &Asked::default()));
    found.enumerate().filter_map(|(at, found)| Some((at, found?))).collect()
}
