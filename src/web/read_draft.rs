//! Reading a file that came in as a draft.

use super::fault::Fault;
use super::posted_file::PostedFile;
use actions::drafts::read::{Document, Reading};

/// The endings of files that a browser offers first as drafts; what a file is, its content says.
pub const DRAFT_FILES: &str = ".docx,.odt,.txt,.md,.html,.htm,.mht,.mhtml,.pdf,.epub";

/// Reads a draft away from the threads that answer; one without any text is refused.
pub async fn read_draft(file: PostedFile, reading: Reading) -> Result<(Vec<u8>, Document), Fault> {
    let read =
        tokio::task::spawn_blocking(move || actions::drafts::read::read_draft(&file.path(), &file.name, reading));
    let (bytes, document) = read.await.map_err(|_| Fault::bug())??;
    if document.text.trim().is_empty() {
        let hint = document.warnings.first().cloned().unwrap_or_else(|| "Choose a file with text in it.".into());
        return Err(Fault::refused("The file has no readable text.").hint(hint));
    }
    Ok((bytes, document))
}
