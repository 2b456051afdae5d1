//! A claim as a person reads it: what it says, what was found, and how it came to be so.

use super::claim_ties;
use super::session::Session;
use super::terminal::{Page, visible};
use actions::claims::card::Card;
use actions::claims::claim::Amended;
use actions::claims::difference::Difference;
use actions::claims::standing::{OriginCount, standing};
use actions::{Casebook, Changed};
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::words::{QuoteMatch, Status, Verdict};
use serde::Serialize;
use store::error::Result;

/// Says what was left out of a card, if anything was.
pub fn hidden(card: &Card) -> Option<String> {
    card.blind.then(|| "The verdicts and notes of others are hidden until you have given yours.".to_string())
}

/// Puts the page together.
pub fn compose(card: &Card, page: &mut Page) {
    let claim = &card.claim;
    page.heading(&visible(claim.statement.as_deref().unwrap_or("(statement withheld)")));
    page.field("number", card.number.as_deref());
    for wording in claim.wordings.iter().rev() {
        page.field("before", Some(format!("“{}”", wording.text)));
    }
    page.field("id", Some(card.id.hex()));
    page.field("your id", claim.external_id.as_deref());
    page.field("piece", card.piece_title.as_deref());
    page.field("type", Some(format!("{}, priority {}", claim.claim_type, claim.priority)));
    page.field("status", Some(status(card)));
    page.field("standing", Some(card.standing.hold.word()));
    for reason in card.standing.verdicts.iter().chain(card.standing.sign_off.iter().flat_map(|own| &own.reasons)) {
        page.field("", Some(reason.to_string()));
    }
    page.field(
        "assignee",
        claim.assignee.as_ref().map(|name| match claim.due {
            Some(due) => format!("{name}, due {due}"),
            None => name.clone(),
        }),
    );
    compose_quantity(card, page);
    let spans: Vec<_> = claim.spans.iter().map(|span| format!("{}..{}", span.start, span.end)).collect();
    let tied = if claim.draft.is_some() { "" } else { " (not tied to a draft)" };
    page.field("span", (!spans.is_empty()).then(|| spans.join(", ") + tied));
    let look = if claim.awaits_a_look() { " — edited in the latest draft: check it again" } else { "" };
    page.field("text", claim.anchor.as_ref().map(|anchor| format!("“{}”{look}", anchor.exact)));
    page.field("record_sha256", Some(card.record_sha256.hex()));
    claim_ties::compose_claims(&card.ties, page);
    for answer in &card.ownership {
        let (owner, company) = (&answer.owner, &answer.company);
        page.field("ownership", Some(format!("{owner} in {company}: {}", answer.majority)));
    }
    compose_evidence(card, page);
    compose_review(card, page);
    compose_exchanges(card, page);
    page.heading("Timeline");
    for step in &card.timeline {
        let text =
            step.text.as_ref().map(|text| format!("  {}", super::terminal::shortened(text, 90))).unwrap_or_default();
        let back = if step.taken_back { "  (taken back)" } else { "" };
        let (event, actor) = (step.event.short(), visible(&step.actor));
        page.line(format!("  {}  {event}  {actor:<8} {}{back}{text}", step.time, step.kind));
        for change in &step.changes {
            page.field(&format!("  {}", change.part), Some(before_and_after(change)));
        }
    }
}

fn compose_quantity(card: &Card, page: &mut Page) {
    if let Some(quantity) = &card.claim.quantity {
        page.field("quantity", Some(quantity.to_string()).filter(|words| !words.is_empty()));
        page.field("of", quantity.subject.as_deref());
        page.field("measures", quantity.metric.as_deref());
    }
}

fn status(card: &Card) -> String {
    match (card.contested, card.verdict) {
        (true, _) => format!("{}, contested", card.status),
        (false, Some(verdict)) => format!("{}, {verdict}", card.status),
        (false, None) => card.status.to_string(),
    }
}

fn compose_evidence(card: &Card, page: &mut Page) {
    if card.claim.evidence.is_empty() {
        return;
    }
    page.heading(&format!("Evidence ({})", origins_in_words(card.standing.origins)));
    claim_ties::compose_origins(&card.ties, page);
    for evidence in &card.claim.evidence {
        page.line(format!(
            "  {}  {:<11} {}",
            evidence.mark.id.short(),
            evidence.stance,
            visible(&source_name(card, evidence))
        ));
        let detail = |page: &mut Page, name: &str, text: Option<String>| page.field(&format!("  {name}"), text);
        detail(page, "locator", evidence.locator.clone());
        detail(page, "quote", evidence.quote.as_ref().map(|quote| format!("“{quote}” — {}", how_found(evidence))));
        detail(page, "said by", evidence.speaker.clone());
        detail(page, "cell", evidence.cell.as_ref().map(|cell| format!("{}: {}", cell.address, cell.text)));
        detail(page, "as of", evidence.as_of.map(|day| day.to_string()));
        detail(page, "good until", evidence.good_until.map(|day| day.to_string()));
        detail(page, "figure", evidence.quantity.as_ref().map(|quantity| quantity.to_string()));
        let compared = super::compare::of(&card.comparisons, &evidence.mark.id);
        detail(page, "compared", compared.map(|found| super::compare::headline(found.answer, found.reason)));
        let judged = card.standing.evidence.iter().find(|judged| judged.evidence == evidence.mark.id);
        for reason in judged.iter().flat_map(|judged| &judged.reasons) {
            let name = if reason.bars() { "does not stand" } else { "note well" };
            detail(page, name, Some(reason.to_string()));
        }
        detail(page, "confidence", evidence.confidence.map(|confidence| confidence.to_string()));
        detail(page, "note", evidence.note.clone());
        let fallen = evidence.derivation.as_ref().and_then(|derivation| derivation.undermined);
        detail(
            page,
            "undone",
            fallen.map(|input| format!("no longer valid: its input {} was withdrawn", input.short())),
        );
        let withdrawn = evidence.withdrawn.as_ref();
        detail(page, "withdrawn", withdrawn.map(|remark| format!("by {}: {}", remark.mark.actor, remark.text)));
    }
}

/// Says how many origins there are: one number, or a range where some are not stated.
pub fn origins_in_words(origins: OriginCount) -> String {
    let OriginCount { low, high, not_stated } = origins;
    match not_stated {
        0 => format!("independent origins in support: {low}"),
        _ => format!("independent origins in support: {low} to {high}; {not_stated} not stated"),
    }
}

/// Warns of what of a claim does not stand.
pub fn warn(session: &Session, casebook: &Casebook, claim: &Claim) -> Result<()> {
    let standing = standing(casebook.reader(), claim, casebook.clock.today())?;
    for reason in standing.barring() {
        session.terminal.say(visible(&format!("warning: {}", reason.in_place())));
    }
    Ok(())
}

fn source_name(card: &Card, evidence: &Evidence) -> String {
    if let Some(derivation) = &evidence.derivation {
        return format!("computed as {}", derivation.formula.as_deref().unwrap_or("(withheld)"));
    }
    let Some(source) = evidence.source else { return String::new() };
    card.sources.get(&source.hex()).map_or_else(
        || source.short(),
        |source| {
            let publisher = source.publisher.as_ref().filter(|_| source.title.is_some());
            let publisher = publisher.map(|publisher| format!(", {publisher}")).unwrap_or_default();
            format!("{}{publisher} ({}, {})", source.name(), source.tier, source.id.short())
        },
    )
}

fn compose_review(card: &Card, page: &mut Page) {
    let claim = &card.claim;
    if !claim.checks.is_empty() {
        page.heading("Verdicts");
    }
    for check in &claim.checks {
        let mut remarks = Vec::new();
        remarks.extend(check.blind.then_some("given blind"));
        remarks.extend(check.replaced.then_some("replaced by a later one"));
        remarks.extend(check.settled.then_some("settled"));
        remarks.extend((check.outdated && !check.replaced).then_some("before the claim was amended"));
        let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
        page.field(
            &visible(&check.mark.actor),
            Some(format!("{} on {}{remarks}", check.verdict, check.mark.time.day())),
        );
        page.field("", check.note.as_deref());
    }
    if let Some(resolution) = &claim.resolution {
        let party = if resolution.by_party { ", a party to the dispute" } else { "" };
        page.field("resolved", Some(format!("{} by {}{party}", resolution.verdict, resolution.mark.actor)));
        page.field("", resolution.note.as_deref());
    }
    if let Some(sign_off) = &claim.sign_off {
        let stale = if card.status == Status::Stale { " — stale: what it covered has changed" } else { "" };
        page.field("signed off", Some(format!("by {} on {}{stale}", sign_off.mark.actor, sign_off.mark.time.day())));
    }
    if !claim.notes.is_empty() {
        page.heading("Notes");
    }
    for note in &claim.notes {
        page.field(&visible(&note.remark.mark.actor), Some(note.remark.text.as_str()));
    }
}

fn compose_exchanges(card: &Card, page: &mut Page) {
    let claim = &card.claim;
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
        page.field(&reply.mark.id.short(), Some(format!("{} asked on {}{until}", reply.whom, reply.mark.time.day())));
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
    /// What was changed, before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a [Difference]>,
}

/// Says what an action on a claim led to.
pub fn changed(session: &Session, done: &str, changed: &Changed) -> Result<()> {
    outcome(session, done, changed.event, &changed.claim, None)
}

/// An action on many claims, as `--json` prints it.
#[derive(Serialize)]
struct Outcomes<'a> {
    claims: Vec<Outcome<'a>>,
}

/// Says what one step on many claims led to, in a line for each; of one claim alone, all that is said of one.
pub fn all_changed(session: &Session, done: &str, casebook: &Casebook, all: &[Changed]) -> Result<()> {
    if let [only] = all {
        return changed(session, done, only);
    }
    let numbers = numbers(casebook, all)?;
    let outcomes = all.iter().map(|changed| told(session, done, changed.event, &changed.claim, None));
    let outcomes = Outcomes { claims: outcomes.collect() };
    session.terminal.show("claims-changed", &outcomes, |page| {
        for ((outcome, changed), number) in outcomes.claims.iter().zip(all).zip(&numbers) {
            let statement = changed.claim.statement.as_deref().unwrap_or("(statement withheld)");
            let (line, statement) = (headline(outcome), super::terminal::shortened(statement, 60));
            page.line(format!(
                "{}{line}  {statement}",
                number.as_ref().map(|number| format!("{number:<4} ")).unwrap_or_default()
            ));
        }
    })?;
    session.terminal.say(format!("{} claims: {done}", all.len()));
    Ok(())
}

fn numbers(casebook: &Casebook, all: &[Changed]) -> Result<Vec<Option<String>>> {
    let claims: Vec<&Claim> = all.iter().map(|changed| &changed.claim).collect();
    actions::claims::number::numbers(casebook.reader(), &claims)
}

/// Says what an amendment changed.
pub fn amended(session: &Session, Amended { changed, differences }: &Amended) -> Result<()> {
    outcome(session, "amended", changed.event, &changed.claim, Some(differences))
}

/// Puts what was changed in words: what it said before, and what it says after.
fn before_and_after(difference: &Difference) -> String {
    let said = |words: &Option<String>| words.clone().unwrap_or_else(|| "none".into());
    format!("{} → {}", said(&difference.before), said(&difference.after))
}

/// Says that a claim was recorded.
pub fn recorded(session: &Session, claim: &Claim) -> Result<()> {
    outcome(session, "recorded", claim.recorded.id, claim, None)
}

/// Says whether a claim is in this status by its verdict, so that the verdict alone tells it.
fn rests_on_verdict(status: Status) -> bool {
    matches!(status, Status::Checked | Status::SecondCheck | Status::SignedOff)
}

/// Gives the words for what was done that already say the status it leads to.
fn said_with(status: Status) -> &'static str {
    match status {
        Status::Unchecked => "recorded",
        Status::Assigned => "assigned",
        Status::Checking => "started",
        Status::Query => "question recorded",
        Status::Checked => "verdict recorded",
        Status::SecondCheck => "second check recorded",
        Status::SignedOff => "signed off",
        Status::Returned => "returned",
        Status::Stale => "made stale",
        Status::Cut => "cut",
    }
}

fn told<'a>(
    session: &Session,
    done: &'a str,
    event: Id,
    claim: &Claim,
    changes: Option<&'a [Difference]>,
) -> Outcome<'a> {
    let blind = session.onlooker().is_some_and(|actor| claim.blind_for(actor.name()));
    Outcome {
        event,
        claim: claim.recorded.id,
        done,
        status: claim.status(),
        verdict: claim.verdict().filter(|_| !blind),
        contested: claim.contested() && !blind,
        record_sha256: claim.record_sha256(),
        changes,
    }
}

/// Says what was done and where that leaves the claim.
fn headline(outcome: &Outcome) -> String {
    let done = outcome.done;
    let verdict = match (outcome.contested, outcome.verdict) {
        (true, _) => Some("contested: reviewers disagree".to_string()),
        (false, verdict) => verdict.map(|verdict| verdict.to_string()),
    };
    let said = done == said_with(outcome.status) && (verdict.is_none() || rests_on_verdict(outcome.status));
    let status = (!said).then(|| outcome.status.to_string());
    let state: Vec<_> = status.into_iter().chain(verdict).collect();
    let state = if state.is_empty() { String::new() } else { format!(": {}", state.join(", ")) };
    format!("claim {}  {done}{state}", outcome.claim.short())
}

fn outcome(session: &Session, done: &str, event: Id, claim: &Claim, changes: Option<&[Difference]>) -> Result<()> {
    let outcome = told(session, done, event, claim, changes);
    session.terminal.show("claim-changed", &outcome, |page| {
        page.line(headline(&outcome));
        let statement = claim.statement.as_deref().unwrap_or("(statement withheld)");
        page.line(format!("  {}", super::terminal::shortened(statement, 96)));
        if event != claim.recorded.id {
            page.line(format!("  event {}", event.short()));
        }
        for difference in changes.unwrap_or_default() {
            page.field(difference.part, Some(before_and_after(difference)));
        }
        if let Some(quantity) = claim.quantity.as_ref().filter(|_| event == claim.recorded.id) {
            page.field("understood", Some(quantity.to_string()).filter(|words| !words.is_empty()));
        }
    })
}
