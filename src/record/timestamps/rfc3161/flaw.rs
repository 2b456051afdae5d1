//! Why a token proves nothing, as sentences.

use thiserror::Error;

/// Why a token proves nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is no reply of a timestamp authority (RFC 3161)")]
    NoReply,
    #[error("the authority did not grant it{}", spoken(.0))]
    Refused(String),
    #[error("it is not as RFC 3161 lays it down: {0}")]
    Malformed(&'static str),
    #[error("it is signed or hashed in a way that is not accepted")]
    Algorithm,
    #[error("it is over other bytes than the checkpoint")]
    Imprint,
    #[error("it does not carry the certificate of the one who signed it")]
    NoCertificate,
    #[error("what it states is not what was signed")]
    Content,
    #[error("its signature is not genuine")]
    Signature,
    #[error("its signature is bound to another certificate")]
    OtherCertificate,
    #[error("the certificate that signed it is not for timestamps alone")]
    Purpose,
    #[error("its certificate, or one above it, was not valid when it was made")]
    NotValidThen,
    #[error("its certificate does not lead to an authority that is trusted")]
    Untrusted,
    #[error("its certificate cannot be relied on: {0}")]
    Certificate(String),
}

fn spoken(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": {said}") }
}
