//! Parts of a MIME message: their fields, where they end, and what they were encoded in.

use crate::ingest::fault::Fault;
use data_encoding::BASE64_NOPAD;

/// Fields of a part, parts of a message, and bytes of a head.
const FIELD_LIMIT: usize = 200;
const PART_LIMIT: usize = 20_000;
const HEAD_LIMIT: usize = 64 << 10;

/// A part: its fields, by their names in lower case, and the bytes that follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Part<'a> {
    fields: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// Reads the fields up to the empty line; `None` where the first lines are no fields.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = rest.len();
        while !rest.is_empty() && start - rest.len() < HEAD_LIMIT && fields.len() < FIELD_LIMIT {
            let (line, after) = next_line(rest);
            rest = after;
            if line.is_empty() {
                break;
            }
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t']) {
                let (_, value) = fields.last_mut()?;
                value.push(' ');
                value.push_str(line.trim());
                continue;
            }
            let (name, value) = line.split_once(':')?;
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
                return None;
            }
            fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Some(Self { fields, body: rest })
    }

    /// Gives a field by its name in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        found.filter(|value| !value.is_empty())
    }

    /// Gives the media type without parameters, in lower case.
    pub fn media_type(&self) -> String {
        let value = self.field("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Gives a parameter of the media type, without its quotation marks.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, mut rest) = self.field("content-type")?.split_once(';')?;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let (value, left) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?,
                None => after.split_at(after.find(';').unwrap_or(after.len())),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value.trim().to_owned());
            }
            rest = left.trim_start().trim_start_matches(';');
        }
    }

    /// Splits the body at its boundary; the last part may lack its end.
    pub fn parts(&self, boundary: &str) -> Vec<Part<'a>> {
        let mark = format!("--{boundary}");
        let mut parts = Vec::new();
        let mut start = None;
        for at in memchr::memmem::find_iter(self.body, mark.as_bytes()) {
            if at > 0 && self.body[at - 1] != b'\n' {
                continue;
            }
            if let Some(start) = start {
                parts.extend(Part::parse(&self.body[start..at]));
            }
            let (line, after) = next_line(&self.body[at + mark.len()..]);
            start = Some(self.body.len() - after.len());
            if line.starts_with(b"--") || parts.len() >= PART_LIMIT {
                return parts;
            }
        }
        parts.extend(start.and_then(|start| Part::parse(&self.body[start..])));
        parts
    }

    /// Gives the bytes that the part stands for.
    pub fn content(&self, most: u64) -> Result<Vec<u8>, Fault> {
        // No encoding makes it longer.
        if self.body.len() as u64 > most.saturating_mul(4) {
            return Err(Fault::TooLarge { size: self.body.len() as u64, most });
        }
        match self.field("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => Ok(quoted_printable(self.body)),
            "base64" => base64(self.body),
            "" | "7bit" | "8bit" | "binary" => Ok(self.body.to_vec()),
            other => Err(Fault::broken("the saved page", format!("its main part is encoded in `{other}`"))),
        }
    }
}

fn next_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match memchr::memchr(b'\n', bytes) {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[][..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// Reads `=C3=A9` and lines that go on after `=`; what is no such code stays.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'=', rest) {
        bytes.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(rest.len());
        if let Some(code) = rest.get(..2).and_then(code) {
            bytes.push(code);
            rest = &rest[2..];
        } else if rest.get(blank) == Some(&b'\n') {
            rest = &rest[blank + 1..];
        } else {
            bytes.push(b'=');
        }
    }
    bytes.extend_from_slice(rest);
    bytes
}

fn code(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(text, 16).ok()
}

fn base64(body: &[u8]) -> Result<Vec<u8>, Fault> {
    let letters: Vec<u8> =
        body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take_while(|&byte| byte != b'=').collect();
    BASE64_NOPAD.decode(&letters).map_err(|error| Fault::broken("the saved page", error))
}

/// Reads a field with words as `=?utf-8?Q?Caf=C3=A9?=`, of RFC 2047.
pub(super) fn words(field: &str) -> String {
    let mut text = String::new();
    let mut rest = field;
    let mut after_word = false;
    while let Some((before, word, after)) = next_word(rest) {
        // Blanks between two such words are not part of the text.
        if !(after_word && before.trim().is_empty()) {
            text.push_str(before);
        }
        text.push_str(&word);
        (rest, after_word) = (after, true);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn next_word(text: &str) -> Option<(&str, String, &str)> {
    let (before, rest) = text.split_once("=?")?;
    let mut parts = rest.splitn(3, '?');
    let (label, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (coded, after) = rest.split_once("?=")?;
    let bytes = match kind {
        "Q" | "q" => quoted_printable(coded.replace('_', " ").as_bytes()),
        "B" | "b" => base64(coded.as_bytes()).ok()?,
        _ => return None,
    };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some((before, encoding.decode(&bytes).0.into_owned(), after))
}
