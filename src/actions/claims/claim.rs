//! Recording, amending, cutting and restoring claims.

use super::difference::{Difference, differences};
use crate::drafts::add::{anchor, latest};
use crate::quantity::{Part, Parts, quantity_words};
use crate::{Changed, change, claim, optional, piece, refuse, required, way_out};
use language::quantity::find;
use language::text::language;
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::event::{ClaimAmended, ClaimCut, ClaimRecorded, ClaimRestored, Span};
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Priority, Status};
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// Where the text of a new claim stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// Nowhere in a draft: it is logged by hand.
    Nowhere,
    /// Byte offsets into the latest draft, the end exclusive.
    Span(Span),
    /// A text that occurs in the latest draft; which occurrence, from 1, where it occurs more than once.
    Quoted { text: String, occurrence: Option<usize> },
}

/// A claim to be recorded.
#[derive(Clone, Debug)]
pub struct NewClaim<'a> {
    pub piece: Option<&'a str>,
    /// What is asserted; the text at the place, where absent.
    pub statement: Option<&'a str>,
    pub place: Place,
    pub claim_type: ClaimType,
    pub priority: Priority,
    pub quantity: Option<Quantity>,
    pub external_id: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// What is to be changed in a claim; an absent field stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Amendment<'a> {
    pub statement: Option<&'a str>,
    pub claim_type: Option<ClaimType>,
    pub priority: Option<Priority>,
    pub quantity: Refigured,
    pub reason: Option<&'a str>,
}

/// How the quantity of a claim is to change.
#[derive(Clone, Debug, Default)]
pub enum Refigured {
    #[default]
    No,
    /// It is this one, or none.
    Whole(Option<Quantity>),
    /// The parts that are given are these, and those named go; the others stay.
    InParts { given: Parts, without: Vec<Part> },
}

/// What an amendment led to.
#[derive(Clone, Debug)]
pub struct Amended {
    pub changed: Changed,
    /// What the claim said of each part that changed, and what it says now.
    pub differences: Vec<Difference>,
}

/// Records a claim.
pub fn add(casebook: &mut Casebook, actor: &Actor, new: &NewClaim) -> Result<Claim> {
    casebook.write(actor, |pen| add_with(pen, new))
}

/// Records a claim within a larger work.
pub(crate) fn add_with(pen: &mut Pen, new: &NewClaim) -> Result<Claim> {
    let piece = piece(pen.reader(), new.piece)?;
    let located = locate(pen, piece.row, &new.place)?;
    let statement = new.statement.or(located.as_ref().map(|located| located.exact.as_str())).unwrap_or_default();
    let mut texts = vec![("statement", required("statement", statement)?)];
    possible(new.quantity.as_ref(), new.claim_type)?;
    let read = || figure_of(&located.as_ref()?.exact, new.claim_type);
    let quantity = new.quantity.clone().or_else(read);
    texts.extend(quantity_words(quantity.as_ref()));
    optional(&mut texts, "external_id", new.external_id);
    optional(&mut texts, "note", new.note);
    if let Some(external_id) = new.external_id {
        refuse_taken(pen, external_id)?;
    }
    texts.extend(located.as_ref().map(|located| ("anchor", located.anchor.clone())));
    let event = ClaimRecorded {
        draft: located.as_ref().map(|located| located.draft),
        figure: quantity.map(|quantity| quantity.figure),
        piece: piece.id,
        priority: new.priority,
        spans: located.iter().map(|located| located.span).collect(),
        r#type: new.claim_type,
    };
    let record = pen.record(event, texts)?;
    pen.reader().claim(record.row)
}

/// Reads the figure of a claim from its words, as suggesting does, so that its evidence can be held against it; `None` where
/// they hold none, several, or one with two readings.
fn figure_of(words: &str, claim_type: ClaimType) -> Option<Quantity> {
    let mut found = find(words, language(words)).into_iter().filter(|found| found.quantity.figure.amount.is_some());
    let only = found.next().filter(|only| only.alternative.is_none())?.quantity;
    (found.next().is_none() && only.fault(claim_type).is_none()).then_some(only)
}

fn refuse_taken(pen: &Pen, external_id: &str) -> Result<()> {
    use store::find::Kind;
    match pen.reader().find(Kind::Claim, external_id) {
        Ok(found) if pen.reader().listed(found.row)?.external_id.as_deref() == Some(external_id) => {
            Err(Error::Invalid(format!("claim {} carries the identifier `{external_id}` already", found.id.short())))
        }
        _ => Ok(()),
    }
}

/// A place in the latest draft.
struct Located {
    draft: Id,
    span: Span,
    exact: String,
    anchor: Value,
}

fn locate(pen: &Pen, piece: i64, place: &Place) -> Result<Option<Located>> {
    if matches!(place, Place::Nowhere) {
        return Ok(None);
    }
    let (draft, document) = latest(pen.reader(), piece)?;
    let (draft, text) = (draft.id, document.text);
    let span = match place {
        Place::Span(span) => *span,
        Place::Quoted { text: quoted, occurrence } => find_quoted(&text, quoted, *occurrence)?,
        Place::Nowhere => return Ok(None),
    };
    let anchor = anchor(&text, span)?;
    let exact = text[span.start as usize..span.end as usize].to_string();
    Ok(Some(Located { draft, span, exact, anchor }))
}

/// Finds a quoted text; which occurrence must be said where there are several.
pub fn find_quoted(text: &str, quoted: &str, occurrence: Option<usize>) -> Result<Span> {
    required("quoted text", quoted)?;
    let found: Vec<usize> = text.match_indices(quoted).map(|(at, _)| at).collect();
    let at = match (found.len(), occurrence) {
        (0, _) => return Err(Error::Invalid("the quoted text does not occur in the latest draft".into())),
        (1, None) => found[0],
        (times, None) => {
            return Err(Error::Invalid(format!("the quoted text occurs {times} times in the latest draft")));
        }
        (times, Some(nth)) => *found.get(nth.wrapping_sub(1)).ok_or_else(|| {
            Error::Invalid(format!("there is no occurrence {nth}: the quoted text occurs {times} times"))
        })?,
    };
    Ok(Span { start: at as u64, end: (at + quoted.len()) as u64 })
}

fn possible(quantity: Option<&Quantity>, claim_type: ClaimType) -> Result<()> {
    match quantity.and_then(|quantity| quantity.fault(claim_type)) {
        Some(fault) => Err(Error::Invalid(fault)),
        None => Ok(()),
    }
}

/// Changes what a claim says, in the parts that are named.
pub fn amend(casebook: &mut Casebook, actor: &Actor, reference: &str, amendment: &Amendment) -> Result<Amended> {
    casebook.write(actor, |pen| amend_with(pen, reference, amendment))
}

/// Changes what a claim says within a larger work.
pub(crate) fn amend_with(pen: &mut Pen, reference: &str, amendment: &Amendment) -> Result<Amended> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, &[Status::Cut], "amended", way_out)?;
    let own = claim.quantity.as_ref();
    let quantity = amendment.quantity.of(own)?.filter(|quantity| quantity.as_ref() != own);
    let kept = quantity.as_ref().map_or(own, Option::as_ref);
    let claim_type = amendment.claim_type.filter(|new| *new != claim.claim_type);
    let statement = amendment.statement.filter(|new| Some(*new) != claim.statement.as_deref());
    let mut texts = Vec::new();
    if let Some(statement) = statement {
        texts.push(("statement", required("statement", statement)?));
    }
    let event = ClaimAmended {
        claim: claim.recorded.id,
        figure: quantity.as_ref().and_then(|quantity| quantity.as_ref()).map(|quantity| quantity.figure.clone()),
        priority: amendment.priority.filter(|new| *new != claim.priority),
        refigured: quantity.is_some(),
        reworded: statement.is_some(),
        r#type: claim_type,
    };
    if !event.refigured && !event.reworded && event.priority.is_none() && event.r#type.is_none() {
        return Err(nothing_to_amend(&claim, amendment));
    }
    possible(kept, claim_type.unwrap_or(claim.claim_type))?;
    texts.extend(quantity_words(quantity.as_ref().and_then(Option::as_ref)));
    optional(&mut texts, "reason", amendment.reason);
    let changed = change(pen, &claim, event, texts)?;
    Ok(Amended { differences: differences(&claim, &changed.claim), changed })
}

fn nothing_to_amend(claim: &Claim, amendment: &Amendment) -> Error {
    let Amendment { statement, claim_type, priority, quantity, .. } = amendment;
    let none = statement.is_none() && claim_type.is_none() && priority.is_none() && matches!(quantity, Refigured::No);
    Error::Invalid(match none {
        true => "nothing to amend was given".into(),
        false => format!("claim {} says that already: nothing was changed", claim.recorded.id.short()),
    })
}

impl Refigured {
    /// Gives the quantity as it is to be, in place of the claim's own; `None` where it is not spoken of.
    fn of(&self, own: Option<&Quantity>) -> Result<Option<Option<Quantity>>> {
        match self {
            Self::No => Ok(None),
            Self::Whole(quantity) => Ok(Some(quantity.clone())),
            Self::InParts { given, without } => given.laid_over(own, without).map(Some),
        }
    }
}

/// Takes a claim out of the piece.
pub fn cut(casebook: &mut Casebook, actor: &Actor, reference: &str, reason: Option<&str>) -> Result<Changed> {
    casebook.write(actor, |pen| cut_with(pen, reference, reason))
}

/// The same within a larger work.
pub(crate) fn cut_with(pen: &mut Pen, reference: &str, reason: Option<&str>) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    refuse(&claim, &[Status::Cut], "cut", way_out)?;
    let mut texts = Vec::new();
    optional(&mut texts, "reason", reason);
    change(pen, &claim, ClaimCut { claim: claim.recorded.id, draft: None }, texts)
}

/// Brings a cut claim back.
pub fn restore(casebook: &mut Casebook, actor: &Actor, reference: &str, reason: Option<&str>) -> Result<Changed> {
    casebook.write(actor, |pen| restore_with(pen, reference, reason))
}

/// The same within a larger work.
pub(crate) fn restore_with(pen: &mut Pen, reference: &str, reason: Option<&str>) -> Result<Changed> {
    let claim = claim(pen.reader(), reference)?;
    if claim.cut.is_none() {
        let (short, status) = (claim.recorded.id.short(), claim.status());
        return Err(Error::WrongStatus { claim: short, status, done: "restored, since it was not cut", next: None });
    }
    let mut texts = Vec::new();
    optional(&mut texts, "reason", reason);
    change(pen, &claim, ClaimRestored { claim: claim.recorded.id }, texts)
}
