//! The first page in a folder without a casebook: who checks here; then there is a casebook, and its desk opens.

use super::assets;
use super::fault::{self, Fault};
use super::fault_page;
use super::frame::{Frame, page};
use super::guard::{harden, is_elsewhere};
use super::hosts::Hosts;
use super::sessions::{hash, new_token};
use super::stopping::told_to_stop;
use super::visitor::words_of;
use actions::{Actor, Casebook};
use askama::Template;
use axum::body::to_bytes;
use axum::extract::{Form, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, middleware};
use serde::Deserialize;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::error::{Error, Result};
use tokio::sync::Notify;

/// How long the last answer may take to arrive, once there is a casebook.
const LAST_ANSWER: Duration = Duration::from_secs(2);

/// Of a request that is refused, as much is read, in bytes.
const MOST_REFUSED: usize = 64 << 10;

/// What the first page led to.
pub struct Begun {
    pub casebook: Casebook,
    pub owner: Actor,
    /// The link token with which the browser comes to the desk.
    pub token: String,
}

/// Makes a casebook for somebody: an empty one, or with `true` one with the sample in it.
pub type Make = dyn FnMut(&Actor, bool) -> Result<Casebook> + Send;

struct Page {
    hosts: Hosts,
    token: String,
    name: String,
    make: Mutex<Box<Make>>,
    begun: Mutex<Option<Begun>>,
    done: Notify,
}

#[derive(Template)]
#[template(path = "beginning.html")]
struct BeginningPage {
    frame: Frame,
    token: String,
    name: String,
    refused: Option<String>,
}

/// Shows the first page until somebody has said who they are; `say` is given its link, and `name` stands in it already.
pub fn begin(
    listener: TcpListener,
    mut hosts: Hosts,
    name: String,
    make: Box<Make>,
    say: impl FnOnce(&str),
) -> Result<Begun> {
    let failed = |error: std::io::Error| Error::Invalid(format!("the desk cannot be opened: {error}"));
    let address = listener.local_addr().map_err(failed)?;
    hosts.add_address(address);
    let token = new_token();
    let first = Page { hosts, token, name, make: Mutex::new(make), begun: Mutex::default(), done: Notify::new() };
    let first = Arc::new(first);
    let link = format!("http://{address}/begin?token={}", first.token);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        let (stopping, routes) = (Arc::clone(&first), routes(&first));
        let served =
            axum::serve(listener, routes).with_graceful_shutdown(async move { stopping.done.notified().await });
        say(&link);
        tokio::select! {
            served = served => served.map_err(failed),
            () = last_answer(&first) => Ok(()),
            () = told_to_stop() => Ok(()),
        }
    })?;
    runtime.shutdown_timeout(Duration::from_millis(200));
    let begun = first.begun.lock().unwrap_or_else(PoisonError::into_inner).take();
    begun.ok_or(Error::NoCasebook)
}

/// Waits until there is a casebook, and then no longer than the last answer may take.
async fn last_answer(first: &Page) {
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if first.begun.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
            return tokio::time::sleep(LAST_ANSWER).await;
        }
    }
}

fn routes(first: &Arc<Page>) -> Router {
    Router::new()
        .merge(assets::routes())
        .route("/begin", get(show).post(take))
        .fallback(fault::nothing_here)
        .layer(middleware::from_fn_with_state(Arc::clone(first), watch_over))
        .with_state(Arc::clone(first))
}

/// Stands before every request, as at the desk.
async fn watch_over(State(first): State<Arc<Page>>, request: Request, next: Next) -> Response {
    let words = words_of(request.headers());
    let refused = is_elsewhere(&first.hosts, request.method(), request.headers());
    let mut response = match refused {
        Some(fault) => {
            // Who is still writing when the answer comes may never read it.
            let _ = to_bytes(request.into_body(), MOST_REFUSED).await;
            fault.into_response()
        }
        None => next.run(request).await,
    };
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = fault_page::show(&fault, None, words, (false, None));
    }
    harden(response.headers_mut());
    response
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    token: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default, rename = "do")]
    wanted: String,
}

fn require(first: &Page, token: &str) -> Result<(), Fault> {
    match hash(token) == hash(&first.token) {
        true => Ok(()),
        false => Err(Fault::forbidden("This link is not from this desk.")
            .hint("The terminal that opened the desk shows the link.")),
    }
}

async fn show(
    State(first): State<Arc<Page>>,
    headers: HeaderMap,
    Query(Link { token }): Query<Link>,
) -> Result<Response, Fault> {
    require(&first, &token)?;
    let frame = Frame::outside(words_of(&headers));
    Ok(page(&BeginningPage { frame, token, name: first.name.clone(), refused: None }))
}

/// Makes the casebook, once.
async fn take(
    State(first): State<Arc<Page>>,
    headers: HeaderMap,
    Form(Told { token, name, wanted }): Form<Told>,
) -> Result<Response, Fault> {
    require(&first, &token)?;
    let (making, given) = (Arc::clone(&first), name.clone());
    let made = tokio::task::spawn_blocking(move || making.begin(&given, wanted == "sample"));
    match made.await.map_err(|_| Fault::bug())? {
        Ok(token) => Ok(Redirect::to(&format!("/open?token={token}")).into_response()),
        Err(error) => {
            let frame = Frame::outside(words_of(&headers));
            let refused = Some(Fault::from(error).sentence().to_string());
            let shown = page(&BeginningPage { frame, token, name, refused });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

impl Page {
    fn begin(&self, name: &str, sample: bool) -> Result<String> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(begun) = &*begun {
            return Ok(begun.token.clone());
        }
        let owner = Actor::named(name.trim())?;
        let casebook = (self.make.lock().unwrap_or_else(PoisonError::into_inner))(&owner, sample)?;
        let token = new_token();
        *begun = Some(Begun { casebook, owner, token: token.clone() });
        drop(begun);
        self.done.notify_one();
        Ok(token)
    }
}
