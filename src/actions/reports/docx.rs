//! Writing a draft out again as a DOCX: with a comment at every claim, or with the recommended changes tracked.

use super::dossier;
use super::rendered::rendered;
use crate::output::write_file;
use formats::ingest::{self, Format, Reading};
use record::model::id::Id;
use report::docx::{self, Original};
use report::dossier::Dossier;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;

/// Which of the two documents is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Copy {
    /// A comment at every claim.
    Checking,
    /// Only the recommended changes, tracked.
    Checked,
}

/// A document that was written.
#[derive(Clone, Debug, Serialize)]
pub struct CopyWritten {
    pub file: PathBuf,
    pub copy: Copy,
    pub sha256: Id,
    pub bytes: u64,
    pub comments: usize,
    pub changes: usize,
    /// Recommended changes that stand as comments only, because they could not be set in the text.
    pub unset: usize,
    /// It was set anew from the text: the draft is not a DOCX, or its file no longer reads as it did.
    pub plain: bool,
}

/// Writes a document, whole or not at all; over another file only by force.
pub fn write(casebook: &Casebook, to: &Path, force: bool, piece: Option<&str>, copy: Copy) -> Result<CopyWritten> {
    let made = casebook.reader().at_one_moment(|reader| {
        let dossier = dossier::gather(reader, piece)?;
        let bytes = file_of(reader, &dossier)?;
        let original = bytes.as_deref().and_then(|bytes| original(bytes, &dossier));
        rendered(match copy {
            Copy::Checking => docx::checking(&dossier, original),
            Copy::Checked => docx::checked(&dossier, original),
        })
    })?;
    write_file(casebook, to, force, &made.bytes)?;
    Ok(CopyWritten {
        file: to.to_path_buf(),
        copy,
        sha256: Id(Sha256::digest(&made.bytes).into()),
        bytes: made.bytes.len() as u64,
        comments: made.comments,
        changes: made.changes,
        unset: made.unset,
        plain: made.plain,
    })
}

/// Gives the draft's file, where it came in as a DOCX.
fn file_of(reader: Reader, dossier: &Dossier) -> Result<Option<Vec<u8>>> {
    let draft = dossier.draft.as_ref().filter(|draft| draft.document.format == Format::Docx);
    let sha256 = draft.and_then(|draft| draft.draft.sha256.as_deref()).and_then(Id::from_hex);
    sha256.map_or(Ok(None), |sha256| reader.bytes(sha256))
}

/// Reads the file again, in the reading in which it gives the text that the claims stand in.
fn original<'a>(bytes: &'a [u8], dossier: &Dossier) -> Option<Original<'a>> {
    let text = &dossier.draft.as_ref()?.document.text;
    [Reading::Accepted, Reading::Original].into_iter().find_map(|reading| {
        let (document, imprint) = ingest::read_imprint(bytes, reading).ok()?;
        (document.text == *text).then_some(Original { bytes, imprint })
    })
}
