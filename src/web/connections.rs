//! The connections of the desk: how many there are, and how long each may wait, so that nobody keeps the others out.
//!
//! A connection that has sent no whole request yet is fresh. Where there is no more room, the oldest fresh one is closed
//! for the next; whoever has asked something stays. A request whose headers or body do not come, and a reader who does
//! not take the answer, are dropped.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::Sleep;
use tokio_stream::StreamExt;
use tower_service::Service;

/// How many connections there are at most, and how many from one address.
const MOST: usize = 1_024;
const MOST_FROM_ONE: usize = 512;

/// Open files beside connections: the casebook, its readers, what is uploaded and handed over.
const OTHER_FILES: u64 = 256;

/// How long the headers of a request may take, and how long a kept connection may be silent.
const FOR_HEADERS: Duration = Duration::from_secs(15);

/// How long a body may be silent, and an answer not be taken.
const FOR_A_PART: Duration = Duration::from_secs(20);

/// What a body has to bring in a second on the whole, in bytes, after a while.
const SLOWEST: u64 = 1_024;

/// Room for as many connections as are meant to be; gives how many there can be.
fn make_room() -> usize {
    #[cfg(unix)]
    {
        let files = rlimit::increase_nofile_limit(MOST as u64 + OTHER_FILES).unwrap_or(OTHER_FILES * 2);
        usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(MOST).clamp(16, MOST)
    }
    #[cfg(not(unix))]
    MOST
}

/// Takes connections and answers their requests for ever.
pub async fn serve(listener: TcpListener, router: Router) {
    let room = make_room();
    let open = Arc::new(Open::default());
    loop {
        let (stream, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(_) => {
                // Where the system has no room for now, the next may find some.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        if open.make_way(room, address.ip()) {
            Open::take(&open, stream, address, router.clone());
        }
    }
}

/// The connections that are open, by number.
#[derive(Default)]
struct Open {
    all: Mutex<(u64, BTreeMap<u64, Connection>)>,
}

struct Connection {
    from: IpAddr,
    /// No whole request has come yet.
    fresh: Arc<AtomicBool>,
    /// Absent until it runs.
    task: Option<AbortHandle>,
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, Connection>)> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether there is room for one more from an address, once the oldest fresh one was closed where there was none.
    fn make_way(&self, room: usize, from: IpAddr) -> bool {
        let mut open = self.lock();
        let from_there = open.1.values().filter(|connection| connection.from == from).count();
        let (all_full, from_full) = (open.1.len() >= room, from_there >= MOST_FROM_ONE.min(room));
        if !all_full && !from_full {
            return true;
        }
        let fresh = |connection: &Connection| connection.fresh.load(Ordering::Relaxed) && connection.task.is_some();
        let closable = |connection: &Connection| fresh(connection) && (!from_full || connection.from == from);
        let oldest = open.1.iter().find(|(_, connection)| closable(connection)).map(|(number, _)| *number);
        let Some(connection) = oldest.and_then(|number| open.1.remove(&number)) else { return false };
        connection.task.inspect(AbortHandle::abort);
        true
    }

    fn take(open: &Arc<Self>, stream: TcpStream, address: SocketAddr, router: Router) {
        let fresh = Arc::new(AtomicBool::new(true));
        let mut all = open.lock();
        all.0 += 1;
        let number = all.0;
        let connection = Connection { from: address.ip(), fresh: Arc::clone(&fresh), task: None };
        all.1.insert(number, connection);
        let place = Place { open: Arc::clone(open), number };
        let task = tokio::spawn(async move {
            let _place = place;
            answer(stream, address, router, fresh).await;
        });
        if let Some(connection) = all.1.get_mut(&number) {
            connection.task = Some(task.abort_handle());
        }
    }
}

/// The place of a connection among the open ones, which is free when it ends.
struct Place {
    open: Arc<Open>,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.lock().1.remove(&self.number);
    }
}

async fn answer(stream: TcpStream, address: SocketAddr, router: Router, fresh: Arc<AtomicBool>) {
    let service = service_fn(move |request: Request<Incoming>| {
        fresh.store(false, Ordering::Relaxed);
        let mut router = router.clone();
        let mut request = patient(request);
        request.extensions_mut().insert(ConnectInfo(address));
        async move { router.call(request).await }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(FOR_HEADERS);
    let taken = Taken { inner: stream, waiting: None };
    // Whoever breaks off hears nothing more, and nobody else is concerned.
    let _ = builder.serve_connection(TokioIo::new(taken), service).await;
}

/// Ends a body that is silent for too long, or too slow on the whole.
fn patient(request: Request<Incoming>) -> Request<Body> {
    let (parts, body) = request.into_parts();
    let body = Body::new(body);
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Request::from_parts(parts, body);
    }
    let (begun, mut bytes) = (Instant::now(), 0_u64);
    let late = || axum::Error::new(io::Error::from(io::ErrorKind::TimedOut));
    let parts_in_time = body.into_data_stream().timeout(FOR_A_PART).map(move |part| {
        let part = part.map_err(|_| late())??;
        bytes += part.len() as u64;
        let allowed = FOR_A_PART + Duration::from_secs(bytes / SLOWEST);
        if begun.elapsed() > allowed { Err(late()) } else { Ok(part) }
    });
    Request::from_parts(parts, Body::from_stream(parts_in_time))
}

/// A stream whose other side has to take what is written to it.
struct Taken<S> {
    inner: S,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Taken<S> {
    /// Counts how long nothing could be written.
    fn in_time<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(FOR_A_PART)));
        match waiting.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taken<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taken<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.in_time(cx, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        self.in_time(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.in_time(cx, shut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(connections: &[(u8, bool)]) -> Open {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let open = Open::default();
        for (at, (from, fresh)) in connections.iter().enumerate() {
            let task = runtime.spawn(std::future::pending::<()>()).abort_handle();
            let connection = Connection {
                from: IpAddr::from([10, 0, 0, *from]),
                fresh: Arc::new(AtomicBool::new(*fresh)),
                task: Some(task),
            };
            open.lock().1.insert(at as u64, connection);
        }
        open
    }

    #[test]
    fn the_oldest_that_asked_nothing_yet_makes_way() {
        for (connections, room, taken, left, what) in [
            (vec![(1, true)], 2, true, vec![0], "room for all"),
            (vec![(1, false), (1, true), (2, true)], 3, true, vec![0, 2], "the oldest fresh one goes"),
            (vec![(1, false), (2, false)], 2, false, vec![0, 1], "whoever asked something stays"),
        ] {
            let open = open(&connections);
            assert_eq!(open.make_way(room, IpAddr::from([10, 0, 0, 9])), taken, "{what}");
            assert_eq!(open.lock().1.keys().copied().collect::<Vec<_>>(), left, "{what}");
        }
    }

    #[test]
    fn one_address_closes_its_own_before_those_of_others() {
        let mut connections = vec![(2, true)];
        connections.extend(vec![(1, true); MOST_FROM_ONE]);
        let open = open(&connections);
        assert!(open.make_way(MOST, IpAddr::from([10, 0, 0, 1])));
        assert!(open.lock().1.contains_key(&0) && !open.lock().1.contains_key(&1));
    }
}
