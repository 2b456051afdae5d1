//! Sources: naming them, linking them, and what may be told of them.

use super::origins::tie_address_of_piece;
use crate::{optional, required};
use record::model::event::{SourceAdded, SourceLinked, SourceTermsSet, SourceUnlinked};
use record::model::id::Id;
use record::model::words::{Medium, Relation, Terms, Tier};
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

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

impl NewSource<'_> {
    /// Gives a source of which nothing else is known.
    pub fn of(tier: Tier) -> Self {
        let (confidential, medium, terms) = (false, None, None);
        let (title, publisher, author, address, published) = (None, None, None, None, None);
        let (language, origin, summary, external_id) = (None, None, None, None);
        Self {
            tier,
            confidential,
            medium,
            terms,
            title,
            publisher,
            author,
            address,
            published,
            language,
            origin,
            summary,
            external_id,
        }
    }
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
    casebook.write(actor, |pen| link_with(pen, source, derived_from, relation, note))
}

/// As [`link`], but refused where the source does not come any more from what somebody saw that it came from.
pub fn link_as_seen(
    casebook: &mut Casebook,
    actor: &Actor,
    source: &str,
    derived_from: &str,
    relation: Relation,
    note: Option<&str>,
    seen: Option<Id>,
) -> Result<Id> {
    casebook.write(actor, |pen| {
        let found = pen.reader().find(Kind::Source, source)?;
        let link = pen.reader().link_of(found.row)?;
        let stands = link.map(|link| pen.reader().id_of(link.derived_from)).transpose()?;
        match stands == seen {
            true => link_with(pen, source, derived_from, relation, note),
            false => Err(Error::LinkedMeanwhile(found.id.short())),
        }
    })
}

fn link_with(pen: &mut Pen, source: &str, derived_from: &str, relation: Relation, note: Option<&str>) -> Result<Id> {
    let source = pen.reader().find(Kind::Source, source)?;
    // What comes from the piece under check comes from a piece, not from a source.
    let derived_from = match pen.reader().find(Kind::Source, derived_from) {
        Err(Error::Unknown { .. }) => {
            pen.reader().find(Kind::Piece, derived_from).or_else(|_| pen.reader().find(Kind::Source, derived_from))?
        }
        found => found?,
    };
    if source == derived_from {
        return Err(Error::Invalid("a source cannot come from itself".into()));
    }
    let mut texts = Vec::new();
    optional(&mut texts, "note", note);
    Ok(pen.record(SourceLinked { derived_from: derived_from.id, relation, source: source.id }, texts)?.id)
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
