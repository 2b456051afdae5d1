//! The right of reply.

use super::session::Session;
use super::{claim_page, query as exchanges};
use actions::claims::query;
use record::model::time::Day;
use store::error::{Exit, Result};

/// Record requests for comment to people a claim criticises, and their answers
#[derive(clap::Subcommand)]
pub enum ReplyCommand {
    /// Record that you asked someone for comment
    ///
    /// Example: tickmark reply request 4c1f 'Rail Co.' --about 'sent the passage by mail' --until 2026-12-01
    Request {
        /// The claim
        claim: String,
        /// Who was asked
        whom: String,
        /// What they were asked, and how
        #[arg(long, value_name = "TEXT")]
        about: Option<String>,
        /// The deadline for an answer
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<Day>,
    },
    /// Record their answer
    Answer {
        /// The request: the first digits of its id, as `reply list` shows it
        request: String,
        /// The answer
        answer: String,
    },
    /// List requests without an answer
    List {
        /// Include answered requests
        #[arg(long)]
        all: bool,
    },
}

impl ReplyCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Request { claim, whom, about, until } => {
                let (mut casebook, actor) = (session.open()?, session.actor()?);
                let changed = query::request_reply(&mut casebook, &actor, &claim, &whom, about.as_deref(), until)?;
                claim_page::changed(session, "request recorded", &changed)?;
            }
            Self::Answer { request, answer } => {
                let changed = query::receive_reply(&mut session.open()?, &session.actor()?, &request, &answer)?;
                claim_page::changed(session, "answer recorded", &changed)?;
            }
            Self::List { all } => {
                let exchanges = query::replies(&session.open()?, !all)?;
                exchanges::list(session, "reply-list", &exchanges)?;
            }
        }
        Ok(Exit::Done)
    }
}
