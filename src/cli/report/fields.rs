//! What the reports in the field's exchange formats have in common: a file or standard output, one piece.

use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::Reader;
use actions::output::WrittenFile;
use actions::reports::write;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::error::{Error, Result};

/// Where to write, and of what piece.
#[derive(clap::Args)]
pub struct Output {
    /// The file to write, or `-` for standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    pub piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// A file, and what the report says of itself.
#[derive(Serialize)]
struct Shown<T> {
    #[serde(flatten)]
    written: WrittenFile,
    #[serde(flatten)]
    told: T,
}

impl Output {
    /// Writes the report and shows what it holds, in words that `summary` puts together; gives what it says of itself.
    pub fn write<T: Serialize + Clone>(
        &self,
        session: &Session,
        shape: &str,
        render: impl FnOnce(Reader, &mut dyn Write) -> Result<T>,
        summary: impl FnOnce(&T) -> String,
    ) -> Result<Option<T>> {
        if self.file == Path::new("-") {
            return pour(session, render);
        }
        let casebook = session.open()?;
        let (written, told) = write::write_reading(&casebook, &self.file, self.force, render)?;
        let shown = Shown { written, told };
        session.terminal.show(shape, &shown, |page| {
            let file = visible_path(&shown.written.file);
            page.line(format!("wrote {file}  {}, {} bytes", summary(&shown.told), shown.written.bytes));
            page.field("sha256", Some(shown.written.sha256.hex()));
        })?;
        Ok(Some(shown.told))
    }
}

/// Nothing is printed before the whole report is known to be sound.
fn pour<T>(session: &Session, render: impl FnOnce(Reader, &mut dyn Write) -> Result<T>) -> Result<Option<T>> {
    if session.terminal.json() {
        return Err(Error::Invalid(
            "the report and a JSON document cannot both go to standard output: name a file".into(),
        ));
    }
    let casebook = session.open()?;
    let mut bytes = Vec::new();
    let told = casebook.reader().at_one_moment(|reader| render(reader, &mut bytes))?;
    session.terminal.pour_exactly(|out| out.write_all(&bytes).map_err(Error::Output))?;
    Ok(Some(told))
}

/// Says a number of things.
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
