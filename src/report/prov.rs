//! How a piece's claims and evidence came about, in W3C PROV-JSON: entities, the events that made them, and by whom.

mod document;
mod written;

use crate::error::Result;
use document::{Document, Field, name};
use record::model::claim::{Claim, Evidence};
use record::model::entities::{Capture, Draft, Piece, Source};
use record::model::id::Id;
use record::model::mark::Mark;
use record::model::words::Status;
use std::borrow::Cow;
use std::io::Write;

/// Something, and the event that recorded it.
#[derive(Clone, Debug)]
pub struct Made<T> {
    pub of: T,
    pub mark: Mark,
}

/// A claim as it stood after one of its events.
#[derive(Clone, Debug)]
pub struct State {
    pub mark: Mark,
    /// The kind of the event.
    pub kind: &'static str,
    pub record_sha256: Id,
    pub status: Status,
}

/// A claim, and all its states from the first.
#[derive(Clone, Debug)]
pub struct History {
    pub claim: Claim,
    pub states: Vec<State>,
}

/// The signed end of a log.
#[derive(Clone, Debug)]
pub struct Head {
    pub log: String,
    pub actor: Option<String>,
    pub size: u64,
    pub root: Id,
}

/// All that the document tells; what its reader may not see is redacted in it already.
#[derive(Clone, Debug)]
pub struct Provenance {
    pub piece: Made<Piece>,
    /// The first first.
    pub drafts: Vec<Made<Draft>>,
    pub sources: Vec<Made<Source>>,
    pub captures: Vec<Made<Capture>>,
    pub histories: Vec<History>,
    pub heads: Vec<Head>,
}

/// Writes the document; gives how many entities, activities and agents it has.
pub fn render(provenance: &Provenance, out: &mut dyn Write) -> Result<[usize; 3]> {
    let mut document = Document::default();
    piece(&mut document, &provenance.piece);
    drafts(&mut document, &provenance.piece.of, &provenance.drafts);
    provenance.sources.iter().for_each(|made| source(&mut document, made));
    provenance.captures.iter().for_each(|made| capture(&mut document, made));
    provenance.histories.iter().for_each(|history| claim(&mut document, history));
    provenance.heads.iter().for_each(|head| checkpoint(&mut document, head));
    let counted = ["entity", "activity", "agent"].map(|kind| document.count(kind));
    document.finish();
    super::linked::write(&document, out)?;
    Ok(counted)
}

fn piece<'d>(document: &mut Document<'d>, made: &'d Made<Piece>) {
    let entity = name("piece", &made.of.id);
    document.entity(&entity, "Piece", made.of.title.as_deref(), [("tm:address", made.of.address.as_deref())]);
    document.made(&entity, &made.mark, "piece.added");
}

/// Each draft is a state of the piece, and a revision of the one before.
fn drafts<'d>(document: &mut Document<'d>, piece: &Piece, drafts: &'d [Made<Draft>]) {
    let piece = name("piece", &piece.id);
    for (at, made) in drafts.iter().enumerate() {
        let entity = name("draft", &made.of.id);
        let hashes = [("tm:sha256", made.of.sha256.as_deref()), ("tm:textSha256", made.of.text_sha256.as_deref())];
        document.entity(&entity, "Draft", made.of.name.as_deref(), hashes);
        let activity = document.made(&entity, &made.mark, "draft.added");
        document.relate("specializationOf", [("specificEntity", &entity), ("generalEntity", &piece)], None);
        if let Some(before) = at.checked_sub(1).map(|before| name("draft", &drafts[before].of.id)) {
            document.used(&activity, &before);
            document.revision(&entity, &before, &activity);
        }
    }
}

fn source<'d>(document: &mut Document<'d>, made: &'d Made<Source>) {
    let source = &made.of;
    let entity = name("source", &source.id);
    let told = [
        ("tm:address", source.address.as_deref()),
        ("tm:tier", Some(source.tier.as_str())),
        ("tm:publisher", source.publisher.as_deref()),
    ];
    document.entity(&entity, "Source", Some(source.name()), told);
    document.made(&entity, &made.mark, "source.added");
    if let Some(from) = &source.derived_from {
        // It may be another source, or a piece; only what is declared here is pointed at by its kind.
        let from = document.declared(&[name("source", from), name("piece", from)]).unwrap_or(name("source", from));
        let relation = source.relation.as_deref().map(|word| ("tm:relation", Field::Text(Cow::Borrowed(word))));
        document.relate("wasDerivedFrom", [("generatedEntity", &entity), ("usedEntity", &from)], relation);
    }
}

fn capture<'d>(document: &mut Document<'d>, made: &'d Made<Capture>) {
    let capture = &made.of;
    let entity = name("capture", &capture.id);
    let label = capture.asked.as_deref().or(capture.name.as_deref());
    let told = [("tm:sha256", capture.sha256.as_deref()), ("tm:mediaType", capture.media_type.as_deref())];
    document.entity(&entity, "Capture", label, told);
    let activity = document.made(&entity, &made.mark, "capture.filed");
    if let Some(source) = capture.source.map(|source| name("source", &source)) {
        document.used(&activity, &source);
        document.derived(&entity, &source, &activity);
    }
}

/// The claim is one thing through all its states; each state is a revision of the one before.
fn claim<'d>(document: &mut Document<'d>, history: &'d History) {
    let claim = &history.claim;
    let entity = name("claim", &claim.recorded.id);
    let told = [("tm:type", Some(claim.claim_type.word())), ("tm:externalId", claim.external_id.as_deref())];
    document.entity(&entity, "Claim", claim.statement.as_deref(), told);
    document.made(&entity, &claim.recorded, "claim.recorded");
    let mut before: Option<String> = None;
    for state in &history.states {
        let now = name("state", &state.record_sha256);
        document.entity(&now, "ClaimState", None::<&str>, [("tm:status", Some(state.status.word()))]);
        let activity = document.made(&now, &state.mark, state.kind);
        document.relate("specializationOf", [("specificEntity", &now), ("generalEntity", &entity)], None);
        if let Some(before) = &before {
            document.used(&activity, before);
            document.revision(&now, before, &activity);
        }
        before = Some(now);
    }
    if let Some(draft) = claim.draft.map(|draft| name("draft", &draft)) {
        let activity = document.activity_of(&claim.anchored_by);
        document.used(&activity, &draft);
        document.derived(&entity, &draft, &activity);
    }
    claim.evidence.iter().for_each(|one| evidence(document, history, one));
}

fn evidence<'d>(document: &mut Document<'d>, history: &'d History, evidence: &'d Evidence) {
    let entity = name("evidence", &evidence.mark.id);
    let formula = evidence.derivation.as_ref().and_then(|derivation| derivation.formula.as_deref());
    let told = [
        ("tm:stance", Some(evidence.stance.word())),
        ("tm:locator", evidence.locator.as_deref()),
        ("tm:formula", formula),
    ];
    let label = evidence.quote.as_deref().or(evidence.locator.as_deref());
    document.entity(&entity, "Evidence", label, told);
    let kind = if evidence.derivation.is_some() { "evidence.derived" } else { "evidence.attached" };
    let activity = document.made(&entity, &evidence.mark, kind);
    let inputs = evidence.derivation.iter().flat_map(|derivation| &derivation.inputs);
    let from = evidence.source.iter().map(|id| name("source", id));
    let from = from.chain(evidence.capture.iter().map(|id| name("capture", id)));
    for from in from.chain(inputs.map(|id| name("evidence", id))) {
        document.used(&activity, &from);
        document.derived(&entity, &from, &activity);
    }
    if let Some(state) = history.states.iter().find(|state| state.mark.id == evidence.mark.id) {
        document.derived(&name("state", &state.record_sha256), &entity, &activity);
    }
    if let Some(withdrawn) = &evidence.withdrawn {
        let by = document.activity_of(&withdrawn.mark.id);
        let time = ("prov:time", Field::Time(withdrawn.mark.time));
        document.relate("wasInvalidatedBy", [("entity", &entity), ("activity", &by)], Some(time));
    }
}

fn checkpoint<'d>(document: &mut Document<'d>, head: &'d Head) {
    let entity = format!("tm:checkpoint-{}-{}", document::log_name(&head.log), head.size);
    let told = [("tm:size", Some(Cow::from(head.size.to_string()))), ("tm:root", Some(Cow::from(head.root.hex())))];
    document.entity(&entity, "Checkpoint", None::<&str>, told);
    let agent = document.agent(&head.log, head.actor.as_deref());
    document.relate("wasAttributedTo", [("entity", &entity), ("agent", &agent)], None);
}
