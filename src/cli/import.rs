//! Placeholder.

use super::session::Session;
use crate::error::{Exit, Result};

/// To come
#[derive(clap::Subcommand)]
pub enum ImportCommand {
    /// To come
    Csv,
}

impl ImportCommand {
    pub fn run(self, _session: &Session) -> Result<Exit> {
        Ok(Exit::Done)
    }
}
