//! Verifying a casebook, and the signed heads to keep elsewhere.

use super::session::Session;
use super::terminal::{Page, visible};
use super::timestamp::BeliefArgs;
use super::verify_bundle;
use super::verify_exit::exit;
use super::verify_proof::{self, Evidence};
use super::verify_unknown::unknown;
use actions::record::checkpoint;
use actions::record::policy::{self, Head, Trust, Trusted};
use actions::record::time_bounds::Timing;
use actions::record::verify::{self, Brought, Fault, Verification};
use actions::reports::verify::{Demand, verify_report_by};
use actions::share::bundle;
use record::model::outcome::Outcome;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// The longest file of heads that is read, in bytes.
const HEADS_LIMIT: u64 = 4 << 20;

/// Verify that the record is intact: bytes, trees, checkpoints, texts, captures, tables
///
/// The answer is OK, UNANCHORED, UNKNOWN, DIVERGED or INVALID. A head kept elsewhere, as `tickmark checkpoint` prints it,
/// turns UNANCHORED into OK; heads seen earlier on this machine are compared automatically. The exit code is 4 for
/// DIVERGED and INVALID, 5 for UNKNOWN (a newer version wrote a part of it), and 3 for UNANCHORED if you gave a head, a key
/// or a policy.
///
/// Examples:
///   tickmark verify
///   tickmark verify --head mailed-in-october.txt
///   tickmark verify audit.csv
///   tickmark verify from-ben.zip --head mailed-in-october.txt
///   tickmark verify event.tlog-proof --event event.json --key 'tickmark/10da…+9fd4ecdc+AX…'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct VerifyArgs {
    /// A bundle, an audit report with its manifest, or a proof to verify instead of the casebook
    file: Option<PathBuf>,
    /// Check only bytes, trees and checkpoints
    #[arg(long, conflicts_with = "file")]
    quick: bool,
    /// A signed checkpoint kept elsewhere (repeatable)
    #[arg(long, value_name = "FILE")]
    head: Vec<PathBuf>,
    /// The key of a witness, or of a colleague's log, that you trust (repeatable)
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
    /// The exact bytes of the event a proof is about (default: the .json file beside the proof)
    #[arg(long, value_name = "FILE", requires = "file")]
    event: Option<PathBuf>,
    /// Whom you trust, as a C2SP tlog-policy file (default: your own, if you have one)
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    #[command(flatten)]
    belief: BeliefArgs,
    /// The key of the log a proof is about, from someone you trust (repeatable)
    #[arg(long, value_name = "KEY", requires = "file")]
    key: Vec<String>,
}

impl VerifyArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let heads = self.head.iter().map(read_heads).collect::<Result<Vec<_>>>()?.concat();
        let keys = self.key.iter().map(|key| policy::log_key(key).map(Trusted::Log));
        let trusted =
            self.witness.iter().map(|key| policy::cosigner_key(key)).chain(keys).collect::<Result<Vec<_>>>()?;
        let policy = policy::policy(session.home(), self.policy.as_deref())?;
        let trust = Trust { named: &trusted, policy: policy.as_ref(), for_this: self.policy.is_some() };
        // Who brought something to vouch for the record is not told "done" where it does not.
        let brought = !heads.is_empty() || !trusted.is_empty() || self.policy.is_some();
        if let Some(file) = &self.file {
            if bundle::is_bundle(file)? {
                return match &self.event {
                    None => verify_bundle::verify(session, file, &heads, trust, brought),
                    Some(_) => Err(Error::Invalid("--event is only for proofs, and this is a bundle".into())),
                };
            }
            let evidence = Evidence { event: self.event.as_deref(), heads: &heads, trust };
            return match verify_proof::read(file)? {
                Some(proof) => verify_proof::verify(session, file, &proof, &evidence, brought),
                None if heads.is_empty() && trusted.is_empty() && self.event.is_none() => {
                    let demand = policy.as_ref().map(|policy| Demand { policy, of_every_log: self.policy.is_some() });
                    verify_file(session, file, demand, brought)
                }
                None => Err(Error::Invalid("heads, keys and events are for proofs, and this is not one".into())),
            };
        }
        let casebook = match session.open() {
            Err(Error::NewerCasebook { version, known, .. }) => {
                return show(session, &Verification::of_newer_layout(self.quick, version, known), brought);
            }
            Err(Error::Damaged(fault)) => {
                let faults = vec![Fault { place: "database".into(), fault }];
                let shown = show(session, &Verification::misshapen(self.quick, faults), brought);
                session.terminal.say(format!("hint: {WAYS_BACK}"));
                return shown;
            }
            Err(Error::Misshapen { faults, .. }) => {
                return show(session, &Verification::misshapen(self.quick, faults), brought);
            }
            opened => opened?,
        };
        let belief = self.belief.read(session)?;
        let evidence = Brought { heads: &heads, trust, belief: Some(&belief) };
        let mut progress = session.terminal.progress("verifying");
        let found = verify::verify_with(&casebook, evidence, self.quick, |done, total| progress.at(done, total))?;
        drop(progress);
        show(session, &found, brought)
    }
}

/// What helps whose casebook cannot be opened.
const WAYS_BACK: &str = "keep this file, and go on with a copy: a backup, a colleague's casebook (`tickmark merge`), or \
    a bundle of the whole record (`tickmark init`, then `tickmark merge FILE.zip`). If it came over a network, fetch it again";

fn show(session: &Session, found: &Verification, brought: bool) -> Result<Exit> {
    session.terminal.show("verify", found, |page| compose(page, found))?;
    Ok(exit(found.outcome, brought))
}

/// Verifies an audit report, with the nearest casebook where there is one.
fn verify_file(session: &Session, report: &Path, demand: Option<Demand>, brought: bool) -> Result<Exit> {
    let casebook = session.open_if_there()?;
    let found = verify_report_by(report, casebook.as_ref().map(|casebook| casebook.reader()), demand)?;
    session.terminal.show("verify-report", &found, |page| {
        page.line(format!("{}: {}", found.outcome, meaning_of_report(found.outcome)));
        page.field("rows", Some(format!("{}, of which {} match the casebook now", found.rows, found.same)));
        page.field("changed", (found.changed_since > 0).then(|| format!("{} claims since", found.changed_since)));
        for finding in &found.findings {
            page.line(format!("  {}", visible(finding)));
        }
        if casebook.is_none() {
            page.line("There is no casebook to compare it with: name one with --casebook FILE.");
        }
    })?;
    Ok(exit(found.outcome, brought))
}

fn meaning_of_report(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => {
            "the file, its manifest and the casebook agree (run `tickmark verify` to check the casebook itself)"
        }
        Outcome::Unanchored => "the file matches its manifest, but nobody vouches for the manifest",
        Outcome::Unknown => "the file matches its manifest, but a newer version must read it",
        Outcome::Diverged => "the casebook contradicts it",
        Outcome::Invalid => "this is not what was written",
    }
}

pub(super) fn read_heads(path: &PathBuf) -> Result<Vec<Head>> {
    let file = std::fs::File::open(path).map_err(|error| Error::file(path, &error))?;
    read_notes(path, file)
}

/// Reads one or more signed checkpoints; `path` says in messages where they come from.
pub(super) fn read_notes(path: &Path, from: impl Read) -> Result<Vec<Head>> {
    let text = read_text(path, from)?;
    checkpoint::read(path, &text)
}

pub(super) fn read_text(path: &Path, from: impl Read) -> Result<String> {
    let mut text = String::new();
    from.take(HEADS_LIMIT).read_to_string(&mut text).map_err(|error| Error::file(path, &error))?;
    Ok(text)
}

/// Says how much is not there, where the record is intact without it.
fn gone(found: &Verification) -> String {
    let sound = !matches!(found.outcome, Outcome::Invalid);
    let parts = [(found.erased, "erased"), (found.withheld, "withheld")];
    let parts: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, how)| format!("{count} {how}")).collect();
    if sound && !parts.is_empty() { format!("; intact, {}", parts.join(", ")) } else { String::new() }
}

fn compose(page: &mut Page, found: &Verification) {
    page.line(format!("{}: {}{}", found.outcome, found.outcome.meaning(), gone(found)));
    let looked = if found.quick {
        "bytes, trees and checkpoints only"
    } else {
        "bytes, texts, trees, checkpoints, captures, tables"
    };
    page.field("events", Some(format!("{} ({looked})", found.events)));
    page.field("erased", (found.erased > 0).then(|| format!("{} texts, as events record", found.erased)));
    page.field("withheld", (found.withheld > 0).then(|| format!("{} texts", found.withheld)));
    page.field("quotes", (found.reread.quotes > 0).then(|| format!("{} found again", found.reread.quotes)));
    page.field(
        "altered",
        (found.reread.altered > 0)
            .then(|| format!("{} recorded in other words than the source's", found.reread.altered)),
    );
    page.field("cells", (found.reread.cells > 0).then(|| format!("{} read again", found.reread.cells)));
    page.field(
        "computed",
        (found.reread.derivations > 0).then(|| format!("{} computed again", found.reread.derivations)),
    );
    page.field(
        "unopened",
        (found.reread.unopened > 0).then(|| format!("{} findings in sealed or erased captures", found.reread.unopened)),
    );
    page.field("files", (found.captures > 0).then(|| format!("{} kept files hashed again", found.captures)));
    let unasked = !found.quick && !found.search_checked && !found.logs.is_empty();
    page.field("not checked", unasked.then_some("the full-text index, since the file can only be read here"));
    for log in &found.logs {
        let actor = visible(log.actor.as_deref().unwrap_or("(name withheld)"));
        let vouched = |size: u64, by: &str| match size {
            0 => String::new(),
            size if size == log.size => format!(", vouched for by {by}"),
            size => format!(", its first {size} vouched for by {by}"),
        };
        let anchored = vouched(log.anchored, "a head kept elsewhere");
        let witnessed = vouched(log.witnessed, "a witness");
        let by_policy = vouched(log.by_policy, "your policy");
        let ended = log.successor.as_ref().map(|by| format!(", ended and continues as {by}")).unwrap_or_default();
        page.field(
            "log",
            Some(format!("{} by {actor}: {} events{anchored}{witnessed}{by_policy}{ended}", log.origin, log.size)),
        );
    }
    timing(page, &found.timing);
    let unmet = || found.logs.iter().filter_map(|log| Some((log, log.policy_says.as_ref()?)));
    if unmet().next().is_some() {
        page.heading("Not vouched for under your policy");
    }
    for (log, said) in unmet() {
        page.line(format!("  log {}: {}", log.origin, visible(said)));
    }
    let revoked = || found.logs.iter().flat_map(|log| log.revoked.iter().map(move |key| (log, key)));
    if revoked().next().is_some() {
        page.heading("Keys that cannot be trusted");
    }
    for (log, key) in revoked() {
        let by = visible(key.revocation.actor.as_deref().unwrap_or("(name withheld)"));
        let reason = key.revocation.reason.as_ref().map(|reason| format!(" ({})", visible(reason))).unwrap_or_default();
        let (trusted, after) = (key.revocation.size, key.after);
        let says = match key.revocation.counts {
            true => format!("{by} revoked its key beyond the first {trusted} events{reason}; it signed {after} after"),
            false => format!(
                "{by}, a stranger to this log, says that its key was revoked beyond the first {trusted} events{reason}; \
                 only its own writer and whoever opened the casebook can revoke it, so this changes nothing"
            ),
        };
        page.line(format!("  log {}: {says}", log.origin));
        for id in &key.later {
            page.line(format!("    {}", id.short()));
        }
    }
    unknown(page, &found.unknown, found.unknown_count);
    if !found.faults.is_empty() {
        page.heading("What is wrong, and where");
    }
    for fault in &found.faults {
        page.line(format!("  {}: {}", visible(&fault.place), visible(&fault.fault)));
    }
    if found.fault_count > found.faults.len() {
        page.line(format!("  … and {} more", found.fault_count - found.faults.len()));
    }
    if found.outcome == Outcome::Unanchored && !found.logs.is_empty() {
        page.line(
            "To have someone vouch for it, keep a head elsewhere (`tickmark checkpoint > head.txt`, and mail it), or ask a witness (`tickmark witness request`).",
        );
    }
}

/// Says when the events were recorded, as far as somebody vouches for it.
fn timing(page: &mut Page, timing: &Timing) {
    for log in &timing.logs {
        let existed = log.stretches.iter().rev().find_map(|part| Some((part.until, part.bracket.not_after?)));
        let came = log.stretches.iter().rev().find_map(|part| Some((part, part.bracket.not_before?)));
        let came = came.map(|(last, time)| {
            let from = log.stretches.iter().find(|part| part.bracket.not_before == Some(time)).unwrap_or(last).from;
            (from, time)
        });
        let existed = existed.map(|(until, time)| format!("the first {until} events not after {time}"));
        let came = came.map(|(from, time)| format!("those after the first {from} not before {time}"));
        let both: Vec<String> = existed.into_iter().chain(came).collect();
        page.field("times", Some(format!("{}: {}", log.log, both.join("; "))));
    }
    if timing.outside_count > 0 {
        page.heading("Claimed times that cannot be true");
    }
    for event in &timing.outside {
        let bounds = [("not before", event.bracket.not_before), ("not after", event.bracket.not_after)];
        let bounds: Vec<_> = bounds.iter().filter_map(|(word, time)| Some(format!("{word} {}", (*time)?))).collect();
        page.line(format!(
            "  event {} claims {}; it was recorded {}",
            event.event.short(),
            event.time,
            bounds.join(", ")
        ));
    }
    if timing.outside_count > timing.outside.len() {
        page.line(format!("  … and {} more", timing.outside_count - timing.outside.len()));
    }
}

/// Print the signed head of every log, to keep elsewhere
///
/// Each is a C2SP signed note. With a head kept elsewhere, you can tell later whether the log was rewritten: `tickmark
/// verify --head FILE`.
#[derive(clap::Args)]
pub struct CheckpointArgs {
    /// Only this person's logs
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
}

impl CheckpointArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let heads = checkpoint::signed(&casebook, self.actor.as_deref())?;
        let notes: Vec<&str> = heads.iter().map(|head| head.note.as_str()).collect();
        session.terminal.show("checkpoint", &heads, |page| page.line(notes.join("\n").trim_end()))?;
        Ok(Exit::Done)
    }
}
