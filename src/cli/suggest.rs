//! Proposed claims.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::choice::Choice;
use actions::drafts::read::Language;
use actions::drafts::suggest::{self, Proposal, Proposals};
use std::io::BufRead;
use store::error::{Error, Exit, Result};

/// Suggest claims in the latest draft: figures, dates, roles, shares, quotations, and why each needs checking
///
/// Works in English and Spanish, without sending anything anywhere. Passages already covered by a claim are left out.
/// Opinions, predictions and instructions are listed separately, not dropped.
///
/// Examples:
///   tickmark suggest
///   tickmark suggest --accept all
///   tickmark suggest --accept 1,4-7
///   tickmark suggest --interactive
///   tickmark suggest --dismiss 2,3 --reason 'common knowledge'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SuggestArgs {
    /// The piece (optional if there is only one)
    piece: Option<String>,
    /// Record suggestions as claims: all, or their numbers
    #[arg(long, value_name = "all|NUMBERS")]
    accept: Option<Choice>,
    /// Dismiss suggestions that need no check: all, or their numbers
    #[arg(long, value_name = "all|NUMBERS", conflicts_with = "accept")]
    dismiss: Option<Choice>,
    /// Restore a dismissed suggestion: the first digits of its dismissal
    #[arg(long, value_name = "ID", conflicts_with_all = ["accept", "dismiss"])]
    restore: Option<String>,
    /// Why it is dismissed or restored
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Decide one by one
    #[arg(long, conflicts_with_all = ["accept", "dismiss", "restore"])]
    interactive: bool,
    /// The language of the draft, en or es (default: detected from the text)
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "en" => Ok(Language::English),
        "es" => Ok(Language::Spanish),
        _ => Err("use en or es".into()),
    }
}

impl SuggestArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let piece = self.piece.as_deref();
        if self.interactive {
            return self.decide(session);
        }
        if let Some(choice) = &self.accept {
            self.accept(session, choice)?;
            return Ok(Exit::Done);
        }
        if let Some(choice) = &self.dismiss {
            self.dismiss(session, choice)?;
            return Ok(Exit::Done);
        }
        if let Some(dismissal) = &self.restore {
            let (mut casebook, actor) = (session.open()?, session.actor()?);
            let event = suggest::restore(&mut casebook, &actor, dismissal, self.reason.as_deref())?;
            session.terminal.show("suggest-restored", &serde_json::json!({"event": event}), |page| {
                page.line("It will be suggested again wherever its words remain.");
            })?;
            return Ok(Exit::Done);
        }
        let found = suggest::propose(session.open()?.reader(), piece, self.language)?;
        session.terminal.show("suggest", &found, |page| compose(page, &found))?;
        if !found.proposals.is_empty() {
            session.terminal.say("Record them with `tickmark suggest --accept all`, or some with `--accept 1,4-7`.");
        }
        Ok(Exit::Done)
    }

    fn accept(&self, session: &Session, choice: &Choice) -> Result<()> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let ids = suggest::accept(&mut casebook, &actor, self.piece.as_deref(), self.language, choice)?;
        let reader = casebook.reader();
        let mut recorded = Vec::new();
        for id in &ids {
            let claim = actions::claim(reader, &id.hex())?;
            recorded.push((id.short(), claim.anchor.map(|anchor| anchor.exact).unwrap_or_default()));
        }
        session.terminal.show("suggest-accepted", &serde_json::json!({"claims": ids}), |page| {
            page.line(format!("{} claims recorded", ids.len()));
            for (id, text) in recorded.iter().take(20) {
                page.line(format!("  {id}  {}", shortened(text, 80)));
            }
            page.line("See all with: tickmark claim list --sort place. The remaining suggestions have new numbers.");
        })
    }

    fn dismiss(&self, session: &Session, choice: &Choice) -> Result<()> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let (piece, reason) = (self.piece.as_deref(), self.reason.as_deref());
        let events = suggest::dismiss(&mut casebook, &actor, piece, self.language, choice, reason)?;
        session.terminal.show("suggest-dismissed", &serde_json::json!({"events": events}), |page| {
            page.line(format!("{} suggestions dismissed", events.len()));
            page.line("They are now at the end of the list. The remaining suggestions have new numbers.");
            if reason.is_none_or(|reason| reason.trim().is_empty()) {
                page.line(
                    "Coverage and the gate go on counting them: only a --reason decides that they need no check.",
                );
            }
        })
    }

    fn decide(&self, session: &Session) -> Result<Exit> {
        if session.terminal.json() {
            return Err(Error::Invalid("nobody can answer here: use --accept with numbers".into()));
        }
        let found = suggest::propose(session.open()?.reader(), self.piece.as_deref(), self.language)?;
        let mut accepted = Vec::new();
        let mut answers = std::io::stdin().lock().lines();
        for proposal in &found.proposals {
            let mut page = Page::default();
            entry(&mut page, proposal);
            session.terminal.say(page.text());
            session.terminal.say("Record it? y, n, or q to stop");
            match answers.next().transpose().map_err(Error::Output)?.as_deref().map(str::trim) {
                Some("y" | "yes") => accepted.push(proposal.number),
                Some("q") | None => break,
                _ => {}
            }
        }
        match accepted.is_empty() {
            true => session.terminal.say("Nothing was recorded."),
            false => self.accept(session, &Choice::Numbers(accepted))?,
        }
        Ok(Exit::Done)
    }
}

fn compose(page: &mut Page, found: &Proposals) {
    let covered =
        if found.covered > 0 { format!(", {} already covered by claims", found.covered) } else { String::new() };
    page.line(format!("{} suggestions{covered}", found.proposals.len()));
    for proposal in &found.proposals {
        entry(page, proposal);
    }
    if found.unlisted > 0 {
        page.line(format!("{} more are not listed: a draft has room for 20,000.", found.unlisted));
    }
    if !found.dismissed.is_empty() {
        page.heading("Dismissed; bring one back with --restore ID");
    }
    for dismissed in &found.dismissed {
        let reason =
            dismissed.reason.as_ref().map(|reason| format!(" — {}", shortened(reason, 60))).unwrap_or_default();
        page.line(format!("  {}  {}{reason}", dismissed.dismissal.short(), shortened(&dismissed.text, 60)));
    }
    if !found.out_of_scope.is_empty() {
        page.heading("Out of scope: these cannot be checked");
    }
    for aside in &found.out_of_scope {
        page.line(format!("  {:<12} {}", aside.kind, shortened(&aside.text, 90)));
    }
}

/// Adds one proposal to a page: the words, what was understood, and why.
pub fn entry(page: &mut Page, proposal: &Proposal) {
    let Proposal { number, claim_type, priority, text, sentence, .. } = proposal;
    page.heading(&format!("{number:>3}  {}", visible(text)));
    page.field("type", Some(format!("{claim_type}, priority {priority}: {}", proposal.priority_reason)));
    page.field("understood", proposal.understood.as_deref());
    page.field("or", proposal.or_else.as_deref());
    page.field("why", Some(&proposal.reason));
    page.field("where", Some(format!("{}: {}", proposal.place, shortened(sentence, 100))));
    for comment in &proposal.comments {
        page.field("comment", Some(comment));
    }
}
