//! What follows from a claim's events: its status, its verdict, what a sign-off covers, and its record.

use super::claim::{Check, Claim, Evidence, Query, Resolution, Step, TakenBack};
use super::event::{Policy, Span};
use super::id::Id;
use super::quantity::Figure;
use super::standing::Reason;
use super::words::{ClaimType, Priority, SecondPerson, Stance, Status, Verdict};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

impl Claim {
    /// Gives the verdicts that count: the latest of each reviewer, unless settled by a resolution.
    pub fn standing_checks(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.replaced)
    }

    /// Gives what the claim's standing verdicts come to, or nothing where there is none or they differ.
    pub fn verdict(&self) -> Option<Verdict> {
        let verdicts = self.standing_verdicts();
        if verdicts.len() == 1 { verdicts.into_iter().next() } else { None }
    }

    /// Says whether reviewers differ and nobody has settled it.
    pub fn contested(&self) -> bool {
        self.standing_verdicts().len() > 1
    }

    fn standing_verdicts(&self) -> BTreeSet<Verdict> {
        let resolution = self.standing_resolution();
        let open = self.standing_checks().filter(|check| resolution.is_none() || !check.settled);
        open.map(|check| check.verdict).chain(resolution.map(|resolution| resolution.verdict)).collect()
    }

    /// Gives the settlement of verdicts that differed, unless the claim was changed after it.
    pub fn standing_resolution(&self) -> Option<&Resolution> {
        self.resolution.as_ref().filter(|resolution| !resolution.outdated)
    }

    /// Gives the names of those whose verdicts stand.
    pub fn reviewers(&self) -> BTreeSet<&str> {
        self.standing_checks().map(|check| check.mark.actor.as_str()).collect()
    }

    /// Counts the keys under which verdicts stand; one that goes on from another is the same.
    fn reviewing_keys(&self) -> usize {
        self.standing_checks().map(|check| check.mark.hand.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// Counts reviewers as strictly as names and keys allow: one person may hold two keys, and say any name.
    fn distinct_reviewers(&self) -> usize {
        self.reviewing_keys().min(self.reviewers().len())
    }

    /// Gives the evidence that has not been withdrawn, nor lost what it was computed from.
    pub fn live_evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|evidence| evidence.stands())
    }

    /// Gives the questions that nobody has answered.
    pub fn open_queries(&self) -> impl Iterator<Item = &Query> {
        self.queries.iter().filter(|query| query.answer.is_none())
    }

    /// Says whether verdicts and remarks of others are to be hidden from this person until they have given theirs.
    pub fn blind_for(&self, actor: &str) -> bool {
        let asked = self.requests.iter().rev().find(|request| match &request.to {
            Some(to) => to == actor,
            None => request.mark.actor != actor,
        });
        asked.is_some_and(|request| request.blind) && !self.has_judged(actor)
    }

    /// Says whether a second verdict was asked of this person, or of anybody else than who asked, and is not given.
    pub fn awaits_second_check_of(&self, actor: &str) -> bool {
        let asked = self.requests.iter().any(|request| match &request.to {
            Some(to) => to == actor,
            None => request.mark.actor != actor,
        });
        asked && !self.checks.iter().any(|check| check.mark.actor == actor)
    }

    /// Says whether somebody ever gave a verdict; who took it back has seen those of others meanwhile.
    fn has_judged(&self, actor: &str) -> bool {
        let taken_back = |back: &TakenBack| back.kind == "claim.checked" && back.remark.mark.actor == actor;
        self.checks.iter().any(|check| check.mark.actor == actor) || self.taken_back.iter().any(taken_back)
    }

    /// Gives how far the review has come.
    pub fn status(&self) -> Status {
        if self.cut.is_some() {
            return Status::Cut;
        }
        if let Some(sign_off) = &self.sign_off {
            return if sign_off.fingerprint == self.fingerprint() { Status::SignedOff } else { Status::Stale };
        }
        if self.open_queries().next().is_some() {
            return Status::Query;
        }
        match self.step {
            Step::Recorded if self.assignee.is_some() => Status::Assigned,
            Step::Recorded => Status::Unchecked,
            Step::Started | Step::Reopened => Status::Checking,
            Step::Checked if self.reviewing_keys() > 1 => Status::SecondCheck,
            Step::Checked => Status::Checked,
            Step::Returned => Status::Returned,
        }
    }

    /// Gives the SHA-256 of what a sign-off covers: text, place, type, priority, quantity, evidence, verdicts.
    ///
    /// Each stands in it by the id of the event that set it, so that no wording is needed to recompute it.
    pub fn fingerprint(&self) -> Id {
        #[derive(Serialize)]
        struct Covered {
            anchored_by: Id,
            checks: Vec<Id>,
            classed_by: Id,
            evidence: Vec<Id>,
            figured_by: Id,
            #[serde(skip_serializing_if = "Option::is_none")]
            resolution: Option<Id>,
            worded_by: Id,
        }
        let covered = Covered {
            anchored_by: self.anchored_by,
            checks: self.standing_checks().map(|check| check.mark.id).collect(),
            classed_by: self.classed_by,
            evidence: self.live_evidence().map(|evidence| evidence.mark.id).collect(),
            figured_by: self.figured_by,
            resolution: self.standing_resolution().map(|resolution| resolution.mark.id),
            worded_by: self.worded_by,
        };
        hash(&covered)
    }

    /// Gives the canonical JSON of the claim's whole present state.
    ///
    /// Its SHA-256 is the claim's `record_sha256`. The ids of all events are part of it, so that it covers every text
    /// and note; no text is, so that it can be recomputed where texts are withheld.
    pub fn record(&self) -> Vec<u8> {
        serde_json::to_vec(&State::of(self)).expect("a state holds nothing that JSON cannot")
    }

    /// Gives the SHA-256 of [`Claim::record`].
    pub fn record_sha256(&self) -> Id {
        hash(&State::of(self))
    }

    /// Says which rules of the policy keep the claim from being signed off, and what would meet each; `counting` is how
    /// many pieces of its evidence stand.
    pub fn unmet(&self, policy: &Policy, counting: usize) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        let verdict = self.verdict();
        if self.contested() {
            unmet.push(Unmet::Contested);
        } else if verdict.is_none() {
            unmet.push(Unmet::NoVerdict);
        }
        if verdict == Some(Verdict::Incorrect) {
            unmet.push(Unmet::Incorrect);
        }
        if self.standing_resolution().is_none() && self.standing_checks().any(|check| check.outdated) {
            unmet.push(Unmet::OutdatedVerdict);
        }
        if self.returned {
            unmet.push(Unmet::Returned);
        }
        if verdict.is_none_or(Verdict::rests_on_evidence) && counting < policy.evidence as usize {
            unmet.push(Unmet::Evidence { needed: policy.evidence as usize, there: counting });
        }
        let open = self.open_queries().count();
        if open > 0 {
            unmet.push(Unmet::OpenQueries(open));
        }
        if self.needs_second_person(policy) && self.distinct_reviewers() < 2 {
            unmet.push(Unmet::SecondPerson);
        }
        unmet
    }

    fn needs_second_person(&self, policy: &Policy) -> bool {
        match policy.second_person {
            SecondPerson::All => true,
            SecondPerson::High => self.priority == Priority::High,
            SecondPerson::Nobody => false,
        }
    }
}

/// A rule of the policy that a claim does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    NoVerdict,
    Contested,
    OutdatedVerdict,
    Incorrect,
    Returned,
    Evidence {
        needed: usize,
        there: usize,
    },
    OpenQueries(usize),
    SecondPerson,
    /// Something of its evidence or of its verdicts does not stand.
    Standing(Reason),
    /// A rule of publication that is asked at sign-off already: its name, and what breaks it.
    Publication {
        rule: &'static str,
        fault: String,
    },
}

impl Unmet {
    /// Gives the short name of the rule.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NoVerdict => "verdict",
            Self::Contested => "agreement",
            Self::OutdatedVerdict => "current-verdict",
            Self::Incorrect => "not-incorrect",
            Self::Returned => "not-returned",
            Self::Evidence { .. } => "evidence",
            Self::OpenQueries(_) => "no-open-query",
            Self::SecondPerson => "second-person",
            Self::Standing(_) => "standing",
            Self::Publication { rule, .. } => rule,
        }
    }
}

impl std::fmt::Display for Unmet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoVerdict => f.write_str("nobody has given a verdict"),
            Self::Contested => f.write_str("reviewers differ and nobody has settled it"),
            Self::OutdatedVerdict => f.write_str("the claim was changed after its verdict"),
            Self::Incorrect => f.write_str("it was found incorrect"),
            Self::Returned => f.write_str("it was returned and not checked since"),
            Self::Evidence { needed, there } => write!(f, "it has {there} of {needed} pieces of evidence"),
            Self::OpenQueries(1) => f.write_str("a query is open"),
            Self::OpenQueries(open) => write!(f, "{open} queries are open"),
            Self::SecondPerson => f.write_str("a second person has not checked it"),
            Self::Publication { fault, .. } => write!(f, "it {fault}"),
            Self::Standing(reason) => f.write_str(&reason.in_place()),
        }
    }
}

/// The present state of a claim, in the order in which canonical JSON names it.
#[derive(Serialize)]
struct State<'a> {
    claim: Id,
    contested: bool,
    events: &'a [Id],
    evidence: Vec<EvidenceState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<&'a Figure>,
    piece: Id,
    priority: Priority,
    spans: &'a [Span],
    status: Status,
    r#type: ClaimType,
    v: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    verdicts: Vec<VerdictState<'a>>,
}

#[derive(Serialize)]
struct EvidenceState {
    event: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Id>,
    stance: Stance,
}

#[derive(Serialize)]
struct VerdictState<'a> {
    event: Id,
    time: &'a super::time::Moment,
    verdict: Verdict,
}

impl<'a> State<'a> {
    fn of(claim: &'a Claim) -> Self {
        let evidence = |evidence: &Evidence| EvidenceState {
            event: evidence.mark.id,
            source: evidence.source,
            stance: evidence.stance,
        };
        let verdict =
            |check: &'a Check| VerdictState { event: check.mark.id, time: &check.mark.time, verdict: check.verdict };
        Self {
            claim: claim.recorded.id,
            contested: claim.contested(),
            events: &claim.events,
            evidence: claim.live_evidence().map(evidence).collect(),
            figure: claim.quantity.as_ref().map(|quantity| &quantity.figure),
            piece: claim.piece,
            priority: claim.priority,
            spans: &claim.spans,
            status: claim.status(),
            r#type: claim.claim_type,
            v: 1,
            verdict: claim.verdict(),
            verdicts: claim.standing_checks().map(verdict).collect(),
        }
    }
}

fn hash(value: &impl Serialize) -> Id {
    Id(Sha256::digest(serde_json::to_vec(value).expect("a state holds nothing that JSON cannot")).into())
}
