//! Annotations as others keep them: the export of Hypothes.is, and the W3C's Web Annotations.

#[cfg(test)]
mod tests;

use super::fault::Fault;
use super::limits::Limits;
use super::linked::{self, Object, clipped, is_a, list, names, text};
use serde_json::Value;

/// The longest words by which a place is found, in bytes; nobody marks more than a few pages.
const EXACT: usize = 16_000;

/// What somebody remarked on a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// From 1, in the order of the file.
    pub number: usize,
    pub id: Option<String>,
    pub author: Option<String>,
    pub created: Option<String>,
    pub comments: Vec<String>,
    pub tags: Vec<String>,
    /// The words that it is about; absent for a remark on a whole page, or on another remark.
    pub quote: Option<Quote>,
    /// Where those words began and ended in the text that was annotated, in characters (Unicode code points) from 0.
    pub position: Option<(u64, u64)>,
    /// It answers another annotation.
    pub is_reply: bool,
}

/// Words of a text, with what stood around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// What a file holds: annotations, and what is wrong with those that cannot be read.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub annotations: Vec<Annotation>,
    pub faults: Vec<String>,
    /// `Hypothes.is` or `Web Annotation`.
    pub format: &'static str,
}

/// Reads a file of annotations.
///
/// # Errors
/// A [`Fault`] for a file that is too large, empty, no JSON, or without any annotation.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Held, Fault> {
    let documents = linked::documents(linked::text_of(bytes, limits)?)?;
    let (format, found) = match rows(&documents) {
        Some(rows) => ("Hypothes.is", rows.to_vec()),
        None => ("Web Annotation", linked::find(&documents, "Annotation").into_iter().collect::<Vec<_>>()),
    };
    if found.len() > limits.linked_items {
        return Err(Fault::TooMany { what: "annotations", most: limits.linked_items as u64 });
    }
    if found.is_empty() {
        return Err(Fault::broken("the file", "there is no annotation in it"));
    }
    let mut held = Held { format, ..Held::default() };
    for (object, number) in found.into_iter().zip(1..) {
        match annotation(object, number) {
            Ok(annotation) => held.annotations.push(annotation),
            Err(reason) => held.faults.push(format!("annotation {number}: {reason}")),
        }
    }
    Ok(held)
}

/// The rows of a search, or such rows without the search.
fn rows(documents: &[Value]) -> Option<Vec<&Object>> {
    let [document] = documents else { return None };
    let rows = document.get("rows").unwrap_or(document).as_array()?;
    let objects: Vec<&Object> = rows.iter().filter_map(Value::as_object).collect();
    let has_user = |row: &&Object| row.contains_key("user") && row.contains_key("uri");
    (document.get("rows").is_some() || objects.first().is_some_and(has_user)).then_some(objects)
}

fn annotation(object: &Object, number: usize) -> Result<Annotation, String> {
    let id = text(object, "id").or_else(|| text(object, "@id")).filter(|id| id.len() <= 500);
    let mut annotation = Annotation {
        number,
        id,
        author: author(object),
        created: text(object, "created").filter(|time| time.len() <= 40),
        is_reply: object.get("references").and_then(Value::as_array).is_some_and(|above| !above.is_empty()),
        ..Annotation::default()
    };
    annotation.comments.extend(object.get("text").and_then(Value::as_str).and_then(clipped));
    annotation.comments.extend(object.get("bodyValue").and_then(Value::as_str).and_then(clipped));
    let tags = object.get("tags").map(list).unwrap_or_default();
    annotation.tags.extend(tags.iter().filter_map(Value::as_str).filter_map(clipped));
    object.get("body").map(list).unwrap_or_default().iter().for_each(|body| take_body(body, &mut annotation));
    let targets = object.get("target").map(list).unwrap_or_default();
    targets.iter().filter_map(Value::as_object).for_each(|target| take_target(target, &mut annotation));
    match &annotation.quote {
        Some(quote) if quote.exact.len() > EXACT => Err(format!("it marks more than {EXACT} bytes of text")),
        _ => Ok(annotation),
    }
}

/// Gives who wrote it: a shown name, else the account without its scheme.
fn author(object: &Object) -> Option<String> {
    let shown = object.get("user_info").and_then(Value::as_object).and_then(|info| text(info, "display_name"));
    let account = || text(object, "user").map(|user| user.trim_start_matches("acct:").to_string());
    shown.or_else(account).or_else(|| names(object, "creator")).filter(|name| name.len() <= 500)
}

fn take_body(body: &Value, annotation: &mut Annotation) {
    let Some(object) = body.as_object() else { return };
    let Some(value) = text(object, "value") else { return };
    let purposes = object.get("purpose").map(list).unwrap_or_default();
    let has = |purpose: &str| purposes.iter().any(|named| named.as_str() == Some(purpose));
    match (has("tagging"), has("describing")) {
        (true, _) => annotation.tags.push(value),
        // What a body describes is the text itself, said again.
        (false, true) => {}
        (false, false) => annotation.comments.push(value),
    }
}

/// Takes the first words that a target points out.
fn take_target(target: &Object, annotation: &mut Annotation) {
    let selectors = target.get("selector").map(list).unwrap_or_default();
    // A selector may be refined by another, and that by a third; deeper is nobody's.
    let mut open: Vec<(&Object, u8)> =
        selectors.iter().rev().filter_map(|selector| Some((selector.as_object()?, 0))).collect();
    while let Some((selector, depth)) = open.pop() {
        if is_a(selector, "TextQuoteSelector") && annotation.quote.is_none() {
            annotation.quote = quote(selector);
        }
        if is_a(selector, "TextPositionSelector") && annotation.position.is_none() {
            let at = |name| selector.get(name).and_then(Value::as_u64);
            annotation.position = at("start").zip(at("end")).filter(|(start, end)| start < end);
        }
        let finer = selector.get("refinedBy").map(list).unwrap_or_default();
        open.extend(finer.iter().filter(|_| depth < 3).filter_map(|finer| Some((finer.as_object()?, depth + 1))));
    }
}

fn quote(selector: &Object) -> Option<Quote> {
    let part = |name| selector.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let quote = Quote { exact: part("exact"), prefix: tail(part("prefix")), suffix: head(part("suffix")) };
    (!quote.exact.trim().is_empty()).then_some(quote)
}

/// Context beyond this many characters tells no more.
const CONTEXT: usize = 200;

fn head(text: String) -> String {
    text.chars().take(CONTEXT).collect()
}

fn tail(text: String) -> String {
    let skipped = text.chars().count().saturating_sub(CONTEXT);
    text.chars().skip(skipped).collect()
}
