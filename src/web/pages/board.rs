//! The board: how far the check has come, and any list of claims, to be handed out.

mod address;
mod handing;
mod shown;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use address::Address;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use shown::{Kept, shown};
use std::sync::Arc;

/// Answers for the board.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/board", get(show).post(handing::hand_out))
}

async fn show(State(desk): State<Arc<Desk>>, visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let address = Address::read(&query.unwrap_or_default());
    shown(&desk, &visitor, address, Kept::default()).await
}
