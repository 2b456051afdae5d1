//! The drafts of a piece: bringing one in, and reading it back with the places of its text.

use crate::documents::{document, keep_bytes, keep_text};
use crate::piece;
use crate::sources::origins::tie_captures_of_draft;
use formats::ingest::Document;
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::entities::Draft;
use record::model::event::{ClaimAnchored, DraftAdded, Span};
use record::model::id::Id;
use record::model::words::Fit;
use sha2::{Digest, Sha256};
use std::path::Path;
use store::Reader;
use store::blobs::Measured;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Found;

/// Characters kept on each side of a claim's text, by which it is told from its like.
const CONTEXT: usize = 32;

/// A draft that was brought in.
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

/// A file that was read, to become a draft.
pub struct NewDraft<'a> {
    pub path: &'a Path,
    pub bytes: &'a [u8],
    pub document: &'a Document,
    /// The draft that it was seen to follow; refused where another came in since.
    pub after: Option<Id>,
}

/// Adds one version of a piece's text; claims that know their text by hash are tied to it.
///
/// The bytes, the text and the places of the text in the file are kept.
pub fn add(casebook: &mut Casebook, actor: &Actor, of: Option<&str>, new: &NewDraft) -> Result<DraftTaken> {
    casebook.write(actor, |pen| {
        let piece = piece(pen.reader(), of)?;
        if !pen.reader().placed_claims(piece.row)?.is_empty() {
            return Err(Error::DraftHasClaims);
        }
        let (id, measured) = keep(pen, piece.row, piece.id, new)?;
        let (tied, untied) = tie_claims(pen, piece.row, id, &new.document.text)?;
        let Measured { sha256, bytes } = measured;
        let characters = new.document.text.chars().count();
        Ok(DraftTaken { id, piece: piece.id, bytes, sha256, characters, tied, untied })
    })
}

/// Keeps the file, its text and its layout, and records the draft.
pub(crate) fn keep(pen: &mut Pen, row: i64, piece: Id, new: &NewDraft) -> Result<(Id, Measured)> {
    let NewDraft { path, bytes, document, after } = new;
    if after.is_some() && pen.reader().drafts(row)?.last().map(|draft| draft.id) != *after {
        return Err(Error::AnotherDraft);
    }
    if document.text.trim().is_empty() {
        let warning = document.warnings.first().cloned().unwrap_or_else(|| "it holds no text".into());
        return Err(Error::File { path: path.to_path_buf(), reason: warning });
    }
    let file = keep_bytes(pen, path, bytes)?;
    if pen.reader().drafts(row)?.last().is_some_and(|draft| draft.sha256 == Some(file.sha256.hex())) {
        return Err(Error::Invalid("the latest draft of this piece is the same file already".into()));
    }
    let (text, layout) = keep_text(pen, path, document)?;
    let content = Value::fields([
        ("format", Some(document.format.to_string())),
        ("layout_sha256", Some(layout.sha256.hex())),
        ("name", path.file_name().map(|name| name.to_string_lossy().into_owned())),
        ("sha256", Some(file.sha256.hex())),
        ("text_sha256", Some(text.sha256.hex())),
    ]);
    let record = pen.record(DraftAdded { bytes: file.bytes, piece }, vec![("content", content)])?;
    tie_captures_of_draft(pen, Found { row, id: piece }, [file.sha256, text.sha256])?;
    Ok((record.id, file))
}

pub(crate) fn tie_claims(pen: &mut Pen, piece: i64, draft: Id, text: &str) -> Result<(usize, usize)> {
    let (mut tied, mut untied) = (0, 0);
    for row in pen.reader().unplaced_claims(piece)? {
        let claim = pen.reader().claim(row)?;
        match spans_match(&claim, text) {
            true => {
                let spans = claim.spans.clone();
                let (claim_id, changed) = (claim.recorded.id, Vec::new());
                let event = ClaimAnchored { changed, claim: claim_id, draft, fit: Fit::Placed, spans };
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
pub(crate) fn anchor(text: &str, span: Span) -> Result<Value> {
    let (start, end) = (span.start as usize, span.end as usize);
    let exact = text.get(start..end).filter(|exact| !exact.trim().is_empty()).ok_or_else(|| {
        let size = text.len();
        Error::Invalid(format!("the span {start}..{end} does not lie on whole characters of the draft's {size} bytes"))
    })?;
    let (prefix, suffix) = around(text, start, end);
    Ok(Value::fields([("exact", Some(exact.to_string())), ("prefix", Some(prefix)), ("suffix", Some(suffix))]))
}

/// Gives what stands before and after some bytes of a text, by which they are told from their like.
pub(crate) fn around(text: &str, start: usize, end: usize) -> (String, String) {
    let prefix: String = text[..start].chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
    let suffix: String = text[end..].chars().take(CONTEXT).collect();
    (prefix, suffix)
}

/// Gives the latest draft of a piece, with its text.
pub fn latest(reader: Reader, piece: i64) -> Result<(Draft, Document)> {
    let draft = reader.drafts(piece)?.pop().ok_or(Error::NoDraft)?;
    let document = document(reader, &draft)?;
    Ok((draft, document))
}
