//! The figures of a claim beside those of its evidence, and beside those of its own words.

use super::{Ground, OfEvidence, Reason};
use crate::quantity::compare::{self, Answer, Comparison, compare};
use crate::quantity::{Found, find, is_rate};
use crate::text::language;
use record::model::claim::{Claim, Evidence};
use record::model::quantity::Quantity;
use record::model::words::{Change, Stance, StandingReason};

/// Compares the figure of evidence with the claim's: the one that was recorded, else the one of its quotation that agrees
/// best.
pub(super) fn compared(claim: &Claim, evidence: &Evidence, ground: &Ground) -> Option<Comparison> {
    let own = claim.quantity.as_ref()?;
    match &evidence.quantity {
        Some(its) => (!is_rate(its)).then(|| beside(own, its, ground)),
        None => {
            let found = find_in(evidence.quote.as_deref()?);
            let compared = found.iter().flat_map(readings).map(|read| beside(own, read, ground));
            compared
                .min_by_key(|comparison| rank(comparison.answer))
                .filter(|best| best.answer != Answer::NotComparable || best.reason == Some(compare::Reason::Open))
        }
    }
}

/// Compares a figure of evidence with the claim's, as people write them: "some 1,980" beside "2,000 people", and a growth of
/// minus 20 percent beside a fall of 20.
fn beside(own: &Quantity, its: &Quantity, ground: &Ground) -> Comparison {
    let mut told = its.clone();
    let rate = matches!(own.unit.as_deref(), Some("percent" | "percentage points"));
    let changed = own.figure.change.is_some() && its.figure.change.is_none();
    if let Some(amount) = its.figure.amount.filter(|amount| amount.is_sign_negative() && rate && changed) {
        (told.figure.amount, told.figure.change) = (Some(-amount), Some(Change::Down));
    }
    let compared = compare(own, &told, ground.rates);
    if compared.answer != Answer::NotComparable || its.unit.is_some() || rate {
        return compared;
    }
    told.unit = own.unit.clone();
    let again = compare(own, &told, ground.rates);
    if again.answer == Answer::Consistent { again } else { compared }
}

fn rank(answer: Answer) -> u8 {
    match answer {
        Answer::Consistent => 0,
        Answer::Inconsistent => 1,
        Answer::NotComparable => 2,
    }
}

fn find_in(words: &str) -> Vec<Found> {
    find(words, language(words))
}

fn readings(found: &Found) -> impl Iterator<Item = &Quantity> {
    std::iter::once(&found.quantity).chain(&found.alternative)
}

/// Says what is wrong with the figure of a piece of evidence.
pub(super) fn judge(claim: &Claim, evidence: &Evidence, compared: Option<&Comparison>) -> Vec<Reason> {
    let (id, mut reasons) = (evidence.mark.id, Vec::new());
    let supports = matches!(evidence.stance, Stance::Supports);
    if let Some(comparison) = compared.filter(|_| supports) {
        let said = comparison.working.first().map(String::as_str).unwrap_or_default();
        match comparison.answer {
            Answer::Inconsistent => reasons.push(Reason::of(StandingReason::FigureInconsistent, id).with(said)),
            Answer::Consistent if period_is_open(claim, evidence) => {
                reasons.push(Reason::of(StandingReason::PeriodNotStated, id));
            }
            Answer::NotComparable => {
                let why = comparison.working.last().map(String::as_str).unwrap_or_default();
                let code = beside_the_point(comparison.reason);
                reasons.extend(code.map(|code| Reason::of(code, id).with(why.trim_end_matches('.'))));
            }
            Answer::Consistent => {}
        }
    }
    let own = claim.quantity.as_ref().filter(|own| own.figure.amount.is_some());
    let silent = compared.is_none() && evidence.quantity.is_none() && evidence.quote.is_some();
    if let Some(own) = own.filter(|_| supports && silent) {
        reasons.push(Reason::of(StandingReason::FigureNotShown, id).with(own));
    }
    if let Some(said) = other_figure_in_quote(evidence) {
        let typed = evidence.quantity.as_ref().map(Quantity::to_string).unwrap_or_default();
        reasons.push(Reason::of(StandingReason::FigureNotInQuote, id).with(typed).with(said));
    }
    reasons
}

/// Says what two figures are to each other that cannot be compared.
fn beside_the_point(reason: Option<compare::Reason>) -> Option<StandingReason> {
    match reason? {
        // Which dollar is meant is for the claim to say; and two rough figures may be one.
        compare::Reason::Currency | compare::Reason::Open => None,
        compare::Reason::Subject | compare::Reason::Definition | compare::Reason::Basis | compare::Reason::Period => {
            Some(StandingReason::FigureOfOther)
        }
        _ => Some(StandingReason::FigureNotShown),
    }
}

fn period_is_open(claim: &Claim, evidence: &Evidence) -> bool {
    let dated = |quantity: &Option<Quantity>| {
        quantity.as_ref().is_some_and(|quantity| quantity.figure.from.is_some() || quantity.figure.to.is_some())
    };
    dated(&claim.quantity) && !dated(&evidence.quantity) && evidence.as_of.is_none()
}

/// Gives the figures of the evidence's own quotation where the one that was typed is none of them.
fn other_figure_in_quote(evidence: &Evidence) -> Option<String> {
    let (quote, typed) = (evidence.quote.as_deref()?, evidence.quantity.as_ref()?);
    if evidence.cell.is_some() || is_rate(typed) {
        return None;
    }
    other_figures(quote, typed, true)
}

/// Gives the figures of some words where a figure is none of them. `any_unit`: a figure of another kind is another figure,
/// too.
fn other_figures(words: &str, figure: &Quantity, any_unit: bool) -> Option<String> {
    figure.figure.amount?;
    let bare = bare(figure);
    let found = find_in(words);
    let read: Vec<&Quantity> =
        found.iter().flat_map(readings).filter(|quantity| quantity.figure.amount.is_some()).collect();
    // What is read surely on neither side proves nothing against the one who typed it.
    let answers: Vec<Answer> = read.iter().map(|quantity| fits(quantity, &bare, any_unit)).collect();
    let fits = answers.contains(&Answer::Consistent);
    (!fits && answers.contains(&Answer::Inconsistent)).then(|| said(&found))
}

fn said(found: &[Found]) -> String {
    let stated = found.iter().filter(|found| found.quantity.figure.amount.is_some());
    stated.map(|found| found.quantity.to_string()).collect::<Vec<_>>().join("; ")
}

/// Leaves the amount with its unit and comparator.
fn bare(quantity: &Quantity) -> Quantity {
    let mut bare = quantity.clone();
    (bare.subject, bare.metric, bare.figure.basis) = (None, None, None);
    (bare.figure.from, bare.figure.to) = (None, None);
    bare
}

/// Compares what some words say with a figure that was typed of them.
fn fits(read: &Quantity, typed: &Quantity, any_unit: bool) -> Answer {
    let read = bare(read);
    let upper = read.figure.upper.is_some_and(|upper| typed.figure.amount == Some(upper));
    let same = read.figure.amount == typed.figure.amount || upper;
    let comparison = compare(&read, typed, &[]);
    match comparison.answer {
        Answer::NotComparable if comparison.reason == Some(compare::Reason::Rate) => Answer::Inconsistent,
        _ if same => Answer::Consistent,
        Answer::NotComparable if any_unit => Answer::Inconsistent,
        answer => answer,
    }
}

/// Gives what is wrong with the figure that somebody gave a claim: it is none of those in the claim's own words.
pub(super) fn not_in_words(claim: &Claim) -> Option<Reason> {
    let (words, own) = (own_words(claim)?, claim.quantity.as_ref()?);
    let said = other_figures(words, own, false)?;
    Some(Reason::of_claim(StandingReason::FigureNotInWords).with(own).with(said))
}

/// The words that the claim takes in its draft, else its statement.
pub(super) fn own_words(claim: &Claim) -> Option<&str> {
    claim.anchor.as_ref().map(|anchor| anchor.exact.as_str()).or(claim.statement.as_deref())
}

/// Gives the figures that a claim states beside the one it is compared by, and that no quotation in support holds; none where
/// some of the support is no quotation, and so may hold them.
pub(super) fn unchecked(claim: &Claim, judged: &[OfEvidence]) -> Option<String> {
    let found = find_in(own_words(claim)?);
    let stated: Vec<&Found> = found.iter().filter(|found| found.quantity.figure.amount.is_some()).collect();
    let compared = |found: &&&Found| claim.quantity.as_ref().is_some_and(|own| same_amount(found, own));
    let rest: Vec<&&Found> = stated.iter().filter(|found| !compared(found)).collect();
    if rest.is_empty() {
        return None;
    }
    let counts = |evidence: &&Evidence| {
        let judged = judged.iter().find(|judged| judged.evidence == evidence.mark.id);
        matches!(evidence.stance, Stance::Supports | Stance::Partial) && judged.is_some_and(|judged| judged.counts)
    };
    let quotes: Option<Vec<&str>> =
        claim.live_evidence().filter(counts).map(|evidence| evidence.quote.as_deref()).collect();
    let shown: Vec<Quantity> = quotes?.into_iter().flat_map(find_in).map(|found| found.quantity).collect();
    let holds = |found: &&&Found| {
        let of_quotes =
            |shown: &Quantity| readings(found).any(|read| fits(read, &bare(shown), false) == Answer::Consistent);
        shown.iter().any(of_quotes)
    };
    let missing: Vec<String> =
        rest.iter().filter(|found| !holds(found)).map(|found| found.quantity.to_string()).collect();
    (!missing.is_empty()).then(|| missing.join("; "))
}

fn same_amount(found: &Found, own: &Quantity) -> bool {
    let upper = |quantity: &Quantity| quantity.figure.upper.is_some() && quantity.figure.upper == own.figure.amount;
    readings(found).any(|read| read.figure.amount == own.figure.amount || upper(read))
}

/// Reads the figure of a quotation that can be compared with the claim's; `None` where none can, where several differ, or where
/// the writing allows two readings.
pub fn figure_beside(claim: &Quantity, quote: &str) -> Option<Quantity> {
    let found = find_in(quote);
    let comparable = found.iter().filter(|found| {
        found.quantity.figure.amount.is_some() && compare(claim, &found.quantity, &[]).answer != Answer::NotComparable
    });
    let fitting: Vec<_> = comparable.collect();
    match &fitting[..] {
        [only] if only.alternative.is_none() => Some(only.quantity.clone()),
        _ => None,
    }
}
