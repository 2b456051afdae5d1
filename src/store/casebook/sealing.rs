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
    use crate::casebook::age::{self, Identity};
    use crate::casebook::entropy::Entropy;

    /// Writes bytes as an age file that only the recipients can open.
    pub fn seal(to: &[Recipient], from: impl Read, out: impl Write) -> Result<()> {
        let recipients = to.iter().map(recipient).collect::<Result<Vec<_>>>()?;
        age::seal(&recipients, &mut Entropy::default(), from, out).map_err(failed)
    }

    /// Opens an age file with whichever key is kept here; `None` where none of them fits.
    pub fn open(home: &Home, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        let identities: Vec<_> = home.secret_keys()?.iter().map(|key| Identity::of(key.to_scalar_bytes())).collect();
        age::open(&identities, sealed).map_err(failed)
    }

    pub(super) fn recipient(to: &Recipient) -> Result<age::Recipient> {
        let unusable = || Error::Invalid(format!("nothing can be sealed to the key of {}", to.actor));
        let key = record::ledger::note::public_key(&to.key).filter(|key| !key.is_weak()).ok_or_else(unusable)?;
        Ok(age::Recipient::at(key.to_montgomery()))
    }

    fn failed(flaw: age::Flaw) -> Error {
        Error::Invalid(format!("the bytes could not be sealed or opened: {flaw}"))
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
    use crate::casebook::age::Identity;
    use data_encoding::BASE64;
    use ed25519_dalek::SigningKey;

    fn of(key: &SigningKey) -> Recipient {
        Recipient { actor: "ana".into(), key: BASE64.encode(key.verifying_key().as_bytes()) }
    }

    #[test]
    fn a_recipient_follows_from_the_key_of_a_log() {
        let key = SigningKey::from_bytes(&[7; 32]);
        assert_eq!(recipient(&of(&key)).unwrap(), Identity::of(key.to_scalar_bytes()).recipient());
        // The neutral point, under which everybody could open what was sealed.
        let neutral = BASE64.encode(&std::array::from_fn::<u8, 32, _>(|at| (at == 0).into()));
        for unusable in ["no key".into(), neutral] {
            assert!(recipient(&Recipient { actor: "ana".into(), key: unusable }).is_err());
        }
    }
}
