//! The review of a claim, step by step.

use super::claim_page;
use super::session::Session;
use super::terminal::visible;
use actions::claims::many::{self, Meant, Step};
use actions::claims::review;
use actions::claims::rulebook::Rulebook;
use record::model::time::Day;
use record::model::words::Verdict;
use store::error::{Error, Exit, Result};

/// The filters by which a step is taken on many claims.
#[derive(clap::Args)]
pub struct WhereArgs {
    /// All claims that match filters of `claim list`: 'status=assigned priority=high search="the dam"'
    #[arg(long = "where", value_name = "FILTERS")]
    filter: Option<String>,
}

/// The claims that a step is taken on, all of them or none.
#[derive(clap::Args)]
pub struct ClaimsArgs {
    /// The claims: digits of ids, numbers (C1 C4-C9) or your own identifiers
    #[arg(value_name = "CLAIM", required_unless_present = "filter")]
    claims: Vec<String>,
    #[command(flatten)]
    by: WhereArgs,
}

impl ClaimsArgs {
    /// Gives the claims that are meant.
    pub fn meant(self) -> Meant {
        Meant { named: self.claims, filter: self.by.filter }
    }
}

impl WhereArgs {
    /// Takes the last of some words as what is said of the claims that the others name.
    fn with_last(self, mut words: Vec<String>, what: &str) -> Result<(Meant, String)> {
        let last = words.pop().filter(|_| !words.is_empty() || self.filter.is_some());
        let last = last.ok_or_else(|| Error::Setting(format!("name the claims, and then {what}")))?;
        Ok((Meant { named: words, filter: self.filter }, last))
    }
}

/// Takes a step on the claims that are meant, and says what it led to.
pub fn taken(session: &Session, done: &str, meant: &Meant, step: Step) -> Result<Exit> {
    let (mut casebook, actor) = (session.open()?, session.actor()?);
    let changed = many::take(&mut casebook, &actor, meant, step)?;
    claim_page::all_changed(session, done, &casebook, &changed)?;
    if matches!(step, Step::SignOff { .. }) {
        let rules = Rulebook::read(&casebook, None)?;
        for changed in &changed {
            let asked = review::before_publication(&casebook, &changed.claim, &rules, Some(actor.name()))?;
            let claim = changed.claim.recorded.id.short();
            asked
                .iter()
                .for_each(|asked| session.terminal.say(visible(&format!("the gate will ask of {claim}: {asked}"))));
        }
    }
    if matches!(step, Step::Check { .. } | Step::SecondCheck { .. } | Step::AskSecond { .. } | Step::StillHolds { .. })
    {
        changed.iter().try_for_each(|changed| claim_page::warn(session, &casebook, &changed.claim))?;
    }
    Ok(Exit::Done)
}

/// Assign claims to someone to check
///
/// Examples:
///   tickmark assign 4c1f ben --due 2026-12-01
///   tickmark assign C1 C4-C9 ben
///   tickmark assign --where 'status=unchecked priority=high' ben
#[derive(clap::Args)]
#[command(verbatim_doc_comment, override_usage = "tickmark assign [OPTIONS] CLAIM... WHO")]
pub struct AssignArgs {
    /// The claims, by digits of their ids, numbers (C1 C4-C9) or your own identifiers; then who should check them
    #[arg(value_name = "CLAIM... WHO", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    by: WhereArgs,
    /// By when
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<Day>,
}

impl AssignArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (meant, to) = self.by.with_last(self.words, "who should check them")?;
        let to = session.person(&session.open()?, &to)?;
        taken(session, "assigned", &meant, Step::Assign { to: &to, due: self.due })
    }
}

/// Start checking claims
#[derive(clap::Args)]
pub struct StartArgs {
    #[command(flatten)]
    claims: ClaimsArgs,
}

impl StartArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        taken(session, "started", &self.claims.meant(), Step::Start)
    }
}

/// Give your verdict on claims, replacing any earlier one
///
/// Verdicts: confirmed, confirmed-with-change, incorrect, disputed, unverifiable, on-author, opinion.
///
/// Examples:
///   tickmark check 4c1f confirmed --note 'table 2 of the annual report'
///   tickmark check C1 C4-C9 confirmed
///   tickmark check --where 'type=role status=assigned' on-author
#[derive(clap::Args)]
#[command(verbatim_doc_comment, override_usage = "tickmark check [OPTIONS] CLAIM... VERDICT")]
pub struct CheckArgs {
    /// The claims, by digits of their ids, numbers (C1 C4-C9) or your own identifiers; then what you found
    #[arg(value_name = "CLAIM... VERDICT", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    by: WhereArgs,
    /// How you found it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl CheckArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (meant, verdict) = self.by.with_last(self.words, "what you found")?;
        let step = Step::Check { verdict: read_verdict(&verdict)?, note: self.note.as_deref() };
        taken(session, "verdict recorded", &meant, step)
    }
}

fn read_verdict(word: &str) -> Result<Verdict> {
    word.parse().map_err(Error::Setting)
}

/// Give a second verdict as a different reviewer, or ask for one
///
/// With --blind, the person you ask does not see verdicts and notes of others before giving their own.
///
/// Examples:
///   tickmark second-check 4c1f confirmed --as ben
///   tickmark second-check C1-C9 confirmed --as ben
///   tickmark second-check 4c1f --to ben --blind
#[derive(clap::Args)]
#[command(verbatim_doc_comment, override_usage = "tickmark second-check [OPTIONS] CLAIM... [VERDICT]")]
pub struct SecondCheckArgs {
    /// The claims, by digits of their ids, numbers (C1 C4-C9) or your own identifiers; then what you found (omit it to ask
    /// for a second verdict)
    #[arg(value_name = "CLAIM... VERDICT", required_unless_present = "filter")]
    words: Vec<String>,
    #[command(flatten)]
    by: WhereArgs,
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
    pub fn run(mut self, session: &Session) -> Result<Exit> {
        let note = self.note.as_deref();
        let last = self.words.last().filter(|_| self.words.len() > 1 || self.by.filter.is_some());
        match last.and_then(|word| Verdict::from_word(word)) {
            Some(_) if self.to.is_some() || self.blind => {
                Err(Error::Setting("a verdict is given or asked for, not both: leave out --to and --blind".into()))
            }
            Some(verdict) => {
                self.words.pop();
                let meant = Meant { named: self.words, filter: self.by.filter };
                taken(session, "second check recorded", &meant, Step::SecondCheck { verdict, note })
            }
            None => {
                let to = self.to.as_deref().map(|to| session.person(&session.open()?, to)).transpose()?;
                let meant = Meant { named: self.words, filter: self.by.filter };
                let step = Step::AskSecond { to: to.as_ref(), blind: self.blind, note };
                taken(session, "second check requested", &meant, step)
            }
        }
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

/// Confirm that claims still hold although their wording changed
///
/// For claims whose sentence a new draft words otherwise, or orders otherwise. Their verdicts and sign-offs count on. If
/// more changed (a figure, a name, a negation, who says it …), the claim has to be checked again. `tickmark policy` says
/// what may be confirmed.
///
/// Example: tickmark still-holds C4 C7-C9 --note 'same meaning'
#[derive(clap::Args)]
pub struct StillHoldsArgs {
    #[command(flatten)]
    claims: ClaimsArgs,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl StillHoldsArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        taken(session, "still holds", &self.claims.meant(), Step::StillHolds { note: self.note.as_deref() })
    }
}

/// Send checked claims back to their checkers
#[derive(clap::Args)]
pub struct ReturnArgs {
    #[command(flatten)]
    claims: ClaimsArgs,
    /// What is missing
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl ReturnArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let reason = self.reason;
        taken(session, "returned", &self.claims.meant(), Step::Return { reason: &reason })
    }
}

/// State that claims may run, if they meet the policy
///
/// A sign-off covers the claim's text, quantity, evidence and verdicts. If one of these changes, it goes stale
/// automatically.
#[derive(clap::Args)]
pub struct SignOffArgs {
    #[command(flatten)]
    claims: ClaimsArgs,
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
        taken(session, "signed off", &self.claims.meant(), Step::SignOff { note, despite })
    }
}

/// Withdraw sign-offs
#[derive(clap::Args)]
pub struct ReopenArgs {
    #[command(flatten)]
    claims: ClaimsArgs,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl ReopenArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let reason = self.reason;
        taken(session, "reopened", &self.claims.meant(), Step::Reopen { reason: &reason })
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
