//! The rows of the derived tables that are about no claim: what each event lays down.

use super::rows::{
    self, CAPTURE, CAPTURE_MISS, DRAFT, ERASURE, IMPORT, KEY_REVOCATION, KEY_SUCCESSION, PIECE, POLICY, SOURCE,
    SOURCE_LINK, SOURCE_TERMS, SOURCE_UNLINK, STAKE, STAKE_WITHDRAWAL, SUGGESTION_DISMISSAL, SUGGESTION_RESTORATION,
    Table, WITNESSED_HEAD,
};
use crate::error::Result;
use record::model::event::{CaptureFiled, Event, StakeRecorded};
use record::model::id::Id;
use record::model::record::Record;
use record::model::words::{Medium, Method, Terms};
use rusqlite::types::Value;

/// Takes all columns of a row.
pub(super) fn values(row: &rusqlite::Row) -> rusqlite::Result<Vec<Value>> {
    (0..row.as_ref().column_count()).map(|column| row.get(column)).collect()
}

/// Lays out the one row of an event that is about no claim.
pub(super) fn surroundings(
    record: &Record,
    mut row_of: impl FnMut(Id) -> Result<i64>,
) -> Result<Option<(&'static Table, Vec<Value>)>> {
    let text = |name: &str| rows::text(record.texts.text(name));
    let content = record.texts.find("content").map(|text| &text.value);
    let of_content = |name: &str| rows::text(content.and_then(|content| content.field(name)));
    let row = Value::Integer(record.row);
    Ok(Some(match &record.event {
        Event::PolicySet(body) => {
            let evidence = Value::Integer(body.policy.evidence.into());
            (&POLICY, vec![row, evidence, rows::text(Some(body.policy.second_person.word()))])
        }
        Event::ImportFiled(body) => {
            let [claims, evidence, sources] =
                [body.claims, body.evidence, body.sources].map(|count| Value::Integer(count as i64));
            (&IMPORT, vec![row, of_content("name"), of_content("sha256"), claims, evidence, sources])
        }
        Event::PieceAdded(body) => {
            let [title, byline, publisher, address] = ["title", "byline", "publisher", "address"].map(text);
            (&PIECE, vec![row, title, byline, publisher, address, text("external_id"), rows::shown(body.due)])
        }
        Event::DraftAdded(body) => {
            let mut values = vec![row, Value::Integer(row_of(body.piece)?), Value::Integer(body.bytes as i64)];
            values.extend(["name", "format", "sha256", "text_sha256", "layout_sha256"].map(of_content));
            (&DRAFT, values)
        }
        Event::SourceAdded(body) => {
            let words = ["title", "publisher", "author", "address", "published", "language", "origin", "summary"];
            let (medium, terms) = (body.medium.map(Medium::word), body.terms.map(Terms::word));
            let mut values = vec![row, rows::text(Some(body.tier.word())), Value::Integer(body.confidential.into())];
            values.extend([rows::text(medium), rows::text(terms)]);
            values.extend(words.map(text));
            values.push(text("external_id"));
            (&SOURCE, values)
        }
        Event::SourceLinked(body) => {
            let (source, derived_from) =
                (Value::Integer(row_of(body.source)?), Value::Integer(row_of(body.derived_from)?));
            (&SOURCE_LINK, vec![row, source, derived_from, rows::text(Some(body.relation.word())), text("note")])
        }
        Event::SourceTermsSet(body) => {
            let (source, terms) = (Value::Integer(row_of(body.source)?), body.terms.map(Terms::word));
            let confidential = Value::Integer(body.confidential.into());
            (&SOURCE_TERMS, vec![row, source, confidential, rows::text(terms), text("note")])
        }
        Event::SourceUnlinked(body) => (&SOURCE_UNLINK, vec![row, Value::Integer(row_of(body.link)?), text("reason")]),
        Event::CaptureFiled(body) => (&CAPTURE, capture(record, body, row_of)?),
        Event::CaptureMissed(body) => {
            (&CAPTURE_MISS, vec![row, Value::Integer(row_of(body.source)?), text("address"), text("reason")])
        }
        Event::StakeRecorded(body) => (&STAKE, stake(record, body, row_of)?),
        Event::StakeWithdrawn(body) => {
            (&STAKE_WITHDRAWAL, vec![row, Value::Integer(row_of(body.stake)?), text("reason")])
        }
        Event::SuggestionDismissed(body) => {
            let anchor = record.texts.find("anchor").map(|text| &text.value);
            let word = |name: &str| rows::text(anchor.and_then(|anchor| anchor.field(name)));
            let (piece, draft) = (Value::Integer(row_of(body.piece)?), Value::Integer(row_of(body.draft)?));
            let [start, end] = [body.span.start, body.span.end].map(|at| Value::Integer(at as i64));
            let words = ["exact", "prefix", "suffix"].map(word);
            let mut values = vec![row, piece, draft, start, end];
            values.extend(words);
            values.push(text("reason"));
            (&SUGGESTION_DISMISSAL, values)
        }
        Event::SuggestionRestored(body) => {
            (&SUGGESTION_RESTORATION, vec![row, Value::Integer(row_of(body.dismissal)?), text("reason")])
        }
        Event::HeadWitnessed(body) => {
            let (log, root) = (Value::Text(body.log.clone()), Value::Blob(body.root.0.to_vec()));
            (&WITNESSED_HEAD, vec![row, log, Value::Integer(body.size as i64), root])
        }
        Event::KeySucceeded(body) => {
            let [log, successor, key] = [&record.log, &body.log, &body.key].map(|text| Value::Text(text.clone()));
            (&KEY_SUCCESSION, vec![row, log, successor, key])
        }
        Event::KeyRevoked(body) => {
            let [log, key, by] = [&body.log, &body.key, &record.log].map(|text| Value::Text(text.clone()));
            (&KEY_REVOCATION, vec![row, log, key, Value::Integer(body.size as i64), by, text("reason")])
        }
        Event::ErasureRecorded(body) => {
            let (event, files) = (Value::Integer(row_of(body.event)?), Value::Integer(body.files.into()));
            (&ERASURE, vec![row, event, Value::Text(body.digests.join(" ")), files, text("reason")])
        }
        // What stands beside them is truth, and is not folded.
        Event::LogOpened(_) | Event::ClaimRecorded(_) | Event::TimestampAttached(_) => return Ok(None),
        about_a_claim => {
            debug_assert!(about_a_claim.about_claim().is_some());
            return Ok(None);
        }
    }))
}

fn row_or_null(id: Option<Id>, row_of: impl FnMut(Id) -> Result<i64>) -> Result<Value> {
    Ok(id.map(row_of).transpose()?.map_or(Value::Null, Value::Integer))
}

fn capture(record: &Record, body: &CaptureFiled, mut row_of: impl FnMut(Id) -> Result<i64>) -> Result<Vec<Value>> {
    let field = |text: &str, name: &str| {
        let value = record.texts.find(text).map(|text| &text.value);
        rows::text(value.and_then(|value| value.field(name)))
    };
    let method = body.method.unwrap_or(Method::Filed);
    let mut values = vec![
        Value::Integer(record.row),
        row_or_null(body.source, &mut row_of)?,
        row_or_null(body.again, &mut row_of)?,
        rows::text(Some(method.word())),
        Value::Integer(body.confidential.into()),
        Value::Integer(body.bytes as i64),
    ];
    let content = ["name", "media_type", "sha256", "text_sha256", "layout_sha256", "plain_sha256", "tool"];
    values.extend(content.map(|name| field("content", name)));
    values.extend(["asked", "answered", "status", "at"].map(|name| field("fetch", name)));
    Ok(values)
}

fn stake(record: &Record, body: &StakeRecorded, mut row_of: impl FnMut(Id) -> Result<i64>) -> Result<Vec<Value>> {
    let parties = record.texts.find("parties").map(|text| &text.value);
    let [owner, owned] = ["owner", "owned"].map(|name| rows::text(parties.and_then(|parties| parties.field(name))));
    let figure = &body.figure;
    Ok(vec![
        Value::Integer(record.row),
        owner,
        owned,
        rows::text(Some(figure.comparator.word())),
        rows::shown(figure.amount),
        rows::shown(figure.upper),
        rows::shown(figure.from),
        rows::shown(figure.to),
        row_or_null(body.evidence, &mut row_of)?,
        row_or_null(body.source, &mut row_of)?,
        rows::text(record.texts.text("note")),
    ])
}
