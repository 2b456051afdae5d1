//! Placeholder.

use super::session::Session;
use crate::error::{Exit, Result};

/// To come
#[derive(clap::Subcommand)]
pub enum ReportCommand {
    /// To come
    Csv,
}

impl ReportCommand {
    pub fn run(self, _session: &Session) -> Result<Exit> {
        Ok(Exit::Done)
    }
}
