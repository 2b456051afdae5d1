//! What the reader of the page brings along, as one text: keys, heads, or a policy.

use crate::ledger::cosignature::WitnessKey;
use crate::ledger::kept_heads;
use crate::ledger::note::parse_verifier_key;
use crate::ledger::policy::Policy;
use crate::ledger::trusted::{Head, Trusted, TrustedKey};

/// Whom the reader trusts, and which heads were kept.
#[derive(Default)]
pub struct Brought {
    pub heads: Vec<Head>,
    pub named: Vec<Trusted>,
    pub policy: Option<Policy>,
}

impl Brought {
    /// Reads what was pasted: a tlog-policy where a line of it begins with `quorum`, else keys, one a line, and notes.
    /// A sentence says what cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.replace("\r\n", "\n");
        let mut brought = Self::default();
        if text.lines().any(|line| line.trim_start().starts_with("quorum")) {
            let policy = Policy::read((text.trim_end().to_string() + "\n").as_bytes());
            brought.policy = Some(policy.map_err(|fault| format!("the policy: {fault}"))?);
            return Ok(brought);
        }
        let mut rest = String::new();
        for line in text.lines() {
            let key = line.trim();
            match (WitnessKey::parse(key), parse_verifier_key(key)) {
                (Some(witness), _) => brought.named.push(Trusted::Witness(witness)),
                (None, Some((origin, key))) => brought.named.push(Trusted::Log(TrustedKey { origin, key })),
                (None, None) => rest += &format!("{line}\n"),
            }
        }
        if !rest.trim().is_empty() {
            let heads = kept_heads::read(&rest).map_err(|(line, fault)| {
                let said: String = rest.lines().nth(line - 1).unwrap_or_default().chars().take(80).collect();
                format!("what you pasted is neither a key, nor a head, nor a policy: {} ({fault})", said.escape_debug())
            })?;
            brought.heads.extend(heads);
        }
        Ok(brought)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note::{Checkpoint, verifier_key};
    use ed25519_dalek::SigningKey;

    #[test]
    fn keys_heads_and_policies_are_told_apart() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let line = verifier_key("tickmark/0011", &key.verifying_key());
        let head = Checkpoint { origin: "tickmark/0011".into(), size: 7, root: [8; 32] }.sign(&key);
        let read =
            |text: &str| Brought::read(text).map(|read| (read.named.len(), read.heads.len(), read.policy.is_some()));
        assert_eq!(read(""), Ok((0, 0, false)));
        assert_eq!(read(&format!("  {line}\r\n")), Ok((1, 0, false)));
        assert_eq!(read(&format!("{line}\n\n{head}\n{head}")), Ok((1, 2, false)));
        assert_eq!(read(&format!("log {line}\nquorum none")), Ok((0, 0, true)));
        assert!(read("quorum everybody").is_err());
        assert!(read("trust me").unwrap_err().contains("neither a key"));
    }
}
