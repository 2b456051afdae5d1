//! Evidence that is computed from other evidence by a recorded formula.

use crate::quantity::quantity_words;
use crate::{Changed, change, claim, optional, refuse, way_out};
use language::quantity::formula::{Derived, Formula};
use record::model::claim::{Claim, Evidence};
use record::model::disclosure::Value;
use record::model::event::{Event, EvidenceDerived};
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::words::{Confidence, Stance, Status};
use std::collections::{BTreeMap, BTreeSet};
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// Evidence to be computed.
#[derive(Clone, Copy, Debug)]
pub struct NewDerivation<'a> {
    pub formula: &'a str,
    pub stance: Stance,
    pub confidence: Option<Confidence>,
    /// Whom the result is of, and what it measures.
    pub subject: Option<&'a str>,
    pub metric: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// Evidence that was computed.
#[derive(Clone, Debug)]
pub struct Computed {
    pub changed: Changed,
    pub formula: String,
    pub quantity: Quantity,
    pub working: Vec<String>,
}

/// Computes evidence on a claim from evidence on this or other claims.
pub fn derive(casebook: &mut Casebook, actor: &Actor, reference: &str, new: &NewDerivation) -> Result<Computed> {
    let formula = Formula::parse(new.formula).map_err(|fault| Error::Invalid(fault.to_string()))?;
    casebook.write(actor, |pen| {
        let reader = pen.reader();
        let claim = claim(reader, reference)?;
        refuse(&claim, &[Status::Cut], "given evidence", way_out)?;
        let mut inputs = BTreeMap::new();
        for name in formula.references() {
            let input = input(reader, &claim, &name)?;
            inputs.insert(name, input);
        }
        if inputs.is_empty() {
            return Err(Error::Invalid("the formula names no evidence: give ids, as `4c1f9a01 * 99ab0c2d`".into()));
        }
        let Derived { quantity, working } = formula
            .evaluate(|name| inputs.get(name).and_then(|input| input.quantity.clone()))
            .map_err(|fault| Error::Invalid(fault.to_string()))?;
        let (subject, metric) = (new.subject.map(str::to_string), new.metric.map(str::to_string));
        let quantity =
            Quantity { subject: subject.or(quantity.subject), metric: metric.or(quantity.metric), ..quantity };
        if let Some(fault) = quantity.fault(claim.claim_type) {
            return Err(Error::Invalid(fault));
        }
        let kept = spelled(&formula, &inputs)?;
        let mut texts = vec![("formula", Value::Text(kept.clone()))];
        optional(&mut texts, "note", new.note);
        texts.extend(quantity_words(Some(&quantity)));
        let ids: Vec<Id> = formula.references().iter().map(|name| inputs[name].mark.id).collect();
        let sources: BTreeSet<Id> = inputs.values().flat_map(Evidence::sources).collect();
        let event = EvidenceDerived {
            claim: claim.recorded.id,
            confidence: new.confidence,
            figure: quantity.figure.clone(),
            inputs: distinct(ids),
            sources: sources.into_iter().collect(),
            stance: new.stance,
        };
        let changed = change(pen, &claim, event, texts)?;
        Ok(Computed { changed, formula: kept, quantity, working })
    })
}

fn distinct(ids: Vec<Id>) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).collect()
}

/// Finds the evidence that a formula names: by its id, or by a source that gives this claim one figure.
fn input(reader: Reader, claim: &Claim, name: &str) -> Result<Evidence> {
    let found = match reader.find(Kind::Evidence, name) {
        Ok(found) => standing(reader, found.id)?,
        Err(unknown) => by_source(reader, claim, name)?.ok_or(unknown)?,
    };
    match &found {
        None => Err(Error::Invalid(format!(
            "evidence `{}` was withdrawn, or what it was computed from was",
            name.escape_debug()
        ))),
        Some(evidence) if evidence.quantity.is_none() => {
            Err(Error::Invalid(format!("evidence `{}` has no figure to compute with", name.escape_debug())))
        }
        Some(evidence) => Ok(evidence.clone()),
    }
}

fn standing(reader: Reader, evidence: Id) -> Result<Option<Evidence>> {
    let about = reader.record(reader.row_of(evidence)?)?.event.about_claim();
    let claim = reader.claim(reader.row_of(about.unwrap_or(evidence))?)?;
    Ok(claim.live_evidence().find(|live| live.mark.id == evidence).cloned())
}

/// A source's own identifier stands for its one figure on the claim.
fn by_source(reader: Reader, claim: &Claim, name: &str) -> Result<Option<Option<Evidence>>> {
    let Ok(source) = reader.find(Kind::Source, name) else { return Ok(None) };
    let of_source = |evidence: &&Evidence| evidence.source == Some(source.id) && evidence.quantity.is_some();
    let found: Vec<&Evidence> = claim.live_evidence().filter(of_source).collect();
    match found[..] {
        [] => Err(Error::Invalid(format!(
            "source `{}` gives claim {} no figure; name a piece of evidence by its id",
            name.escape_debug(),
            claim.recorded.id.short()
        ))),
        [one] => Ok(Some(Some(one.clone()))),
        _ => Err(Error::Ambiguous {
            what: "piece of evidence",
            prefix: name.to_string(),
            count: found.len(),
            digits: 8,
            examples: found.iter().take(5).map(|evidence| evidence.mark.id.short()).collect(),
        }),
    }
}

/// Spells a formula with the first digits of ids, enough to tell its inputs apart.
fn spelled(formula: &Formula, inputs: &BTreeMap<String, Evidence>) -> Result<String> {
    let digits = (8..=64).step_by(4).find(|digits| {
        let short: BTreeSet<String> = inputs.values().map(|input| input.mark.id.hex()[..*digits].to_string()).collect();
        short.len() == inputs.values().map(|input| input.mark.id).collect::<BTreeSet<_>>().len()
    });
    let digits = digits.unwrap_or(64);
    let kept = formula.with_references(|name| Some(inputs.get(name)?.mark.id.hex()[..digits].to_string()));
    kept.map(|kept| kept.to_string()).map_err(|name| Error::Invalid(format!("`{name}` is not known")))
}

/// What computing something again comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recomputed {
    Same,
    /// The formula gives another figure than was recorded.
    Other(String),
    /// Words that it needs are withheld or erased.
    Withheld,
}

/// Computes evidence again from what it names.
pub fn recompute(reader: Reader, evidence: i64) -> Result<Recomputed> {
    let record = reader.record(evidence)?;
    let Event::EvidenceDerived(body) = &record.event else { return Ok(Recomputed::Same) };
    let Some(text) = record.texts.text("formula") else { return Ok(Recomputed::Withheld) };
    let formula = match Formula::parse(text) {
        Ok(formula) => formula,
        Err(fault) => return Ok(Recomputed::Other(fault.to_string())),
    };
    let mut figures = BTreeMap::new();
    for name in formula.references() {
        let Some(id) = body.inputs.iter().find(|id| id.hex().starts_with(&name)) else {
            return Ok(Recomputed::Other(format!("the formula names {name}, which is not among its inputs")));
        };
        let input = reader.record(reader.row_of(*id)?)?;
        if input.withheld > 0 {
            return Ok(Recomputed::Withheld);
        }
        let figure = match &input.event {
            Event::EvidenceAttached(body) => body.figure.as_ref(),
            Event::EvidenceDerived(body) => Some(&body.figure),
            _ => None,
        };
        figures.insert(name, figure.map(|figure| input.quantity(figure)));
    }
    let derived = formula.evaluate(|name| figures.get(name).cloned().flatten());
    Ok(match derived {
        Ok(derived) if derived.quantity.figure == body.figure => Recomputed::Same,
        Ok(derived) => Recomputed::Other(format!("the formula gives {}", derived.quantity)),
        Err(fault) => Recomputed::Other(fault.to_string()),
    })
}
