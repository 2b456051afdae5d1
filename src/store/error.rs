//! Everything that can go wrong, as sentences; what to type next is added at the door.

use record::ledger::chain::Fault;
use record::ledger::envelope;
use record::model::id::Id;
use record::model::review::Unmet;
use record::model::standing::Reason;
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
    #[error("{} is not as Tickmark makes a casebook: {}", visible_path(.path), fault_list(.faults))]
    Misshapen { path: PathBuf, faults: Vec<Fault> },
    #[error("{} holds what this version does not know: {}", visible_path(.path), .unknown.join("; "))]
    Newer { path: PathBuf, unknown: Vec<String> },
    #[error("{} cannot be rebuilt: a table of the record itself was replaced ({})", visible_path(.path), .faults.join(", "))]
    NoTruth { path: PathBuf, faults: Vec<String> },
    #[error("{by} erased {texts} texts that others recorded here, the first by {of}: nothing was merged")]
    ErasuresHeld { by: String, of: String, texts: u64 },
    #[error("the clock of log {log} is at its end: nothing can be recorded after it")]
    ClockSpent { log: String },
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
    #[error("no program to print a PDF was found (looked for: {})", .names.join(", "))]
    NoPrinter { names: Vec<String> },
    #[error("{} could not print the report: {reason}", visible_path(.program))]
    Printer { program: PathBuf, reason: String },
    #[error("Tickmark does not know who you are")]
    NoActor,
    #[error("`{}` cannot be the name of an actor: {reason}", .name.escape_debug())]
    ActorName { name: String, reason: &'static str },
    #[error("this casebook is older than one seen before: log {log} had {seen} events, and here it has {here}")]
    OlderCopy { log: String, seen: u64, here: u64 },
    #[error("log {log} does not continue what was seen of it before")]
    Forked { log: String },
    #[error("log {log} has ended and continues as log {successor}: its key, which is still in use here, was replaced")]
    Succeeded { log: String, successor: String },
    #[error("log {log} uses your present key, which would have to sign its own revocation")]
    OwnKey { log: String },
    #[error("ssh-agent: {0}")]
    Agent(String),
    #[error("your key is in ssh-agent, which can sign but not decrypt: nothing sealed to it could be opened")]
    NothingToSealTo,
    #[error("{actor} has no key here yet, so there is nothing to replace")]
    NoKey { actor: String },
    #[error("no key of log {log} is known here")]
    UnknownKey { log: String },
    #[error("log {log} with {size} events does not continue the {seen} events seen before: it has two histories")]
    TwoHistories { log: String, seen: u64, size: u64 },
    #[error("this witness last cosigned log {log} at {size} events; the request does not continue from there")]
    WitnessedAlready { log: String, size: u64 },
    #[error("no witness has cosigned log {log} since that was recorded")]
    NotCosigned { log: String },
    #[error("it has no cosignature of log {log} by a witness you named")]
    NoCosignature { log: String },
    #[error("{} is {what}, not a bundle: it cannot be verified or merged", visible_path(.path))]
    NotABundle { path: PathBuf, what: &'static str },
    #[error("{} cannot be verified: its manifest, {}, is not beside it", visible_path(.path), visible_path(.manifest))]
    NoManifest { path: PathBuf, manifest: PathBuf },
    #[error("{}: the bytes of the event it proves are missing", visible_path(.0))]
    NoEvent(PathBuf),
    #[error("{} is not sound: {}", visible_path(.path), .faults.join("; "))]
    Unsound { path: PathBuf, faults: Vec<String> },
    #[error(
        "log {log} has forked: from event {seq} on, the two casebooks have different events under its name; nothing was merged"
    )]
    ForkedElsewhere { log: String, seq: u64, proof: PathBuf },
    #[error("no {what} has an id that starts with `{}`", .prefix.escape_debug())]
    Unknown { what: &'static str, prefix: String },
    #[error("`{}` could be {count} {what}s: {}", .prefix.escape_debug(), .examples.join(", "))]
    Ambiguous { what: &'static str, prefix: String, count: usize, digits: usize, examples: Vec<String> },
    #[error("{} of {asked} claims cannot be {done}; nothing was changed", .faults.len())]
    NotAll { asked: usize, done: &'static str, faults: Vec<String> },
    #[error("`{}` is not an id: give its first digits, at least three, from 0-9 and a-f", .0.escape_debug())]
    NotAnId(String),
    #[error("{0}")]
    Invalid(String),
    #[error("there is no piece in this casebook yet")]
    NoPiece,
    #[error("this piece has no draft yet")]
    NoDraft,
    #[error("this piece has claims in an earlier draft, which would be left behind")]
    DraftHasClaims,
    #[error("{0}")]
    QuoteNotFound(Box<NotFound>),
    #[error("{0} is confidential")]
    Confidential(String),
    #[error(
        "figures about people are only for the person who opened this casebook: {0}, with the key of its first log"
    )]
    NotForYou(String),
    #[error("{0} is sealed to others: no key here opens it")]
    Sealed(String),
    #[error("{0}")]
    Setting(String),
    #[error("claim {claim} is {status}: it cannot be {done}")]
    WrongStatus { claim: String, status: Status, done: &'static str, next: Option<&'static str> },
    #[error("claim {claim} cannot be confirmed: more than its wording has changed ({what})")]
    NotWording { claim: String, what: String },
    #[error("claim {} has changed since you opened it", .claim.short())]
    ChangedMeanwhile { claim: Id, seen: Id },
    #[error("someone has since added another draft of this piece")]
    AnotherDraft,
    #[error("someone else has since changed the origin of source {0}")]
    LinkedMeanwhile(String),
    #[error("claim {claim} cannot be signed off: {}", unmet_list(.unmet))]
    PolicyUnmet { claim: String, unmet: Vec<Unmet> },
    #[error("this evidence does not stand: {}", reason_list(.reasons))]
    DoesNotStand { claim: String, reasons: Vec<Reason> },
    #[error(
        "{actor} gave one of the verdicts on claim {claim} that differ; the rules ask for someone else to settle it"
    )]
    Party { claim: String, actor: String },
    #[error("nobody called `{}` has done anything here (known: {})", .name.escape_debug(), .known.join(", "))]
    NewPerson { name: String, known: Vec<String> },
    #[error("{0} gave the first verdict; someone else must do the second check")]
    SamePerson(String),
    #[error("the text of the {what} is {bytes} bytes long; the limit is {limit}")]
    TextTooLong { what: String, bytes: usize, limit: usize },
    #[error("the event could not be written: {0}")]
    Event(#[from] envelope::Flaw),
    #[error("{count} {} cannot be imported; nothing was changed", if *.count == 1 { "row" } else { "rows" })]
    Rows { count: usize, faults: Vec<String> },
    #[error("the record has been tampered with or damaged")]
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
            (0, _) => write!(f, "source {source} has no capture with text to search for the quote")?,
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

fn reason_list(reasons: &[Reason]) -> String {
    let said: Vec<_> = reasons.iter().map(Reason::to_string).collect();
    said.join("; ")
}

/// Names the first of what is wrong, and counts the others.
fn fault_list(faults: &[Fault]) -> String {
    let named =
        faults.iter().take(3).map(|fault| format!("{}: {}", fault.place, fault.fault).escape_debug().to_string());
    let more = faults.len().saturating_sub(3);
    let named = named.collect::<Vec<_>>().join("; ");
    if more > 0 { format!("{named}; and {more} more") } else { named }
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
            std::io::ErrorKind::NotFound => "no such file or folder".to_string(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_string(),
            std::io::ErrorKind::StorageFull => "the disk is full".to_string(),
            std::io::ErrorKind::IsADirectory => "it is a folder".to_string(),
            std::io::ErrorKind::NotADirectory => "its parent is not a folder".to_string(),
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
            return Self::Damaged(format!("a value is of the wrong kind: {error}"));
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => {
                Self::Damaged("reading it takes more work than a file of its size can need".into())
            }
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
    Unknown = 5,
    Bug = 255,
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        match error {
            Error::Tampered
            | Error::Misshapen { .. }
            | Error::NoTruth { .. }
            | Error::Damaged(_)
            | Error::OlderCopy { .. }
            | Error::Forked { .. }
            | Error::TwoHistories { .. } => Self::Tampering,
            Error::Unsound { .. } | Error::ForkedElsewhere { .. } => Self::Tampering,
            Error::Newer { .. } => Self::Unknown,
            Error::Event(flaw) if flaw.is_newer() => Self::Unknown,
            Error::Problem(_) => Self::Problem,
            Error::NotAnId(_) | Error::Setting(_) | Error::NoActor | Error::NoCasebook => Self::Usage,
            _ => Self::Refused,
        }
    }
}
