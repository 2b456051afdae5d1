//! Free text beside an event: what can be withheld or erased while the log still verifies.

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// What a disclosure holds: a text, a list of texts, or named texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<String>),
    Fields(BTreeMap<String, String>),
}

impl Value {
    /// Gives the text, where this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::List(_) | Self::Fields(_) => None,
        }
    }

    /// Gives a named text, where there is one.
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Fields(fields) => fields.get(name).map(String::as_str),
            Self::Text(_) | Self::List(_) => None,
        }
    }

    /// Collects named texts, leaving out those that are absent.
    pub fn fields<'a>(fields: impl IntoIterator<Item = (&'a str, Option<String>)>) -> Self {
        Self::Fields(fields.into_iter().filter_map(|(name, text)| Some((name.to_string(), text?))).collect())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
            Self::Fields(fields) => fields.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyValue;
        impl<'de> Visitor<'de> for AnyValue {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a list of texts, or named texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_string()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut list = Vec::new();
                while let Some(text) = seq.next_element()? {
                    list.push(text);
                }
                Ok(Value::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((name, text)) = map.next_entry()? {
                    if fields.insert(name, text).is_some() {
                        return Err(de::Error::custom("a name stands twice"));
                    }
                }
                Ok(Value::Fields(fields))
            }
        }
        deserializer.deserialize_any(AnyValue)
    }
}

/// The texts of one event, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<Text>);

/// One text of an event, with the digest that stands for it in the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub name: String,
    pub value: Value,
    /// base64url of the SHA-256 of the disclosure, as it stands in `_sd`.
    pub digest: String,
}

impl Texts {
    /// Finds a text by name.
    pub fn find(&self, name: &str) -> Option<&Text> {
        self.0.iter().find(|text| text.name == name)
    }

    /// Gives the wording of the text by that name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.find(name).and_then(|text| text.value.text())
    }

    /// Gives a copy of the wording of the text by that name.
    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_string)
    }
}
