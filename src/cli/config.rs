//! The user's settings for all casebooks.

use super::session::Session;
use super::terminal::visible_path;
use actions::Actor;
use store::error::{Exit, Result};

/// Show or change your settings, for all casebooks
#[derive(clap::Subcommand)]
pub enum ConfigCommand {
    /// Show your settings, and where your key is kept
    Show,
    /// Change a setting
    ///
    /// Example: tickmark config set actor ana
    Set {
        /// The setting
        #[arg(value_parser = ["actor"])]
        name: String,
        /// Its new value
        value: String,
    },
}

impl ConfigCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        if let Self::Set { value, .. } = &self {
            let mut settings = session.home().settings()?;
            settings.actor = Some(Actor::named(value)?.name().to_string());
            session.home().save_settings(&settings)?;
        }
        let actor = session.onlooker().map(|actor| actor.name().to_string());
        let key = actor.as_deref().map(|name| session.home().key_path(name));
        session.terminal.show("config", &serde_json::json!({"actor": actor, "key": key}), |page| {
            page.field("actor", Some(actor.as_deref().unwrap_or("nobody yet")));
            page.field(
                "key",
                key.as_ref().map(|path| {
                    let made = if path.exists() { "" } else { " (made at first use)" };
                    format!("{}{made}", visible_path(path))
                }),
            );
        })?;
        Ok(Exit::Done)
    }
}
