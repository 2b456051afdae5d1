//! Figures beside figures.

use super::session::Session;
use super::terminal::{shortened, visible};
use actions::evidence::compare::{self, Comparisons};
use actions::evidence::compare::{Answer, Reason};
use store::error::{Error, Exit, Result};

/// Compare a claim's figure with those of its evidence, showing the arithmetic
///
/// The answer is consistent, inconsistent or not comparable, with the reason; it is never a verdict. To use an exchange
/// rate, attach it as evidence with a unit such as PEN/USD.
///
/// Example: tickmark compare 4c1f
#[derive(clap::Args)]
pub struct CompareArgs {
    /// The claim
    claim: String,
}

impl CompareArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let claim = actions::claim(casebook.reader(), &self.claim)?;
        let found = compare::compare(casebook.reader(), &claim)?;
        if claim.quantity.is_none() {
            let id = claim.recorded.id.short();
            return Err(Error::Invalid(format!(
                "claim {id} has no figure: add one with `tickmark claim amend {id} --amount …`"
            )));
        }
        session.terminal.show("comparisons", &found, |page| {
            page.heading(&visible(claim.statement.as_deref().unwrap_or("(statement withheld)")));
            if found.each.is_empty() {
                page.line("No evidence that counts has a figure.");
            }
            for compared in &found.each {
                let answer = headline(compared.answer, compared.reason);
                let name = shortened(&compared.name, 70);
                page.line(format!("  {}  {answer}  {name}", compared.evidence.short()));
                for (at, sentence) in compared.working.iter().enumerate() {
                    page.line(format!("      {}. {}", at + 1, visible(sentence)));
                }
            }
            found.working.iter().for_each(|sentence| page.line(visible(sentence)));
        })?;
        Ok(Exit::Done)
    }
}

/// Says the answer and its reason: `inconsistent (scale-slip)`.
pub fn headline(answer: Answer, reason: Option<Reason>) -> String {
    reason.map_or_else(|| answer.to_string(), |reason| format!("{answer} ({reason})"))
}

/// Finds what was said of one piece of evidence.
pub fn of<'a>(found: &'a Comparisons, evidence: &record::model::id::Id) -> Option<&'a compare::Compared> {
    found.each.iter().find(|compared| compared.evidence == *evidence)
}
