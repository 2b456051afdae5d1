//! Questions about what was recorded after the logs had given sizes.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use record::model::claim::Claim;
use record::model::id::Id;
use rusqlite::params;
use std::collections::HashMap;

/// How many events each log had, by the row of the log; a log that is not named had none.
#[derive(Clone, Debug, Default)]
pub struct Sizes(pub HashMap<i64, u64>);

impl Sizes {
    fn before(&self, log: i64, seq: i64) -> bool {
        self.0.get(&log).is_some_and(|size| (seq as u64) < *size)
    }
}

impl Reader<'_> {
    /// Says whether the event was there already; `None` where it is not known at all.
    pub fn was_there(&self, id: Id, sizes: &Sizes) -> Result<Option<bool>> {
        let mut select = self.0.prepare_cached("SELECT log, seq FROM event WHERE substr(id, 1, 6) = ?1 AND id = ?2")?;
        let mut rows = select.query(params![&id.0[..6], id.0])?;
        Ok(rows.next()?.map(|row| Ok::<_, rusqlite::Error>(sizes.before(row.get(0)?, row.get(1)?))).transpose()?)
    }

    /// Gives the claim as it stood at the sizes; `None` where it was not recorded yet.
    pub fn claim_then(&self, id: Id, sizes: &Sizes) -> Result<Option<Claim>> {
        let row = self.row_of(id)?;
        let mut select = self.0.prepare_cached(concat!("SELECT log, seq FROM event WHERE row = ", event_at!("?1")))?;
        let mut records = self.claim_records(row)?;
        let mut there = Vec::with_capacity(records.len());
        for record in &records {
            there.push(select.query_row([record.row], |row| Ok(sizes.before(row.get(0)?, row.get(1)?)))?);
        }
        let mut there = there.into_iter();
        records.retain(|_| there.next().unwrap_or(false));
        Ok(Claim::fold(&records))
    }

    /// Says whether sources were linked or redacted, or the policy was set, after the sizes.
    pub fn surroundings_changed(&self, table: Surrounding, sizes: &Sizes) -> Result<bool> {
        let sql = match table {
            Surrounding::SourceLinks => concat!(
                "SELECT log, seq FROM (SELECT row FROM source_link UNION ALL SELECT row FROM source_unlink
                 UNION ALL SELECT row FROM source_terms UNION ALL SELECT row FROM erasure) changed
                 JOIN event ON event.row = ",
                event_at!("changed.row"),
                " ORDER BY changed.row DESC"
            ),
            Surrounding::Policy => concat!(
                "SELECT log, seq FROM policy JOIN event ON event.row = ",
                event_at!("policy.row"),
                " ORDER BY policy.row DESC"
            ),
        };
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if !sizes.before(row.get(0)?, row.get(1)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What else than claims a report depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surrounding {
    SourceLinks,
    Policy,
}
