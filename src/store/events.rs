//! Reading events and what stands beside them.

use super::Reader;
use super::place::{event_at, place_of};
use crate::error::{Error, Result};
use record::ledger::disclosure;
use record::ledger::envelope::{Envelope, identify};
use record::model::claim::Claim;
use record::model::disclosure::Texts;
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::Moment;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::HashMap;
use std::ops::Range;

/// A log as its latest event left it.
#[derive(Clone, Debug)]
pub struct Log {
    pub row: i64,
    pub origin: String,
    /// Ed25519 public key, base64.
    pub key: String,
    pub actor: Option<String>,
    pub size: u64,
    pub clock: u64,
    pub peaks: Vec<u8>,
}

const RECORD: &str = concat!(
    "SELECT event.row, event.id, event.bytes, log.actor, log.hand
     FROM event LEFT JOIN log ON log.row = event.log WHERE event.row = ",
    event_at!("?1")
);

const EVENTS_IN_ORDER: &str =
    "SELECT row, id, bytes, log, row AS place FROM event WHERE row >= ?1 AND row < ?2 ORDER BY row";

/// Both halves come in the order of places, so that they are merged as they are read.
const EVENTS_PLACED: &str = "
    SELECT event.row, event.id, event.bytes, event.log, event.row AS place FROM event
    WHERE event.row >= ?1 AND event.row < ?2 AND NOT EXISTS (SELECT 1 FROM place WHERE place.row = event.row)
    UNION ALL
    SELECT event.row, event.id, event.bytes, event.log, place.row FROM place CROSS JOIN event ON event.row = place.event
    WHERE place.row >= ?1 AND place.row < ?2
    ORDER BY 5";

/// The texts of events that stand where they arrived.
const TEXTS_IN_ORDER: &str = "SELECT event, position, json FROM disclosure
    WHERE event >= ?1 AND event < ?2 AND NOT EXISTS (SELECT 1 FROM place WHERE place.event = disclosure.event)
    ORDER BY event, position";

impl Reader<'_> {
    /// Reads the event at a place.
    pub fn record(&self, row: i64) -> Result<Record> {
        Ok(self.record_with_bytes(row)?.0)
    }

    /// Reads the event at a place, and its stored bytes as they are hashed; none where they would tell a figure that is kept
    /// back.
    pub fn record_with_bytes(&self, row: i64) -> Result<(Record, String)> {
        let stored = self.0.prepare_cached(RECORD)?.query_row([row], Stored::read).optional()?;
        let stored = stored.ok_or_else(|| Error::Damaged(format!("event {row} is missing")))?;
        let (record, kept_back) = self.redact(Record { row, ..self.understand(&stored)? })?;
        // The clear part of an event holds its figure.
        let bytes = if kept_back && record.event.has_figure() { String::new() } else { stored.bytes };
        Ok((record, bytes))
    }

    /// Gives the bounds of what was written at one stroke around a place in a log: what one checkpoint added to the one
    /// before, the end exclusive.
    pub fn act_around(&self, log: i64, seq: u64) -> Result<(u64, u64)> {
        let seq = seq as i64;
        let start = "SELECT coalesce(max(size), 0) FROM checkpoint WHERE log = ?1 AND size <= ?2";
        let end = "SELECT coalesce(min(size), ?2 + 1) FROM checkpoint WHERE log = ?1 AND size > ?2";
        let ask =
            |sql: &str| Ok::<i64, Error>(self.0.prepare_cached(sql)?.query_row(params![log, seq], |row| row.get(0))?);
        Ok((ask(start)? as u64, ask(end)? as u64))
    }

    /// Reads the events of a log from one place to another, the end exclusive.
    pub fn log_records(&self, log: i64, start: u64, end: u64) -> Result<Vec<Record>> {
        let sql = concat!(
            "SELECT ",
            place_of!("event.row"),
            " FROM event WHERE log = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params![log, start as i64, end as i64], |row| row.get::<_, i64>(0))?;
        rows.map(|row| self.record(row?)).collect()
    }

    /// Reads every event of a claim, its recording first.
    pub fn claim_records(&self, claim: i64) -> Result<Vec<Record>> {
        let mut records = vec![self.record(claim)?];
        let mut select = self.0.prepare_cached("SELECT event FROM claim_event WHERE claim = ?1 ORDER BY event")?;
        for row in select.query_map([claim], |row| row.get::<_, i64>(0))? {
            records.push(self.record(row?)?);
        }
        Ok(records)
    }

    /// Reads a claim as it stands after all its events.
    pub fn claim(&self, row: i64) -> Result<Claim> {
        Claim::fold(&self.claim_records(row)?).ok_or_else(|| Error::Damaged(format!("event {row} records no claim")))
    }

    /// Reads an event where it arrived; its place is for the caller to say.
    fn understand(&self, stored: &Stored) -> Result<Record> {
        let (row, texts) = (stored.row, self.stored_texts(stored.row)?);
        understand(stored, texts).map_err(|fault| stored.not_understood(row, &fault))
    }

    pub(super) fn stored_texts(&self, event: i64) -> Result<Vec<(i64, String)>> {
        let mut select =
            self.0.prepare_cached("SELECT position, json FROM disclosure WHERE event = ?1 ORDER BY position")?;
        let texts = select.query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(texts.collect::<Result<_, _>>()?)
    }

    /// Reads the events at some places in order, with their texts; `each` gets the row where the event arrived, and also
    /// hears of those that cannot be understood.
    ///
    /// Their hashes, and the spelling of what stands around their bodies, are taken as verified.
    pub fn each_record(
        &self,
        places: Range<i64>,
        mut each: impl FnMut(i64, Result<Record, String>) -> Result<()>,
    ) -> Result<()> {
        let bounds = params![places.start, places.end];
        let mut texts = self.0.prepare(TEXTS_IN_ORDER)?;
        let mut texts = texts.query(bounds)?;
        let mut next = texts.next()?.map(stored_text).transpose()?;
        let actors = self.writers()?;
        let mut events = self.0.prepare(if self.has_moved()? { EVENTS_PLACED } else { EVENTS_IN_ORDER })?;
        let mut events = events.query(bounds)?;
        while let Some(event) = events.next()? {
            let (row, log, place): (i64, i64, i64) = (event.get(0)?, event.get(3)?, event.get(4)?);
            let mut beside = if row == place { Vec::new() } else { self.stored_texts(row)? };
            while let Some((_, position, json)) = next.take_if(|(event, ..)| *event <= row && row == place) {
                beside.push((position, json));
                next = texts.next()?.map(stored_text).transpose()?;
            }
            let bytes = event.get_ref(2)?.as_bytes().map_err(rusqlite::Error::from)?;
            let mut read = Envelope::read_verified(bytes)
                .map_err(|flaw| flaw.to_string())
                .and_then(|envelope| put_together(place, Id(event.get(1).map_err(damaged)?), &envelope, beside));
            if let Ok(record) = &mut read {
                (record.actor, record.hand) = actors.get(&log).cloned().unwrap_or_default();
            }
            each(row, read)?;
        }
        if let Some((event, ..)) = next {
            each(event, Err("a text stands beside an event that is not there".into()))?;
        }
        Ok(())
    }

    /// Gives who writes each log, by name and by hand, as its opening says.
    fn writers(&self) -> Result<HashMap<i64, (String, String)>> {
        let mut select = self.0.prepare("SELECT min(log) FROM event WHERE log > ?1")?;
        let (mut actors, mut hands, mut at) = (HashMap::new(), HashMap::<String, String>::new(), i64::MIN);
        while let Some(log) = select.query_row([at], |row| row.get::<_, Option<i64>>(0))? {
            // An opening that cannot be understood is reported where it stands.
            if let Ok(record) = self.record(self.place_of(log)?)
                && let Event::LogOpened(opened) = &record.event
            {
                let earlier = opened.follows.as_ref().and_then(|earlier| hands.get(&earlier.log));
                let hand = earlier.unwrap_or(&record.log).clone();
                hands.insert(record.log.clone(), hand.clone());
                actors.insert(log, (record.wording("actor"), hand));
            }
            at = log;
        }
        Ok(actors)
    }

    /// Gives the stored bytes of the event at a place, as they are hashed.
    pub fn event_bytes(&self, row: i64) -> Result<String> {
        let sql = concat!("SELECT bytes FROM event WHERE row = ", event_at!("?1"));
        Ok(self.0.query_row(sql, [row], |row| row.get(0))?)
    }

    /// Lists the places of events, latest first, of one log or of all, before a place.
    pub fn event_rows(&self, log: Option<i64>, before: i64, limit: usize) -> Result<Vec<i64>> {
        let Some(log) = log else {
            let end = before.min(self.event_count()?.saturating_add(1));
            return Ok((1..end).rev().take(limit).collect());
        };
        let sql = concat!(
            "SELECT ",
            place_of!("event.row"),
            " AS place FROM event WHERE log = ?1 AND place < ?2 ORDER BY seq DESC LIMIT ?3"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params![log, before, limit as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists the places of the events that arrived after so many, in the order in which they arrived.
    pub fn arrived_after(&self, count: i64) -> Result<Vec<i64>> {
        let sql = concat!("SELECT ", place_of!("event.row"), " FROM event WHERE event.row > ?1 ORDER BY event.row");
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([count], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Reads of each event of a log, in order, its id, its position and the time that it claims.
    pub fn each_claimed_time(&self, log: i64, mut each: impl FnMut(Id, u64, Moment)) -> Result<()> {
        let sql = "SELECT id, seq, bytes ->> '$.time' FROM event WHERE log = ?1 ORDER BY seq";
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([log])?;
        while let Some(row) = rows.next()? {
            let time = row.get_ref(2)?.as_str().ok().and_then(Moment::parse);
            let seq = row.get::<_, i64>(1)? as u64;
            let time = time.ok_or_else(|| Error::Damaged(format!("event {seq} of log {log} claims no time")))?;
            each(Id(row.get(0)?), seq, time);
        }
        Ok(())
    }

    /// Gives the number of events.
    pub fn event_count(&self) -> Result<i64> {
        Ok(self.0.query_row("SELECT coalesce(max(row), 0) FROM event", [], |row| row.get(0))?)
    }

    /// Lists the logs in the order in which they began.
    pub fn logs(&self) -> Result<Vec<Log>> {
        let sql =
            concat!("SELECT row, origin, key, actor, size, clock, peaks FROM log ORDER BY ", place_of!("log.row"));
        let mut select = self.0.prepare_cached(sql)?;
        let logs = select.query_map([], |row| {
            Ok(Log {
                row: row.get(0)?,
                origin: row.get(1)?,
                key: row.get(2)?,
                actor: row.get(3)?,
                size: row.get::<_, i64>(4)? as u64,
                clock: row.get::<_, i64>(5)? as u64,
                peaks: row.get(6)?,
            })
        })?;
        Ok(logs.collect::<Result<_, _>>()?)
    }

    /// Gives the origin of the first log of the hand that wrote a log; `None` where that is not here.
    pub(super) fn hand_of(&self, origin: &str) -> Result<Option<String>> {
        let mut select = self.0.prepare_cached("SELECT hand FROM log WHERE origin = ?1")?;
        Ok(select.query_row([origin], |row| row.get(0)).optional()?)
    }

    /// Reads the signed checkpoints of a log, the smallest first.
    pub fn each_checkpoint(&self, log: i64, mut each: impl FnMut(String) -> Result<()>) -> Result<()> {
        let mut select = self.0.prepare_cached("SELECT note FROM checkpoint WHERE log = ?1 ORDER BY size, row")?;
        let mut rows = select.query([log])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?)?;
        }
        Ok(())
    }

    /// Gives the latest signed checkpoint of a log.
    pub fn checkpoint(&self, log: i64) -> Result<Option<String>> {
        let sql = "SELECT note FROM checkpoint WHERE log = ?1 ORDER BY row DESC LIMIT 1";
        Ok(self.0.query_row(sql, [log], |row| row.get(0)).optional()?)
    }
}

pub(super) struct Stored {
    pub row: i64,
    id: [u8; 32],
    pub bytes: String,
    actor: Option<String>,
    hand: Option<String>,
}

fn stored_text(row: &Row) -> rusqlite::Result<(i64, i64, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// Reads an event and its texts strictly: hashes first, then the canonical form, then each text by its digest.
pub(super) fn understand(stored: &Stored, texts: Vec<(i64, String)>) -> Result<Record, String> {
    // Hash the stored bytes: writing them anew could differ after an upgrade.
    if identify(stored.bytes.as_bytes()) != Id(stored.id) {
        return Err("its bytes do not have the hash that is its id".into());
    }
    let envelope = Envelope::read(stored.bytes.as_bytes()).map_err(|flaw| flaw.to_string())?;
    let record = put_together(stored.row, Id(stored.id), &envelope, texts)?;
    let (actor, hand) = (stored.actor.clone().unwrap_or_default(), stored.hand.clone().unwrap_or_default());
    Ok(Record { actor, hand, ..record })
}

fn damaged(error: rusqlite::Error) -> String {
    error.to_string()
}

/// Reads the body of an event and its texts strictly; who wrote it is for the caller to say.
fn put_together(row: i64, id: Id, envelope: &Envelope, texts: Vec<(i64, String)>) -> Result<Record, String> {
    let event = envelope.event().map_err(|flaw| flaw.to_string())?;
    let mut disclosed = Vec::with_capacity(texts.len());
    for (position, json) in texts {
        let text = disclosure::read(&json).map_err(|flaw| format!("a text of it: {flaw}"))?;
        let digest = usize::try_from(position).ok().and_then(|position| envelope.digests.get(position));
        if digest != Some(&text.digest.as_str()) {
            return Err(format!("its text `{}` is not the one that was recorded", text.name.escape_debug()));
        }
        disclosed.push(text);
    }
    Ok(Record {
        row,
        id,
        actor: String::new(),
        hand: String::new(),
        seq: envelope.header.seq,
        clock: envelope.header.clock,
        time: envelope.header.time,
        withheld: envelope.digests.len().saturating_sub(disclosed.len()),
        log: envelope.header.log.clone(),
        event,
        texts: Texts(disclosed),
    })
}

impl Stored {
    /// Says why it was not understood; what only a newer version can read is no damage.
    pub(super) fn not_understood(&self, row: i64, fault: &str) -> Error {
        match Envelope::read(self.bytes.as_bytes()).and_then(|envelope| envelope.event()) {
            Err(flaw) if flaw.is_newer() => Error::Event(flaw),
            _ => Error::Damaged(format!("event {row}: {fault}")),
        }
    }

    pub(super) fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { row: row.get(0)?, id: row.get(1)?, bytes: row.get(2)?, actor: row.get(3)?, hand: row.get(4)? })
    }
}
