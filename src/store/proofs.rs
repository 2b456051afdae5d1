//! Reading what evidence says the program found by itself, to look for it again.

use super::Reader;
use crate::error::{Error, Result};
use crate::model::words::QuoteMatch;
use rusqlite::{Row, params};

/// A quotation that was found in a capture.
#[derive(Clone, Debug)]
pub struct FoundQuote {
    /// Rows of the evidence and of the capture.
    pub row: i64,
    pub capture: i64,
    /// Absent where it is withheld or erased.
    pub quote: Option<String>,
    pub locator: Option<String>,
    pub speaker: Option<String>,
    pub found: QuoteMatch,
    /// Byte offsets into the captured text.
    pub start: u64,
    pub end: u64,
}

impl Reader<'_> {
    /// Lists every quotation that was found, those of one capture together.
    pub fn found_quotes(&self) -> Result<Vec<FoundQuote>> {
        let sql = "SELECT row, capture, quote, locator, speaker, found, found_start, found_end FROM evidence
            WHERE (found IS NOT NULL OR cell IS NOT NULL) AND found IS NOT NULL AND capture IS NOT NULL
            ORDER BY capture, row";
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query(params![])?;
        let mut quotes = Vec::new();
        while let Some(row) = rows.next()? {
            quotes.push(found_quote(row)?);
        }
        Ok(quotes)
    }
}

fn found_quote(row: &Row) -> Result<FoundQuote> {
    let word: String = row.get(5)?;
    let found = QuoteMatch::from_word(&word)
        .ok_or_else(|| Error::Damaged(format!("a quotation was found in a way that there is not: {word}")))?;
    Ok(FoundQuote {
        row: row.get(0)?,
        capture: row.get(1)?,
        quote: row.get(2)?,
        locator: row.get(3)?,
        speaker: row.get(4)?,
        found,
        start: row.get::<_, i64>(6)? as u64,
        end: row.get::<_, i64>(7)? as u64,
    })
}
