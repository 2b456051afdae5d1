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
    /// The reasons for which it was signed off, or evidence counted, despite what does not stand.
    pub despite: Vec<String>,
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

/// A rule that each claim is held against: its key, what it asks, and what breaks it.
struct Asked {
    rule: &'static str,
    asks: fn(&GatePolicy) -> String,
    breaks: fn(&GatePolicy, &Subject) -> Option<String>,
}

/// The rules about claims, in the order in which they are told.
const OF_CLAIMS: &[Asked] = &[
    Asked { rule: "statuses", asks: |policy| format!("every claim is {}", done(policy)), breaks: status },
    Asked {
        rule: "verdicts",
        asks: |policy| {
            let allowed: Vec<_> = policy.verdicts.iter().map(|verdict| verdict.word()).collect();
            format!("every verdict is one of {}", allowed.join(", "))
        },
        breaks: verdict,
    },
    Asked {
        rule: "second-check",
        asks: |policy| asked("two people have checked", policy.second_check),
        breaks: |policy, claim| {
            let lacks = policy.second_check.includes(claim.priority) && claim.reviewers < 2;
            lacks.then(|| format!("has the standing verdicts of {} of two people", claim.reviewers))
        },
    },
    Asked {
        rule: "independent-origins",
        asks: |policy| origins_asked(&policy.independent_origins),
        breaks: |policy, claim| {
            let needed = usize::from(policy.independent_origins.of(claim.priority).0);
            (claim.rests_on_evidence() && claim.origins < needed)
                .then(|| format!("has {} of {needed} independent origins in support", claim.origins))
        },
    },
    Asked {
        rule: "primary-source",
        asks: |policy| asked("a primary source supports", policy.primary_source),
        breaks: |policy, claim| {
            let asked = policy.primary_source.includes(claim.priority);
            let lacks = asked && claim.rests_on_evidence() && !claim.primary;
            lacks.then(|| "has no primary source in support".to_string())
        },
    },
    Asked {
        rule: "no-stale",
        asks: |policy| switched("no sign-off is stale", policy.no_stale),
        breaks: |policy, claim| {
            let stale = policy.no_stale && claim.status == Status::Stale;
            stale.then(|| "was changed after its sign-off".to_string())
        },
    },
    Asked {
        rule: "no-open-query",
        asks: |policy| switched("no question is open", policy.no_open_query),
        breaks: |policy, claim| {
            let open = claim.open_queries.iter().map(|question| format!("“{}”", excerpt(question, 80)));
            listed(policy.no_open_query, "has an open question: ", open.collect())
        },
    },
    Asked {
        rule: "reply-answered",
        asks: |policy| switched("every request for comment is answered", policy.reply_answered),
        breaks: |policy, claim| {
            let whom = claim.unanswered.iter().map(|whom| excerpt(whom, 80));
            listed(policy.reply_answered, "has no answer yet from ", whom.collect())
        },
    },
    Asked {
        rule: "no-doubt",
        asks: |policy| switched("nothing that a claim rests on is in doubt", policy.no_doubt),
        breaks: |policy, claim| listed(policy.no_doubt, "", claim.doubts.clone()),
    },
    Asked {
        rule: "standing",
        asks: |policy| switched("what a claim rests on stands", policy.standing),
        breaks: |policy, claim| listed(policy.standing, "does not stand: ", claim.falls.clone()),
    },
    Asked {
        rule: "no-expired",
        asks: |policy| switched("no evidence is past its last day", policy.no_expired),
        breaks: |policy, claim| listed(policy.no_expired, "has evidence past its last day: ", claim.expired.clone()),
    },
];

/// Holds a case against every rule.
pub fn judge(policy: &GatePolicy, case: &Case) -> Vec<Rule> {
    let of_claims = OF_CLAIMS
        .iter()
        .map(|asked| rule(asked.rule, (asked.asks)(policy), case.claims, |claim| (asked.breaks)(policy, claim)));
    let mut rules: Vec<Rule> = std::iter::once(coverage(policy, case)).chain(of_claims).collect();
    if let Some(standing) = rules.iter_mut().find(|rule| rule.rule == "standing" && policy.standing) {
        standing.despite = case.claims.iter().filter_map(despite).collect();
    }
    rules
}

/// Says for which reasons a claim runs despite something.
fn despite(claim: &Subject) -> Option<Finding> {
    let words: Vec<String> = claim.despite.iter().map(|reason| excerpt(reason, 200)).collect();
    let runs = claim.falls.is_empty() && !words.is_empty();
    runs.then(|| finding(claim, &format!("runs despite something: {}", words.join("; "))))
}

/// Gives the rules about claims that one claim breaks: the key of each, and what breaks it.
pub fn broken_by(policy: &GatePolicy, claim: &Subject) -> Vec<(&'static str, String)> {
    let broken = |asked: &Asked| (asked.breaks)(policy, claim).map(|fault| (asked.rule, fault));
    OF_CLAIMS.iter().filter_map(broken).collect()
}

/// Gives what every rule asks, by its key.
pub fn asks(policy: &GatePolicy) -> Vec<(&'static str, String)> {
    let of_claims = OF_CLAIMS.iter().map(|asked| (asked.rule, (asked.asks)(policy)));
    std::iter::once(("coverage", coverage_asked(policy))).chain(of_claims).collect()
}

fn done(policy: &GatePolicy) -> String {
    policy.statuses.iter().map(|status| status.word()).collect::<Vec<_>>().join(", ")
}

fn status(policy: &GatePolicy, claim: &Subject) -> Option<String> {
    (!policy.statuses.contains(&claim.status)).then(|| format!("is {}, not {}", claim.status, done(policy)))
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
    Rule { rule, asks, passed: findings.is_empty(), findings, despite: Vec::new() }
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
        (tally.covered + tally.decided) * 100 < tally.parts * usize::from(needed(priority))
    };
    let gaps = case.gaps.iter().filter(|gap| short(gap.priority)).map(|gap| {
        let (priority, tally) = (gap.priority, case.by_priority[&gap.priority]);
        let message = visible(&format!(
            "{} “{}” is in no claim ({}); of {priority} priority, {} of {} parts are or are decided, and {} % must be",
            gap.kind,
            excerpt(&gap.text, 80),
            gap.why,
            tally.covered + tally.decided,
            tally.parts,
            needed(priority)
        ));
        Finding { claim: None, region: Some(gap.region), message }
    });
    finished("coverage", coverage_asked(policy), gaps.collect())
}

fn coverage_asked(policy: &GatePolicy) -> String {
    let shares = Priority::ALL.iter().map(|priority| format!("{} % of {priority}", policy.coverage.of(*priority).0));
    let shares = shares.collect::<Vec<_>>().join(", ");
    format!("of what can be checked, {shares} priority is inside a claim or decided")
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
