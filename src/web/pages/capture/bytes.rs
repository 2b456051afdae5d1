//! The bytes of a capture: as a download, as a picture, or as a saved page that can do nothing.

use super::view::{image_type, is_page};
use crate::web::desk::Desk;
use crate::web::download;
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use actions::sources::{capture, capture_text};
use axum::extract::{Path, State};
use axum::response::Response;
use record::model::entities::Capture;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use store::error::Error;
use tempfile::TempDir;

/// Gives the bytes as a file to keep.
pub async fn keep(State(desk): State<Arc<Desk>>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    let name = capture.name.clone().unwrap_or_else(|| capture.id.short());
    let (folder, path) = put_aside(&desk, &visitor, &capture).await?;
    download::of_file(&name, "application/octet-stream", folder, &path).map_err(|_| Fault::bug())
}

/// Gives a picture, of a type that cannot run anything.
pub async fn image(State(desk): State<Arc<Desk>>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    let media_type = capture.media_type.as_deref().and_then(image_type);
    let media_type = media_type.ok_or_else(|| Fault::missing("This capture is not a picture that can be shown."))?;
    shown(desk, visitor, capture, media_type).await
}

/// Gives a saved page in its sandbox.
pub async fn saved_page(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let capture = find(&desk, &visitor, &id).await?;
    match capture.media_type.as_deref().is_some_and(is_page) {
        true => shown(desk, visitor, capture, "text/html").await,
        false => Err(Fault::missing("This capture is not a saved page.")),
    }
}

async fn shown(
    desk: Arc<Desk>,
    visitor: Visitor,
    capture: Capture,
    media_type: &'static str,
) -> Result<Response, Fault> {
    let (folder, path) = put_aside(&desk, &visitor, &capture).await?;
    download::to_look_at(media_type, folder, &path).map_err(|_| Fault::bug())
}

async fn find(desk: &Arc<Desk>, visitor: &Visitor, id: &str) -> Result<Capture, Fault> {
    let id = id.to_string();
    desk.read(visitor, move |casebook| capture_text::shown(casebook, &id)).await
}

/// Copies the bytes out of the casebook, so that a slow browser keeps nobody from reading in it.
async fn put_aside(desk: &Arc<Desk>, visitor: &Visitor, capture: &Capture) -> Result<(TempDir, PathBuf), Fault> {
    let id = capture.id.hex();
    let copied = desk.read(visitor, move |casebook| {
        let failed = |error: std::io::Error| Error::Invalid(format!("the capture could not be handed over: {error}"));
        let folder = actions::output::private_folder().map_err(failed)?;
        let path = folder.path().join("capture");
        let mut file = BufWriter::new(File::create_new(&path).map_err(failed)?);
        capture::pour(casebook, &id, &mut file)?;
        file.flush().map_err(failed)?;
        Ok((folder, path))
    });
    copied.await
}
