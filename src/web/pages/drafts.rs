//! The drafts of a piece: what came in, bringing in the next, what becomes of each claim, and two side by side.

mod bringing;
mod done;
pub mod view;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::read_draft::DRAFT_FILES;
use crate::web::visitor::Visitor;
use actions::claims::claim::find_quoted;
use actions::drafts::compare::{self, Versions};
use actions::drafts::fate::Fate;
use actions::drafts::revise;
use actions::users::Role;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use done::Done;
use serde::Deserialize;
use std::sync::Arc;
use view::{FateView, FatesView, LineView, SidesView};

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage {
    frame: Frame,
    id: String,
    read: Versions,
    awaiting: Vec<FateView>,
    done: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "drafts_compared.html")]
struct ComparedPage {
    frame: Frame,
    id: String,
    title: String,
    from: (usize, String, String),
    to: (usize, String, String),
    fates: FatesView,
    sides: SidesView,
    done: Option<&'static str>,
}

/// Answers for the drafts of a piece.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/pieces/{id}/drafts", get(show).post(bringing::take))
        .route("/pieces/{id}/drafts/compare", get(compare))
        .route("/pieces/{id}/drafts/confirm", post(confirm))
        .route("/pieces/{id}/drafts/waiting/{ticket}", get(bringing::show).post(bringing::settle))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    /// All lines, and not those alone that changed.
    #[serde(default)]
    all: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Fault> {
    let read = desk.read(&visitor, move |casebook| compare::versions(casebook.reader(), &id)).await?;
    let done = Done::of_address(&told.done).map(|done| done.notice(visitor.words));
    let id = read.piece.id.hex();
    let awaiting = read.awaiting.iter().map(FateView::of_fared).collect();
    let frame = Frame::of(&visitor).within("pieces").about(format!("piece/{id}"));
    Ok(page(&DraftsPage { frame, id, read, awaiting, done }))
}

async fn compare(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Fault> {
    let done = Done::of_address(&told.done).map(|done| done.notice(visitor.words));
    let whole = !told.all.is_empty();
    let compared = desk.read(&visitor, move |casebook| {
        let given = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        let (from, to) = (given(&told.from), given(&told.to));
        compare::between(casebook.reader(), &id, from.as_deref(), to.as_deref())
    });
    let compared = compared.await?;
    let named = |version: &compare::Version| {
        (version.number, version.draft.id.hex(), version.draft.name.clone().unwrap_or_default())
    };
    let id = compared.piece.id.hex();
    let shown = ComparedPage {
        frame: Frame::of(&visitor).within("pieces").about(format!("piece/{id}")),
        title: compared.piece.title.clone().unwrap_or_else(|| compared.piece.id.short()),
        from: named(&compared.old),
        to: named(&compared.new),
        fates: FatesView::of(compared.claims.iter().map(FateView::of_fared).collect()),
        sides: SidesView::of(&compared.rows, &compared.claims, whole),
        done,
        id,
    };
    Ok(page(&shown))
}

/// Confirms where a claim stands whose words changed: where it was found, or on the words that are given.
async fn confirm(State(desk): State<Arc<Desk>>, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    let claim = posted.required("claim", "the claim")?.to_string();
    let (quote, occurrence) = (posted.owned("quote"), posted.parsed::<usize>("occurrence")?);
    let expected = posted.expected(&claim);
    let confirmed = desk.write(&posted.visitor, Role::Checker, expected, move |casebook, actor| match quote {
        None => revise::confirm(casebook, actor, &claim),
        Some(quote) => revise::place(casebook, actor, &claim, |text| find_quoted(text, quote.trim(), occurrence)),
    });
    confirmed.await?;
    Ok(Redirect::to(&posted.next(&format!("/pieces/{id}/drafts?done={}", Done::Confirmed))))
}
