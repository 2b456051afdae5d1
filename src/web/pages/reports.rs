//! What is handed over: every report to keep, the gate's answer, and a report that comes back edited.

mod gate;
mod making;
mod returned;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::reports::{print, reviewers};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;
use store::casebook::{Actor, Casebook};
use store::error::Result;

pub use returned::Waiting;

#[derive(Template)]
#[template(path = "reports.html")]
struct ReportsPage {
    frame: Frame,
    shelf: Shelf,
    chosen: String,
    /// What was just taken in, as a number of cells.
    taken: Option<usize>,
    refusal: Option<Fault>,
}

/// What there is to hand over.
struct Shelf {
    /// Id and title of each piece.
    pieces: Vec<(String, String)>,
    /// A program on this machine prints.
    printer: bool,
    /// The visitor may see figures on people.
    reviewers: bool,
}

impl Shelf {
    fn read(casebook: &Casebook, actor: &Actor) -> Result<Self> {
        let pieces = casebook.reader().pieces()?;
        let named =
            |piece: record::model::entities::Piece| (piece.id.hex(), piece.title.unwrap_or_else(|| piece.id.short()));
        Ok(Self {
            pieces: pieces.into_iter().map(named).collect(),
            printer: print::has_printer(),
            reviewers: reviewers::may_count(casebook, actor)?,
        })
    }
}

/// Answers for what is handed over.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/reports", get(show))
        .route("/reports/gate", get(gate::show))
        .route("/reports/returned", post(returned::rehearse))
        .route("/reports/returned/record", post(returned::record))
        .route("/reports/{report}", get(making::download))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    piece: String,
    #[serde(default)]
    taken: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Asked { piece, taken }): Query<Asked>,
) -> Result<Response, Fault> {
    shown(&desk, &visitor, piece, taken.parse().ok(), None).await
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    chosen: String,
    taken: Option<usize>,
    refusal: Option<Fault>,
) -> Result<Response, Fault> {
    let actor = visitor.actor.clone();
    let shelf = desk.read(visitor, move |casebook| Shelf::read(casebook, &actor)).await?;
    Ok(page(&ReportsPage { frame: Frame::of(visitor).within("reports"), shelf, chosen, taken, refusal }))
}
