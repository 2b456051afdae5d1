//! One's own key: showing it, going on under another, and saying which are not to be trusted.

use super::session::Session;
use super::terminal::{Page, visible, visible_path};
use actions::record::keys::{self, From, OwnKey};
use actions::record::policy;
use actions::sources::lineage::plural;
use record::model::time::Day;
use store::error::{Exit, Result};

/// Show or replace your key, and record which keys to trust
#[derive(clap::Subcommand)]
pub enum KeyCommand {
    /// Show your key and its fingerprint, so that others can trust your log
    Show,
    /// Replace your key; earlier records stay verifiable under the old one
    ///
    /// Your log ends with an event that names the new key, signed by the old one, and a new log continues it. In other
    /// casebooks this happens the next time you record something there. The old key is kept, because it opens what was
    /// sealed to it.
    Rotate,
    /// Sign with an Ed25519 key held by ssh-agent; its secret is stored nowhere else
    ///
    /// It replaces your present key, as `tickmark key rotate` does. Such a key cannot decrypt: confidential captures
    /// are then sealed only to others.
    ///
    /// Example: tickmark key use-agent 'ana@newsroom'
    UseAgent {
        /// The key, by its fingerprint or comment (optional if there is only one)
        key: Option<String>,
    },
    /// Record that a log's key can no longer be trusted, because it was lost or stolen
    ///
    /// From then on `tickmark verify` reports what the key signed afterwards. If you still have the key, replace it
    /// first with `tickmark key rotate`; if the file is lost, a new key is made the next time you record something.
    ///
    /// Example: tickmark key revoke tickmark/10da6ae1e32c5c68 --since 2026-11-20 --reason 'laptop stolen'
    Revoke(RevokeArgs),
    /// Trust the key of a log or a witness, or show whom you trust
    ///
    /// Trusted keys are kept in a file of your own, a C2SP tlog-policy outside every casebook, which `tickmark verify`
    /// uses.
    ///
    /// Example: tickmark key trust 'tickmark/10da…+9fd4ecdc+AX…' --name ben
    Trust(TrustArgs),
}

#[derive(clap::Args)]
pub struct TrustArgs {
    /// The key, as its holder gets it from `tickmark key show` or `tickmark witness key`
    key: Option<String>,
    /// Whose it is
    #[arg(long, value_name = "NAME", requires = "key")]
    name: Option<String>,
}

#[derive(clap::Args)]
pub struct RevokeArgs {
    /// The log the key signs for: its origin, or the line that `tickmark key show` prints
    log: String,
    /// Why it can no longer be trusted
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The first event not to trust (default: trust all events here now)
    #[arg(long, value_name = "EVENT", conflicts_with = "since")]
    from: Option<String>,
    /// Trust nothing from the first event dated this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Day>,
}

impl KeyCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Show => {
                let casebook = session.open_if_there()?;
                let reader = casebook.as_ref().map(|casebook| casebook.reader());
                show(session, &keys::show(session.home(), &session.named()?, reader)?)?;
            }
            Self::Rotate => show(session, &keys::rotate(&mut session.open()?, &session.actor()?)?)?,
            Self::UseAgent { key } => {
                let mut casebook = session.open_if_there()?;
                let actor = session.actor()?;
                let own = keys::use_agent(session.home(), casebook.as_mut(), &actor, key.as_deref())?;
                show(session, &own)?;
            }
            Self::Revoke(args) => args.run(session)?,
            Self::Trust(args) => args.run(session)?,
        }
        Ok(Exit::Done)
    }
}

fn show(session: &Session, own: &OwnKey) -> Result<()> {
    session.terminal.show("key", own, |page| compose(page, own))
}

fn compose(page: &mut Page, own: &OwnKey) {
    page.field("name", Some(visible(&own.actor)));
    page.field("fingerprint", Some(own.fingerprint.as_deref().unwrap_or("none yet: the key is made at first use")));
    page.field("secret", own.agent.then_some("in ssh-agent"));
    for log in &own.logs {
        let after = match (&log.successor, log.revoked) {
            (Some(successor), _) => format!("; ended, continues as {successor}"),
            (None, _) if own.fingerprint.as_ref() != Some(&log.fingerprint) => "; under another key".to_string(),
            (None, _) => String::new(),
        };
        let revoked = log.revoked.map(|size| format!("; revoked beyond its first {size} events")).unwrap_or_default();
        page.field("log", Some(format!("{}{after}{revoked}", plural(log.size as usize, "event"))));
        page.line(format!("  {}", log.key));
    }
}

impl TrustArgs {
    fn run(self, session: &Session) -> Result<()> {
        let trusted = match &self.key {
            Some(key) => policy::trust(session.home(), key, self.name.as_deref())?,
            None => policy::trusted(session.home())?,
        };
        session.terminal.show("trusted", &trusted, |page| {
            page.field("file", Some(visible_path(&trusted.file)));
            trusted.logs.iter().for_each(|log| page.field("log", Some(log)));
            trusted.witnesses.iter().for_each(|witness| page.field("witness", Some(witness)));
            page.field("quorum", Some(visible(&trusted.quorum)));
        })
    }
}

impl RevokeArgs {
    fn run(self, session: &Session) -> Result<()> {
        let log = policy::log_of(self.log);
        let from = match (self.from, self.since) {
            (Some(event), _) => From::Event(event),
            (None, Some(day)) => From::Day(day),
            (None, None) => From::Now,
        };
        let revoked = keys::revoke(&mut session.open()?, &session.actor()?, &log, &from, &self.reason)?;
        session.terminal.show("key-revoked", &revoked, |page| {
            let (log, trusted, after) = (&revoked.log, revoked.trusted, revoked.size - revoked.trusted);
            page.line(format!(
                "revoked: the first {trusted} events of log {log} can still be trusted; {after} came after"
            ));
        })
    }
}
