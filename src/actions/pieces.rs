//! Pieces and their drafts.

use super::{optional, piece, required};
use crate::casebook::pen::Pen;
use crate::casebook::{Actor, Casebook};
use crate::error::{Error, Result};
use crate::model::claim::Claim;
use crate::model::disclosure::Value;
use crate::model::event::{ClaimAnchored, DraftAdded, PieceAdded, Span};
use crate::model::id::Id;
use crate::model::time::Day;
use crate::store::Reader;
use crate::store::blobs::measure;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The largest draft, in bytes.
pub const DRAFT_LIMIT: u64 = 64 << 20;

/// Characters kept on each side of a claim's text, by which it is told from its like.
const CONTEXT: usize = 32;

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

/// What came of adding a draft.
#[derive(Clone, Debug)]
pub struct DraftTaken {
    pub id: Id,
    pub piece: Id,
    pub bytes: u64,
    pub sha256: Id,
    pub characters: usize,
    /// Claims that found their text in the draft by its hash.
    pub tied: usize,
    /// Claims that know the hash of their text but did not find it.
    pub untied: usize,
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

/// Adds one version of a piece's text: its bytes are kept, and claims that know their text by hash are tied to it.
pub fn add_draft(
    casebook: &mut Casebook,
    actor: &Actor,
    of: Option<&str>,
    path: &Path,
    bytes: &[u8],
) -> Result<DraftTaken> {
    let text = plain_text(path, bytes)?;
    casebook.write(actor, |pen| {
        let piece = piece(pen.reader(), of)?;
        let measured = measure(path, bytes, |_| {})?;
        if pen.reader().drafts(piece.row)?.last().is_some_and(|draft| draft.sha256 == Some(measured.sha256.hex())) {
            return Err(Error::Invalid("the latest draft of this piece is the same file already".into()));
        }
        pen.keep(path, measured, bytes, |_| {})?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let hash = measured.sha256.hex();
        let content = Value::fields([("name", name), ("sha256", Some(hash.clone())), ("text_sha256", Some(hash))]);
        let record = pen.record(DraftAdded { bytes: measured.bytes, piece: piece.id }, vec![("content", content)])?;
        let (tied, untied) = tie_claims(pen, piece.row, record.id, text)?;
        let (id, sha256) = (record.id, measured.sha256);
        Ok(DraftTaken {
            id,
            piece: piece.id,
            bytes: measured.bytes,
            sha256,
            characters: text.chars().count(),
            tied,
            untied,
        })
    })
}

/// Reads a file as plain text: UTF-8, whose offsets are those of the file.
fn plain_text<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str> {
    let refused = |reason: String| Error::File { path: path.to_path_buf(), reason };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        refused(format!("it is not UTF-8 text: byte {} does not belong in it", error.valid_up_to()))
    })?;
    match text {
        _ if text.trim().is_empty() => Err(refused("it holds no text".into())),
        _ if text.contains('\0') => Err(refused("it holds NUL bytes, so it is no text".into())),
        _ => Ok(text),
    }
}

fn tie_claims(pen: &mut Pen, piece: i64, draft: Id, text: &str) -> Result<(usize, usize)> {
    let (mut tied, mut untied) = (0, 0);
    for row in pen.reader().unplaced_claims(piece)? {
        let claim = pen.reader().claim(row)?;
        match spans_match(&claim, text) {
            true => {
                let event = ClaimAnchored { claim: claim.recorded.id, draft, spans: claim.spans.clone() };
                pen.record(event, vec![("anchor", anchor(text, claim.spans[0])?)])?;
                tied += 1;
            }
            false => untied += 1,
        }
    }
    Ok((tied, untied))
}

fn spans_match(claim: &Claim, text: &str) -> bool {
    let hash = |span: &Span| {
        let part = text.get(span.start as usize..span.end as usize)?;
        Some(Id(Sha256::digest(part).into()).hex())
    };
    !claim.spans.is_empty()
        && claim.spans.len() == claim.span_hashes.len()
        && claim.spans.iter().zip(&claim.span_hashes).all(|(span, known)| hash(span).as_ref() == Some(known))
}

/// Gives the words by which a span is found again: its text and what stands around it.
pub(super) fn anchor(text: &str, span: Span) -> Result<Value> {
    let (start, end) = (span.start as usize, span.end as usize);
    let exact = text.get(start..end).filter(|exact| !exact.trim().is_empty()).ok_or_else(|| {
        let size = text.len();
        Error::Invalid(format!("the span {start}..{end} does not lie on whole characters of the draft's {size} bytes"))
    })?;
    let prefix: String = text[..start].chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
    let suffix: String = text[end..].chars().take(CONTEXT).collect();
    Ok(Value::fields([("exact", Some(exact.to_string())), ("prefix", Some(prefix)), ("suffix", Some(suffix))]))
}

/// Gives the text of the latest draft of a piece, with the draft's id.
pub fn latest_text(reader: Reader, piece: i64) -> Result<(Id, String)> {
    let draft = reader.drafts(piece)?.pop().ok_or_else(|| Error::Invalid("this piece has no draft yet".into()))?;
    let missing = || Error::Damaged(format!("the text of draft {} is missing", draft.id.short()));
    let hash = draft.text_sha256.as_deref().and_then(Id::from_hex).ok_or_else(missing)?;
    let bytes = reader.bytes(hash)?.ok_or_else(missing)?;
    Ok((draft.id, String::from_utf8(bytes).map_err(|_| missing())?))
}
