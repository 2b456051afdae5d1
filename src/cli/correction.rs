//! Corrections after publication.

use super::claim_page;
use super::session::Session;
use actions::claims::query;
use record::model::time::Day;
use store::error::{Exit, Result};

/// Record what was corrected after publication
///
/// Example: tickmark correction 4c1f --was '65 million' --now '56 million' --published 2026-12-02
#[derive(clap::Args)]
pub struct CorrectionArgs {
    /// The claim
    claim: String,
    /// The wording that was corrected
    #[arg(long, value_name = "TEXT")]
    was: String,
    /// The corrected wording
    #[arg(long, value_name = "TEXT")]
    now: String,
    /// The day readers were told
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Day,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl CorrectionArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let (claim, reason) = (&self.claim, self.reason.as_deref());
        let changed = query::correct(&mut casebook, &actor, claim, self.published, &self.was, &self.now, reason)?;
        claim_page::changed(session, "correction recorded", &changed).map(|()| Exit::Done)
    }
}
