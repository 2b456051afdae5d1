//! Where the evidence of a claim comes from, and proposals of which source comes from which.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions;
use actions::choice::Choice;
use actions::sources::lineage::{self, Kind, Origins, Side, plural};
use actions::sources::suggest_links::{self, Proposal, Proposals};
use store::error::{Exit, Result};

/// Count the independent origins of a claim's evidence: sources that copy one another count once
///
/// Anything that comes from the piece under check is listed separately, with the path it took, and never counts.
///
/// Examples:
///   tickmark origins 4c1f
///   tickmark origins suggest
///   tickmark origins suggest --accept 1,3
#[derive(clap::Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct OriginsArgs {
    /// The claim
    #[arg(required = true)]
    claim: Option<String>,
    #[command(subcommand)]
    command: Option<OriginsCommand>,
}

#[derive(clap::Subcommand)]
enum OriginsCommand {
    /// Suggest which source comes from which, and why: shared passages, credits, addresses, titles, authors
    ///
    /// Nothing is recorded until you accept it, and links taken back are not suggested again. Confidential material is
    /// not considered.
    ///
    /// Example: tickmark origins suggest --accept 1,4-7
    Suggest {
        /// Only sources with evidence for this piece
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
        /// Record suggestions as links: all, or their numbers
        #[arg(long, value_name = "all|NUMBERS")]
        accept: Option<Choice>,
    },
}

impl OriginsArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self.command {
            Some(OriginsCommand::Suggest { piece, accept: None }) => suggest(session, piece.as_deref())?,
            Some(OriginsCommand::Suggest { piece, accept: Some(choice) }) => {
                accept(session, piece.as_deref(), &choice)?;
            }
            None => show(session, &self.claim.unwrap_or_default())?,
        }
        Ok(Exit::Done)
    }
}

fn show(session: &Session, reference: &str) -> Result<()> {
    let casebook = session.open()?;
    let reader = casebook.reader();
    let claim = actions::claim(reader, reference)?;
    let origins = lineage::origins(reader, &claim)?;
    session.terminal.show("origins", &origins, |page| {
        page.heading(&visible(claim.statement.as_deref().unwrap_or("(statement withheld)")));
        compose(page, &origins);
    })
}

fn compose(page: &mut Page, origins: &Origins) {
    let Origins { supports, contradicts, beside, .. } = origins;
    if supports.sources + contradicts.sources + beside.sources == 0 {
        page.line("No evidence counts.");
    }
    for (side, what) in [(supports, "In support"), (contradicts, "Against"), (beside, "Partial, or context")] {
        if side.sources > 0 {
            compose_side(page, side, what);
        }
    }
}

fn compose_side(page: &mut Page, side: &Side, what: &str) {
    page.heading(&format!("{what}: {}", side.in_words()));
    for (at, origin) in side.origins.iter().enumerate() {
        let kind = match origin.kind {
            Kind::Named => " (by name)",
            Kind::Source => "",
            Kind::Circle => " (they name each other)",
            Kind::Piece => " (another piece)",
        };
        let count = plural(origin.sources.len(), "source");
        page.line(format!("  {}. {}{kind}: {count}", at + 1, visible(&origin.name)));
        for way in &origin.sources {
            page.line(format!("       {}  {}", way.source.short(), visible(&way.backwards())));
        }
    }
    if !side.kept_back.is_empty() {
        page.line("  Confidential: counted, but where it comes from is not shown");
    }
    for way in &side.kept_back {
        page.line(format!("       {}  {}", way.source.short(), visible(&way.backwards())));
    }
    if !side.circular.is_empty() {
        page.line("  Circular: from the piece itself, so it does not support it");
    }
    for way in &side.circular {
        page.line(format!("       {}  {}", way.source.short(), visible(&way.forwards())));
    }
}

fn suggest(session: &Session, piece: Option<&str>) -> Result<()> {
    let found = suggest_links::propose(&session.open()?, piece)?;
    session.terminal.show("origins-suggest", &found, |page| compose_proposals(page, &found))?;
    if !found.proposals.is_empty() {
        session
            .terminal
            .say("Record them with `tickmark origins suggest --accept all`, or some with `--accept 1,4-7`.");
    }
    Ok(())
}

fn compose_proposals(page: &mut Page, found: &Proposals) {
    page.line(format!("{}, {} compared", plural(found.proposals.len(), "suggestion"), plural(found.texts, "text")));
    for proposal in &found.proposals {
        entry(page, proposal);
    }
    if !found.unmatched.is_empty() {
        page.heading("They credit a source that is not in this casebook: nothing to link");
    }
    for credit in &found.unmatched {
        let name = credit.credits.as_deref().unwrap_or("a press release");
        page.line(format!(
            "  {}  {}: {} (“{}”)",
            credit.source.short(),
            shortened(&credit.name, 50),
            shortened(name, 40),
            shortened(&credit.words, 80)
        ));
    }
}

fn entry(page: &mut Page, proposal: &Proposal) {
    page.heading(&format!("{:>3}  {}", proposal.number, visible(&proposal.name)));
    let piece = if proposal.from_piece { "the piece under check, " } else { "" };
    let from = format!("{piece}{} {}", proposal.derived_from.short(), proposal.derived_from_name);
    page.field("comes from", Some(from));
    page.field("as a", Some(proposal.relation.word()));
    page.field("why", Some(&proposal.reason));
    page.field("passage", proposal.passage.as_ref().map(|passage| format!("“{passage}”")));
}

fn accept(session: &Session, piece: Option<&str>, choice: &Choice) -> Result<()> {
    let events = suggest_links::accept(&mut session.open()?, &session.actor()?, piece, choice)?;
    session.terminal.show("origins-accepted", &serde_json::json!({"links": events}), |page| {
        page.line(format!("{} recorded", plural(events.len(), "link")));
        page.line("The remaining suggestions have new numbers; `tickmark source unlink` takes a link back.");
    })
}
