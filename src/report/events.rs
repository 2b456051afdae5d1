//! The audit report with a row for each event, with the exact bytes that its id is the hash of.

use super::audit_table::Table;
use crate::error::Result;
use record::model::disclosure::{Texts, Value};
use record::model::record::Record;
use std::io::Write;

/// The columns, in order.
pub const COLUMNS: &[&str] =
    &["event_id", "log", "seq", "clock", "actor", "time", "kind", "claim_id", "texts", "withheld", "bytes"];

/// Writes the row of an event.
pub fn write<W: Write>(table: &mut Table<W>, record: &Record, bytes: &str) -> Result<()> {
    table.hash(&record.id.0)?;
    table.text(&record.log)?;
    table.texts([&record.seq.to_string(), &record.clock.to_string()])?;
    table.texts([&record.actor, &record.time.to_string(), record.event.kind()])?;
    table.hash(record.about().as_ref().map_or(&[], |claim| &claim.0))?;
    table.text(&words(&record.texts))?;
    table.number(Some(record.withheld as i64))?;
    table.text(bytes)?;
    table.end_row()
}

/// Spells the texts of an event by name, in the order of their names; a named part as `quantity.unit: USD`.
fn words(texts: &Texts) -> String {
    let mut entries = Vec::new();
    for text in &texts.0 {
        match &text.value {
            Value::Text(words) => entries.push(format!("{}: {words}", text.name)),
            Value::List(list) => entries.push(format!("{}: {}", text.name, list.join(", "))),
            Value::Fields(fields) => {
                entries.extend(fields.iter().map(|(name, words)| format!("{}.{name}: {words}", text.name)));
            }
        }
    }
    entries.sort();
    entries.join("; ")
}
