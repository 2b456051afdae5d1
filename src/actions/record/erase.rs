//! Removing texts, and the bytes of captures, for good; that it was done and why stays.

use crate::required;
use record::model::event::{ErasureRecorded, Event};
use record::model::id::Id;
use record::model::record::Record;
use serde::Serialize;
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::{Found, Kind};

/// What was removed.
#[derive(Clone, Debug, Serialize)]
pub struct Erased {
    /// The event that tells of it.
    pub event: Id,
    /// The event that the texts stood beside.
    pub of: Id,
    pub texts: Vec<String>,
    /// How many kept files went.
    pub files: u32,
    /// Files that stay because another capture or a draft holds the same bytes.
    pub shared: usize,
    /// Whether nothing of it is left in free pages of the file either.
    pub swept: bool,
}

/// Removes texts of an event for good, all where none is named; with the content of a draft or capture go its bytes.
pub fn erase(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    names: &[String],
    reason: &str,
    progress: impl FnMut(u64, u64),
) -> Result<Erased> {
    let mut erased = casebook.erase(
        actor,
        |pen| {
            let reader = pen.reader();
            let found = find(reader, reference)?;
            let record = reader.record(found.row)?;
            let texts = chosen(&record, names)?;
            let bytes = texts.iter().any(|(name, _)| name == "content");
            let (files, shared) = if bytes { reader.count_files_of(found.row)? } else { (0, 0) };
            let (names, digests): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
            let event = ErasureRecorded { digests: digests.clone(), event: record.id, files };
            let recorded = pen.record(event, vec![("reason", required("reason", reason)?)])?;
            pen.remove(found.row, &digests)?;
            let swept = false;
            Ok(Erased { event: recorded.id, of: record.id, texts: names, files, shared, swept })
        },
        progress,
    )?;
    erased.swept = casebook.sweep()?;
    Ok(erased)
}

fn find(reader: Reader, reference: &str) -> Result<Found> {
    [Kind::Claim, Kind::Source]
        .into_iter()
        .find_map(|kind| reader.find(kind, reference).ok())
        .map_or_else(|| reader.find(Kind::Event, reference), Ok)
}

/// Chooses the texts to remove: name and digest.
fn chosen(record: &Record, names: &[String]) -> Result<Vec<(String, String)>> {
    match record.event {
        Event::LogOpened(_) => {
            return Err(Error::Invalid("who writes a log is part of every line of it: that name is not erased".into()));
        }
        Event::ErasureRecorded(_) => {
            return Err(Error::Invalid("why something was erased stays in the record".into()));
        }
        _ => {}
    }
    let there = || record.texts.0.iter().map(|text| text.name.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(missing) = names.iter().find(|name| record.texts.find(name).is_none()) {
        let (missing, id) = (missing.escape_debug(), record.id.short());
        return Err(Error::Invalid(format!("event {id} has no text `{missing}`; it has: {}", there())));
    }
    let meant = record.texts.0.iter().filter(|text| names.is_empty() || names.contains(&text.name));
    let chosen: Vec<_> = meant.map(|text| (text.name.clone(), text.digest.clone())).collect();
    match chosen.is_empty() {
        true => Err(Error::Invalid(format!("event {} has no text that could be erased", record.id.short()))),
        false => Ok(chosen),
    }
}
