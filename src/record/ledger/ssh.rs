//! Keys as SSH writes them, so that a key has the fingerprint that other programs show of it.

use data_encoding::{BASE64, BASE64_NOPAD};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// The name of the kind of key, in SSH.
pub const KIND: &[u8] = b"ssh-ed25519";

/// Gives the public key as SSH sends it (RFC 8709).
pub fn public_blob(key: &VerifyingKey) -> Vec<u8> {
    let mut blob = Vec::with_capacity(51);
    for part in [KIND, key.as_bytes()] {
        blob.extend((part.len() as u32).to_be_bytes());
        blob.extend(part);
    }
    blob
}

/// Reads what [`public_blob`] gives; `None` for a key of any other kind.
pub fn read_public_blob(blob: &[u8]) -> Option<VerifyingKey> {
    let start = blob.len().checked_sub(32)?;
    let key = VerifyingKey::from_bytes(blob[start..].try_into().ok()?).ok()?;
    (public_blob(&key) == blob).then_some(key)
}

/// Gives the line by which a file names a public key.
pub fn public_line(key: &VerifyingKey) -> String {
    format!("ssh-ed25519 {}\n", BASE64.encode(&public_blob(key)))
}

/// Reads such a line, with a comment or without.
pub fn read_public_line(line: &str) -> Option<VerifyingKey> {
    let blob = line.strip_prefix("ssh-ed25519 ")?.split_whitespace().next()?;
    read_public_blob(&BASE64.decode(blob.as_bytes()).ok()?)
}

/// Gives the fingerprint, as `ssh-keygen -l` and `ssh-add -l` show it.
pub fn fingerprint(key: &VerifyingKey) -> String {
    format!("SHA256:{}", BASE64_NOPAD.encode(&Sha256::digest(public_blob(key))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_fingerprint_that_ssh_keygen_shows() {
        let blob = data_encoding::BASE64
            .decode(b"AAAAC3NzaC1lZDI1NTE5AAAAIFnvwzAyosG/T2vk+0a5XBxrIfYc96Zh4rT6mPD6v9n/")
            .unwrap();
        let key = VerifyingKey::from_bytes(blob[19..].try_into().unwrap()).unwrap();
        assert_eq!(public_blob(&key), blob);
        assert_eq!(read_public_line(&public_line(&key)), Some(key));
        assert_eq!(read_public_line(&format!("{} a comment\n", public_line(&key).trim_end())), Some(key));
        for wrong in
            ["", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-ed25519", &public_line(&key).replace("AAAAC3", "AAAAC4")]
        {
            assert_eq!(read_public_line(wrong), None, "{wrong}");
        }
        assert_eq!(fingerprint(&key), "SHA256:tggJbUzdaiQ8na3eRsbMIULH1FH6d4eUz/6NvlsEHLk");
    }
}
