//! A value in JSON by its pointer; a number keeps every digit that the file gives it.

use super::{CellAddress, CellValue, decimal};
use crate::ingest::fault::Fault;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;
use std::fmt;

/// Steps of a pointer; each reads through the value around it again.
const STEP_LIMIT: usize = 64;

pub(super) fn read(bytes: &[u8], pointer: &[String]) -> Result<CellValue, Fault> {
    let address = || CellAddress::Pointer(pointer.to_vec()).to_string();
    let decoded = super::super::plain::decode(bytes)?;
    let text = decoded.text.as_ref();
    if pointer.len() > STEP_LIMIT {
        let reason = format!("it has more than {STEP_LIMIT} steps");
        return Err(Fault::Address { address: address(), reason });
    }
    let mut value: &RawValue = serde_json::from_str(text).map_err(|error| Fault::broken("the JSON", error))?;
    for (count, step) in pointer.iter().enumerate() {
        let nothing = |reason: String| {
            let reason = format!("at step {}, {reason}", count + 1);
            Fault::NoCell { address: address(), reason }
        };
        value = inner(value, step).map_err(nothing)?;
    }
    let header = pointer.iter().rev().find(|step| step.parse::<u64>().is_err()).cloned();
    plain(value.get(), header).map_err(|reason| Fault::NoCell { address: address(), reason })
}

fn plain(raw: &str, header: Option<String>) -> Result<CellValue, String> {
    let first = raw.bytes().next();
    if matches!(first, Some(b'{' | b'[')) {
        return Err("it is a list or an object: go on to one value in it".to_owned());
    }
    let text = match first {
        Some(b'"') => serde_json::from_str(raw).map_err(|error| error.to_string())?,
        _ => raw.to_owned(),
    };
    let number = Some(raw).filter(|_| matches!(first, Some(b'-' | b'0'..=b'9'))).and_then(decimal);
    Ok(CellValue { text, number, header, ..CellValue::default() })
}

/// Goes one step into a list or an object.
fn inner<'a>(value: &'a RawValue, step: &str) -> Result<&'a RawValue, String> {
    let mut deserializer = Deserializer::from_str(value.get());
    let found = match value.get().as_bytes().first() {
        Some(b'{') => deserializer.deserialize_map(Member(step)),
        Some(b'[') => match step.parse().ok().filter(|_| step == "0" || !step.starts_with(['0', '+'])) {
            Some(index) => deserializer.deserialize_seq(Element(index)),
            None => return Err(format!("`{step}` is no place in a list")),
        },
        _ => return Err(format!("there is a single value, in which there is no `{step}`")),
    };
    found.map_err(|error| error.to_string())?.ok_or_else(|| format!("there is no `{step}`"))
}

/// Finds a member of an object. A name that stands there twice means two things, and is refused.
struct Member<'s>(&'s str);

impl<'a> Visitor<'a> for Member<'_> {
    type Value = Option<&'a RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            let value: &'a RawValue = map.next_value()?;
            if key == self.0 && found.replace(value).is_some() {
                return Err(serde::de::Error::custom(format!("`{key}` stands there twice")));
            }
        }
        Ok(found)
    }
}

struct Element(usize);

impl<'a> Visitor<'a> for Element {
    type Value = Option<&'a RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let found = list.next_element()?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}
