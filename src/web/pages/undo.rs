//! What the visitor did last, each with a button that takes it back.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use actions::claims::undo::{self, Act};
use actions::users::Role;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// How many acts are shown.
const SHOWN: usize = 30;

#[derive(Template)]
#[template(path = "undo.html")]
struct UndoPage {
    frame: Frame,
    acts: Vec<Act>,
    done: bool,
    refused: Option<Fault>,
}

/// Answers for the list of what was done, and for taking it back.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/undo", get(show).post(take_back))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Told { done }): Query<Told>,
) -> Result<Response, Fault> {
    shown(&desk, &visitor, !done.is_empty(), None).await
}

async fn shown(desk: &Arc<Desk>, visitor: &Visitor, done: bool, refused: Option<Fault>) -> Result<Response, Fault> {
    let name = visitor.actor.name().to_string();
    let acts = desk.read(visitor, move |casebook| undo::done_by(casebook.reader(), &name, SHOWN)).await?;
    Ok(page(&UndoPage { frame: Frame::of(visitor).within("settings"), acts, done, refused }))
}

async fn take_back(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Fault> {
    let event = posted.required("event", "what is taken back")?.to_string();
    let work =
        move |casebook: &mut actions::Casebook, actor: &actions::Actor| undo::undo(casebook, actor, Some(&event), None);
    match desk.write(&posted.visitor, Role::Checker, None, work).await {
        Ok(_) => Ok(Redirect::to("/undo?done=undo").into_response()),
        Err(fault) if fault.status().is_client_error() => {
            let (status, visitor) = (fault.status(), posted.visitor.clone());
            Ok((status, shown(&desk, &visitor, false, Some(fault)).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}
