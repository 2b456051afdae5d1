//! Words of drafts that a person said make no claim to be checked.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use record::model::id::Id;
use rusqlite::params;

/// A suggestion that was dismissed, and that nobody asked for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    pub row: i64,
    pub id: Id,
    /// The words, and what stands around them.
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    pub reason: Option<String>,
}

impl Reader<'_> {
    /// Lists the dismissals of a piece that stand; those whose words are withheld are left out.
    pub fn dismissals(&self, piece: i64) -> Result<Vec<Dismissal>> {
        let sql = concat!(
            "SELECT suggestion_dismissal.row, event.id, exact, prefix, suffix, reason
            FROM suggestion_dismissal JOIN event ON event.row = ",
            event_at!("suggestion_dismissal.row"),
            " WHERE piece = ?1 AND exact IS NOT NULL AND NOT EXISTS
              (SELECT 1 FROM suggestion_restoration WHERE dismissal = suggestion_dismissal.row)
            ORDER BY suggestion_dismissal.row"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row| {
            let around = |at| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
            Ok(Dismissal {
                row: row.get(0)?,
                id: Id(row.get(1)?),
                exact: around(2)?,
                prefix: around(3)?,
                suffix: around(4)?,
                reason: row.get(5)?,
            })
        };
        let found = select.query_map(params![piece], read)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Says whether a dismissal stands.
    pub fn is_dismissal(&self, row: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM suggestion_dismissal WHERE row = ?1 AND NOT EXISTS
            (SELECT 1 FROM suggestion_restoration WHERE dismissal = suggestion_dismissal.row)";
        Ok(self.0.prepare_cached(sql)?.exists([row])?)
    }
}
