//! A claim as its card shows it.

use super::act::ClaimAct;
use crate::web::fault::ways_to_meet;
use crate::web::standing::{of_evidence, status_class, verdict_class};
use actions::Casebook;
use actions::Reader;
use actions::claim as find_claim;
use actions::claims::card::{self, Card, Step};
use actions::claims::difference::Difference;
use actions::claims::review;
use actions::claims::rulebook::Rulebook;
use actions::claims::standing::{Hold, OfEvidence, may_be_despite};
use actions::claims::still_holds::may_be_confirmed;
use actions::claims::undo;
use actions::evidence::compare::Compared;
use actions::quantity::in_words;
use actions::sources::list;
use record::model::claim::{Check, Claim, Evidence};
use record::model::id::Id;
use record::model::standing::Reason;
use record::model::time::Moment;
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
    /// What the gate will ask besides.
    pub later: Vec<String>,
    /// A reason to sign off all the same is all that a sign-off lacks.
    pub may_be_despite: bool,
    /// What the onlooker did last to the claim, where it can be taken back.
    pub undo: Option<String>,
    /// Nobody else has touched the claim.
    pub is_own: bool,
    /// Whether a person may confirm that it holds in its new wording.
    pub may_still_hold: bool,
    /// The present moment, from which times are told.
    pub now: Moment,
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
            let today = casebook.clock.today();
            // A file of rules that is faulty says so, and keeps nobody from the claim.
            let (unmet, later) = match Rulebook::read(casebook, None) {
                Ok(rules) => (
                    review::missing(reader, &claim, &card.standing, &rules, (onlooker, today))?,
                    review::before_publication(casebook, &claim, &rules, Some(onlooker))?,
                ),
                Err(fault) => (Vec::new(), vec![fault.to_string()]),
            };
            let sources = list::offered(reader, SOURCES)?.into_iter();
            Ok(Self {
                id: claim.recorded.id.hex(),
                piece: claim.piece.hex(),
                place: card::place(reader, &claim)?.map(|(before, words, after)| around(&before, words, &after)),
                seen: claim.updated.id.hex(),
                understood: claim.quantity.as_ref().map(in_words),
                sources: sources.map(|(id, name)| (id.hex(), name)).collect(),
                unmet: ways_to_meet(&unmet).collect(),
                later,
                may_be_despite: !unmet.is_empty() && unmet.iter().all(may_be_despite),
                undo: undo::offered(reader, &claim, onlooker)?.map(|event| event.hex()),
                is_own: undo::is_own(reader, &claim, onlooker)?,
                may_still_hold: may_be_confirmed(reader, &claim)?,
                since,
                now: casebook.clock.now(),
                card,
            })
        })
    }

    /// Gives the claim in a few words: its own in the text where its sentence is shown, else what is asserted.
    pub fn heading(&self) -> Option<&str> {
        let statement = self.card.claim.statement.as_deref()?;
        let Some((before, words, after)) = &self.place else { return Some(statement) };
        let shown = format!("{before}{words}{after}");
        Some(if squeezed(&shown).contains(&squeezed(statement)) { words } else { statement })
    }

    /// Says whether there is anything to read about what people decided.
    pub fn is_decided(&self) -> bool {
        let claim = &self.card.claim;
        !claim.checks.is_empty() || claim.resolution.is_some() || claim.sign_off.is_some()
    }

    /// Gives what the latest amendment changed.
    pub fn last_amended(&self) -> Vec<Difference> {
        let amending = self.card.timeline.iter().rfind(|step| !step.changes.is_empty());
        amending.map(|step| step.changes.clone()).unwrap_or_default()
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

    /// Gives what is to be said of a piece of evidence.
    pub fn reasons(&self, evidence: &Evidence) -> &[Reason] {
        self.judged(evidence).map_or(&[], |judged| &judged.reasons)
    }

    /// Says how a piece of evidence stands; nothing of one that was withdrawn.
    pub fn judged(&self, evidence: &Evidence) -> Option<&OfEvidence> {
        self.card.standing.evidence.iter().find(|judged| judged.evidence == evidence.mark.id)
    }

    /// Says how a piece of evidence stands, where it does not stand by itself.
    pub fn hold_of(&self, evidence: &Evidence) -> Option<Hold> {
        self.judged(evidence).and_then(of_evidence)
    }

    /// Gives what is to be said of the claim's own figure.
    pub fn of_figure(&self) -> Vec<&Reason> {
        self.card.standing.of_verdict(None).collect()
    }

    /// Gives what is to be said of a verdict.
    pub fn of_verdict(&self, check: &Check) -> Vec<&Reason> {
        self.card.standing.of_verdict(Some(check.mark.id)).collect()
    }

    /// Gives the class of a verdict, which has its colour only where nothing is wrong with it.
    pub fn check_class(&self, check: &Check) -> &'static str {
        let falls = self.of_verdict(check).iter().any(|reason| reason.bars());
        verdict_class(check.verdict.word(), if falls { &Hold::LookAgain } else { &Hold::Open })
    }

    /// Gives what is to be said of the sign-off.
    pub fn of_sign_off(&self) -> &[Reason] {
        self.card.standing.sign_off.as_ref().map_or(&[], |sign_off| &sign_off.reasons)
    }

    /// Says whether the sign-off has the look of one that stands.
    pub fn sign_off_stands(&self) -> bool {
        self.card.standing.hold == Hold::Stands
    }

    /// Gives what does not stand.
    pub fn barring(&self) -> Vec<&Reason> {
        self.card.standing.barring()
    }

    /// Says whether the standing is to be told beside the status.
    pub fn tells_hold(&self) -> bool {
        self.card.standing.hold != Hold::Open
    }

    /// Gives the class of the status.
    pub fn status_class(&self) -> &'static str {
        status_class(&self.card.status, &self.card.standing.hold)
    }

    /// Gives the class of what was found.
    pub fn verdict_class(&self, found: &'static str) -> &'static str {
        verdict_class(found, &self.card.standing.hold)
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
            "change" => figure.change.map(|change| change.to_string()),
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

/// How much of a paragraph is shown on either side of the words of a claim, in characters.
const BESIDE: usize = 240;

/// Cuts a long paragraph down to what is close to the words, at the ends of words.
fn around(before: &str, words: String, after: &str) -> (String, String, String) {
    let start = before.char_indices().rev().nth(BESIDE).map(|(at, _)| at);
    let cut = |at: usize| before[at..].find(' ').map_or(at, |space| at + space + 1);
    let before = start.map_or_else(|| before.to_string(), |at| format!("… {}", &before[cut(at)..]));
    let end = after.char_indices().nth(BESIDE).map(|(at, _)| at);
    let after =
        end.map_or_else(|| after.to_string(), |at| format!("{} …", &after[..after[..at].rfind(' ').unwrap_or(at)]));
    (before, words, after)
}

/// Gives a text with single spaces, to find one text in another.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives what happened to a claim after an event, as far as the onlooker may see it.
pub(super) fn since(reader: Reader, claim: &Claim, onlooker: &str, seen: &str) -> Result<Vec<Step>> {
    let Some(seen) = Id::from_hex(seen) else { return Ok(Vec::new()) };
    let steps = Card::timeline(reader, claim, Some(onlooker))?;
    let known = claim.events.iter().position(|event| *event == seen).map_or(0, |at| at + 1);
    let later = &claim.events[known..];
    Ok(steps.into_iter().filter(|step| later.contains(&step.event)).collect())
}
