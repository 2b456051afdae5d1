//! The article: its text with every claim marked in place, what is in no claim, and recording claims.

mod recording;
mod span;
mod suggestions;
mod view;

use super::claim::{Panel, panel_of};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::drafts::article;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;
use view::{ArticleView, Group};

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    view: ArticleView,
    /// The claim that is open beside the text.
    panel: Option<Panel>,
}

#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    claim: String,
}

/// Answers for an article and for recording claims in it.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/pieces/{id}", get(show))
        .route("/pieces/{id}/claims/new", get(recording::show))
        .route("/pieces/{id}/claims", post(recording::record))
        .route("/pieces/{id}/suggestions", get(suggestions::show).post(suggestions::accept))
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Beside { claim }): Query<Beside>,
) -> Result<Response, Fault> {
    let name = visitor.actor.name().to_string();
    let memory = Arc::clone(&desk.memory);
    let view = desk.read(&visitor, move |casebook| {
        Ok(ArticleView::of(&article::article(casebook.reader(), &id, &memory, casebook.clock.today())?, &name))
    });
    let view = view.await?;
    let panel = panel_of(&desk, &visitor, &claim, Some(&view.id)).await?;
    let frame = Frame::of(&visitor).within("pieces").about(format!("piece/{}", view.id));
    Ok(page(&ArticlePage { frame, view, panel }))
}
