//! Claims: recording, listing, showing, amending, cutting.

use super::claim_page;
use super::figure::FigureArgs;
use super::review::{ClaimsArgs, taken};
use super::session::Session;
use super::terminal::{shortened, visible};
use actions;
use actions::claims::card::Card;
use actions::claims::claim::Refigured;
use actions::claims::list::{self, Filter, Found, Listed, Sort};
use actions::claims::many::Step;
use actions::claims::{claim, depend};
use actions::drafts::revise;
use actions::quantity::Part;
use record::model::event::Span;
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Status, Verdict};
use serde::Serialize;
use store::error::{Error, Exit, Result};

/// Record, list, show, amend, cut and restore claims
#[derive(clap::Subcommand)]
pub enum ClaimCommand {
    /// Record an assertion in the draft as a claim
    ///
    /// Use `--quote` or `--span` to tie it to its place in the latest draft; without either, it is logged by hand.
    ///
    /// Example: tickmark claim add --quote 'over 1 billion USD' --type investment-total --priority high
    Add(Box<AddArgs>),
    /// List claims, with filters, sorting and search
    ///
    /// Example: tickmark claim list --priority high --status unchecked --search 'copper'
    List(ListArgs),
    /// Show everything about a claim, with its timeline
    Show {
        /// The claim: digits of its id, its number in the piece such as C1, or your own identifier for it
        claim: String,
        /// Print only the canonical record whose SHA-256 is `record_sha256`
        #[arg(long)]
        record: bool,
    },
    /// Change the parts of a claim that you name; earlier verdicts and sign-off are marked as outdated
    ///
    /// What you do not name stays as it is. The answer shows each part before and after.
    ///
    /// Examples:
    ///   tickmark claim amend 4c1f --unit USD
    ///   tickmark claim amend 4c1f --from 2022-01-01 --to 2022-12-31 --no-basis
    #[command(verbatim_doc_comment)]
    Amend(Box<AmendArgs>),
    /// Set a claim's place in the latest draft yourself
    ///
    /// Example: tickmark claim anchor 4c1f --quote 'over 1 billion USD'
    Anchor(AnchorArgs),
    /// Record that a claim rests on another, so that doubt about the other reaches it
    ///
    /// Example: tickmark claim depend 4c1f --on 99ab --note 'the share is of this total'
    Depend {
        /// The claim that rests on the other
        claim: String,
        /// The claim that it rests on
        #[arg(long, value_name = "CLAIM")]
        on: String,
        /// A remark
        #[arg(long, value_name = "TEXT", conflicts_with = "drop")]
        note: Option<String>,
        /// Record that it no longer rests on the other
        #[arg(long, requires = "reason")]
        drop: bool,
        /// Why
        #[arg(long, value_name = "TEXT", requires = "drop")]
        reason: Option<String>,
    },
    /// Cut claims from the piece; they stay in the record
    Cut {
        #[command(flatten)]
        claims: ClaimsArgs,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Bring cut claims back
    Restore {
        #[command(flatten)]
        claims: ClaimsArgs,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
}

/// What a new claim says and where it stands.
#[derive(clap::Args)]
pub struct AddArgs {
    /// What is asserted, in one sentence (default: the words at its place)
    statement: Option<String>,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Words of the latest draft, exactly as written
    #[arg(long, value_name = "TEXT", conflicts_with = "span")]
    quote: Option<String>,
    /// Which occurrence of the quoted words, counting from 1
    #[arg(long, value_name = "N", requires = "quote")]
    occurrence: Option<usize>,
    /// Byte offsets into the latest draft, as START..END (end not included)
    #[arg(long, value_name = "START..END", value_parser = span)]
    span: Option<Span>,
    /// What kind of assertion it is
    #[arg(long = "type", value_name = "TYPE", default_value = "characterisation")]
    claim_type: ClaimType,
    /// How costly an error would be: high, medium or low
    #[arg(long, value_name = "WORD", default_value = "medium")]
    priority: Priority,
    /// Your own identifier for it
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    figure: FigureArgs,
}

fn span(text: &str) -> Result<Span, String> {
    let numbers = text.split_once("..").and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    match numbers {
        Some((start, end)) if start < end => Ok(Span { start, end }),
        _ => Err("write two byte offsets as START..END, the smaller first".into()),
    }
}

/// What is to be changed.
#[derive(clap::Args)]
pub struct AmendArgs {
    /// The claim
    claim: String,
    /// The new statement
    #[arg(long, value_name = "TEXT")]
    statement: Option<String>,
    /// The new type
    #[arg(long = "type", value_name = "TYPE")]
    claim_type: Option<ClaimType>,
    /// The new priority
    #[arg(long, value_name = "WORD")]
    priority: Option<Priority>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    figure: FigureArgs,
    #[command(flatten)]
    without: WithoutArgs,
}

/// The parts of the quantity that go.
#[derive(clap::Args)]
#[command(next_help_heading = "Quantity")]
struct WithoutArgs {
    /// Remove the whole quantity
    #[arg(long, conflicts_with_all = ["subject", "metric", "comparator", "amount", "upper", "unit", "from", "to", "basis", "change"])]
    no_quantity: bool,
    /// Remove the amount, with its upper end and comparator
    #[arg(long, conflicts_with_all = ["amount", "upper", "comparator"])]
    no_amount: bool,
    /// Remove the upper end, so that the lower one is the amount
    #[arg(long, conflicts_with = "upper")]
    no_upper: bool,
    /// Remove the unit
    #[arg(long, conflicts_with = "unit")]
    no_unit: bool,
    /// Remove who or what the amount is about
    #[arg(long, conflicts_with = "subject")]
    no_subject: bool,
    /// Remove what is measured
    #[arg(long, conflicts_with = "metric")]
    no_metric: bool,
    /// Remove the period
    #[arg(long, conflicts_with_all = ["from", "to"])]
    no_period: bool,
    /// Remove the basis
    #[arg(long, conflicts_with = "basis")]
    no_basis: bool,
    /// Remove how the amount stands to a change
    #[arg(long, conflicts_with = "change")]
    no_change: bool,
}

impl WithoutArgs {
    fn parts(&self) -> Vec<Part> {
        let named = [
            (self.no_amount, Part::Amount),
            (self.no_upper, Part::Upper),
            (self.no_unit, Part::Unit),
            (self.no_subject, Part::Subject),
            (self.no_metric, Part::Metric),
            (self.no_period, Part::Period),
            (self.no_basis, Part::Basis),
            (self.no_change, Part::Change),
        ];
        named.into_iter().filter(|(named, _)| *named).map(|(_, part)| part).collect()
    }
}

/// Which claims, in which order.
#[derive(clap::Args)]
pub struct ListArgs {
    /// Only claims of this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Only claims in these statuses
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    status: Vec<Status>,
    /// Only claims with these verdicts
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    verdict: Vec<Verdict>,
    /// Only claims of these types
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    claim_type: Vec<ClaimType>,
    /// Only claims of these priorities
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    priority: Vec<Priority>,
    /// Only claims assigned to this person
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,
    /// Only claims whose reviewers disagree
    #[arg(long)]
    contested: bool,
    /// Only overdue claims
    #[arg(long)]
    overdue: bool,
    /// Only claims whose statement has all these words; put a phrase in "quotation marks"
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Sort by recorded, priority, status, due, place or relevance
    #[arg(long, value_name = "ORDER")]
    sort: Option<Sort>,
    /// How many to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// How many to skip first
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
}

impl ClaimCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add(args) => args.run(session)?,
            Self::List(args) => args.run(session)?,
            Self::Show { claim, record } => show(session, &claim, record)?,
            Self::Anchor(args) => args.run(session)?,
            Self::Amend(args) => args.run(session)?,
            Self::Depend { claim, on, note, drop, reason } => {
                let (mut casebook, actor) = (session.open()?, session.actor()?);
                let changed = match drop {
                    true => depend::drop_dependency(&mut casebook, &actor, &claim, &on, &reason.unwrap_or_default())?,
                    false => depend::depend(&mut casebook, &actor, &claim, &on, note.as_deref())?,
                };
                let done = if drop { "dependency dropped" } else { "dependency recorded" };
                claim_page::changed(session, done, &changed)?;
            }
            Self::Cut { claims, reason } => {
                let step = Step::Cut { reason: reason.as_deref() };
                return taken(session, "cut", &claims.meant(), step);
            }
            Self::Restore { claims, reason } => {
                let step = Step::Restore { reason: reason.as_deref() };
                return taken(session, "restored", &claims.meant(), step);
            }
        }
        Ok(Exit::Done)
    }
}

impl AddArgs {
    fn run(self, session: &Session) -> Result<()> {
        let place = match (&self.quote, self.span) {
            (Some(text), _) => claim::Place::Quoted { text: text.clone(), occurrence: self.occurrence },
            (None, Some(span)) => claim::Place::Span(span),
            (None, None) => claim::Place::Nowhere,
        };
        let new = claim::NewClaim {
            piece: self.piece.as_deref(),
            statement: self.statement.as_deref(),
            place,
            claim_type: self.claim_type,
            priority: self.priority,
            quantity: self.figure.quantity()?,
            external_id: self.id.as_deref(),
            note: self.note.as_deref(),
        };
        let claim = claim::add(&mut session.open()?, &session.actor()?, &new)?;
        claim_page::recorded(session, &claim)
    }
}

/// Where a claim stands.
#[derive(clap::Args)]
pub struct AnchorArgs {
    /// The claim
    claim: String,
    /// Words of the latest draft, exactly as written
    #[arg(long, value_name = "TEXT", conflicts_with = "span")]
    quote: Option<String>,
    /// Which occurrence of the quoted words, counting from 1
    #[arg(long, value_name = "N", requires = "quote")]
    occurrence: Option<usize>,
    /// Byte offsets into the latest draft, as START..END (end not included)
    #[arg(long, value_name = "START..END", value_parser = span, required_unless_present_any = ["quote", "here"])]
    span: Option<Span>,
    /// Confirm the place found in the latest draft, although its words changed
    #[arg(long, conflicts_with_all = ["quote", "span"])]
    here: bool,
}

impl AnchorArgs {
    fn run(self, session: &Session) -> Result<()> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        if self.here {
            return claim_page::changed(session, "confirmed", &revise::confirm(&mut casebook, &actor, &self.claim)?);
        }
        let changed = revise::place(&mut casebook, &actor, &self.claim, |text| match (&self.quote, self.span) {
            (Some(quote), _) => claim::find_quoted(text, quote, self.occurrence),
            (None, Some(span)) => Ok(span),
            (None, None) => Err(Error::Invalid("say where: --quote TEXT or --span START..END".into())),
        })?;
        claim_page::changed(session, "placed", &changed)
    }
}

impl AmendArgs {
    fn run(self, session: &Session) -> Result<()> {
        let (given, without) = (self.figure.parts(), self.without.parts());
        let amendment = claim::Amendment {
            statement: self.statement.as_deref(),
            claim_type: self.claim_type,
            priority: self.priority,
            quantity: match self.without.no_quantity {
                true => Refigured::Whole(None),
                false if given.is_empty() && without.is_empty() => Refigured::No,
                false => Refigured::InParts { given, without },
            },
            reason: self.reason.as_deref(),
        };
        let amended = claim::amend(&mut session.open()?, &session.actor()?, &self.claim, &amendment)?;
        claim_page::amended(session, &amended)
    }
}

/// A claim as `--json` lists it.
#[derive(Serialize)]
pub struct Line {
    id: Id,
    /// Its number in its piece: `C12`.
    number: Option<String>,
    external_id: Option<String>,
    piece: Id,
    #[serde(rename = "type")]
    claim_type: ClaimType,
    priority: Priority,
    status: Status,
    verdict: Option<Verdict>,
    contested: bool,
    assignee: Option<String>,
    due: Option<String>,
    statement: Option<String>,
}

#[derive(Serialize)]
struct Lines {
    total: Option<u64>,
    skipped: usize,
    claims: Vec<Line>,
}

impl ListArgs {
    fn run(self, session: &Session) -> Result<()> {
        let casebook = session.open()?;
        let filter = Filter {
            piece: None,
            statuses: self.status,
            verdicts: self.verdict,
            types: self.claim_type,
            priorities: self.priority,
            assignee: self.assignee,
            contested: self.contested,
            due_before: self.overdue.then(|| session.clock().today().to_string()),
            search: self.search,
            among: None,
        };
        let (order, onlooker) = ((self.sort, self.skip, self.limit), session.onlooker());
        let onlooker = onlooker.as_ref().map(|actor| actor.name());
        let Found { claims, total, full } = list::list(&casebook, filter, self.piece.as_deref(), order, onlooker)?;
        let claims = claims.into_iter().map(|(listed, piece, number)| line(listed, piece, number)).collect();
        let lines = Lines { total, skipped: self.skip, claims };
        session.terminal.show("claim-list", &lines, |page| {
            page.table(
                &["id", "priority", "type", "status", "verdict", "who", "statement"],
                lines.claims.iter().map(cells).collect(),
            );
            if lines.claims.is_empty() {
                page.line("No claim matches.");
            }
        })?;
        let shown = self.skip + lines.claims.len();
        match total {
            Some(total) if total > shown as u64 => {
                session.terminal.say(format!("{shown} of {total} shown; see more with --skip {shown}"));
            }
            None if full => session.terminal.say(format!("there may be more; see more with --skip {shown}")),
            _ => {}
        }
        Ok(())
    }
}

fn line(listed: Listed, piece: Option<Id>, number: Option<String>) -> Line {
    Line {
        id: listed.id,
        number,
        external_id: listed.external_id,
        piece: piece.unwrap_or(Id([0; 32])),
        claim_type: listed.claim_type,
        priority: listed.priority,
        status: listed.status,
        verdict: listed.verdict,
        contested: listed.contested,
        assignee: listed.assignee,
        due: listed.due,
        statement: listed.statement,
    }
}

fn cells(line: &Line) -> Vec<String> {
    let verdict = match (line.contested, line.verdict) {
        (true, _) => "contested".to_string(),
        (false, verdict) => verdict.map(|verdict| verdict.to_string()).unwrap_or_default(),
    };
    let external_id = line.external_id.as_deref().map(|external_id| shortened(external_id, 12));
    let id: Vec<String> = line.number.clone().into_iter().chain([line.id.short()]).chain(external_id).collect();
    let statement = line.statement.as_deref().unwrap_or("(withheld)");
    vec![
        id.join(" "),
        line.priority.to_string(),
        line.claim_type.to_string(),
        line.status.to_string(),
        verdict,
        line.assignee.clone().unwrap_or_default(),
        shortened(statement, 160),
    ]
}

fn show(session: &Session, reference: &str, record: bool) -> Result<()> {
    let casebook = session.open()?;
    let reader = casebook.reader();
    let claim = actions::claim(reader, reference)?;
    if record {
        return session.terminal.pour(|out| out.write_all(&claim.record()));
    }
    let onlooker = session.onlooker();
    let card = Card::gather(reader, &claim, onlooker.as_ref().map(|actor| actor.name()), session.clock().today())?;
    session.terminal.show("claim", &card, |page| claim_page::compose(&card, page))?;
    if let Some(reason) = claim_page::hidden(&card) {
        session.terminal.say(visible(&reason));
    }
    Ok(())
}
