//! Claims as W3C Web Annotations on the latest draft: one for each span, found by its words or by its place.

use super::dossier::{Dossier, DossierDraft, Entry};
use super::linked::{object, web_address, write};
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::io::Write;
use std::ops::Range;

/// What the identifier of a claim's annotation begins with.
pub const CLAIM_URN: &str = "urn:tickmark:claim:";

/// Characters on each side by which a quotation is told from its like.
const CONTEXT: usize = 32;

/// What a draft's text is called where it stands nowhere on the web.
const TEXT_URN: &str = "urn:sha256:";

/// Writes a collection with a single page; claims without a place in the draft are not among them.
///
/// # Errors
/// Refuses a piece without a draft: there is nothing to annotate.
pub fn render(dossier: &Dossier, out: &mut dyn Write) -> Result<()> {
    let draft = dossier.draft.as_ref().ok_or_else(|| {
        Error::Invalid(
            "this piece has no draft yet, so that there is no text to annotate: `tickmark draft add FILE`".into(),
        )
    })?;
    let source = source(dossier, draft);
    let items: Vec<Value> =
        dossier.claims.iter().flat_map(|entry| annotations(dossier, draft, entry, &source)).collect();
    let id = format!("urn:tickmark:annotations:{}", draft.draft.id.hex());
    let document = object([
        ("@context", Some(json!("http://www.w3.org/ns/anno.jsonld"))),
        ("id", Some(json!(id))),
        ("type", Some(json!("AnnotationCollection"))),
        ("label", dossier.piece.title.as_ref().map(|title| json!(title))),
        ("total", Some(json!(items.len()))),
        ("modified", dossier.updated.map(|time| json!(time))),
        (
            "first",
            Some(json!({"id": format!("{id}#page-1"), "type": "AnnotationPage", "startIndex": 0, "items": items})),
        ),
    ]);
    write(&document, out)
}

/// Counts the annotations that a dossier makes.
pub fn count(dossier: &Dossier) -> usize {
    dossier.claims.iter().map(|entry| entry.spans.len()).sum()
}

/// Where the text stands: the address of the piece, else a name made of the hash of the text.
fn source(dossier: &Dossier, draft: &DossierDraft) -> String {
    let named = || match &draft.draft.text_sha256 {
        Some(hash) => format!("{TEXT_URN}{hash}"),
        None => format!("urn:tickmark:draft:{}", draft.draft.id.hex()),
    };
    web_address(dossier.piece.address.as_deref()).unwrap_or_else(named)
}

fn annotations<'a>(
    dossier: &'a Dossier,
    draft: &'a DossierDraft,
    entry: &'a Entry,
    source: &'a str,
) -> impl Iterator<Item = Value> + 'a {
    let bodies = bodies(dossier, entry);
    entry.spans.iter().enumerate().filter_map(move |(at, span)| {
        let claim = &entry.claim;
        let part = if at == 0 { String::new() } else { format!("#span-{}", at + 1) };
        Some(object([
            ("id", Some(json!(format!("{CLAIM_URN}{}{part}", claim.recorded.id.hex())))),
            ("type", Some(json!("Annotation"))),
            ("motivation", Some(json!("assessing"))),
            ("creator", Some(person(&claim.recorded.actor))),
            ("created", Some(json!(claim.recorded.time))),
            ("modified", Some(json!(claim.updated.time))),
            ("body", Some(json!(bodies))),
            ("target", Some(json!({"source": source, "selector": selectors(&draft.document.text, span)?}))),
        ]))
    })
}

/// Both ways to find the words: by what they are, and by where they stand in characters (Unicode code points) from 0.
fn selectors(text: &str, span: &Range<usize>) -> Option<Value> {
    let exact = text.get(span.clone())?;
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let start = before.chars().count();
    let skipped = start.saturating_sub(CONTEXT);
    let prefix: String = before.chars().skip(skipped).collect();
    let suffix: String = after.chars().take(CONTEXT).collect();
    Some(json!([
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": start + exact.chars().count()},
    ]))
}

fn bodies(dossier: &Dossier, entry: &Entry) -> Vec<Value> {
    let claim = &entry.claim;
    let tag = |value: String| json!({"type": "TextualBody", "purpose": "tagging", "value": value});
    let mut bodies = vec![
        tag(format!("status:{}", entry.status)),
        tag(format!("type:{}", claim.claim_type)),
        tag(format!("priority:{}", claim.priority)),
    ];
    bodies.extend(entry.verdict.map(|verdict| tag(format!("verdict:{verdict}"))));
    bodies.extend(entry.contested.then(|| tag("contested".into())));
    if let Some(statement) = &claim.statement {
        bodies
            .push(json!({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": statement}));
    }
    let notes = claim.notes.iter().filter(|note| dossier.revealed || !note.confidential);
    let notes = notes.map(|note| (&note.remark.mark, note.remark.text.as_str()));
    let checks = claim.checks.iter().filter_map(|check| Some((&check.mark, check.note.as_deref()?)));
    for (mark, text) in notes.chain(checks).filter(|(_, text)| !text.is_empty()) {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": text,
            "creator": person(&mark.actor), "created": mark.time,
        }));
    }
    bodies
}

fn person(name: &str) -> Value {
    json!({"type": "Person", "name": name})
}
