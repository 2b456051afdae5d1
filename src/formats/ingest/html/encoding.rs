//! Tells the encoding of a page.

use crate::ingest::account::Encoding;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a page by its byte order mark; as UTF-8 where all of it is; by what it says of itself; as Windows-1252.
///
/// A text of any length that is UTF-8 throughout is nothing else, whatever its head says.
pub(super) fn decode(bytes: &[u8]) -> (String, Encoding) {
    let (encoding, why) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding, "its byte order mark"),
        None if is_escaped(bytes) => (declared(bytes).unwrap_or(UTF_8), "what the page says of itself"),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, "all of its bytes are UTF-8"),
        None => match declared(bytes).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding)) {
            Some(encoding) => (encoding, "what the page says of itself"),
            None if nearly_utf8(bytes) => (UTF_8, "nearly all of its bytes are UTF-8"),
            None => (WINDOWS_1252, "it is no UTF-8, and nothing names another"),
        },
    };
    let (text, _, _) = encoding.decode(bytes);
    (text.into_owned(), Encoding { name: encoding.name().to_owned(), why: why.to_owned() })
}

/// Encodings such as ISO-2022-JP use only bytes that are ASCII, too.
fn is_escaped(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.contains(&0x1b)
}

/// A page that was cut off or patched may hold a few wrong bytes; in another encoding all letters beyond ASCII are.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut wrong, mut letters) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        wrong += usize::from(!chunk.invalid().is_empty());
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
    }
    letters > 10 * wrong
}

/// Reads what a page says of itself in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let named = |mark: &str| {
        let rest = &head[head.find(mark)? + mark.len()..];
        let label = rest.trim_start_matches(['"', '\'', ' ', '=']);
        let end = label.find(|mark: char| !mark.is_ascii_alphanumeric() && !matches!(mark, '-' | '_'))?;
        encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
    };
    named("charset").or_else(|| named("encoding"))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn utf8_comes_before_what_a_page_says() {
        let rows: [(&[u8], &str, &str); 6] = [
            ("<meta charset=\"iso-8859-15\"><p>costó más".as_bytes(), "UTF-8", "costó más"),
            (b"<meta charset='windows-1251'><p>\xcc\xce", "windows-1251", "МО"),
            (b"<meta charset=utf-8><p>cost\xf3", "windows-1252", "costó"),
            (b"<p>cost\xf3 5 \x80", "windows-1252", "costó 5 €"),
            (b"\xff\xfe<\0p\0>\0\xf3\0", "UTF-16LE", "<p>ó"),
            ("\u{feff}<p>ó".as_bytes(), "UTF-8", "<p>ó"),
        ];
        for (bytes, name, words) in rows {
            let (text, encoding) = decode(bytes);
            assert_eq!(encoding.name, name, "{text}");
            assert!(text.ends_with(words), "{text}");
        }
        let cut = ["é".repeat(40).as_bytes(), b"\xc3".as_slice()].concat();
        assert_eq!(decode(&cut).1.name, "UTF-8");
    }
}
