//! What sources say for or against claims.

use super::quote::{self, Sought};
use super::{cell, compare};
use crate::claims::standing::standing;
use crate::quantity::quantity_words;
use crate::{Changed, change, claim, optional, refuse, required, way_out};
use language::standing::figure_beside;
use record::model::claim::{Claim, Evidence};
use record::model::event::{EvidenceAttached, EvidenceUndermined, EvidenceWithdrawn};
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::standing::Reason;
use record::model::time::Day;
use record::model::words::{Confidence, Stance, StandingReason, Status};
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// Evidence to be attached.
#[derive(Clone, Debug)]
pub struct NewEvidence<'a> {
    pub source: &'a str,
    pub capture: Option<&'a str>,
    pub stance: Stance,
    pub confidence: Option<Confidence>,
    pub locator: Option<&'a str>,
    pub quote: Option<&'a str>,
    /// Record the quotation though nobody has found it in a capture.
    pub unverified_quote: bool,
    pub speaker: Option<&'a str>,
    pub note: Option<&'a str>,
    pub quantity: Option<Quantity>,
    /// The cell of a captured table that the figure is read from.
    pub cell: Option<&'a str>,
    pub as_of: Option<Day>,
    pub good_until: Option<Day>,
    /// Why it is to count although something of it does not stand.
    pub despite: Option<&'a str>,
    /// Read no figure from the quotation.
    pub no_figure: bool,
}

impl<'a> NewEvidence<'a> {
    /// Gives evidence that nothing is said of but its source and stance.
    pub fn of(source: &'a str, stance: Stance) -> Self {
        Self {
            source,
            capture: None,
            stance,
            confidence: None,
            locator: None,
            quote: None,
            unverified_quote: false,
            speaker: None,
            note: None,
            quantity: None,
            cell: None,
            as_of: None,
            good_until: None,
            despite: None,
            no_figure: false,
        }
    }
}

/// Evidence that was attached.
#[derive(Clone, Debug)]
pub struct Attached {
    pub changed: Changed,
    /// The figure that was read from the quotation, since none was typed.
    pub figure: Option<Quantity>,
    /// Where the quotation was found.
    pub quote: Option<quote::Quoted>,
    /// What the program read in a captured table.
    pub cell: Option<cell::CellRead>,
}

/// Brings a passage or figure of a source to bear on a claim; a quotation must be found in a capture of the source.
pub fn attach(casebook: &mut Casebook, actor: &Actor, reference: &str, new: &NewEvidence) -> Result<Attached> {
    let quote = match new.quote.filter(|quote| !new.unverified_quote && !quote.trim().is_empty()) {
        Some(quote) => {
            let NewEvidence { source, capture, locator, speaker, .. } = *new;
            Some(quote::seek(casebook, &Sought { quote, source, capture, locator, speaker })?)
        }
        None => None,
    };
    let cell = new.cell.map(|cell| cell::read(casebook, new.source, new.capture, cell)).transpose()?;
    let quantity = match &cell {
        Some(cell) => Some(cell.figure(new.quantity.as_ref())?),
        None => match &new.quantity {
            Some(typed) => Some(typed.clone()),
            None => figure_of_quote(casebook, reference, new)?,
        },
    };
    let typed = new.quantity.is_some();
    let new = NewEvidence { quantity, ..new.clone() };
    let today = casebook.clock.today();
    let changed = casebook.write(actor, |pen| {
        let changed = attach_with(pen, reference, &new, quote.as_ref(), cell.as_ref())?;
        require_standing(pen, &changed, &new, today)?;
        Ok(changed)
    })?;
    let figure = new.quantity.filter(|_| !typed && cell.is_none());
    Ok(Attached { changed, figure, quote, cell })
}

/// Reads the figure of a quotation that goes with the claim's: none where no figure was asked for, or several would do.
fn figure_of_quote(casebook: &Casebook, reference: &str, new: &NewEvidence) -> Result<Option<Quantity>> {
    let Some(quote) = new.quote.filter(|_| !new.no_figure) else { return Ok(None) };
    let claim = claim(casebook.reader(), reference)?;
    Ok(claim.quantity.as_ref().and_then(|own| figure_beside(own, quote)))
}

/// Refuses evidence that would not count, unless somebody says why it does. A quotation that is recorded as unverified
/// waits for its capture, and an amount in another currency for its rate; both count for nothing until then.
fn require_standing(pen: &Pen, changed: &Changed, new: &NewEvidence, today: Day) -> Result<()> {
    let standing = standing(pen.reader().revealing(), &changed.claim, today)?;
    let Some(judged) = standing.evidence.iter().find(|judged| judged.evidence == changed.event) else { return Ok(()) };
    let rate = judged.compared.as_ref().is_some_and(|compared| compared.reason == Some(compare::Reason::Rate));
    let waits = |reason: &Reason| match reason.code {
        StandingReason::QuoteUnverified => new.unverified_quote,
        StandingReason::PassageUnrelated => new.unverified_quote,
        StandingReason::FigureNotShown => new.unverified_quote || rate,
        _ => false,
    };
    let barring = judged.reasons.iter().filter(|reason| reason.bars() && !waits(reason));
    let reasons: Vec<Reason> = barring.cloned().collect();
    match judged.counts || reasons.is_empty() {
        true => Ok(()),
        false => Err(Error::DoesNotStand { claim: changed.claim.recorded.id.short(), reasons }),
    }
}

/// Brings a passage to bear on a claim within a larger work.
pub(crate) fn attach_with(
    pen: &mut Pen,
    reference: &str,
    new: &NewEvidence,
    quoted: Option<&quote::Quoted>,
    cell: Option<&cell::CellRead>,
) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, &[Status::Cut], "given evidence", way_out)?;
    let source = pen.reader().find(Kind::Source, new.source)?;
    let capture = new.capture.map(|capture| pen.reader().find(Kind::Capture, capture)).transpose()?;
    if let Some(fault) = new.quantity.as_ref().and_then(|quantity| quantity.fault(claim.claim_type)) {
        return Err(Error::Invalid(fault));
    }
    let place = quoted.map(|quoted| quoted.place.as_str());
    let mut texts = Vec::new();
    for (name, text) in [
        ("locator", new.locator.or(place)),
        ("quote", new.quote),
        ("speaker", new.speaker),
        ("note", new.note),
        ("despite", new.despite),
    ] {
        optional(&mut texts, name, text);
    }
    texts.extend(quantity_words(new.quantity.as_ref()));
    texts.extend(cell.map(|cell| ("cell", cell.text())));
    let read_in = cell.map(|cell| cell.capture);
    let event = EvidenceAttached {
        as_of: new.as_of,
        capture: quoted.map(|quoted| quoted.capture).or(read_in).or(capture.map(|capture| capture.id)),
        claim: claim.recorded.id,
        confidence: new.confidence,
        despite: new.despite.is_some_and(|reason| !reason.trim().is_empty()),
        figure: new.quantity.as_ref().map(|quantity| quantity.figure.clone()),
        good_until: new.good_until,
        passage: quoted.map(|quoted| quoted.passage()),
        source: source.id,
        stance: new.stance,
    };
    change(pen, &claim, event, texts)
}

/// Takes a piece of evidence back; it stays in the record, and what was computed from it no longer stands.
pub fn withdraw(casebook: &mut Casebook, actor: &Actor, evidence: &str, reason: &str) -> Result<Changed> {
    casebook.write(actor, |pen| withdraw_with(pen, evidence, reason))
}

/// Takes a piece of evidence back within a larger work.
pub(crate) fn withdraw_with(pen: &mut Pen, evidence: &str, reason: &str) -> Result<Changed> {
    let reader = pen.reader();
    let evidence = reader.find(Kind::Evidence, evidence)?;
    let claim = claim_of(pen, evidence.id)?;
    let withdrawn = claim.evidence.iter().any(|known| known.mark.id == evidence.id && known.withdrawn.is_some());
    if withdrawn {
        return Err(Error::Invalid(format!("evidence {} was withdrawn already", evidence.id.short())));
    }
    let texts = vec![("reason", required("reason", reason)?)];
    let event = EvidenceWithdrawn { claim: claim.recorded.id, evidence: evidence.id };
    let withdrawal = pen.record(event, texts)?;
    undermine(pen, evidence.id)?;
    Ok(Changed { event: withdrawal.id, claim: pen.reader().claim(claim.recorded.row)? })
}

/// Finds the claim that a piece of evidence bears on.
pub(crate) fn claim_of(pen: &Pen, evidence: Id) -> Result<Claim> {
    let reader = pen.reader();
    let about = reader.record(reader.row_of(evidence)?)?.event.about_claim();
    reader.claim(reader.row_of(about.unwrap_or(evidence))?)
}

/// Records for all that was computed from a piece of evidence, and from that in turn, that it no longer stands.
fn undermine(pen: &mut Pen, input: Id) -> Result<()> {
    let mut fallen = vec![input];
    while let Some(input) = fallen.pop() {
        for (claim, evidence) in pen.reader().computed_from(input)? {
            pen.record(EvidenceUndermined { claim, evidence, input }, Vec::new())?;
            fallen.push(evidence);
        }
    }
    Ok(())
}

/// Gives the name of the source of a piece of evidence, or the formula by which it was computed.
pub fn origin(reader: Reader, evidence: &Evidence) -> Result<String> {
    Ok(match (evidence.source, &evidence.derivation) {
        (Some(source), _) => reader.source(reader.row_of(source)?)?.name(),
        (None, Some(derivation)) => derivation.formula.clone().unwrap_or_else(|| "(withheld)".into()),
        (None, None) => String::new(),
    })
}
