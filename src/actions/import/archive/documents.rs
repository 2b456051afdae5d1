//! Which parts of a web archive are worth being evidence.

use crate::sources::capture::media_type_of;
use std::path::Path;

/// Says whether a media type is that of a document: a page, a text, data, office files. Scripts, styles, fonts, pictures
/// and recordings are none.
pub fn is_document(media_type: &str, address: &str) -> bool {
    const DOCUMENTS: [&str; 21] = [
        "text/html",
        "application/xhtml+xml",
        "application/pdf",
        "text/plain",
        "text/markdown",
        "text/csv",
        "text/tab-separated-values",
        "application/csv",
        "application/json",
        "application/ld+json",
        "application/geo+json",
        "application/xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rtf",
        "text/rtf",
        "application/msword",
        "application/epub+zip",
        "message/rfc822",
        "multipart/related",
    ];
    const FAMILIES: [&str; 3] = [
        "application/vnd.openxmlformats-officedocument.",
        "application/vnd.oasis.opendocument.",
        "application/vnd.ms-",
    ];
    match media_type {
        // Whoever says nothing of the kind may have named the file after it.
        "" | "application/octet-stream" | "binary/octet-stream" => {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let guessed = media_type_of(Path::new(path));
            guessed != "application/octet-stream" && is_document(guessed, "")
        }
        // Fonts stand in the same family as the tables of Excel.
        "application/vnd.ms-fontobject" => false,
        known => DOCUMENTS.contains(&known) || FAMILIES.iter().any(|family| known.starts_with(family)),
    }
}

/// Says whether an address is one under which a page stood: archivers keep their own notes under others.
pub fn is_of_the_web(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "ftp" | "ftps" | "file") || bytes_named(address).is_some()
}

/// Gives the SHA-256 (hex) in the address under which we give back a file that came from no address.
pub fn bytes_named(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("urn:sha256:")?;
    rest.get(..64).filter(|hash| hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

/// Gives the address under which a file that came from no address is given back.
///
/// Only what must be is escaped: players take other escapes off before they look an address up.
pub fn address_of_bytes(sha256: &str, name: &str) -> String {
    let escaped: String = name
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@".contains(&byte) => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("urn:sha256:{sha256}:{escaped}")
}

/// Gives the name in such an address.
pub fn name_of_bytes(address: &str) -> Option<String> {
    bytes_named(address)?;
    let escaped = address.rsplit_once(':').map(|(_, name)| name)?;
    let decoded = unescaped(escaped);
    (!decoded.is_empty()).then_some(decoded)
}

/// Takes `%20` and the like back.
pub fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| after.get(..2)).flatten();
        let value = escaped.and_then(|digits| data_encoding::HEXLOWER_PERMISSIVE.decode(digits).ok());
        bytes.push(value.as_ref().map_or(byte, |value| value[0]));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_from_what_dresses_them() {
        for document in ["text/html", "application/pdf", "application/vnd.ms-excel", "text/csv"] {
            assert!(is_document(document, "https://tarn.example/"), "{document}");
        }
        for other in ["image/png", "text/css", "font/woff2", "video/mp4", "application/vnd.ms-fontobject", "text/dns"] {
            assert!(!is_document(other, "https://tarn.example/a.pdf"), "{other}");
        }
        assert!(is_document("", "https://tarn.example/a.pdf?x=1"));
        assert!(!is_document("application/octet-stream", "https://tarn.example/a.woff"));
    }

    #[test]
    fn a_file_without_an_address_gets_one_and_gives_its_name_back() {
        let hash = "a".repeat(64);
        let address = address_of_bytes(&hash, "Ana's report: 5 %.pdf");
        assert_eq!(address, format!("urn:sha256:{hash}:Ana's%20report%3A%205%20%25.pdf"));
        assert_eq!(name_of_bytes(&address).as_deref(), Some("Ana's report: 5 %.pdf"));
        assert_eq!(bytes_named(&address), Some(hash.as_str()));
        for other in ["urn:sha256:abc:x", "urn:pageinfo:https://tarn.example/", "https://tarn.example/é%zz%2"] {
            assert_eq!(name_of_bytes(other), None);
        }
        assert!(is_of_the_web("HTTPS://tarn.example") && !is_of_the_web("urn:pageinfo:https://tarn.example/"));
    }
}
