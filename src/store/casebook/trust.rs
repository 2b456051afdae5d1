//! Whom the user trusts, as files in the settings folder say; never what a casebook says of itself.

use super::home::Home;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The file of the authorities whose timestamps are believed.
const AUTHORITIES: &str = "authorities.pem";

/// The file that says which logs and witnesses are trusted.
const POLICY: &str = "trust-policy.txt";

/// The longest file of trust that is read, in bytes.
const LIMIT: u64 = 4 << 20;

impl Home {
    /// Gives the file that names the authorities whose timestamps are believed.
    pub fn authorities_path(&self) -> PathBuf {
        self.config().join(AUTHORITIES)
    }

    /// Gives the file that says which logs and witnesses are trusted, as C2SP tlog-policy.
    pub fn policy_path(&self) -> PathBuf {
        self.config().join(POLICY)
    }

    /// Writes that file.
    pub fn save_policy(&self, text: &str) -> Result<()> {
        super::home::replace(&self.policy_path(), text.as_bytes(), false)
    }

    /// Reads the file of authorities, where there is one.
    pub fn authorities(&self) -> Result<Option<Vec<u8>>> {
        let path = self.authorities_path();
        if path.exists() { read(&path).map(Some) } else { Ok(None) }
    }
}

/// Reads a file that says whom to trust.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    use std::io::Read;
    let file = std::fs::File::open(path).map_err(|error| Error::file(path, &error))?;
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| Error::file(path, &error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(Error::File { path: path.to_path_buf(), reason: format!("it is longer than {} MiB", LIMIT >> 20) });
    }
    Ok(bytes)
}
