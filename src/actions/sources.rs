//! Sources, and the evidence that they give for or against claims.

use super::claims::quantity_words;
use super::origins::tie_address_of_piece;
use super::{Changed, change, claim, optional, refuse, required, way_out};
use crate::casebook::pen::Pen;
use crate::casebook::{Actor, Casebook};
use crate::error::{Error, Result};
use crate::model::event::{
    EvidenceAttached, EvidenceWithdrawn, SourceAdded, SourceLinked, SourceTermsSet, SourceUnlinked,
};
use crate::model::id::Id;
use crate::model::quantity::Quantity;
use crate::model::words::{Confidence, Medium, Relation, Stance, Status, Terms, Tier};
use crate::store::find::Kind;

/// What is known of a source when it is named.
#[derive(Clone, Debug)]
pub struct NewSource<'a> {
    pub tier: Tier,
    /// It stands in no list and report by name.
    pub confidential: bool,
    /// By what way somebody spoke, where it is a conversation.
    pub medium: Option<Medium>,
    pub terms: Option<Terms>,
    pub title: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub author: Option<&'a str>,
    pub address: Option<&'a str>,
    pub published: Option<&'a str>,
    pub language: Option<&'a str>,
    pub origin: Option<&'a str>,
    pub summary: Option<&'a str>,
    pub external_id: Option<&'a str>,
}

/// Evidence to be attached.
#[derive(Clone, Debug)]
pub struct NewEvidence<'a> {
    pub source: &'a str,
    pub capture: Option<&'a str>,
    pub stance: Stance,
    pub confidence: Option<Confidence>,
    pub locator: Option<&'a str>,
    pub quote: Option<&'a str>,
    pub note: Option<&'a str>,
    pub quantity: Option<Quantity>,
}

/// Names a source.
pub fn add(casebook: &mut Casebook, actor: &Actor, new: &NewSource) -> Result<Id> {
    casebook.write(actor, |pen| add_with(pen, new))
}

/// Names a source within a transaction that does more.
pub fn add_with(pen: &mut Pen, new: &NewSource) -> Result<Id> {
    let mut texts = Vec::new();
    for (name, text) in [
        ("title", new.title),
        ("publisher", new.publisher),
        ("author", new.author),
        ("address", new.address),
        ("published", new.published),
        ("language", new.language),
        ("origin", new.origin),
        ("summary", new.summary),
        ("external_id", new.external_id),
    ] {
        optional(&mut texts, name, text);
    }
    if !texts.iter().any(|(name, _)| matches!(*name, "title" | "publisher" | "author" | "address" | "summary")) {
        return Err(Error::Invalid("a source needs a title, a publisher, an author, an address or a summary".into()));
    }
    let NewSource { tier, confidential, medium, terms, .. } = *new;
    let event = SourceAdded { confidential, medium, terms, tier };
    let source = pen.record(event, texts)?;
    tie_address_of_piece(pen, source, new.address)?;
    Ok(source.id)
}

/// Records that one source came from another.
pub fn link(
    casebook: &mut Casebook,
    actor: &Actor,
    source: &str,
    derived_from: &str,
    relation: Relation,
    note: Option<&str>,
) -> Result<Id> {
    casebook.write(actor, |pen| {
        let source = pen.reader().find(Kind::Source, source)?;
        // What comes from the piece under check comes from a piece, not from a source.
        let derived_from = match pen.reader().find(Kind::Source, derived_from) {
            Err(Error::Unknown { .. }) => pen
                .reader()
                .find(Kind::Piece, derived_from)
                .or_else(|_| pen.reader().find(Kind::Source, derived_from))?,
            found => found?,
        };
        if source == derived_from {
            return Err(Error::Invalid("a source cannot come from itself".into()));
        }
        let mut texts = Vec::new();
        optional(&mut texts, "note", note);
        Ok(pen.record(SourceLinked { derived_from: derived_from.id, relation, source: source.id }, texts)?.id)
    })
}

/// Takes the latest link of a source back.
pub fn unlink(casebook: &mut Casebook, actor: &Actor, source: &str, reason: &str) -> Result<Id> {
    casebook.write(actor, |pen| {
        let source = pen.reader().find(Kind::Source, source)?;
        let link = pen.reader().link_of(source.row)?.ok_or_else(|| {
            Error::Invalid(format!("source {} is not linked to what it came from", source.id.short()))
        })?;
        let link = pen.reader().id_of(link.row)?;
        Ok(pen.record(SourceUnlinked { link }, vec![("reason", required("reason", reason)?)])?.id)
    })
}

/// Agrees anew what may be told of a source; what is not named stays as it is.
pub fn set_terms(
    casebook: &mut Casebook,
    actor: &Actor,
    source: &str,
    confidential: Option<bool>,
    terms: Option<Terms>,
    note: Option<&str>,
) -> Result<Id> {
    casebook.write(actor, |pen| {
        let source = pen.reader().find(Kind::Source, source)?;
        let known = pen.reader().source(source.row)?;
        let event = SourceTermsSet {
            confidential: confidential.unwrap_or(pen.reader().confidential_source(source.row)?),
            source: source.id,
            terms: terms.or_else(|| known.terms.as_deref().and_then(Terms::from_word)),
        };
        let mut texts = Vec::new();
        optional(&mut texts, "note", note);
        Ok(pen.record(event, texts)?.id)
    })
}

/// Brings a passage or figure of a source to bear on a claim.
pub fn attach(casebook: &mut Casebook, actor: &Actor, reference: &str, new: &NewEvidence) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = claim(pen.reader(), reference)?;
        refuse(&claim, &[Status::Cut], "given evidence", way_out)?;
        let source = pen.reader().find(Kind::Source, new.source)?;
        let capture = new.capture.map(|capture| pen.reader().find(Kind::Capture, capture)).transpose()?;
        if let Some(fault) = new.quantity.as_ref().and_then(|quantity| quantity.fault(claim.claim_type)) {
            return Err(Error::Invalid(fault));
        }
        let mut texts = Vec::new();
        for (name, text) in [("locator", new.locator), ("quote", new.quote), ("note", new.note)] {
            optional(&mut texts, name, text);
        }
        texts.extend(quantity_words(new.quantity.as_ref()));
        let event = EvidenceAttached {
            as_of: None,
            good_until: None,
            passage: None,
            capture: capture.map(|capture| capture.id),
            claim: claim.recorded.id,
            confidence: new.confidence,
            figure: new.quantity.as_ref().map(|quantity| quantity.figure.clone()),
            source: source.id,
            stance: new.stance,
        };
        change(pen, &claim, event, texts)
    })
}

/// Takes a piece of evidence back; it stays in the record.
pub fn withdraw(casebook: &mut Casebook, actor: &Actor, evidence: &str, reason: &str) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let reader = pen.reader();
        let evidence = reader.find(Kind::Evidence, evidence)?;
        let about = reader.record(evidence.row)?.event.about_claim();
        let claim = reader.claim(reader.row_of(about.unwrap_or(evidence.id))?)?;
        if !claim.live_evidence().any(|live| live.mark.id == evidence.id) {
            return Err(Error::Invalid(format!("evidence {} was withdrawn already", evidence.id.short())));
        }
        let texts = vec![("reason", required("reason", reason)?)];
        change(pen, &claim, EvidenceWithdrawn { claim: claim.recorded.id, evidence: evidence.id }, texts)
    })
}
