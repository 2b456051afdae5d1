//! CSL JSON: a list of items, each read for itself.

use super::fields::{date, doi, identify, told};
use super::{Library, Reference};
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

type Item = Map<String, Value>;

/// A list as such, or under a name of its own.
#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

pub(super) fn read(text: &str, limits: &Limits) -> Result<Library, Fault> {
    let text = text.trim_start();
    let items: Vec<&RawValue> = match text.starts_with('[') {
        true => parse(text)?,
        false => serde_json::from_str::<Wrapped>(text).map(|wrapped| wrapped.items).or_else(|_| single(text))?,
    };
    let mut library = Library::default();
    for (index, item) in items.into_iter().enumerate() {
        match serde_json::from_str::<Item>(item.get()).map_err(|error| error.to_string()).and_then(reference) {
            Ok(reference) => library.add(reference, limits)?,
            Err(reason) => library.fault(format!("item {}", index + 1), reason, limits),
        }
    }
    Ok(library)
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::broken("the library", error))
}

fn single(text: &str) -> Result<Vec<&RawValue>, Fault> {
    parse(text).map(|item| vec![item])
}

fn reference(item: Item) -> Result<Reference, String> {
    let text = |name: &str| item.get(name).and_then(plain);
    let kind = text("type").ok_or("it has no type, so it is no CSL item")?;
    let authors = ["author", "editor", "director", "creator"].iter().map(|role| names(&item, role));
    let mut reference = Reference {
        key: text("id").or_else(|| text("citation-key")).unwrap_or_default(),
        kind,
        title: text("title").or_else(|| text("title-short")).unwrap_or_default(),
        authors: authors.into_iter().find(|names| !names.is_empty()).unwrap_or_default(),
        container: text("container-title").or_else(|| text("collection-title")),
        publisher: text("publisher"),
        address: text("URL"),
        published: item.get("issued").and_then(stated_date),
        language: text("language"),
        summary: text("abstract"),
        accessed: item.get("accessed").and_then(stated_date),
        ..Reference::default()
    };
    identify(&mut reference, text("DOI").and_then(|text| doi(&text)), text("ISBN"), text("ISSN"));
    Ok(reference)
}

/// Takes a text or a number; programs write an id or a year as either.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => told(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn names(item: &Item, role: &str) -> Vec<String> {
    let list = item.get(role).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(name).collect()
}

fn name(name: &Value) -> Option<String> {
    let part = |part: &str| name.get(part).and_then(plain);
    if let Some(literal) = part("literal") {
        return Some(literal);
    }
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"];
    told(&parts.iter().filter_map(|name| part(name)).collect::<Vec<_>>().join(" "))
}

fn stated_date(value: &Value) -> Option<String> {
    let number = |parts: &[Value], at: usize| parts.get(at).and_then(plain);
    let parts = value.get("date-parts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let one = |parts: &Value| {
        let parts = parts.as_array()?;
        let small = |at| number(parts, at).and_then(|part| part.parse().ok());
        date(&number(parts, 0)?, small(1), small(2))
    };
    let days: Vec<String> = parts.iter().take(2).filter_map(one).collect();
    let whole = Some(days.join("/")).filter(|days| !days.is_empty());
    whole
        .or_else(|| ["raw", "literal"].iter().find_map(|name| value.get(name).and_then(plain)))
        .or_else(|| plain(value))
}
