//! The review of a claim, step by step.

use super::claim_page;
use super::session::Session;
use actions::Actor;
use actions::claims::review;
use record::model::time::Day;
use record::model::words::Verdict;
use store::error::{Exit, Result};

/// Assign a claim to someone to check
///
/// Example: tickmark assign 4c1f ben --due 2026-12-01
#[derive(clap::Args)]
pub struct AssignArgs {
    /// The claim
    claim: String,
    /// Who should check it
    to: String,
    /// By when
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<Day>,
}

impl AssignArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let to = Actor::named(&self.to)?;
        let changed = review::assign(&mut session.open()?, &session.actor()?, &self.claim, &to, self.due)?;
        claim_page::changed(session, "assigned", &changed).map(|()| Exit::Done)
    }
}

/// Start checking a claim
#[derive(clap::Args)]
pub struct StartArgs {
    /// The claim
    claim: String,
}

impl StartArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let changed = review::start(&mut session.open()?, &session.actor()?, &self.claim)?;
        claim_page::changed(session, "started", &changed).map(|()| Exit::Done)
    }
}

/// Give your verdict on a claim, replacing any earlier one
///
/// Verdicts: confirmed, confirmed-with-change, incorrect, disputed, unverifiable, on-author, opinion.
///
/// Example: tickmark check 4c1f confirmed --note 'table 2 of the annual report'
#[derive(clap::Args)]
pub struct CheckArgs {
    /// The claim
    claim: String,
    /// What you found
    verdict: Verdict,
    /// How you found it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl CheckArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let note = self.note.as_deref();
        let mut casebook = session.open()?;
        let changed = review::check(&mut casebook, &session.actor()?, &self.claim, self.verdict, note)?;
        claim_page::changed(session, "verdict recorded", &changed)?;
        claim_page::warn(session, &casebook, &changed.claim).map(|()| Exit::Done)
    }
}

/// Give a second verdict as a different reviewer, or ask for one
///
/// With --blind, the person you ask does not see verdicts and notes of others before giving their own.
///
/// Examples:
///   tickmark second-check 4c1f confirmed --as ben
///   tickmark second-check 4c1f --to ben --blind
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SecondCheckArgs {
    /// The claim
    claim: String,
    /// What you found (omit it to ask for a second verdict)
    #[arg(conflicts_with_all = ["to", "blind"])]
    verdict: Option<Verdict>,
    /// Who to ask (default: anyone else)
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// Hide earlier verdicts from the person you ask
    #[arg(long)]
    blind: bool,
    /// How you found it, or what to look at
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl SecondCheckArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (mut casebook, by, note) = (session.open()?, session.actor()?, self.note.as_deref());
        let (done, changed) = match self.verdict {
            Some(verdict) => {
                ("second check recorded", review::second_check(&mut casebook, &by, &self.claim, verdict, note)?)
            }
            None => {
                let to = self.to.as_deref().map(Actor::named).transpose()?;
                let asked =
                    review::request_second_check(&mut casebook, &by, &self.claim, to.as_ref(), self.blind, note)?;
                ("second check requested", asked)
            }
        };
        claim_page::changed(session, done, &changed)?;
        claim_page::warn(session, &casebook, &changed.claim).map(|()| Exit::Done)
    }
}

/// Resolve differing verdicts
#[derive(clap::Args)]
pub struct ResolveArgs {
    /// The claim
    claim: String,
    /// The verdict that counts
    verdict: Verdict,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: String,
}

impl ResolveArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let changed = review::resolve(&mut session.open()?, &session.actor()?, &self.claim, self.verdict, &self.note)?;
        claim_page::changed(session, "resolved", &changed).map(|()| Exit::Done)
    }
}

/// Send a checked claim back to its checker
#[derive(clap::Args)]
pub struct ReturnArgs {
    /// The claim
    claim: String,
    /// What is missing
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl ReturnArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let changed = review::return_claim(&mut session.open()?, &session.actor()?, &self.claim, &self.reason)?;
        claim_page::changed(session, "returned", &changed).map(|()| Exit::Done)
    }
}

/// State that a claim may run, if it meets the policy
///
/// A sign-off covers the claim's text, quantity, evidence and verdicts. If one of these changes, it goes stale
/// automatically.
#[derive(clap::Args)]
pub struct SignOffArgs {
    /// The claim
    claim: String,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Sign it off although something it rests on does not stand, for this reason
    #[arg(long, value_name = "REASON")]
    despite: Option<String>,
}

impl SignOffArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (note, despite) = (self.note.as_deref(), self.despite.as_deref());
        let changed = review::sign_off(&mut session.open()?, &session.actor()?, &self.claim, note, despite)?;
        claim_page::changed(session, "signed off", &changed).map(|()| Exit::Done)
    }
}

/// Withdraw a sign-off
#[derive(clap::Args)]
pub struct ReopenArgs {
    /// The claim
    claim: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl ReopenArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let changed = review::reopen(&mut session.open()?, &session.actor()?, &self.claim, &self.reason)?;
        claim_page::changed(session, "reopened", &changed).map(|()| Exit::Done)
    }
}

/// Add a note to a claim
#[derive(clap::Args)]
pub struct NoteArgs {
    /// The claim
    claim: String,
    /// The note
    text: String,
    /// Keep it out of every list and report; `--reveal` shows it
    #[arg(long)]
    confidential: bool,
}

impl NoteArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let changed =
            review::note(&mut session.open()?, &session.actor()?, &self.claim, &self.text, self.confidential)?;
        claim_page::changed(session, "note recorded", &changed).map(|()| Exit::Done)
    }
}
