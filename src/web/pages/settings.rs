//! The rules for sign-off, and who may come to the desk.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use crate::web::words::Words;
use actions::Home;
use actions::claims::review;
use actions::users;
use actions::users::{Role, SHORTEST_PASSWORD};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use record::model::event::Policy;
use record::model::words::SecondPerson;
use serde::Deserialize;
use std::sync::Arc;
use store::error::{Error, Result};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    policy: Policy,
    /// Name and role of everybody who may come; for admins.
    users: Vec<(String, Role)>,
    done: Option<&'static str>,
    /// The form that was refused, and why.
    refused: Option<(String, Fault)>,
    /// What was typed into it; never a password.
    typed: Vec<(String, String)>,
}

impl SettingsPage {
    fn refusal(&self, form: &str) -> Option<&Fault> {
        self.refused.as_ref().filter(|(refused, _)| refused == form).map(|(_, fault)| fault)
    }

    fn typed(&self, form: &str, field: &str) -> &str {
        let of_form = self.refusal(form).is_some();
        let found = self.typed.iter().find(|(name, _)| of_form && name == field);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn second_person(&self, word: &SecondPerson) -> &'static str {
        let t = self.frame.t;
        match word {
            SecondPerson::High => t.say("claims of high priority"),
            SecondPerson::All => t.say("every claim"),
            SecondPerson::Nobody => t.say("no claim"),
        }
    }
}

/// Answers for the settings.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/settings", get(show)).route("/settings/{form}", post(take))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    done: String,
}

fn notice(t: Words, form: &str) -> Option<&'static str> {
    Some(match form {
        "policy" => t.say("The rules were set; they apply to future sign-offs."),
        "add" => t.say("The user was added."),
        "role" => t.say("The role was changed."),
        "password" => t.say("The password was changed."),
        "remove" => t.say("The user was removed."),
        _ => return None,
    })
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Told { done }): Query<Told>,
) -> Result<Response, Fault> {
    let done = notice(visitor.words, &done);
    shown(&desk, &visitor, done, None, Vec::new()).await
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    done: Option<&'static str>,
    refused: Option<(String, Fault)>,
    typed: Vec<(String, String)>,
) -> Result<Response, Fault> {
    let policy = desk.read(visitor, review::policy).await?;
    let users = match visitor.role >= Role::Admin {
        true => users::all(desk.home())?.all.into_iter().map(|user| (user.name, user.role)).collect(),
        false => Vec::new(),
    };
    Ok(page(&SettingsPage { frame: Frame::of(visitor).within("settings"), policy, users, done, refused, typed }))
}

/// Takes one of the forms; all of them are for admins.
async fn take(State(desk): State<Arc<Desk>>, Path(form): Path<String>, posted: Posted) -> Result<Response, Fault> {
    posted.visitor.require(Role::Admin)?;
    let taken = match form.as_str() {
        "policy" => set_policy(&desk, &posted).await,
        "add" | "role" | "password" | "remove" => change_users(&desk, &form, &posted).await,
        _ => return Err(Fault::missing("Unknown form.")),
    };
    match taken {
        Ok(()) => Ok(Redirect::to(&format!("/settings?done={form}")).into_response()),
        Err(fault) if fault.status().is_client_error() => {
            let typed = posted.repeated().into_iter().filter(|(name, _)| name != "password").collect();
            let (status, visitor) = (fault.status(), posted.visitor.clone());
            let page = shown(&desk, &visitor, None, Some((form, fault)), typed).await?;
            Ok((status, page).into_response())
        }
        Err(fault) => Err(fault),
    }
}

async fn set_policy(desk: &Arc<Desk>, posted: &Posted) -> Result<(), Fault> {
    let new = Policy {
        evidence: posted.must("evidence", "the pieces of evidence")?,
        second_person: posted.must("second-person", "the claims that need a second person")?,
    };
    let was = posted.owned("was");
    let work = move |casebook: &mut actions::Casebook, actor: &actions::Actor| {
        let now = review::policy(casebook)?;
        if was.is_some_and(|was| was != as_seen(&now)) {
            return Err(Error::Invalid("the rules have changed since: look at them, then set them again".into()));
        }
        if now == new { Ok(()) } else { review::set_policy(casebook, actor, new).map(drop) }
    };
    desk.write(&posted.visitor, Role::Admin, None, work).await
}

/// Says how rules stand, so that nobody sets them without having seen what they were.
fn as_seen(policy: &Policy) -> String {
    format!("{} {}", policy.evidence, policy.second_person)
}

async fn change_users(desk: &Arc<Desk>, form: &str, posted: &Posted) -> Result<(), Fault> {
    let (home, form) = (desk.home().clone(), form.to_string());
    let name = posted.required("name", "the name")?.trim().to_string();
    let role: Option<Role> = posted.parsed("role")?;
    let password = posted.owned("password").unwrap_or_default();
    let confirmed = posted.ticked("sure");
    // Making a hash takes its time, away from the threads that answer.
    let changed = tokio::task::spawn_blocking(move || change(&home, &form, &name, role, &password, confirmed));
    changed.await.map_err(|_| Fault::bug())??;
    // It counts at once, also for who is signed in.
    desk.sessions.settle(&users::all(desk.home())?);
    Ok(())
}

fn change(home: &Home, form: &str, name: &str, role: Option<Role>, password: &str, sure: bool) -> Result<()> {
    let role = || role.ok_or_else(|| Error::Invalid("no role was chosen".into()));
    match form {
        "add" => users::add(home, name, role()?, password).map(drop),
        "role" => users::set_role(home, name, role()?),
        "password" => users::set_password(home, name, password),
        _ if !sure => Err(Error::Invalid("tick the box to confirm".into())),
        _ => users::remove(home, name),
    }
}
