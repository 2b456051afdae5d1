//! The review desk: the same actions as the command line, as pages for a browser.
//!
//! Every page reads and every form posts without script; script adds comfort. Nothing is fetched from elsewhere.

mod assets;
mod attempts;
mod beginning;
mod connections;
mod desk;
mod download;
mod fault;
mod fault_page;
mod frame;
mod guard;
mod happenings;
mod hosts;
mod live;
mod offered;
mod pages;
mod pending_drafts;
mod pending_reports;
mod posted;
mod posted_file;
mod read_draft;
mod refusal;
mod sessions;
mod sign_in;
mod standing;
mod stopping;
mod visitor;
mod when;
mod who_asks;
mod words;

pub use beginning::{Begun, begin};
pub use desk::Desk;
pub use hosts::Hosts;

use axum::{Router, middleware};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use store::error::{Error, Result};

/// Blocking threads: readers of the casebook, passwords being looked at, and downloads.
const BLOCKING_THREADS: usize = 32;

/// Takes an address, so that nobody else can.
pub fn take_address(address: SocketAddr) -> Result<TcpListener> {
    let taken = |error: std::io::Error| Error::Invalid(format!("the desk cannot listen on {address}: {error}"));
    let listener = TcpListener::bind(address).map_err(taken)?;
    listener.set_nonblocking(true).map_err(taken)?;
    Ok(listener)
}

/// Answers requests until the program is told to stop.
///
/// `say` is given the link that opens the desk once, and another each time one was used.
pub fn serve(desk: Desk, listener: TcpListener, say: impl FnMut(&str) + Send + 'static) -> Result<()> {
    actions::output::sweep_folders();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
        .map_err(|error| Error::Invalid(format!("the desk cannot be opened: {error}")))?;
    runtime.block_on(async {
        let failed = |error: std::io::Error| Error::Invalid(format!("the desk cannot be opened: {error}"));
        let address = listener.local_addr().map_err(failed)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        let desk = Arc::new(desk.at(address));
        tokio::spawn(live::watch(Arc::clone(&desk)));
        tokio::spawn(show_links(Arc::clone(&desk), address, say));
        tokio::select! {
            () = connections::serve(listener, routes(desk)) => {}
            () = stopping::told_to_stop() => {}
        }
        // Folders of uploads and downloads are gone with the tasks that hold them.
        Ok(())
    })
}

async fn show_links(desk: Arc<Desk>, address: SocketAddr, mut say: impl FnMut(&str)) {
    // A browser on this machine reaches a desk that listens everywhere by the loopback address.
    let host = match address.ip() {
        ip if ip.is_unspecified() => format!("127.0.0.1:{}", address.port()),
        _ => address.to_string(),
    };
    if !desk.has_link() {
        return say(&format!("http://{host}/"));
    }
    if let Some(token) = &desk.opening {
        desk.sessions.expect_link(token);
        desk.link_used.notified().await;
    }
    loop {
        say(&format!("http://{host}/open?token={}", desk.sessions.make_link()));
        desk.link_used.notified().await;
    }
}

/// Puts together everything that the desk answers.
fn routes(desk: Arc<Desk>) -> Router {
    Router::new()
        .merge(assets::routes())
        .merge(sign_in::routes())
        .merge(live::routes())
        .merge(pages::routes())
        .fallback(fault::nothing_here)
        .method_not_allowed_fallback(fault::not_that_way)
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), guard::watch_over))
        .with_state(desk)
}
