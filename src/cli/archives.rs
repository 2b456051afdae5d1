//! Taking in what others archived: the options of each kind, and what came of it.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::import::archive::{self, Holding, PassedOver, Summary, Taken, Wanted};
use std::path::PathBuf;
use store::error::{Exit, Result};

/// How many new things are listed once they are taken in; a dry run lists all that are kept.
const LISTED: usize = 20;

/// How many records at fault are named.
const FAULTS: usize = 20;

/// Which web archive, and how much of it.
#[derive(clap::Args)]
pub struct ArchiveArgs {
    /// The file
    file: PathBuf,
    /// Include scripts, styles, fonts, pictures and recordings
    #[arg(long)]
    all: bool,
    /// List what would be imported without writing anything
    #[arg(long)]
    dry_run: bool,
}

/// Which library, and where its files lie.
#[derive(clap::Args)]
pub struct LibraryArgs {
    /// The file
    file: PathBuf,
    /// Another folder in which to look for attached files
    #[arg(long, value_name = "DIR")]
    attachments: Option<PathBuf>,
    /// List what would be imported without writing anything
    #[arg(long)]
    dry_run: bool,
}

/// Which table, and where its files lie.
#[derive(clap::Args)]
pub struct LinksArgs {
    /// The file
    file: PathBuf,
    /// Another folder in which to look for archived files
    #[arg(long, value_name = "DIR")]
    attachments: Option<PathBuf>,
    /// Include scripts, styles, fonts, pictures and recordings in WACZ files
    #[arg(long)]
    all: bool,
    /// List what would be imported without writing anything
    #[arg(long)]
    dry_run: bool,
}

impl ArchiveArgs {
    pub fn run(&self, session: &Session, holding: Holding) -> Result<Exit> {
        let wanted = Wanted { file: &self.file, holding, all: self.all, attachments: None };
        take_in(session, &wanted, self.dry_run)
    }
}

impl LibraryArgs {
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let attachments = self.attachments.as_deref();
        let wanted = Wanted { file: &self.file, holding: Holding::Library, all: false, attachments };
        take_in(session, &wanted, self.dry_run)
    }
}

impl LinksArgs {
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let attachments = self.attachments.as_deref();
        let wanted = Wanted { file: &self.file, holding: Holding::Links, all: self.all, attachments };
        take_in(session, &wanted, self.dry_run)
    }
}

fn take_in(session: &Session, wanted: &Wanted, dry_run: bool) -> Result<Exit> {
    let mut casebook = session.open()?;
    let mut progress = session.terminal.progress("importing");
    let told = &mut |done, total| progress.at(done, total);
    let summary = match dry_run {
        true => archive::rehearse(&casebook, wanted, told)?,
        false => archive::take_in(&mut casebook, &session.actor()?, wanted, told)?,
    };
    drop(progress);
    session.terminal.show("import-archive", &summary, |page| compose(page, &summary))?;
    let elsewhere = |notice: &String| ["outside the folder", "no such file"].iter().any(|end| notice.ends_with(end));
    if wanted.attachments.is_none() && summary.notices.iter().any(elsewhere) {
        session.terminal.say("use `--attachments DIR` to import files from another folder");
    }
    Ok(if summary.fault_count == 0 { Exit::Done } else { Exit::Problem })
}

fn compose(page: &mut Page, summary: &Summary) {
    let (file, format) = (visible(&summary.file), &summary.format);
    page.line(match (summary.adds_nothing(), summary.dry_run) {
        (true, _) => format!("{file} ({format}): nothing new"),
        (false, true) => format!("{file} ({format}): nothing written yet; this is what would be imported"),
        (false, false) => format!("{file} ({format}): imported"),
    });
    page.field("made by", summary.software.as_ref().map(|software| shortened(software, 80)));
    let Summary { sources, captures, missed, .. } = summary;
    page.field("sources", Some(format!("{} new, {} already known", sources.new, sources.known)));
    let bytes = if captures.new > 0 { format!(", {} bytes", summary.bytes) } else { String::new() };
    page.field("captures", Some(format!("{} new{bytes}, {} filed already", captures.new, captures.known)));
    let shown = missed.new + missed.known > 0;
    page.field("not archived", shown.then(|| format!("{} newly recorded, {} already known", missed.new, missed.known)));
    page.field("skipped", passed_over(&summary.passed_over));
    taken(page, summary);
    left_out(page, "Left out because of errors", &summary.faults, summary.fault_count);
    left_out(page, "Not imported", &summary.notices, summary.notice_count);
}

fn passed_over(passed_over: &PassedOver) -> Option<String> {
    let PassedOver { other_types, other_answers, empty, revisits } = *passed_over;
    let counts = [
        (other_types, "not documents (`--all` includes them)"),
        (other_answers, "redirects, errors or partial answers"),
        (empty, "empty"),
        (revisits, "records of unchanged pages"),
    ];
    let shown: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

fn taken(page: &mut Page, summary: &Summary) {
    if summary.taken.is_empty() {
        return;
    }
    let most = if summary.dry_run { summary.taken.len() } else { LISTED };
    page.heading("New");
    let rows = summary.taken.iter().take(most).map(cells).collect();
    page.table(&["what", "date", "type", "bytes", "title", "address"], rows);
    more(page, summary.taken_count, most.min(summary.taken.len()));
}

fn cells(taken: &Taken) -> Vec<String> {
    let text = |text: &Option<String>, columns| shortened(text.as_deref().unwrap_or_default(), columns);
    let what = if taken.what == "missed" { "not archived" } else { taken.what };
    vec![
        what.to_string(),
        text(&taken.date, 20),
        text(&taken.media_type, 24),
        taken.bytes.map(|bytes| bytes.to_string()).unwrap_or_default(),
        text(&taken.title, 40),
        text(&taken.address, 80),
    ]
}

fn left_out(page: &mut Page, heading: &str, lines: &[String], count: u64) {
    if count == 0 {
        return;
    }
    page.heading(heading);
    lines.iter().take(FAULTS).for_each(|line| page.line(format!("  {}", shortened(line, 300))));
    more(page, count, lines.len().min(FAULTS));
}

fn more(page: &mut Page, count: u64, shown: usize) {
    if count > shown as u64 {
        page.line(format!("  and {} more", count - shown as u64));
    }
}
