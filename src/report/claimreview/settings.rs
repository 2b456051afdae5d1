//! Who publishes the reviews, where, and on what scale: the table `[claimreview]` of `tickmark.toml`.

use super::scale::{Preset, Rating, Scale};
use crate::error::{Error, Result};
use crate::linked::web_address;
use language::gate::policy::{FILE_NAME, PolicyFault};
use record::model::words::Verdict;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// What stands for the id of the claim in an address.
pub const CLAIM_MARK: &str = "{claim}";

/// What the file says; what it leaves out may be missed later, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The name of the organisation that reviews.
    pub author: Option<String>,
    /// Its address on the web.
    pub author_url: Option<String>,
    /// The page of the review; `{claim}` in it stands for the id of the claim.
    pub url: Option<String>,
    /// The language of the reviews, such as `es`.
    pub language: Option<String>,
    /// A scale that comes with the program.
    pub scale: Option<Preset>,
    pub ratings: Option<Table>,
}

/// A scale spelled out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Table {
    pub worst: i64,
    pub best: i64,
    #[serde(flatten)]
    pub ratings: BTreeMap<Verdict, Rating>,
}

/// Who publishes, with all that is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    pub home: Option<String>,
    /// The page of the review, with the mark of the claim where it holds one.
    pub address: String,
    pub language: Option<String>,
}

impl Settings {
    /// Reads the table of a file; a file without it has none set.
    pub fn read(text: &str) -> Result<Self, PolicyFault> {
        #[derive(Deserialize)]
        struct File {
            #[serde(default)]
            claimreview: Settings,
            #[serde(flatten)]
            _others: BTreeMap<String, IgnoredAny>,
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            PolicyFault { line, message: error.message().trim().replace('\n', " ") }
        })?;
        Ok(file.claimreview)
    }

    /// Gives the scale that is spelled out, else the one that is named, else the program's own.
    pub fn scale(&self) -> Result<Scale> {
        let scale = match (&self.ratings, self.scale) {
            (Some(_), Some(_)) => {
                return Err(wrong("it names a `scale` and spells out `ratings`: leave one of them out"));
            }
            (Some(Table { worst, best, ratings }), None) => {
                Scale { worst: *worst, best: *best, ratings: ratings.clone() }
            }
            (None, preset) => preset.unwrap_or_default().scale(),
        };
        match scale.fault() {
            Some(fault) => Err(wrong(&format!("in `ratings`, {fault}"))),
            None => Ok(scale),
        }
    }

    /// Gives who publishes; whatever is missing is named, all at once.
    pub fn publisher(&self) -> Result<Publisher> {
        let given =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(String::from);
        let (name, address) = (given(&self.author), given(&self.url));
        let mut missing = Vec::new();
        if name.is_none() {
            missing.push("author.name (set `author = \"…\"`)");
        }
        if address.is_none() {
            missing.push("url (set `url = \"https://…\"`, the page on which the review stands)");
        }
        let (Some(name), Some(address)) = (name, address) else {
            return Err(Error::Invalid(format!(
                "a ClaimReview needs {}: set it in {FILE_NAME} beside the casebook, under [claimreview]",
                missing.join(" and ")
            )));
        };
        for (key, text) in [("url", Some(&address)), ("author-url", self.author_url.as_ref())] {
            let filled = text.map(|text| text.replace(CLAIM_MARK, "0"));
            if filled.is_some() && web_address(filled.as_deref()).is_none() {
                return Err(wrong(&format!("`{key}` is no address on the web, such as https://example.org/")));
            }
        }
        let home = web_address(self.author_url.as_deref());
        Ok(Publisher { name, home, address, language: given(&self.language) })
    }
}

impl Publisher {
    /// Gives the address of the review of a claim.
    pub fn address_of(&self, claim: &str) -> String {
        self.address.replace(CLAIM_MARK, claim)
    }
}

fn wrong(reason: &str) -> Error {
    Error::Invalid(format!("{FILE_NAME}, [claimreview]: {reason}"))
}
