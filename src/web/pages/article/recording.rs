//! Recording a claim on words of the draft: they are marked, what was read in them is shown, and a person decides.

use super::span::{refuse_other_draft, span};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use actions::claims::claim::{self, NewClaim, Place};
use actions::drafts::select::{Marked, Selection, select};
use actions::quantity::in_words;
use actions::users::Role;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Priority};
use serde::Deserialize;
use std::sync::Arc;
use store::error::Result;

/// Which words are meant, as an address or a form says it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// `start-end`, in bytes of the draft.
    #[serde(default)]
    at: String,
    /// The words themselves.
    #[serde(default)]
    quote: String,
    /// Which occurrence of them, from 1.
    #[serde(default)]
    occurrence: String,
}

impl Wanted {
    fn marked(&self) -> Option<Marked> {
        if let Some(span) = span(&self.at) {
            return Some(Marked::At(span));
        }
        let occurrence = self.occurrence.trim().parse().ok();
        (!self.quote.trim().is_empty()).then(|| Marked::Words { text: self.quote.clone(), occurrence })
    }
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    piece: String,
    wanted: Wanted,
    /// The words that were marked; absent while they are still to be said.
    selection: Option<Marking>,
    refusal: Option<String>,
}

/// Marked words as the form shows them.
struct Marking {
    draft: String,
    at: String,
    before: String,
    words: String,
    after: String,
    sentence: String,
    claim_type: ClaimType,
    priority: Priority,
    readings: Vec<String>,
}

impl Marking {
    fn of(selection: Selection) -> Self {
        let possible = |quantity: &&Quantity| quantity.fault(selection.claim_type).is_none();
        Self {
            draft: selection.draft.hex(),
            at: format!("{}-{}", selection.span.start, selection.span.end),
            readings: selection.readings.iter().filter(possible).map(in_words).collect(),
            before: selection.before,
            words: selection.words,
            after: selection.after,
            sentence: selection.sentence,
            claim_type: selection.claim_type,
            priority: selection.priority,
        }
    }
}

/// Shows the form: for the words, or for the claim on them.
pub async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    visitor.require(Role::Checker)?;
    let (piece, marked) = (id.clone(), wanted.marked());
    let selected = match marked {
        None => Ok(None),
        Some(marked) => desk.read(&visitor, move |casebook| select(casebook.reader(), &piece, &marked)).await.map(Some),
    };
    let (selection, refusal) = match selected {
        Ok(selection) => (selection.map(Marking::of), None),
        Err(fault) if wanted.at.is_empty() => (None, Some(fault.sentence().to_string())),
        Err(fault) => return Err(fault),
    };
    let frame = Frame::of(&visitor).within("pieces");
    Ok(page(&RecordPage { frame, piece: id, wanted, selection, refusal }))
}

/// Records the claim.
pub async fn record(State(desk): State<Arc<Desk>>, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let span = span(posted.required("at", "the words")?)
        .ok_or_else(|| Fault::refused("The place of the words could not be read."))?;
    let claim_type = posted.must::<ClaimType>("type", "the type")?;
    let priority = posted.must::<Priority>("priority", "the priority")?;
    let reading: Option<usize> = posted.parsed("figure")?;
    let (statement, note, external_id) = (posted.owned("statement"), posted.owned("note"), posted.owned("identifier"));
    let piece = id.clone();
    let selection =
        desk.read(&posted.visitor, move |casebook| select(casebook.reader(), &piece, &Marked::At(span))).await?;
    refuse_other_draft(&posted, selection.draft)?;
    let possible = selection.readings.into_iter().filter(|quantity| quantity.fault(selection.claim_type).is_none());
    let quantity = reading.and_then(|at| possible.into_iter().nth(at));
    let (piece, span) = (id.clone(), selection.span);
    let recorded = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        let new = NewClaim {
            piece: Some(&piece),
            statement: statement.as_deref(),
            place: Place::Span(span),
            claim_type,
            priority,
            quantity,
            external_id: external_id.as_deref(),
            note: note.as_deref(),
        };
        Ok(claim::add(casebook, actor, &new)?.recorded.id)
    });
    let claim = recorded.await?;
    Ok(Redirect::to(&posted.next(&format!("/pieces/{id}?claim={claim}#claim-{claim}"))))
}
