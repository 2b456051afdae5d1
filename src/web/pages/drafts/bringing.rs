//! Bringing in a draft: the first is recorded at once, the next is shown with what it would do, and then recorded.

use super::done::Done;
use super::view::{FateView, FatesView, LineView, SidesView};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::pending_drafts::Waiting;
use crate::web::posted::Posted;
use crate::web::read_draft::read_draft;
use crate::web::visitor::Visitor;
use actions::drafts::add::{self, NewDraft};
use actions::drafts::compare::{self, side_by_side};
use actions::drafts::fate::Fate;
use actions::drafts::read::{Reading, language_code};
use actions::drafts::suggest::Proposal;
use actions::drafts::{piece, revise};
use actions::users::Role;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use std::path::Path as FilePath;
use std::sync::Arc;

/// How many new claims are listed before a draft is recorded.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "draft_waiting.html")]
struct WaitingPage {
    frame: Frame,
    id: String,
    ticket: String,
    name: String,
    format: String,
    bytes: u64,
    warnings: Vec<String>,
    /// The draft that it would follow.
    after: String,
    fates: FatesView,
    stale: usize,
    /// The first claims that the new text seems to make, and how many there are.
    new: Vec<Proposal>,
    new_count: usize,
    language: &'static str,
    sides: SidesView,
    refusal: Option<Fault>,
}

/// Takes the file of a draft.
pub async fn take(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    mut posted: Posted,
) -> Result<Redirect, Fault> {
    posted.visitor.require(Role::Editor)?;
    let piece = id.clone();
    let known = desk.read(&posted.visitor, move |casebook| {
        let piece = piece::get(casebook.reader(), Some(&piece))?;
        Ok((piece.id.hex(), piece::drafts(casebook.reader(), &piece)?.len()))
    });
    let (piece, drafts) = known.await?;
    let file = posted.take_file();
    let file = file.ok_or_else(|| Fault::refused("No file was chosen.").hint("Choose the file of the draft."))?;
    let reading = if posted.ticked("original") { Reading::Original } else { Reading::Accepted };
    let name = file.name.clone();
    let (bytes, document) = read_draft(file, reading).await?;
    if drafts > 0 {
        let ticket = desk.drafts.put(&posted.visitor.token, Waiting { piece: piece.clone(), name, bytes, document });
        return Ok(Redirect::to(&format!("/pieces/{piece}/drafts/waiting/{ticket}")));
    }
    let of = piece.clone();
    let added = desk.write(&posted.visitor, Role::Editor, None, move |casebook, actor| {
        let new = NewDraft { path: FilePath::new(&name), bytes: &bytes, document: &document, after: None };
        add::add(casebook, actor, Some(&of), &new)
    });
    added.await?;
    Ok(Redirect::to(&posted.next(&format!("/pieces/{piece}"))))
}

/// Shows what a draft would do.
pub async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((id, ticket)): Path<(String, String)>,
) -> Result<Response, Fault> {
    visitor.require(Role::Editor)?;
    shown(&desk, &visitor, id, ticket, None).await
}

fn find(desk: &Desk, visitor: &Visitor, id: &str, ticket: &str) -> Result<Arc<Waiting>, Fault> {
    let found = desk.drafts.find(&visitor.token, ticket).filter(|waiting| waiting.piece == id);
    found.ok_or_else(|| {
        Fault::missing("This draft is no longer waiting here, and was not recorded.")
            .hint("Add the file again: a draft waits for an hour, and is forgotten when the desk closes.")
    })
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    id: String,
    ticket: String,
    refusal: Option<Fault>,
) -> Result<Response, Fault> {
    let waiting = find(desk, visitor, &id, &ticket)?;
    let (piece, held) = (id.clone(), Arc::clone(&waiting));
    let planned = desk.read(visitor, move |casebook| {
        casebook.reader().at_one_moment(|reader| {
            let found = actions::piece(reader, Some(&piece))?;
            let (latest, old) = add::latest(reader, found.row)?;
            let revision = revise::rehearse(reader, Some(&piece), &held.document)?;
            let rows = side_by_side(&old.text, &held.document.text);
            Ok((latest.id, revision, rows))
        })
    });
    let (after, revision, rows) = planned.await?;
    let mut carried = revision.claims;
    carried.sort_by_key(|carried| compare::urgency(Some(carried.fate)));
    let document = &waiting.document;
    let shown = page(&WaitingPage {
        frame: Frame::of(visitor).within("pieces").about(format!("piece/{id}")),
        id,
        ticket,
        name: waiting.name.clone(),
        format: document.format.to_string(),
        bytes: waiting.bytes.len() as u64,
        warnings: document.warnings.clone(),
        after: after.hex(),
        stale: carried.iter().filter(|carried| carried.goes_stale).count(),
        fates: FatesView::of(carried.iter().map(FateView::of_carried).collect()),
        language: language_code(&document.text),
        new_count: revision.new.len(),
        new: revision.new.into_iter().take(LISTED).collect(),
        sides: SidesView::of(&rows, &[], false),
        refusal,
    });
    Ok(shown)
}

/// Records a draft that waits, or puts it away.
pub async fn settle(
    State(desk): State<Arc<Desk>>,
    Path((id, ticket)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let visitor = posted.visitor.clone();
    visitor.require(Role::Editor)?;
    let waiting = find(&desk, &visitor, &id, &ticket)?;
    if posted.text("do") == Some("drop") {
        desk.drafts.remove(&visitor.token, &ticket);
        return Ok(Redirect::to(&format!("/pieces/{id}/drafts?done={}", Done::Dropped)).into_response());
    }
    let after = record::model::id::Id::from_hex(posted.required("after", "the draft that it follows")?);
    let after = after.ok_or_else(|| Fault::refused("The draft it follows could not be read."))?;
    let piece = id.clone();
    let recorded = desk.write(&visitor, Role::Editor, None, move |casebook, actor| {
        let Waiting { name, bytes, document, .. } = &*waiting;
        let new = NewDraft { path: FilePath::new(name), bytes, document, after: Some(after) };
        revise::revise(casebook, actor, Some(&piece), &new)
    });
    match recorded.await {
        Ok(_) => {
            desk.drafts.remove(&visitor.token, &ticket);
            Ok(Redirect::to(&format!("/pieces/{id}/drafts/compare?done={}", Done::Added)).into_response())
        }
        Err(fault) if matches!(fault.status().as_u16(), 409 | 422 | 503) => {
            let status = fault.status();
            let page = shown(&desk, &visitor, id, ticket, Some(fault)).await?;
            Ok((status, page).into_response())
        }
        Err(fault) => Err(fault),
    }
}
