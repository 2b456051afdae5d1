//! Making a report when it is asked for, and handing it over under a name that says what it is.

use crate::web::desk::Desk;
use crate::web::download::{self, stem};
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use actions::Casebook;
use actions::drafts::piece;
use actions::reports::catalogue::{Asked, Report, hand_over};
use actions::reports::render::{Dialect, Per};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use record::model::time::Day;
use serde::Deserialize;
use std::sync::Arc;
use store::error::{Error, Result};
use tokio::sync::Semaphore;

/// How many reports are made at once, so that those who read and write go on.
static MAKERS: Semaphore = Semaphore::const_new(2);

#[derive(Deserialize)]
pub struct Options {
    #[serde(default)]
    piece: String,
    /// Audit rows of every piece.
    #[serde(default)]
    all: String,
    #[serde(default)]
    per: Per,
    #[serde(default)]
    excel: String,
    /// What is confidential is to be in it.
    #[serde(default)]
    reveal: String,
    #[serde(default)]
    checked: String,
    #[serde(default)]
    script: String,
    #[serde(default)]
    published: String,
}

/// Makes a report and hands it over.
pub async fn download(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(report): Path<String>,
    Query(query): Query<Options>,
) -> Result<Response, Fault> {
    let report = Report::from_word(&report).ok_or_else(|| Fault::missing("Unknown report."))?;
    let reveal = !query.reveal.is_empty();
    let asked = asked(report, query)?;
    let actor = visitor.actor.clone();
    let _turn = MAKERS.acquire().await.map_err(|_| Fault::closing())?;
    let made = desk.read_seeing(&visitor, reveal, move |casebook| {
        let folder =
            actions::output::private_folder().map_err(|error| Error::Invalid(format!("not enough space: {error}")))?;
        let path = hand_over(casebook, &actor, report, &asked, folder.path())?;
        Ok((name(casebook, report, asked.piece.as_deref(), reveal)?, folder, path))
    });
    let (name, folder, path) = made.await?;
    download::of_file(&name, report.media_type(), folder, &path).map_err(|_| Fault::bug())
}

fn asked(report: Report, query: Options) -> Result<Asked, Fault> {
    let of_rows = matches!(report, Report::Audit | Report::Csv);
    let every = of_rows && !query.all.is_empty();
    let published = match query.published.trim() {
        "" => None,
        day => Some(day.parse::<Day>().map_err(|fault| Fault::refused(fault.to_string()))?),
    };
    Ok(Asked {
        piece: Some(query.piece).filter(|piece| !piece.is_empty() && !every),
        per: query.per,
        dialect: if query.excel.is_empty() { Dialect::Rfc4180 } else { Dialect::Excel },
        checked: !query.checked.is_empty(),
        script: !query.script.is_empty(),
        published,
    })
}

/// Names the file after the piece; that confidential words are in it stands in its name.
fn name(casebook: &Casebook, report: Report, piece: Option<&str>, reveal: bool) -> Result<String> {
    let of_all = matches!(report, Report::Audit | Report::Csv | Report::Reviewers | Report::ReviewersJson);
    let title = match piece.is_none() && of_all {
        true => None,
        false => Some(piece::title(&piece::get(casebook.reader(), piece)?)),
    };
    let first = title.map(|title| stem(&title)).filter(|stem| !stem.is_empty());
    let first = first.unwrap_or_else(|| "casebook".to_string());
    let marked = if reveal { "confidential-" } else { "" };
    Ok(format!("{first}-{marked}{}", report.ending()))
}
