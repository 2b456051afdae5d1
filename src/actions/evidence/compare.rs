//! The figures of a claim beside those of its evidence: consistent, inconsistent or not comparable, with the working.

pub use language::quantity::compare::{Answer, Reason};
use language::quantity::compare::{Overall, Rate, against_all};
use language::quantity::rate;
use record::model::claim::Claim;
use record::model::id::Id;
use record::model::quantity::Quantity;
use serde::Serialize;
use store::Reader;
use store::error::Result;

/// A claim's figure beside those of its evidence.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparisons {
    pub each: Vec<Compared>,
    /// Evidence lies both below and above what the claim says.
    pub brackets: bool,
    /// What all of them come to, in sentences.
    pub working: Vec<String>,
}

/// One piece of evidence beside the claim.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    pub evidence: Id,
    /// What its source is called, or how it was computed.
    pub name: String,
    pub answer: Answer,
    pub reason: Option<Reason>,
    pub working: Vec<String>,
}

/// Compares a claim's figure with every figure of its standing evidence; nothing where the claim has none.
pub fn compare(reader: Reader, claim: &Claim) -> Result<Comparisons> {
    let Some(own) = &claim.quantity else { return Ok(Comparisons::default()) };
    let figures: Vec<(Id, String, &Quantity)> = claim
        .live_evidence()
        .filter_map(|evidence| Some((evidence.mark.id, evidence.mark.id.short(), evidence.quantity.as_ref()?)))
        .filter(|(.., quantity)| rate(quantity).is_none())
        .collect();
    if figures.is_empty() {
        return Ok(Comparisons::default());
    }
    let rates = rates(reader, claim)?;
    let labelled: Vec<(&str, &Quantity)> =
        figures.iter().map(|(_, label, quantity)| (label.as_str(), *quantity)).collect();
    let overall = against_all(own, &labelled, &rates);
    let brackets = overall.brackets();
    let Overall { each, working, .. } = overall;
    let each = figures.iter().zip(each).map(|((evidence, ..), against)| {
        Ok(Compared {
            evidence: *evidence,
            name: name(reader, claim, *evidence)?,
            answer: against.comparison.answer,
            reason: against.comparison.reason,
            working: against.comparison.working,
        })
    });
    Ok(Comparisons { each: each.collect::<Result<_>>()?, brackets, working })
}

fn name(reader: Reader, claim: &Claim, evidence: Id) -> Result<String> {
    let Some(evidence) = claim.evidence.iter().find(|known| known.mark.id == evidence) else {
        return Ok(String::new());
    };
    match (evidence.source, &evidence.derivation) {
        (Some(source), _) => Ok(reader.source(reader.row_of(source)?)?.name()),
        (None, Some(derivation)) => {
            Ok(format!("computed as {}", derivation.formula.as_deref().unwrap_or("(withheld)")))
        }
        (None, None) => Ok(String::new()),
    }
}

/// Gathers the rates of exchange that stand as evidence on the claim or on others of its piece.
pub(crate) fn rates(reader: Reader, claim: &Claim) -> Result<Vec<Rate>> {
    let mut rates = Vec::new();
    for (evidence, quantity) in reader.rates_of_piece(reader.row_of(claim.piece)?)? {
        if let Some((from, to)) = rate(&quantity) {
            let (Some(amount), on) = (quantity.figure.amount, quantity.figure.to.or(quantity.figure.from)) else {
                continue;
            };
            rates.push(Rate { from, to, rate: amount, on, label: evidence.short() });
        }
    }
    Ok(rates)
}
