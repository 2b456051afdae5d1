//! Filing the bytes of a source.

use super::session::Session;
use super::terminal::{shortened, visible, visible_lines, visible_path};
use actions::drafts::read::Account;
use actions::sources::{capture, fetch};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use store::error::{Error, Exit, Result};

/// Save what a source contains, from a file or a web address; list and extract captures
///
/// Only the address that you give is fetched. Use `capture again` to fetch a source again and see what changed.
///
/// Examples:
///   tickmark capture report.pdf --source 99ab
///   tickmark capture https://example.org/news/1
///   tickmark capture again 99ab
///   tickmark capture --list
///   tickmark capture --extract 7d20 --to report.pdf
#[derive(clap::Args)]
#[command(
    verbatim_doc_comment,
    args_conflicts_with_subcommands = true,
    group = clap::ArgGroup::new("what").required(true).args(["file", "list", "show", "extract", "text", "account"])
)]
pub struct CaptureArgs {
    #[command(subcommand)]
    again: Option<CaptureCommand>,
    /// A file, or an address that begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
    file: Option<String>,
    /// The source it belongs to (default for an address: the source with that address, or a new one)
    #[arg(long, value_name = "ID", requires = "file")]
    source: Option<String>,
    /// Its media type, if the file name does not show it
    #[arg(long, value_name = "TYPE", requires = "file")]
    media_type: Option<String>,
    /// A host that may resolve to a private address
    #[arg(long, value_name = "HOST", requires = "file")]
    allow: Vec<String>,
    /// Encrypt it, and keep its name out of every list and report
    #[arg(long, requires = "file")]
    confidential: bool,
    /// Who else may open it; they must have recorded something in this casebook
    #[arg(long = "open-to", value_name = "ACTOR", value_delimiter = ',', requires = "confidential")]
    open_to: Vec<String>,
    /// List all captures
    #[arg(long)]
    list: bool,
    /// Show everything known about a capture: where it came from, and how
    #[arg(long, value_name = "ID")]
    show: Option<String>,
    /// Print the text of a capture
    #[arg(long, value_name = "ID")]
    text: Option<String>,
    /// Print the account of how a capture was read: what was taken, left out, hidden, struck or changed
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Write the bytes of a capture to a file
    #[arg(long, value_name = "ID", requires = "to")]
    extract: Option<String>,
    /// The file to write; it must not exist yet
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// What else is done with captures.
#[derive(clap::Subcommand)]
pub enum CaptureCommand {
    /// Fetch a source again and show what has changed since it was captured
    ///
    /// The exit code is 3 if a quote is no longer there, or if the source could not be fetched.
    Again {
        /// The source, or one of its captures
        source: String,
        /// A host that may resolve to a private address
        #[arg(long, value_name = "HOST")]
        allow: Vec<String>,
    },
}

#[derive(Serialize)]
struct Captured<'a> {
    id: record::model::id::Id,
    sha256: record::model::id::Id,
    bytes: u64,
    characters: Option<usize>,
    warnings: &'a [String],
}

impl CaptureArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        if let Some(CaptureCommand::Again { source, allow }) = &self.again {
            return again(session, source, allow);
        }
        if let Some(capture) = &self.show {
            return show(session, capture).map(|()| Exit::Done);
        }
        if let Some(capture) = &self.text {
            return text(session, capture).map(|()| Exit::Done);
        }
        if let Some(capture) = &self.account {
            return account(session, capture).map(|()| Exit::Done);
        }
        match (&self.file, &self.extract, &self.to) {
            (Some(file), _, _) if is_address(file) => self.fetch(session, file)?,
            (Some(file), _, _) => self.take_in(session, &PathBuf::from(file))?,
            (None, Some(capture), Some(to)) => extract(session, capture, to)?,
            _ => list(session)?,
        }
        Ok(Exit::Done)
    }

    fn take_in(&self, session: &Session, file: &PathBuf) -> Result<()> {
        let total = std::fs::metadata(file).map_err(|error| Error::file(file, &error))?.len() * 2;
        let progress = std::cell::RefCell::new(session.terminal.progress("saving"));
        let new = capture::NewCapture {
            source: self.source.as_deref(),
            media_type: self.media_type.as_deref(),
            confidential: self.confidential.then_some(&self.open_to[..]),
            ..capture::NewCapture::of_file(file)
        };
        let filed = capture::file(&mut session.open()?, &session.actor()?, new, |done| {
            progress.borrow_mut().at(done, total);
        })?;
        drop(progress);
        tell(session, &filed)
    }

    fn fetch(&self, session: &Session, address: &str) -> Result<()> {
        let wanted = fetch::Wanted {
            address,
            source: self.source.as_deref(),
            media_type: self.media_type.as_deref(),
            allow: &self.allow,
            confidential: self.confidential.then_some(&self.open_to[..]),
        };
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let mut progress = session.terminal.progress("fetching");
        let caught = fetch::capture(&mut casebook, &actor, &wanted, |done, total| {
            progress.at(done, total.unwrap_or(done));
        })?;
        drop(progress);
        tell(session, &caught.filed)?;
        if caught.answered != address {
            session.terminal.say(format!("answered by {}", visible(&caught.answered)));
        }
        if let Some(source) = caught.new_source {
            session.terminal.say(format!("added source {} for it", source.short()));
        }
        if caught.may_be_short {
            session.terminal.say("the server did not give the page's length: check that it is complete");
        }
        Ok(())
    }
}

fn is_address(file: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| file.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn tell(session: &Session, filed: &capture::Filed) -> Result<()> {
    let capture::Filed { id, sha256, bytes, characters, ref warnings } = *filed;
    let captured = Captured { id, sha256, bytes, characters, warnings };
    session.terminal.show("captured", &captured, |page| {
        page.line(format!("capture {}  {} bytes", captured.id.short(), captured.bytes));
        page.field("sha256", Some(captured.sha256.hex()));
        let text = match captured.characters {
            Some(characters) => format!("{characters} characters; print them with --text {}", captured.id.short()),
            None => "none could be read".into(),
        };
        page.field("text", Some(text));
        captured.warnings.iter().for_each(|warning| page.field("note well", Some(visible(warning))));
    })
}

fn again(session: &Session, source: &str, allow: &[String]) -> Result<Exit> {
    let (mut casebook, actor) = (session.open()?, session.actor()?);
    let mut progress = session.terminal.progress("fetching");
    let again = fetch::again(&mut casebook, &actor, source, allow, |done, total| {
        progress.at(done, total.unwrap_or(done));
    })?;
    drop(progress);
    session.terminal.show("captured-again", &again, |page| {
        match (&again.missed, again.now) {
            (Some(reason), _) => page.line(format!("not fetched (recorded): {}", visible(reason))),
            (None, Some(now)) => page.line(format!("capture {}  {}", now.short(), what_changed(&again))),
            (None, None) => {}
        }
        again.gone.iter().for_each(|line| page.line(format!("  - {}", shortened(line, 160))));
        again.new.iter().for_each(|line| page.line(format!("  + {}", shortened(line, 160))));
        for lost in &again.lost_quotes {
            let (claim, evidence) = (lost.claim.short(), lost.evidence.short());
            page.line(format!(
                "claim {claim}, evidence {evidence}: the source no longer says “{}”",
                shortened(&lost.quote, 100)
            ));
        }
    })?;
    let fine = again.missed.is_none() && again.lost_quotes.is_empty();
    Ok(if fine { Exit::Done } else { Exit::Problem })
}

fn what_changed(again: &fetch::Again) -> &'static str {
    match (again.same_bytes, again.same_text) {
        (true, _) => "the same bytes as before",
        (false, true) => "different bytes, the same text as before",
        (false, false) => "the text has changed",
    }
}

/// A capture with the way by which it came.
#[derive(Serialize)]
struct CapturePage {
    #[serde(flatten)]
    capture: record::model::entities::Capture,
    actor: String,
    redirects: Vec<String>,
    headers: Vec<String>,
}

fn show(session: &Session, capture: &str) -> Result<()> {
    let casebook = session.open()?;
    let capture::Told { capture, actor, redirects, headers } = capture::read(&casebook, capture)?;
    let shown = CapturePage { capture, actor, redirects, headers };
    session.terminal.show("capture", &shown, |page| {
        let capture = &shown.capture;
        page.heading(&visible(capture.name.as_deref().unwrap_or("(name withheld)")));
        page.field("id", Some(capture.id.hex()));
        page.field("source", capture.source.map(|source| source.short()));
        page.field("again", capture.again.map(|again| format!("repeats {}", again.short())));
        page.field("came in", Some(format!("{} by {} on {}", capture.method, visible(&shown.actor), capture.time)));
        page.field("kept back", capture.confidential.then_some("encrypted, and its name is kept out of lists"));
        page.field("bytes", Some(capture.bytes.to_string()));
        let words = [
            ("media type", &capture.media_type),
            ("sha256", &capture.sha256),
            ("before", &capture.plain_sha256),
            ("text", &capture.text_sha256),
            ("tool", &capture.tool),
            ("asked", &capture.asked),
            ("answered", &capture.answered),
            ("status", &capture.http_status),
            ("fetched at", &capture.captured_at),
        ];
        words.iter().for_each(|(name, word)| page.field(name, word.as_deref()));
        shown.redirects.iter().for_each(|line| page.field("redirect", Some(line)));
        shown.headers.iter().for_each(|line| page.field("header", Some(line)));
    })
}

fn text(session: &Session, capture: &str) -> Result<()> {
    let document = capture::text(&session.open()?, capture)?;
    session.terminal.show("capture-text", &document, |page| {
        let main = document.main_text();
        page.line(visible_lines(main));
        let outside = document.text[main.len()..].trim();
        if !outside.is_empty() {
            page.line("\n-- outside the main text --\n");
            page.line(visible_lines(outside));
        }
    })
}

/// What a reader saw beside the text of a capture.
#[derive(Serialize)]
struct AccountPage {
    format: String,
    warnings: Vec<String>,
    #[serde(flatten)]
    account: Account,
}

fn account(session: &Session, capture: &str) -> Result<()> {
    let document = capture::text(&session.open()?, capture)?;
    let shown =
        AccountPage { format: document.format.to_string(), warnings: document.warnings, account: document.account };
    session.terminal.show("capture-account", &shown, |page| {
        page.field("format", Some(&shown.format));
        account_lines(&shown.account).into_iter().for_each(|(name, words)| page.field(name, Some(visible(&words))));
        shown.warnings.iter().for_each(|warning| page.field("note well", Some(visible(warning))));
    })
}

/// Gives the lines of an account, each with its name.
fn account_lines(account: &Account) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let found = [("headline", &account.headline), ("byline", &account.byline), ("published", &account.published)];
    for (name, found) in found {
        lines.extend(found.iter().map(|found| (name, format!("{} (from {})", found.words, found.place))));
    }
    lines.extend(account.encoding.iter().map(|one| ("encoding", format!("{}: {}", one.name, one.why))));
    if let Some(share) = account.share_taken() {
        lines.push(("taken", format!("{} words, {share} % of the page", account.taken)));
    }
    lines.extend(account.left.iter().map(|(part, words)| ("left out", format!("{words} words: {}", part.name()))));
    let runs = [
        ("hidden", &account.hidden),
        ("struck", &account.struck),
        ("note mark", &account.note_marks),
        ("picture", &account.pictures),
        ("header", &account.headers),
        ("footer", &account.footers),
    ];
    for (name, runs) in runs {
        lines.extend(runs.words.iter().map(|words| (name, words.clone())));
    }
    for by in &account.changes {
        let author = by.author.as_deref().unwrap_or("not named");
        let last = by.last.as_deref().map(|last| format!(", last at {last}")).unwrap_or_default();
        lines.push(("changes", format!("{author}: {} inserted, {} deleted{last}", by.insertions, by.deletions)));
    }
    for (name, pages) in [("turned", &account.turned_pages), ("no text", &account.pages_without_text)] {
        lines.extend(pages.iter().map(|page| (name, format!("page {page}"))));
    }
    lines
}

fn list(session: &Session) -> Result<()> {
    let captures = capture::list(&session.open()?)?;
    session.terminal.show("capture-list", &captures, |page| {
        let rows = captures.iter().map(|capture| {
            let withheld = || "(withheld)".to_string();
            let name = capture.name.clone().unwrap_or_else(withheld);
            let hash = capture.sha256.as_ref().map_or_else(withheld, |hash| hash[..16].to_string());
            let source = capture.source.map(|source| source.short()).unwrap_or_default();
            vec![capture.id.short(), capture.bytes.to_string(), source, hash, name]
        });
        page.table(&["id", "bytes", "source", "sha256", "name"], rows.collect());
    })
}

fn extract(session: &Session, capture: &str, to: &PathBuf) -> Result<()> {
    let casebook = session.open()?;
    let mut file = std::fs::File::create_new(to).map_err(|error| Error::making(to, &error))?;
    let poured = capture::pour(&casebook, capture, &mut file)
        .and_then(|bytes| file.flush().map(|()| bytes).map_err(|error| Error::file(to, &error)));
    if poured.is_err() {
        // Bytes that failed their check must not lie about under the name of the capture.
        let _ = std::fs::remove_file(to);
    }
    let bytes = poured?;
    session.terminal.show("extracted", &serde_json::json!({"file": to, "bytes": bytes}), |page| {
        page.line(format!("wrote {} ({bytes} bytes, SHA-256 unchanged)", visible_path(to)));
    })
}
