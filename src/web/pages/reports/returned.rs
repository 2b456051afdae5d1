//! A report that comes back edited: what it would change is shown cell by cell, and then recorded.

use super::shown::shown;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::posted_file::PostedFile;
use crate::web::visitor::Visitor;
use actions::import::edited_report::{self, Change, Returned};
use actions::users::Role;
use actions::{Actor, Casebook};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use store::error::{Error, Result};

/// How many cells of a kind are shown.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "returned.html")]
struct ReturnedPage {
    frame: Frame,
    returned: Returned,
    word: String,
    /// The digest of what is shown, so that nothing else is recorded.
    shown: String,
    /// The casebook changed between showing and recording.
    changed: bool,
    /// Cells that only an editor may change are among them.
    for_editors: bool,
}

impl ReturnedPage {
    fn lists(&self) -> [(&'static str, &[Change]); 3] {
        let t = self.frame.t;
        let Returned { changes, conflicts, refused, .. } = &self.returned;
        [
            (t.say("Changes"), changes),
            (
                t.say("Conflicts, left alone: the casebook changed the same cell since the report was written"),
                conflicts,
            ),
            (t.say("Refused, left alone"), refused),
        ]
    }

    fn unshown(&self, count: usize) -> usize {
        count.saturating_sub(SHOWN)
    }
}

/// Shows what a file would change; nothing is recorded.
pub async fn rehearse(State(desk): State<Arc<Desk>>, mut posted: Posted) -> Result<Response, Fault> {
    posted.visitor.require(Role::Checker)?;
    let visitor = posted.visitor.clone();
    let Some(file) = posted.take_file().map(Arc::new) else {
        return again(&desk, &visitor, Fault::refused("No file was given.")).await;
    };
    let sent = Arc::clone(&file);
    match desk.write(&visitor, Role::Checker, None, move |casebook, actor| look(casebook, actor, &sent)).await {
        Ok(returned) => {
            let word = desk.reports.keep(&visitor.actor, file);
            Ok(rehearsed(&visitor, returned, word, false))
        }
        Err(fault) => again(&desk, &visitor, fault).await,
    }
}

/// Shows the form once more, with what was wrong.
async fn again(desk: &Arc<Desk>, visitor: &Visitor, fault: Fault) -> Result<Response, Fault> {
    match fault.status().is_client_error() {
        true => {
            let status = fault.status();
            Ok((status, shown(desk, visitor, String::new(), None, Some(fault)).await?).into_response())
        }
        false => Err(fault),
    }
}

fn rehearsed(visitor: &Visitor, returned: Returned, word: String, changed: bool) -> Response {
    let frame = Frame::of(visitor).within("reports");
    let (shown, for_editors) = (digest(&returned), for_editors(&returned));
    page(&ReturnedPage { frame, returned, word, shown, changed, for_editors })
}

/// Records what was shown, in the visitor's name; what has become otherwise meanwhile is shown once more.
pub async fn record(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Fault> {
    posted.visitor.require(Role::Checker)?;
    let visitor = posted.visitor.clone();
    let (word, expected) =
        (posted.required("file", "the file")?.to_string(), posted.owned("shown").unwrap_or_default());
    let Some(file) = desk.reports.find(&visitor.actor, &word) else {
        let fault =
            Fault::refused("The file is no longer waiting here; nothing was recorded.").hint("Send it once more.");
        return again(&desk, &visitor, fault).await;
    };
    let editor = visitor.role >= Role::Editor;
    let taken = desk.write(&visitor, Role::Checker, None, move |casebook, actor| {
        let rehearsed = look(casebook, actor, &file)?;
        if digest(&rehearsed) != expected || (for_editors(&rehearsed) && !editor) {
            return Ok(Err(rehearsed));
        }
        take_back(casebook, actor, &file.path(), false).map(Ok)
    });
    match taken.await? {
        Err(now) => {
            if for_editors(&now) {
                visitor.require(Role::Editor)?;
            }
            Ok((StatusCode::CONFLICT, rehearsed(&visitor, now, word, true)).into_response())
        }
        Ok(returned) => {
            desk.reports.forget(&word);
            Ok(Redirect::to(&format!("/reports?taken={}#returned", returned.changes.len())).into_response())
        }
    }
}

fn look(casebook: &mut Casebook, actor: &Actor, file: &PostedFile) -> Result<Returned> {
    take_back(casebook, actor, &file.path(), true)
}

/// Reads a file by its ending: a workbook, else the audit rows as CSV.
fn take_back(casebook: &mut Casebook, actor: &Actor, path: &Path, dry_run: bool) -> Result<Returned> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let taken = match ending.as_deref() {
        Some("csv" | "txt" | "tsv") => edited_report::table(casebook, actor, path, dry_run),
        _ => edited_report::workbook(casebook, actor, path, dry_run),
    };
    // Where the desk keeps it is nobody's concern.
    taken.map_err(|error| match error {
        Error::File { path, reason } => Error::File { path: path.file_name().unwrap_or_default().into(), reason },
        other => other,
    })
}

/// Whom a claim is given to, and by when, is for editors to say.
fn for_editors(returned: &Returned) -> bool {
    returned.changes.iter().any(|change| matches!(change.column.as_str(), "assignee" | "due"))
}

fn digest(returned: &Returned) -> String {
    let Returned { changes, conflicts, refused, .. } = returned;
    let bytes = serde_json::to_vec(&(changes, conflicts, refused)).unwrap_or_default();
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}
