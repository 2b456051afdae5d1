//! The review of a claim, as a state machine: each step is refused where its rules are not met.

use super::gate;
use super::rulebook::{self, Rulebook, Setting};
use super::standing::{may_be_despite, standing, unmet};
use crate::{Changed, change, claim, optional, refuse, required, way_out};
use language::standing::Standing;
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::event::{
    ClaimAssigned, ClaimChecked, ClaimNoted, ClaimReopened, ClaimReturned, ClaimSignedOff, ClaimStarted, Policy,
    SecondCheckRequested, VerdictsResolved,
};
use record::model::review::Unmet;
use record::model::time::Day;
use record::model::words::{ResolveBy, Status, Verdict};
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

const DONE_WITH: &[Status] = &[Status::Cut, Status::SignedOff];

/// Gives a claim to somebody to check, with a day by which it is due.
pub fn assign(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    to: &Actor,
    due: Option<Day>,
) -> Result<Changed> {
    casebook.write(actor, |pen| assign_with(pen, reference, to, due))
}

/// Gives a claim to somebody within a larger work.
pub(crate) fn assign_with(pen: &mut Pen, reference: &str, to: &Actor, due: Option<Day>) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, DONE_WITH, "assigned", way_out)?;
    let texts = vec![("assignee", Value::Text(to.name().to_string()))];
    change(pen, &claim, ClaimAssigned { claim: claim.recorded.id, due }, texts)
}

/// Begins to check a claim.
pub fn start(casebook: &mut Casebook, actor: &Actor, reference: &str) -> Result<Changed> {
    casebook.write(actor, |pen| start_with(pen, reference))
}

/// The same within a larger work.
pub(crate) fn start_with(pen: &mut Pen, reference: &str) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, &[Status::Cut, Status::SignedOff, Status::Checking, Status::Query], "started", |status| {
        if status == Status::Query { Some("query answer") } else { way_out(status) }
    })?;
    change(pen, &claim, ClaimStarted { claim: claim.recorded.id }, Vec::new())
}

/// Gives the actor's verdict on a claim, in the place of an earlier one by the same person.
pub fn check(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    verdict: Verdict,
    note: Option<&str>,
) -> Result<Changed> {
    casebook.write(actor, |pen| verdict_with(pen, reference, verdict, note, |_| Ok(())))
}

/// Gives a verdict as somebody other than the first reviewer.
pub fn second_check(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    verdict: Verdict,
    note: Option<&str>,
) -> Result<Changed> {
    casebook.write(actor, |pen| second_check_with(pen, reference, verdict, note))
}

/// The same within a larger work.
pub(crate) fn second_check_with(
    pen: &mut Pen,
    reference: &str,
    verdict: Verdict,
    note: Option<&str>,
) -> Result<Changed> {
    let actor = pen.actor().clone();
    verdict_with(pen, reference, verdict, note, |claim| {
        require_first_check(claim)?;
        let others = claim.reviewers().into_iter().any(|reviewer| reviewer != actor.name());
        if others { Ok(()) } else { Err(Error::SamePerson(actor.name().to_string())) }
    })
}

/// Gives a verdict of whoever holds the pen within a larger work.
pub(crate) fn verdict_with(
    pen: &mut Pen,
    reference: &str,
    verdict: Verdict,
    note: Option<&str>,
    rule: impl FnOnce(&Claim) -> Result<()>,
) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, DONE_WITH, "checked", way_out)?;
    rule(&claim)?;
    let mut texts = Vec::new();
    optional(&mut texts, "note", note);
    let blind = claim.blind_for(pen.actor().name());
    change(pen, &claim, ClaimChecked { blind, claim: claim.recorded.id, verdict }, texts)
}

fn require_first_check(claim: &Claim) -> Result<()> {
    match claim.reviewers().is_empty() {
        true => Err(Error::WrongStatus {
            claim: claim.recorded.id.short(),
            status: claim.status(),
            done: "second-checked before somebody has checked it",
            next: Some("check"),
        }),
        false => Ok(()),
    }
}

/// Asks for a second verdict, from somebody or from anybody else, blind to the first where that is wanted.
pub fn request_second_check(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    to: Option<&Actor>,
    blind: bool,
    note: Option<&str>,
) -> Result<Changed> {
    casebook.write(actor, |pen| request_second_check_with(pen, reference, to, blind, note))
}

/// The same within a larger work.
pub(crate) fn request_second_check_with(
    pen: &mut Pen,
    reference: &str,
    to: Option<&Actor>,
    blind: bool,
    note: Option<&str>,
) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, DONE_WITH, "sent for a second check", way_out)?;
    require_first_check(&claim)?;
    if let Some(to) = to.filter(|to| claim.reviewers().contains(to.name())) {
        return Err(Error::SamePerson(to.name().to_string()));
    }
    let mut texts = Vec::new();
    optional(&mut texts, "to", to.map(Actor::name));
    optional(&mut texts, "note", note);
    change(pen, &claim, SecondCheckRequested { blind, claim: claim.recorded.id }, texts)
}

/// Settles verdicts that differ.
pub fn resolve(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    verdict: Verdict,
    note: &str,
) -> Result<Changed> {
    let rules = Rulebook::read(casebook, None)?;
    casebook.write(actor, |pen| {
        let claim = claim(pen.reader(), reference)?;
        refuse(&claim, DONE_WITH, "resolved", way_out)?;
        if let Some(check) = claim.standing_checks().find(|check| check.outdated) {
            let (short, actor) = (claim.recorded.id.short(), &check.mark.actor);
            return Err(Error::Invalid(format!(
                "claim {short} was changed after the verdict of {actor}: it must be checked again before it is settled"
            )));
        }
        if !claim.contested() {
            let short = claim.recorded.id.short();
            return Err(Error::Invalid(format!("claim {short} is not contested: its reviewers do not differ")));
        }
        let party = claim.reviewers().contains(pen.actor().name());
        if party && rules.resolve_by == ResolveBy::ThirdPerson {
            return Err(Error::Party { claim: claim.recorded.id.short(), actor: pen.actor().name().to_string() });
        }
        let checks = claim.standing_checks().map(|check| check.mark.id).collect();
        let texts = vec![("note", required("note that says why", note)?)];
        change(pen, &claim, VerdictsResolved { checks, claim: claim.recorded.id, verdict }, texts)
    })
}

/// Sends a checked claim back to its checker.
pub fn return_claim(casebook: &mut Casebook, actor: &Actor, reference: &str, reason: &str) -> Result<Changed> {
    casebook.write(actor, |pen| return_claim_with(pen, reference, reason))
}

/// The same within a larger work.
pub(crate) fn return_claim_with(pen: &mut Pen, reference: &str, reason: &str) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    let unready =
        [Status::Unchecked, Status::Assigned, Status::Checking, Status::Returned, Status::Cut, Status::SignedOff];
    refuse(&claim, &unready, "returned", |status| match status {
        Status::Unchecked | Status::Assigned | Status::Checking => Some("check"),
        other => way_out(other),
    })?;
    let texts = vec![("reason", required("reason", reason)?)];
    change(pen, &claim, ClaimReturned { claim: claim.recorded.id }, texts)
}

/// States that a claim may run, where the policy is met and all that it rests on stands; or `despite` what does not, for a
/// reason that stays on record.
pub fn sign_off(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    note: Option<&str>,
    despite: Option<&str>,
) -> Result<Changed> {
    let (rules, today) = (Rulebook::read(casebook, None)?, casebook.clock.today());
    casebook.write(actor, |pen| sign_off_with(pen, reference, note, despite, (&rules, today)))
}

/// The same within a larger work.
pub(crate) fn sign_off_with(
    pen: &mut Pen,
    reference: &str,
    note: Option<&str>,
    despite: Option<&str>,
    (rules, today): (&Rulebook, Day),
) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, DONE_WITH, "signed off", |status| match status {
        Status::Cut => way_out(status),
        _ => None,
    })?;
    if claim.blind_for(pen.actor().name()) {
        let short = claim.recorded.id.short();
        return Err(Error::Invalid(format!("you were asked to check claim {short} blind: give your verdict first")));
    }
    let policy = rules.policy;
    let standing = standing(pen.reader(), &claim, today)?;
    let mut unmet = lacking(pen.reader(), &claim, &standing, rules, today)?;
    let passed_over = unmet.iter().filter(|rule| may_be_despite(rule)).count();
    let despite = despite.filter(|_| passed_over > 0);
    if despite.is_some() {
        unmet.retain(|rule| !may_be_despite(rule));
    }
    if !unmet.is_empty() {
        return Err(Error::PolicyUnmet { claim: claim.recorded.id.short(), unmet });
    }
    let mut texts = Vec::new();
    optional(&mut texts, "note", note);
    if let Some(reason) = despite {
        texts.push(("despite", required("reason", reason)?));
    }
    let event = ClaimSignedOff {
        claim: claim.recorded.id,
        despite: despite.is_some(),
        fingerprint: claim.fingerprint(),
        policy,
    };
    change(pen, &claim, event, texts)
}

/// Takes a sign-off back.
pub fn reopen(casebook: &mut Casebook, actor: &Actor, reference: &str, reason: &str) -> Result<Changed> {
    casebook.write(actor, |pen| reopen_with(pen, reference, reason))
}

/// The same within a larger work.
pub(crate) fn reopen_with(pen: &mut Pen, reference: &str, reason: &str) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    let status = claim.status();
    if !matches!(status, Status::SignedOff | Status::Stale) {
        let next = (status == Status::Cut).then_some("claim restore");
        return Err(Error::WrongStatus { claim: claim.recorded.id.short(), status, done: "reopened", next });
    }
    let texts = vec![("reason", required("reason", reason)?)];
    change(pen, &claim, ClaimReopened { claim: claim.recorded.id }, texts)
}

/// Makes a remark on a claim, at any time.
pub fn note(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    note: &str,
    confidential: bool,
) -> Result<Changed> {
    casebook.write(actor, |pen| note_with(pen, reference, note, confidential))
}

/// Makes a remark within a larger work.
pub(crate) fn note_with(pen: &mut Pen, reference: &str, note: &str, confidential: bool) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    let texts = vec![("note", required("note", note)?)];
    change(pen, &claim, ClaimNoted { claim: claim.recorded.id, confidential }, texts)
}

/// Sets the rules for sign-off from here on; the others stay.
pub fn set_policy(casebook: &mut Casebook, actor: &Actor, policy: Policy) -> Result<Policy> {
    let Policy { evidence, second_person, still_holds } = policy;
    let (evidence, second_person, still_holds) = (Some(evidence), Some(second_person), Some(still_holds));
    let setting = Setting { evidence, second_person, still_holds, ..Setting::default() };
    rulebook::set(casebook, actor, &setting)?;
    Ok(policy)
}

/// Gives the rules for sign-off as they are.
pub fn policy(casebook: &Casebook) -> Result<Policy> {
    casebook.reader().policy()
}

/// Gives what a sign-off of a claim still lacks.
fn lacking(reader: Reader, claim: &Claim, standing: &Standing, rules: &Rulebook, today: Day) -> Result<Vec<Unmet>> {
    let mut unmet = unmet(claim, standing, &rules.policy);
    let broken = gate::broken_by(reader, claim, &rules.gate, None, today)?;
    let asked = broken.into_iter().filter(|(rule, _)| rules.at_sign_off.iter().any(|name| name.word() == *rule));
    unmet.extend(asked.map(|(rule, fault)| Unmet::Publication { rule, fault }));
    Ok(unmet)
}

/// Gives what a sign-off of a claim still lacks, as far as an onlooker may know; nothing where there is none to come.
pub fn missing(
    reader: Reader,
    claim: &Claim,
    standing: &Standing,
    rules: &Rulebook,
    (onlooker, today): (&str, Day),
) -> Result<Vec<Unmet>> {
    match claim.blind_for(onlooker) || matches!(claim.status(), Status::SignedOff | Status::Cut) {
        true => Ok(Vec::new()),
        false => lacking(reader, claim, standing, rules, today),
    }
}

/// The rules that hold by the sign-off itself, or that it has asked already.
const ASKED_BEFORE: [&str; 7] =
    ["statuses", "verdicts", "second-check", "no-stale", "no-open-query", "standing", "no-expired"];

/// Gives what the gate will ask of a claim besides its sign-off, as far as an onlooker may know.
pub fn before_publication(
    casebook: &Casebook,
    claim: &Claim,
    rules: &Rulebook,
    onlooker: Option<&str>,
) -> Result<Vec<String>> {
    if claim.cut.is_some() {
        return Ok(Vec::new());
    }
    let broken = gate::broken_by(casebook.reader(), claim, &rules.gate, onlooker, casebook.clock.today())?;
    let later = broken
        .into_iter()
        .filter(|(rule, _)| !ASKED_BEFORE.contains(rule) && rules.at_sign_off.iter().all(|name| name.word() != *rule));
    Ok(later.map(|(rule, fault)| format!("{rule}: it {fault}")).collect())
}
