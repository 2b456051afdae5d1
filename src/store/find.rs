//! Finding what a person points at by the first digits of an id, or by the identifier that it came with.

use super::Reader;
use super::place::place_of;
use crate::error::{Error, Result};
use record::model::id::Id;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The fewest digits that an id is known by.
const FEWEST: usize = 3;

/// How many candidates a message names.
const EXAMPLES: usize = 5;

impl Reader<'_> {
    /// Finds the one thing of a kind that the reference points at.
    pub fn find(&self, kind: Kind, reference: &str) -> Result<Found> {
        let mut named = if kind.carries_external_id() { self.by_external_id(kind, reference)? } else { Vec::new() };
        if kind == Kind::Claim {
            self.add_numbered(reference, &mut named)?;
        }
        match named.len() {
            0 => {}
            1 => return Ok(named.remove(0)),
            _ => return Err(ambiguous(kind, reference.to_string(), &named)),
        }
        let digits = reference.to_ascii_lowercase();
        let well_formed = (FEWEST..=64).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !well_formed {
            // A number that no claim has is no id that is too short.
            let numbered = kind == Kind::Claim && number(&reference.to_ascii_uppercase()).is_some();
            let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let too_few = hex && digits.len() < FEWEST && !numbered;
            return Err(match kind.carries_external_id() && !too_few {
                true => Error::Unknown { what: kind.what(), prefix: reference.to_string() },
                false => Error::NotAnId(reference.to_string()),
            });
        }
        let mut found = self.by_prefix(kind, &digits)?;
        match found.len() {
            0 => Err(Error::Unknown { what: kind.what(), prefix: reference.to_string() }),
            1 => Ok(found.remove(0)),
            _ => Err(ambiguous(kind, digits, &found)),
        }
    }

    fn by_external_id(&self, kind: Kind, reference: &str) -> Result<Vec<Found>> {
        let table = kind.table();
        let sql = format!(
            "SELECT {table}.row, event.id FROM {table} JOIN event ON event.row = coalesce(
                (SELECT place.event FROM place WHERE place.row = {table}.row), {table}.row)
             WHERE {table}.external_id = ?1 ORDER BY {table}.row LIMIT {EXAMPLES}"
        );
        let mut select = self.0.prepare_cached(&sql)?;
        Ok(select.query_map([reference], found)?.collect::<Result<_, _>>()?)
    }

    /// Adds the claims that have this number, and leaves those of the piece that numbers are of, where one is meant.
    fn add_numbered(&self, reference: &str, named: &mut Vec<Found>) -> Result<()> {
        let pieces = match self.2 {
            Some(piece) => vec![piece],
            None => self.pieces()?.into_iter().map(|piece| piece.row).collect(),
        };
        if let Some(number) = number(reference) {
            for piece in &pieces {
                let numbered = self.numbered(*piece, number)?;
                named.extend(numbered.filter(|numbered| !named.contains(numbered)));
            }
        }
        if self.2.is_some() {
            let rows = named.iter().map(|found| Ok(pieces.contains(&self.listed(found.row)?.piece)));
            let own = rows.collect::<Result<Vec<bool>>>()?;
            let mut own = own.into_iter();
            named.retain(|_| own.next() == Some(true));
        }
        Ok(())
    }

    fn numbered(&self, piece: i64, number: u64) -> Result<Option<Found>> {
        if self.numbers_its_own(piece)? {
            return Ok(None);
        }
        let mut select =
            self.0.prepare_cached("SELECT row, id FROM claim WHERE piece = ?1 ORDER BY row LIMIT 1 OFFSET ?2")?;
        let before = i64::try_from(number - 1).unwrap_or(i64::MAX);
        Ok(select.query_row(params![piece, before], found).optional()?)
    }

    /// Says whether identifiers in a piece look like the numbers of claims, so that it has no others.
    fn numbers_its_own(&self, piece: i64) -> Result<bool> {
        let mut select = self.0.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM claim WHERE piece = ?1 AND external_id IS NOT NULL
             AND external_id GLOB '[Cc][0-9]*' AND NOT external_id GLOB '?*[^0-9]*')",
        )?;
        Ok(select.query_row([piece], |row| row.get(0))?)
    }

    /// Gives the numbers of claims in their pieces, by row: the first that was recorded in a piece is 1. None where the
    /// identifiers in a piece look like numbers themselves.
    pub fn numbers(&self, claims: &[(i64, i64)]) -> Result<HashMap<i64, u64>> {
        let mut by_piece: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (row, piece) in claims {
            by_piece.entry(*piece).or_default().insert(*row);
        }
        let mut numbers = HashMap::new();
        let sql = "SELECT count(*) FROM claim WHERE piece = ?1 AND row > ?2 AND row <= ?3";
        for (piece, rows) in by_piece {
            if self.numbers_its_own(piece)? {
                continue;
            }
            let (mut after, mut number) = (0, 0);
            for row in rows {
                let between: i64 = self.0.prepare_cached(sql)?.query_row([piece, after, row], |row| row.get(0))?;
                number += between as u64;
                numbers.insert(row, number);
                after = row;
            }
        }
        Ok(numbers)
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

/// Reads the number of a claim in its piece: `C12`.
fn number(reference: &str) -> Option<u64> {
    let digits = reference.strip_prefix('C')?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

fn ambiguous(kind: Kind, prefix: String, found: &[Found]) -> Error {
    let hex: Vec<String> = found.iter().map(|found| found.id.hex()).collect();
    let tells = |digits: usize| hex.iter().map(|hex| &hex[..digits]).collect::<BTreeSet<_>>().len() == hex.len();
    let digits = (FEWEST..64).find(|digits| tells(*digits)).unwrap_or(64);
    let examples = hex.iter().take(EXAMPLES).map(|hex| hex[..digits.max(12)].to_string()).collect();
    Error::Ambiguous { what: kind.what(), prefix, count: found.len(), digits, examples }
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
