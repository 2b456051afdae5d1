//! What is confidential, and how much of it a reader gets to see.

use super::Reader;
use crate::error::Result;
use crate::model::disclosure::{Text, Value};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::record::Record;
use rusqlite::{OptionalExtension, params};

/// How much of what is confidential can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// A letter in the place of a name, and none of the words.
    Discreet,
    Whole,
}

/// What stands in the place of words that must be there.
pub const VEILED: &str = "(confidential)";

impl Reader<'_> {
    /// Gives the same reader with everything in sight: for work whose words do not leave the program.
    pub fn revealing(&self) -> Self {
        self.seeing(Sight::Whole)
    }

    /// Says whether this reader keeps what is confidential back.
    pub(super) fn discreet(&self) -> bool {
        self.1 == Sight::Discreet
    }

    /// Says whether a source is confidential as things stand.
    pub fn confidential_source(&self, source: i64) -> Result<bool> {
        let sql = "SELECT coalesce(
            (SELECT confidential FROM source_terms WHERE source = ?1 ORDER BY row DESC LIMIT 1),
            (SELECT confidential FROM source WHERE row = ?1), 0)";
        Ok(self.0.prepare_cached(sql)?.query_row([source], |row| row.get(0))?)
    }

    /// Says whether a capture is confidential: by itself, or because its source is.
    pub fn confidential_capture(&self, capture: i64) -> Result<bool> {
        let sql = "SELECT confidential, source FROM capture WHERE row = ?1";
        let found =
            self.0.prepare_cached(sql)?.query_row([capture], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((false, Some(source))) => self.confidential_source(source),
            Some((confidential, _)) => Ok(confidential),
            None => Ok(false),
        }
    }

    /// Gives the name that stands for a confidential source: A, B … Z, AA …
    pub(super) fn veiled_name(&self, source: i64) -> Result<String> {
        let sql = "SELECT title FROM source_shown WHERE row = ?1";
        let name: Option<String> = self.0.prepare_cached(sql)?.query_row([source], |row| row.get(0))?;
        Ok(name.unwrap_or_else(|| VEILED.into()))
    }

    /// Takes out of a record what this reader does not get to see.
    pub(super) fn veil(&self, mut record: Record) -> Result<Record> {
        if !self.discreet() {
            return Ok(record);
        }
        match &record.event {
            Event::SourceAdded(_) => {
                if self.confidential_source(record.row)? {
                    let title = record.texts.find("title").map(|text| text.digest.clone()).unwrap_or_default();
                    let value = Value::Text(self.veiled_name(record.row)?);
                    record.texts.0 = vec![Text { name: "title".into(), value, digest: title }];
                }
            }
            Event::SourceTermsSet(body) => self.clear_where_source(body.source, &mut record)?,
            Event::SourceLinked(body) => self.clear_where_source(body.source, &mut record)?,
            Event::CaptureMissed(body) => self.clear_where_source(body.source, &mut record)?,
            Event::CaptureFiled(_) => {
                if self.confidential_capture(record.row)? {
                    record.texts.0.clear();
                }
            }
            Event::EvidenceAttached(body) => {
                if self.veils_evidence(body.source, body.capture)? {
                    record.texts.0.retain(|text| text.name == "quantity");
                }
            }
            Event::EvidenceWithdrawn(body) => {
                let attached = self.revealing().record(self.row_of(body.evidence)?)?;
                if let Event::EvidenceAttached(body) = &attached.event
                    && self.veils_evidence(body.source, body.capture)?
                {
                    veil_words(&mut record);
                }
            }
            Event::StakeRecorded(body) => {
                if let Some(source) = body.source {
                    self.clear_note_where_source(source, &mut record)?;
                }
            }
            Event::ClaimNoted(body) => {
                if body.confidential {
                    veil_words(&mut record);
                }
            }
            _ => {}
        }
        Ok(record)
    }

    fn veils_evidence(&self, source: Id, capture: Option<Id>) -> Result<bool> {
        if self.confidential_source(self.row_of(source)?)? {
            return Ok(true);
        }
        capture.map_or(Ok(false), |capture| self.confidential_capture(self.row_of(capture)?))
    }

    fn clear_where_source(&self, source: Id, record: &mut Record) -> Result<()> {
        if self.confidential_source(self.row_of(source)?)? {
            record.texts.0.clear();
        }
        Ok(())
    }

    fn clear_note_where_source(&self, source: Id, record: &mut Record) -> Result<()> {
        if self.confidential_source(self.row_of(source)?)? {
            record.texts.0.retain(|text| text.name != "note");
        }
        Ok(())
    }

    /// Lists the actors under whose keys something can be sealed: name and public key (base64).
    pub fn actors(&self) -> Result<Vec<(String, String)>> {
        let mut select = self.0.prepare_cached("SELECT actor, key FROM log WHERE actor IS NOT NULL ORDER BY row")?;
        let actors = select.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(actors.collect::<Result<_, _>>()?)
    }
}

fn veil_words(record: &mut Record) {
    for text in &mut record.texts.0 {
        text.value = Value::Text(VEILED.into());
    }
}
