//! Whether a token is what an authority that is trusted stated: every step of RFC 3161, section 2.2, and RFC 5652.

use super::authority::Authorities;
use super::certificate::Certificate;
use super::der::{Der, NotDer, OCTET_STRING, OID, SEQUENCE, SET};
use super::flaw::Flaw;
use super::token::{Identity, Token, algorithm};
use super::{Digest, oid};
use crate::model::time::Moment;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use std::time::Duration;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage};

/// What was proven: that the bytes existed at a time, as an authority says that is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The name in the certificate of the one who signed.
    pub authority: String,
    /// What the authority states.
    pub time: Moment,
    /// The earliest and the latest moment that the stated time and its accuracy leave open.
    pub earliest: Moment,
    pub latest: Moment,
}

impl Token<'_> {
    /// Requires that the token is over the bytes and that whoever signed it signed just this; whom to believe is left open.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Flaw> {
        self.checked(bytes).map(drop)
    }

    /// Requires all that, and that one of the authorities vouches for whoever signed it.
    pub fn prove(&self, bytes: &[u8], authorities: &Authorities) -> Result<Proven, Flaw> {
        let signer = self.checked(bytes)?;
        self.chain(signer, authorities)?;
        let clamped = |millis: i64| Moment::from_millis(millis).unwrap_or(self.stated.time);
        Ok(Proven {
            authority: signer.name(),
            time: self.stated.time,
            earliest: clamped(self.stated.earliest),
            latest: clamped(self.stated.latest),
        })
    }

    /// Gives the name in the certificate that the token says it was signed with; nothing proves it.
    pub fn claimed_authority(&self) -> Option<String> {
        self.signer().map(Certificate::name)
    }

    fn signer(&self) -> Option<&Certificate<'_>> {
        self.certificates.iter().find(|certificate| match self.signer.identity {
            Identity::Issued { issuer, serial } => (certificate.issuer, certificate.serial) == (issuer, serial),
            Identity::Key(key) => certificate.key_identifier == Some(key),
        })
    }

    fn checked(&self, bytes: &[u8]) -> Result<&Certificate<'_>, Flaw> {
        if !self.is_over(bytes) {
            return Err(Flaw::Imprint);
        }
        let signer = self.signer().ok_or(Flaw::NoCertificate)?;
        let attributes = Attributes::read(self.signer.attributes.open())
            .map_err(|_| Flaw::Malformed("its signed attributes are not where they belong"))?;
        if attributes.content_type != Some(oid::TST_INFO) {
            return Err(Flaw::Malformed("its signer signed something else than a timestamp"));
        }
        if attributes.digest != Some(self.signer.digest.hash(self.content).as_slice()) {
            return Err(Flaw::Content);
        }
        self.check_signature(signer)?;
        match attributes.certificates.as_slice() {
            [] => Err(Flaw::Malformed("it does not name the certificate that it was signed with")),
            named if named.iter().all(|(digest, hash)| digest.hash(signer.whole) == *hash) => Ok(signer),
            _ => Err(Flaw::OtherCertificate),
        }
    }

    fn check_signature(&self, signer: &Certificate) -> Result<(), Flaw> {
        // What is signed are the attributes as a set, under the tag that a set has.
        let mut signed = self.signer.attributes.whole.to_vec();
        signed[0] = SET;
        let certificate = CertificateDer::from(signer.whole);
        let key = EndEntityCert::try_from(&certificate).map_err(|error| Flaw::Certificate(error.to_string()))?;
        let algorithms = algorithms(self.signer.algorithm, self.signer.digest).ok_or(Flaw::Algorithm)?;
        let mut outcome = Err(Flaw::Algorithm);
        for algorithm in algorithms {
            match key.verify_signature(algorithm, &signed, self.signer.signature) {
                Ok(()) => return Ok(()),
                Err(webpki::Error::InvalidSignatureForPublicKey) => outcome = Err(Flaw::Signature),
                Err(_) => {}
            }
        }
        outcome
    }

    fn chain(&self, signer: &Certificate, authorities: &Authorities) -> Result<(), Flaw> {
        if !signer.is_for_timestamps_only() {
            return Err(Flaw::Purpose);
        }
        let then = self.stated.time.millis() / 1000;
        let (valid, past): (Vec<_>, Vec<_>) = authorities
            .certificates
            .iter()
            .partition(|anchor| Certificate::read(anchor).is_ok_and(|anchor| anchor.is_valid_at(then)));
        match self.leads_to(signer, &valid) {
            Err(Flaw::Untrusted) if self.leads_to(signer, &past).is_ok() => Err(Flaw::NotValidThen),
            other => other,
        }
    }

    fn leads_to(&self, signer: &Certificate, trusted: &[&CertificateDer]) -> Result<(), Flaw> {
        let anchors: Vec<TrustAnchor> =
            trusted.iter().filter_map(|anchor| webpki::anchor_from_trusted_cert(anchor).ok()).collect();
        let between: Vec<CertificateDer> =
            self.certificates.iter().map(|certificate| CertificateDer::from(certificate.whole)).collect();
        let certificate = CertificateDer::from(signer.whole);
        let end = EndEntityCert::try_from(&certificate).map_err(|error| Flaw::Certificate(error.to_string()))?;
        let then = UnixTime::since_unix_epoch(Duration::from_millis(self.stated.time.millis() as u64));
        // What the signer's own certificate is for was looked at more strictly.
        let usage = KeyUsage::required_if_present(oid::TIME_STAMPING);
        match end.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &between, then, usage, None, None) {
            Ok(_) => Ok(()),
            Err(webpki::Error::UnknownIssuer | webpki::Error::InvalidSignatureForPublicKey) => Err(Flaw::Untrusted),
            Err(webpki::Error::CertExpired { .. } | webpki::Error::CertNotValidYet { .. }) => Err(Flaw::NotValidThen),
            Err(other) => Err(Flaw::Certificate(other.to_string())),
        }
    }
}

/// Gives the ways in which a signature of this name may be made: one for each kind of key.
fn algorithms(name: &[u8], digest: Digest) -> Option<Vec<&'static dyn SignatureVerificationAlgorithm>> {
    use webpki::ring::*;
    Some(match (name, digest) {
        (oid::RSA_SHA256, _) | (oid::RSA, Digest::Sha256) => vec![RSA_PKCS1_2048_8192_SHA256],
        (oid::RSA_SHA384, _) | (oid::RSA, Digest::Sha384) => vec![RSA_PKCS1_2048_8192_SHA384],
        (oid::RSA_SHA512, _) | (oid::RSA, Digest::Sha512) => vec![RSA_PKCS1_2048_8192_SHA512],
        (oid::ECDSA_SHA256, _) => vec![ECDSA_P256_SHA256, ECDSA_P384_SHA256],
        (oid::ECDSA_SHA384, _) => vec![ECDSA_P384_SHA384, ECDSA_P256_SHA384],
        (oid::ED25519, _) => vec![ED25519],
        _ => return None,
    })
}

/// The signed attributes that count.
#[derive(Default)]
struct Attributes<'a> {
    content_type: Option<&'a [u8]>,
    digest: Option<&'a [u8]>,
    /// Hashes of the certificate that was signed with: one in the older form, one in the newer.
    certificates: Vec<(Digest, &'a [u8])>,
}

impl<'a> Attributes<'a> {
    fn read(mut set: Der<'a>) -> Result<Self, NotDer> {
        let mut read = Self::default();
        while !set.is_empty() {
            let mut attribute = set.take(SEQUENCE)?.open();
            let name = attribute.take(OID)?.body;
            let mut values = attribute.take(SET)?.open();
            attribute.end()?;
            match name {
                oid::CONTENT_TYPE => once(&mut read.content_type, values.take(OID)?.body)?,
                oid::MESSAGE_DIGEST => once(&mut read.digest, values.take(OCTET_STRING)?.body)?,
                oid::SIGNING_CERTIFICATE => read.certificates.push((Digest::Sha1, first(values)?.1)),
                oid::SIGNING_CERTIFICATE_V2 => {
                    let (digest, hash) = first(values)?;
                    read.certificates.push((digest.map_or(Some(Digest::Sha256), Digest::of).ok_or(NotDer)?, hash));
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

/// An attribute that counts stands once, or what was signed is not one thing.
fn once<'a>(place: &mut Option<&'a [u8]>, value: &'a [u8]) -> Result<(), NotDer> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(NotDer),
    }
}

/// Reads the first certificate that an attribute names, which is the signer's: the hash's algorithm, and the hash.
fn first(mut values: Der<'_>) -> Result<(Option<&[u8]>, &[u8]), NotDer> {
    let mut list = values.take(SEQUENCE)?.open().take(SEQUENCE)?.open();
    let mut named = list.take(SEQUENCE)?.open();
    let digest = named.take_if(SEQUENCE)?.map(algorithm).transpose()?;
    Ok((digest, named.take(OCTET_STRING)?.body))
}
