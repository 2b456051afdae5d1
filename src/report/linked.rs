//! JSON-LD that is written: one spelling of bytes, and nothing in it that would end a script of a page.

use crate::error::{Error, Result};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};
use serde_json::{Map, Value};
use std::io::{BufWriter, Write};
use url::Url;

/// Writes a document with its names in order, indented, with a line end after it.
///
/// `<` is written as an escape, so that neither `</script` nor `<!--` can stand in it, whatever people wrote.
pub fn write(document: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut writer = serde_json::Serializer::with_formatter(&mut out, Inert(PrettyFormatter::new()));
    document.serialize(&mut writer).map_err(|error| Error::Output(error.into()))?;
    writeln!(out).and_then(|()| out.flush()).map_err(Error::Output)
}

/// Indented JSON whose texts hold nothing that a page would take for its own.
struct Inert<'i>(PrettyFormatter<'i>);

impl Formatter for Inert<'_> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> std::io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
            let (before, after) = rest.split_at(at);
            let mut letters = after.chars();
            let code = letters.next().map_or(0, u32::from);
            write!(out, "{before}\\u{code:04x}")?;
            rest = letters.as_str();
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.0.end_object_value(out)
    }
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
    fn what_is_written_in_pieces_is_what_was_written_at_once() {
        let text = "a<b\u{2028}\u{2029}<<\"\\\n<";
        let document = json!({"a": [1, {}, [], text], text: {"b": [[text, null, true, 1.5]]}});
        let mut out = Vec::new();
        write(&document, &mut out).unwrap();
        let at_once = serde_json::to_string_pretty(&document).unwrap() + "\n";
        let at_once = at_once.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        assert_eq!(String::from_utf8(out).unwrap(), at_once);
    }

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
