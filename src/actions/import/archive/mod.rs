//! Taking in what others archived: web archives, reference libraries, lists of archived links.
//!
//! A file is first gone through with nothing written: whatever is wrong with it as a whole comes out there. Only where
//! that finds something new is it gone through again, in one transaction. Both times the same steps are taken.

mod attachments;
mod documents;
mod intake;
mod library;
mod links;
pub(super) mod summary;
mod web_archive;

pub use documents::{address_of_bytes, is_document};
pub use summary::{Count, PassedOver, Summary, Taken};

use formats::exchange::Fault;
use intake::{Hand, Intake};
use std::path::Path;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// The longest text that is taken over from somebody's file, in bytes; the rest is cut off.
const TEXT: usize = 40_000;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    Warc,
    Wacz,
    /// CSL JSON, RIS or BibTeX.
    Library,
    /// The table of Auto Archiver.
    Links,
}

/// What is to be taken in, and how much of it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub file: &'a Path,
    pub holding: Holding,
    /// Scripts, styles, fonts, pictures and recordings too.
    pub all: bool,
    /// A folder besides its own in which files that it names may lie.
    pub attachments: Option<&'a Path>,
}

/// Hears how many of how many bytes are done.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64);

/// Says what taking a file in would do.
pub fn rehearse(casebook: &Casebook, wanted: &Wanted, progress: Progress) -> Result<Summary> {
    let summary = go_through(Hand::Looking(casebook.reader()), wanted, None, progress)?;
    Ok(Summary { dry_run: true, ..summary })
}

/// Takes a file in: all that can be taken, or nothing where the file itself is broken.
pub fn take_in(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted, progress: Progress) -> Result<Summary> {
    let looked = go_through(Hand::Looking(casebook.reader()), wanted, None, &mut |done, total| {
        progress(done, total * 2);
    })?;
    match looked.adds_nothing() {
        true => Ok(looked),
        false => casebook.write(actor, |pen| {
            let software = looked.software.as_deref();
            go_through(Hand::Writing(pen), wanted, software, &mut |done, total| progress(total + done, total * 2))
        }),
    }
}

fn go_through(hand: Hand, wanted: &Wanted, software: Option<&str>, progress: Progress) -> Result<Summary> {
    let mut intake = Intake::open(hand)?;
    intake.summary.file = wanted.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match wanted.holding {
        Holding::Warc | Holding::Wacz => {
            let software = web_archive::go_through(&mut intake, wanted, software, progress)?;
            intake.summary.software = software;
        }
        Holding::Library => library::go_through(&mut intake, wanted, progress)?,
        Holding::Links => links::go_through(&mut intake, wanted, progress)?,
    }
    Ok(intake.summary)
}

/// Says what is wrong with a file as a whole.
pub(super) fn refused(path: &Path, fault: &Fault) -> Error {
    Error::File { path: path.to_path_buf(), reason: fault.to_string() }
}

/// Reads a file whole that must not be larger than a limit.
pub(super) fn read_whole(path: &Path, most: u64) -> Result<Vec<u8>> {
    use std::io::Read;
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(failed)?.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() as u64 > most {
        true => Err(refused(path, &Fault::TooLarge { part: "the file".to_owned(), most })),
        false => Ok(bytes),
    }
}

/// Shortens a text to what can be recorded.
fn clipped(text: &str) -> String {
    if text.len() <= TEXT {
        return text.to_string();
    }
    let end = (0..=TEXT).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    format!("{}…", &text[..end])
}

/// Writes a date as RFC 3339 in UTC where it is one that can be read; another stays as it is.
fn in_utc(date: &str) -> Option<String> {
    use chrono::{DateTime, SecondsFormat, Utc};
    let date = date.trim();
    let parsed = DateTime::parse_from_rfc3339(date)
        .map(|date| date.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::AutoSi, true));
    Some(parsed.unwrap_or_else(|_| date.chars().take(100).collect())).filter(|date| !date.is_empty())
}
