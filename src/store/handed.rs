//! Reading events to hand them over: what a reader sees of each, beside what was recorded.

use super::Reader;
use super::events::{Stored, understand};
use super::place::place_of;
use crate::error::{Error, Result};
use record::model::disclosure::Text;
use record::model::record::Record;
use rusqlite::{OptionalExtension, params};

/// An event to be handed over.
pub struct Handed {
    /// As the reader sees it.
    pub record: Record,
    /// As they are hashed.
    pub bytes: String,
    /// Its texts as they were recorded: what each says, and as it is stored.
    pub texts: Vec<(Text, String)>,
    /// The bytes tell a figure that is kept back from the reader.
    pub tells_figure: bool,
    /// The row where it arrived.
    arrived: i64,
}

impl Reader<'_> {
    /// Reads the event at a position of a log, by the row of the log's opening.
    pub fn handed(&self, log: i64, seq: u64) -> Result<Handed> {
        let sql = concat!(
            "SELECT event.row, event.id, event.bytes, log.actor, log.hand, ",
            place_of!("event.row"),
            " FROM event LEFT JOIN log ON log.row = event.log WHERE event.log = ?1 AND event.seq = ?2"
        );
        let read = |row: &rusqlite::Row| Ok((Stored::read(row)?, row.get(5)?));
        let found = self.0.prepare_cached(sql)?.query_row(params![log, seq as i64], read).optional()?;
        let (stored, place): (Stored, i64) =
            found.ok_or_else(|| Error::Damaged(format!("event {seq} of log {log} is missing")))?;
        let arrived = stored.row;
        let texts = self.stored_texts(arrived)?;
        let kept: Vec<String> = texts.iter().map(|(_, json)| json.clone()).collect();
        let recorded = understand(&stored, texts).map_err(|fault| stored.not_understood(arrived, &fault))?;
        let texts = recorded.texts.0.iter().cloned().zip(kept).collect();
        let (record, redacted) = self.redact(Record { row: place, ..recorded })?;
        let tells_figure = redacted && record.event.has_figure();
        Ok(Handed { record, bytes: stored.bytes, texts, tells_figure, arrived })
    }

    /// Gives the timestamp that an event tells of, with the checkpoint that it is over.
    pub fn timestamp_of(&self, handed: &Handed) -> Result<Option<(String, Vec<u8>)>> {
        self.timestamp_beside(handed.arrived)
    }
}
