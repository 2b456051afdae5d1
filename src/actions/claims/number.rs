//! The numbers of claims in their pieces, by which people name them.

use record::model::claim::Claim;
use store::Reader;
use store::error::Result;

/// Gives the numbers of claims in their pieces, such as `C12`; none in a piece whose own identifiers look like numbers.
pub fn numbers(reader: Reader, claims: &[&Claim]) -> Result<Vec<Option<String>>> {
    let rows = claims.iter().map(|claim| Ok((claim.recorded.row, reader.row_of(claim.piece)?)));
    numbers_at(reader, &rows.collect::<Result<Vec<_>>>()?)
}

/// Gives the numbers of claims by their places and the places of their pieces.
pub(crate) fn numbers_at(reader: Reader, rows: &[(i64, i64)]) -> Result<Vec<Option<String>>> {
    let numbers = reader.numbers(rows)?;
    Ok(rows.iter().map(|(row, _)| numbers.get(row).map(|number| format!("C{number}"))).collect())
}
