//! What lies outside casebooks: the user's settings, keys, and the heads that were seen.

use crate::error::{Error, Result};
use data_encoding::HEXLOWER;
use record::ledger::note::Checkpoint;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file of the settings.
const SETTINGS: &str = "config.toml";

/// The folders of the user.
#[derive(Clone, Debug)]
pub struct Home {
    config: PathBuf,
    state: PathBuf,
}

/// What the user has set for all casebooks.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Who does things, where nothing else says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

/// The last head of a log that was seen on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenHead {
    /// The signed checkpoint.
    pub note: String,
    /// Ed25519 public key, base64.
    pub key: String,
}

impl SeenHead {
    /// Gives size and root, where the note is whole.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        Checkpoint::read(&self.note).ok()
    }
}

impl Home {
    /// Takes the folders that the system gives for this user.
    pub fn of_user() -> Result<Self> {
        use etcetera::BaseStrategy;
        let no_home = |_| Error::Invalid("the system names no home folder for this user".into());
        let strategy = etcetera::choose_base_strategy().map_err(no_home)?;
        let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        Ok(Self { config: strategy.config_dir().join("tickmark"), state: state.join("tickmark") })
    }

    /// Takes the given folders.
    pub fn at(config: PathBuf, state: PathBuf) -> Self {
        Self { config, state }
    }

    /// Gives the folder of the settings.
    pub(super) fn config(&self) -> &Path {
        &self.config
    }

    /// Reads the settings; there need not be any.
    pub fn settings(&self) -> Result<Settings> {
        self.read_toml(SETTINGS)
    }

    /// Writes the settings.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        self.write_toml(SETTINGS, settings, false)
    }

    /// Reads one of the files of the configuration; what is not there is empty.
    pub(super) fn read_toml<T: Default + serde::de::DeserializeOwned>(&self, name: &str) -> Result<T> {
        let path = self.config.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| Error::File { path, reason: error.message().trim().replace('\n', " ") }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(T::default()),
            Err(error) => Err(Error::file(&path, &error)),
        }
    }

    /// Writes one of the files of the configuration, readable by this user only.
    pub(super) fn write_private_toml(&self, name: &str, value: &impl Serialize) -> Result<()> {
        self.write_toml(name, value, true)
    }

    fn write_toml(&self, name: &str, value: &impl Serialize, private: bool) -> Result<()> {
        let text = toml::to_string(value).expect("it holds nothing that TOML cannot");
        replace(&self.config.join(name), text.as_bytes(), private)
    }

    /// Recalls the last head of a log that was seen here.
    pub fn seen_head(&self, origin: &str) -> Result<Option<SeenHead>> {
        read_head(self.head_path(origin))
    }

    /// Remembers the head of a log, unless a later one is remembered already.
    pub fn remember_head(&self, origin: &str, size: u64, head: &SeenHead) -> Result<()> {
        let known = self.seen_head(origin)?.and_then(|head| head.checkpoint());
        if known.is_some_and(|known| known.size >= size) {
            return Ok(());
        }
        write_head(&self.head_path(origin), head)
    }

    /// Lets one process at a time work with what a witness remembers; until the file that is given is dropped.
    pub fn lock_witness(&self, witness: &str) -> Result<File> {
        let path = self.witness_path(witness, "lock");
        folder(&path)?;
        let failed = |error: std::io::Error| Error::file(&path, &error);
        let lock = File::options().create(true).append(true).open(&path).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(lock)
    }

    /// Recalls the last head of a log that a witness cosigned, and the key of the log.
    pub fn witnessed_head(&self, witness: &str, origin: &str) -> Result<Option<SeenHead>> {
        read_head(self.witness_path(witness, &format!("{}.json", file_name(origin))))
    }

    /// Remembers the last head of a log that a witness cosigned.
    pub fn remember_witnessed(&self, witness: &str, origin: &str, head: &SeenHead) -> Result<()> {
        write_head(&self.witness_path(witness, &format!("{}.json", file_name(origin))), head)
    }

    fn witness_path(&self, witness: &str, file: &str) -> PathBuf {
        self.state.join("witness").join(file_name(witness)).join(file)
    }

    /// Keeps the proof that a log forked, and gives the file that it is in.
    pub fn keep_fork(&self, origin: &str, seq: u64, proof: &impl Serialize) -> Result<PathBuf> {
        let path = self.state.join("forks").join(format!("{}-{seq}.json", origin.replace('/', "_")));
        let json = serde_json::to_vec_pretty(proof).expect("a proof holds nothing that JSON cannot");
        replace(&path, &json, true)?;
        Ok(path)
    }

    /// Recalls who was signed in at the desk of a casebook when it closed, as the desk wrote it.
    pub fn desk_sessions(&self, casebook: &Path) -> Option<Vec<u8>> {
        std::fs::read(self.sessions_path(casebook)).ok()
    }

    /// Remembers who is signed in at the desk of a casebook; readable by this user only.
    pub fn remember_desk_sessions(&self, casebook: &Path, sessions: &[u8]) -> Result<()> {
        replace(&self.sessions_path(casebook), sessions, true)
    }

    fn sessions_path(&self, casebook: &Path) -> PathBuf {
        let whole = casebook.canonicalize().unwrap_or_else(|_| casebook.to_path_buf());
        let digest = Sha256::digest(whole.as_os_str().as_encoded_bytes());
        self.state.join("desk").join(format!("{}.json", HEXLOWER.encode(&digest[..16])))
    }

    fn head_path(&self, origin: &str) -> PathBuf {
        self.state.join("heads").join(format!("{}.json", file_name(origin)))
    }
}

fn file_name(origin: &str) -> String {
    origin.replace('/', "_")
}

fn read_head(path: PathBuf) -> Result<Option<SeenHead>> {
    match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| Error::File {
            path,
            reason: "it does not hold the head that was remembered; delete it to forget what was seen of that log"
                .into(),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file(&path, &error)),
    }
}

fn write_head(path: &Path, head: &SeenHead) -> Result<()> {
    let json = serde_json::to_vec(head).expect("a head holds nothing that JSON cannot");
    replace(path, &json, false)
}

pub(super) fn folder(path: &Path) -> Result<&Path> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    Ok(folder)
}

/// Writes a file whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8], private: bool) -> Result<()> {
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut file = temporary(folder(path)?, private).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes a private file that must not exist yet; `false` where it does.
pub(super) fn place_new(path: &Path, bytes: &[u8]) -> Result<bool> {
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut file = temporary(folder(path)?, true).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // A key that was used must not be lost with the power.
    file.as_file().sync_all().map_err(failed)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error.error)),
    }
}

pub(super) fn temporary(folder: &Path, private: bool) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if private { 0o600 } else { 0o644 };
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    let _ = private;
    builder.tempfile_in(folder)
}
