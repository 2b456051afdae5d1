//! The bytes of a capture: as a download, as a picture, or as a saved page that can do nothing.

use super::view::{image_type, is_page};
use crate::actions::{capture_text, captures};
use crate::store::surroundings::Capture;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// A saved page is shown in a sandbox of its own: no script, no form, nothing fetched, the origin of nobody.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
                       form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// How many chunks wait for a slow browser.
const WAITING: usize = 4;

/// Gives the bytes as a file to keep.
pub async fn download(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    let name = capture.name.clone().unwrap_or_else(|| capture.id.short());
    // A name is free text; a header takes ASCII, and RFC 6266 the rest by its percent-encoding.
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_string()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_string()),
        (header::CACHE_CONTROL, "no-store".to_string()),
    ];
    Ok((headers, pour(desk, visitor, capture)).into_response())
}

/// Gives a picture, of a type that cannot run anything.
pub async fn image(State(desk): State<Arc<Desk>>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    let media_type = capture.media_type.as_deref().and_then(image_type);
    let media_type = media_type.ok_or_else(|| Fault::missing("This capture is no picture that can be shown."))?;
    shown(desk, visitor, capture, media_type)
}

/// Gives a saved page in its sandbox.
pub async fn saved_page(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    match capture.media_type.as_deref().is_some_and(is_page) {
        true => shown(desk, visitor, capture, "text/html"),
        false => Err(Fault::missing("This capture is no saved page.")),
    }
}

fn shown(desk: Arc<Desk>, visitor: Visitor, capture: Capture, media_type: &'static str) -> Result<Response, Fault> {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, pour(desk, visitor, capture)).into_response())
}

async fn find(desk: &Arc<Desk>, visitor: &Visitor, id: &str) -> Result<Capture, Fault> {
    let id = id.to_string();
    desk.read(visitor, move |casebook| capture_text::shown(casebook, &id)).await
}

/// Streams the bytes, chunk by chunk as they are kept.
fn pour(desk: Arc<Desk>, visitor: Visitor, capture: Capture) -> Body {
    let (sender, receiver) = channel::<Result<Bytes, io::Error>>(WAITING);
    let failed = sender.clone();
    tokio::spawn(async move {
        let id = capture.id.hex();
        let poured = desk.read(&visitor, move |casebook| captures::pour(casebook, &id, &mut Pipe(sender))).await;
        if poured.is_err() {
            // The browser sees that the file did not come whole.
            let _ = failed.send(Err(io::Error::other("the capture could not be read to its end"))).await;
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

/// Hands what is written to the answer.
struct Pipe(Sender<Result<Bytes, io::Error>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the browser is gone");
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
