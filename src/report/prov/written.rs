//! The JSON of a PROV document, record by record, so that no more than one of them is there twice.

use super::document::{Document, Field, Fields, Relation};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, HashMap};

/// What the prefix `tm` of every name of ours stands for.
const NAMESPACE: &str = "urn:tickmark:";

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let declared = self.declared.iter().map(|(kind, records)| (*kind, Records::Declared(self, records)));
        let related = self.relations.iter().map(|(kind, records)| (*kind, Records::Related(self, kind, records)));
        let kinds: BTreeMap<_, _> = declared.chain(related).chain([("prefix", Records::Prefix)]).collect();
        serializer.collect_map(kinds)
    }
}

/// All records of a kind.
enum Records<'d> {
    Declared(&'d Document<'d>, &'d HashMap<u32, Fields<'d>>),
    Related(&'d Document<'d>, &'d str, &'d [Relation<'d>]),
    Prefix,
}

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Declared(document, records) => {
                let records = records.iter().map(|(name, fields)| (document.name_of(*name), fields));
                let mut records: Vec<_> = records.collect();
                records.sort_unstable_by_key(|(name, _)| *name);
                serializer.collect_map(records.into_iter().map(|(name, fields)| (name, in_order(fields))))
            }
            Self::Related(document, kind, relations) => {
                // Beyond 999,999 the order of the numbers is not that of the names.
                let mut numbers: Vec<usize> = (1..=relations.len()).collect();
                numbers.sort_by_cached_key(|number| numbered(*number));
                let records = numbers.into_iter().map(|number| {
                    let relation = relations[number - 1].shown(document);
                    (format!("_:{kind}{}", numbered(number)), relation)
                });
                serializer.collect_map(records)
            }
            Self::Prefix => serializer.collect_map([("tm", NAMESPACE)]),
        }
    }
}

fn numbered(number: usize) -> String {
    format!("{number:06}")
}

fn in_order<'d>(fields: &'d Fields<'d>) -> BTreeMap<&'d str, &'d Field<'d>> {
    fields.iter().map(|(key, field)| (*key, field)).collect()
}

/// What stands in a field of a relation.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'d> {
    Name(&'d str),
    More(&'d Field<'d>),
}

impl Relation<'_> {
    fn shown<'d>(&'d self, document: &'d Document) -> BTreeMap<String, Part<'d>> {
        let parts = self.parts.iter().flatten();
        let parts = parts.map(|(part, name)| (format!("prov:{part}"), Part::Name(document.name_of(*name))));
        let more = self.more.iter().map(|(key, field)| (key.to_string(), Part::More(field)));
        parts.chain(more).collect()
    }
}

impl Serialize for Field<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Time(time) => time.serialize(serializer),
            Self::Word(space, word) => {
                let name = format!("{space}{word}");
                serializer.collect_map([("$", name.as_str()), ("type", "prov:QUALIFIED_NAME")])
            }
        }
    }
}
