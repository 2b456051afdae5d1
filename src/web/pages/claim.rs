//! The card of a claim: everything about it, and everything that can be done with it.

mod act;
mod deed;
mod fields;
mod offer;
mod refused;
mod view;

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use act::ClaimAct;
use actions::claims::difference::Difference;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use refused::Refused;
use serde::Deserialize;
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
    /// The names that forms offer.
    people: Vec<String>,
    /// The parts of the claim that were just amended.
    amended: Vec<Difference>,
}

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
    Router::new().route("/claims/{id}", get(show)).route("/claims/{id}/{act}", post(take))
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
        false => Refused::offered(&[("quote", quote), ("source", source)]),
    };
    shown(&desk, &visitor, id, offered, done).await
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    id: String,
    refused: Refused,
    done: Option<ClaimAct>,
) -> Result<Response, Fault> {
    let onlooker = visitor.actor.name().to_string();
    let seen = refused.seen.clone();
    let view = desk.read(visitor, move |casebook| ClaimView::read(casebook, &id, &onlooker, seen.as_deref())).await?;
    let frame = Frame::of(visitor).within("board").about(format!("claim/{}", view.id));
    let amended = if done == Some(ClaimAct::Amend) { view.last_amended() } else { Vec::new() };
    let done = done.map(|act| act.notice(visitor.words));
    let people = super::board::people(desk, visitor, desk.read(visitor, actions::people::at_work).await?)?;
    Ok(page(&ClaimPage { frame, view, refused, done, people, amended }))
}

/// Does one thing with the claim; what is refused is shown at its form, with what was typed.
async fn take(
    State(desk): State<Arc<Desk>>,
    Path((id, act)): Path<(String, String)>,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let act = ClaimAct::of_address(&act);
    let act = act.ok_or_else(|| Fault::missing("There is no such thing to do with a claim."))?;
    match deed::perform(&desk, &id, act, &mut posted).await {
        Ok(()) => {
            let next = format!("/claims/{id}?done={act}#claim");
            Ok(Redirect::to(&posted.next(&next)).into_response())
        }
        Err(refusal) => {
            let (status, plain) = (refusal.fault.status(), !refusal.shows_form());
            if plain {
                return Err(refusal.fault);
            }
            let visitor = posted.visitor.clone();
            let changed = matches!(refusal.fault.error(), Some(Error::ChangedMeanwhile { .. }));
            let refused = Refused::of(act, &refusal, &posted, changed);
            let page = shown(&desk, &visitor, id, refused, None).await?;
            Ok((status, page).into_response())
        }
    }
}
