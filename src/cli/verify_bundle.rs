//! Verifying a bundle, without any casebook.

use super::session::Session;
use super::terminal::{Page, visible};
use super::verify_exit::exit;
use actions::record::policy::{Head, Trust};
use actions::share::bundle::verify::{self as bundle, FoundLog, Verdict};
use record::model::outcome::Outcome;
use std::path::Path;
use store::error::{Exit, Result};

/// Verifies a bundle by what is in it, by what was brought along, and by heads seen on this machine before.
pub fn verify(session: &Session, file: &Path, heads: &[Head], trust: Trust, brought: bool) -> Result<Exit> {
    let mut progress = session.terminal.progress("verifying");
    let found = bundle::verify(session.home(), file, heads, trust, |done, size| progress.at(done, size))?;
    drop(progress);
    session.terminal.show("verify-bundle", &found, |page| compose(page, &found))?;
    Ok(exit(found.outcome, brought))
}

fn compose(page: &mut Page, found: &Verdict) {
    page.line(format!("{}: {}", found.outcome, found.meaning()));
    let Verdict { events, of, shown, withheld, erased, kept_back, files, absent, timestamps, .. } = found;
    let what = if found.full { "the whole record" } else { "an excerpt" };
    page.field("events", Some(format!("{events} of {of} ({what})")));
    page.field("repacked", (!found.repacked.is_empty()).then(|| visible(&found.repacked.join(", ")).to_string()));
    page.field("kept back", (*kept_back > 0).then(|| format!("{kept_back} events, shown only by their hash")));
    page.field("texts", Some(format!("{shown} shown, {withheld} withheld")));
    page.field("erased", (*erased > 0).then(|| format!("{erased} texts, as events record")));
    let missing = if *absent > 0 { format!(", {absent} named but missing") } else { String::new() };
    page.field("files", (files + absent > 0).then(|| format!("{files} hashed again{missing}")));
    page.field(
        "timestamps",
        (*timestamps > 0).then(|| format!("{timestamps} attached (see who vouches with `tickmark timestamp verify`)")),
    );
    let by = found.packed_by.as_deref().unwrap_or_default();
    page.field("packed by", found.packed_by.as_ref().map(|origin| format!("the writer of {}", visible(origin))));
    for file in &found.as_packed {
        page.field(
            "as packed",
            Some(format!("{}, as the writer of {} has it; not made again", visible(file), visible(by))),
        );
    }
    found.logs.iter().for_each(|log| page.field("log", Some(words(log))));
    let unmet = || found.logs.iter().filter_map(|log| Some((log, log.policy_says.as_ref()?)));
    if unmet().next().is_some() {
        page.heading("Not vouched for under your policy");
    }
    unmet().for_each(|(log, said)| page.line(format!("  log {}: {}", visible(&log.origin), visible(said))));
    if !found.unvouched.is_empty() {
        page.heading("What nobody vouches for");
    }
    found.unvouched.iter().for_each(|file| page.line(format!("  not vouched for: {}", visible(file))));
    super::verify_unknown::unknown(page, &found.unknown, found.unknown_count);
    if !found.faults.is_empty() {
        page.heading("What is wrong, and where");
    }
    for fault in &found.faults {
        page.line(format!("  {}: {}", visible(&fault.place), visible(&fault.fault)));
    }
    if found.fault_count > found.faults.len() {
        page.line(format!("  … and {} more", found.fault_count - found.faults.len()));
    }
    if found.outcome == Outcome::Unanchored {
        page.line(
            "To have it vouched for, give a head that you kept (--head FILE), the key of each log as its writer told you (--key KEY), or a witness (--witness KEY).",
        );
    }
}

fn words(log: &FoundLog) -> String {
    let actor = visible(log.actor.as_deref().unwrap_or("(name withheld)"));
    let vouched = |size: u64, by: &str| match size {
        0 => String::new(),
        size if size == log.size => format!(", vouched for by {by}"),
        size => format!(", its first {size} vouched for by {by}"),
    };
    let (anchored, trusted) =
        (vouched(log.anchored, "a head kept elsewhere"), vouched(log.witnessed, "a key you trust"));
    let policy = vouched(log.by_policy, "your policy");
    let after = match log.after_revocation {
        0 => String::new(),
        count => format!(", the last {count} after its key was revoked"),
    };
    let (origin, events, size) = (visible(&log.origin), log.events, log.size);
    format!("{origin} by {actor}: {events} of {size} events{anchored}{trusted}{policy}{after}")
}
