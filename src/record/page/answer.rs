//! From the files that were dropped to an answer: one of the four, in words, with what was found.

use super::trust::Brought;
use crate::bundle::check::{self, FoundLog, Verdict};
use crate::ledger::chain::Fault;
use crate::ledger::manifest::Manifest;
use crate::ledger::policy::Word;
use crate::ledger::trust::Trust;
use crate::ledger::trusted::{Head, Trusted};
use crate::model::id::Id;
use crate::model::outcome::Outcome;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{Read, Seek, SeekFrom};

/// The ending of the file beside a report.
const MANIFEST: &str = ".manifest.json";

/// What is to say of a table without its events, where the logs that its manifest names are vouched for.
const MANIFEST_ALONE: &str = "the logs are those that you trust, but the table is not signed, and without its events nobody can tell whether it is what they make it";

/// The longest manifest that is read, in bytes.
const LONGEST_MANIFEST: u64 = 64 << 20;

/// A file that was dropped.
pub struct Dropped<F> {
    pub name: String,
    pub file: F,
}

/// What the page shows.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Absent where nothing could be verified, and `meaning` says why.
    pub outcome: Option<Outcome>,
    pub meaning: String,
    /// What was found, by name.
    pub facts: Vec<(String, String)>,
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub fault_count: usize,
    /// What to do next.
    pub advice: String,
}

impl Answer {
    fn nothing(meaning: impl Into<String>) -> Self {
        Self { meaning: meaning.into(), ..Self::default() }
    }
}

/// Verifies what was dropped, with what the reader brought along as text; `progress` hears of bytes.
pub fn answer<F: Read + Seek>(mut dropped: Vec<Dropped<F>>, text: &str, progress: &mut dyn FnMut(u64)) -> Answer {
    let brought = match Brought::read(text) {
        Ok(brought) => brought,
        Err(fault) => return Answer::nothing(fault),
    };
    if dropped.len() == 1 && begins_as_zip(&mut dropped[0].file) {
        return of_bundle(dropped.remove(0).file, &brought, progress);
    }
    let manifest = dropped.iter().position(|file| file.name.ends_with(MANIFEST)).map(|at| dropped.remove(at));
    match (manifest, dropped.len()) {
        (Some(manifest), 1) => of_report(dropped.remove(0), manifest, &brought, progress),
        (Some(_), _) => Answer::nothing("Drop the report and its manifest together: two files."),
        (None, 1) => Answer::nothing(
            "This is no bundle. If it is an audit report, drop it together with its manifest, the file that ends in .manifest.json.",
        ),
        (None, _) => Answer::nothing("Drop one bundle, or one audit report together with its manifest."),
    }
}

fn begins_as_zip(file: &mut (impl Read + Seek)) -> bool {
    let mut start = [0; 4];
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_exact(&mut start));
    let zip = read.is_ok() && start == *b"PK\x03\x04";
    zip && file.seek(SeekFrom::Start(0)).is_ok()
}

fn of_bundle(file: impl Read + Seek, brought: &Brought, progress: &mut dyn FnMut(u64)) -> Answer {
    let trust = Trust { named: &brought.named, policy: brought.policy.as_ref(), for_this: true };
    let found = check::check(file, &check::Brought { heads: &brought.heads, seen: None, trust }, progress);
    let mut facts = Vec::new();
    let mut fact = |name: &str, text: Option<String>| facts.extend(text.map(|text| (name.to_string(), text)));
    let Verdict { events, of, shown, withheld, erased, kept_back, files, absent, timestamps, .. } = &found;
    fact("what", Some(if found.full { "the whole record" } else { "an excerpt of the record" }.into()));
    fact("events", Some(format!("{events} of {of}")));
    fact("repacked", (!found.repacked.is_empty()).then(|| found.repacked.join(", ")));
    fact("kept back", (*kept_back > 0).then(|| format!("{kept_back} events, told by their hash alone")));
    fact("texts", Some(format!("{shown} shown, {withheld} withheld")));
    fact("erased", (*erased > 0).then(|| format!("{erased} texts, as events tell")));
    let missing = if *absent > 0 { format!(", {absent} named and not in it") } else { String::new() };
    fact("files", (files + absent > 0).then(|| format!("{files} hashed again{missing}")));
    fact("timestamps", (*timestamps > 0).then(|| format!("{timestamps} attached")));
    found.logs.iter().for_each(|log| fact("log", Some(words(log))));
    let by = found.packed_by.as_deref().unwrap_or_default();
    found.as_packed.iter().for_each(|file| fact("as packed", Some(format!("{file}, as the writer of {by} has it"))));
    found.unvouched.iter().for_each(|file| fact("not vouched for", Some(file.clone())));
    found.unknown.iter().for_each(|what| fact("not known", Some(format!("{}: {}", what.place, what.fault))));
    Answer {
        outcome: Some(found.outcome),
        meaning: found.meaning().into(),
        facts,
        faults: found.faults,
        fault_count: found.fault_count,
        advice: advice(found.outcome),
    }
}

fn words(log: &FoundLog) -> String {
    let vouched =
        [(log.anchored, "a head that you kept"), (log.witnessed, "whom you named"), (log.by_policy, "your policy")];
    let by = vouched.into_iter().filter(|(size, _)| *size > 0).map(|(size, by)| match size == log.size {
        true => format!(", vouched for by {by}"),
        false => format!(", its first {size} vouched for by {by}"),
    });
    let by: String = by.collect();
    let said = log.policy_says.as_ref().map(|said| format!(" ({said})")).unwrap_or_default();
    let actor = log.actor.as_deref().unwrap_or("(name withheld)");
    format!("{} by {actor}: {} of {} events{by}{said}", log.origin, log.events, log.size)
}

fn of_report(
    report: Dropped<impl Read + Seek>,
    manifest: Dropped<impl Read + Seek>,
    brought: &Brought,
    progress: &mut dyn FnMut(u64),
) -> Answer {
    let mut bytes = Vec::new();
    let mut from = manifest.file.take(LONGEST_MANIFEST);
    let manifest = match from.read_to_end(&mut bytes).map_err(|error| error.to_string()) {
        Ok(_) => Manifest::read(&bytes),
        Err(error) => Err(error),
    };
    let mut faults = Vec::new();
    let mut fault = |place: &str, fault: String| faults.push(Fault { place: place.into(), fault });
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(flaw) => {
            fault("manifest", flaw);
            return concluded(Outcome::Invalid, Vec::new(), faults);
        }
    };
    match hashed(report.file, progress) {
        Ok(found) if found == (manifest.report.sha256, manifest.report.bytes) => {}
        Ok((sha256, size)) => fault(
            "report",
            format!(
                "it has {size} bytes with the SHA-256 {sha256}; its manifest says {} with {}",
                manifest.report.bytes, manifest.report.sha256
            ),
        ),
        Err(error) => fault("report", error),
    }
    let (mut facts, mut vouched, mut diverged) = (Vec::new(), !manifest.logs.is_empty(), false);
    facts.push(("rows".to_string(), manifest.report.rows.to_string()));
    for log in &manifest.logs {
        let (checkpoint, key) = match log.open() {
            Ok(opened) => opened,
            Err(flaw) => {
                fault("manifest", flaw);
                continue;
            }
        };
        let same = |head: &&Head| head.checkpoint.origin == log.origin && head.checkpoint.size == log.size;
        let head = brought.heads.iter().find(same).map(|head| head.checkpoint == checkpoint);
        let named = brought.named.iter().find_map(|trusted| match trusted {
            Trusted::Log(known) if known.origin == log.origin => Some(known.key == key),
            Trusted::Witness(witness) => witness.open(&log.checkpoint).is_ok().then_some(true),
            Trusted::Log(_) => None,
        });
        let policy = brought.policy.as_ref().and_then(|policy| match policy.judge(&log.checkpoint) {
            Ok(Word::Trusted) => Some(true),
            Ok(Word::OtherKey) => Some(false),
            Ok(Word::Unlisted | Word::ShortOfQuorum(_)) | Err(_) => None,
        });
        let said = [head, named, policy];
        diverged |= said.contains(&Some(false));
        vouched &= said.contains(&Some(true));
        let by = if said.contains(&Some(true)) { ", vouched for by what you brought" } else { "" };
        let actor = log.actor.as_deref().unwrap_or("(name withheld)");
        facts.push(("log".to_string(), format!("{} by {actor}: {} events{by}", log.origin, log.size)));
    }
    let outcome = match (faults.is_empty(), diverged, vouched) {
        (false, ..) => Outcome::Invalid,
        (true, true, _) => Outcome::Diverged,
        // The table is not signed: whoever changes it can make a manifest to match.
        (true, false, _) => Outcome::Unanchored,
    };
    let mut answer = concluded(outcome, facts, faults);
    if outcome == Outcome::Unanchored && vouched {
        answer.meaning = MANIFEST_ALONE.into();
        answer.advice = "Ask for the bundle, which brings the events that the table is made of.".into();
    }
    answer
}

fn concluded(outcome: Outcome, facts: Vec<(String, String)>, faults: Vec<Fault>) -> Answer {
    let meaning = match outcome {
        Outcome::Ok => "the file is what its events make it",
        Outcome::Unanchored => "the file fits its manifest, but nobody vouches for the manifest",
        Outcome::Unknown => "the file fits its manifest, but a newer version must read it",
        Outcome::Diverged => "the file fits its manifest, which contradicts what you brought",
        Outcome::Invalid => "this is not what was written",
    };
    let (meaning, fault_count) = (meaning.to_string(), faults.len());
    Answer { outcome: Some(outcome), meaning, facts, faults, fault_count, advice: advice(outcome) }
}

fn hashed(mut file: impl Read, progress: &mut dyn FnMut(u64)) -> Result<(Id, u64), String> {
    let (mut hasher, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 17]);
    loop {
        let read = file.read(&mut piece).map_err(|error| error.to_string())?;
        if read == 0 {
            return Ok((Id(hasher.finalize().into()), bytes));
        }
        hasher.update(&piece[..read]);
        bytes += read as u64;
        progress(bytes);
    }
}

fn advice(outcome: Outcome) -> String {
    match outcome {
        Outcome::Ok => "It says when and by whom this was recorded, never that it is true.".into(),
        Outcome::Unanchored => {
            "Paste the key of each log as its writer gave it to you, a head that you kept, or your policy; a key that comes with the file proves nothing.".into()
        }
        Outcome::Unknown => "Verify it with a newer version of this page or of the program.".into(),
        Outcome::Diverged => "Keep both, and ask whoever gave you this.".into(),
        Outcome::Invalid => "Do not rely on it. Ask for another copy, and keep this one.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::manifest::{LogState, ReportFile};
    use crate::ledger::note::{Checkpoint, verifier_key};
    use crate::model::event::Policy;
    use crate::model::table::{Dialect, Per};
    use ed25519_dalek::SigningKey;
    use std::io::Cursor;

    const REPORT: &str = "claim_id\r\n";

    fn manifest() -> (String, Manifest) {
        let key = SigningKey::from_bytes(&[5; 32]);
        let origin = "tickmark/0011".to_string();
        let checkpoint = Checkpoint { origin: origin.clone(), size: 7, root: [8; 32] }.sign(&key);
        let key = verifier_key(&origin, &key.verifying_key());
        let report = ReportFile {
            file: "audit.csv".into(),
            sha256: Id(Sha256::digest(REPORT).into()),
            bytes: REPORT.len() as u64,
            rows: 0,
            per: Per::Claim,
            dialect: Dialect::Rfc4180,
            piece: None,
            revealed: false,
        };
        let log = LogState { origin, actor: Some("ana".into()), size: 7, key: key.clone(), checkpoint };
        (key, Manifest::new(report, Policy::default(), vec![log]))
    }

    fn drop_on_it(files: &[(&str, &[u8])], text: &str) -> Answer {
        let dropped =
            files.iter().map(|(name, bytes)| Dropped { name: name.to_string(), file: Cursor::new(bytes.to_vec()) });
        answer(dropped.collect(), text, &mut |_| ())
    }

    #[test]
    fn a_report_is_answered_with_its_manifest() {
        let (key, manifest) = manifest();
        let (bytes, checkpoint) = (manifest.to_bytes(), manifest.logs[0].checkpoint.clone());
        let ask = |report: &str, text: &str| {
            drop_on_it(&[("audit.csv", report.as_bytes()), ("audit.csv.manifest.json", &bytes)], text)
        };
        assert_eq!(ask(REPORT, "").outcome, Some(Outcome::Unanchored));
        // Whatever is brought vouches for the logs, and not for a table that somebody made of them.
        for brought in [&key, &checkpoint] {
            let found = ask(REPORT, brought);
            assert_eq!((found.outcome, found.meaning.as_str()), (Some(Outcome::Unanchored), MANIFEST_ALONE));
        }
        assert_eq!(ask("claim_id\n", &key).outcome, Some(Outcome::Invalid));
        let stranger = SigningKey::from_bytes(&[6; 32]);
        assert_eq!(
            ask(REPORT, &verifier_key("tickmark/0011", &stranger.verifying_key())).outcome,
            Some(Outcome::Diverged)
        );
        let other = Checkpoint { origin: "tickmark/0011".into(), size: 7, root: [9; 32] }.sign(&stranger);
        assert_eq!(ask(REPORT, &other).outcome, Some(Outcome::Diverged));
        let bent = String::from_utf8(bytes.clone()).unwrap().replace("\"size\": 7", "\"size\": 8");
        let bent = drop_on_it(&[("a.csv", REPORT.as_bytes()), ("a.csv.manifest.json", bent.as_bytes())], "");
        assert_eq!(bent.outcome, Some(Outcome::Invalid));
    }

    #[test]
    fn what_cannot_be_verified_is_answered_in_words() {
        assert!(drop_on_it(&[("audit.csv", b"x")], "").meaning.contains("its manifest"));
        assert!(drop_on_it(&[("a", b"x"), ("b", b"y")], "").meaning.contains("Drop one bundle"));
        assert!(drop_on_it(&[], "").meaning.contains("Drop one bundle"));
        assert!(drop_on_it(&[("a.zip", b"PK\x03\x04")], "trust me").meaning.contains("neither a key"));
        assert_eq!(drop_on_it(&[("a.zip", b"PK\x03\x04")], "").outcome, Some(Outcome::Invalid));
    }
}
