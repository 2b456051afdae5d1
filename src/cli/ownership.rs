//! Stakes, and who owns whom.

use super::session::Session;
use super::terminal::{Page, visible, visible_path};
use actions::evidence::stake::{self, NewStake};
use actions::evidence::stake::{Graph, Holding, Ownership, SetAside, Step, Unknown, dot, svg, tree};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Record, list and withdraw stakes: who owns how much of what
#[derive(clap::Subcommand)]
pub enum StakeCommand {
    /// Record that a person or company owns a share of another
    ///
    /// Example: tickmark stake add 'MMG Limited' 'Las Bambas' 62.5% --as-of 2014 --source E001
    Add(Box<AddArgs>),
    /// List all stakes
    List,
    /// Withdraw a stake; it stays in the record
    Withdraw {
        /// The stake
        stake: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Who owns how much of what.
#[derive(clap::Args)]
pub struct AddArgs {
    /// Who owns it
    owner: String,
    /// What is owned
    owned: String,
    /// The share: 62.5%, '>50%', '~74%', 60-65%
    share: String,
    /// The time it describes: a day, a month or a year
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// The piece of evidence for it
    #[arg(long, value_name = "ID")]
    evidence: Option<String>,
    /// The source for it
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl StakeCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add(args) => args.run(session)?,
            Self::List => list(session)?,
            Self::Withdraw { stake, reason } => {
                let event = stake::withdraw(&mut session.open()?, &session.actor()?, &stake, &reason)?;
                session.terminal.show("stake-withdrawn", &serde_json::json!({"event": event}), |page| {
                    page.line(format!("stake {} no longer counts", visible(&stake)));
                })?;
            }
        }
        Ok(Exit::Done)
    }
}

impl AddArgs {
    fn run(self, session: &Session) -> Result<()> {
        let figure = stake::figure(&self.share, self.as_of.as_deref())?;
        let new = NewStake {
            owner: &self.owner,
            owned: &self.owned,
            figure,
            evidence: self.evidence.as_deref(),
            source: self.source.as_deref(),
            note: self.note.as_deref(),
        };
        let id = stake::add(&mut session.open()?, &session.actor()?, &new)?;
        session.terminal.show("stake-added", &serde_json::json!({"id": id}), |page| {
            page.line(format!(
                "stake {}  {} owns {} of {}",
                id.short(),
                visible(&self.owner),
                visible(&self.share),
                visible(&self.owned)
            ));
        })?;
        if self.as_of.is_none() {
            session.terminal.say("it has no date: give one with --as-of to show when it was true");
        }
        Ok(())
    }
}

fn list(session: &Session) -> Result<()> {
    let stakes = stake::list(&session.open()?)?;
    session.terminal.show("stake-list", &stakes, |page| {
        let rows = stakes.iter().map(|stake| {
            let withdrawn = if stake.withdrawn { " (withdrawn)" } else { "" };
            let share = stake.figure.amount.map(|amount| format!("{} {amount} %", stake.figure.comparator));
            vec![
                stake.id.short(),
                visible(&stake.owner),
                share.unwrap_or_default(),
                visible(&stake.owned),
                format!("{}{withdrawn}", stake.told_of()),
                visible(&stake.evidence.clone().unwrap_or_default()),
            ]
        });
        page.table(&["id", "owner", "share", "owned", "told of", "evidence"], rows.collect());
    })
}

/// Show who owns a company: direct, look-through and control shares, each traced to its evidence
///
/// Control follows majorities along the chain; the look-through share is the economic interest. Both are shown, because
/// a chain can give majority control with only a minority interest.
///
/// Examples:
///   tickmark ownership 'Las Bambas' --as-of 2016
///   tickmark ownership 'Las Bambas' --svg owners.svg
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct OwnershipArgs {
    /// The company
    company: String,
    /// At the end of a day, a month or a year (default: by the latest statements)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only this owner
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Write a drawing to this file, which must not exist yet
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write a Graphviz graph to this file, which must not exist yet
    #[arg(long, value_name = "FILE")]
    dot: Option<PathBuf>,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    ownership: &'a Ownership,
    all_findings: Vec<String>,
    not_used: Vec<String>,
}

impl OwnershipArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let as_of = self.as_of.as_deref().map(stake::last_day).transpose()?;
        let graph = stake::graph(session.open()?.reader(), as_of)?;
        let mut ownership = graph.ownership_of(&self.company).map_err(unknown)?;
        if let Some(owner) = &self.owner {
            let named = |holding: &Holding| holding.owner.eq_ignore_ascii_case(owner.trim());
            ownership.holdings.retain(named);
            if ownership.holdings.is_empty() {
                let company = visible(&ownership.company);
                return Err(Error::Invalid(format!("no share of {company} is recorded for `{}`", visible(owner))));
            }
        }
        self.draw(&graph)?;
        let findings: Vec<String> = ownership.findings.iter().map(ToString::to_string).collect();
        let set_aside: Vec<String> = ownership.set_aside.iter().map(left_out).collect();
        let tree = if self.owner.is_none() { tree(&graph, &self.company).map_err(unknown)? } else { Vec::new() };
        let shown = Shown { ownership: &ownership, all_findings: findings, not_used: set_aside };
        session.terminal.show("ownership", &shown, |page| compose(page, &shown, &tree))?;
        for path in [&self.svg, &self.dot].into_iter().flatten() {
            session.terminal.say(format!("wrote {}", visible_path(path)));
        }
        Ok(Exit::Done)
    }

    fn draw(&self, graph: &Graph) -> Result<()> {
        if self.svg.is_none() && self.dot.is_none() {
            return Ok(());
        }
        let picture = graph.picture(Some(&self.company)).map_err(|fault| Error::Invalid(fault.to_string()))?;
        self.svg.as_deref().map_or(Ok(()), |path| write_new(path, &svg(&picture)))?;
        self.dot.as_deref().map_or(Ok(()), |path| write_new(path, &dot(&picture)))
    }
}

fn unknown(unknown: Unknown) -> Error {
    Error::Invalid(unknown.to_string())
}

fn write_new(path: &Path, text: &str) -> Result<()> {
    let mut file = std::fs::File::create_new(path).map_err(|error| Error::making(path, &error))?;
    file.write_all(text.as_bytes()).map_err(|error| Error::file(path, &error))
}

/// Names what a step rests on, and of when that tells.
fn traced(step: &Step) -> String {
    format!("{}, {}", visible(&step.evidence.clone().unwrap_or_else(|| step.stake.short())), step.told_of)
}

fn left_out(aside: &SetAside) -> String {
    let share = aside.share.map(|share| share.to_string()).unwrap_or_default();
    format!("{} {share} of {} [{}]: {}", aside.owner, aside.owned, aside.stake.short(), aside.reason)
}

fn compose(page: &mut Page, shown: &Shown, tree: &[String]) {
    let ownership = shown.ownership;
    let when = ownership.as_of.map_or("by the latest statements".to_string(), |day| format!("as of {day}"));
    page.heading(&format!("Who owns {}, {when}", visible(&ownership.company)));
    tree.iter().for_each(|line| page.line(format!("  {line}")));
    let rows = ownership.holdings.iter().map(|holding| {
        let majority = holding.majority();
        let yes = |answer: &dyn std::fmt::Display| answer.to_string();
        vec![
            visible(&holding.owner),
            format!("{:.4}", holding.direct),
            format!("{:.4}", holding.look_through),
            format!("{:.4} ({})", holding.control.share, yes(&majority.by_control)),
        ]
    });
    page.table(&["owner", "direct", "look-through", "control (majority)"], rows.collect());
    page.heading("Working");
    for holding in &ownership.holdings {
        page.line(format!("  {}: {}", visible(&holding.owner), visible(&holding.majority().to_string())));
        for path in &holding.paths {
            let evidence: Vec<String> = path.steps.iter().map(traced).collect();
            page.line(format!("    {}  [{}]", visible(&path.working()), evidence.join("; ")));
        }
    }
    for (title, lines) in [("Needs a look", &shown.all_findings), ("Not used", &shown.not_used)] {
        if !lines.is_empty() {
            page.heading(title);
            lines.iter().for_each(|line| page.line(format!("  {}", visible(line))));
        }
    }
}
