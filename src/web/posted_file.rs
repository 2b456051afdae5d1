//! A file that came with a form.

use std::path::PathBuf;
use tempfile::TempDir;

/// A file that came with a form, kept until the answer is given.
pub struct PostedFile {
    /// The name that it had where it came from, without any folder.
    pub name: String,
    /// Its own folder, so that it lies there under its own name.
    folder: TempDir,
}

impl PostedFile {
    /// Takes a file that lies under its name in a folder of its own, which is gone with it.
    pub fn within(folder: TempDir, name: String) -> Self {
        Self { name, folder }
    }

    /// Gives where it is kept.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }
}
