//! Where everything stands in a bundle, and the lines of its files.

use crate::ledger::tree::Hash;
use crate::model::id::Id;
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The folder of the bag inside the zip file.
pub const TOP: &str = "bundle/";

/// The folder of what the bag carries.
pub const PAYLOAD: &str = "data/";

/// The folder of captured files, by the SHA-256 of each.
pub const CAPTURES: &str = "data/captures/";

/// The folder of timestamps, by the event that tells of each.
pub const TIMESTAMPS: &str = "data/timestamps/";

/// The folder of reports.
pub const REPORTS: &str = "data/reports/";

/// What a person reads first.
pub const VERIFY: &str = "VERIFY.md";

/// How everything in it is spelt.
pub const SPELT: &str = "format.md";

/// The note by which whoever packed it stands for its files.
pub const PACKED: &str = "manifest.note";

/// Says whether a file is a part of the record, which is verified by what is in it: of a log, a capture, a timestamp of
/// one of some events. All others are words around it.
pub fn is_record(path: &str, logs: usize, is_event: impl Fn(&str) -> bool) -> bool {
    if let Some(rest) = path.strip_prefix("data/logs/") {
        let Some((number, file)) = rest.split_once('/') else { return false };
        let known = number.parse().is_ok_and(|known: usize| (1..=logs).contains(&known) && known.to_string() == number);
        return known
            && ([CHECKPOINT, CHECKPOINTS, COSIGNATURES, EVENTS, DISCLOSURES].contains(&file)
                || file.starts_with(EXCERPT));
    }
    if let Some(file) = path.strip_prefix(TIMESTAMPS) {
        let stem = file.split_once('.').filter(|(_, ending)| ["note", "tsr", "ots"].contains(ending));
        return stem.is_some_and(|(event, _)| is_event(event));
    }
    captured(path).is_some()
}

/// What the crate says of itself.
pub const METADATA: &str = "data/ro-crate-metadata.json";

/// The folder of a log, numbered from 1.
pub fn log(number: usize) -> String {
    format!("data/logs/{number}/")
}

/// The latest signed checkpoint of a log, with the cosignatures of it.
pub const CHECKPOINT: &str = "checkpoint";

/// Every signed checkpoint of a log, in the order in which they were made: one [`Note`] a line.
pub const CHECKPOINTS: &str = "checkpoints.jsonl";

/// What witnesses said of the log: one [`Cosignature`] a line.
pub const COSIGNATURES: &str = "cosignatures.jsonl";

/// All events of a log in order, one [`Line`] each.
pub const EVENTS: &str = "events.jsonl";

/// Some events of a log: `SEQ.json` holds the exact bytes of one, `SEQ.tlog-proof` its proof.
pub const EXCERPT: &str = "events/";

/// The texts of an excerpt that are shown: one [`Shown`] a line.
pub const DISCLOSURES: &str = "disclosures.jsonl";

/// A signed checkpoint on a line of its own.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub note: String,
}

/// What a witness said of a checkpoint: the note that it cosigned, and the key by which it goes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cosignature {
    pub key: String,
    pub note: String,
}

/// A line of a whole log: an event with the texts that are shown, or the hash of the leaf of one that is kept back.
#[derive(Debug)]
pub enum Line<'l> {
    /// The exact bytes of an event, and the texts, each as SD-JWT passes one on: in base64url.
    Event {
        bytes: &'l str,
        disclosures: Vec<String>,
    },
    KeptBack(KeptBack),
}

impl<'l> Line<'l> {
    /// Reads a line; a sentence says what is wrong with it.
    pub fn read(line: &'l str) -> Result<Self, String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts<'p> {
            disclosures: Option<Vec<String>>,
            #[serde(borrow)]
            event: Option<&'p RawValue>,
            leaf: Option<String>,
        }
        let parts: Parts = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match (parts.event, parts.disclosures, parts.leaf) {
            (Some(event), Some(disclosures), None) => Ok(Self::Event { bytes: event.get(), disclosures }),
            (None, None, Some(leaf)) => Ok(Self::KeptBack(KeptBack { leaf })),
            _ => Err("it is neither an event with its texts nor a hash".into()),
        }
    }

    /// Writes an event with its texts.
    pub fn event(bytes: &str, texts: &[String]) -> String {
        let disclosures: Vec<String> = texts.iter().map(|json| format!("\"{}\"", encoded(json))).collect();
        format!("{{\"disclosures\":[{}],\"event\":{bytes}}}\n", disclosures.join(","))
    }
}

/// An event that is told by its place in the tree alone: the base64 of the hash of its leaf.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptBack {
    pub leaf: String,
}

impl KeptBack {
    /// Writes the hash of a leaf.
    pub fn of(leaf: &Hash) -> Self {
        Self { leaf: BASE64.encode(leaf) }
    }

    /// Reads the hash of the leaf; `None` for what is none.
    pub fn hash(&self) -> Option<Hash> {
        BASE64.decode(self.leaf.as_bytes()).ok()?.try_into().ok()
    }
}

/// The texts of one event of an excerpt that are shown.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    pub disclosures: Vec<String>,
    pub seq: u64,
}

/// Writes a disclosure as SD-JWT passes it on.
pub fn encoded(json: &str) -> String {
    BASE64URL_NOPAD.encode(json.as_bytes())
}

/// Reads a disclosure as SD-JWT passes it on; `None` for what is none.
pub fn decoded(text: &str) -> Option<String> {
    String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()
}

/// The path of a captured file.
pub fn capture(sha256: Id) -> String {
    format!("{CAPTURES}{sha256}")
}

/// The hash that the path of a captured file names.
pub fn captured(path: &str) -> Option<Id> {
    Id::from_hex(path.strip_prefix(CAPTURES)?)
}
