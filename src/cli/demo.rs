//! The demonstration: the seed case in a new folder, and what can be done with it.

use super::session::Session;
use crate::actions::seed_case;
use crate::casebook::{Actor, FILE_NAME};
use crate::error::{Error, Exit, Result};
use std::path::PathBuf;

/// Build the seed case in a new folder, show its board, and write its audit report
#[derive(clap::Args)]
pub struct DemoArgs {
    /// The folder; it must not exist yet
    #[arg(default_value = "tickmark-demo")]
    folder: PathBuf,
}

impl DemoArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        std::fs::create_dir(&self.folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(self.folder.clone()),
            _ => Error::file(&self.folder, &error),
        })?;
        let mut casebook = session.create(&self.folder.join(FILE_NAME))?;
        let demo = Actor::named("demo")?;
        let planted = seed_case::plant(&mut casebook, &demo)?;
        session.terminal.say(format!(
            "{} claims, {} sources, {} pieces of evidence",
            planted.claims, planted.sources, planted.evidence
        ));
        Ok(Exit::Done)
    }
}
