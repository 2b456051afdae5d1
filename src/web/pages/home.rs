//! The pieces under check, and bringing in another.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::read_draft::{DRAFT_FILES, read_draft};
use crate::web::visitor::Visitor;
use actions::Casebook;
use actions::drafts::add::{self, NewDraft};
use actions::drafts::piece::{self, NewPiece, Progress};
use actions::drafts::read::Reading;
use actions::users::Role;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use record::model::words::Status;
use std::path::Path;
use std::sync::Arc;
use store::error::Result;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    pieces: Vec<Line>,
}

/// A piece as the list shows it.
struct Line {
    id: String,
    title: String,
    claims: u64,
    signed_off: u64,
}

/// Answers for the pieces.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/", get(show)).route("/pieces", post(add))
}

async fn show(State(desk): State<Arc<Desk>>, visitor: Visitor) -> Result<Response, Fault> {
    let pieces = desk.read(&visitor, lines).await?;
    Ok(page(&HomePage { frame: Frame::of(&visitor).within("pieces"), pieces }))
}

fn lines(casebook: &Casebook) -> Result<Vec<Line>> {
    let line = |Progress { piece, claims }: Progress| Line {
        id: piece.id.hex(),
        claims: claims.iter().filter(|(status, _)| **status != Status::Cut).map(|(_, claims)| claims).sum(),
        signed_off: claims.get(&Status::SignedOff).copied().unwrap_or_default(),
        title: piece::title(&piece),
    };
    Ok(piece::progress(casebook)?.into_iter().map(line).collect())
}

async fn add(State(desk): State<Arc<Desk>>, mut posted: Posted) -> Result<Redirect, Fault> {
    posted.visitor.require(Role::Editor)?;
    let title = posted.required("title", "the title")?.to_string();
    let (author, file) = (posted.owned("author"), posted.take_file());
    let read = match file {
        Some(file) => Some((file.name.clone(), read_draft(file, Reading::Accepted).await?)),
        None => None,
    };
    let id = desk
        .write(&posted.visitor, Role::Editor, None, move |casebook, actor| {
            let new = NewPiece { title: &title, byline: author.as_deref(), ..NewPiece::default() };
            let id = piece::add_piece(casebook, actor, &new)?;
            if let Some((name, (bytes, document))) = &read {
                let draft = NewDraft { path: Path::new(name), bytes, document, after: None };
                add::add(casebook, actor, Some(&id.hex()), &draft)?;
            }
            Ok(id)
        })
        .await?;
    Ok(Redirect::to(&format!("/pieces/{}", id.hex())))
}
