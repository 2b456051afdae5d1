//! One search over everything, with what was found by kind.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::search::{self, Results};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    words: String,
    /// The words as an address carries them.
    carried: String,
    results: Results,
}

/// Answers for the search.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/search", get(show))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default, rename = "for")]
    words: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Asked { words }): Query<Asked>,
) -> Result<Response, Fault> {
    let words: String = words.chars().filter(|letter| !letter.is_control()).take(300).collect();
    let (wanted, name) = (words.clone(), visitor.actor.name().to_string());
    let results = desk.read(&visitor, move |casebook| search::everywhere(casebook, &wanted, &name)).await?;
    let carried = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    Ok(page(&SearchPage { frame: Frame::of(&visitor).within("search"), carried, words, results }))
}
