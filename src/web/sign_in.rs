//! The way in and out: the one-time link, name and password, language, and what is confidential.

use super::desk::Desk;
use super::fault::Fault;
use super::frame::{Frame, page};
use super::posted::{Posted, is_inside};
use super::visitor::{self, LANGUAGE};
use super::words::{Language, Words};
use actions::users::{self, Role};
use askama::Template;
use axum::Router;
use axum::extract::{ConnectInfo, Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    name: String,
    wrong: bool,
    /// Where to go on afterwards.
    next: String,
}

/// Answers for the way in and out.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/open", get(open))
        .route("/sign-in", get(show_sign_in).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/language", post(choose_language))
        .route("/reveal", post(reveal))
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
}

/// Lets in whoever sits at this machine, by a link that opens once.
async fn open(State(desk): State<Arc<Desk>>, Query(Link { token }): Query<Link>) -> Result<Response, Fault> {
    if !desk.sessions.take_link(&token) {
        return Err(Fault::forbidden("This link has been used, or is not from this desk.")
            .hint("The terminal that opened the desk shows a new one."));
    }
    let session = desk.sessions.begin_local(desk.owner.clone());
    desk.link_used.notify_one();
    Ok(admitted(&desk, &session, "/"))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    next: String,
}

async fn show_sign_in(headers: HeaderMap, Query(Wanted { next }): Query<Wanted>) -> Response {
    let frame = Frame::outside(visitor::words_of(&headers));
    page(&SignInPage { frame, name: String::new(), wrong: false, next })
}

#[derive(Deserialize)]
struct Credentials {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(Credentials { name, password, next }): Form<Credentials>,
) -> Result<Response, Fault> {
    let name = name.trim().to_string();
    if !desk.sessions.may_try(&name, from.ip()) {
        return Err(Fault::too_often());
    }
    let (home, named) = (desk.home().clone(), name.clone());
    let looked = tokio::task::spawn_blocking(move || users::admitted(&home, &named, &password));
    let Some(user) = looked.await.map_err(|_| Fault::bug())?? else {
        return Ok(wrong(&headers, name, next));
    };
    desk.sessions.forget_tries(&name);
    let session = desk.sessions.begin_of(&user)?;
    let next = if is_inside(&next) { next } else { "/".to_string() };
    Ok(admitted(&desk, &session, &next))
}

fn wrong(headers: &HeaderMap, name: String, next: String) -> Response {
    let frame = Frame::outside(visitor::words_of(headers));
    (StatusCode::UNAUTHORIZED, page(&SignInPage { frame, name, wrong: true, next })).into_response()
}

/// Gives the cookie of the session, out of reach of script and of other sites.
fn admitted(desk: &Desk, session: &str, next: &str) -> Response {
    let name = visitor::session_cookie(desk.port());
    let cookie = format!("{name}={session}; Path=/; HttpOnly; SameSite=Strict");
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(next)).into_response()
}

async fn sign_out(State(desk): State<Arc<Desk>>, posted: Posted) -> Response {
    desk.sessions.end(&posted.visitor.token);
    let name = visitor::session_cookie(desk.port());
    let cookie = format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/sign-in")).into_response()
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    language: String,
    #[serde(default)]
    next: String,
}

/// Chooses the language; needs no session, since the page to sign in has one too.
async fn choose_language(Form(Choice { language, next }): Form<Choice>) -> Response {
    let words = Words::of(Language::from_code(&language).unwrap_or(Language::English));
    let cookie = format!("{LANGUAGE}={}; Path=/; SameSite=Strict; Max-Age=31536000", words.code());
    let next = if is_inside(&next) { next } else { "/".to_string() };
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&next)).into_response()
}

/// Shows what is confidential in full, or no longer.
async fn reveal(State(desk): State<Arc<Desk>>, posted: Posted) -> Result<Redirect, Fault> {
    posted.visitor.require(Role::Editor)?;
    desk.sessions.reveal(&posted.visitor.token, posted.ticked("reveal"));
    Ok(Redirect::to(&posted.next("/")))
}
