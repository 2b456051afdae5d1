//! Reading what evidence says the program found by itself, to look for it again.

use super::Reader;
use super::place::event_at;
use crate::error::{Error, Result};
use record::model::id::Id;
use record::model::words::{QuoteFault, QuoteMatch};
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
    /// What is wrong with it, as it was recorded.
    pub faults: Vec<QuoteFault>,
    /// Byte offsets into the captured text.
    pub start: u64,
    pub end: u64,
}

/// A figure that was read in a captured table.
#[derive(Clone, Debug)]
pub struct FoundCell {
    /// Rows of the evidence and of the capture.
    pub row: i64,
    pub capture: i64,
    pub address: String,
    pub text: Option<String>,
    pub amount: Option<String>,
}

/// A quotation that stands as evidence, with the ids that a person would name.
#[derive(Clone, Debug)]
pub struct StandingQuote {
    pub id: Id,
    pub claim: Id,
    pub quote: Option<String>,
    pub speaker: Option<String>,
    pub found: QuoteMatch,
}

impl Reader<'_> {
    /// Lists the quotations of a source that were found and stand as evidence.
    pub fn quotes_of_source(&self, source: i64) -> Result<Vec<StandingQuote>> {
        let sql = concat!(
            "SELECT event.id, claim.id, quote, speaker, found FROM evidence JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " JOIN claim ON claim.row = evidence.claim
            WHERE evidence.source = ?1 AND found IS NOT NULL AND withdrawn IS NULL ORDER BY evidence.row"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([source])?;
        let mut quotes = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, claim) = (Id(row.get(0)?), Id(row.get(1)?));
            quotes.push(StandingQuote { id, claim, quote: row.get(2)?, speaker: row.get(3)?, found: found(row, 4)? });
        }
        Ok(quotes)
    }

    /// Lists every figure that was read in a captured table.
    pub fn found_cells(&self) -> Result<Vec<FoundCell>> {
        let sql = "SELECT row, capture, cell, cell_text, amount FROM evidence NOT INDEXED
            WHERE cell IS NOT NULL AND capture IS NOT NULL ORDER BY capture, row";
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([], |row| {
            let (address, text, amount) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(FoundCell { row: row.get(0)?, capture: row.get(1)?, address, text, amount })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists the rows of captures that have a text.
    pub fn captures_with_text(&self) -> Result<Vec<i64>> {
        let mut select = self.0.prepare_cached("SELECT row FROM capture WHERE text_sha256 IS NOT NULL ORDER BY row")?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists the rows of evidence that was computed from other evidence.
    pub fn computed_evidence(&self) -> Result<Vec<i64>> {
        let sql = "SELECT row FROM evidence NOT INDEXED WHERE inputs IS NOT NULL ORDER BY row";
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists every quotation that was found, those of one capture together.
    pub fn found_quotes(&self) -> Result<Vec<FoundQuote>> {
        let sql = "SELECT row, capture, quote, locator, speaker, found, found_start, found_end, faults FROM evidence
            NOT INDEXED WHERE found IS NOT NULL AND capture IS NOT NULL
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
    Ok(FoundQuote {
        row: row.get(0)?,
        capture: row.get(1)?,
        quote: row.get(2)?,
        locator: row.get(3)?,
        speaker: row.get(4)?,
        found: found(row, 5)?,
        faults: faults(row, 8)?,
        start: row.get::<_, i64>(6)? as u64,
        end: row.get::<_, i64>(7)? as u64,
    })
}

fn faults(row: &Row, at: usize) -> Result<Vec<QuoteFault>> {
    let words: Option<String> = row.get(at)?;
    Ok(words.iter().flat_map(|words| words.split_whitespace()).filter_map(QuoteFault::from_word).collect())
}

fn found(row: &Row, at: usize) -> Result<QuoteMatch> {
    let word: String = row.get(at)?;
    let unknown = || Error::Damaged(format!("a quotation was found in a way that there is not: {word}"));
    QuoteMatch::from_word(&word).ok_or_else(unknown)
}
