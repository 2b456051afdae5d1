//! The way in and out: the one-time link, name and password, language, and what is confidential.

use super::attempts::{Network, PATIENCE, Try};
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
use std::time::Instant;

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
async fn open(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(Link { token }): Query<Link>,
) -> Result<Response, Fault> {
    if !desk.is_here(from.ip(), &headers) {
        return Err(Fault::forbidden("This link opens the desk on its own machine only.")
            .hint("Sign in with a name and a password: tickmark user add NAME --role checker."));
    }
    if !desk.sessions.take_link(&token) {
        // One that was not used in time is void, and whoever sits here is shown another.
        if desk.sessions.link_is_old() {
            desk.link_used.notify_one();
        }
        return Err(Fault::forbidden("This link has been used, is older than ten minutes, or is not from this desk.")
            .hint("The terminal that opened the desk shows a new one."));
    }
    let session = desk.sessions.begin_local(desk.owner.clone());
    desk.link_used.notify_one();
    Ok(admitted(&desk, &headers, &session, None, "/"))
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
    let browser = visitor::cookie(&headers, &visitor::browser_cookie(desk.port(), desk.is_secure(&headers)));
    let network = Network::of(desk.asker(from.ip(), &headers));
    let attempt = Try { name: &name, from: network, browser: browser.as_deref() };
    wait_for_turn(&desk, &attempt).await?;
    let (home, named) = (desk.home().clone(), name.clone());
    let looked = tokio::task::spawn_blocking(move || users::admitted(&home, &named, &password));
    let Some(user) = looked.await.map_err(|_| Fault::bug())?? else {
        desk.attempts.failed(&attempt, Instant::now());
        return Ok(wrong(&headers, name, next));
    };
    let known = desk.sessions.draw();
    desk.attempts.succeeded(&attempt, &known, Instant::now());
    let session = desk.sessions.begin_of(&user)?;
    let next = if is_inside(&next) { next } else { "/".to_string() };
    Ok(admitted(&desk, &headers, &session, Some(&known), &next))
}

/// Keeps a try waiting that comes after failures, or refuses it until its turn is near.
async fn wait_for_turn(desk: &Desk, attempt: &Try<'_>) -> Result<(), Fault> {
    let wait = desk.attempts.wait(attempt, Instant::now());
    if wait > PATIENCE {
        return Err(Fault::too_often());
    }
    tokio::time::sleep(wait).await;
    Ok(())
}

fn wrong(headers: &HeaderMap, name: String, next: String) -> Response {
    let frame = Frame::outside(visitor::words_of(headers));
    (StatusCode::UNAUTHORIZED, page(&SignInPage { frame, name, wrong: true, next })).into_response()
}

/// Gives the cookie of the session, out of reach of script and of other sites.
fn admitted(desk: &Desk, headers: &HeaderMap, session: &str, known: Option<&str>, next: &str) -> Response {
    let (port, secure) = (desk.port(), desk.is_secure(headers));
    let session = visitor::set_cookie(&visitor::session_cookie(port, secure), session, secure, None);
    let mut response = (AppendHeaders([(header::SET_COOKIE, session)]), Redirect::to(next)).into_response();
    // That this browser signed in before, so that others who fail under its name do not keep it waiting.
    let known =
        known.map(|token| visitor::set_cookie(&visitor::browser_cookie(port, secure), token, secure, Some(A_YEAR)));
    if let Some(known) = known.and_then(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, known);
    }
    response
}

/// A year, in seconds.
const A_YEAR: u32 = 31_536_000;

async fn sign_out(State(desk): State<Arc<Desk>>, headers: HeaderMap, posted: Posted) -> Response {
    desk.sessions.end(&posted.visitor.token);
    desk.live.tell_ended();
    let secure = desk.is_secure(&headers);
    let cookie = visitor::set_cookie(&visitor::session_cookie(desk.port(), secure), "", secure, Some(0));
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
