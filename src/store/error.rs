//! Everything that can go wrong, as sentences; what to type next is added at the door.

use record::ledger::envelope;
use record::model::id::Id;
use record::model::review::Unmet;
use record::model::words::Status;
use record::visible::visible_path;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The result of anything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. Nothing was written, wherever one of these is returned.
#[derive(Debug, Error)]
pub enum Error {
    #[error("there is no casebook here")]
    NoCasebook,
    #[error("there is no casebook at {}", visible_path(.0))]
    CasebookMissing(PathBuf),
    #[error("{} exists already", visible_path(.0))]
    Exists(PathBuf),
    #[error("{} is not a casebook", visible_path(.0))]
    NotACasebook(PathBuf),
    #[error("{} was made by a newer version (layout {version}; this program knows {known})", visible_path(.path))]
    NewerCasebook { path: PathBuf, version: i64, known: i64 },
    #[error("{} was made by an earlier version (layout {version}; this program keeps {known})", visible_path(.path))]
    OlderCasebook { path: PathBuf, version: i64, known: i64 },
    #[error("the casebook is damaged: {0}")]
    Damaged(String),
    #[error("the casebook is in a read-only place")]
    ReadOnly,
    #[error("the disk is full")]
    DiskFull,
    #[error("another program kept the casebook locked for too long")]
    Busy,
    #[error("the casebook could not be read or written: {0}")]
    Store(rusqlite::Error),
    #[error("{}: {reason}", visible_path(.path))]
    File { path: PathBuf, reason: String },
    #[error("{}: {reason}", visible_path(.path))]
    Headers { path: PathBuf, reason: String },
    #[error("{address}: {reason}")]
    Fetch { address: String, reason: String },
    #[error("no program that prints a PDF was found (looked for: {})", .names.join(", "))]
    NoPrinter { names: Vec<String> },
    #[error("the report was not printed by {}: {reason}", visible_path(.program))]
    Printer { program: PathBuf, reason: String },
    #[error("nobody is named as the one who does this")]
    NoActor,
    #[error("`{}` cannot be the name of an actor: {reason}", .name.escape_debug())]
    ActorName { name: String, reason: &'static str },
    #[error("this casebook is older than one seen before: log {log} held {seen} events, and here it holds {here}")]
    OlderCopy { log: String, seen: u64, here: u64 },
    #[error("log {log} does not continue what was seen of it before")]
    Forked { log: String },
    #[error("log {log} ended, and goes on as log {successor}: its key, which lies here, was succeeded by another")]
    Succeeded { log: String, successor: String },
    #[error(
        "log {log} is under the key that you record with, and which would have to sign that it is not to be trusted"
    )]
    OwnKey { log: String },
    #[error("ssh-agent: {0}")]
    Agent(String),
    #[error("your key lives in ssh-agent, which signs and opens nothing: whatever is sealed to it stays closed")]
    NothingToSealTo,
    #[error("{actor} has no key here yet, so that there is none to go on from")]
    NoKey { actor: String },
    #[error("no key of log {log} is known here")]
    UnknownKey { log: String },
    #[error(
        "log {log} at {size} events does not continue the {seen} events that were seen of it: it has two histories"
    )]
    TwoHistories { log: String, seen: u64, size: u64 },
    #[error("of log {log} this witness cosigned {size} events last; the request does not go on from there")]
    WitnessedAlready { log: String, size: u64 },
    #[error("no witness has cosigned log {log} since that was recorded")]
    NotCosigned { log: String },
    #[error("no cosignature of log {log} in it is by a witness that was named")]
    NoCosignature { log: String },
    #[error("{} is {what} and no bundle: nothing in it could be verified or merged", visible_path(.path))]
    NotABundle { path: PathBuf, what: &'static str },
    #[error("{} cannot be verified: its manifest, {}, is not beside it", visible_path(.path), visible_path(.manifest))]
    NoManifest { path: PathBuf, manifest: PathBuf },
    #[error("{}: the bytes of the event that it proves are not beside it", visible_path(.0))]
    NoEvent(PathBuf),
    #[error("{} is not sound: {}", visible_path(.path), .faults.join("; "))]
    Unsound { path: PathBuf, faults: Vec<String> },
    #[error(
        "log {log} forked: from event {seq} on the two casebooks hold different events under its name; nothing was taken in"
    )]
    ForkedElsewhere { log: String, seq: u64, proof: PathBuf },
    #[error("no {what} has an id that starts with `{}`", .prefix.escape_debug())]
    Unknown { what: &'static str, prefix: String },
    #[error("`{prefix}` could be {count} {what}s: {}", .examples.join(", "))]
    Ambiguous { what: &'static str, prefix: String, count: usize, examples: Vec<String> },
    #[error("`{}` is not an id: take the first digits of one, four or more, from 0-9 and a-f", .0.escape_debug())]
    NotAnId(String),
    #[error("{0}")]
    Invalid(String),
    #[error("there is no piece in this casebook yet")]
    NoPiece,
    #[error("this piece has no draft yet")]
    NoDraft,
    #[error("claims of this piece stand in an earlier draft, and would be left behind there")]
    DraftHasClaims,
    #[error("{0}")]
    QuoteNotFound(Box<NotFound>),
    #[error("{0} is confidential")]
    Confidential(String),
    #[error("figures on people are for whoever opened this casebook: {0}, with the key of its first log")]
    NotForYou(String),
    #[error("{0} is sealed to others: no key that is kept here opens it")]
    Sealed(String),
    #[error("{0}")]
    Setting(String),
    #[error("claim {claim} is {status}: it cannot be {done}")]
    WrongStatus { claim: String, status: Status, done: &'static str, next: Option<&'static str> },
    #[error("claim {} was changed since it was looked at", .claim.short())]
    ChangedMeanwhile { claim: Id, seen: Id },
    #[error("another draft of this piece came in meanwhile")]
    AnotherDraft,
    #[error("what source {0} comes from was recorded by somebody else in the meantime")]
    LinkedMeanwhile(String),
    #[error("claim {claim} cannot be signed off: {}", unmet_list(.unmet))]
    PolicyUnmet { claim: String, unmet: Vec<Unmet> },
    #[error("{0} gave the first verdict; a second check is for somebody else")]
    SamePerson(String),
    #[error("the text of the {what} is {bytes} bytes long; at most {limit} are kept")]
    TextTooLong { what: String, bytes: usize, limit: usize },
    #[error("the event could not be written: {0}")]
    Event(#[from] envelope::Flaw),
    #[error("{count} {} cannot be taken in; nothing was changed", if *.count == 1 { "row" } else { "rows" })]
    Rows { count: usize, faults: Vec<String> },
    #[error("the record was tampered with or damaged")]
    Tampered,
    #[error("{0}")]
    Problem(String),
    #[error("writing the output failed: {0}")]
    Output(std::io::Error),
}

/// A quotation that does not occur in the captures of its source.
#[derive(Clone, Debug)]
pub struct NotFound {
    /// The source's id, shortened.
    pub source: String,
    /// How many captures with a text were looked through.
    pub texts: usize,
    /// The most alike passage: how alike per mille, and where.
    pub nearest: Option<(u32, String)>,
    /// Another source that has the very words, and where in it.
    pub elsewhere: Option<(String, String)>,
}

impl std::fmt::Display for NotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { source, texts, nearest, elsewhere } = self;
        match (texts, nearest) {
            (0, _) => write!(f, "source {source} has no capture whose text could be searched for the quote")?,
            (_, None) => write!(f, "the quote does not occur in source {source}")?,
            (_, Some((score, place))) => write!(
                f,
                "the quote does not occur in source {source} (nearest passage: {place}, {} % alike)",
                score / 10
            )?,
        }
        match elsewhere {
            Some((name, place)) => write!(f, "; another source has these words: {name}, {place}"),
            None => Ok(()),
        }
    }
}

fn unmet_list(unmet: &[Unmet]) -> String {
    let rules: Vec<_> = unmet.iter().map(Unmet::to_string).collect();
    rules.join("; ")
}

impl Error {
    /// Wraps what the operating system said of a file that was to be made.
    pub fn making(path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Self::Exists(path.to_path_buf()),
            _ => Self::file(path, error),
        }
    }

    /// Wraps what the operating system said of a file.
    pub fn file(path: &Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file or folder".to_string(),
            std::io::ErrorKind::PermissionDenied => "it may not be opened by you".to_string(),
            std::io::ErrorKind::StorageFull => "the disk is full".to_string(),
            std::io::ErrorKind::IsADirectory => "it is a folder".to_string(),
            std::io::ErrorKind::NotADirectory => "what stands before the last `/` of it is no folder".to_string(),
            std::io::ErrorKind::InvalidFilename => "its name is too long".to_string(),
            std::io::ErrorKind::ReadOnlyFilesystem => "it is in a read-only place".to_string(),
            _ => error.to_string(),
        };
        Self::File { path: path.to_path_buf(), reason }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        if let rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) = error
        {
            return Self::Damaged(format!("a value is not of the kind that stands there: {error}"));
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Store(error),
        }
    }
}

/// What the program tells its caller; documented in the help and nowhere else decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Refused = 1,
    Usage = 2,
    Problem = 3,
    Tampering = 4,
    Bug = 255,
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        match error {
            Error::Tampered
            | Error::Damaged(_)
            | Error::OlderCopy { .. }
            | Error::Forked { .. }
            | Error::TwoHistories { .. } => Self::Tampering,
            Error::Unsound { .. } | Error::ForkedElsewhere { .. } => Self::Tampering,
            Error::Problem(_) => Self::Problem,
            Error::NotAnId(_) | Error::Setting(_) | Error::NoActor | Error::NoCasebook => Self::Usage,
            _ => Self::Refused,
        }
    }
}
