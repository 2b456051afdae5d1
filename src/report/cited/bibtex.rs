//! BibTeX that both BibTeX and biber read: UTF-8, every character that TeX would act on written so that it does not.

use super::{Kind, Reference, Stated};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub fn write(references: &[Reference]) -> String {
    references.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(reference: &Reference) -> String {
    // BibTeX knows no other type that asks for nothing.
    let mut entry = format!("@misc{{{},\n", reference.key);
    let mut field = |name: &str, value: String| entry.push_str(&format!("  {name} = {value},\n"));
    let braced = |text: &str| format!("{{{}}}", escape(text));
    // A second pair of braces keeps capitals, and a name in one piece.
    field("title", format!("{{{}}}", braced(&reference.title)));
    if !reference.authors.is_empty() {
        let names: Vec<String> = reference.authors.iter().map(|name| braced(name)).collect();
        field("author", format!("{{{}}}", names.join(" and ")));
    }
    let texts = [("publisher", &reference.publisher), ("language", &reference.language)];
    for (name, text) in texts {
        if let Some(text) = text {
            field(name, braced(text));
        }
    }
    let mut notes: Vec<String> = Vec::new();
    match &reference.published {
        Some(Stated::Parts { year, month, day }) => {
            let date = [*month, *day]
                .into_iter()
                .flatten()
                .fold(format!("{year:04}"), |date, part| format!("{date}-{part:02}"));
            field("date", format!("{{{date}}}"));
            field("year", format!("{{{year:04}}}"));
            if let Some(name) = month.and_then(|month| MONTHS.get(usize::from(month) - 1)) {
                field("month", name.to_string());
            }
        }
        Some(Stated::Words(words)) => notes.push(format!("Published: {words}.")),
        None => {}
    }
    if let Some(address) = &reference.address {
        field("url", format!("{{{}}}", verbatim(address)));
    }
    if let Some(accessed) = reference.accessed.filter(|_| reference.address.is_some()) {
        field("urldate", format!("{{{accessed}}}"));
    }
    if let Some(doi) = &reference.doi {
        field("doi", format!("{{{}}}", verbatim(doi)));
    }
    if let Some(how) = howpublished(reference.kind) {
        field("howpublished", braced(how));
    }
    if let Some(summary) = &reference.summary {
        field("abstract", braced(summary));
    }
    field("keywords", braced(&reference.tier));
    notes.extend(reference.note.clone());
    if !notes.is_empty() {
        field("note", braced(&notes.join(" ")));
    }
    entry.push_str("}\n");
    entry
}

fn howpublished(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Page | Kind::Document => None,
        Kind::Data => Some("Data set"),
        Kind::Interview => Some("Interview"),
        Kind::Message => Some("Personal communication"),
        Kind::Speech => Some("Speech"),
    }
}

/// Writes a text so that TeX prints just that: no command, no ligature, no brace that would not match.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for letter in text.chars() {
        // Two of these in a row would be set as one character.
        let joins = match letter {
            '-' | '\'' | '`' | ',' | '<' | '>' => last == letter,
            _ => false,
        } || letter == '`' && matches!(last, '?' | '!');
        if joins {
            escaped.push_str("{}");
        }
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '$' | '&' | '#' | '%' | '_' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
        last = letter;
    }
    escaped
}

/// Writes an address: nothing in it is a command, so that only what would end it is written as its bytes.
fn verbatim(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            '{' | '}' | '\\' | '"' | '^' | '`' | '<' | '>' | '|' => {
                plain.push_str(&format!("%{:02X}", u32::from(letter)))
            }
            _ => plain.push(letter),
        }
    }
    plain
}
