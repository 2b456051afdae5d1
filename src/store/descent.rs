//! Following sources to where their information comes from, link by link.

use super::Reader;
use super::find::Found;
use super::place::event_at;
use crate::error::Result;
use record::model::entities::{Link, Origin};
use record::model::id::Id;
use rusqlite::params;

/// The way from a source to its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descent {
    /// Every link on the way, the source's own first; a circle is followed once round.
    pub links: Vec<Link>,
    pub end: Origin,
}

impl Descent {
    /// Gives the rows that the way leads through, from the source on.
    pub fn rows(&self, source: i64) -> Vec<i64> {
        std::iter::once(source).chain(self.links.iter().map(|link| link.derived_from)).collect()
    }
}

impl Reader<'_> {
    /// Follows the latest link of each source until one names its origin, has no link, or comes round again.
    pub fn descent(&self, source: i64) -> Result<Descent> {
        let (mut at, mut links): (i64, Vec<Link>) = (source, Vec::new());
        loop {
            if let Some(name) = self.named_origin(at)? {
                return Ok(Descent { links, end: Origin::Named(name) });
            }
            let Some(link) = self.link_of(at)? else { return Ok(Descent { links, end: Origin::Source(at) }) };
            let next = link.derived_from;
            links.push(link);
            if self.is_piece(next)? {
                return Ok(Descent { links, end: Origin::Piece(next) });
            }
            // Sources that name each other in a circle have one origin between them.
            let seen: Vec<i64> =
                std::iter::once(source).chain(links[..links.len() - 1].iter().map(|link| link.derived_from)).collect();
            if let Some(from) = seen.iter().position(|row| *row == next) {
                let first = seen[from..].iter().copied().min().unwrap_or(at);
                return Ok(Descent { links, end: Origin::Circle(first) });
            }
            at = next;
        }
    }

    fn named_origin(&self, source: i64) -> Result<Option<String>> {
        let mut select = self.0.prepare_cached("SELECT origin FROM source WHERE row = ?1")?;
        Ok(select.query_row([source], |row| row.get(0))?)
    }

    /// Lists the link of every source that has one which stands: the source by row, and its latest link.
    pub fn standing_links(&self) -> Result<Vec<(i64, Link)>> {
        let sql = "SELECT source, row, derived_from, relation FROM source_link latest
            WHERE row = (SELECT max(row) FROM source_link other WHERE other.source = latest.source
                         AND NOT EXISTS (SELECT 1 FROM source_unlink WHERE link = other.row)) ORDER BY source";
        let mut select = self.0.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row| {
            Ok((row.get(0)?, Link { row: row.get(1)?, derived_from: row.get(2)?, relation: row.get(3)? }))
        };
        let links = select.query_map([], read)?;
        Ok(links.collect::<Result<_, _>>()?)
    }

    /// Lists every link that was ever recorded, taken back or not: the source and what it was said to come from, by row.
    pub fn links_ever(&self) -> Result<Vec<(i64, i64)>> {
        let mut select = self.0.prepare_cached("SELECT source, derived_from FROM source_link ORDER BY row")?;
        let links = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(links.collect::<Result<_, _>>()?)
    }

    /// Lists the sources that the evidence of a piece's claims was taken from, by row.
    pub fn sources_of_piece(&self, piece: i64) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT source FROM claim JOIN evidence ON evidence.claim = claim.row
            WHERE piece = ?1 AND source IS NOT NULL ORDER BY source";
        let mut select = self.0.prepare_cached(sql)?;
        let sources = select.query_map([piece], |row| row.get(0))?;
        Ok(sources.collect::<Result<_, _>>()?)
    }

    /// Lists the sources of which an open capture has these bytes, or this text.
    pub fn sources_captured_as(&self, sha256: Id) -> Result<Vec<Found>> {
        let sql = concat!(
            "SELECT DISTINCT capture.source, event.id FROM capture JOIN event ON event.row = ",
            event_at!("capture.source"),
            " WHERE NOT capture.confidential AND (sha256 = ?1 OR text_sha256 = ?1) ORDER BY capture.source"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let found =
            select.query_map(params![sha256.hex()], |row| Ok(Found { row: row.get(0)?, id: Id(row.get(1)?) }))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}
