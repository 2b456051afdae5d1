//! The gate: holds a piece against the rules that must be met before it is published.

use super::depend::{Travelled, doubts};
use super::rulebook::Rulebook;
use super::standing::standing;
use crate::drafts::coverage::{Covering, Decided, Ground, Spot};
use crate::sources::lineage::comes_from_piece;
use language::gate::Rule;
use language::gate::junit;
use language::gate::policy::GatePolicy;
use language::gate::rules::{self, Case, Gap, Subject, judge};
pub use language::gate::sarif::sarif;
use language::standing::{Hold, Standing};
use language::text::lines::{Lines, Region};
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::standing::Reason;
use record::model::time::Day;
use record::model::words::{Stance, StandingReason, Status, Tier};
use record::visible::visible_path;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use store::Reader;
use store::blobs::measure;
use store::casebook::Casebook;
use store::error::{Error, Result};

/// Whether a piece may pass, and why not.
#[derive(Clone, Debug, Serialize)]
pub struct Gate {
    pub piece: Id,
    pub draft: Id,
    /// The name of the draft's file, where it is known.
    pub draft_name: Option<String>,
    /// The file of rules; absent where all of them have their defaults.
    pub policy_file: Option<String>,
    pub policy: GatePolicy,
    pub passed: bool,
    pub rules: Vec<Rule>,
    /// What somebody decided to be no claim, which counts as inside one.
    pub decided: Vec<Decided>,
}

/// What is to be judged, and by what.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub piece: Option<&'a str>,
    /// The file of rules; else `tickmark.toml` beside the casebook, else the rules have their defaults.
    pub policy: Option<&'a Path>,
    /// The file that is about to be published, which must be the latest draft.
    pub file: Option<&'a Path>,
    /// Who is looking: what they are to judge without is not told.
    pub onlooker: Option<&'a str>,
}

/// Holds the latest draft of a piece and its claims against the rules.
pub fn gate(casebook: &Casebook, asked: Asked) -> Result<Gate> {
    let Rulebook { gate: policy, file: policy_file, .. } = Rulebook::read(casebook, asked.policy)?;
    let today = casebook.clock.today();
    casebook.reader().at_one_moment(|reader| {
        let ground = Ground::read(reader, asked.piece)?;
        asked.file.map_or(Ok(()), |file| require_same(&ground, file))?;
        let Covering { by_priority, uncovered, decided, .. } = ground.covering();
        let lines = Lines::of(&ground.document.text);
        let subjects = ground.claims.iter().map(|claim| {
            let region = ground.spans(claim).first().map(|span| lines.region(span));
            subject(reader, region, claim, asked.onlooker, today)
        });
        let claims = subjects.collect::<Result<Vec<_>>>()?;
        let gaps: Vec<Gap> = uncovered.into_iter().map(gap).collect();
        let rules = judge(&policy, &Case { by_priority: &by_priority, gaps: &gaps, claims: &claims });
        let passed = rules.iter().all(|rule| rule.passed);
        let Ground { piece, draft, draft_name, .. } = ground;
        Ok(Gate { piece, draft, draft_name, policy_file, policy, passed, rules, decided })
    })
}

/// Refuses a file that is not the latest draft: what was judged would not be what is published.
fn require_same(ground: &Ground, file: &Path) -> Result<()> {
    let opened = std::fs::File::open(file).map_err(|error| Error::file(file, &error))?;
    let found = measure(file, opened, |_| {})?.sha256.hex();
    match ground.sha256.as_ref() == Some(&found) {
        true => Ok(()),
        false => Err(Error::Problem(format!("{} is not the latest draft of the piece", visible_path(file)))),
    }
}

fn gap(spot: Spot) -> Gap {
    Gap { region: spot.region, kind: spot.kind, priority: spot.priority, text: spot.text, why: spot.why }
}

/// Gives the rules of publication that a claim breaks as it stands: the key of each, and what breaks it.
pub fn broken_by(
    reader: Reader,
    claim: &Claim,
    policy: &GatePolicy,
    onlooker: Option<&str>,
    today: Day,
) -> Result<Vec<(&'static str, String)>> {
    Ok(rules::broken_by(policy, &subject(reader, None, claim, onlooker, today)?))
}

fn subject(
    reader: Reader,
    region: Option<Region>,
    claim: &Claim,
    onlooker: Option<&str>,
    today: Day,
) -> Result<Subject> {
    let settled = claim.standing_resolution().is_some();
    let current: BTreeSet<&str> =
        claim.standing_checks().filter(|check| !check.outdated).map(|check| check.mark.actor.as_str()).collect();
    let standing = standing(reader, claim, today)?;
    let unanswered = claim.replies.iter().filter(|reply| reply.answer.is_none());
    Ok(Subject {
        id: claim.recorded.id,
        statement: claim.statement.clone(),
        region,
        priority: claim.priority,
        status: claim.status(),
        verdict: claim.verdict(),
        contested: claim.contested(),
        outdated: !settled && claim.standing_checks().any(|check| check.outdated),
        blind: onlooker.is_some_and(|name| claim.blind_for(name)),
        reviewers: current.len(),
        origins: standing.origins.low,
        primary: has_primary_source(reader, claim)?,
        open_queries: claim.open_queries().map(|query| query.question.clone()).collect(),
        unanswered: unanswered.map(|reply| reply.whom.clone()).collect(),
        doubts: doubts(reader, claim.recorded.row, onlooker)?.iter().map(Travelled::in_words).collect(),
        falls: falls(&standing, onlooker.is_some_and(|name| claim.blind_for(name))),
        despite: if claim.status() == Status::Cut { Vec::new() } else { standing.despite() },
        expired: claim.live_evidence().filter_map(|evidence| expired(evidence, today)).collect(),
    })
}

/// Says what does not stand; expiry and staleness have rules of their own, unless it is said what changed in the sentence.
fn falls(standing: &Standing, blind: bool) -> Vec<String> {
    // It was signed off despite this, and the gate names the reason.
    if standing.hold == Hold::Despite {
        return Vec::new();
    }
    let own_rule = |reason: &Reason| match reason.code {
        StandingReason::ClaimChanged => reason.parts.len() < 2,
        code => matches!(code, StandingReason::Expired | StandingReason::Stale),
    };
    let about_verdicts = |reason: &Reason| reason.code.subject() == "verdict";
    let told = standing.barring().into_iter().filter(|reason| !(own_rule(reason) || blind && about_verdicts(reason)));
    told.map(Reason::in_place).collect()
}

fn expired(evidence: &Evidence, today: Day) -> Option<String> {
    let until = evidence.good_until.filter(|until| *until < today)?;
    Some(format!("{} was good until {until}", evidence.mark.id.short()))
}

/// What comes from the piece itself is no support for it, however near its source stands.
fn has_primary_source(reader: Reader, claim: &Claim) -> Result<bool> {
    let piece = reader.row_of(claim.piece)?;
    for evidence in claim.live_evidence().filter(|evidence| evidence.stance == Stance::Supports) {
        for source in evidence.sources() {
            let row = reader.row_of(source)?;
            if reader.source(row)?.tier == Tier::Primary.word() && !comes_from_piece(reader, row, piece)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Writes the verdict as JUnit, for tools that read results of tests.
pub fn junit(path: &str, rules: &[Rule]) -> Result<Vec<u8>> {
    junit::junit(path, rules).map_err(Error::Output)
}
