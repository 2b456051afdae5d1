//! What a timestamp needs to know of a certificate (RFC 5280); its chain is for others to judge.

use super::der::{
    BIT_STRING, BOOLEAN, Der, Element, GENERALIZED_TIME, INTEGER, NotDer, OCTET_STRING, OID, SEQUENCE, SET, UTC_TIME,
    context,
};
use super::oid;
use chrono::NaiveDate;

/// Object identifiers of the parts of a name that people know a body by: its own name, its organisation.
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];

/// The parts of a certificate.
#[derive(Clone, Debug)]
pub struct Certificate<'a> {
    pub whole: &'a [u8],
    pub serial: &'a [u8],
    pub issuer: &'a [u8],
    subject: &'a [u8],
    /// Seconds since 1970, both inclusive.
    valid: (i64, i64),
    /// Whether the purposes are critical, and what they are.
    purposes: Option<(bool, Vec<&'a [u8]>)>,
    /// The first byte of the key usage: signing is its highest bit, vouching for content the next.
    usage: Option<u8>,
    pub key_identifier: Option<&'a [u8]>,
}

impl<'a> Certificate<'a> {
    /// Reads a certificate that stands for itself.
    pub fn read(bytes: &'a [u8]) -> Result<Self, NotDer> {
        let mut outer = Der(bytes);
        let certificate = outer.take(SEQUENCE)?;
        outer.end()?;
        let mut fields = certificate.open().take(SEQUENCE)?.open();
        fields.take_if(context(0))?;
        let serial = fields.take(INTEGER)?.body;
        fields.take(SEQUENCE)?;
        let issuer = fields.take(SEQUENCE)?.whole;
        let mut validity = fields.take(SEQUENCE)?.open();
        let valid = (time(validity.next()?)?, time(validity.next()?)?);
        let subject = fields.take(SEQUENCE)?.body;
        fields.take(SEQUENCE)?;
        let mut read = Self {
            whole: certificate.whole,
            serial,
            issuer,
            subject,
            valid,
            purposes: None,
            usage: None,
            key_identifier: None,
        };
        while let Some(tag) = fields.peek() {
            let field = fields.next()?;
            if tag == context(3) {
                read.read_extensions(field)?;
            }
        }
        Ok(read)
    }

    fn read_extensions(&mut self, field: Element<'a>) -> Result<(), NotDer> {
        let mut extensions = field.open().take(SEQUENCE)?.open();
        while !extensions.is_empty() {
            let mut extension = extensions.take(SEQUENCE)?.open();
            let id = extension.take(OID)?.body;
            let critical = extension.take_if(BOOLEAN)?.is_some_and(|flag| flag.body == [0xff]);
            let value = extension.take(OCTET_STRING)?.open();
            match id {
                oid::EXTENDED_KEY_USAGE => self.purposes = Some((critical, purposes(value)?)),
                oid::KEY_USAGE => self.usage = Some(usage(value)?),
                oid::KEY_IDENTIFIER => self.key_identifier = Some(value.clone().take(OCTET_STRING)?.body),
                _ => {}
            }
        }
        Ok(())
    }

    /// Says whether the key is for timestamps and for nothing else, as RFC 3161 section 2.3 wants it.
    pub fn is_for_timestamps_only(&self) -> bool {
        let signs_only = self.usage.is_none_or(|usage| usage & 0xc0 != 0 && usage & 0x3f == 0);
        signs_only && matches!(&self.purposes, Some((true, purposes)) if purposes[..] == [oid::TIME_STAMPING])
    }

    /// Says whether a moment, in seconds since 1970, lies within its validity.
    pub fn is_valid_at(&self, seconds: i64) -> bool {
        (self.valid.0..=self.valid.1).contains(&seconds)
    }

    /// Gives the name that people know its holder by.
    pub fn name(&self) -> String {
        let found = |wanted| name_part(Der(self.subject), wanted).ok().flatten();
        found(COMMON_NAME).or_else(|| found(ORGANISATION)).unwrap_or_else(|| "(without a name)".into())
    }
}

fn name_part(mut names: Der, wanted: &[u8]) -> Result<Option<String>, NotDer> {
    while !names.is_empty() {
        let mut part = names.take(SET)?.open().take(SEQUENCE)?.open();
        if part.take(OID)?.body == wanted {
            return Ok(Some(String::from_utf8_lossy(part.next()?.body).into_owned()));
        }
    }
    Ok(None)
}

fn purposes(mut value: Der<'_>) -> Result<Vec<&[u8]>, NotDer> {
    let mut list = value.take(SEQUENCE)?.open();
    let mut purposes = Vec::new();
    while !list.is_empty() {
        purposes.push(list.take(OID)?.body);
    }
    Ok(purposes)
}

fn usage(mut value: Der) -> Result<u8, NotDer> {
    // The first byte says how many bits of the last are not used.
    value.take(BIT_STRING)?.body.get(1).copied().ok_or(NotDer)
}

/// Reads a time of a certificate: seconds since 1970.
fn time(element: Element) -> Result<i64, NotDer> {
    let text = std::str::from_utf8(element.body).map_err(|_| NotDer)?;
    match element.tag {
        // Two digits of the year: 50 to 99 are of the last century.
        UTC_TIME => {
            let century = if text.get(..2).ok_or(NotDer)? < "50" { "20" } else { "19" };
            seconds(&format!("{century}{text}"))
        }
        GENERALIZED_TIME => seconds(text),
        _ => Err(NotDer),
    }
}

/// Reads `YYYYMMDDHHMMSSZ`: seconds since 1970.
pub fn seconds(text: &str) -> Result<i64, NotDer> {
    let digits = text.strip_suffix('Z').filter(|digits| digits.len() == 14).ok_or(NotDer)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotDer);
    }
    let number = |from: usize, to: usize| digits[from..to].parse::<u32>().map_err(|_| NotDer);
    let day = NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(4, 6)?, number(6, 8)?).ok_or(NotDer)?;
    let clock = day.and_hms_opt(number(8, 10)?, number(10, 12)?, number(12, 14)?).ok_or(NotDer)?;
    Ok(clock.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_certificates_have_one_spelling() {
        for (text, expected) in [
            ("20261123100000Z", Some(1_795_428_000)),
            ("19700101000000Z", Some(0)),
            ("20261123100000", None),
            ("20261123100000.5Z", None),
            ("20260230100000Z", None),
            ("2026112310000éZ", None),
            ("", None),
        ] {
            assert_eq!(seconds(text).ok(), expected, "{text}");
        }
    }
}
