//! The casebook as a file: making it, folding it again, copying it.

use super::session::Session;
use super::terminal::visible_path;
use actions::export::datasette;
use serde::Serialize;
use std::path::PathBuf;
use store::error::{Error, Exit, Result};

/// Create a new, empty casebook
///
/// Examples:
///   tickmark init
///   tickmark --casebook rivers.db init --as ana
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct InitArgs {}

#[derive(Serialize)]
struct Made {
    casebook: PathBuf,
    actor: Option<String>,
}

impl InitArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let path = session.new_path();
        let casebook = session.create(&path)?;
        session.keep_actor()?;
        let actor = session.onlooker().map(|actor| actor.name().to_string());
        let made = Made { casebook: casebook.path().to_path_buf(), actor };
        session.terminal.show("init", &made, |page| {
            page.line(format!("Created {}.", visible_path(&made.casebook)));
            match &made.actor {
                Some(name) => {
                    page.line(format!("You are {}. Next: tickmark piece add 'TITLE'", super::terminal::visible(name)))
                }
                None => page.line(
                    "Next: say who you are with `tickmark config set actor NAME`, then `tickmark piece add 'TITLE'`",
                ),
            }
        })?;
        Ok(Exit::Done)
    }
}

/// Rebuild all derived tables from the events
///
/// Lists and reports read the derived tables, which are kept up to date automatically. Use this if someone has edited
/// them in the file. The record itself does not change.
#[derive(clap::Args)]
pub struct RebuildArgs {}

impl RebuildArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut casebook = session.open_of_any_layout()?;
        let mut progress = session.terminal.progress("rebuilding");
        let events = casebook.rebuild(|done, total| progress.at(done, total))?;
        drop(progress);
        session.terminal.show("rebuild", &serde_json::json!({"events": events}), |page| {
            page.line(format!("Rebuilt all tables from {events} events."));
        })?;
        Ok(Exit::Done)
    }
}

/// Copy the casebook to a new file, safely even while others are writing
///
/// A file of settings for Datasette, which shows a casebook in a browser, is written beside it.
///
/// Example: tickmark backup /media/stick/rivers.db
#[derive(clap::Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

impl BackupArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let mut progress = session.terminal.progress("copying");
        casebook.back_up(&self.file, |done, total| progress.at(done, total))?;
        drop(progress);
        let bytes = std::fs::metadata(&self.file).map_err(|error| Error::file(&self.file, &error))?.len();
        let datasette = datasette::write_beside(&self.file)?;
        let shown = serde_json::json!({"file": self.file, "bytes": bytes, "datasette": datasette});
        session.terminal.show("backup", &shown, |page| {
            page.line(format!(
                "Copied to {} ({bytes} bytes). Check it with: tickmark --casebook {} verify",
                visible_path(&self.file),
                visible_path(&self.file)
            ));
            if let Some(settings) = &datasette {
                page.line(format!(
                    "To read it in Datasette: datasette --immutable {} --metadata {}",
                    visible_path(&self.file),
                    visible_path(settings)
                ));
            }
        })?;
        Ok(Exit::Done)
    }
}
