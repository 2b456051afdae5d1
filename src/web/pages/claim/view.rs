//! A claim as its card shows it.

use super::act::ClaimAct;
use crate::web::fault::way_to_meet;
use actions::Casebook;
use actions::Reader;
use actions::claim as find_claim;
use actions::claims::card::{self, Card, Step};
use actions::claims::review;
use actions::evidence::compare::Compared;
use actions::quantity::in_words;
use actions::sources::list;
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::words::{QuoteMatch, Status};
use store::error::Result;

/// How many sources the form offers to choose from.
const SOURCES: usize = 500;

/// Everything that the card shows.
pub struct ClaimView {
    pub id: String,
    pub card: Card,
    pub piece: String,
    /// The paragraph around the words, cut at them; absent where the claim stands in no draft.
    pub place: Option<(String, String, String)>,
    /// The latest event, by which a form knows that nothing happened since.
    pub seen: String,
    pub understood: Option<String>,
    pub sources: Vec<(String, String)>,
    /// What a sign-off still lacks.
    pub unmet: Vec<&'static str>,
    /// What happened since a form was opened.
    pub since: Vec<Step>,
}

impl ClaimView {
    /// Reads a claim for one onlooker; `seen` is the last event that the onlooker knew of.
    pub fn read(casebook: &Casebook, id: &str, onlooker: &str, seen: Option<&str>) -> Result<Self> {
        casebook.reader().at_one_moment(|reader| {
            let claim = find_claim(reader, id)?;
            let card = Card::gather(reader, &claim, Some(onlooker), casebook.clock.today())?;
            let since = seen.map(|seen| since(reader, &claim, onlooker, seen)).transpose()?.unwrap_or_default();
            let unmet = review::missing(reader, &claim, &card.standing, onlooker)?;
            let sources = list::offered(reader, SOURCES)?.into_iter();
            Ok(Self {
                id: claim.recorded.id.hex(),
                piece: claim.piece.hex(),
                place: card::place(reader, &claim)?,
                seen: claim.updated.id.hex(),
                understood: claim.quantity.as_ref().map(in_words),
                sources: sources.map(|(id, name)| (id.hex(), name)).collect(),
                unmet: unmet.iter().map(way_to_meet).collect(),
                since,
                card,
            })
        })
    }

    /// Gives the name of the source of a piece of evidence.
    pub fn source(&self, evidence: &Evidence) -> String {
        match (&evidence.derivation, evidence.source) {
            (Some(derivation), _) => derivation.formula.clone().unwrap_or_default(),
            (None, Some(source)) => {
                self.card.sources.get(&source.hex()).map_or_else(|| source.short(), |own| own.name())
            }
            (None, None) => String::new(),
        }
    }

    /// Gives what the figures of the claim and of a piece of evidence come to.
    pub fn compared(&self, evidence: &Evidence) -> Option<&Compared> {
        self.card.comparisons.each.iter().find(|compared| compared.evidence == evidence.mark.id)
    }

    /// Says how a quotation was found, in words of the field.
    pub fn how_found(&self, evidence: &Evidence) -> String {
        let Some(passage) = &evidence.passage else { return "not found in a capture".into() };
        let alike = match passage.r#match {
            QuoteMatch::Approximate => format!(" ({}.{} %)", passage.score / 10, passage.score % 10),
            QuoteMatch::Exact | QuoteMatch::Alike => String::new(),
        };
        let faults: String = passage.faults.iter().map(|fault| format!(", {fault}")).collect();
        format!("{}{alike}{faults}", passage.r#match)
    }

    /// Gives a part of the claim's figure, with which an amendment starts; other forms start with none.
    pub fn part(&self, act: &ClaimAct, name: &str) -> String {
        let Some(quantity) = self.card.claim.quantity.as_ref().filter(|_| *act == ClaimAct::Amend) else {
            return String::new();
        };
        let figure = &quantity.figure;
        let found = match name {
            "amount" => figure.amount.map(|amount| amount.to_string()),
            "upper" => figure.upper.map(|upper| upper.to_string()),
            "unit" => quantity.unit.clone(),
            "subject" => quantity.subject.clone(),
            "metric" => quantity.metric.clone(),
            "from" => figure.from.map(|day| day.to_string()),
            "until" => figure.to.map(|day| day.to_string()),
            "basis" => figure.basis.map(|basis| basis.to_string()),
            _ => None,
        };
        found.unwrap_or_default()
    }

    /// Says whether a comparison is the one that a form starts with.
    pub fn starts(&self, act: &ClaimAct, comparator: &str) -> bool {
        let own = self.card.claim.quantity.as_ref().filter(|_| *act == ClaimAct::Amend);
        own.map_or("=", |quantity| quantity.figure.comparator.word()) == comparator
    }

    /// Says whether somebody can begin to check.
    pub fn may_start(&self) -> bool {
        !matches!(self.card.status, Status::Checking | Status::Query)
    }

    /// Says whether there is a sign-off to take back.
    pub fn may_reopen(&self) -> bool {
        matches!(self.card.status, Status::SignedOff | Status::Stale)
    }

    /// Says whether there is work to send back.
    pub fn may_return(&self) -> bool {
        matches!(self.card.status, Status::Query | Status::Checked | Status::SecondCheck | Status::Stale)
    }

    /// Says whether the claim can be worked on.
    pub fn is_open(&self) -> bool {
        !matches!(self.card.status, Status::SignedOff | Status::Cut)
    }
}

/// Gives what happened to a claim after an event, as far as the onlooker may see it.
fn since(reader: Reader, claim: &Claim, onlooker: &str, seen: &str) -> Result<Vec<Step>> {
    let Some(seen) = Id::from_hex(seen) else { return Ok(Vec::new()) };
    let steps = Card::timeline(reader, claim, Some(onlooker))?;
    let known = claim.events.iter().position(|event| *event == seen).map_or(0, |at| at + 1);
    let later = &claim.events[known..];
    Ok(steps.into_iter().filter(|step| later.contains(&step.event)).collect())
}
