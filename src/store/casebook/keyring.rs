//! The user's own keys: files in the settings folder, or keys that live in ssh-agent and only sign.

use super::agent;
use super::home::{Home, folder, place_new, replace, temporary};
use super::signer::Signer;
use crate::error::{Error, Result};
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{SigningKey, VerifyingKey};
use record::ledger::ssh;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of the keys, and in it that of those which others succeeded: they open what was sealed to them.
const KEYS: &str = "keys";
const EARLIER: &str = "earlier";

impl Home {
    /// Gives the file that holds an actor's key.
    pub fn key_path(&self, actor: &str) -> PathBuf {
        self.config().join(KEYS).join(key_file(actor))
    }

    /// Gives the file that names an actor's key where it lives in ssh-agent.
    fn agent_path(&self, actor: &str) -> PathBuf {
        self.key_path(actor).with_extension("pub")
    }

    /// Reads an actor's key, or makes one from the given seed where there is none.
    pub fn key(&self, actor: &str, seed: impl FnOnce() -> [u8; 32]) -> Result<Signer> {
        match self.key_if_there(actor)? {
            Some(key) => Ok(key),
            None => make_key(&self.key_path(actor), seed()).map(Signer::Held),
        }
    }

    /// Reads an actor's key, where there is one; makes none.
    pub fn key_if_there(&self, actor: &str) -> Result<Option<Signer>> {
        // The name of a key in ssh-agent is put there before the file goes away that it takes the place of.
        match read_signer(&self.agent_path(actor))? {
            Some(key) => Ok(Some(key)),
            None => read_signer(&self.key_path(actor)),
        }
    }

    /// Reads every secret key that is kept here, in the order of the files' names; those that others succeeded come last.
    pub fn secret_keys(&self) -> Result<Vec<SigningKey>> {
        let secret = |key| match key {
            Signer::Held(key) => Some(key),
            Signer::Agent(_) => None,
        };
        Ok(self.all_keys()?.into_iter().filter_map(secret).collect())
    }

    /// Says whether the user has the secret of a key: here, or in ssh-agent.
    pub fn holds(&self, key: &VerifyingKey) -> Result<bool> {
        let found = self.all_keys()?.into_iter().find(|known| known.verifying_key() == *key);
        Ok(match found {
            Some(Signer::Held(_)) => true,
            Some(Signer::Agent(_)) => agent::list()?.iter().any(|known| known.key == *key),
            None => false,
        })
    }

    fn all_keys(&self) -> Result<Vec<Signer>> {
        let folder = self.config().join(KEYS);
        let mut keys = keys_in(&folder, |_| true)?;
        keys.extend(keys_in(&folder.join(EARLIER), |_| true)?);
        Ok(keys)
    }

    /// Reads the keys of an actor that others succeeded.
    pub fn earlier_keys(&self, actor: &str) -> Result<Vec<Signer>> {
        let stem = earlier_stem(actor);
        keys_in(&self.config().join(KEYS).join(EARLIER), |name| name.starts_with(&stem))
    }

    /// Puts a new key in the place of an actor's key, and the one before aside.
    pub fn replace_key(&self, actor: &str, seed: [u8; 32]) -> Result<()> {
        let path = self.key_path(actor);
        let earlier =
            self.key_if_there(actor)?.ok_or_else(|| Error::NoKey { actor: actor.escape_debug().to_string() })?;
        self.put_aside(actor, &earlier)?;
        let failed = |error: std::io::Error| Error::file(&path, &error);
        let mut file = temporary(folder(&path)?, true).map_err(failed)?;
        file.write_all(pem_of(&seed).as_bytes()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        remove(&self.agent_path(actor))
    }

    /// Has an actor sign with a key that lives in ssh-agent, in the place of the key that there was.
    pub fn use_agent_key(&self, actor: &str, key: &VerifyingKey) -> Result<()> {
        if let Some(earlier) = self.key_if_there(actor)? {
            if earlier.verifying_key() == *key {
                return Ok(());
            }
            self.put_aside(actor, &earlier)?;
        }
        replace(&self.agent_path(actor), ssh::public_line(key).as_bytes(), false)?;
        remove(&self.key_path(actor))
    }

    /// Keeps a key where those are that others succeeded; whatever happens after this, it is not lost.
    fn put_aside(&self, actor: &str, key: &Signer) -> Result<()> {
        let known = data_encoding::HEXLOWER.encode(key.verifying_key().as_bytes());
        let stem = self.config().join(KEYS).join(EARLIER).join(format!("{}{known}", earlier_stem(actor)));
        let named = |ending: &str| PathBuf::from(format!("{}.{ending}", stem.display()));
        match key {
            Signer::Held(key) => place_new(&named("pem"), pem_of(key.as_bytes()).as_bytes()).map(drop),
            Signer::Agent(key) => place_new(&named("pub"), ssh::public_line(key).as_bytes()).map(drop),
        }
    }

    /// Reads the key with which an actor cosigns as a witness, or makes one from the given seed where there is none.
    ///
    /// It is not the key of the actor's logs: a witness is trusted with something else.
    pub fn witness_key(&self, actor: &str, seed: impl FnOnce() -> [u8; 32]) -> Result<SigningKey> {
        let path = self.config().join("witness-keys").join(key_file(actor));
        match std::fs::read_to_string(&path) {
            Ok(pem) => parse_key(&path, &pem),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_key(&path, seed()),
            Err(error) => Err(Error::file(&path, &error)),
        }
    }
}

fn make_key(path: &Path, seed: [u8; 32]) -> Result<SigningKey> {
    let key = SigningKey::from_bytes(&seed);
    if place_new(path, pem_of(&seed).as_bytes())? {
        return Ok(key);
    }
    // Another process made one at the same time; there must be one key only.
    let pem = std::fs::read_to_string(path).map_err(|error| Error::file(path, &error))?;
    parse_key(path, &pem)
}

/// Reads a key from a file, by how that is named; `None` where it is not there.
fn read_signer(path: &Path) -> Result<Option<Signer>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::file(path, &error)),
    };
    if path.extension().is_none_or(|ending| ending != "pub") {
        return parse_key(path, &text).map(|key| Some(Signer::Held(key)));
    }
    let key = ssh::read_public_line(&text).ok_or_else(|| Error::File {
        path: path.to_path_buf(),
        reason: "it does not name an Ed25519 key as SSH does".into(),
    })?;
    Ok(Some(Signer::Agent(key)))
}

/// Reads the keys in a folder whose files have a name that is wanted.
fn keys_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Signer>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let named = |path: &Path| path.file_name().is_some_and(|name| wanted(&name.to_string_lossy()));
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pem" || ending == "pub") && named(path));
    paths.sort();
    Ok(paths.iter().map(|path| read_signer(path)).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Gives the name of the file in which an actor's key is kept.
fn key_file(actor: &str) -> String {
    // A name is free text; its file is named by what cannot leave the folder.
    let safe: String = actor.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let exact = if safe == actor { safe } else { format!("{safe}-{}", fingerprint(actor)) };
    format!("{exact}.pem")
}

/// Gives how the files begin in which the keys of an actor are kept that others succeeded.
fn earlier_stem(actor: &str) -> String {
    format!("{}.", key_file(actor).trim_end_matches(".pem"))
}

fn fingerprint(name: &str) -> String {
    use sha2::{Digest, Sha256};
    data_encoding::HEXLOWER.encode(&Sha256::digest(name)[..8])
}

fn pem_of(seed: &[u8; 32]) -> impl std::ops::Deref<Target = String> {
    // Without the public key inside, which older programs do not expect there.
    let private = KeypairBytes { secret_key: *seed, public_key: None };
    private.to_pkcs8_pem(LineEnding::LF).expect("a key can always be written")
}

fn parse_key(path: &Path, pem: &str) -> Result<SigningKey> {
    SigningKey::from_pkcs8_pem(pem).map_err(|_| Error::File {
        path: path.to_path_buf(),
        reason: "it does not hold an Ed25519 key as PKCS#8 PEM".into(),
    })
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(path, &error)),
        _ => Ok(()),
    }
}
