//! Plain text: its letters as they are, cut into paragraphs at blank lines and into pages at form feeds.

use super::account::Encoding;
use super::block::Kind;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::sniff::Format;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::ops::Range;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let Decoded { text, encoding, warning } = decode(bytes)?;
    let mut composer = Composer::over(&text);
    composer.account.encoding = Some(encoding).filter(|encoding| encoding.name != "UTF-8");
    composer.warnings.extend(warning);
    let paged = text.contains('\u{c}');
    let mut page = 1;
    let mut lines = Lines { at: 0 };
    while let Some(paragraph) = lines.next_paragraph(&text) {
        page += text[paragraph.passed.clone()].matches('\u{c}').count() as u32;
        if paged {
            composer.turn_to(page);
        }
        composer.mark(Kind::Paragraph, paragraph.bytes);
    }
    composer.finish(Format::Plain)
}

/// A text out of bytes, without a byte order mark.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
    /// What to know where the encoding was not sure.
    pub warning: Option<String>,
}

/// Decodes a text by its byte order mark; as UTF-8; as UTF-16 where every second byte is zero; as Windows-1252.
///
/// # Errors
/// [`Fault::NotUtf8`] with the first wrong byte of what no encoding of texts gives, or [`Fault::Binary`] with the first
/// zero byte.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Fault> {
    let told = |encoding: &'static encoding_rs::Encoding, why: &str| Encoding {
        name: encoding.name().to_owned(),
        why: why.to_owned(),
    };
    if let Some((text, encoding)) = wide(bytes) {
        return Ok(Decoded {
            text: text.into(),
            encoding: told(encoding, "its zero bytes or byte order mark"),
            warning: None,
        });
    }
    if let Some(offset) = memchr::memchr(0, bytes) {
        return Err(Fault::Binary { offset: offset as u64 });
    }
    let start = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
    match std::str::from_utf8(&bytes[start..]) {
        Ok(text) => {
            Ok(Decoded { text: text.into(), encoding: told(UTF_8, "all of its bytes are UTF-8"), warning: None })
        }
        Err(error) if is_windows(&bytes[start..]) => {
            let offset = start + error.valid_up_to();
            let text = WINDOWS_1252.decode_without_bom_handling(&bytes[start..]).0;
            let warning = format!("byte {offset} is not UTF-8: the file was read as Windows-1252; look at its accents");
            Ok(Decoded { text, encoding: told(WINDOWS_1252, "it is not UTF-8"), warning: Some(warning) })
        }
        Err(error) => Err(Fault::NotUtf8 { offset: (start + error.valid_up_to()) as u64 }),
    }
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes UTF-16, which has a byte order mark, or a zero beside nearly every letter.
pub(super) fn wide(bytes: &[u8]) -> Option<(String, &'static encoding_rs::Encoding)> {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|one| *one != UTF_8);
    let encoding = marked.or_else(|| {
        let sample = &bytes[..bytes.len().min(512) & !1];
        let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() * 4;
        let most = sample.len() / 2 * 3;
        match (zeros(0) >= most, zeros(1) >= most) {
            (false, true) if sample.len() >= 4 => Some(UTF_16LE),
            (true, false) if sample.len() >= 4 => Some(UTF_16BE),
            _ => None,
        }
    })?;
    let (text, wrong) = encoding.decode_with_bom_removal(bytes);
    (!wrong && !text.contains('\0')).then(|| (text.into_owned(), encoding))
}

/// Says whether bytes may be a text in Windows-1252: no control characters, and none of the bytes that it leaves open.
fn is_windows(bytes: &[u8]) -> bool {
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let open = |byte: u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    !bytes.iter().any(|byte| control(*byte) || open(*byte))
}

/// Steps through a text paragraph by paragraph.
struct Lines {
    at: usize,
}

struct Paragraph {
    /// What lay between it and the paragraph before.
    passed: Range<usize>,
    bytes: Range<usize>,
}

impl Lines {
    fn next_paragraph(&mut self, text: &str) -> Option<Paragraph> {
        let start = self.at + text[self.at..].find(|character: char| !character.is_whitespace())?;
        let passed = self.at..start;
        let mut end = start;
        for line in text[start..].split_inclusive(['\n', '\u{c}']) {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
            if line.ends_with('\u{c}') {
                break;
            }
        }
        let bytes = start..start + text[start..end].trim_end().len();
        self.at = bytes.end;
        Some(Paragraph { passed, bytes })
    }
}
