//! Taking back what one has done oneself, by an event of its own: the record keeps both.

use crate::evidence::attach::withdraw_with;
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::event::{ActUndone, Event, SourceUnlinked, StakeWithdrawn, SuggestionRestored};
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::Moment;
use serde::Serialize;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::events::Log;
use store::find::Kind;

/// An act of more events than this is a work of its own, such as an import.
const LARGEST: usize = 1000;

/// What somebody did at one stroke.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// Its last event, by which it is named.
    pub id: Id,
    pub time: Moment,
    /// What it did, in the order in which it was done.
    pub parts: Vec<Part>,
    /// Why it cannot be taken back, where it cannot.
    pub stays_because: Option<String>,
    /// It was taken back already.
    pub gone: bool,
}

/// One thing that an act did.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    pub event: Id,
    pub kind: &'static str,
    /// What was done, in words: "verdict confirmed on claim 4c1f99ab".
    pub words: String,
    pub claim: Option<Id>,
    /// Why it stays when the rest is taken back, where it does.
    pub stays_because: Option<&'static str>,
}

/// What was taken back.
#[derive(Clone, Debug, Serialize)]
pub struct Undone {
    pub act: Act,
    /// The events that took it back, in order.
    pub events: Vec<Id>,
}

/// Gives the acts of whoever asks that are not themselves a taking back, the latest first.
pub fn list(casebook: &mut Casebook, actor: &Actor, limit: usize) -> Result<Vec<Act>> {
    casebook.rehearse(actor, |pen| acts(pen, limit, |_| true))
}

/// Gives the acts that were done here under a name, the latest first; whether the key is at hand shows when one is taken
/// back.
pub fn done_by(reader: Reader, name: &str, limit: usize) -> Result<Vec<Act>> {
    let own = reader.logs()?.into_iter().rfind(|log| log.actor.as_deref() == Some(name));
    own.map_or(Ok(Vec::new()), |log| acts_of(reader, &log, limit, |_| true))
}

/// Gives the act that would be taken back: the latest of the actor, or the one that an event of it names.
pub fn next(casebook: &mut Casebook, actor: &Actor, which: Option<&str>) -> Result<Act> {
    casebook.rehearse(actor, |pen| chosen(pen, which))
}

/// Takes an act back, by an event for each thing that it did; refused where somebody else has built on it.
pub fn undo(casebook: &mut Casebook, actor: &Actor, which: Option<&str>, reason: Option<&str>) -> Result<Undone> {
    casebook.write(actor, |pen| {
        let act = chosen(pen, which)?;
        if let Some(why) = &act.stays_because {
            return Err(Error::Invalid(format!("{} cannot be taken back: {why}", in_words(&act))));
        }
        let mut events = Vec::new();
        for part in act.parts.iter().rev().filter(|part| part.stays_because.is_none()) {
            events.push(take_back(pen, part, reason.filter(|reason| !reason.trim().is_empty()))?);
        }
        Ok(Undone { act, events })
    })
}

/// Gives the latest event of a claim, where it is by the onlooker and can be taken back.
pub fn offered(reader: Reader, claim: &Claim, onlooker: &str) -> Result<Option<Id>> {
    let latest = reader.record(claim.updated.row)?;
    let own = latest.actor == onlooker && stays_because(&latest.event).is_none();
    Ok((own && obstacle(reader, &latest)?.is_none()).then_some(latest.id))
}

/// Says whether all that was done to a claim was done by one person.
pub fn is_own(reader: Reader, claim: &Claim, name: &str) -> Result<bool> {
    let records = reader.claim_records(claim.recorded.row)?;
    Ok(records.iter().all(|record| record.actor == name && record.hand == records[0].hand))
}

/// Says what an act did, in a line.
pub fn in_words(act: &Act) -> String {
    match &act.parts[..] {
        [] => String::new(),
        [only] => only.words.clone(),
        [first, others @ ..] => format!("{} and {} more", first.words, others.len()),
    }
}

fn chosen(pen: &Pen, which: Option<&str>) -> Result<Act> {
    let Some(which) = which else {
        return acts(pen, 1, |act| !act.gone)?
            .pop()
            .ok_or_else(|| Error::Invalid(format!("{} has done nothing here yet", pen.actor().name())));
    };
    let found = pen.reader().find(Kind::Event, which)?;
    let record = pen.reader().record(found.row)?;
    let own = pen.reader().logs()?.into_iter().find(|log| log.key == pen.public_key());
    match own.filter(|log| log.origin == record.log) {
        None => Err(Error::Invalid(format!(
            "{} was done by {}, and only who did it can take it back",
            found.id.short(),
            record.actor
        ))),
        Some(log) => {
            let (start, end) = pen.reader().act_around(log.row, record.seq)?;
            act(pen.reader(), log.row, start, end)
        }
    }
}

/// Gives the latest acts that are wanted; what only takes back is none.
fn acts(pen: &Pen, limit: usize, wanted: impl Fn(&Act) -> bool) -> Result<Vec<Act>> {
    let reader = pen.reader();
    let own = reader.logs()?.into_iter().find(|log| log.key == pen.public_key());
    own.map_or(Ok(Vec::new()), |log| acts_of(reader, &log, limit, wanted))
}

fn acts_of(reader: Reader, log: &Log, limit: usize, wanted: impl Fn(&Act) -> bool) -> Result<Vec<Act>> {
    let (mut end, mut acts) = (log.size, Vec::new());
    while acts.len() < limit && end > 0 {
        let (start, _) = reader.act_around(log.row, end - 1)?;
        let act = act(reader, log.row, start, end)?;
        if !act.parts.is_empty() && wanted(&act) {
            acts.push(act);
        }
        end = start;
    }
    Ok(acts)
}

/// Reads the act of the events of a log from one place to another; its parts are none where it only takes back.
fn act(reader: Reader, log: i64, start: u64, end: u64) -> Result<Act> {
    let large = (end - start) as usize > LARGEST;
    let first = if large { end - 1 } else { start };
    let records = reader.log_records(log, first, end)?;
    let last = records.last().ok_or_else(|| Error::Damaged(format!("log {log} has no event {}", end - 1)))?;
    let taking_back = |record: &Record| {
        matches!(
            record.event,
            Event::ActUndone(_)
                | Event::EvidenceUndermined(_)
                | Event::EvidenceWithdrawn(_)
                | Event::SuggestionRestored(_)
                | Event::SourceUnlinked(_)
                | Event::StakeWithdrawn(_)
                | Event::DependencyDropped(_)
                | Event::LogOpened(_)
        )
    };
    let parts = records.iter().filter(|record| !taking_back(record)).map(|record| part(reader, record));
    let parts = parts.collect::<Result<Vec<_>>>()?;
    let mut stays_because = match (large, parts.iter().find(|part| part.stays_because.is_none())) {
        (true, _) => Some(format!("it recorded {} things at once", end - start)),
        (false, None) => parts.first().and_then(|part| part.stays_because).map(str::to_string),
        (false, Some(_)) => None,
    };
    let mut gone = false;
    for record in &records {
        match obstacle(reader, record)? {
            Some(Obstacle::Gone) => gone = true,
            Some(Obstacle::Touched(by)) if stays_because.is_none() => stays_because = Some(by),
            _ => {}
        }
    }
    if gone {
        stays_because = Some("it was taken back or replaced already".into());
    }
    Ok(Act { id: last.id, time: last.time, parts, stays_because, gone })
}

fn part(reader: Reader, record: &Record) -> Result<Part> {
    let claim = record.about();
    let on = match claim {
        Some(claim) => format!(" on claim {}", claim.short()),
        None => String::new(),
    };
    let text = reader.record(record.row)?.main_words();
    let text = text.map(|text| format!(": “{}”", record::visible::excerpt(&text, 60))).unwrap_or_default();
    let words = format!("{}{on}{text}", what(&record.event));
    Ok(Part { event: record.id, kind: record.event.kind(), words, claim, stays_because: stays_because(&record.event) })
}

/// Says what an event did, in the words of the field.
fn what(event: &Event) -> String {
    let plain = match event {
        Event::ClaimChecked(body) => return format!("verdict {}", body.verdict),
        Event::VerdictsResolved(body) => return format!("resolution {}", body.verdict),
        Event::EvidenceAttached(body) => return format!("evidence ({})", body.stance),
        Event::ClaimRecorded(_) => "recording",
        Event::ClaimAmended(_) => "amendment",
        Event::ClaimAnchored(_) => "place",
        Event::ClaimCut(_) => "cut",
        Event::ClaimRestored(_) => "restoration",
        Event::ClaimAssigned(_) => "assignment",
        Event::ClaimStarted(_) => "start",
        Event::SecondCheckRequested(_) => "request for a second check",
        Event::ClaimReturned(_) => "return",
        Event::ClaimSignedOff(_) => "sign-off",
        Event::ClaimReopened(_) => "reopening",
        Event::ClaimNoted(_) => "note",
        Event::DependencyRecorded(_) => "dependency",
        Event::QueryAsked(_) => "query",
        Event::QueryAnswered(_) => "answer to a query",
        Event::ReplyRequested(_) => "request for comment",
        Event::ReplyReceived(_) => "answer to a request for comment",
        Event::CorrectionRecorded(_) => "correction",
        Event::EvidenceDerived(_) => "computed evidence",
        Event::SourceLinked(_) => "link of a source to its origin",
        Event::StakeRecorded(_) => "stake",
        Event::SuggestionDismissed(_) => "dismissal",
        other => other.kind(),
    };
    plain.to_string()
}

/// Says why an event of this kind stays, where it does.
fn stays_because(event: &Event) -> Option<&'static str> {
    match event {
        _ if event.can_be_undone() => None,
        Event::EvidenceAttached(_)
        | Event::EvidenceDerived(_)
        | Event::SourceLinked(_)
        | Event::StakeRecorded(_)
        | Event::SuggestionDismissed(_) => None,
        Event::ClaimAnchored(_) => Some("set its place again with `tickmark claim anchor`"),
        Event::PolicySet(_) => Some("set the rules again with `tickmark policy set`"),
        Event::SourceTermsSet(_) => Some("set the terms again with `tickmark source terms`"),
        Event::SourceAdded(_) => Some("a source that nothing cites does no harm"),
        Event::CaptureFiled(_) | Event::CaptureMissed(_) => Some("what was captured, and when, is a fact"),
        Event::PieceAdded(_) => Some("a piece stays; cut its claims instead"),
        Event::DraftAdded(_) => Some("a draft stays; bring in the right one with `tickmark draft revise`"),
        Event::ImportFiled(_) => Some("that a file came in is a fact"),
        Event::ErasureRecorded(_) => Some("what was erased is gone"),
        Event::KeySucceeded(_) | Event::KeyRevoked(_) => Some("keys are replaced for good"),
        Event::TimestampAttached(_) | Event::HeadWitnessed(_) => Some("others vouch for it"),
        _ => Some("it takes something back itself: do that again instead"),
    }
}

/// What stands in the way of taking an event back.
enum Obstacle {
    /// It was taken back, or replaced, already.
    Gone,
    /// Somebody else has built on it: who, and how.
    Touched(String),
}

/// Says what stands in the way of taking an event back.
fn obstacle(reader: Reader, record: &Record) -> Result<Option<Obstacle>> {
    let taken = match &record.event {
        Event::SuggestionDismissed(_) => !reader.is_dismissal(record.row)?,
        Event::SourceLinked(body) => {
            let link = reader.link_of(reader.row_of(body.source)?)?;
            link.is_none_or(|link| link.row != record.row)
        }
        Event::StakeRecorded(_) => reader.stakes()?.iter().any(|stake| stake.id == record.id && stake.withdrawn),
        _ => false,
    };
    if taken {
        return Ok(Some(Obstacle::Gone));
    }
    let Some(about) = record.about() else { return Ok(None) };
    let row = reader.row_of(about)?;
    let claim = reader.claim(row)?;
    let withdrawn = claim.evidence.iter().any(|own| own.mark.id == record.id && !own.stands());
    if withdrawn || claim.taken_back.iter().any(|back| back.act == record.id) {
        return Ok(Some(Obstacle::Gone));
    }
    let mut later = reader.claim_records(row)?;
    later.retain(|later| later.fold_key() > record.fold_key());
    let other = later.iter().find(|later| later.hand != record.hand);
    Ok(other.map(|other| {
        let done = what(&other.event);
        Obstacle::Touched(format!("{} has worked on claim {} since ({done})", other.actor, about.short()))
    }))
}

fn take_back(pen: &mut Pen, part: &Part, reason: Option<&str>) -> Result<Id> {
    let record = pen.reader().record(pen.reader().row_of(part.event)?)?;
    let text = |reason: &str| vec![("reason", Value::Text(reason.to_string()))];
    let said = reason.unwrap_or("taken back");
    Ok(match (&record.event, record.about()) {
        (Event::EvidenceAttached(_) | Event::EvidenceDerived(_), _) => {
            withdraw_with(pen, &part.event.hex(), said)?.event
        }
        (Event::SuggestionDismissed(_), _) => pen.record(SuggestionRestored { dismissal: part.event }, text(said))?.id,
        (Event::SourceLinked(_), _) => pen.record(SourceUnlinked { link: part.event }, text(said))?.id,
        (Event::StakeRecorded(_), _) => pen.record(StakeWithdrawn { stake: part.event }, text(said))?.id,
        (_, Some(claim)) => {
            let texts = reason.map(text).unwrap_or_default();
            pen.record(ActUndone { act: part.event, claim }, texts)?.id
        }
        (other, None) => return Err(Error::Invalid(format!("{} cannot be taken back", other.kind()))),
    })
}
