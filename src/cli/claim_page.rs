//! A claim as a person reads it: what it says, what was found, and how it came to be so.

use super::claim_ties::Ties;
use super::session::Session;
use super::terminal::{Page, visible};
use crate::actions::comparing::{self, Comparisons};
use crate::actions::stakes::{self, OwnershipAnswer};
use crate::actions::{self, Changed};
use crate::error::Result;
use crate::model::claim::{Claim, Evidence};
use crate::model::id::Id;
use crate::model::record::Record;
use crate::model::words::{Fit, QuoteMatch, Status, Verdict};
use crate::store::Reader;
use crate::store::surroundings::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything about one claim.
#[derive(Serialize)]
pub struct Dossier {
    id: Id,
    status: Status,
    verdict: Option<Verdict>,
    contested: bool,
    independent_origins: usize,
    record_sha256: Id,
    piece_title: Option<String>,
    #[serde(flatten)]
    claim: Claim,
    sources: BTreeMap<String, Source>,
    comparisons: Comparisons,
    /// What recorded stakes answer to a claim of ownership.
    ownership: Vec<OwnershipAnswer>,
    timeline: Vec<Step>,
    #[serde(flatten)]
    ties: Ties,
    /// Whether the verdicts and remarks of others are left out, for this onlooker's own verdict to come.
    blind: bool,
}

#[derive(Serialize)]
struct Step {
    event: Id,
    time: crate::model::time::Moment,
    actor: String,
    kind: &'static str,
    text: Option<String>,
}

impl Dossier {
    /// Gathers what is known, leaving out what the onlooker is to judge without.
    pub fn gather(reader: Reader, claim: &Claim, onlooker: Option<&str>) -> Result<Self> {
        let blind = onlooker.is_some_and(|name| claim.blind_for(name));
        let mut sources = BTreeMap::new();
        for evidence in &claim.evidence {
            for source in evidence.sources() {
                sources.insert(source.hex(), reader.source(reader.row_of(source)?)?);
            }
        }
        let records = reader.claim_records(claim.recorded.row)?;
        let hidden = |record: &Record| blind && Some(record.actor.as_str()) != onlooker && tells_a_verdict(record);
        let timeline = records.iter().filter(|record| !hidden(record)).map(step).collect();
        let mut shown = claim.clone();
        if blind {
            shown.checks.clear();
            shown.resolution = None;
            shown.notes.clear();
            let others = shown.evidence.iter_mut().filter(|evidence| Some(evidence.mark.actor.as_str()) != onlooker);
            others.for_each(|evidence| evidence.note = None);
        }
        Ok(Self {
            id: claim.recorded.id,
            status: claim.status(),
            verdict: claim.verdict().filter(|_| !blind),
            contested: claim.contested() && !blind,
            independent_origins: actions::independent_origins(reader, claim)?,
            record_sha256: claim.record_sha256(),
            piece_title: reader.piece(reader.row_of(claim.piece)?)?.title,
            comparisons: comparing::compare(reader, claim)?,
            ownership: stakes::answers(reader, claim)?,
            claim: shown,
            sources,
            timeline,
            ties: Ties::gather(reader, claim, onlooker)?,
            blind,
        })
    }

    /// Says what was left out, if anything was.
    pub fn hidden(&self) -> Option<String> {
        self.blind.then(|| "The verdicts and notes of others are hidden until you have given yours.".to_string())
    }

    /// Puts the page together.
    pub fn compose(&self, page: &mut Page) {
        let claim = &self.claim;
        page.heading(&visible(claim.statement.as_deref().unwrap_or("(statement withheld)")));
        page.field("id", Some(self.id.hex()));
        page.field("your id", claim.external_id.as_deref());
        page.field("piece", self.piece_title.as_deref());
        page.field("type", Some(format!("{}, priority {}", claim.claim_type, claim.priority)));
        page.field("status", Some(self.standing()));
        page.field(
            "assignee",
            claim.assignee.as_ref().map(|name| match claim.due {
                Some(due) => format!("{name}, due {due}"),
                None => name.clone(),
            }),
        );
        self.compose_quantity(page);
        let spans: Vec<_> = claim.spans.iter().map(|span| format!("{}..{}", span.start, span.end)).collect();
        let tied = if claim.draft.is_some() { "" } else { " (not tied to a draft)" };
        page.field("span", (!spans.is_empty()).then(|| spans.join(", ") + tied));
        let look = if claim.fit == Some(Fit::Edited) { " — edited in the latest draft: look again" } else { "" };
        page.field("text", claim.anchor.as_ref().map(|anchor| format!("“{}”{look}", anchor.exact)));
        page.field("record_sha256", Some(self.record_sha256.hex()));
        self.ties.compose_claims(page);
        for answer in &self.ownership {
            let (owner, company) = (&answer.owner, &answer.company);
            page.field("ownership", Some(format!("{owner} in {company}: {}", answer.majority)));
        }
        self.compose_evidence(page);
        self.compose_review(page);
        self.compose_exchanges(page);
        page.heading("Timeline");
        for step in &self.timeline {
            let text = step
                .text
                .as_ref()
                .map(|text| format!("  {}", super::terminal::shortened(text, 90)))
                .unwrap_or_default();
            page.line(format!(
                "  {}  {}  {:<8} {}{text}",
                step.time,
                step.event.short(),
                visible(&step.actor),
                step.kind
            ));
        }
    }

    fn compose_quantity(&self, page: &mut Page) {
        if let Some(quantity) = &self.claim.quantity {
            page.field("quantity", Some(quantity.to_string()).filter(|words| !words.is_empty()));
            page.field("of", quantity.subject.as_deref());
            page.field("measures", quantity.metric.as_deref());
        }
    }

    fn standing(&self) -> String {
        match (self.contested, self.verdict) {
            (true, _) => format!("{}, contested", self.status),
            (false, Some(verdict)) => format!("{}, {verdict}", self.status),
            (false, None) => self.status.to_string(),
        }
    }

    fn compose_evidence(&self, page: &mut Page) {
        if self.claim.evidence.is_empty() {
            return;
        }
        page.heading(&format!("Evidence (independent origins in support: {})", self.independent_origins));
        self.ties.compose_origins(page);
        for evidence in &self.claim.evidence {
            page.line(format!(
                "  {}  {:<11} {}",
                evidence.mark.id.short(),
                evidence.stance,
                visible(&self.source_name(evidence))
            ));
            let detail = |page: &mut Page, name: &str, text: Option<String>| page.field(&format!("  {name}"), text);
            detail(page, "locator", evidence.locator.clone());
            detail(page, "quote", evidence.quote.as_ref().map(|quote| format!("“{quote}” — {}", how_found(evidence))));
            detail(page, "said by", evidence.speaker.clone());
            detail(page, "cell", evidence.cell.as_ref().map(|cell| format!("{}: {}", cell.address, cell.text)));
            detail(page, "as of", evidence.as_of.map(|day| day.to_string()));
            detail(page, "good until", evidence.good_until.map(|day| day.to_string()));
            detail(page, "figure", evidence.quantity.as_ref().map(|quantity| quantity.to_string()));
            let compared = super::compare::of(&self.comparisons, &evidence.mark.id);
            detail(page, "compared", compared.map(|found| super::compare::headline(found.answer, found.reason)));
            detail(page, "confidence", evidence.confidence.map(|confidence| confidence.to_string()));
            detail(page, "note", evidence.note.clone());
            let fallen = evidence.derivation.as_ref().and_then(|derivation| derivation.undermined);
            detail(
                page,
                "undone",
                fallen.map(|input| format!("it no longer stands: its input {} was withdrawn", input.short())),
            );
            let withdrawn = evidence.withdrawn.as_ref();
            detail(page, "withdrawn", withdrawn.map(|remark| format!("by {}: {}", remark.mark.actor, remark.text)));
        }
    }

    fn source_name(&self, evidence: &Evidence) -> String {
        if let Some(derivation) = &evidence.derivation {
            return format!("computed as {}", derivation.formula.as_deref().unwrap_or("(withheld)"));
        }
        let Some(source) = evidence.source else { return String::new() };
        self.sources.get(&source.hex()).map_or_else(
            || source.short(),
            |source| {
                let publisher = source.publisher.as_ref().filter(|_| source.title.is_some());
                let publisher = publisher.map(|publisher| format!(", {publisher}")).unwrap_or_default();
                format!("{}{publisher} ({}, {})", source.name(), source.tier, source.id.short())
            },
        )
    }

    fn compose_review(&self, page: &mut Page) {
        let claim = &self.claim;
        if !claim.checks.is_empty() {
            page.heading("Verdicts");
        }
        for check in &claim.checks {
            let mut remarks = Vec::new();
            remarks.extend(check.blind.then_some("given blind"));
            remarks.extend(check.replaced.then_some("replaced by a later one"));
            remarks.extend(check.settled.then_some("settled"));
            remarks.extend((check.outdated && !check.replaced).then_some("the claim was amended since"));
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
            page.field(
                &visible(&check.mark.actor),
                Some(format!("{} on {}{remarks}", check.verdict, check.mark.time.day())),
            );
            page.field("", check.note.as_deref());
        }
        if let Some(resolution) = &claim.resolution {
            page.field("resolved", Some(format!("{} by {}", resolution.verdict, resolution.mark.actor)));
            page.field("", resolution.note.as_deref());
        }
        if let Some(sign_off) = &claim.sign_off {
            let stale = if self.status == Status::Stale { " — stale: what it covered has changed" } else { "" };
            page.field(
                "signed off",
                Some(format!("by {} on {}{stale}", sign_off.mark.actor, sign_off.mark.time.day())),
            );
        }
        if !claim.notes.is_empty() {
            page.heading("Notes");
        }
        for note in &claim.notes {
            page.field(&visible(&note.remark.mark.actor), Some(note.remark.text.as_str()));
        }
    }

    fn compose_exchanges(&self, page: &mut Page) {
        let claim = &self.claim;
        if !claim.queries.is_empty() {
            page.heading("Queries");
        }
        for query in &claim.queries {
            let whom = query.whom.as_ref().map(|whom| format!(" ({whom})")).unwrap_or_default();
            page.field(&query.mark.id.short(), Some(format!("to the {}{whom}: {}", query.to, query.question)));
            let answer = query.answer.as_ref().map_or("open", |answer| answer.text.as_str());
            page.field("", Some(format!("→ {answer}")));
        }
        if !claim.replies.is_empty() {
            page.heading("Right of reply");
        }
        for reply in &claim.replies {
            let until = reply.until.map(|day| format!(", until {day}")).unwrap_or_default();
            page.field(
                &reply.mark.id.short(),
                Some(format!("{} asked on {}{until}", reply.whom, reply.mark.time.day())),
            );
            page.field("", reply.about.as_deref());
            let answer = reply.answer.as_ref().map_or("no answer yet", |answer| answer.text.as_str());
            page.field("", Some(format!("→ {answer}")));
        }
        if !claim.corrections.is_empty() {
            page.heading("Corrections");
        }
        for correction in &claim.corrections {
            page.field(&correction.published.to_string(), Some(format!("“{}” → “{}”", correction.was, correction.now)));
            page.field("", correction.reason.as_deref());
        }
    }
}

/// Says how far a quotation is what the source says.
fn how_found(evidence: &Evidence) -> String {
    let Some(passage) = &evidence.passage else { return "not found in a capture: unverified".into() };
    let alike = match passage.r#match {
        QuoteMatch::Approximate => format!(", {}.{} % alike", passage.score / 10, passage.score % 10),
        QuoteMatch::Exact | QuoteMatch::Alike => String::new(),
    };
    let faults = passage.faults.iter().map(|fault| format!(", {fault}")).collect::<String>();
    format!("found: {}{alike}{faults}", passage.r#match)
}

/// Says whether a record could tell its reader what somebody found.
pub fn tells_a_verdict(record: &Record) -> bool {
    let kind = record.event.kind();
    matches!(
        kind,
        "claim.checked"
            | "evidence.attached"
            | "verdicts.resolved"
            | "claim.noted"
            | "claim.returned"
            | "second_check.requested"
    )
}

fn step(record: &Record) -> Step {
    Step {
        event: record.id,
        time: record.time,
        actor: record.actor.clone(),
        kind: record.event.kind(),
        text: record.main_words(),
    }
}

/// What an action on a claim led to, as `--json` prints it.
#[derive(Serialize)]
struct Outcome<'a> {
    event: Id,
    claim: Id,
    done: &'a str,
    status: Status,
    verdict: Option<Verdict>,
    contested: bool,
    record_sha256: Id,
}

/// Says what an action on a claim led to.
pub fn changed(session: &Session, done: &str, changed: &Changed) -> Result<()> {
    outcome(session, done, changed.event, &changed.claim)
}

/// Says that a claim was recorded.
pub fn recorded(session: &Session, claim: &Claim) -> Result<()> {
    outcome(session, "recorded", claim.recorded.id, claim)
}

fn outcome(session: &Session, done: &str, event: Id, claim: &Claim) -> Result<()> {
    let blind = session.onlooker().is_some_and(|actor| claim.blind_for(actor.name()));
    let outcome = Outcome {
        event,
        claim: claim.recorded.id,
        done,
        status: claim.status(),
        verdict: claim.verdict().filter(|_| !blind),
        contested: claim.contested() && !blind,
        record_sha256: claim.record_sha256(),
    };
    session.terminal.show("claim-changed", &outcome, |page| {
        let verdict = match (outcome.contested, outcome.verdict) {
            (true, _) => ", contested: reviewers differ".to_string(),
            (false, Some(verdict)) => format!(", {verdict}"),
            (false, None) => String::new(),
        };
        page.line(format!("claim {}  {done}; now {}{verdict}", claim.recorded.id.short(), outcome.status));
        let statement = claim.statement.as_deref().unwrap_or("(statement withheld)");
        page.line(format!("  {}", super::terminal::shortened(statement, 96)));
        if event != claim.recorded.id {
            page.line(format!("  event {}", event.short()));
        }
        if let Some(quantity) = claim.quantity.as_ref().filter(|_| event == claim.recorded.id) {
            page.field("understood", Some(quantity.to_string()).filter(|words| !words.is_empty()));
        }
    })
}
