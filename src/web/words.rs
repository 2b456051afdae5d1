//! The words of the pages, in English and Spanish; the English text is the key.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Spanish,
}

impl Language {
    /// Reads a code of two letters.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// Gives the code of two letters.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }
}

/// Says things in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(Language);

#[derive(Deserialize)]
struct Spanish(HashMap<String, String>);

/// The tables: what several pages say, then what each says; a text is in one of them only, and so has one translation.
const TABLES: &[&str] = &[
    include_str!("words/desk.es.toml"),
    include_str!("words/article.es.toml"),
    include_str!("words/drafts.es.toml"),
    include_str!("words/claim.es.toml"),
    include_str!("words/standing.es.toml"),
    include_str!("words/board.es.toml"),
    include_str!("words/sources.es.toml"),
    include_str!("words/ownership.es.toml"),
    include_str!("words/reports.es.toml"),
    include_str!("words/settings.es.toml"),
];

static SPANISH: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let read = |table: &str| toml::from_str::<Spanish>(table).expect("the tables are read by a test").0;
    TABLES.iter().copied().flat_map(read).collect()
});

impl Words {
    /// Takes a language.
    pub fn of(language: Language) -> Self {
        Self(language)
    }

    /// Gives the code of the language.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Says a text; one that has no translation stays English.
    pub fn say<'a>(&self, english: &'a str) -> &'a str {
        match self.0 {
            Language::English => english,
            Language::Spanish => SPANISH.get(english).map_or(english, String::as_str),
        }
    }

    /// Says a text with something in the place of `{}`.
    pub fn fill(&self, english: &str, with: impl std::fmt::Display) -> String {
        self.say(english).replacen("{}", &with.to_string(), 1)
    }

    /// Says a number of things: `1 claim`, `3 claims`.
    pub fn count(&self, number: impl std::fmt::Display, one: &str, many: &str) -> String {
        let number = number.to_string();
        format!("{number} {}", self.say(if number == "1" { one } else { many }))
    }

    /// Says one of the field's words: a status, a verdict, a stance, a type.
    pub fn word(&self, word: impl std::fmt::Display) -> String {
        self.say(&word.to_string()).to_string()
    }
}

#[cfg(test)]
mod tests;
