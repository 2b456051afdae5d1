//! JSON-LD that is written: one spelling of bytes, and nothing in it that would end a script of a page.

use crate::error::{Error, Result};
use serde_json::{Map, Value};
use std::io::Write;
use url::Url;

/// Writes a document with its names in order, indented, with a line end after it.
///
/// `<` is written as an escape, so that neither `</script` nor `<!--` can stand in it, whatever people wrote.
pub fn write(document: &Value, out: &mut dyn Write) -> Result<()> {
    let text = serde_json::to_string_pretty(document).map_err(|error| Error::Output(error.into()))?;
    let text = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    writeln!(out, "{text}").map_err(Error::Output)
}

/// Puts an object together of what there is.
pub fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?)));
    Value::Object(given.collect::<Map<_, _>>())
}

/// Gives an address on the web in the form in which it may stand as an identifier; `None` for anything else.
pub fn web_address(text: Option<&str>) -> Option<String> {
    let url = Url::parse(text?.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_in_a_document_ends_a_script() {
        let mut out = Vec::new();
        let document = json!({"b": "</script><!--\u{2028}", "a": 1});
        write(&document, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('<') && text.starts_with("{\n  \"a\": 1"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
    }
}
