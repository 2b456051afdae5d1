//! Pieces of writing.

use crate::{optional, required};
use record::model::event::PieceAdded;
use record::model::id::Id;
use record::model::time::Day;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::Result;

/// What is known of a piece when it comes in.
#[derive(Clone, Debug, Default)]
pub struct NewPiece<'a> {
    pub title: &'a str,
    pub byline: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub address: Option<&'a str>,
    pub external_id: Option<&'a str>,
    pub due: Option<Day>,
}

/// Adds a piece of writing to be checked.
pub fn add_piece(casebook: &mut Casebook, actor: &Actor, new: &NewPiece) -> Result<Id> {
    casebook.write(actor, |pen| add_piece_with(pen, new))
}

/// Adds a piece within a transaction that does more.
pub fn add_piece_with(pen: &mut Pen, new: &NewPiece) -> Result<Id> {
    let mut texts = vec![("title", required("title", new.title)?)];
    let words = [
        ("byline", new.byline),
        ("publisher", new.publisher),
        ("address", new.address),
        ("external_id", new.external_id),
    ];
    for (name, text) in words {
        optional(&mut texts, name, text);
    }
    Ok(pen.record(PieceAdded { due: new.due }, texts)?.id)
}
