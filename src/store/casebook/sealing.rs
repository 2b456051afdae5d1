//! Sealing bytes to actors, and opening them again: age files (age-encryption.org/v1), one recipient an actor.
//!
//! An actor's recipient follows from the public key of the actor's log, as age derives one from an Ed25519 key for SSH:
//! the same key as a point of Curve25519. So nothing besides the casebook is needed to seal something to a colleague.

use super::home::Home;
use crate::error::{Error, Result};
use std::io::{Read, Write};

/// Somebody to whom bytes can be sealed: a name, and the Ed25519 public key of a log (base64).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub actor: String,
    pub key: String,
}

#[cfg(feature = "seal")]
mod age_file {
    use super::{Error, Home, Read, Recipient, Result, Write};
    use age::x25519;
    use bech32::{Bech32, Hrp};
    use ed25519_dalek::SigningKey;

    /// Writes bytes as an age file that only the recipients can open.
    pub fn seal(to: &[Recipient], mut from: impl Read, out: impl Write) -> Result<()> {
        let recipients = to.iter().map(recipient).collect::<Result<Vec<_>>>()?;
        let named = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(named).map_err(failed)?;
        let mut sealed = encryptor.wrap_output(out).map_err(failed)?;
        std::io::copy(&mut from, &mut sealed).map_err(failed)?;
        sealed.finish().map_err(failed)?;
        Ok(())
    }

    /// Opens an age file with whichever key is kept here; `None` where none of them fits.
    pub fn open(home: &Home, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        let identities = home.secret_keys()?.iter().map(identity).collect::<Result<Vec<_>>>()?;
        let known = identities.iter().map(|identity| identity as &dyn age::Identity);
        let decryptor = age::Decryptor::new(sealed).map_err(failed)?;
        let mut reader = match decryptor.decrypt(known) {
            Ok(reader) => reader,
            Err(age::DecryptError::NoMatchingKeys) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(failed)?;
        Ok(Some(bytes))
    }

    pub(super) fn recipient(to: &Recipient) -> Result<x25519::Recipient> {
        let unusable = || Error::Invalid(format!("nothing can be sealed to the key of {}", to.actor));
        let key = record::ledger::note::public_key(&to.key).ok_or_else(unusable)?;
        let point = key.to_montgomery().to_bytes();
        spelled("age", &point).and_then(|text| text.parse().ok()).ok_or_else(unusable)
    }

    fn identity(key: &SigningKey) -> Result<x25519::Identity> {
        let unusable = || Error::Invalid("a key that is kept here opens nothing".into());
        let spelled = spelled("age-secret-key-", &key.to_scalar_bytes()).ok_or_else(unusable)?;
        spelled.to_uppercase().parse().map_err(|_| unusable())
    }

    fn spelled(prefix: &str, bytes: &[u8]) -> Option<String> {
        bech32::encode::<Bech32>(Hrp::parse(prefix).ok()?, bytes).ok()
    }

    fn failed(error: impl std::fmt::Display) -> Error {
        Error::Invalid(format!("the bytes could not be sealed or opened: {error}"))
    }
}

#[cfg(feature = "seal")]
pub use age_file::{open, seal};

/// Refuses: this build cannot seal.
#[cfg(not(feature = "seal"))]
pub fn seal(_: &[Recipient], _: impl Read, _: impl Write) -> Result<()> {
    Err(Error::Invalid("this build of tickmark keeps nothing confidential: it was made without `seal`".into()))
}

/// Opens nothing: this build cannot.
#[cfg(not(feature = "seal"))]
pub fn open(_: &Home, _: &[u8]) -> Result<Option<Vec<u8>>> {
    Ok(None)
}

#[cfg(all(test, feature = "seal"))]
mod tests {
    use super::age_file::recipient;
    use super::*;
    use data_encoding::BASE64;
    use ed25519_dalek::SigningKey;

    fn of(key: &SigningKey) -> Recipient {
        Recipient { actor: "ana".into(), key: BASE64.encode(key.verifying_key().as_bytes()) }
    }

    #[test]
    fn a_recipient_follows_from_the_key_of_a_log() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let spelled = recipient(&of(&key)).unwrap().to_string();
        assert!(spelled.starts_with("age1") && spelled.len() == 62, "{spelled}");
        assert!(recipient(&Recipient { actor: "ana".into(), key: "no key".into() }).is_err());
    }
}
