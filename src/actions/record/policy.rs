//! Whom the user trusts: the policy that is brought or kept.

use record::ledger::cosignature::WitnessKey;
use record::ledger::note::{parse_verifier_key, verifier_key};
use record::ledger::policy::Policy;
pub use record::ledger::trust::Trust;
pub use record::ledger::trusted::{Head, Trusted, TrustedKey};
use record::visible::visible_path;
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::casebook::home::Home;
use store::casebook::trust;
use store::error::{Error, Result};

/// Whom the user trusts, as the user's own file says.
#[derive(Clone, Debug, Serialize)]
pub struct TrustedNow {
    pub file: PathBuf,
    /// The keys of logs and of witnesses, as C2SP signed-note writes them.
    pub logs: Vec<String>,
    pub witnesses: Vec<String>,
    /// Whose cosignatures the file asks for, by the name in it; `none` where for nobody's.
    pub quorum: String,
}

/// Reads the policy that is named, else the user's own, where there is one.
pub fn policy(home: &Home, named: Option<&Path>) -> Result<Option<Policy>> {
    match named {
        Some(path) => read(path).map(Some),
        None if home.policy_path().exists() => read(&home.policy_path()).map(Some),
        None => Ok(None),
    }
}

fn read(path: &Path) -> Result<Policy> {
    parse(path, &trust::read(path)?)
}

fn parse(path: &Path, text: &[u8]) -> Result<Policy> {
    Policy::read(text).map_err(|fault| Error::File { path: path.to_path_buf(), reason: fault.to_string() })
}

/// Says whom the user's own file trusts.
pub fn trusted(home: &Home) -> Result<TrustedNow> {
    let file = home.policy_path();
    let Some(policy) = policy(home, None)? else {
        return Ok(TrustedNow { file, logs: Vec::new(), witnesses: Vec::new(), quorum: "none".into() });
    };
    let logs = policy.logs().iter().map(|log| verifier_key(&log.origin, &log.key)).collect();
    let quorum = policy.quorum_name().unwrap_or_else(|| "none".into());
    Ok(TrustedNow { file, logs, witnesses: policy.witnesses().map(WitnessKey::line).collect(), quorum })
}

/// Adds a log or a witness to the user's own file. The first witness becomes the quorum; what more of them mean is for
/// the user to write.
pub fn trust(home: &Home, key: &str, name: Option<&str>) -> Result<TrustedNow> {
    let (path, key) = (home.policy_path(), key.trim());
    let text = if path.exists() { trust::read(&path)? } else { b"quorum none\n".to_vec() };
    let policy = parse(&path, &text)?;
    let text = String::from_utf8(text).map_err(|_| Error::File {
        path: path.clone(),
        reason: "it holds names that are not UTF-8; add the key with an editor".into(),
    })?;
    let remark: String = name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(80).collect();
    let text = match (parse_verifier_key(key), WitnessKey::parse(key)) {
        (Some((origin, of_log)), _) => {
            match policy.key_of(&origin) {
                Some(known) if *known == of_log => return trusted(home),
                Some(_) => {
                    return Err(Error::Invalid(format!(
                        "log {origin} is trusted under another key in {}",
                        visible_path(&path)
                    )));
                }
                None => {}
            }
            let remark = if remark.is_empty() { String::new() } else { format!("# {remark}\n") };
            format!("{text}{remark}log {key}\n")
        }
        (None, Some(witness)) => {
            if policy.witnesses().any(|known| *known == witness) {
                return trusted(home);
            }
            let name = if remark.trim().is_empty() {
                witness.name
            } else {
                remark.split_whitespace().collect::<Vec<_>>().join("-")
            };
            match policy.asks_for_witnesses() {
                // It counts once a group names it; until then the file means what it meant.
                true => format!("{text}witness {name} {key}\n"),
                false => format!("{}witness {name} {key}\nquorum {name}\n", without_quorum(&text)),
            }
        }
        (None, None) => {
            return Err(Error::Invalid(format!("`{}` is not the key of a log or of a witness", key.escape_debug())));
        }
    };
    // What is written must be read again: a name may be one that the file uses already.
    parse(&path, text.as_bytes())?;
    home.save_policy(&text)?;
    trusted(home)
}

fn without_quorum(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines.filter(|line| line.split([' ', '\t']).find(|word| !word.is_empty()) != Some("quorum")).collect()
}

/// Reads the key of a log.
pub fn log_key(key: &str) -> Result<TrustedKey> {
    let unread = || Error::Invalid(format!("`{}` is not the key of a log", key.escape_debug()));
    let (origin, key) = parse_verifier_key(key.trim()).ok_or_else(unread)?;
    Ok(TrustedKey { origin, key })
}

/// Reads the key of a witness.
pub fn witness_key(key: &str) -> Result<WitnessKey> {
    let unread = || Error::Invalid(format!("`{}` is not the key of a witness", key.escape_debug()));
    WitnessKey::parse(key.trim()).ok_or_else(unread)
}

/// Reads the key of a witness, or that of the log of a colleague who cosigns.
pub fn cosigner_key(key: &str) -> Result<Trusted> {
    match WitnessKey::parse(key.trim()) {
        Some(witness) => Ok(Trusted::Witness(witness)),
        None => log_key(key).map(Trusted::Log),
    }
}

/// Gives the name of the log that is meant, by its name or by its key.
pub fn log_of(named: String) -> String {
    parse_verifier_key(&named).map_or(named, |(origin, _)| origin)
}
