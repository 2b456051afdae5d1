//! The card of a claim: everything about it, and everything that can be done with it.

mod act;
mod conflict;
mod deed;
mod fields;
mod line;
mod offer;
mod refused;
mod view;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::guard::FROM_SCRIPT;
use crate::web::offered::offered_people;
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use act::ClaimAct;
use actions::claims::difference::Difference;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use offer::Read;
use refused::Refused;
use serde::Deserialize;
use std::ops::Deref;
use std::sync::Arc;
use store::error::Error;
use view::ClaimView;

use record::model::words::{ClaimType, Comparator, Priority, Recipient, Stance, Status, Tier, Verdict};

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    frame: Frame,
    view: ClaimView,
    refused: Refused,
    /// What was just done, in a sentence.
    done: Option<&'static str>,
    /// What was read on the way, in a sentence.
    told: Option<String>,
    /// The names that forms offer.
    people: Vec<String>,
    /// The parts of the claim that were just amended.
    amended: Vec<Difference>,
}

/// The claim alone, as the panel beside an article or a board shows it.
#[derive(Template)]
#[template(path = "claim_panel.html")]
struct ClaimPanel(ClaimPage);

impl Deref for ClaimPanel {
    type Target = ClaimPage;

    fn deref(&self) -> &ClaimPage {
        &self.0
    }
}

/// What the script of a page asks for, in its header: the panel and not the page.
const PANEL: &str = "panel";

impl ClaimPage {
    /// Gives what was typed into a form that was refused, to show it there again.
    fn typed(&self, act: &ClaimAct, field: &str) -> &str {
        self.refused.typed(act, field)
    }

    /// Says what a part of the claim was or is; words of the field in the language of the page, others as they are.
    fn said(&self, part: &str, words: Option<&str>) -> String {
        match (part, words) {
            (_, None) => self.frame.t.say("(not given)").to_string(),
            ("type" | "priority" | "basis" | "change", Some(word)) => self.frame.t.word(word),
            (_, Some(words)) => words.to_string(),
        }
    }

    /// Says whether something was typed into the fields of evidence that are folded away.
    fn tells_more(&self) -> bool {
        let folded =
            ["title", "publisher", "address", "locator", "quote", "speaker", "cell", "as_of", "note", "amount"];
        folded.iter().any(|field| !self.typed(&ClaimAct::Evidence, field).is_empty())
    }

    /// Says whether what was refused is among the forms that are folded away.
    fn is_among_more(&self) -> bool {
        use ClaimAct::*;
        let folded = [Assign, Amend, Reply, Depend, Reopen, Return, Correct, Restore, Cut];
        self.refused.act.is_some_and(|act| folded.contains(&act))
    }

    /// Says whether the form of what was refused may not be on the page, so that the refusal stands above everything.
    fn is_homeless(&self) -> bool {
        let Some(act) = self.refused.act else { return false };
        match act {
            ClaimAct::Note | ClaimAct::Correct => false,
            ClaimAct::Answer
            | ClaimAct::Drop
            | ClaimAct::Received
            | ClaimAct::Start
            | ClaimAct::Undo
            | ClaimAct::Withdraw => true,
            ClaimAct::Evidence | ClaimAct::Amend | ClaimAct::Cut => self.view.card.status == Status::Cut,
            ClaimAct::Restore => self.view.card.status != Status::Cut,
            ClaimAct::Reopen => !self.view.may_reopen(),
            ClaimAct::Return => !self.view.may_return(),
            ClaimAct::Resolve => !self.view.card.contested,
            ClaimAct::StillHolds => !self.view.may_still_hold,
            ClaimAct::Ask
            | ClaimAct::Assign
            | ClaimAct::Check
            | ClaimAct::Depend
            | ClaimAct::Reply
            | ClaimAct::Second
            | ClaimAct::SignOff => !self.view.is_open(),
        }
    }

    /// Gives a part of the figure: as it was typed, or for an amendment as it stands.
    fn part(&self, act: &ClaimAct, name: &str) -> String {
        match self.refused.is(act) {
            true => self.refused.typed(act, name).to_string(),
            false => self.view.part(act, name),
        }
    }

    /// Says whether a choice of a form that was refused is to be shown chosen.
    fn chosen(&self, act: &ClaimAct, field: &str, value: impl std::fmt::Display, otherwise: bool) -> bool {
        match self.refused.is(act) {
            true => self.refused.typed(act, field) == value.to_string(),
            false => otherwise,
        }
    }
}

/// Answers for the card and for what is done with it.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/claims/{id}", get(show))
        .route("/claims/{id}/panel", get(show_panel))
        .route("/claims/{id}/{act}", post(take))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
    /// Words of a capture with which the form for evidence starts.
    #[serde(default)]
    quote: String,
    #[serde(default)]
    source: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Told { done, quote, source }): Query<Told>,
) -> Result<Response, Fault> {
    let done = ClaimAct::of_address(&done);
    let offered = match quote.is_empty() && source.is_empty() {
        true => Refused::default(),
        false => Refused::offered(&[("line", quote), ("source", source)]),
    };
    Ok(page(&gathered(&desk, &visitor, id, Shown { refused: offered, done, told: None }).await?))
}

async fn show_panel(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    Ok(page(&ClaimPanel(gathered(&desk, &visitor, id, Shown::default()).await?)))
}

/// Renders the panel of a claim for another page; nothing where the claim is not of the piece that is asked for.
pub async fn panel_of(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    id: &str,
    piece: Option<&str>,
) -> Result<Option<Panel>, Fault> {
    if id.is_empty() {
        return Ok(None);
    }
    let found = match gathered(desk, visitor, id.to_string(), Shown::default()).await {
        Err(fault) if fault.status() == StatusCode::NOT_FOUND => return Ok(None),
        found => found?,
    };
    let elsewhere = piece.is_some_and(|piece| piece != found.view.piece);
    let id = found.view.id.clone();
    let rendered = |html| Some(Panel { id, html });
    match elsewhere {
        true => Ok(None),
        false => ClaimPanel(found).render().map(rendered).map_err(|_| Fault::bug()),
    }
}

/// The panel of a claim, rendered.
pub struct Panel {
    /// The id of the claim.
    pub id: String,
    pub html: String,
}

/// What a card shows besides its claim.
#[derive(Default)]
struct Shown {
    refused: Refused,
    done: Option<ClaimAct>,
    told: Option<String>,
}

async fn gathered(desk: &Arc<Desk>, visitor: &Visitor, id: String, shown: Shown) -> Result<ClaimPage, Fault> {
    let Shown { refused, done, told } = shown;
    let onlooker = visitor.actor.name().to_string();
    let seen = refused.seen.clone();
    let view = desk.read(visitor, move |casebook| ClaimView::read(casebook, &id, &onlooker, seen.as_deref())).await?;
    let frame = Frame::of(visitor).within("board").about(format!("claim/{}", view.id));
    let amended = if done == Some(ClaimAct::Amend) { view.last_amended() } else { Vec::new() };
    let done = done.map(|act| act.notice(visitor.words));
    let people = offered_people(desk, visitor).await?;
    Ok(ClaimPage { frame, view, refused, done, told, people, amended })
}

/// Does one thing with the claim; what is refused is shown at its form, with what was typed.
async fn take(
    State(desk): State<Arc<Desk>>,
    Path((id, act)): Path<(String, String)>,
    headers: HeaderMap,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let act = ClaimAct::of_address(&act);
    let act = act.ok_or_else(|| Fault::missing("There is no such thing to do with a claim."))?;
    let in_panel = headers.get(FROM_SCRIPT).is_some_and(|wanted| wanted == PANEL);
    let visitor = posted.visitor.clone();
    let (status, shown) = match deed::perform(&desk, &id, act, &mut posted).await {
        Ok(read) if in_panel => {
            let told = read.map(|read| in_words(&visitor, &read));
            (StatusCode::OK, Shown { done: Some(act), told, ..Shown::default() })
        }
        Ok(_) => {
            let next = format!("/claims/{id}?done={act}#claim");
            return Ok(Redirect::to(&posted.next(&next)).into_response());
        }
        Err(refusal) if !refusal.shows_form() => return Err(refusal.fault),
        Err(refusal) => {
            let changed = matches!(refusal.fault.error(), Some(Error::ChangedMeanwhile { .. }));
            let refused = Refused::of(act, refusal, &posted, changed);
            (refused.status, Shown { refused, ..Shown::default() })
        }
    };
    let card = gathered(&desk, &visitor, id, shown).await?;
    let answer = if in_panel { page(&ClaimPanel(card)) } else { page(&card) };
    let mut answer = (status, answer).into_response();
    answer.headers_mut().insert(FROM_SCRIPT, HeaderValue::from_static(PANEL));
    Ok(answer)
}

/// Says what was read while evidence was attached.
fn in_words(visitor: &Visitor, read: &Read) -> String {
    let t = visitor.words;
    let place = read.place.iter().map(|place| t.fill("Found in {}.", place));
    let figure = read.figure.iter().map(|figure| t.fill("Figure read: {}.", figure));
    place.chain(figure).collect::<Vec<_>>().join(" ")
}
