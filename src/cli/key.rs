//! One's own key: showing it, going on under another, and saying which are not to be trusted.

use super::session::Session;
use super::terminal::{Page, visible, visible_path};
use actions::record::keys::{self, From, OwnKey};
use actions::record::policy;
use actions::sources::lineage::plural;
use record::model::time::Day;
use store::error::{Exit, Result};

/// Show your key, go on under another, and say which are not to be trusted
#[derive(clap::Subcommand)]
pub enum KeyCommand {
    /// Show your key: the line by which others trust your log here, and its fingerprint
    Show,
    /// Go on under a new key; what was recorded before stays verifiable under the old one
    ///
    /// Your log here ends with an event that names the new key, signed by the old one, and a new log goes on from it. In
    /// other casebooks that happens with the next thing that you record there. The old key is kept, since it opens what
    /// was sealed to it.
    Rotate,
    /// Sign with an Ed25519 key that lives in ssh-agent; its secret is stored nowhere else
    ///
    /// It takes the place of the key that you have, as `tickmark key rotate` does. Such a key opens nothing: confidential
    /// captures are then sealed to others only.
    ///
    /// Example: tickmark key use-agent 'ana@newsroom'
    UseAgent {
        /// Which key, by its fingerprint or its comment; else the only one
        key: Option<String>,
    },
    /// Record that the key of a log is not to be trusted any more, since it was lost or stolen
    ///
    /// `tickmark verify` says from then on what it signed after. A key that is still yours is succeeded by another first,
    /// with `tickmark key rotate`; where the file is lost, a new one is made with the next thing that you record.
    ///
    /// Example: tickmark key revoke tickmark/10da6ae1e32c5c68 --since 2026-11-20 --reason 'laptop stolen'
    Revoke(RevokeArgs),
    /// Trust a log or a witness by its key, or show whom you trust
    ///
    /// It goes into a file of your own, a C2SP tlog-policy, outside every casebook; `tickmark verify` goes by it.
    ///
    /// Example: tickmark key trust 'tickmark/10da…+9fd4ecdc+AX…' --name ben
    Trust(TrustArgs),
}

#[derive(clap::Args)]
pub struct TrustArgs {
    /// The key, from its holder: as `tickmark key show` or `tickmark witness key` prints it there
    key: Option<String>,
    /// Whose it is
    #[arg(long, value_name = "NAME", requires = "key")]
    name: Option<String>,
}

#[derive(clap::Args)]
pub struct RevokeArgs {
    /// The log that the key signs for, by its origin or by the line that `tickmark key show` prints
    log: String,
    /// Why it is not to be trusted
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The first event that is not to be trusted; else all that are here now are
    #[arg(long, value_name = "EVENT", conflicts_with = "since")]
    from: Option<String>,
    /// Trust no event from the first on that claims this day or a later one
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Day>,
}

impl KeyCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Show => {
                let casebook = session.open_if_there()?;
                let reader = casebook.as_ref().map(|casebook| casebook.reader());
                show(session, &keys::show(session.home(), &session.actor()?, reader)?)?;
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
            (Some(successor), _) => format!("; ended, goes on as {successor}"),
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
                "revoked: of log {log} the first {trusted} events are still to be trusted; {after} came after"
            ));
        })
    }
}
