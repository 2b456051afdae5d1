//! The record: whose logs there are and who vouches for them, whether it is whole, and what was recorded of late.

mod verifying;

use crate::web::desk::Desk;
use crate::web::download;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::claims::timeline::{self, Asked, Line};
use actions::record::checkpoint::{self, SignedHead};
use actions::record::timestamp::{self, Timestamp};
use actions::{Actor, Casebook};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use record::visible::excerpt;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::error::Result;

/// How many events a page shows.
const EVENTS: usize = 50;

#[derive(Template)]
#[template(path = "ledger.html")]
struct RecordPage {
    frame: Frame,
    events: u64,
    logs: Vec<LogLine>,
    timestamps: Vec<Timestamp>,
    lines: Vec<Line>,
    /// The place before which older events stand.
    older: Option<i64>,
    actor: String,
    latest: bool,
}

impl RecordPage {
    /// Gives the address of the events before a place, by the same person.
    fn address(&self, before: Option<&i64>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !self.actor.is_empty() {
            query.append_pair("actor", &self.actor);
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        format!("/record?{}#events", query.finish())
    }
}

/// A log, and who vouches for how much of it.
struct LogLine {
    head: SignedHead,
    /// Witnesses and the largest size that each cosigned, as they stand in the casebook.
    witnesses: BTreeMap<String, u64>,
}

/// Answers for the record.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/record", get(show))
        .route("/record/heads", get(keep_heads))
        .route("/record/verify", post(verifying::verify))
}

#[derive(Deserialize)]
struct Wanted {
    /// Only events before this place.
    #[serde(default)]
    before: String,
    #[serde(default)]
    actor: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Wanted { before, actor }): Query<Wanted>,
) -> Result<Response, Fault> {
    let (onlooker, before) = (visitor.actor.clone(), before.parse().ok());
    let chosen = actor.clone();
    let read = desk.read(&visitor, move |casebook| Read::of(casebook, &chosen, before, &onlooker)).await?;
    let frame = Frame::of(&visitor).within("record");
    let Read { events, logs, timestamps, lines, older } = read;
    Ok(page(&RecordPage { frame, events, logs, timestamps, lines, older, actor, latest: before.is_none() }))
}

/// What the page tells, read at one moment.
struct Read {
    events: u64,
    logs: Vec<LogLine>,
    timestamps: Vec<Timestamp>,
    lines: Vec<Line>,
    older: Option<i64>,
}

impl Read {
    fn of(casebook: &Casebook, actor: &str, before: Option<i64>, onlooker: &Actor) -> Result<Self> {
        let actor = Some(actor.to_string()).filter(|actor| !actor.is_empty());
        // One more than is shown tells whether there are older ones.
        let asked = Asked { actor, before, limit: EVENTS + 1, ..Asked::default() };
        let mut lines = timeline::latest(casebook, &asked, Some(onlooker))?;
        let older = (lines.len() > EVENTS).then(|| lines[EVENTS - 1].row);
        lines.truncate(EVENTS);
        let timestamps = timestamp::list(casebook.reader())?.into_iter().map(|(timestamp, _)| timestamp);
        let events = timeline::count(casebook)?.unsigned_abs();
        let logs = checkpoint::cosigned(casebook)?.into_iter();
        Ok(Self {
            events,
            logs: logs.map(|(head, witnesses)| LogLine { head, witnesses }).collect(),
            timestamps: timestamps.collect(),
            lines,
            older,
        })
    }
}

/// Gives the signed head of every log as a file, to be kept elsewhere.
async fn keep_heads(State(desk): State<Arc<Desk>>, visitor: Visitor) -> Result<Response, Fault> {
    let made = desk.read(&visitor, |casebook| {
        let notes: Vec<String> = checkpoint::signed(casebook, None)?.into_iter().map(|head| head.note).collect();
        let failed = |error: std::io::Error| store::error::Error::Invalid(format!("not enough space: {error}"));
        let folder = actions::output::private_folder().map_err(failed)?;
        let path = folder.path().join("heads.txt");
        std::fs::write(&path, notes.join("\n")).map_err(failed)?;
        Ok((folder, path))
    });
    let (folder, path) = made.await?;
    download::of_file("heads.txt", "text/plain; charset=utf-8", folder, &path).map_err(|_| Fault::bug())
}
