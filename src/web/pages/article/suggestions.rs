//! The claims that a draft seems to make: accepted as they are, or opened to be worded otherwise.

use super::span::{refuse_other_draft, span};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use actions::choice::Choice;
use actions::drafts::suggest::{self, Proposals};
use actions::users::Role;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use record::model::event::Span;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "suggestions.html")]
struct SuggestionsPage {
    frame: Frame,
    piece: String,
    proposals: Proposals,
    part: Part,
}

/// How many suggestions a page shows, and how many dismissed or out-of-scope passages.
const SHOWN: usize = 200;

#[derive(Deserialize)]
pub struct Wanted {
    /// The number of the first suggestion that is shown.
    #[serde(default)]
    from: String,
}

/// Which of all suggestions a page shows.
struct Part {
    /// The numbers of the first and the last that are shown.
    first: usize,
    last: usize,
    all: usize,
    /// The number with which the part before begins, and the part after.
    earlier: Option<usize>,
    later: Option<usize>,
    /// How many dismissed and out-of-scope passages are not shown.
    unshown: usize,
}

/// Keeps the part of the suggestions that a page shows; a number beyond the last shows the last part.
fn part_of(proposals: &mut Proposals, from: usize) -> Part {
    let all = proposals.proposals.len();
    let start = from.saturating_sub(1).min(all.saturating_sub(1));
    let end = (start + SHOWN).min(all);
    let rest = |all: usize| all.saturating_sub(SHOWN);
    let part = Part {
        first: start + 1,
        last: end,
        all,
        earlier: (start > 0).then(|| start.saturating_sub(SHOWN) + 1),
        later: (end < all).then_some(end + 1),
        unshown: rest(proposals.dismissed.len()) + rest(proposals.out_of_scope.len()),
    };
    proposals.proposals = proposals.proposals.drain(start..end).collect();
    proposals.dismissed.truncate(SHOWN);
    proposals.out_of_scope.truncate(SHOWN);
    part
}

/// Lists what no claim covers.
pub async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Wanted { from }): Query<Wanted>,
) -> Result<Response, Fault> {
    let piece = id.clone();
    let mut proposals =
        desk.read(&visitor, move |casebook| suggest::propose(casebook.reader(), Some(&piece), None)).await?;
    let frame = Frame::of(&visitor).within("pieces").about(format!("piece/{id}"));
    let part = part_of(&mut proposals, from.parse().unwrap_or(1));
    Ok(page(&SuggestionsPage { frame, piece: id, proposals, part }))
}

/// Records those that were chosen, or that they make no claim; or has one made again.
pub async fn accept(State(desk): State<Arc<Desk>>, Path(id): Path<String>, posted: Posted) -> Result<Redirect, Fault> {
    posted.visitor.require(Role::Checker)?;
    let reason = posted.owned("reason");
    if let Some(dismissal) = posted.owned("restore") {
        let restored = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
            suggest::restore(casebook, actor, &dismissal, reason.as_deref())
        });
        restored.await?;
        return Ok(Redirect::to(&posted.next(&format!("/pieces/{id}/suggestions"))));
    }
    let dismisses = posted.text("do") == Some("dismiss");
    if reason.is_some() && !dismisses {
        // The Enter key in the field of the reason presses the first button.
        return Err(Fault::refused("You gave a reason to dismiss the suggestions, but chose to record them.")
            .hint("Press the button to dismiss them, or leave the reason blank."));
    }
    let chosen: Option<Vec<Span>> = posted.all("at").iter().map(|text| span(text)).collect();
    let chosen = chosen.filter(|spans| !spans.is_empty());
    let chosen = chosen.ok_or_else(|| Fault::refused("No suggestion was chosen.").hint("Tick those to record."))?;
    let piece = id.clone();
    let latest = desk.read(&posted.visitor, move |casebook| suggest::propose(casebook.reader(), Some(&piece), None));
    refuse_other_draft(&posted, latest.await?.draft)?;
    let piece = id.clone();
    let settled = desk.write(&posted.visitor, Role::Checker, None, move |casebook, actor| {
        let chosen = Choice::Places(chosen);
        match dismisses {
            true => suggest::dismiss(casebook, actor, Some(&piece), None, &chosen, reason.as_deref()),
            false => suggest::accept(casebook, actor, Some(&piece), None, &chosen),
        }
    });
    settled.await?;
    let next = if dismisses { format!("/pieces/{id}/suggestions") } else { format!("/pieces/{id}") };
    Ok(Redirect::to(&posted.next(&next)))
}
