//! Filing the bytes of a source.

use super::session::Session;
use super::terminal::visible_lines;
use crate::actions::captures;
use crate::error::{Error, Exit, Result};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// File a local file in the casebook by its SHA-256, or get one out again
///
/// Examples:
///   tickmark capture report.pdf --source 99ab
///   tickmark capture --list
///   tickmark capture --extract 7d20 --to report.pdf
#[derive(clap::Args)]
#[command(verbatim_doc_comment, group = clap::ArgGroup::new("what").required(true).args(["file", "list", "extract", "text"]))]
pub struct CaptureArgs {
    /// The file
    file: Option<PathBuf>,
    /// The source that it is of
    #[arg(long, value_name = "ID", requires = "file")]
    source: Option<String>,
    /// Its media type, where its name does not tell
    #[arg(long, value_name = "TYPE", requires = "file")]
    media_type: Option<String>,
    /// Encrypt it, and keep it out of every list and report by name
    #[arg(long, requires = "file")]
    confidential: bool,
    /// Who besides you may open it; they must have recorded something here
    #[arg(long = "open-to", value_name = "ACTOR", value_delimiter = ',', requires = "confidential")]
    open_to: Vec<String>,
    /// List what is filed
    #[arg(long)]
    list: bool,
    /// Print the text of a capture
    #[arg(long, value_name = "ID")]
    text: Option<String>,
    /// Write the bytes of a capture out again
    #[arg(long, value_name = "ID", requires = "to")]
    extract: Option<String>,
    /// Where to; it must not exist yet
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

#[derive(Serialize)]
struct Captured {
    id: crate::model::id::Id,
    sha256: crate::model::id::Id,
    bytes: u64,
    characters: Option<usize>,
}

impl CaptureArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        if let Some(capture) = &self.text {
            return text(session, capture).map(|()| Exit::Done);
        }
        match (&self.file, &self.extract, &self.to) {
            (Some(file), _, _) => self.take_in(session, file)?,
            (None, Some(capture), Some(to)) => extract(session, capture, to)?,
            _ => list(session)?,
        }
        Ok(Exit::Done)
    }

    fn take_in(&self, session: &Session, file: &PathBuf) -> Result<()> {
        let total = std::fs::metadata(file).map_err(|error| Error::file(file, &error))?.len() * 2;
        let progress = std::cell::RefCell::new(session.terminal.progress("filing"));
        let new = captures::NewCapture {
            source: self.source.as_deref(),
            media_type: self.media_type.as_deref(),
            confidential: self.confidential.then_some(&self.open_to[..]),
            ..captures::NewCapture::of_file(file)
        };
        let filed = captures::file(&mut session.open()?, &session.actor()?, new, |done| {
            progress.borrow_mut().at(done, total);
        })?;
        drop(progress);
        let captured =
            Captured { id: filed.id, sha256: filed.sha256, bytes: filed.bytes, characters: filed.characters };
        session.terminal.show("captured", &captured, |page| {
            page.line(format!("capture {}  {} bytes", captured.id.short(), captured.bytes));
            page.field("sha256", Some(captured.sha256.hex()));
            page.field(
                "text",
                Some(match captured.characters {
                    Some(characters) => {
                        format!("{characters} characters; print them with --text {}", captured.id.short())
                    }
                    None => "none that could be read".into(),
                }),
            );
        })
    }
}

fn text(session: &Session, capture: &str) -> Result<()> {
    let document = captures::text(&session.open()?, capture)?;
    session.terminal.show("capture-text", &document, |page| page.line(visible_lines(&document.text)))
}

fn list(session: &Session) -> Result<()> {
    let captures = session.open()?.reader().captures(None)?;
    session.terminal.show("capture-list", &captures, |page| {
        let rows = captures.iter().map(|capture| {
            let withheld = || "(withheld)".to_string();
            let name = capture.name.clone().unwrap_or_else(withheld);
            let hash = capture.sha256.as_ref().map_or_else(withheld, |hash| hash[..16].to_string());
            let source = capture.source.map(|source| source.short()).unwrap_or_default();
            vec![capture.id.short(), capture.bytes.to_string(), source, hash, name]
        });
        page.table(&["id", "bytes", "source", "sha256", "name"], rows.collect());
    })
}

fn extract(session: &Session, capture: &str, to: &PathBuf) -> Result<()> {
    let casebook = session.open()?;
    let mut file = std::fs::File::create_new(to).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists(to.clone()),
        _ => Error::file(to, &error),
    })?;
    let poured = captures::pour(&casebook, capture, &mut file)
        .and_then(|bytes| file.flush().map(|()| bytes).map_err(|error| Error::file(to, &error)));
    if poured.is_err() {
        // Bytes that failed their check must not lie about under the name of the capture.
        let _ = std::fs::remove_file(to);
    }
    let bytes = poured?;
    session.terminal.show("extracted", &serde_json::json!({"file": to, "bytes": bytes}), |page| {
        page.line(format!("wrote {} ({bytes} bytes, SHA-256 as filed)", to.display()));
    })
}
