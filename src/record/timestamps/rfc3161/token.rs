//! The token that an authority gave (RFC 3161, section 2.4.2): a signed statement that a hash existed at a time.

use super::certificate::{Certificate, seconds};
use super::der::{
    BIT_STRING, BOOLEAN, Der, Element, GENERALIZED_TIME, INTEGER, NotDer, OCTET_STRING, OID, SEQUENCE, SET, context,
    context_value,
};
use super::flaw::Flaw;
use super::{Digest, REPLY_LIMIT, oid};
use crate::model::time::Moment;

/// How many certificates a token may carry.
const CERTIFICATES: usize = 16;

/// A token as it was read; that it is genuine is for [`Token::prove`] to say.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) signer: Signer<'a>,
    /// The bytes that were signed: what the authority states.
    pub(super) content: &'a [u8],
    pub(super) stated: Stated<'a>,
}

/// Whose signature it is, and over what.
#[derive(Clone, Debug)]
pub(super) struct Signer<'a> {
    pub(super) identity: Identity<'a>,
    pub(super) digest: Digest,
    /// The signed attributes, all bytes, under the tag that they have in the token.
    pub(super) attributes: Element<'a>,
    pub(super) algorithm: &'a [u8],
    pub(super) signature: &'a [u8],
}

/// How the signer's certificate is named.
#[derive(Clone, Debug)]
pub(super) enum Identity<'a> {
    Issued { issuer: &'a [u8], serial: &'a [u8] },
    Key(&'a [u8]),
}

/// What an authority states.
#[derive(Clone, Debug)]
pub(super) struct Stated<'a> {
    pub(super) digest: Digest,
    pub(super) imprint: &'a [u8],
    /// Milliseconds since 1970: the earliest and the latest that the stated time and its accuracy leave open.
    pub(super) earliest: i64,
    pub(super) latest: i64,
    pub(super) time: Moment,
    pub(super) nonce: Option<&'a [u8]>,
    pub(super) serial: &'a [u8],
}

impl<'a> Token<'a> {
    /// Reads a reply of an authority, or the bare token out of one.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Flaw> {
        if bytes.len() > REPLY_LIMIT {
            return Err(Flaw::Malformed("it is longer than any reply of an authority"));
        }
        let mut outer = Der(bytes);
        let whole = outer.take(SEQUENCE).map_err(|_| Flaw::NoReply)?;
        if !outer.is_empty() {
            return Err(Flaw::Malformed("something follows after its end"));
        }
        let mut fields = whole.open();
        if fields.peek() == Some(OID) {
            return content_info(fields);
        }
        status(&mut fields)?;
        let token = fields.take(SEQUENCE).map_err(|_| Flaw::Malformed("it holds no token"))?;
        fields.end().map_err(|_| Flaw::Malformed("something follows after the token"))?;
        content_info(token.open())
    }

    /// Gives the moment that the authority states.
    pub fn time(&self) -> Moment {
        self.stated.time
    }

    /// Gives the nonce, as the bytes of its number.
    pub fn nonce(&self) -> Option<&'a [u8]> {
        self.stated.nonce
    }

    /// Gives the number that the authority gave the token, in hexadecimal.
    pub fn serial(&self) -> String {
        data_encoding::HEXLOWER.encode(self.stated.serial)
    }

    /// Says whether the token is over exactly these bytes.
    pub fn is_over(&self, bytes: &[u8]) -> bool {
        self.stated.digest.hash(bytes) == self.stated.imprint
    }
}

/// Reads whether the authority granted what was asked.
fn status(fields: &mut Der) -> Result<(), Flaw> {
    let read = |fields: &mut Der| -> Result<(u64, String), NotDer> {
        let mut info = fields.take(SEQUENCE)?.open();
        let status = info.number(INTEGER)?;
        let mut said = Vec::new();
        if let Some(texts) = info.take_if(SEQUENCE)? {
            let mut texts = texts.open();
            while !texts.is_empty() {
                said.push(String::from_utf8_lossy(texts.next()?.body).into_owned());
            }
        }
        info.take_if(BIT_STRING)?;
        info.end()?;
        Ok((status, said.join("; ")))
    };
    match read(fields).map_err(|_| Flaw::NoReply)? {
        (0 | 1, _) => Ok(()),
        (_, said) => Err(Flaw::Refused(said)),
    }
}

fn content_info(mut fields: Der) -> Result<Token, Flaw> {
    let mut read = || -> Result<Option<Element>, NotDer> {
        let kind = fields.take(OID)?;
        let content = fields.take(context(0))?;
        fields.end()?;
        Ok((kind.body == oid::SIGNED_DATA).then_some(content))
    };
    let content = read().map_err(|_| Flaw::NoReply)?.ok_or(Flaw::NoReply)?;
    signed_data(content).map_err(|_| Flaw::Malformed("its parts are not where they belong"))?
}

fn signed_data(content: Element) -> Result<Result<Token, Flaw>, NotDer> {
    let mut outer = content.open();
    let mut fields = outer.take(SEQUENCE)?.open();
    outer.end()?;
    fields.number(INTEGER)?;
    fields.take(SET)?;
    let mut inner = fields.take(SEQUENCE)?.open();
    if inner.take(OID)?.body != oid::TST_INFO {
        return Ok(Err(Flaw::Malformed("what is signed is no timestamp")));
    }
    let content = inner.take(context(0))?.open().take(OCTET_STRING)?.body;
    let certificates = match fields.take_if(context(0))? {
        Some(set) => certificates(set.open())?,
        None => Vec::new(),
    };
    fields.take_if(context(1))?;
    let mut signers = fields.take(SET)?.open();
    fields.end()?;
    let signer = signers.take(SEQUENCE)?;
    if !signers.is_empty() {
        return Ok(Err(Flaw::Malformed("more than one signed it")));
    }
    let signer = match self::signer(signer.open())? {
        Ok(signer) => signer,
        Err(flaw) => return Ok(Err(flaw)),
    };
    Ok(stated(content)?.map(|stated| Token { certificates, signer, content, stated }))
}

fn certificates(mut set: Der) -> Result<Vec<Certificate>, NotDer> {
    let mut certificates = Vec::new();
    while !set.is_empty() {
        let element = set.next()?;
        // Other forms of certificates have tags of their own, and are of no use here.
        if element.tag == SEQUENCE && certificates.len() < CERTIFICATES {
            certificates.push(Certificate::read(element.whole)?);
        }
    }
    Ok(certificates)
}

fn signer(mut fields: Der) -> Result<Result<Signer, Flaw>, NotDer> {
    fields.number(INTEGER)?;
    let identity = match fields.next()? {
        element if element.tag == SEQUENCE => {
            let mut named = element.open();
            Identity::Issued { issuer: named.take(SEQUENCE)?.whole, serial: named.take(INTEGER)?.body }
        }
        element if element.tag == context_value(0) => Identity::Key(element.body),
        _ => return Err(NotDer),
    };
    let digest = algorithm(fields.take(SEQUENCE)?)?;
    let Some(attributes) = fields.take_if(context(0))? else {
        return Ok(Err(Flaw::Malformed("its signer signed no attributes")));
    };
    let algorithm = algorithm(fields.take(SEQUENCE)?)?;
    let signature = fields.take(OCTET_STRING)?.body;
    fields.take_if(context(1))?;
    fields.end()?;
    let Some(digest) = Digest::of(digest).filter(|digest| *digest != Digest::Sha1) else {
        return Ok(Err(Flaw::Algorithm));
    };
    Ok(Ok(Signer { identity, digest, attributes, algorithm, signature }))
}

/// Reads which algorithm is named; its parameters are either absent or follow from it.
pub(super) fn algorithm(element: Element<'_>) -> Result<&[u8], NotDer> {
    Ok(element.open().take(OID)?.body)
}

fn stated(content: &[u8]) -> Result<Result<Stated<'_>, Flaw>, NotDer> {
    let mut outer = Der(content);
    let mut fields = outer.take(SEQUENCE)?.open();
    outer.end()?;
    if fields.number(INTEGER)? != 1 {
        return Ok(Err(Flaw::Malformed("it is of a version that is not known")));
    }
    fields.take(OID)?;
    let mut imprint = fields.take(SEQUENCE)?.open();
    let digest = algorithm(imprint.take(SEQUENCE)?)?;
    let imprint = imprint.take(OCTET_STRING)?.body;
    let serial = fields.take(INTEGER)?.body;
    let (start, resolution) = moment(fields.take(GENERALIZED_TIME)?.body)?;
    let accuracy = fields.take_if(SEQUENCE)?.map(accuracy).transpose()?.unwrap_or(0);
    fields.take_if(BOOLEAN)?;
    let nonce = fields.take_if(INTEGER)?.map(|nonce| nonce.body);
    let time = Moment::from_millis(start).ok_or(NotDer)?;
    let (earliest, latest) = (start - accuracy, start + resolution + accuracy);
    let Some(digest) = Digest::of(digest).filter(|digest| *digest != Digest::Sha1) else {
        return Ok(Err(Flaw::Algorithm));
    };
    Ok(Ok(Stated { digest, imprint, earliest, latest, time, nonce, serial }))
}

/// Reads a time with any number of digits after the point: milliseconds since 1970, and how many more the digits that
/// are not there leave open.
fn moment(body: &[u8]) -> Result<(i64, i64), NotDer> {
    let text = std::str::from_utf8(body).map_err(|_| NotDer)?;
    let Some((whole, fraction)) = text.split_once('.') else { return Ok((seconds(text)? * 1000, 999)) };
    let fraction = fraction.strip_suffix('Z').filter(|digits| (1..=9).contains(&digits.len())).ok_or(NotDer)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || fraction.ends_with('0') {
        return Err(NotDer);
    }
    let millis: i64 = format!("{fraction:0<3}")[..3].parse().map_err(|_| NotDer)?;
    // Trailing zeros are left out, so that how finely the clock counts cannot be told: a millisecond is taken.
    Ok((seconds(&format!("{whole}Z"))? * 1000 + millis, 1))
}

/// Reads how far off the time may be, in milliseconds, rounded up.
fn accuracy(element: Element) -> Result<i64, NotDer> {
    let mut fields = element.open();
    let mut part = |tag: u8| match fields.peek() {
        Some(next) if next == tag => fields.number(tag),
        _ => Ok(0),
    };
    let (seconds, millis, micros) = (part(INTEGER)?, part(context_value(0))?, part(context_value(1))?);
    fields.end()?;
    // No authority that is a year off states anything.
    if seconds > 31_536_000 || millis > 999 || micros > 999 {
        return Err(NotDer);
    }
    Ok((seconds * 1000 + millis + micros.div_ceil(1000)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_time_leaves_open_what_its_digits_do_not_say() {
        for (text, expected) in [
            ("20261123100000Z", Some((1_795_428_000_000, 999))),
            ("20261123100000.5Z", Some((1_795_428_000_500, 1))),
            ("20261123100000.123456Z", Some((1_795_428_000_123, 1))),
            ("20261123100000.50Z", None),
            ("20261123100000.Z", None),
            ("20261123100000.5", None),
            ("20261123100000+0100", None),
        ] {
            assert_eq!(moment(text.as_bytes()).ok(), expected, "{text}");
        }
    }
}
