//! The rules for sign-off, and who may come to the desk.

use crate::web::attempts::{Network, Try};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::posted::Posted;
use crate::web::visitor::{self, Visitor};
use crate::web::words::Words;
use actions::claims::review;
use actions::claims::rulebook::{RuleLine, Rulebook};
use actions::users;
use actions::users::{Role, SHORTEST_PASSWORD, User};
use askama::Template;
use axum::Router;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use record::model::event::Policy;
use record::model::words::{SecondPerson, StillHolds, words};
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::error::Error;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    policy: Policy,
    /// Every rule, once.
    rules: Vec<RuleLine>,
    /// Name and role of everybody who may come; for admins.
    users: Vec<(String, Role)>,
    done: Option<&'static str>,
    /// The form that was refused, and why.
    refused: Option<(Form, Fault)>,
    /// What was typed into it; never a password.
    typed: Vec<(String, String)>,
    /// Whether the visitor has a password to change.
    own_password: bool,
}

impl SettingsPage {
    fn refusal(&self, form: &Form) -> Option<&Fault> {
        self.refused.as_ref().filter(|(refused, _)| refused == form).map(|(_, fault)| fault)
    }

    fn typed(&self, form: &Form, field: &str) -> &str {
        let of_form = self.refusal(form).is_some();
        let found = self.typed.iter().find(|(name, _)| of_form && name == field);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn still_holds(&self, word: &StillHolds) -> &'static str {
        match word {
            StillHolds::Wording => self.frame.t.say("other wording, or another order"),
            StillHolds::Order => self.frame.t.say("another order of clauses"),
            StillHolds::Nothing => self.frame.t.say("nothing"),
        }
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

words! {
    /// One of the forms; all but one's own password are for admins.
    Form, "form of the settings" {
        Policy = "policy",
        Add = "add",
        Role = "role",
        Password = "password",
        Own = "own-password",
        Remove = "remove",
    }
}

impl Form {
    /// Reads the word of an address, as it is.
    fn of_address(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.word() == word)
    }

    /// Says which role it needs.
    fn least(self) -> Role {
        match self {
            Self::Policy | Self::Add | Self::Role | Self::Password | Self::Remove => Role::Admin,
            Self::Own => Role::Reader,
        }
    }

    /// Says that it was done.
    fn notice(self, t: Words) -> &'static str {
        match self {
            Self::Policy => t.say("The rules were set; they apply to future sign-offs."),
            Self::Add => t.say("The user was added."),
            Self::Role => t.say("The role was changed."),
            Self::Password | Self::Own => t.say("The password was changed."),
            Self::Remove => t.say("The user was removed."),
        }
    }
}

/// What a form asks for.
enum Change {
    Policy { new: Policy, still_holds: Option<StillHolds>, was: Option<String> },
    User { name: String, change: UserChange },
}

/// What is to become of somebody who comes to the desk.
enum UserChange {
    Add { role: Role, password: String },
    Role(Role),
    Password(String),
    Remove,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Told { done }): Query<Told>,
) -> Result<Response, Fault> {
    let done = Form::of_address(&done).map(|form| form.notice(visitor.words));
    shown(&desk, &visitor, done, None, Vec::new()).await
}

async fn shown(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    done: Option<&'static str>,
    refused: Option<(Form, Fault)>,
    typed: Vec<(String, String)>,
) -> Result<Response, Fault> {
    let policy = desk.read(visitor, review::policy).await?;
    let rules = desk
        .read(visitor, |casebook| Ok(Rulebook::read(casebook, None).map(|rules| rules.lines()).unwrap_or_default()))
        .await?;
    let users = match visitor.role >= Role::Admin {
        true => users::all(desk.home())?.all.into_iter().map(|user| (user.name, user.role)).collect(),
        false => Vec::new(),
    };
    Ok(page(&SettingsPage {
        frame: Frame::of(visitor).within("settings"),
        policy,
        rules,
        users,
        done,
        refused,
        typed,
        own_password: visitor.has_password,
    }))
}

/// Takes one of the forms.
async fn take(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(form): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fault> {
    let form = Form::of_address(&form);
    // Whoever is no admin is not told which forms there are.
    posted.visitor.require(form.map_or(Role::Admin, Form::least))?;
    let form = form.ok_or_else(|| Fault::missing("Unknown form."))?;
    if form == Form::Own {
        if !posted.visitor.has_password {
            return Err(Fault::refused("You came in by the link of this machine, and have no password here."));
        }
        let from = Network::of(desk.asker(from.ip(), &headers));
        match change_own(&desk, &posted, from).await {
            Ok(user) => {
                let session = desk.sessions.begin_of(&user)?;
                let secure = desk.is_secure(&headers);
                let cookie = visitor::set_cookie(&visitor::session_cookie(desk.port(), secure), &session, secure, None);
                let done = Redirect::to("/settings?done=own-password");
                return Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), done).into_response());
            }
            Err(fault) if fault.status().is_client_error() => {
                let (status, visitor) = (fault.status(), posted.visitor.clone());
                let page = shown(&desk, &visitor, None, Some((form, fault)), Vec::new()).await?;
                return Ok((status, page).into_response());
            }
            Err(fault) => return Err(fault),
        }
    }
    let taken = match Change::read(form, &posted) {
        Ok(Change::Policy { new, still_holds, was }) => set_policy(&desk, &posted, new, still_holds, was).await,
        Ok(Change::User { name, change }) => change_user(&desk, name, change).await,
        Err(fault) => Err(fault),
    };
    match taken {
        Ok(()) => Ok(Redirect::to(&format!("/settings?done={form}")).into_response()),
        Err(fault) if fault.status().is_client_error() => {
            let typed = posted.repeated().into_iter().filter(|(name, _)| name != "password" && name != "now").collect();
            let (status, visitor) = (fault.status(), posted.visitor.clone());
            let page = shown(&desk, &visitor, None, Some((form, fault)), typed).await?;
            Ok((status, page).into_response())
        }
        Err(fault) => Err(fault),
    }
}

impl Change {
    fn read(form: Form, posted: &Posted) -> Result<Self, Fault> {
        let name = || Ok::<_, Fault>(posted.required("name", "the name")?.trim().to_string());
        let role = || posted.parsed("role")?.ok_or_else(|| Fault::refused("No role was chosen."));
        let password = || posted.owned("password").unwrap_or_default();
        Ok(match form {
            Form::Policy => Self::Policy {
                new: Policy {
                    evidence: posted.must("evidence", "the pieces of evidence")?,
                    second_person: posted.must("second-person", "the claims that need a second person")?,
                    still_holds: StillHolds::default(),
                },
                still_holds: posted.parsed("still-holds")?,
                was: posted.owned("was"),
            },
            Form::Add => Self::User { name: name()?, change: UserChange::Add { role: role()?, password: password() } },
            Form::Role => Self::User { name: name()?, change: UserChange::Role(role()?) },
            Form::Own => return Err(Fault::bug()),
            Form::Password => Self::User { name: name()?, change: UserChange::Password(password()) },
            Form::Remove if posted.ticked("sure") => Self::User { name: name()?, change: UserChange::Remove },
            Form::Remove => return Err(name().err().unwrap_or_else(|| Fault::refused("Tick the box to confirm."))),
        })
    }
}

async fn set_policy(
    desk: &Arc<Desk>,
    posted: &Posted,
    new: Policy,
    still_holds: Option<StillHolds>,
    was: Option<String>,
) -> Result<(), Fault> {
    let work = move |casebook: &mut actions::Casebook, actor: &actions::Actor| {
        let now = review::policy(casebook)?;
        if was.is_some_and(|was| was != as_seen(&now)) {
            return Err(Error::Invalid("the rules have changed since: look at them, then set them again".into()));
        }
        // A form that does not ask leaves it as it is.
        let new = Policy { still_holds: still_holds.unwrap_or(now.still_holds), ..new };
        if now == new { Ok(()) } else { review::set_policy(casebook, actor, new).map(drop) }
    };
    desk.write(&posted.visitor, Role::Admin, None, work).await
}

/// Says how rules stand, so that nobody sets them without having seen what they were.
fn as_seen(policy: &Policy) -> String {
    format!("{} {} {}", policy.evidence, policy.second_person, policy.still_holds)
}

/// Changes the password of whoever asks, who says the one of now; gives the user as kept from then on. All other sessions
/// of theirs end.
async fn change_own(desk: &Arc<Desk>, posted: &Posted, from: Network) -> Result<User, Fault> {
    let (name, home) = (posted.visitor.actor.name().to_string(), desk.home().clone());
    let (old, new) = (posted.owned("now").unwrap_or_default(), posted.owned("password").unwrap_or_default());
    let of = name.clone();
    let attempt = Try { name: &of, from, browser: None };
    if desk.attempts.wait(&attempt, Instant::now()) > Duration::ZERO {
        return Err(Fault::too_often());
    }
    let changed = tokio::task::spawn_blocking(move || -> Result<Option<User>, Error> {
        if users::admitted(&home, &name, &old)?.is_none() {
            return Ok(None);
        }
        users::set_password(&home, &name, &new)?;
        Ok(users::all(&home)?.named(&name).cloned())
    });
    let Some(user) = changed.await.map_err(|_| Fault::bug())?? else {
        desk.attempts.failed(&attempt, Instant::now());
        return Err(Fault::refused("This is not your password of now."));
    };
    settle(desk)?;
    Ok(user)
}

/// Has a change of users count at once, also for who is signed in.
fn settle(desk: &Desk) -> Result<(), Fault> {
    if desk.sessions.settle(&users::all(desk.home())?) {
        desk.live.tell_ended();
    }
    Ok(())
}

async fn change_user(desk: &Arc<Desk>, name: String, change: UserChange) -> Result<(), Fault> {
    let home = desk.home().clone();
    // Making a hash takes its time, away from the threads that answer.
    let changed = tokio::task::spawn_blocking(move || match change {
        UserChange::Add { role, password } => users::add(&home, &name, role, &password).map(drop),
        UserChange::Role(role) => users::set_role(&home, &name, role),
        UserChange::Password(password) => users::set_password(&home, &name, &password),
        UserChange::Remove => users::remove(&home, &name),
    });
    changed.await.map_err(|_| Fault::bug())??;
    settle(desk)
}
