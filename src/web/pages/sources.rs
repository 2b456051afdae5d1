//! The sources: a list of them, and each with what was captured of it, what rests on it, and where it comes from.

mod acts;
mod picture;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::refusal::Refusal;
use crate::web::visitor::Visitor;
use crate::web::words::Words;
use actions::sources::card::{self, Asked, Line, SourceCard, Want};
use actions::sources::fetch::Again;
use actions::sources::list;
use acts::SourceAct;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use record::model::words::{Relation, Terms, Tier};
use serde::Deserialize;
use std::sync::Arc;

/// How many sources stand on a page of the list.
const PAGE: usize = 50;

/// How many sources and pieces a form offers to choose from.
const OFFERED: usize = 500;

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    asked: Wanted,
    lines: Vec<Line>,
    more: bool,
    refused: Refusal,
}

impl SourcesPage {
    fn address(&self, page: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("search", &self.asked.search), ("tier", &self.asked.tier), ("view", &self.asked.view)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("/sources?{}", query.append_pair("page", &page.to_string()).finish())
    }

    fn typed(&self, field: &str) -> &str {
        self.refused.typed("add", field)
    }
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    frame: Frame,
    card: SourceCard,
    id: String,
    drawing: Option<String>,
    /// The sources and pieces that it could come from.
    offered: Vec<(String, String)>,
    refused: Refusal,
    done: Option<&'static str>,
    again: Option<Again>,
    /// What is confidential and not in sight is neither fetched nor filed from here.
    redacted: bool,
}

impl SourcePage {
    fn typed(&self, act: &str, field: &str) -> &str {
        self.refused.typed(act, field)
    }
}

/// Answers for the sources.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/sources", get(list_sources).post(add))
        .route("/sources/{id}", get(show))
        .route("/sources/{id}/{act}", post(take))
}

/// What the address of a list asks for.
#[derive(Clone, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    search: String,
    #[serde(default)]
    tier: String,
    #[serde(default)]
    view: String,
    #[serde(default)]
    page: String,
}

impl Wanted {
    fn number(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    fn asked(&self) -> Result<Asked, Fault> {
        let given = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        let tier = given(&self.tier);
        if let Some(tier) = tier.as_deref().filter(|tier| Tier::from_word(tier).is_none()) {
            return Err(Fault::refused(format!("Unknown tier {tier}.")).hint("Use primary, secondary or tertiary."));
        }
        let skip = (self.number() - 1) * PAGE;
        Ok(Asked { search: given(&self.search), tier, due: self.view == "due", skip, limit: PAGE })
    }
}

async fn list_sources(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    listed(&desk, &visitor, wanted, Refusal::default()).await
}

async fn listed(desk: &Arc<Desk>, visitor: &Visitor, wanted: Wanted, refused: Refusal) -> Result<Response, Fault> {
    let asked = wanted.asked()?;
    let (lines, more) = desk.read(visitor, move |casebook| card::list(casebook, &asked)).await?;
    let frame = Frame::of(visitor).within("sources").about("sources");
    Ok(page(&SourcesPage { frame, asked: wanted, lines, more, refused }))
}

async fn add(State(desk): State<Arc<Desk>>, mut posted: Posted) -> Result<Response, Fault> {
    match acts::add(&desk, &mut posted).await {
        Ok(source) => Ok(Redirect::to(&format!("/sources/{source}?done=add")).into_response()),
        Err(fault) if Refusal::is_mendable(&fault) => {
            let (status, visitor) = (fault.status(), posted.visitor.clone());
            let refused = Refusal::of(SourceAct::Add.word(), fault, &posted);
            Ok((status, listed(&desk, &visitor, Wanted::default(), refused).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Told { done }): Query<Told>,
) -> Result<Response, Fault> {
    let done = SourceAct::of_address(&done).map(|act| act.notice(visitor.words));
    shown(&desk, &visitor, id, Refusal::default(), done, None).await
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    id: String,
    refused: Refusal,
    done: Option<&'static str>,
    again: Option<Again>,
) -> Result<Response, Fault> {
    let read = desk.read(visitor, move |casebook| {
        casebook.reader().at_one_moment(|reader| {
            let card = card::read(casebook, &id)?;
            let offered = list::beside(reader, card.source.id, OFFERED)?.into_iter();
            let offered = offered.map(|(id, name)| (id.hex(), name)).collect();
            Ok((card, offered))
        })
    });
    let (card, offered) = read.await?;
    let (t, id) = (visitor.words, card.source.id.hex());
    let shown = SourcePage {
        frame: Frame::of(visitor).within("sources").about(format!("source/{id}")),
        drawing: picture::drawing(t, &card),
        redacted: card.source.confidential && !visitor.sees_all(),
        id,
        card,
        offered,
        refused,
        done,
        again,
    };
    Ok(page(&shown))
}

/// Does one thing with a source; what is refused is shown at its form, with what was typed.
async fn take(
    State(desk): State<Arc<Desk>>,
    Path((id, act)): Path<(String, String)>,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let act = SourceAct::of_address(&act).filter(|act| *act != SourceAct::Add);
    let act = act.ok_or_else(|| Fault::missing("There is no such thing to do with a source."))?;
    let outcome = acts::perform(&desk, &id, act, &mut posted).await;
    let visitor = posted.visitor.clone();
    match outcome {
        Ok(None) => Ok(Redirect::to(&posted.next(&format!("/sources/{id}?done={act}"))).into_response()),
        Ok(Some(again)) => {
            let done = Some(act.notice(visitor.words));
            Ok((StatusCode::OK, shown(&desk, &visitor, id, Refusal::default(), done, Some(again)).await?)
                .into_response())
        }
        Err(fault) if Refusal::is_mendable(&fault) => {
            let status = fault.status();
            let refused = Refusal::of(act.word(), fault, &posted);
            Ok((status, shown(&desk, &visitor, id, refused, None, None).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}

/// Says why a source wants a capture.
fn want(t: &Words, want: &Want) -> &'static str {
    match want {
        Want::Never => t.say("never captured"),
        Want::Old => t.say("captured long ago"),
        Want::Dead => t.say("could not be fetched"),
    }
}

/// Gives the day of a moment.
fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}
