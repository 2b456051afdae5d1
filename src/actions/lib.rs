//! What a person can do, one room for each noun that a user types; the command line and the desk call these and nothing below them.

pub mod choice;
pub mod claims;
pub mod demo;
pub mod documents;
pub mod drafts;
pub mod evidence;
pub mod export;
pub mod import;
pub mod output;
pub mod people;
pub mod quantity;
pub mod record;
pub mod reports;
pub mod search;
pub mod share;
pub mod sources;
pub mod users;

use ::record::model::claim::Claim;
use ::record::model::disclosure::Value;
use ::record::model::event::Event;
use ::record::model::id::Id;
use ::record::model::words::Status;
pub use store::Reader;
pub use store::casebook::clock::Clock;
pub use store::casebook::entropy::Entropy;
pub use store::casebook::home::Home;
use store::casebook::pen::{Named, Pen};
pub use store::casebook::{Actor, Casebook, Expected, FILE_NAME, find as find_casebook};
use store::error::{Error, Result};
use store::find::{Found, Kind};

/// What an action on a claim led to.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The event that was recorded.
    pub event: Id,
    /// The claim as it stands now.
    pub claim: Claim,
}

/// Finds a claim and folds it.
pub fn claim(reader: Reader, reference: &str) -> Result<Claim> {
    match reader.find(Kind::Claim, reference) {
        // One that was recorded in this very transaction is in no table yet.
        Err(error @ Error::Unknown { .. }) => {
            let row = Id::from_hex(reference).and_then(|id| reader.row_of(id).ok()).ok_or(error)?;
            match reader.record(row)?.event {
                Event::ClaimRecorded(_) => reader.claim(row),
                _ => Err(Error::Unknown { what: "claim", prefix: reference.to_string() }),
            }
        }
        found => reader.claim(found?.row),
    }
}

/// Finds the piece that is meant: the one named, or the only one there is.
pub fn piece(reader: Reader, reference: Option<&str>) -> Result<Found> {
    if let Some(reference) = reference {
        return reader.find(Kind::Piece, reference);
    }
    match &reader.pieces()?[..] {
        [only] => Ok(Found { row: only.row, id: only.id }),
        [] => Err(Error::NoPiece),
        pieces => Err(Error::Ambiguous {
            what: "piece",
            prefix: String::new(),
            count: pieces.len(),
            digits: 0,
            examples: pieces.iter().take(5).map(|piece| piece.id.hex()[..12].to_string()).collect(),
        }),
    }
}

/// Records an event about a claim and gives the claim as it then stands.
fn change(pen: &mut Pen, claim: &Claim, event: impl Into<Event>, texts: Vec<Named>) -> Result<Changed> {
    let record = pen.record(event, texts)?;
    Ok(Changed { event: record.id, claim: pen.reader().claim(claim.recorded.row)? })
}

/// Refuses an action on a claim in one of the given statuses.
fn refuse(
    claim: &Claim,
    statuses: &[Status],
    done: &'static str,
    next: impl FnOnce(Status) -> Option<&'static str>,
) -> Result<()> {
    let status = claim.status();
    match statuses.contains(&status) {
        true => Err(Error::WrongStatus { claim: claim.recorded.id.short(), status, done, next: next(status) }),
        false => Ok(()),
    }
}

/// What leads out of a status that forbids work.
fn way_out(status: Status) -> Option<&'static str> {
    match status {
        Status::Cut => Some("claim restore"),
        Status::SignedOff => Some("reopen"),
        _ => None,
    }
}

/// Takes a text that must say something.
fn required(what: &str, text: &str) -> Result<Value> {
    match text.trim().is_empty() {
        true => Err(Error::Invalid(format!("the {what} is empty"))),
        false => Ok(Value::Text(text.to_string())),
    }
}

/// Takes a text that may be absent; an empty one counts as absent.
fn optional(texts: &mut Vec<Named>, name: &'static str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        texts.push((name, Value::Text(text.to_string())));
    }
}
