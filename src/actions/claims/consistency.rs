//! Whether the claims of a piece agree with one another.

use crate::piece;
use language::quantity::consistency::{Finding, Stated, consistency};
use record::model::words::Status;
use store::Reader;
use store::error::Result;

/// Looks across the claims of a piece for figures that cannot stand together; the claims are named by their ids.
pub fn look_across(reader: Reader, reference: Option<&str>) -> Result<Vec<Finding>> {
    let piece = piece(reader, reference)?;
    let mut stated = Vec::new();
    for row in reader.live_claims(piece.row)? {
        let claim = reader.claim(row)?;
        let Some(quantity) = claim.quantity.clone().filter(|_| claim.status() != Status::Cut) else { continue };
        let statement = claim.statement.clone().unwrap_or_default();
        stated.push(Stated { label: claim.recorded.id.short(), statement, of: claim.claim_type, quantity });
    }
    Ok(consistency(&stated))
}
