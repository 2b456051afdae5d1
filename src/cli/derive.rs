//! Computing evidence from evidence.

use super::claim_page;
use super::session::Session;
use super::terminal::visible;
use actions::evidence::derive::{self, NewDerivation};
use actions::quantity::in_words;
use record::model::words::{Confidence, Stance};
use store::error::{Exit, Result};

/// Compute evidence from other evidence, by a formula that is kept and that `verify` computes again
///
/// A formula refers to evidence by its id, or by your own identifier for a source that gives the claim one figure. It
/// takes + - * / and sum, mean, min, max, growth(a, b), share(part, whole), difference(a, b), convert(amount, rate). If
/// an input is withdrawn, the result no longer counts.
///
/// Example: tickmark derive 4c1f 'share(99ab01cd, 77fe22aa)' --stance supports
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct DeriveArgs {
    /// The claim
    claim: String,
    /// The formula
    formula: String,
    /// supports, contradicts, partial or context
    #[arg(long, value_name = "WORD")]
    stance: Stance,
    /// Who or what the result is about
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// What the result measures
    #[arg(long, value_name = "TEXT")]
    metric: Option<String>,
    /// How sure you are: high, medium or low
    #[arg(long, value_name = "WORD")]
    confidence: Option<Confidence>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl DeriveArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let new = NewDerivation {
            formula: &self.formula,
            stance: self.stance,
            confidence: self.confidence,
            subject: self.subject.as_deref(),
            metric: self.metric.as_deref(),
            note: self.note.as_deref(),
        };
        let computed = derive::derive(&mut session.open()?, &session.actor()?, &self.claim, &new)?;
        claim_page::changed(session, "computed evidence attached", &computed.changed)?;
        let result = in_words(&computed.quantity);
        session.terminal.say(format!("{} gives {}", visible(&computed.formula), visible(&result)));
        for sentence in &computed.working {
            session.terminal.say(format!("  {}", visible(sentence)));
        }
        Ok(Exit::Done)
    }
}
