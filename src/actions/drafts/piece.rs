//! Pieces of writing.

use crate::{optional, piece as find_piece, required};
use record::model::entities::{Draft, Piece};
use record::model::event::PieceAdded;
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::Status;
use std::collections::BTreeMap;
use store::Reader;
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

/// A piece, and how far its claims have come.
#[derive(Clone, Debug)]
pub struct Progress {
    pub piece: Piece,
    pub claims: BTreeMap<Status, u64>,
}

/// Lists every piece with how far its claims have come.
pub fn progress(casebook: &Casebook) -> Result<Vec<Progress>> {
    let counts = casebook.reader().counts()?;
    let of_piece = |piece: Piece| {
        let mut claims = BTreeMap::new();
        for count in counts.iter().filter(|count| count.facet.piece == piece.row) {
            if let Some(status) = Status::from_code(count.facet.status) {
                *claims.entry(status).or_insert(0) += count.claims;
            }
        }
        Progress { piece, claims }
    };
    Ok(list(casebook)?.into_iter().map(of_piece).collect())
}

/// Lists every piece.
pub fn list(casebook: &Casebook) -> Result<Vec<Piece>> {
    casebook.reader().pieces()
}

/// Gives the piece that is meant: the one named, or the only one there is.
pub fn get(reader: Reader, reference: Option<&str>) -> Result<Piece> {
    reader.piece(find_piece(reader, reference)?.row)
}

/// Gives how a piece is called: by its title, else by the first letters of its id.
pub fn title(piece: &Piece) -> String {
    piece.title.clone().unwrap_or_else(|| piece.id.short())
}

/// Lists the drafts of a piece, in the order in which they came in.
pub fn drafts(reader: Reader, piece: &Piece) -> Result<Vec<Draft>> {
    reader.drafts(piece.row)
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
