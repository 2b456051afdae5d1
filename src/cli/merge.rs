//! Merging.

use super::session::Session;
use super::terminal::{Page, Progress, Terminal, visible, visible_path};
use actions::share::bundle::{self, unpacking};
use actions::share::merge::{self, Ahead, HeldErasure, Merged, Stage, TakenLog, Terms};
use record::model::id::Id;
use std::path::PathBuf;
use store::error::{Exit, Result};

/// How many claims are named one by one.
const NAMED: usize = 8;

/// Merge what a colleague recorded in a copy of this casebook, in their own casebook, or in a bundle
///
/// The other file is verified first and left unchanged. Its events are added exactly as they are: none is rewritten,
/// renumbered or signed again. Everyone with the same events sees the same board. Either everything is merged or
/// nothing.
///
/// Examples:
///   tickmark merge from-ben/casebook.db --dry-run
///   tickmark merge from-ben/casebook.db
///   tickmark merge from-ben.zip
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct MergeArgs {
    /// The other casebook, or a bundle of the whole of it
    file: PathBuf,
    /// Show what would be merged without changing anything
    #[arg(long)]
    dry_run: bool,
    /// Carry out this person's erasures of what others recorded here (repeatable)
    #[arg(long, value_name = "NAME")]
    accept_erasures: Vec<String>,
    /// Merge nothing of this log (repeatable)
    #[arg(long, value_name = "LOG")]
    leave_out: Vec<String>,
}

impl MergeArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut casebook = session.open()?;
        let mut watch = Watch::of(&session.terminal);
        let unpacked = match bundle::is_bundle(&self.file)? {
            true => Some(unpacking::unpack(&self.file, &mut |done| watch.at(Stage::Verifying, done, done))?),
            false => None,
        };
        let other = unpacked.as_ref().map_or_else(|| self.file.clone(), |unpacked| unpacked.path());
        let terms = Terms { rehearsal: self.dry_run, erasers: &self.accept_erasures, left_out: &self.leave_out };
        let mut merged =
            merge::merge_on(&mut casebook, &other, terms, |stage, done, total| watch.at(stage, done, total))?;
        merged.file.clone_from(&self.file);
        drop(watch);
        session.terminal.show("merge", &merged, |page| compose(page, &merged))?;
        if merged.erased > 0 && !merged.swept {
            session.terminal.say("another program has the casebook open: run `tickmark rebuild` once it is closed, to clear traces from free pages");
        }
        next_steps(&merged).iter().for_each(|step| session.terminal.say(step));
        Ok(Exit::Done)
    }
}

/// A bar for each stage.
struct Watch<'a> {
    terminal: &'a Terminal,
    shown: Option<(Stage, Progress)>,
}

impl<'a> Watch<'a> {
    fn of(terminal: &'a Terminal) -> Self {
        Self { terminal, shown: None }
    }

    fn at(&mut self, stage: Stage, done: u64, total: u64) {
        if self.shown.as_ref().is_none_or(|(shown, _)| *shown != stage) {
            let what = match stage {
                Stage::Verifying => "verifying",
                Stage::Taking => "merging",
                Stage::Folding => "rebuilding",
            };
            self.shown = Some((stage, self.terminal.progress(what)));
        }
        if let Some((_, progress)) = &mut self.shown {
            progress.at(done, total);
        }
    }
}

fn compose(page: &mut Page, merged: &Merged) {
    let file = visible_path(&merged.file);
    if (merged.events, merged.cosignatures) == (0, 0) {
        page.line(format!("{file} contains nothing new"));
        ahead(page, &merged.ahead);
        return;
    }
    let came = if merged.rehearsal { "would come" } else { "came" };
    page.line(format!("{} {came} from {file}", counted(merged.events, "event")));
    merged.logs.iter().for_each(|log| page.line(format!("  {}", words(log))));
    let some = |count: u64| (count > 0).then(|| count.to_string());
    page.field("new claims", some(merged.claims.len() as u64));
    page.field("files", (merged.files > 0).then(|| format!("{} ({} bytes)", merged.files, merged.bytes)));
    page.field("contested", named(&merged.contested));
    page.field("stale", named(&merged.stale));
    page.field("ambiguous", (!merged.ambiguous.is_empty()).then(|| visible(&merged.ambiguous.join(", "))));
    page.field("cosignatures", some(merged.cosignatures));
    page.field("withheld", some(merged.withheld));
    page.field("erased here", some(merged.erased));
    for HeldErasure { by, log, of, event, texts } in merged.held.iter().take(NAMED) {
        let by = visible(by.as_deref().unwrap_or(log));
        page.field(
            "held",
            Some(format!("{by} erased {} of {} (event {})", counted(*texts, "text"), visible(of), event.short())),
        );
    }
    ahead(page, &merged.ahead);
}

fn words(log: &TakenLog) -> String {
    let kinds: Vec<_> = log.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let actor = log.actor.as_deref().map_or_else(|| log.origin.clone(), visible);
    let new = if log.new { ", a new log" } else { "" };
    format!("{actor}: {}{new} ({})", counted(log.events, "event"), kinds.join(", "))
}

fn ahead(page: &mut Page, ahead: &[Ahead]) {
    let logs = ahead.iter().map(|log| {
        format!(
            "{} of {}",
            counted(log.events, "event"),
            log.actor.as_deref().map_or_else(|| log.origin.clone(), visible)
        )
    });
    let logs: Vec<_> = logs.collect();
    page.field("not there", (!logs.is_empty()).then(|| logs.join(", ")));
}

fn named(claims: &[Id]) -> Option<String> {
    let ids: Vec<_> = claims.iter().take(NAMED).map(Id::short).collect();
    let more = if claims.len() > NAMED { format!(" and {} more", claims.len() - NAMED) } else { String::new() };
    (!claims.is_empty()).then(|| format!("{} ({}{more})", claims.len(), ids.join(" ")))
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn next_steps(merged: &Merged) -> Vec<String> {
    let mut steps = Vec::new();
    if merged.rehearsal && merged.events > 0 {
        steps.push(format!("nothing was changed; merge it with `tickmark merge {}`", visible_path(&merged.file)));
    }
    if !merged.ahead.is_empty() && !merged.rehearsal {
        steps.push(
            "to get what is missing there, run `tickmark merge` in the other casebook with a copy of this one".into(),
        );
    }
    if let Some(claim) = merged.contested.first() {
        steps.push(format!("resolve contested claims: `tickmark resolve {} VERDICT --note …`", claim.short()));
    }
    if let Some(claim) = merged.stale.first() {
        steps.push(format!("check stale claims again: `tickmark claim show {}`", claim.short()));
    }
    if let Some(name) = merged.ambiguous.first() {
        steps.push(format!("`{}` now refers to several items: use their ids", name.escape_debug()));
    }
    steps
}
