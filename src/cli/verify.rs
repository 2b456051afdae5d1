//! Placeholder.

use super::session::Session;
use crate::error::{Exit, Result};

/// To come
#[derive(clap::Args)]
pub struct VerifyArgs {}
/// To come
#[derive(clap::Args)]
pub struct CheckpointArgs {}

impl VerifyArgs {
    pub fn run(self, _session: &Session) -> Result<Exit> {
        Ok(Exit::Done)
    }
}
impl CheckpointArgs {
    pub fn run(self, _session: &Session) -> Result<Exit> {
        Ok(Exit::Done)
    }
}
