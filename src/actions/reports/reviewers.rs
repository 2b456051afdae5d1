//! Gathering who did what and how far reviewers agree, for the one who may see it.

use record::ledger::note;
use record::model::claim::Claim;
use report::reviewers::{Reviewers, Tally};
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// Counts the work on one piece or on all.
///
/// Figures on people are for the desk that answers for the check: for whoever opened the casebook, under the key of its
/// first log. What a second verdict is still to be given on is not counted for the person who is to give it.
///
/// # Errors
/// [`Error::NotForYou`] for anybody else.
pub fn count(casebook: &Casebook, actor: &Actor, piece: Option<&str>) -> Result<Reviewers> {
    require_opener(casebook, actor)?;
    casebook.reader().at_one_moment(|reader| {
        let piece = piece.map(|piece| reader.find(Kind::Piece, piece)).transpose()?;
        let rows = match piece {
            Some(found) => reader.claims_of_piece(found.row)?,
            None => all_claims(reader)?,
        };
        let mut tally = Tally::default();
        for row in rows {
            let mut records = reader.claim_records(row)?;
            let claim = Claim::fold(&records).ok_or_else(|| Error::Damaged(format!("event {row} records no claim")))?;
            match claim.awaits_second_check_of(actor.name()) {
                true => tally.leave_out(),
                false => {
                    records[1..].sort_by(|one, next| one.fold_key().cmp(&next.fold_key()));
                    tally.add(&records);
                }
            }
        }
        Ok(tally.finish(piece.map(|found| found.id)))
    })
}

fn all_claims(reader: Reader) -> Result<Vec<i64>> {
    let mut rows = Vec::new();
    for piece in reader.pieces()? {
        rows.extend(reader.claims_of_piece(piece.row)?);
    }
    Ok(rows)
}

/// Says whether somebody may see figures on people.
pub fn may_count(casebook: &Casebook, actor: &Actor) -> Result<bool> {
    match require_opener(casebook, actor) {
        Ok(()) => Ok(true),
        Err(Error::NotForYou(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A name is what somebody says; the key of the first log is what its holder has.
fn require_opener(casebook: &Casebook, actor: &Actor) -> Result<()> {
    let Some(first) = casebook.reader().logs()?.into_iter().next() else { return Ok(()) };
    let key = note::public_key(&first.key);
    let holds = key.map_or(Ok(false), |key| casebook.home.holds(&key))?;
    match holds && first.actor.as_deref().is_none_or(|name| name == actor.name()) {
        true => Ok(()),
        false => Err(Error::NotForYou(first.actor.unwrap_or_else(|| "whoever holds the key of its first log".into()))),
    }
}
