//! RIS: lines of a tag and a value, each ended as the format asks.

use super::{Kind, Reference, Stated};
use record::model::time::Day;

pub fn write(references: &[Reference]) -> String {
    references.iter().map(entry).collect()
}

fn entry(reference: &Reference) -> String {
    let mut entry = String::new();
    let mut line = |tag: &str, value: &str| entry.push_str(&format!("{tag}  - {value}\r\n"));
    line("TY", kind(reference.kind));
    line("ID", &reference.key);
    line("TI", &reference.title);
    for author in &reference.authors {
        // A comma would part the family name from the given one.
        line("AU", &author.replace(',', ""));
    }
    let published = reference.published.as_ref().map(stated);
    if let Some(Stated::Parts { year, .. }) = &reference.published {
        line("PY", &format!("{year:04}"));
    }
    let accessed = reference.accessed.filter(|_| reference.address.is_some()).map(day);
    let values = [
        ("DA", &published),
        ("PB", &reference.publisher),
        ("UR", &reference.address),
        ("Y2", &accessed),
        ("DO", &reference.doi),
        ("LA", &reference.language),
        ("AB", &reference.summary),
        ("N1", &reference.note),
    ];
    for (tag, value) in values {
        if let Some(value) = value {
            line(tag, value);
        }
    }
    line("KW", &reference.tier);
    entry.push_str("ER  - \r\n\r\n");
    entry
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "ELEC",
        Kind::Data => "DATA",
        Kind::Interview | Kind::Message => "PCOMM",
        Kind::Speech => "HEAR",
        Kind::Document => "GEN",
    }
}

/// Writes year, month and day as far as they are known; the format keeps a slash for each that is not.
fn stated(date: &Stated) -> String {
    match date {
        Stated::Parts { year, month, day } => {
            let part = |part: &Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
            format!("{year:04}/{}/{}/", part(month), part(day))
        }
        Stated::Words(words) => words.clone(),
    }
}

fn day(day: Day) -> String {
    format!("{}/", day.to_string().replace('-', "/"))
}
