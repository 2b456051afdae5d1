//! What the judgement says of a claim, as pages show it: a sign, a class, and words in the language of the page.

use super::words::Words;
use actions::claims::standing::{Hold, OfEvidence, OriginCount};
use record::model::standing::{Reason, filled};
use record::model::words::{Stance, StandingReason, Status, Verdict};

/// Gives the sign of a hold; nothing where nothing is to be said.
pub fn sign(hold: &Hold) -> &'static str {
    match hold {
        Hold::Stands => "✓",
        Hold::Despite => "◐",
        Hold::Open => "",
        Hold::LookAgain => "↻",
        Hold::Falls => "⚠",
    }
}

/// Says whether how a claim stands is marked in the place of what was found.
pub fn is_marked(hold: &Hold) -> bool {
    matches!(hold, Hold::Despite | Hold::LookAgain | Hold::Falls)
}

/// Says in a word how a claim stands; nothing while its review goes on and nothing is wrong.
pub fn name(t: &Words, hold: &Hold) -> &'static str {
    match hold {
        Hold::Stands => t.say("stands"),
        Hold::Despite => t.say("despite something"),
        Hold::Open => "",
        Hold::LookAgain => t.say("look again"),
        Hold::Falls => t.say("does not stand"),
    }
}

/// Names a verdict on a button, in a word or two.
pub fn short_verdict(t: &Words, verdict: &Verdict) -> String {
    match verdict {
        Verdict::ConfirmedWithChange => t.say("with change").to_string(),
        Verdict::OnAuthor => t.say("on the author").to_string(),
        other => t.word(other),
    }
}

/// Gives the class of a status: signed off has its green only where the sign-off stands.
pub fn status_class(status: &Status, hold: &Hold) -> &'static str {
    match (status, hold) {
        (Status::SignedOff, Hold::Stands) => status.word(),
        (Status::SignedOff, _) => hold.word(),
        (_, Hold::Stands | Hold::Open | Hold::Falls) => status.word(),
        (_, Hold::Despite | Hold::LookAgain) => hold.word(),
    }
}

/// Gives the class of what was found: a favourable verdict has its colour only where nothing is wrong.
pub fn verdict_class<'a>(found: &'a str, hold: &Hold) -> &'a str {
    let sound = matches!(hold, Hold::Stands | Hold::Open);
    let favourable = Verdict::from_word(found).is_some_and(Verdict::is_favourable);
    if favourable && !sound { "open" } else { found }
}

/// Says how a piece of evidence stands, where it does not stand by itself.
pub fn of_evidence(judged: &OfEvidence) -> Option<Hold> {
    let bars = judged.reasons.iter().any(Reason::bars);
    let hold = if judged.counts { Hold::Despite } else { Hold::Falls };
    bars.then_some(hold)
}

/// Gives the class of a stance, which has its colour only where the evidence stands by itself.
pub fn stance_class(stance: &Stance, judged: Option<&OfEvidence>) -> &'static str {
    match judged.and_then(of_evidence) {
        Some(_) => "open",
        None => stance.word(),
    }
}

/// Says a reason in a clause, with all its parts.
pub fn said(t: &Words, reason: &Reason) -> String {
    filled(t.say(reason.key()), &parts(t, reason))
}

/// Says a reason in a clause; the passages of an altered quotation are shown beside it.
pub fn clause(t: &Words, reason: &Reason) -> String {
    match (passages(reason), parts(t, reason).first()) {
        (Some(_), Some(faults)) => format!("{} ({faults})", t.say(reason.code.in_short())),
        _ => said(t, reason),
    }
}

/// Gives the words of the source and those of the quotation, where they differ and may be shown.
pub fn passages(reason: &Reason) -> Option<(&str, &str)> {
    match (&reason.code, &reason.parts[..]) {
        (StandingReason::QuoteAltered, [_, source, quote]) => Some((source, quote)),
        _ => None,
    }
}

/// Gives the parts of a reason, those that are words of the field in the language of the page.
fn parts(t: &Words, reason: &Reason) -> Vec<String> {
    let mut parts = reason.parts.clone();
    if let (StandingReason::QuoteAltered | StandingReason::Stale, Some(first)) = (&reason.code, parts.first_mut()) {
        *first = first.split(", ").map(|word| t.say(word)).collect::<Vec<_>>().join(", ");
    }
    parts
}

/// Says how many independent origins there are: one number, or a range where some are not stated.
pub fn origins(t: &Words, origins: &OriginCount) -> String {
    let number = range(t, origins);
    let said = t.count(number, "independent origin", "independent origins");
    match origins.not_stated {
        0 => said,
        open => format!("{said}; {}", t.fill("{} not stated", open)),
    }
}

/// Gives the number of independent origins, or its two ends.
pub fn range(t: &Words, origins: &OriginCount) -> String {
    let OriginCount { low, high, .. } = origins;
    if low == high { low.to_string() } else { format!("{low} {} {high}", t.say("to")) }
}
