//! Evidence.

use super::claim_page;
use super::figure::FigureArgs;
use super::session::Session;
use super::terminal::{shortened, visible};
use actions;
use actions::evidence::attach;
use actions::evidence::quote::Quoted;
use actions::evidence::quote::{Match, Piece};
use record::model::time::Day;
use record::model::words::{Confidence, Stance};
use store::error::{Error, Exit, Result};

/// Attach, list and withdraw evidence
#[derive(clap::Subcommand)]
pub enum EvidenceCommand {
    /// Attach a passage or figure from a source to a claim
    ///
    /// Example: tickmark evidence attach 4c1f --source 99ab --stance supports --locator 'p. 4' --quote '…'
    Attach(Box<AttachArgs>),
    /// List the evidence of a claim
    List {
        /// The claim
        claim: String,
    },
    /// Withdraw a piece of evidence; it stays in the record
    Withdraw {
        /// The piece of evidence
        evidence: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// What bears on the claim, and how.
#[derive(clap::Args)]
pub struct AttachArgs {
    /// The claim
    claim: String,
    /// The source
    #[arg(long, value_name = "ID")]
    source: String,
    /// supports, contradicts, partial or context
    #[arg(long, value_name = "WORD")]
    stance: Stance,
    /// Where in the source: page, paragraph, minute, cell
    #[arg(long, value_name = "TEXT")]
    locator: Option<String>,
    /// The passage, word for word; it must occur in a capture of the source
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// Record the quote even if it was not found in a capture
    #[arg(long, requires = "quote")]
    unverified_quote: bool,
    /// Who is quoted as saying it
    #[arg(long, value_name = "NAME", requires = "quote")]
    speaker: Option<String>,
    /// The day it describes
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Day>,
    /// The last day it can be relied on; after that, the claim needs another look
    #[arg(long, value_name = "YYYY-MM-DD")]
    good_until: Option<Day>,
    /// How sure you are of your reading: high, medium or low
    #[arg(long, value_name = "WORD")]
    confidence: Option<Confidence>,
    /// The capture that contains it
    #[arg(long, value_name = "ID")]
    capture: Option<String>,
    /// Read the figure from a captured table: Sheet1!C14, 'row 14, column Revenue', or a JSON pointer /data/3/value
    #[arg(long, value_name = "ADDRESS")]
    cell: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Count it although something about it does not stand, for this reason
    #[arg(long, value_name = "REASON")]
    despite: Option<String>,
    /// Do not read a figure from the quote
    #[arg(long, requires = "quote")]
    no_figure: bool,
    #[command(flatten)]
    figure: FigureArgs,
}

impl EvidenceCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Attach(args) => {
                let new = attach::NewEvidence {
                    source: &args.source,
                    capture: args.capture.as_deref(),
                    stance: args.stance,
                    confidence: args.confidence,
                    locator: args.locator.as_deref(),
                    quote: args.quote.as_deref(),
                    note: args.note.as_deref(),
                    quantity: args.figure.quantity()?,
                    cell: args.cell.as_deref(),
                    unverified_quote: args.unverified_quote,
                    speaker: args.speaker.as_deref(),
                    as_of: args.as_of,
                    good_until: args.good_until,
                    despite: args.despite.as_deref(),
                    no_figure: args.no_figure,
                };
                let attached = attach_or_ask(session, &args.claim, new)?;
                claim_page::changed(session, "evidence attached", &attached.changed)?;
                if let Some(figure) = &attached.figure {
                    session.terminal.say(format!("figure read from the quote: {figure} (--no-figure leaves it out)"));
                }
                if let Some(quoted) = &attached.quote {
                    tell_quote(session, quoted);
                }
                if let Some(cell) = &attached.cell {
                    let header =
                        cell.value.header.as_ref().map(|header| format!(", under “{header}”")).unwrap_or_default();
                    let label =
                        cell.value.label.as_ref().map(|label| format!(", beside “{label}”")).unwrap_or_default();
                    let read = format!("read in {}{header}{label}: {}", cell.address, cell.value.text);
                    session.terminal.say(visible(&read));
                }
            }
            Self::List { claim } => list(session, &claim)?,
            Self::Withdraw { evidence, reason } => {
                let changed = attach::withdraw(&mut session.open()?, &session.actor()?, &evidence, &reason)?;
                claim_page::changed(session, "evidence withdrawn", &changed)?;
            }
        }
        Ok(Exit::Done)
    }
}

/// Attaches evidence; where it does not stand and a person is there, shows why and asks for the reason to count it.
fn attach_or_ask(session: &Session, claim: &str, new: attach::NewEvidence) -> Result<attach::Attached> {
    let (mut casebook, actor) = (session.open()?, session.actor()?);
    let refused = match attach::attach(&mut casebook, &actor, claim, &new) {
        Err(Error::DoesNotStand { claim, reasons }) => (claim, reasons),
        other => return other,
    };
    let (short, reasons) = refused;
    let shown: Vec<String> = reasons.iter().map(|reason| visible(&format!("does not stand: {reason}"))).collect();
    let why = session
        .terminal
        .ask(&format!("{}\nCount it all the same? Type the reason, or press Enter to leave it", shown.join("\n")))?;
    match why {
        Some(why) => attach::attach(&mut casebook, &actor, claim, &attach::NewEvidence { despite: Some(&why), ..new }),
        None => Err(Error::DoesNotStand { claim: short, reasons }),
    }
}

/// Says how the quotation was found, and how it departs from its source.
fn tell_quote(session: &Session, quoted: &Quoted) {
    let found = &quoted.found;
    let how = match found.matched {
        Match::Exact => "word for word".to_string(),
        Match::Alike => "in other typography".to_string(),
        Match::Approximate => format!("approximately, {}.{} % alike", found.score / 10, found.score % 10),
    };
    session.terminal.say(format!("quote found {how}: {}", visible(&quoted.place)));
    if found.matched == Match::Approximate {
        let pieces: Vec<String> = found.difference.iter().map(piece).collect();
        session.terminal.say(format!("  {}", visible(&pieces.join(" "))));
    }
    for fault in &found.faults {
        session.terminal.say(format!("  {}: {}", fault.kind, visible(&fault.to_string())));
    }
}

/// Marks what only one of the two has, as `wdiff` does.
fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Same(words) => words.clone(),
        Piece::OnlyInSource(words) => format!("[-{words}-]"),
        Piece::OnlyInQuote(words) => format!("{{+{words}+}}"),
        Piece::Marked { quote, .. } => quote.clone(),
    }
}

fn list(session: &Session, reference: &str) -> Result<()> {
    let casebook = session.open()?;
    let reader = casebook.reader();
    let claim = actions::claim(reader, reference)?;
    let standing = actions::claims::standing::standing(reader, &claim, session.clock().today())?;
    let mut rows = Vec::new();
    for evidence in &claim.evidence {
        let source = attach::origin(reader, evidence)?;
        let words =
            [&evidence.locator, &evidence.quote, &evidence.note].into_iter().flatten().cloned().collect::<Vec<_>>();
        let stance = match evidence.withdrawn {
            Some(_) => format!("{} (withdrawn)", evidence.stance),
            None => match standing.evidence.iter().find(|judged| judged.evidence == evidence.mark.id) {
                Some(judged) if !judged.counts => format!("{} (does not stand)", evidence.stance),
                Some(_) if evidence.despite.is_some() => format!("{} (despite)", evidence.stance),
                _ => evidence.stance.to_string(),
            },
        };
        let figure = evidence.quantity.as_ref().map(|quantity| quantity.to_string()).unwrap_or_default();
        rows.push(vec![
            evidence.mark.id.short(),
            stance,
            shortened(&source, 50),
            figure,
            shortened(&words.join(" · "), 120),
        ]);
    }
    session.terminal.show("evidence-list", &claim.evidence, |page| {
        page.table(&["id", "stance", "source", "figure", "where and what"], rows);
    })
}
