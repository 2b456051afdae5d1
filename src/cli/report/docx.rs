//! `report docx`: the draft handed on, with comments or with tracked changes.

use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::reports::docx::{self, Copy, CopyWritten};
use std::path::PathBuf;
use store::error::{Error, Result};

/// Write the draft as a DOCX, with a comment at every claim or with the recommended changes tracked
///
/// A draft imported as DOCX keeps everything else in its file; any other becomes a new, plain DOCX of its text. In the
/// checking copy, a comment on each claim says how far its check has come and what it rests on. The checked copy
/// changes only words with a recorded replacement: a correction, or an amended statement that first quoted the draft's
/// own words. A verdict of confirmed-with-change without new wording becomes a comment.
///
/// Examples:
///   tickmark report docx --checking checking.docx
///   tickmark report docx --checked for-the-author.docx --piece 4c1f
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[group(id = "copy", required = true, multiple = true, args = ["checking", "checked"])]
pub struct DocxArgs {
    /// Write the draft with a comment at every claim
    #[arg(long, value_name = "FILE")]
    checking: Option<PathBuf>,
    /// Write the draft with the recommended changes tracked
    #[arg(long, value_name = "FILE")]
    checked: Option<PathBuf>,
    /// Only this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

impl DocxArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        if self.checking.is_some() && self.checking == self.checked {
            return Err(Error::Invalid("the two documents need different files".into()));
        }
        let casebook = session.open()?;
        let wanted = [(&self.checking, Copy::Checking), (&self.checked, Copy::Checked)];
        let mut written = Vec::new();
        for (file, copy) in wanted {
            if let Some(file) = file {
                written.push(docx::write(&casebook, file, self.force, self.piece.as_deref(), copy)?);
            }
        }
        if written.iter().any(|copy| copy.plain) {
            session
                .terminal
                .say("the draft is not a DOCX that can be kept as it was: its text was written to a new, plain one");
        }
        session.terminal.show("report-docx", &written, |page| {
            for copy in &written {
                page.line(summary(copy));
                page.field("sha256", Some(copy.sha256.hex()));
            }
        })
    }
}

fn summary(written: &CopyWritten) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut line = format!("wrote {}  {}", visible_path(&written.file), counted(written.comments, "comment"));
    if written.copy == Copy::Checked {
        line.push_str(&format!(", {}", counted(written.changes, "tracked change")));
        if written.unset > 0 {
            line.push_str(&format!(", {} only as a comment", written.unset));
        }
    }
    line
}
