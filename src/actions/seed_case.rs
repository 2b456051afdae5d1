//! The seed case that comes with the program: a published article's claims and what was published on them.

use super::claims::quantity_words;
use super::pieces::{NewPiece, add_piece_with};
use super::sources::{NewSource, add_with};
use crate::casebook::pen::Pen;
use crate::casebook::{Actor, Casebook};
use crate::error::{Error, Result};
use crate::model::disclosure::Value;
use crate::model::event::{ClaimRecorded, EvidenceAttached, Span};
use crate::model::id::Id;
use crate::model::quantity::{Figure, Quantity, parse_amount};
use crate::model::time::Day;
use crate::model::words::{Basis, ClaimType, Comparator, Confidence, Priority, Stance, Tier};
use serde::Deserialize;
use std::collections::HashMap;

const SEED: &str = include_str!("../../seeds/las-bambas.json");

/// What was taken in.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    pub piece: Id,
    pub claims: usize,
    pub sources: usize,
    pub evidence: usize,
}

/// Takes the seed case in, every claim unchecked.
pub fn plant(casebook: &mut Casebook, actor: &Actor) -> Result<Planted> {
    let seed: Seed = serde_json::from_str(SEED).map_err(|error| Error::Invalid(format!("the seed case: {error}")))?;
    casebook.write(actor, |pen| {
        let new = NewPiece {
            title: &seed.piece.name,
            byline: seed.piece.byline.as_deref(),
            publisher: seed.piece.publisher.as_deref(),
            ..NewPiece::default()
        };
        let piece = add_piece_with(pen, &new)?;
        let sources = seed.sources.iter().map(|source| source.add(pen)).collect::<Result<HashMap<_, _>>>()?;
        let claims = seed.claims.iter().map(|claim| claim.add(pen, piece)).collect::<Result<HashMap<_, _>>>()?;
        for evidence in &seed.evidence {
            evidence.attach(pen, &claims, &sources)?;
        }
        Ok(Planted { piece, claims: claims.len(), sources: sources.len(), evidence: seed.evidence.len() })
    })
}

#[derive(Deserialize)]
struct Seed {
    piece: SeedPiece,
    claims: Vec<SeedClaim>,
    sources: Vec<SeedSource>,
    evidence: Vec<SeedEvidence>,
}

#[derive(Deserialize)]
struct SeedPiece {
    name: String,
    publisher: Option<String>,
    byline: Option<String>,
}

#[derive(Deserialize)]
struct SeedClaim {
    id: String,
    r#type: ClaimType,
    statement: String,
    priority: Priority,
    quantity: Option<SeedQuantity>,
    note: Option<String>,
    spans: Vec<SeedSpan>,
}

#[derive(Deserialize)]
struct SeedSpan {
    start: u64,
    end: u64,
    sha256: String,
}

#[derive(Deserialize)]
struct SeedQuantity {
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
struct SeedSource {
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
struct SeedEvidence {
    claim: String,
    source: String,
    stance: Stance,
    locator: Option<String>,
    confidence: Option<Confidence>,
    quantity: Option<SeedQuantity>,
}

impl SeedQuantity {
    fn quantity(&self) -> Result<Quantity> {
        let amount = |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Error::Invalid);
        let day = |text: &Option<String>| text.as_deref().map(str::parse::<Day>).transpose().map_err(Error::Invalid);
        let figure = Figure {
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
    fn add(&self, pen: &mut Pen) -> Result<(String, Id)> {
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
    fn add(&self, pen: &mut Pen, piece: Id) -> Result<(String, Id)> {
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
    fn attach(&self, pen: &mut Pen, claims: &HashMap<String, Id>, sources: &HashMap<String, Id>) -> Result<()> {
        let known = |ids: &HashMap<String, Id>, id: &str| {
            ids.get(id)
                .copied()
                .ok_or_else(|| Error::Invalid(format!("the seed case names {id}, which it does not hold")))
        };
        let quantity = self.quantity.as_ref().map(SeedQuantity::quantity).transpose()?;
        let mut texts = Vec::new();
        texts.extend(self.locator.clone().map(|locator| ("locator", Value::Text(locator))));
        texts.extend(quantity_words(quantity.as_ref()));
        let event = EvidenceAttached {
            as_of: None,
            good_until: None,
            passage: None,
            capture: None,
            claim: known(claims, &self.claim)?,
            confidence: self.confidence,
            figure: quantity.map(|quantity| quantity.figure),
            source: known(sources, &self.source)?,
            stance: self.stance,
        };
        pen.record(event, texts)?;
        Ok(())
    }
}
