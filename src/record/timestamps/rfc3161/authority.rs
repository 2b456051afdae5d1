//! Whom a verifier takes the time from: certificates of authorities, as PEM, given from outside.

use super::certificate::Certificate;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use thiserror::Error;

/// How many certificates a file may hold; the list of a whole operating system has some hundred and fifty.
const LIMIT: usize = 1000;

/// The certificates that are trusted, each to be the last of a chain.
#[derive(Clone, Debug, Default)]
pub struct Authorities {
    pub(super) certificates: Vec<CertificateDer<'static>>,
}

/// Why a file names no authorities.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NotAuthorities {
    #[error("it holds no certificate as PEM")]
    None,
    #[error("a certificate in it cannot be read")]
    Unreadable,
    #[error("it holds more than {LIMIT} certificates")]
    TooMany,
}

impl Authorities {
    /// Reads one or more certificates as PEM.
    pub fn read(pem: &[u8]) -> Result<Self, NotAuthorities> {
        let mut certificates = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| NotAuthorities::Unreadable)?;
            Certificate::read(&certificate).map_err(|_| NotAuthorities::Unreadable)?;
            webpki::anchor_from_trusted_cert(&certificate).map_err(|_| NotAuthorities::Unreadable)?;
            certificates.push(certificate.clone());
            if certificates.len() > LIMIT {
                return Err(NotAuthorities::TooMany);
            }
        }
        if certificates.is_empty() { Err(NotAuthorities::None) } else { Ok(Self { certificates }) }
    }

    /// Adds those of another file.
    pub fn add(&mut self, others: Self) {
        self.certificates.extend(others.certificates);
    }

    /// Says whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty()
    }
}
