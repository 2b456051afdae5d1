//! What a merge brought: by log, and what of it wants somebody's attention.

use super::plan::Ahead;
use record::model::id::Id;
use record::model::record::Record;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::Reader;
use store::error::Result;
use store::events::Log;
use store::taking::Standing;

/// What came in of one log.
#[derive(Clone, Debug, Serialize)]
pub struct TakenLog {
    pub origin: String,
    /// Absent where the name is withheld.
    pub actor: Option<String>,
    /// Whether nothing of it was here before.
    pub new: bool,
    /// How many events came, and how many there are now.
    pub events: u64,
    pub size: u64,
    /// How many of each kind.
    pub kinds: BTreeMap<&'static str, u64>,
}

impl TakenLog {
    /// A log of which so many events are here, before more come.
    pub(super) fn of(log: Log, have: u64) -> Self {
        let Log { origin, actor, size, .. } = log;
        Self { origin, actor, new: have == 0, events: size - have, size, kinds: BTreeMap::new() }
    }

    pub(super) fn count(&mut self, record: &Record) {
        *self.kinds.entry(record.event.kind()).or_default() += 1;
    }
}

/// An erasure of what somebody else recorded here.
#[derive(Clone, Debug, Serialize)]
pub struct HeldErasure {
    /// Who erased, by name where it is known, and the log that says so.
    pub by: Option<String>,
    pub log: String,
    /// Who recorded what was erased.
    pub of: String,
    /// The event that was erased.
    pub event: Id,
    /// How many texts of it are here.
    pub texts: u64,
}

impl HeldErasure {
    /// Says whether somebody is meant by a name or the name of a log.
    pub fn is_by(&self, name: &str) -> bool {
        self.by.as_deref() == Some(name) || self.log == name
    }
}

/// What was taken in, before it is folded.
#[derive(Default)]
pub(super) struct Taken {
    pub events: u64,
    pub logs: Vec<TakenLog>,
    pub claims: Vec<Id>,
    pub captured: u64,
    pub bytes: u64,
    pub erased: u64,
    pub held: Vec<HeldErasure>,
    pub withheld: u64,
}

/// What a merge brought.
#[derive(Clone, Debug, Serialize)]
pub struct Merged {
    pub file: PathBuf,
    /// Whether it was only tried.
    pub rehearsal: bool,
    pub events: u64,
    pub logs: Vec<TakenLog>,
    /// Logs of which more is here than there.
    pub ahead: Vec<Ahead>,
    /// The claims that are new here.
    pub claims: Vec<Id>,
    /// The claims that became contested, and those whose sign-off went stale.
    pub contested: Vec<Id>,
    pub stale: Vec<Id>,
    /// Identifiers that point at several claims or sources since.
    pub ambiguous: Vec<String>,
    /// Cosignatures by witnesses that came.
    pub cosignatures: u64,
    /// Kept files that came, and their bytes.
    pub files: u64,
    pub bytes: u64,
    /// Texts that came withheld or erased, and texts that were erased here because they were there.
    pub withheld: u64,
    pub erased: u64,
    /// Erasures of what others recorded here, which wait for somebody to accept them by name.
    pub held: Vec<HeldErasure>,
    /// Whether nothing of what was erased is left in free pages.
    pub swept: bool,
}

impl Merged {
    pub(super) fn nothing(file: &Path, rehearsal: bool) -> Self {
        Self {
            file: file.to_path_buf(),
            rehearsal,
            events: 0,
            logs: Vec::new(),
            ahead: Vec::new(),
            claims: Vec::new(),
            contested: Vec::new(),
            stale: Vec::new(),
            ambiguous: Vec::new(),
            cosignatures: 0,
            files: 0,
            bytes: 0,
            withheld: 0,
            erased: 0,
            held: Vec::new(),
            swept: true,
        }
    }

    /// Says what came, and how things stand since.
    pub(super) fn fill(&mut self, taken: Taken, before: &Standing, now: Reader) -> Result<()> {
        let Taken { events, logs, claims, captured, bytes, erased, withheld, .. } = taken;
        let since = now.standing()?;
        (self.events, self.logs, self.claims) = (events, logs, claims);
        (self.files, self.bytes, self.erased, self.withheld) = (captured, bytes, erased, withheld);
        self.contested = since.contested.difference(&before.contested).copied().collect();
        self.stale = since.stale.difference(&before.stale).copied().collect();
        self.ambiguous = since.shared.difference(&before.shared).cloned().collect();
        Ok(())
    }
}
