//! What is handed over: every report to keep, the gate's answer, and a report that comes back edited.

mod gate;
mod making;
mod returned;
mod shown;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use shown::shown;
use std::sync::Arc;

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
