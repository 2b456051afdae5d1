//! Salted disclosures, as RFC 9901 (SD-JWT) defines them: a text beside an event, its digest inside.

use crate::model::disclosure::{Text, Value};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The largest text of an event, in bytes of its disclosure.
pub const TEXT_LIMIT: usize = 256 * 1024;

/// 128 bits that keep a short text from being guessed by its digest.
pub type Salt = [u8; 16];

/// A text ready to be stored beside its event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disclosure {
    /// Stands in the event. First, so that sorting disclosures sorts digests.
    pub digest: String,
    /// Stands beside the event: the JSON array of salt, name and value.
    pub json: String,
}

/// What is wrong with a stored disclosure.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is not a disclosure: {0}")]
    Malformed(String),
    #[error("its bytes are not the canonical form of what they say")]
    NotCanonical,
}

/// Writes a text with its salt in the canonical form and hashes it.
pub fn disclose(salt: &Salt, name: &str, value: &Value) -> Disclosure {
    let salt = BASE64URL_NOPAD.encode(salt);
    let json = serde_json::to_string(&(salt, name, value)).expect("texts are always JSON");
    Disclosure { digest: digest(&json), json }
}

/// Gives the digest of a stored disclosure: SHA-256 over its base64url, in base64url.
pub fn digest(json: &str) -> String {
    let mut encoded = String::with_capacity(json.len() * 4 / 3 + 4);
    BASE64URL_NOPAD.encode_append(json.as_bytes(), &mut encoded);
    BASE64URL_NOPAD.encode(&Sha256::digest(encoded))
}

/// Reads a stored disclosure, requiring the canonical form.
pub fn read(json: &str) -> Result<Text, Flaw> {
    if json.len() > TEXT_LIMIT {
        return Err(Flaw::Malformed(format!("it is {} bytes long, over the limit of {TEXT_LIMIT}", json.len())));
    }
    let (salt, name, value): (String, String, Value) =
        serde_json::from_str(json).map_err(|error| Flaw::Malformed(error.to_string()))?;
    let again = serde_json::to_string(&(&salt, &name, &value)).expect("texts are always JSON");
    if again != json {
        return Err(Flaw::NotCanonical);
    }
    Ok(Text { name, value, digest: digest(json) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_digest_is_the_one_of_the_standard() {
        // The example of RFC 9901, section 4.2.3: its disclosure has a space after each comma.
        let json = r#"["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]"#;
        assert_eq!(digest(json), "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    }

    #[test]
    fn other_spellings_are_refused() {
        let fine = disclose(&[1; 16], "note", &Value::Text("é\n".into())).json;
        assert_eq!(read(&fine).unwrap().value.text(), Some("é\n"));
        assert_eq!(read(&fine.replace("é", "\\u00e9")), Err(Flaw::NotCanonical));
        assert_eq!(read(&fine.replace(",\"note", ", \"note")), Err(Flaw::NotCanonical));
        let long = disclose(&[1; 16], "note", &Value::Text("x".repeat(TEXT_LIMIT))).json;
        assert!(matches!(read(&long), Err(Flaw::Malformed(_))));
        assert!(matches!(read("[1,2,3]"), Err(Flaw::Malformed(_))));
        assert!(matches!(read(r#"["s","n",{"a":"1","a":"2"}]"#), Err(Flaw::Malformed(_))));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), name in any::<String>()) {
            let disclosure = disclose(&[3; 16], &name, &Value::Text(text.clone()));
            let value: serde_json::Value = serde_json::from_str(&disclosure.json).unwrap();
            prop_assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), disclosure.json.clone());
            let back = read(&disclosure.json).unwrap();
            prop_assert_eq!((back.name, back.value.text().unwrap(), back.digest), (name, text.as_str(), disclosure.digest));
        }
    }
}
