//! The claims, sources and evidence of the seed case, row by row.

use super::known::{Known, known};
use crate::optional;
use crate::quantity::quantity_words;
use crate::sources::source::{NewSource, add_with};
use record::model::disclosure::Value;
use record::model::event::{ClaimRecorded, EvidenceAttached, Span};
use record::model::id::Id;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::time::Day;
use record::model::words::{Basis, ClaimType, Comparator, Confidence, Priority, Stance, Tier};
use serde::Deserialize;
use store::casebook::pen::Pen;
use store::error::{Error, Result};

#[derive(Deserialize)]
pub(super) struct SeedPiece {
    pub name: String,
    pub publisher: Option<String>,
    pub byline: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct SeedClaim {
    pub id: String,
    r#type: ClaimType,
    statement: String,
    priority: Priority,
    quantity: Option<SeedQuantity>,
    note: Option<String>,
    pub depends_on: Vec<String>,
    spans: Vec<SeedSpan>,
}

#[derive(Deserialize)]
pub(super) struct SeedSpan {
    start: u64,
    end: u64,
    sha256: String,
}

#[derive(Deserialize)]
pub(super) struct SeedQuantity {
    comparator: Comparator,
    amount: Option<String>,
    upper: Option<String>,
    unit: Option<String>,
    subject: Option<String>,
    metric: Option<String>,
    from: Option<String>,
    to: Option<String>,
    basis: Option<Basis>,
}

#[derive(Deserialize)]
pub(super) struct SeedSource {
    id: String,
    tier: Tier,
    title: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    address: Option<String>,
    published: Option<String>,
    language: Option<String>,
    origin: Option<String>,
    summary: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct SeedEvidence {
    /// What formulas call it by.
    pub id: Option<String>,
    claim: String,
    source: String,
    stance: Stance,
    locator: Option<String>,
    confidence: Option<Confidence>,
    note: Option<String>,
    quantity: Option<SeedQuantity>,
}

impl SeedQuantity {
    fn quantity(&self) -> Result<Quantity> {
        let amount = |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Error::Invalid);
        let day = |text: &Option<String>| text.as_deref().map(str::parse::<Day>).transpose().map_err(Error::Invalid);
        let figure = Figure {
            change: None,
            amount: amount(&self.amount)?,
            basis: self.basis,
            comparator: self.comparator,
            from: day(&self.from)?,
            to: day(&self.to)?,
            upper: amount(&self.upper)?,
        };
        let (subject, metric, unit) = (self.subject.clone(), self.metric.clone(), self.unit.clone());
        Ok(Quantity { figure, subject, metric, unit })
    }
}

impl SeedSource {
    pub(super) fn add(&self, pen: &mut Pen) -> Result<(String, Id)> {
        let new = NewSource {
            tier: self.tier,
            confidential: false,
            medium: None,
            terms: None,
            title: self.title.as_deref(),
            publisher: self.publisher.as_deref(),
            author: self.author.as_deref(),
            address: self.address.as_deref(),
            published: self.published.as_deref(),
            language: self.language.as_deref(),
            origin: self.origin.as_deref(),
            summary: self.summary.as_deref(),
            external_id: Some(&self.id),
        };
        Ok((self.id.clone(), add_with(pen, &new)?))
    }
}

impl SeedClaim {
    pub(super) fn add(&self, pen: &mut Pen, piece: Id) -> Result<(String, Id)> {
        let quantity = self.quantity.as_ref().map(SeedQuantity::quantity).transpose()?;
        let hashes = self.spans.iter().map(|span| span.sha256.clone()).collect();
        let mut texts = vec![
            ("statement", Value::Text(self.statement.clone())),
            ("external_id", Value::Text(self.id.clone())),
            ("span_hashes", Value::List(hashes)),
        ];
        texts.extend(self.note.clone().map(|note| ("note", Value::Text(note))));
        texts.extend(quantity_words(quantity.as_ref()));
        let event = ClaimRecorded {
            draft: None,
            figure: quantity.map(|quantity| quantity.figure),
            piece,
            priority: self.priority,
            spans: self.spans.iter().map(|span| Span { start: span.start, end: span.end }).collect(),
            r#type: self.r#type,
        };
        Ok((self.id.clone(), pen.record(event, texts)?.id))
    }
}

impl SeedEvidence {
    pub(super) fn attach(&self, pen: &mut Pen, claims: &Known, sources: &Known) -> Result<Id> {
        let quantity = self.quantity.as_ref().map(SeedQuantity::quantity).transpose()?;
        let mut texts = Vec::new();
        optional(&mut texts, "locator", self.locator.as_deref());
        optional(&mut texts, "note", self.note.as_deref());
        texts.extend(quantity_words(quantity.as_ref()));
        let event = EvidenceAttached {
            as_of: None,
            good_until: None,
            passage: None,
            capture: None,
            claim: known(claims, &self.claim)?,
            confidence: self.confidence,
            despite: false,
            figure: quantity.map(|quantity| quantity.figure),
            source: known(sources, &self.source)?,
            stance: self.stance,
        };
        Ok(pen.record(event, texts)?.id)
    }
}
