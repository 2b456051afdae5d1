//! Puts the events of a row together.

use super::Defaults;
use super::entry::{ClaimCells, EvidenceCells, SourceCells, Words};
pub(super) use crate::quantity::quantity_words;
use record::model::disclosure::Value;
use record::model::event::{ClaimAssigned, ClaimRecorded, Event, EvidenceAttached, SourceAdded, SourceLinked};
use record::model::id::Id;
use record::model::words::{Relation, Stance, Tier};
use store::casebook::event_maker::Named;

type Fact = (Event, Vec<Named>);

/// How near a source is taken to stand where nobody says; the command line takes the same.
const USUAL_TIER: Tier = Tier::Secondary;

/// Makes the recording of a claim.
pub fn claim(piece: Id, statement: &str, cells: &ClaimCells, defaults: &Defaults) -> Fact {
    let mut texts = Vec::with_capacity(4);
    texts.push(("statement", Value::Text(statement.to_string())));
    texts.extend(quantity_words(cells.quantity.as_ref()));
    push(&mut texts, "external_id", &cells.external_id);
    push(&mut texts, "note", &cells.note);
    let event = ClaimRecorded {
        draft: None,
        figure: cells.quantity.as_ref().map(|quantity| quantity.figure.clone()),
        piece,
        priority: cells.priority.unwrap_or(defaults.priority),
        spans: Vec::new(),
        r#type: cells.claim_type.unwrap_or(defaults.claim_type),
    };
    (event.into(), texts)
}

/// Makes the assignment of a claim.
pub fn assignment(claim: Id, assignee: &str) -> Fact {
    (ClaimAssigned { claim, due: None }.into(), vec![("assignee", Value::Text(assignee.to_string()))])
}

/// Makes the naming of a source.
pub fn source(cells: &SourceCells) -> Fact {
    let mut texts = Vec::with_capacity(6);
    push(&mut texts, "title", &cells.title);
    push(&mut texts, "publisher", &cells.publisher);
    push(&mut texts, "author", &cells.author);
    push(&mut texts, "address", &cells.address);
    push(&mut texts, "published", &cells.published);
    push(&mut texts, "origin", &cells.origin);
    (
        SourceAdded { confidential: false, medium: None, terms: None, tier: cells.tier.unwrap_or(USUAL_TIER) }.into(),
        texts,
    )
}

/// Makes the tie of a source that stands at the address of a piece.
pub fn at_piece(source: Id, piece: Id) -> Fact {
    let note = Value::Text("it stands at the piece's address".into());
    (SourceLinked { derived_from: piece, relation: Relation::WireCopy, source }.into(), vec![("note", note)])
}

/// Makes the attachment of what a source gives for a claim.
pub fn evidence(claim: Id, source: Id, stance: Stance, cells: &EvidenceCells) -> Fact {
    let mut texts = Vec::with_capacity(3);
    push(&mut texts, "locator", &cells.locator);
    push(&mut texts, "quote", &cells.quote);
    push(&mut texts, "note", &cells.note);
    let event = EvidenceAttached {
        as_of: None,
        capture: None,
        claim,
        confidence: cells.confidence,
        despite: false,
        figure: None,
        good_until: None,
        passage: None,
        source,
        stance,
    };
    (event.into(), texts)
}

fn push(texts: &mut Vec<Named>, name: &'static str, words: &Option<Words>) {
    texts.extend(words.as_deref().map(|words| (name, Value::Text(words.to_string()))));
}
