//! The rules: shown once each, with the step at which each is asked, and set.

use super::session::Session;
use super::terminal::visible_path;
use actions::claims::rulebook::{self, RuleLine, Rulebook, Setting};
use record::model::event::Policy;
use record::model::words::{SecondPerson, StillHolds};
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::error::{Exit, Result};

/// Show or set the rules
#[derive(clap::Subcommand)]
pub enum PolicyCommand {
    /// Show every rule in force: when it is asked, what it asks, what meets it
    Show,
    /// Set rules for what is done from here on, in the record
    ///
    /// A rule that `tickmark.toml` states counts before the record.
    ///
    /// Examples:
    ///   tickmark policy set --second-person all --evidence 2
    ///   tickmark policy set --rule no-doubt=false --rule 'independent-origins={ high = 3 }'
    ///   tickmark policy set --rule 'at-sign-off=["independent-origins"]'
    ///   tickmark policy set --from tickmark.toml
    #[command(verbatim_doc_comment)]
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
        /// A rule as tickmark.toml has it: no-doubt=false, resolve-by=anyone
        #[arg(long = "rule", value_name = "KEY=VALUE")]
        rules: Vec<String>,
        /// Record the rules that a file states
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
}

#[derive(Serialize)]
struct Shown {
    evidence: u32,
    second_person: SecondPerson,
    still_holds: StillHolds,
    file: Option<String>,
    rules: Vec<RuleLine>,
}

impl PolicyCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut casebook = session.open()?;
        if let Self::Set { evidence, second_person, still_holds, rules, from } = self {
            let setting = Setting { evidence, second_person, still_holds, from: from.as_deref(), rules };
            rulebook::set(&mut casebook, &session.actor()?, &setting)?;
        }
        let book = Rulebook::read(&casebook, None)?;
        let (policy, rules, file) = (book.policy, book.lines(), book.file);
        let Policy { evidence, second_person, still_holds } = policy;
        let shown = Shown { evidence, second_person, still_holds, file, rules };
        session.terminal.show("policy", &shown, |page| {
            page.table(&["asked at", "rule", "asks", "met by", "stated in"], shown.rules.iter().map(cells).collect());
            if let Some(file) = &shown.file {
                page.line(format!("Some rules are in the file {}.", visible_path(Path::new(file))));
            }
        })?;
        Ok(Exit::Done)
    }
}

fn cells(line: &RuleLine) -> Vec<String> {
    let steps: Vec<_> = line.steps.iter().map(|step| step.word()).collect();
    let (rule, met_by, stated_in) = (line.rule.to_string(), line.met_by.to_string(), line.stated_in.to_string());
    vec![steps.join(", "), rule, line.asks.clone(), met_by, stated_in]
}
