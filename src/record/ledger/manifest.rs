//! The manifest beside a report: what the file must hash to, and the state of every log that it was made from.

use super::note::{self, Checkpoint};
use crate::model::event::Policy;
use crate::model::id::Id;
use crate::model::table::{Dialect, Per};
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

/// The version of the manifest that is written and understood.
pub const VERSION: u32 = 1;

/// What the `kind` of the manifest of an audit report says.
pub const KIND: &str = "audit-manifest";

/// What stands beside a report. It holds no time, so that the same state gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub tickmark: u32,
    pub kind: String,
    pub report: ReportFile,
    /// The rules for sign-off in force.
    pub policy: Policy,
    pub logs: Vec<LogState>,
}

/// The report as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFile {
    /// Its name, without the folder.
    pub file: String,
    pub sha256: Id,
    pub bytes: u64,
    /// Rows without the names of the columns.
    pub rows: u64,
    pub per: Per,
    pub dialect: Dialect,
    /// The one piece that it is about, or all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<Id>,
    /// What is confidential stands in it in full.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revealed: bool,
}

/// A log as it stood when the report was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogState {
    pub origin: String,
    /// Absent where the name is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Number of events.
    pub size: u64,
    /// The key of the log as a C2SP verifier key.
    pub key: String,
    /// The signed note over size and root.
    pub checkpoint: String,
}

impl LogState {
    /// Reads the checkpoint and requires that it is what the log's key signed; else a sentence says what is wrong.
    pub fn open(&self) -> Result<(Checkpoint, VerifyingKey), String> {
        let (name, key) = note::parse_verifier_key(&self.key)
            .ok_or_else(|| format!("the key of log {} is not a verifier key", self.origin.escape_debug()))?;
        let checkpoint = Checkpoint::open(&self.checkpoint, &key)
            .map_err(|flaw| format!("the checkpoint of log {}: {flaw}", self.origin.escape_debug()))?;
        if checkpoint.origin != self.origin || name != self.origin || checkpoint.size != self.size {
            return Err(format!(
                "the checkpoint of log {} is that of {} at size {}",
                self.origin.escape_debug(),
                checkpoint.origin.escape_debug(),
                checkpoint.size
            ));
        }
        Ok((checkpoint, key))
    }
}

impl Manifest {
    /// Puts a manifest together.
    pub fn new(report: ReportFile, policy: Policy, logs: Vec<LogState>) -> Self {
        Self { tickmark: VERSION, kind: KIND.into(), report, policy, logs }
    }

    /// Gives the bytes of the file: indented JSON with a line end after it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a manifest holds nothing that JSON cannot");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a manifest; else a sentence says what is wrong.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Version {
            tickmark: u32,
            kind: String,
        }
        let Version { tickmark, kind } =
            serde_json::from_slice(bytes).map_err(|error| format!("the manifest cannot be read: {error}"))?;
        if kind != KIND {
            return Err(format!("the manifest is of kind `{}` and not `{KIND}`", kind.escape_debug()));
        }
        if tickmark > VERSION {
            return Err(format!("the manifest was written by a newer version (manifest {tickmark})"));
        }
        serde_json::from_slice(bytes).map_err(|error| format!("the manifest cannot be read: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;

    fn manifest() -> Manifest {
        let key = SigningKey::from_bytes(&[5; 32]);
        let origin = "tickmark/0011".to_string();
        let checkpoint = Checkpoint { origin: origin.clone(), size: 7, root: [8; 32] }.sign(&key);
        let key = note::verifier_key(&origin, &key.verifying_key());
        let report = ReportFile {
            file: "audit.csv".into(),
            sha256: Id([1; 32]),
            bytes: 3,
            rows: 2,
            per: Per::Claim,
            dialect: Dialect::Rfc4180,
            piece: None,
            revealed: false,
        };
        let log = LogState { origin, actor: Some("ana".into()), size: 7, key, checkpoint };
        Manifest::new(report, Policy::default(), vec![log])
    }

    #[test]
    fn what_is_written_is_read_and_nothing_more() {
        let bytes = manifest().to_bytes();
        assert_eq!(Manifest::read(&bytes), Ok(manifest()));
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in
            [("\"rows\"", "\"lines\""), ("audit-manifest", "menu"), ("\"tickmark\": 1", "\"tickmark\": 2")]
        {
            assert!(Manifest::read(text.replace(from, to).as_bytes()).is_err(), "{from}");
        }
    }

    #[test]
    fn a_checkpoint_must_be_the_one_of_its_log() {
        let log = manifest().logs.remove(0);
        assert!(log.open().is_ok());
        let with = |change: fn(&mut LogState)| {
            let mut log = log.clone();
            change(&mut log);
            log.open().unwrap_err()
        };
        assert!(with(|log| log.size = 8).contains("at size 7"));
        assert!(with(|log| log.origin = "tickmark/0012".into()).contains("is that of tickmark/0011"));
        assert!(with(|log| log.key.push('A')).contains("not a verifier key"));
        assert!(with(|log| log.checkpoint = log.checkpoint.replace("\n7\n", "\n8\n")).contains("not genuine"));
    }
}
