//! JSON-LD as strangers publish it: a value may be bare, in a list, or wrapped with its language or address.
//!
//! Nothing is fetched, so that names are taken as they are usually written: plain, or with the prefix of schema.org.

use super::fault::Fault;
use super::limits::Limits;
use serde_json::{Map, Value};
use std::slice;
use url::Url;

/// What stands between braces.
pub type Object = Map<String, Value>;

/// The longest text that is taken from a field, in bytes; the rest is cut off.
const TEXT: usize = 40_000;

/// The longest address that is taken, in bytes.
const ADDRESS: usize = 4_000;

/// How many values of a list are taken for one field.
const VALUES: usize = 20;

const PREFIXES: [&str; 4] = ["", "schema:", "http://schema.org/", "https://schema.org/"];

/// Reads one JSON document, or several one after the other.
pub fn documents(text: &str) -> Result<Vec<Value>, Fault> {
    let read = serde_json::Deserializer::from_str(text).into_iter().collect::<Result<Vec<Value>, _>>();
    read.map_err(|error| Fault::broken("the JSON", error))
}

/// Gives a file of JSON as text, where it is not too large.
pub fn text_of<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Fault> {
    if bytes.len() as u64 > limits.linked {
        return Err(Fault::TooLarge { part: "the file".to_owned(), most: limits.linked });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::broken("the file", "it is not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() { Err(Fault::Empty) } else { Ok(text) }
}

/// Finds every object of a type, wherever it stands, in order; what stands inside one of them is not looked at.
pub fn find<'a>(documents: &'a [Value], of_type: &str) -> Vec<&'a Object> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) if is_a(object, of_type) => found.push(object),
            Value::Object(object) => open.extend(object.values().rev()),
            _ => {}
        }
    }
    found
}

/// Says whether an object is of a type.
pub fn is_a(object: &Object, of_type: &str) -> bool {
    let named = object.get("@type").or_else(|| object.get("type"));
    let last = |name: &str| name.rsplit(['/', '#', ':']).next() == Some(of_type);
    named.is_some_and(|named| list(named).iter().any(|name| name.as_str().is_some_and(last)))
}

/// Gives a field by its plain name.
pub fn field<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    PREFIXES.iter().find_map(|prefix| match prefix.is_empty() {
        true => object.get(name),
        false => object.get(&format!("{prefix}{name}")),
    })
}

/// Gives one value or many as many.
pub fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => &values[..values.len().min(VALUES)],
        one => slice::from_ref(one),
    }
}

/// Gives the first text of a field; a number is one too.
pub fn text(object: &Object, name: &str) -> Option<String> {
    list(field(object, name)?).iter().find_map(text_in)
}

fn text_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clipped(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => match object.get("@value") {
            Some(Value::String(text)) => clipped(text),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// Gives the names of whom a field tells, with a semicolon between them.
pub fn names(object: &Object, name: &str) -> Option<String> {
    let named = |value: &Value| match value {
        Value::Object(person) => text(person, "name").or_else(|| text_in(value)),
        other => text_in(other),
    };
    let all: Vec<String> = list(field(object, name)?).iter().filter_map(named).collect();
    clipped(&all.join("; "))
}

/// Gives the addresses on the web in a field, each once; any other is left out.
pub fn addresses(object: &Object, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in field(object, name).map(list).unwrap_or_default() {
        let within = |inner: &Object| {
            ["url", "@id", "id"].iter().find_map(|name| list(field(inner, name)?).iter().find_map(address))
        };
        let one = value.as_object().map_or_else(|| address(value), within);
        found.extend(one.filter(|one| !found.contains(one)));
    }
    found
}

fn address(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    is_address(text).then(|| text.to_string())
}

/// Says whether a text is an address on the web that can be recorded.
pub fn is_address(text: &str) -> bool {
    let web = || Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    text.len() <= ADDRESS && !text.contains(char::is_whitespace) && web()
}

/// Takes the space around a text off and shortens it to what can be recorded; `None` where nothing is left.
pub fn clipped(text: &str) -> Option<String> {
    let text = text.trim();
    let end = (0..=text.len().min(TEXT)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    match end == text.len() {
        true => Some(text.to_string()).filter(|text| !text.is_empty()),
        false => Some(format!("{}…", &text[..end])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_is_found_in_each_of_its_wrappings() {
        for value in [json!(" a "), json!(["a", "b"]), json!({"@value": "a", "@language": "en"}), json!([{}, "a"])] {
            let object = json!({"schema:x": value});
            assert_eq!(text(object.as_object().unwrap(), "x").as_deref(), Some("a"), "{object}");
        }
        assert_eq!(text(json!({"x": 4.5}).as_object().unwrap(), "x").as_deref(), Some("4.5"));
        assert_eq!(text(json!({"x": " "}).as_object().unwrap(), "x"), None);
    }

    #[test]
    fn only_addresses_on_the_web_are_taken() {
        let object = json!({"x": ["javascript:alert(1)", {"url": "https://a.example/"}, "https://a.example/", "b"]});
        assert_eq!(addresses(object.as_object().unwrap(), "x"), ["https://a.example/"]);
    }

    #[test]
    fn objects_are_found_in_order_at_any_depth() {
        let documents = [json!({"@graph": [{"item": [{"@type": ["A", "schema:B"], "n": 1}]}, {"@type": "B", "n": 2}]})];
        let found = find(&documents, "B");
        assert_eq!(found.iter().map(|object| object["n"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    }
}
