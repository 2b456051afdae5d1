//! CSL JSON, as citation processors read it (CSL-data 1.0.2).

use super::{Kind, Reference, Stated};
use record::model::time::Day;
use serde::Serialize;

pub fn write(references: &[Reference]) -> String {
    let items: Vec<Item> = references.iter().map(Item::of).collect();
    let mut text = serde_json::to_string_pretty(&items).expect("references hold nothing that JSON cannot");
    text.push('\n');
    text
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    r#type: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date<'a>>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#abstract: Option<&'a str>,
    keyword: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// A name that nobody takes apart.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Date<'a> {
    DateParts([Vec<u16>; 1]),
    Literal(&'a str),
}

impl<'a> Item<'a> {
    fn of(reference: &'a Reference) -> Self {
        Self {
            id: &reference.key,
            r#type: kind(reference.kind),
            title: &reference.title,
            author: reference.authors.iter().map(|literal| Name { literal }).collect(),
            publisher: reference.publisher.as_deref(),
            issued: reference.published.as_ref().map(Date::of),
            accessed: reference.accessed.filter(|_| reference.address.is_some()).and_then(Date::of_day),
            url: reference.address.as_deref(),
            doi: reference.doi.as_deref(),
            language: reference.language.as_deref(),
            r#abstract: reference.summary.as_deref(),
            keyword: &reference.tier,
            note: reference.note.as_deref(),
        }
    }
}

impl<'a> Date<'a> {
    fn of(date: &'a Stated) -> Self {
        match date {
            Stated::Words(words) => Self::Literal(words),
            Stated::Parts { year, month, day } => {
                let small = [*month, *day].into_iter().flatten().map(u16::from);
                Self::DateParts([std::iter::once(*year).chain(small).collect()])
            }
        }
    }

    fn of_day(day: Day) -> Option<Self> {
        let parts: Option<Vec<u16>> = day.to_string().split('-').map(|part| part.parse().ok()).collect();
        Some(Self::DateParts([parts?]))
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "webpage",
        Kind::Data => "dataset",
        Kind::Interview => "interview",
        Kind::Message => "personal_communication",
        Kind::Speech => "speech",
        Kind::Document => "document",
    }
}
