//! Who owns whom: the stakes as a drawing, the shares of one company by interest and by control, and new stakes.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::refusal::Refusal;
use crate::web::visitor::Visitor;
use actions::evidence::stake::{self, NewStake, Told};
use actions::evidence::stake::{Answer, Share, svg_in_page};
use actions::sources::list;
use actions::users::Role;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use record::model::id::Id;
use record::model::quantity::Figure;
use record::model::stake::Stake;
use serde::Deserialize;
use std::sync::Arc;

/// How many sources the form offers to choose from.
const SOURCES: usize = 500;

#[derive(Template)]
#[template(path = "ownership.html")]
struct OwnershipPage {
    frame: Frame,
    asked: Wanted,
    told: Told,
    drawing: Option<String>,
    /// Why the address asks for what is not there.
    unknown: Option<Fault>,
    sources: Vec<(String, String)>,
    refused: Refusal,
    done: Option<&'static str>,
}

impl OwnershipPage {
    fn typed(&self, act: &str, field: &str) -> &str {
        self.refused.typed(act, field)
    }

    /// Gives why a stake was not withdrawn.
    fn refusal_of(&self, stake: &Id) -> Option<&Fault> {
        self.refused.at(&stake.hex())
    }

    /// Gives a refusal whose form is not on the page.
    fn elsewhere(&self) -> Option<&Fault> {
        let offered = |stake: &&Stake| !stake.withdrawn;
        let at_home = self.told.stakes.iter().filter(offered).any(|stake| self.refusal_of(&stake.id).is_some());
        self.refused.any().filter(|_| !at_home && self.refused.at("add").is_none())
    }

    /// Gives the address of what is above a company, on the same day.
    fn link(&self, company: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("company", company);
        if !self.asked.as_of.is_empty() {
            query.append_pair("as_of", &self.asked.as_of);
        }
        format!("/ownership?{}", query.finish())
    }

    fn answer(&self, answer: &Answer) -> &'static str {
        let t = self.frame.t;
        match answer {
            Answer::Yes => t.say("yes"),
            Answer::No => t.say("no"),
            Answer::Unsettled => t.say("undecided"),
        }
    }
}

/// Answers for who owns whom.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/ownership", get(show).post(add)).route("/ownership/{stake}/withdraw", post(withdraw))
}

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    company: String,
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    done: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    shown(&desk, &visitor, wanted, Refusal::default()).await
}

async fn shown(desk: &Arc<Desk>, visitor: &Visitor, asked: Wanted, refused: Refusal) -> Result<Response, Fault> {
    let given = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
    let (company, as_of) = (given(&asked.company), given(&asked.as_of));
    let tell = move |company: Option<String>, as_of: Option<String>| {
        desk.read(visitor, move |casebook| {
            casebook.reader().at_one_moment(|reader| {
                let day = as_of.as_deref().map(stake::last_day).transpose()?;
                let sources = list::offered(reader, SOURCES)?.into_iter();
                let sources = sources.map(|(id, name)| (id.hex(), name)).collect::<Vec<_>>();
                Ok((stake::told(reader, company.as_deref(), day)?, sources))
            })
        })
    };
    // What cannot be told of is said, and everything is shown instead.
    let (unknown, (told, sources)) = match tell(company, as_of).await {
        Ok(told) => (None, told),
        Err(fault) if Refusal::is_mendable(&fault) => (Some(fault), tell(None, None).await?),
        Err(fault) => return Err(fault),
    };
    let t = visitor.words;
    let done = match asked.done.as_str() {
        "added" => Some(t.say("The stake was recorded.")),
        "withdrawn" => Some(t.say("The stake no longer counts.")),
        _ => None,
    };
    let status = unknown.as_ref().map_or(StatusCode::OK, Fault::status);
    let drawing = told.picture.as_ref().ok().filter(|picture| !picture.arrows.is_empty()).map(svg_in_page);
    let frame = Frame::of(visitor).within("sources").about("ownership");
    let shown = page(&OwnershipPage { frame, asked, told, drawing, unknown, sources, refused, done });
    Ok((status, shown).into_response())
}

async fn add(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Fault> {
    settle(&desk, &posted, "add", "/ownership?done=added", record(&desk, &posted).await).await
}

async fn record(desk: &Arc<Desk>, posted: &Posted) -> Result<(), Fault> {
    posted.visitor.require(Role::Checker)?;
    let owner = posted.required("owner", "the owner")?.trim().to_string();
    let owned = posted.required("owned", "what is owned")?.trim().to_string();
    let as_of = posted.text("as_of").map(str::trim);
    let figure = stake::figure(posted.required("share", "the share")?, as_of)?;
    let (source, evidence, note) = (posted.owned("source"), posted.owned("evidence"), posted.owned("note"));
    let recorded = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        let new = NewStake {
            owner: &owner,
            owned: &owned,
            figure,
            evidence: evidence.as_deref().map(str::trim),
            source: source.as_deref(),
            note: note.as_deref(),
        };
        stake::add(casebook, actor, &new).map(drop)
    });
    recorded.await
}

async fn withdraw(State(desk): State<Arc<Desk>>, Path(stake): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let done = match posted.required("reason", "the reason").map(str::to_string) {
        Err(fault) => posted.visitor.require(Role::Checker).and(Err(fault)),
        Ok(reason) => {
            let stake = stake.clone();
            let written = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
                stake::withdraw(casebook, actor, &stake, &reason).map(drop)
            });
            written.await
        }
    };
    settle(&desk, &posted, &stake, "/ownership?done=withdrawn", done).await
}

/// Goes on after a form, or shows it again with what was typed.
async fn settle(
    desk: &Arc<Desk>,
    posted: &Posted,
    act: &str,
    next: &str,
    done: Result<(), Fault>,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to(&posted.next(next)).into_response()),
        Err(fault) if Refusal::is_mendable(&fault) => {
            let (status, visitor) = (fault.status(), posted.visitor.clone());
            let refused = Refusal::of(act, fault, posted);
            Ok((status, shown(desk, &visitor, Wanted::default(), refused).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}

/// Prints a share to four places, as the command line does.
fn share(share: &Share) -> String {
    format!("{share:.4}")
}

/// Prints a share as it was stated.
fn stated(figure: &Figure) -> String {
    let amounts = [figure.amount, figure.upper].into_iter().flatten().map(|amount| amount.to_string());
    format!("{} {} %", figure.comparator, amounts.collect::<Vec<_>>().join("–"))
}
