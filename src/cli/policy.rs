//! The rules for sign-off.

use super::session::Session;
use actions::claims::review;
use record::model::words::{SecondPerson, StillHolds};
use store::error::{Exit, Result};

/// Show or set the rules for sign-off
#[derive(clap::Subcommand)]
pub enum PolicyCommand {
    /// Show the rules in force
    Show,
    /// Set the rules for future sign-offs
    ///
    /// Example: tickmark policy set --second-person all --evidence 2
    Set {
        /// How many pieces of evidence a verdict based on evidence needs
        #[arg(long, value_name = "N")]
        evidence: Option<u32>,
        /// Which claims need a verdict from a second person: high, all or none
        #[arg(long, value_name = "WORD")]
        second_person: Option<SecondPerson>,
        /// Which changes of a sentence a person may confirm with `still-holds`: wording (and order), order or none
        #[arg(long, value_name = "WORD")]
        still_holds: Option<StillHolds>,
    },
}

impl PolicyCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut casebook = session.open()?;
        let mut policy = review::policy(&casebook)?;
        if let Self::Set { evidence, second_person, still_holds } = self {
            policy.evidence = evidence.unwrap_or(policy.evidence);
            policy.second_person = second_person.unwrap_or(policy.second_person);
            policy.still_holds = still_holds.unwrap_or(policy.still_holds);
            review::set_policy(&mut casebook, &session.actor()?, policy)?;
        }
        session.terminal.show("policy", &policy, |page| {
            page.line("A claim may be signed off when");
            page.line("  it has a verdict, and its reviewers agree or their verdicts have been resolved;");
            page.line("  it was not found incorrect, not amended after its verdict, and not returned;");
            page.line(format!(
                "  it has {} or more pieces of evidence, unless it is unverifiable, on-author or opinion;",
                policy.evidence
            ));
            page.line("  it has no open queries;");
            page.line(match policy.second_person {
                SecondPerson::High => "  a second person has checked it, if its priority is high.",
                SecondPerson::All => "  a second person has checked it.",
                SecondPerson::Nobody => "  (a second person is not required).",
            });
            page.line(match policy.still_holds {
                StillHolds::Wording => {
                    "A person may confirm that a claim still holds if only wording or order changed."
                }
                StillHolds::Order => "A person may confirm that a claim still holds if only the order changed.",
                StillHolds::Nothing => "A claim is checked again whenever its sentence changes.",
            });
        })?;
        Ok(Exit::Done)
    }
}
