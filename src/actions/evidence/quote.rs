//! Quotations: each must be found in what was captured, and is looked for again whenever the casebook is verified.

use crate::sources::capture;
use formats::ingest::Document;
use language::text::quote::{self, Asked, Found, Prepared};
pub use language::text::quote::{Match, Piece};
use record::model::entities::Capture;
use record::model::event::Passage;
use record::model::id::Id;
use std::ops::Range;
use store::Access;
use store::casebook::Casebook;
use store::error::{Error, NotFound, Result};
use store::find::Kind;

/// A quotation, and what is known of where it should stand.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    pub quote: &'a str,
    pub source: &'a str,
    /// The one capture to look in; else all of the source.
    pub capture: Option<&'a str>,
    pub locator: Option<&'a str>,
    pub speaker: Option<&'a str>,
}

/// A quotation that was found in a capture.
#[derive(Clone, Debug)]
pub struct Quoted {
    pub capture: Id,
    /// Where, as people say it: "page 4, third paragraph".
    pub place: String,
    pub found: Found,
}

impl Quoted {
    /// Gives what is recorded of it.
    pub fn passage(&self) -> Passage {
        let faults = self.found.faults.iter().map(|fault| fault.kind);
        let mut faults: Vec<_> = faults.collect();
        faults.sort();
        faults.dedup();
        Passage {
            end: self.found.end,
            faults,
            r#match: self.found.matched,
            score: self.found.score,
            start: self.found.start,
        }
    }

    /// Says whether this is a better find than another.
    fn beats(&self, other: &Self) -> bool {
        let rank = |quoted: &Self| {
            let Found { matched, score, faults, .. } = &quoted.found;
            (*matched, faults.len(), 1000 - score)
        };
        rank(self) < rank(other)
    }
}

/// Finds a quotation in the captures of its source, or says where it stands instead.
pub fn seek(casebook: &Casebook, sought: &Sought) -> Result<Quoted> {
    let reader = casebook.reader().revealing();
    let source = reader.find(Kind::Source, sought.source)?;
    let captures = match sought.capture {
        Some(capture) => vec![reader.capture(reader.find(Kind::Capture, capture)?.row)?],
        // Of equals the latest capture counts.
        None => {
            let all = reader.captures(Some(source.row))?.into_iter().rev();
            let mut open = Vec::new();
            for capture in all {
                // What is found is shown, so that a sealed text is looked into only by whoever names it.
                if casebook.reader().sight() == Access::Whole || !reader.confidential_capture(capture.row)? {
                    open.push(capture);
                }
            }
            open
        }
    };
    let mut best: Option<Quoted> = None;
    let mut nearest: Option<(u32, String)> = None;
    let mut texts = 0;
    for capture in &captures {
        let Some(document) = capture::document(casebook, capture.row)? else { continue };
        texts += 1;
        let text = Prepared::new(document.text.as_str());
        let expected = stretches(&document, sought.locator);
        let asked = Asked { speaker: sought.speaker, expected: &expected };
        if let Some(found) = quote::find(sought.quote, &text, &asked) {
            let quoted = Quoted { capture: capture.id, place: document.place(found.start).to_string(), found };
            if best.as_ref().is_none_or(|best| quoted.beats(best)) {
                best = Some(quoted);
            }
        } else if let Some(found) = quote::nearest(sought.quote, &text, &asked)
            && nearest.as_ref().is_none_or(|(score, _)| found.score > *score)
        {
            nearest = Some((found.score, document.place(found.start).to_string()));
        }
    }
    if let Some(best) = best {
        return Ok(best);
    }
    let elsewhere = elsewhere(casebook, sought, &captures)?;
    Err(Error::QuoteNotFound(Box::new(NotFound { source: source.id.short(), texts, nearest, elsewhere })))
}

/// Looks for the very words in the captures of other sources; gives the name of the first and the place in it.
fn elsewhere(casebook: &Casebook, sought: &Sought, looked_in: &[Capture]) -> Result<Option<(String, String)>> {
    let reader = casebook.reader();
    for capture in reader.captures(None)? {
        if looked_in.iter().any(|looked| looked.row == capture.row) || capture.confidential {
            continue;
        }
        let Some(document) = capture::document(casebook, capture.row)? else { continue };
        let found = quote::find(sought.quote, &Prepared::new(document.text.as_str()), &Asked::default());
        if let Some(found) = found.filter(|found| found.matched != quote::Match::Approximate) {
            let source = capture.source.map(|source| reader.row_of(source)).transpose()?;
            let name = source.map(|source| reader.source(source)).transpose()?.map(|source| source.name());
            let name = name.or(capture.name).unwrap_or_else(|| capture.id.short());
            return Ok(Some((name, document.place(found.start).to_string())));
        }
    }
    Ok(None)
}

/// Gives the stretches of a text that a locator means by a number of a page; none where it names no page.
pub fn stretches(document: &Document, locator: Option<&str>) -> Vec<Range<u64>> {
    let pages = locator.map(pages).unwrap_or_default();
    let on = |page: Option<u32>| page.is_some_and(|page| pages.contains(&page));
    document.blocks.iter().filter(|block| on(block.page)).map(|block| block.span.start..block.span.end).collect()
}

/// Reads the numbers of pages from a locator: `p. 4`, `pages 4-6`, `pág. 12`.
fn pages(locator: &str) -> Vec<u32> {
    const PAGE: [&str; 9] = ["p", "pp", "page", "pages", "pag", "pág", "página", "páginas", "págs"];
    let words: Vec<String> = locator
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut pages = Vec::new();
    for pair in words.windows(2) {
        let (from, to) = pair[1].split_once(['-', '–']).unwrap_or((&pair[1], &pair[1]));
        if let (true, Ok(from), Ok(to)) = (PAGE.contains(&pair[0].as_str()), from.parse::<u32>(), to.parse::<u32>()) {
            // A range that could fill memory is no range of pages.
            pages.extend((from..=to).take(1000));
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn a_locator_may_name_pages() {
        let rows: [(&str, &[u32]); 7] = [
            ("p. 4", &[4]),
            ("page 4, third paragraph", &[4]),
            ("pp. 4-6", &[4, 5, 6]),
            ("table 2 (pág. 12)", &[12]),
            ("paragraph 4", &[]),
            ("page four", &[]),
            ("p. 9-4", &[]),
        ];
        for (locator, expected) in rows {
            assert_eq!(pages(locator), expected, "{locator}");
        }
    }
}
