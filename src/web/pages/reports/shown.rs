//! The page of what can be handed over.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::drafts::piece;
use actions::reports::{print, reviewers};
use actions::{Actor, Casebook};
use askama::Template;
use axum::response::Response;
use record::model::entities::Piece;
use std::sync::Arc;
use store::error::Result;

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
        let named = |piece: Piece| (piece.id.hex(), piece::title(&piece));
        Ok(Self {
            pieces: piece::list(casebook)?.into_iter().map(named).collect(),
            printer: print::has_printer(),
            reviewers: reviewers::may_count(casebook, actor)?,
        })
    }
}

/// Shows what there is, with what was just taken in, or why it was refused.
pub async fn shown(
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
