//! Taking along what witnesses said of logs that are here.

use crate::record::cosignatures;
use store::Reader;
use store::append::Append;
use store::cosignatures::NewCosignature;
use store::error::{Error, Result};

/// Takes in the cosignatures that are not here yet; gives how many.
pub fn take(append: &Append, from: Reader) -> Result<u64> {
    let (here, there, mut taken) = (append.reader().logs()?, from.logs()?, 0);
    for stored in from.cosignatures()? {
        let origin = there.iter().find(|log| log.row == stored.of.log).map(|log| &log.origin);
        let Some(log) = here.iter().find(|log| Some(&log.origin) == origin) else { continue };
        let new = NewCosignature { log: log.row, ..stored.of };
        if append.reader().has_cosignature(new.log, new.size, &new.key)? {
            continue;
        }
        match cosignatures::genuine(append.reader(), Some(&log.origin), &new)? {
            Ok(_) => append.keep_cosignature(&new)?,
            Err(fault) => return Err(Error::Damaged(format!("cosignature {}: {fault}", stored.row))),
        }
        taken += 1;
    }
    Ok(taken)
}
