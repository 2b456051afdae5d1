//! From a bundle back to a casebook, so that it can be merged like one.

use record::bundle::archive::Archive;
use record::bundle::check::{Brought, Verdict, check};
use record::bundle::layout::{self, Cosignature, Line, Note};
use record::ledger::chain::{Hashed, Stood};
use record::ledger::disclosure::digest;
use record::ledger::envelope::{Envelope, identify};
use record::ledger::note::Checkpoint;
use record::ledger::tree::leaf_hash;
use record::model::event::Event;
use record::model::id::Id;
use record::model::outcome::Outcome;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use store::Store;
use store::append::Append;
use store::blobs::Measured;
use store::casebook::aside;
use store::cosignatures::NewCosignature;
use store::error::{Error, Result};
use store::other_casebook::Arriving;
use tempfile::TempDir;

/// A casebook made from a bundle; it goes when this does.
pub struct Unpacked {
    folder: TempDir,
}

impl Unpacked {
    /// The path of the casebook.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(store::casebook::FILE_NAME)
    }
}

/// Verifies a bundle, and makes a casebook of it in a folder of its own.
///
/// # Errors
/// An excerpt, and a bundle in which events or files are missing, are refused: what is not there cannot be taken in.
pub fn unpack(path: &Path, progress: &mut dyn FnMut(u64)) -> Result<Unpacked> {
    let verdict = check(open(path)?, &Brought::default(), progress);
    require_whole(path, &verdict)?;
    unpack_verified(path, &verdict)
}

/// Makes a casebook of a bundle that was verified and is whole but for its captures.
pub(super) fn unpack_verified(path: &Path, verdict: &Verdict) -> Result<Unpacked> {
    let folder = aside::folder().map_err(|error| Error::making(&std::env::temp_dir(), &error))?;
    let unpacked = Unpacked { folder };
    let mut store = Store::create(&unpacked.path())?;
    let mut append = store.begin()?;
    let mut unpacking = Unpacking { path, beside: archive(path)?, append: &mut append, row: 0 };
    for number in 1..=verdict.logs.len() {
        unpacking.log(&layout::log(number))?;
    }
    unpacking.files()?;
    append.refold(|_, _| ())?;
    append.commit()?;
    Ok(unpacked)
}

fn require_whole(path: &Path, verdict: &Verdict) -> Result<()> {
    let refused = |reason: String| Err(Error::File { path: path.to_path_buf(), reason });
    let Verdict { outcome, full, kept_back, absent, events, of, faults, .. } = verdict;
    if *outcome == Outcome::Invalid {
        let faults = faults.iter().take(3).map(|fault| format!("{}: {}", fault.place, fault.fault)).collect();
        return Err(Error::Unsound { path: path.to_path_buf(), faults });
    }
    if verdict.unknown_count > 0 {
        let unknown = verdict.unknown.iter().take(3).map(|what| format!("{}: {}", what.place, what.fault)).collect();
        return Err(Error::Newer { path: path.to_path_buf(), unknown });
    }
    match (full, kept_back, absent) {
        (false, ..) => refused(format!(
            "it is an excerpt, {events} of {of} events, and only a whole record can be taken in; ask for `tickmark bundle` without --claim and --piece"
        )),
        (true, 1.., _) => refused(format!(
            "{kept_back} of its events are told by their hash alone, and cannot be taken in; ask for `tickmark --reveal bundle`"
        )),
        (true, 0, 1..) => refused(format!(
            "{absent} files that its events name are not in it; ask for `tickmark bundle` with the captures"
        )),
        (true, 0, 0) => Ok(()),
    }
}

fn open(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::with_capacity(1 << 17, File::open(path).map_err(|error| Error::file(path, &error))?))
}

fn archive(path: &Path) -> Result<Archive<BufReader<File>>> {
    Archive::open(open(path)?).map_err(|flaw| unread(path, flaw))
}

fn unread(path: &Path, reason: impl ToString) -> Error {
    Error::File { path: path.to_path_buf(), reason: reason.to_string() }
}

struct Unpacking<'p, 'a, 'c> {
    path: &'p Path,
    /// For all but the logs, which are read two files at a time.
    beside: Archive<BufReader<File>>,
    append: &'a mut Append<'c>,
    row: i64,
}

impl Unpacking<'_, '_, '_> {
    /// Takes in a log that was verified, event by event, each with its checkpoint.
    fn log(&mut self, folder: &str) -> Result<()> {
        let (mut events, mut notes) = (archive(self.path)?, archive(self.path)?);
        let events = events.read(&format!("{folder}{}", layout::EVENTS)).map_err(|flaw| unread(self.path, flaw))?;
        let notes = notes.read(&format!("{folder}{}", layout::CHECKPOINTS)).map_err(|flaw| unread(self.path, flaw))?;
        let mut notes = BufReader::new(notes).lines().peekable();
        let (log, mut next) = (self.row + 1, None);
        for (seq, line) in BufReader::new(events).lines().enumerate() {
            let line = line.map_err(|error| unread(self.path, error))?;
            if next.is_none() {
                next = notes
                    .next()
                    .transpose()
                    .map_err(|error| unread(self.path, error))?
                    .map(|line| self.note(&line))
                    .transpose()?;
            }
            let note = next.take_if(|(size, _)| *size == seq as u64 + 1).map(|(_, note)| note);
            self.event(log, seq as u64, &line, note)?;
        }
        self.cosignatures(log, folder)
    }

    fn note(&self, line: &str) -> Result<(u64, String)> {
        let Note { note } = serde_json::from_str(line).map_err(|error| unread(self.path, error))?;
        let checkpoint = Checkpoint::read(&note).map_err(|flaw| unread(self.path, flaw))?;
        Ok((checkpoint.size, note))
    }

    fn event(&mut self, log: i64, seq: u64, line: &str, note: Option<String>) -> Result<()> {
        let Line::Event { bytes, disclosures } = Line::read(line).map_err(|fault| unread(self.path, fault))? else {
            return Err(unread(self.path, "an event is told by its hash alone"));
        };
        self.row += 1;
        let envelope = Envelope::read(bytes.as_bytes()).map_err(|flaw| unread(self.path, flaw))?;
        let mut texts = Vec::new();
        for encoded in &disclosures {
            let json = layout::decoded(encoded).ok_or_else(|| unread(self.path, "a text is not in base64url"))?;
            let hash = digest(&json);
            let position = envelope.digests.iter().position(|known| **known == *hash);
            texts.push((position.ok_or_else(|| unread(self.path, "a text belongs to no event"))? as i64, json));
        }
        texts.sort_unstable();
        let id = identify(bytes.as_bytes());
        let timestamp = match envelope.event().map_err(|flaw| unread(self.path, flaw))? {
            Event::TimestampAttached(_) => self.timestamp(id)?,
            _ => None,
        };
        let read = Stood::read(bytes.as_bytes());
        let hashed = Hashed { row: self.row, log, seq, claimed: id, id, leaf: leaf_hash(bytes.as_bytes()), read };
        let checkpoint = note.clone();
        let arriving = Arriving { hashed, bytes: bytes.to_string(), texts, note, timestamp };
        self.append.take(self.row, log, &arriving)?;
        match checkpoint {
            Some(note) => self.append.take_checkpoint(log, seq + 1, &note),
            None => Ok(()),
        }
    }

    fn timestamp(&mut self, event: Id) -> Result<Option<(String, Vec<u8>)>> {
        let archive = &mut self.beside;
        let name = format!("{}{event}", layout::TIMESTAMPS);
        let Ok(note) = archive.text(&format!("{name}.note"), 1 << 20) else { return Ok(None) };
        for ending in ["tsr", "ots"] {
            let path = format!("{name}.{ending}");
            if archive.has(&path) {
                let mut token = Vec::new();
                let mut member = archive.read(&path).map_err(|flaw| unread(self.path, flaw))?;
                member.read_to_end(&mut token).map_err(|error| unread(self.path, error))?;
                return Ok(Some((note, token)));
            }
        }
        Ok(None)
    }

    fn cosignatures(&mut self, log: i64, folder: &str) -> Result<()> {
        let (archive, path) = (&mut self.beside, format!("{folder}{}", layout::COSIGNATURES));
        if !archive.has(&path) {
            return Ok(());
        }
        let member = archive.read(&path).map_err(|flaw| unread(self.path, flaw))?;
        for line in BufReader::new(member).lines() {
            let line = line.map_err(|error| unread(self.path, error))?;
            let Cosignature { key, note } = serde_json::from_str(&line).map_err(|error| unread(self.path, error))?;
            let size = Checkpoint::read(&note).map_err(|flaw| unread(self.path, flaw))?.size;
            self.append.keep_cosignature(&NewCosignature { log, size, key, note })?;
        }
        Ok(())
    }

    fn files(&mut self) -> Result<()> {
        let archive = &mut self.beside;
        let paths: Vec<String> =
            archive.paths().filter(|path| path.starts_with(layout::CAPTURES)).map(str::to_string).collect();
        for path in paths {
            let Some(sha256) = layout::captured(&path) else { continue };
            let bytes = archive.size(&path).unwrap_or_default();
            let member = archive.read(&path).map_err(|flaw| unread(self.path, flaw))?;
            self.append.keep(self.path, Measured { sha256, bytes }, member, |_| ())?;
        }
        Ok(())
    }
}
