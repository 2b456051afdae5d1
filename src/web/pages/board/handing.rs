//! Handing out the claims that were ticked: to somebody, by a day, or at another priority.

use super::address::Address;
use super::shown::{Kept, shown};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use actions::Actor;
use actions::claims::assign_many::{self, Chosen, Handing};
use actions::claims::list::{self, Asked};
use actions::people;
use actions::users::Role;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use record::model::id::Id;
use record::model::words::Priority;
use std::sync::Arc;

/// Does to each claim that was ticked what the form asks for.
pub async fn hand_out(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Response, Fault> {
    posted.visitor.require(Role::Editor)?;
    let next = posted.next("/board");
    match handed(&desk, &posted).await {
        Ok(()) => Ok(Redirect::to(&next).into_response()),
        Err(fault) if fault.status().is_client_error() => {
            let (status, kept) = (fault.status(), Kept::of(&posted, fault));
            let page = shown(&desk, &posted.visitor, Address::of_next(&next), kept).await?;
            Ok((status, page).into_response())
        }
        Err(fault) => Err(fault),
    }
}

async fn handed(desk: &Arc<Desk>, posted: &Posted) -> Result<(), Fault> {
    let handing = match posted.text("do") {
        Some("rank") => Handing::Rank(posted.must::<Priority>("priority", "the priority")?),
        _ => Handing::Assign {
            to: Actor::named(posted.required("assignee", "the name of the person to check them")?)?,
            due: posted.parsed("due")?,
        },
    };
    let mut claims = posted.all("claim");
    if posted.ticked("all") {
        claims.extend(matching(desk, posted).await?);
    }
    claims.sort();
    claims.dedup();
    let seen = posted.text("seen").and_then(Id::from_hex);
    let chosen = Chosen { claims, seen };
    let work = move |casebook: &mut actions::Casebook, actor: &Actor| {
        if let Handing::Assign { to, .. } = &handing {
            people::require(casebook, to.name())?;
        }
        assign_many::hand_out(casebook, actor, &chosen, &handing)
    };
    desk.write(&posted.visitor, Role::Editor, None, work).await.map(|_| ())
}

/// The most claims that are handed out at one stroke.
const MOST: usize = 2000;

/// Gives every claim of the list that the form stands under, on whatever page.
async fn matching(desk: &Arc<Desk>, posted: &Posted) -> Result<Vec<String>, Fault> {
    let address = Address::of_next(&posted.next("/board"));
    let asked = Asked { skip: 0, limit: MOST, ..address.asked()? };
    let name = posted.visitor.actor.name().to_string();
    let browsed = desk.read(&posted.visitor, move |casebook| list::browse(casebook, &asked, &name)).await?;
    match browsed.more {
        true => Err(Fault::refused("More claims match than can be handed out at once.").hint("Narrow the list first.")),
        false => Ok(browsed.claims.iter().map(|claim| claim.listed.id.hex()).collect()),
    }
}
