//! Questions to the author, a source or an expert.

use super::claim_page;
use super::session::Session;
use super::terminal::shortened;
use actions::claims::query;
use actions::claims::query::Exchange;
use record::model::words::Recipient;
use store::error::{Exit, Result};

/// Ask, answer and list queries
#[derive(clap::Subcommand)]
pub enum QueryCommand {
    /// Ask a question about a claim
    ///
    /// Example: tickmark query ask 4c1f 'Which year is this for?' --to author
    Ask {
        /// The claim
        claim: String,
        /// The question
        question: String,
        /// author, source or expert
        #[arg(long, value_name = "WORD", default_value = "author")]
        to: Recipient,
        /// Who to ask, by name
        #[arg(long, value_name = "NAME")]
        whom: Option<String>,
    },
    /// Record the answer to a question
    Answer {
        /// The query: the first digits of its id, as `query list` shows it
        query: String,
        /// The answer
        answer: String,
    },
    /// List open queries
    List {
        /// Include answered queries
        #[arg(long)]
        all: bool,
    },
}

impl QueryCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Ask { claim, question, to, whom } => {
                let (mut casebook, actor) = (session.open()?, session.actor()?);
                let changed = query::ask(&mut casebook, &actor, &claim, to, whom.as_deref(), &question)?;
                claim_page::changed(session, "question recorded", &changed)?;
            }
            Self::Answer { query, answer } => {
                let changed = query::answer(&mut session.open()?, &session.actor()?, &query, &answer)?;
                claim_page::changed(session, "answer recorded", &changed)?;
            }
            Self::List { all } => {
                let exchanges = query::queries(&session.open()?, !all)?;
                list(session, "query-list", &exchanges)?;
            }
        }
        Ok(Exit::Done)
    }
}

/// Lists questions or requests for comment.
pub fn list(session: &Session, shape: &str, exchanges: &[Exchange]) -> Result<()> {
    session.terminal.show(shape, &exchanges, |page| {
        let rows = exchanges.iter().map(|exchange| {
            let whom = exchange.whom.as_ref().map(|whom| format!(" ({whom})")).unwrap_or_default();
            let text = shortened(exchange.text.as_deref().unwrap_or_default(), 70);
            let answer = exchange.answer.as_deref().map_or_else(|| "open".into(), |answer| shortened(answer, 50));
            let until = exchange.until.clone().unwrap_or_default();
            vec![exchange.id.short(), exchange.claim.short(), format!("{}{whom}", exchange.to), until, text, answer]
        });
        page.table(&["id", "claim", "to", "until", "text", "answer"], rows.collect());
        if exchanges.is_empty() {
            page.line("Nothing open.");
        }
    })
}
