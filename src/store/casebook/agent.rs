//! Asking ssh-agent which keys it holds, and to sign with one of them. The secret never comes here.
//!
//! The protocol is that of the SSH agent (draft-ietf-sshm-ssh-agent): a message is its length in four bytes, the highest
//! first, a byte for its kind, and fields, each a text behind its length.

use crate::error::{Error, Result};
use ed25519_dalek::VerifyingKey;

/// A key that ssh-agent holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentKey {
    pub key: VerifyingKey,
    pub comment: String,
}

#[cfg(unix)]
pub use socket::{list, sign};

#[cfg(not(unix))]
/// There is no agent to ask on this system.
pub fn list() -> Result<Vec<AgentKey>> {
    Err(Error::Agent("it is asked on Unix only".into()))
}

#[cfg(not(unix))]
/// There is no agent to ask on this system.
pub fn sign(_: &VerifyingKey, _: &[u8]) -> Result<[u8; 64]> {
    Err(Error::Agent("it is asked on Unix only".into()))
}

#[cfg(unix)]
mod socket {
    use super::{AgentKey, Error, Result, VerifyingKey};
    use ed25519_dalek::Signature;
    use record::ledger::ssh;
    use std::io::{ErrorKind, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::time::{Duration, Instant};

    /// The longest answer that is read, in bytes.
    const LIMIT: usize = 256 << 10;

    /// How long an answer may take: somebody may have to confirm the signature.
    const PATIENCE: Duration = Duration::from_secs(60);

    const LIST: u8 = 11;
    const LISTED: u8 = 12;
    const SIGN: u8 = 13;
    const SIGNED: u8 = 14;

    /// Lists the Ed25519 keys that ssh-agent holds.
    pub fn list() -> Result<Vec<AgentKey>> {
        let answer = ask(LIST, &[], LISTED)?;
        let mut fields = Fields(&answer);
        let mut keys = Vec::new();
        for _ in 0..fields.number()? {
            let (blob, comment) = (fields.text()?, fields.text()?);
            if let Some(key) = ssh::read_public_blob(blob) {
                keys.push(AgentKey { key, comment: String::from_utf8_lossy(comment).into_owned() });
            }
        }
        Ok(keys)
    }

    /// Has ssh-agent sign bytes with a key, and requires that the signature is genuine.
    pub fn sign(key: &VerifyingKey, bytes: &[u8]) -> Result<[u8; 64]> {
        let request = [text(&ssh::public_blob(key)), text(bytes), vec![0; 4]].concat();
        let answer = ask(SIGN, &request, SIGNED)?;
        let mut signature = Fields(Fields(&answer).text()?);
        let (kind, signature) = (signature.text()?, signature.text()?);
        let signature: [u8; 64] = signature.try_into().map_err(|_| garbled())?;
        let genuine = key.verify_strict(bytes, &Signature::from_bytes(&signature)).is_ok();
        match kind == ssh::KIND && genuine {
            true => Ok(signature),
            false => Err(Error::Agent("its signature is not genuine".into())),
        }
    }

    fn ask(kind: u8, fields: &[u8], expected: u8) -> Result<Vec<u8>> {
        let failed = |error: std::io::Error| Error::Agent(error.to_string());
        let path = std::env::var_os("SSH_AUTH_SOCK").filter(|path| !path.is_empty());
        let path = path.ok_or_else(|| Error::Agent("it does not run: SSH_AUTH_SOCK is not set".into()))?;
        let mut stream = UnixStream::connect(path).map_err(failed)?;
        stream.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
        stream.write_all(&text(&[&[kind], fields].concat())).map_err(failed)?;
        let (mut length, until) = ([0; 4], Instant::now() + PATIENCE);
        read(&mut stream, &mut length, until).map_err(failed)?;
        let length = u32::from_be_bytes(length) as usize;
        if !(1..=LIMIT).contains(&length) {
            return Err(garbled());
        }
        let mut answer = vec![0; length];
        read(&mut stream, &mut answer, until).map_err(failed)?;
        match answer.remove(0) {
            kind if kind == expected => Ok(answer),
            _ => Err(Error::Agent("it refused: it does not hold the key, is locked, or was told not to sign".into())),
        }
    }

    /// Reads until all is there or the time is up, however slowly the bytes come.
    fn read(stream: &mut UnixStream, mut into: &mut [u8], until: Instant) -> std::io::Result<()> {
        while !into.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            stream.set_read_timeout(Some(left))?;
            match stream.read(into) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(read) => into = &mut into[read..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn text(bytes: &[u8]) -> Vec<u8> {
        [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
    }

    fn garbled() -> Error {
        Error::Agent("its answer cannot be understood".into())
    }

    /// The fields of a message, one after the other.
    struct Fields<'a>(&'a [u8]);

    impl<'a> Fields<'a> {
        fn number(&mut self) -> Result<u32> {
            let (number, rest) = self.0.split_first_chunk().ok_or_else(garbled)?;
            self.0 = rest;
            Ok(u32::from_be_bytes(*number))
        }

        fn text(&mut self) -> Result<&'a [u8]> {
            let length = self.number()? as usize;
            let (text, rest) = self.0.split_at_checked(length).ok_or_else(garbled)?;
            self.0 = rest;
            Ok(text)
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn an_answer_that_comes_drop_by_drop_or_breaks_off_is_not_waited_for() {
            let (mut here, mut there) = UnixStream::pair().unwrap();
            let until = Instant::now() + Duration::from_millis(300);
            let dripping = std::thread::spawn(move || {
                while there.write_all(b"x").is_ok() && Instant::now() < until + Duration::from_secs(5) {
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
            let error = read(&mut here, &mut [0; 4096], until).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock), "{error}");
            assert!(Instant::now() < until + Duration::from_secs(4));
            drop(here);
            dripping.join().unwrap();
            let (mut here, mut there) = UnixStream::pair().unwrap();
            there.write_all(b"xy").unwrap();
            drop(there);
            let until = Instant::now() + Duration::from_secs(60);
            assert_eq!(read(&mut here, &mut [0; 4], until).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        }
    }
}
