//! Drafts.

use super::session::Session;
use super::terminal::{Page, shortened, visible, visible_lines};
use actions;
use actions::drafts::fate::Fate;
use actions::drafts::read::{Document, Reading};
use actions::drafts::revise::{self, Carried, Revision};
use actions::drafts::{add, read as reading, suggest};
use anstyle::AnsiColor;
use record::model::words::Status;
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Add and compare the drafts of a piece
#[derive(clap::Subcommand)]
pub enum DraftCommand {
    /// Add one version of a piece's text: plain text, Markdown, HTML, DOCX, ODT, PDF or EPUB
    ///
    /// Tickmark keeps its bytes, its text with places, and the comments attached to it. Claims that identify their text
    /// by its hash are tied to it.
    ///
    /// Example: tickmark draft add story.docx
    Add {
        /// The file, or - for standard input
        file: PathBuf,
        /// Read the text as it was before the tracked changes
        #[arg(long)]
        original: bool,
        /// The piece (optional if there is only one)
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
    },
    /// Add the next version, and show which claims still hold, which were touched, and what is new
    ///
    /// Every claim is looked for in the new text: unchanged, moved, edited (a person must look again), or lost (it is
    /// cut, and restored if its text comes back). A claim never moves to a mere look-alike.
    ///
    /// Example: tickmark draft revise story-2.docx --dry-run
    Revise {
        /// The file, or - for standard input
        file: PathBuf,
        /// Read the text as it was before the tracked changes
        #[arg(long)]
        original: bool,
        /// Show what would happen without changing anything
        #[arg(long)]
        dry_run: bool,
        /// The piece (optional if there is only one)
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
    },
    /// Compare two drafts line by line, with the claims in the margin
    Diff {
        /// The older draft (default: the one before the latest)
        #[arg(requires = "new")]
        old: Option<String>,
        /// The newer draft (default: the latest)
        new: Option<String>,
        /// The piece (optional if there is only one)
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
    },
    /// Print the latest draft of a piece, with the comments attached to it
    Show {
        /// The piece (optional if there is only one)
        piece: Option<String>,
    },
}

#[derive(Serialize)]
struct DraftAdded {
    id: record::model::id::Id,
    piece: record::model::id::Id,
    format: String,
    bytes: u64,
    characters: usize,
    sha256: record::model::id::Id,
    comments: usize,
    /// Places that seem to claim something.
    to_check: usize,
    claims_tied: usize,
    claims_not_tied: usize,
    warnings: Vec<String>,
    account: actions::drafts::read::Account,
}

impl DraftCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add { file, original, piece } => add(session, &file, original, piece.as_deref())?,
            Self::Revise { file, original, dry_run, piece } => {
                revise(session, &file, original, dry_run, piece.as_deref())?;
            }
            Self::Diff { old, new, piece } => diff(session, piece.as_deref(), old.as_deref(), new.as_deref())?,
            Self::Show { piece } => show(session, piece.as_deref())?,
        }
        Ok(Exit::Done)
    }
}

/// Reads a file as a draft.
pub fn read(file: &Path, original: bool) -> Result<(Vec<u8>, Document)> {
    refuse_address(file)?;
    let reading = if original { Reading::Original } else { Reading::Accepted };
    reading::read_draft(file, &file.to_string_lossy(), reading)
}

/// Refuses an address: what stands there has to be fetched and kept first.
fn refuse_address(file: &Path) -> Result<()> {
    let name = file.to_string_lossy();
    match name.starts_with("http://") || name.starts_with("https://") {
        true => Err(Error::Invalid(format!(
            "{name} is an address, not a file: fetch it with `tickmark capture {name}`, write it out with \
             `tickmark capture --extract ID --to page.html`, and add that file"
        ))),
        false => Ok(()),
    }
}

fn add(session: &Session, file: &Path, original: bool, piece: Option<&str>) -> Result<()> {
    let (bytes, document) = read(file, original)?;
    let new = add::NewDraft { path: file, bytes: &bytes, document: &document, after: None };
    let taken = add::add(&mut session.open()?, &session.actor()?, piece, &new)?;
    let to_check = suggest::propose_in(taken.id, &document, &suggest::Known::default(), None).proposals.len();
    let added = DraftAdded {
        id: taken.id,
        piece: taken.piece,
        format: document.format.to_string(),
        bytes: taken.bytes,
        characters: taken.characters,
        sha256: taken.sha256,
        comments: document.notes.len(),
        to_check,
        claims_tied: taken.tied,
        claims_not_tied: taken.untied,
        warnings: document.warnings.clone(),
        account: document.account.clone(),
    };
    session.terminal.show("draft-added", &added, |page| {
        let format = &added.format;
        page.line(format!(
            "draft {}  {format}, {} bytes, {} characters",
            taken.id.short(),
            taken.bytes,
            taken.characters
        ));
        page.field("sha256", Some(taken.sha256.hex()));
        page.field("comments", (added.comments > 0).then(|| format!("{} kept in place", added.comments)));
        if taken.tied + taken.untied > 0 {
            page.field(
                "claims",
                Some(format!("{} tied to their text by hash, {} not found in it", taken.tied, taken.untied)),
            );
        }
        let seem = if to_check == 1 { "1 place seems" } else { &format!("{to_check} places seem") };
        let places = format!("{seem} to claim something; see with: tickmark suggest");
        page.field("to check", (to_check > 0).then_some(places));
        for warning in &added.warnings {
            page.field("note well", Some(warning));
        }
    })
}

fn revise(session: &Session, file: &Path, original: bool, dry_run: bool, piece: Option<&str>) -> Result<()> {
    let (bytes, document) = read(file, original)?;
    let revision = match dry_run {
        true => revise::rehearse(session.open()?.reader(), piece, &document)?,
        false => {
            let new = add::NewDraft { path: file, bytes: &bytes, document: &document, after: None };
            revise::revise(&mut session.open()?, &session.actor()?, piece, &new)?
        }
    };
    session.terminal.show("draft-revised", &revision, |page| compose(page, &revision))
}

fn compose(page: &mut Page, revision: &Revision) {
    let count = |fate: Fate| revision.claims.iter().filter(|carried| carried.fate == fate).count();
    let stale = revision.claims.iter().filter(|carried| carried.goes_stale).count();
    match revision.draft {
        Some(draft) => page.line(format!("draft {} added", draft.short())),
        None => page.line("What would happen (nothing was changed):"),
    }
    let fates = [Fate::Unchanged, Fate::Moved, Fate::Edited, Fate::Lost, Fate::Back];
    let counts: Vec<String> = fates.map(|fate| format!("{} {}", count(fate), word(fate))).to_vec();
    page.line(format!("  claims: {}", counts.join(", ")));
    if stale > 0 {
        page.line(format!(
            "  {}",
            if stale == 1 { "1 sign-off goes stale".into() } else { format!("{stale} sign-offs go stale") }
        ));
    }
    for fate in [Fate::Edited, Fate::Lost, Fate::Moved, Fate::Back] {
        let carried = revision.claims.iter().filter(|carried| carried.fate == fate);
        for (at, carried) in carried.enumerate() {
            if at == 0 {
                page.heading(heading(fate));
            }
            compose_claim(page, carried);
        }
    }
    if !revision.new.is_empty() {
        page.heading("New text not covered by any claim");
    }
    for proposal in &revision.new {
        page.line(format!(
            "  {:<18} {} — {}",
            proposal.claim_type,
            visible(&proposal.text),
            shortened(&proposal.sentence, 80)
        ));
    }
}

fn compose_claim(page: &mut Page, carried: &Carried) {
    let stale = if carried.goes_stale { "  (its sign-off goes stale)" } else { "" };
    let own = carried.external_id.as_ref().map(|id| format!(" {}", visible(id))).unwrap_or_default();
    page.line(format!("  {}{own}  {}{stale}", carried.claim.short(), shortened(&carried.was, 80)));
    if carried.fate == Fate::Edited {
        page.field("  now", carried.now.as_ref().map(|now| shortened(now, 80)));
    }
    for change in &carried.changes {
        let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
        let (from, to) = (visible(&change.from), visible(&change.to));
        page.line(format!("    {:<14}  {red}{from}{red:#} → {green}{to}{green:#}", change.what.to_string()));
    }
    let confirm = || format!("if it still holds: tickmark still-holds {}", carried.claim.short());
    page.field("  confirm", (carried.may_be_confirmed && was_judged(carried)).then(confirm));
    page.field("  why", carried.why.as_deref());
    page.field("  now at", carried.place.as_deref().filter(|_| carried.fate != Fate::Edited));
}

/// Says whether somebody's verdict or sign-off was about the old words.
fn was_judged(carried: &Carried) -> bool {
    let judged = [Status::Checked, Status::SecondCheck, Status::SignedOff, Status::Stale, Status::Query];
    judged.contains(&carried.status_before)
}

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Unchanged => "unchanged",
        Fate::Moved => "moved",
        Fate::Edited => "edited",
        Fate::Lost => "lost",
        Fate::Back => "back",
    }
}

fn heading(fate: Fate) -> &'static str {
    match fate {
        Fate::Unchanged => "Unchanged",
        Fate::Moved => "Moved: the same words in another place",
        Fate::Edited => "Edited: look again, and check again",
        Fate::Lost => "Lost: cut until the text comes back",
        Fate::Back => "Back: the text has returned",
    }
}

fn diff(session: &Session, piece: Option<&str>, old: Option<&str>, new: Option<&str>) -> Result<()> {
    let lines = revise::compare(session.open()?.reader(), piece, old, new)?;
    session.terminal.show("draft-diff", &lines, |page| {
        for line in &lines {
            let style = match line.sign {
                '-' => AnsiColor::Red.on_default(),
                '+' => AnsiColor::Green.on_default(),
                _ => anstyle::Style::new(),
            };
            let margin: Vec<String> = line.claims.iter().map(|claim| claim.short()).collect();
            page.line(format!("{:<9} {style}{} {}{style:#}", margin.join(" "), line.sign, visible(&line.text)));
        }
    })
}

fn show(session: &Session, piece: Option<&str>) -> Result<()> {
    let casebook = session.open()?;
    let found = actions::piece(casebook.reader(), piece)?;
    let (draft, document) = add::latest(casebook.reader(), found.row)?;
    let data = serde_json::json!({"id": draft.id, "document": document});
    session.terminal.show("draft", &data, |page| {
        page.line(visible_lines(&document.text));
        for note in &document.notes {
            let (start, end) = (note.span.start as usize, note.span.end as usize);
            let at = document.text.get(start..end).unwrap_or_default();
            let author = note.author.as_deref().unwrap_or("somebody");
            let settled = if note.settled { ", settled" } else { "" };
            let (name, words) = match note.answers.and_then(|question| document.notes.get(question)) {
                Some(question) => {
                    let asked = question.author.as_deref().unwrap_or("somebody");
                    ("  answer", format!("{author} to {asked}{settled}: {}", note.text))
                }
                None => {
                    let place = document.place(note.span.start);
                    ("comment", format!("{author} on “{at}” ({place}){settled}: {}", note.text))
                }
            };
            page.field(name, Some(words));
        }
    })
}
