//! Finding what a person points at by the first digits of an id, or by the identifier that it came with.

use super::Reader;
use super::place::place_of;
use crate::error::{Error, Result};
use record::model::id::Id;
use rusqlite::params;

/// What a reference can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Claim,
    Source,
    Piece,
    Draft,
    Capture,
    Evidence,
    Query,
    Reply,
    Stake,
    Event,
}

impl Kind {
    /// What one of these is called in a message.
    pub fn what(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Source => "source",
            Self::Piece => "piece",
            Self::Draft => "draft",
            Self::Capture => "capture",
            Self::Evidence => "piece of evidence",
            Self::Query => "query",
            Self::Reply => "request for comment",
            Self::Stake => "stake",
            Self::Event => "event",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Reply => "reply",
            other => other.what(),
        }
    }

    fn carries_external_id(self) -> bool {
        matches!(self, Self::Claim | Self::Source | Self::Piece)
    }
}

/// What a reference was found to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub row: i64,
    pub id: Id,
}

/// The place of an event, as SQL.
const PLACE: &str = place_of!("event.row");

/// How many candidates a message names.
const EXAMPLES: usize = 5;

impl Reader<'_> {
    /// Finds the one thing of a kind that the reference points at.
    pub fn find(&self, kind: Kind, reference: &str) -> Result<Found> {
        if kind.carries_external_id()
            && let Some(found) = self.by_external_id(kind, reference)?
        {
            return Ok(found);
        }
        let digits = reference.to_ascii_lowercase();
        let well_formed = (4..=64).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !well_formed {
            return Err(match kind.carries_external_id() {
                true => Error::Unknown { what: kind.what(), prefix: reference.to_string() },
                false => Error::NotAnId(reference.to_string()),
            });
        }
        let mut found = self.by_prefix(kind, &digits)?;
        match found.len() {
            0 => Err(Error::Unknown { what: kind.what(), prefix: reference.to_string() }),
            1 => Ok(found.remove(0)),
            count => {
                let examples = found.iter().take(EXAMPLES).map(|found| found.id.hex()[..12].to_string()).collect();
                Err(Error::Ambiguous { what: kind.what(), prefix: digits, count, examples })
            }
        }
    }

    fn by_external_id(&self, kind: Kind, reference: &str) -> Result<Option<Found>> {
        let table = kind.table();
        let sql = format!(
            "SELECT {table}.row, event.id FROM {table} JOIN event ON event.row = coalesce(
                (SELECT place.event FROM place WHERE place.row = {table}.row), {table}.row)
             WHERE {table}.external_id = ?1 ORDER BY {table}.row LIMIT {EXAMPLES}"
        );
        let mut select = self.0.prepare_cached(&sql)?;
        let found: Vec<_> = select.query_map([reference], found)?.collect::<Result<_, _>>()?;
        match found[..] {
            [one] => Ok(Some(one)),
            [] => Ok(None),
            _ => Err(Error::Ambiguous {
                what: kind.what(),
                prefix: reference.to_string(),
                count: found.len(),
                examples: found.iter().map(|found| found.id.hex()[..12].to_string()).collect(),
            }),
        }
    }

    fn by_prefix(&self, kind: Kind, digits: &str) -> Result<Vec<Found>> {
        let (low, high) = (filled(digits, b'0'), filled(digits, b'f'));
        let of_kind = match kind {
            Kind::Event => String::new(),
            _ => format!("AND EXISTS (SELECT 1 FROM {0} WHERE {0}.row = {PLACE})", kind.table()),
        };
        let sql = format!(
            "SELECT {PLACE}, id FROM event WHERE substr(id, 1, 6) BETWEEN ?1 AND ?2 AND id BETWEEN ?3 AND ?4 {of_kind}"
        );
        let mut select = self.0.prepare_cached(&sql)?;
        let rows = select.query_map(params![&low[..6], &high[..6], low, high], found)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn found(row: &rusqlite::Row) -> rusqlite::Result<Found> {
    Ok(Found { row: row.get(0)?, id: Id(row.get(1)?) })
}

/// Fills a prefix up to 64 digits, so that a range of ids stands for it.
fn filled(digits: &str, with: u8) -> [u8; 32] {
    let mut all = [with; 64];
    all[..digits.len()].copy_from_slice(digits.as_bytes());
    let mut bytes = [0; 32];
    data_encoding::HEXLOWER.decode_mut(&all, &mut bytes).expect("the digits were checked");
    bytes
}
