//! A capture: its text with a passage marked in it, and its bytes, which stay inert.

mod bytes;
mod view;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::sources::capture_text::{self, Wanted};
use actions::users::Role;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;
use view::CaptureView;

#[derive(Template)]
#[template(path = "capture.html")]
struct CapturePage {
    frame: Frame,
    view: CaptureView,
    /// The claim for which a passage is looked for.
    claim: String,
    quote: String,
}

/// Answers for a capture.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/captures/{id}", get(show))
        .route("/captures/{id}/attach", get(attach))
        .route("/captures/{id}/bytes", get(bytes::keep))
        .route("/captures/{id}/page", get(bytes::saved_page))
        .route("/captures/{id}/image", get(bytes::image))
}

#[derive(Deserialize)]
struct Asked {
    /// Evidence whose quotation is to be marked.
    #[serde(default)]
    evidence: String,
    /// Words to be looked for.
    #[serde(default)]
    quote: String,
    #[serde(default)]
    claim: String,
    /// The stretch of a long text, from 1.
    #[serde(default)]
    part: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let Asked { evidence, quote, claim, part } = asked;
    let sought = quote.clone();
    let view = desk.read(&visitor, move |casebook| {
        let given = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        let wanted = Wanted { evidence: given(&evidence), quote: given(&sought), part: part.parse().ok() };
        Ok(CaptureView::of(capture_text::read(casebook, &id, &wanted)?))
    });
    let view = view.await?;
    let claim = if claim.is_empty() { view.claim.clone().unwrap_or_default() } else { claim };
    let frame = Frame::of(&visitor).within("sources").about(format!("capture/{}", view.id));
    Ok(page(&CapturePage { frame, view, claim, quote }))
}

#[derive(Deserialize)]
struct Attaching {
    claim: String,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    source: String,
}

/// Leads to the form of a claim, with the words filled in.
async fn attach(
    visitor: Visitor,
    Query(Attaching { claim, quote, source }): Query<Attaching>,
) -> Result<Redirect, Fault> {
    visitor.require(Role::Checker)?;
    let claim = claim.trim();
    if claim.is_empty() || !claim.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter)) {
        return Err(Fault::refused("Missing: the claim.").hint("Use its id, or your own identifier for it."));
    }
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("quote", quote.trim()), ("source", source.as_str())])
        .finish();
    Ok(Redirect::to(&format!("/claims/{claim}?{query}#offer")))
}
