//! The claims that a draft seems to make: accepted as they are, or opened to be worded otherwise.

use super::{refuse_other_draft, span};
use crate::actions::suggesting::{self, Choice, Proposals};
use crate::casebook::users::Role;
use crate::model::event::Span;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "suggestions.html")]
struct SuggestionsPage {
    frame: Frame,
    piece: String,
    proposals: Proposals,
}

/// Lists what no claim covers.
pub async fn show(State(desk): State<Arc<Desk>>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let piece = id.clone();
    let proposals =
        desk.read(&visitor, move |casebook| suggesting::propose(casebook.reader(), Some(&piece), None)).await?;
    let frame = Frame::of(&visitor).within("pieces").about(format!("piece/{id}"));
    Ok(page(&SuggestionsPage { frame, piece: id, proposals }))
}

/// Records those that were chosen.
pub async fn accept(State(desk): State<Arc<Desk>>, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let chosen: Option<Vec<Span>> = posted.all("at").iter().map(|text| span(text)).collect();
    let chosen = chosen.filter(|spans| !spans.is_empty());
    let chosen = chosen.ok_or_else(|| Fault::refused("No suggestion was chosen.").hint("Tick those to record."))?;
    let piece = id.clone();
    let latest = desk.read(&posted.visitor, move |casebook| suggesting::propose(casebook.reader(), Some(&piece), None));
    refuse_other_draft(&posted, latest.await?.draft)?;
    let piece = id.clone();
    let accepted = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        suggesting::accept(casebook, actor, Some(&piece), None, &Choice::Places(chosen))
    });
    accepted.await?;
    Ok(Redirect::to(&posted.next(&format!("/pieces/{id}"))))
}
