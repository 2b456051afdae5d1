//! Holds claims and coverage against the rules, and says what breaks each.

use super::policy::{ByPriority, Count, GatePolicy, Whose};
use super::{Finding, Rule};
use crate::text::cover::{PartKind, Tally};
use crate::text::lines::Region;
use record::model::id::Id;
use record::model::words::{Priority, Status, Verdict};
use record::visible::{excerpt, visible};
use std::collections::BTreeMap;

/// A claim as far as the gate asks.
#[derive(Clone, Debug)]
pub struct Subject {
    pub id: Id,
    pub statement: Option<String>,
    /// Where it stands in the latest draft.
    pub region: Option<Region>,
    pub priority: Priority,
    pub status: Status,
    pub verdict: Option<Verdict>,
    pub contested: bool,
    /// It was changed after a verdict that still counts.
    pub outdated: bool,
    /// The verdict is kept from the onlooker, who is to judge without it.
    pub blind: bool,
    /// People whose verdicts count and are about its present words.
    pub reviewers: usize,
    /// Independent origins in support.
    pub origins: usize,
    /// A primary source supports it.
    pub primary: bool,
    /// The questions that nobody has answered.
    pub open_queries: Vec<String>,
    /// Whom a request for comment went to that has no answer.
    pub unanswered: Vec<String>,
    /// What it rests on that is in doubt, in words.
    pub doubts: Vec<String>,
    /// Evidence past its last day, in words.
    pub expired: Vec<String>,
    /// What of its evidence, verdicts and sign-off does not stand, in words.
    pub falls: Vec<String>,
}

/// A checkable part of the draft that is in no claim.
#[derive(Clone, Debug)]
pub struct Gap {
    pub region: Region,
    pub kind: PartKind,
    pub priority: Priority,
    pub text: String,
    pub why: String,
}

/// What the gate looks at.
pub struct Case<'a> {
    pub by_priority: &'a BTreeMap<Priority, Tally>,
    pub gaps: &'a [Gap],
    /// The claims that are not cut.
    pub claims: &'a [Subject],
}

/// Holds a case against every rule.
pub fn judge(policy: &GatePolicy, case: &Case) -> Vec<Rule> {
    let claims = case.claims;
    let allowed = policy.verdicts.iter().map(|verdict| verdict.word()).collect::<Vec<_>>().join(", ");
    let done = policy.statuses.iter().map(|status| status.word()).collect::<Vec<_>>().join(", ");
    let GatePolicy { second_check, independent_origins: origins, primary_source, .. } = *policy;
    vec![
        coverage(policy, case),
        rule("statuses", format!("every claim is {done}"), claims, |claim| {
            (!policy.statuses.contains(&claim.status)).then(|| format!("is {}, not {done}", claim.status))
        }),
        rule("verdicts", format!("every verdict is one of {allowed}"), claims, |claim| verdict(policy, claim)),
        rule("second-check", asked("two people have checked", second_check), claims, |claim| {
            let lacks = second_check.includes(claim.priority) && claim.reviewers < 2;
            lacks.then(|| format!("has the standing verdicts of {} of two people", claim.reviewers))
        }),
        rule("independent-origins", origins_asked(&origins), claims, |claim| {
            let needed = usize::from(origins.of(claim.priority).0);
            (claim.rests_on_evidence() && claim.origins < needed)
                .then(|| format!("has {} of {needed} independent origins in support", claim.origins))
        }),
        rule("primary-source", asked("a primary source supports", primary_source), claims, |claim| {
            let lacks = primary_source.includes(claim.priority) && claim.rests_on_evidence() && !claim.primary;
            lacks.then(|| "has no primary source in support".to_string())
        }),
        rule("no-stale", switched("no sign-off is stale", policy.no_stale), claims, |claim| {
            let stale = policy.no_stale && claim.status == Status::Stale;
            stale.then(|| "was changed after its sign-off".to_string())
        }),
        rule("no-open-query", switched("no question is open", policy.no_open_query), claims, |claim| {
            let open = claim.open_queries.iter().map(|question| format!("“{}”", excerpt(question, 80)));
            listed(policy.no_open_query, "has an open question: ", open.collect())
        }),
        rule(
            "reply-answered",
            switched("every request for comment is answered", policy.reply_answered),
            claims,
            |claim| {
                let whom = claim.unanswered.iter().map(|whom| excerpt(whom, 80));
                listed(policy.reply_answered, "has no answer yet from ", whom.collect())
            },
        ),
        rule("no-doubt", switched("nothing that a claim rests on is in doubt", policy.no_doubt), claims, |claim| {
            listed(policy.no_doubt, "", claim.doubts.clone())
        }),
        rule("standing", switched("what a claim rests on stands", policy.standing), claims, |claim| {
            listed(policy.standing, "does not stand: ", claim.falls.clone())
        }),
        rule("no-expired", switched("no evidence is past its last day", policy.no_expired), claims, |claim| {
            listed(policy.no_expired, "has evidence past its last day: ", claim.expired.clone())
        }),
    ]
}

impl Subject {
    /// Without a verdict, evidence may yet be what it rests on.
    fn rests_on_evidence(&self) -> bool {
        self.blind || self.verdict.is_none_or(Verdict::rests_on_evidence)
    }
}

fn rule(rule: &'static str, asks: String, claims: &[Subject], breaks: impl Fn(&Subject) -> Option<String>) -> Rule {
    let found = claims.iter().filter_map(|claim| breaks(claim).map(|fault| finding(claim, &fault)));
    finished(rule, asks, found.collect())
}

fn finished(rule: &'static str, asks: String, mut findings: Vec<Finding>) -> Rule {
    // What has no place comes last; the rest in the order of the text.
    findings.sort_by_key(|finding| finding.place().unwrap_or((usize::MAX, 0)));
    Rule { rule, asks, passed: findings.is_empty(), findings }
}

fn finding(claim: &Subject, fault: &str) -> Finding {
    let statement =
        claim.statement.as_deref().map_or("(withheld)".to_string(), |text| format!("“{}”", excerpt(text, 80)));
    let nowhere = if claim.region.is_none() { " (it has no place in the latest draft)" } else { "" };
    let message = visible(&format!("claim {} {statement} {fault}{nowhere}", claim.id.short()));
    Finding { claim: Some(claim.id), region: claim.region, message }
}

fn coverage(policy: &GatePolicy, case: &Case) -> Rule {
    let needed = |priority| policy.coverage.of(priority).0;
    let short = |priority: Priority| {
        let tally = case.by_priority.get(&priority).copied().unwrap_or_default();
        tally.covered * 100 < tally.parts * usize::from(needed(priority))
    };
    let gaps = case.gaps.iter().filter(|gap| short(gap.priority)).map(|gap| {
        let (priority, tally) = (gap.priority, case.by_priority[&gap.priority]);
        let message = visible(&format!(
            "{} “{}” is in no claim ({}); of {priority} priority, {} of {} parts are, and {} % must be",
            gap.kind,
            excerpt(&gap.text, 80),
            gap.why,
            tally.covered,
            tally.parts,
            needed(priority)
        ));
        Finding { claim: None, region: Some(gap.region), message }
    });
    let shares = Priority::ALL.iter().map(|priority| format!("{} % of {priority}", needed(*priority)));
    let asks = format!("of what can be checked, {} priority is inside a claim", shares.collect::<Vec<_>>().join(", "));
    finished("coverage", asks, gaps.collect())
}

fn verdict(policy: &GatePolicy, claim: &Subject) -> Option<String> {
    match claim.verdict {
        _ if claim.blind => Some("has a verdict that is hidden from you until you have given yours".into()),
        _ if claim.contested => Some("is contested: reviewers differ and nobody has settled it".into()),
        None => Some("has no verdict".into()),
        _ if claim.outdated => Some("was changed after its verdict".into()),
        Some(verdict) if !policy.verdicts.contains(&verdict) => Some(format!("was found {verdict}")),
        Some(_) => None,
    }
}

fn asked(what: &str, whose: Whose) -> String {
    match whose {
        Whose::None => "asks nothing".into(),
        Whose::High => format!("{what} every claim of high priority"),
        Whose::All => format!("{what} every claim"),
    }
}

fn origins_asked(origins: &ByPriority<Count>) -> String {
    let counts = Priority::ALL.iter().map(|priority| format!("{} for {priority}", origins.of(*priority).0));
    format!("independent origins in support: {} priority", counts.collect::<Vec<_>>().join(", "))
}

fn switched(what: &str, on: bool) -> String {
    if on { what.into() } else { "asks nothing".into() }
}

fn listed(on: bool, what: &str, items: Vec<String>) -> Option<String> {
    (on && !items.is_empty()).then(|| format!("{what}{}", items.join(", ")))
}
