//! What of a record goes into a bundle, and what is withheld.

use icu_normalizer::DecomposingNormalizerBorrowed;
use language::quantity::{combining, invisible};
use record::model::disclosure::{Text, Value};
use record::model::entities::Capture;
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use std::collections::BTreeSet;
use store::Reader;
use store::error::{Error, Result};
use store::find::Kind;
use store::handed::Handed;

/// The shortest name that is looked for in texts, in characters.
const SHORTEST_NAME: usize = 3;

/// Something that is to be withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// All that is told of a source and its evidence, and every text that holds its title.
    Source(String),
    /// The name of an actor, and every text that holds it.
    Actor(String),
    /// Every text of a name, as `note`, or `claim.noted/note` for one kind of event.
    Field(String),
    /// Every text of one event.
    Event(String),
}

impl Redaction {
    /// Reads `source:ID`, `actor:NAME`, `field:NAME` or `event:ID`.
    pub fn parse(text: &str) -> Result<Self> {
        let unread = || {
            Error::Invalid(format!(
                "`{}` says not what is to be withheld: write source:ID, actor:NAME, field:NAME, event:ID or list:FILE",
                text.escape_debug()
            ))
        };
        let (what, which) = text.split_once(':').ok_or_else(unread)?;
        let which = which.trim();
        match (what.trim(), which.is_empty()) {
            ("source", false) => Ok(Self::Source(which.into())),
            ("actor", false) => Ok(Self::Actor(which.into())),
            ("field", false) => Ok(Self::Field(which.into())),
            ("event", false) => Ok(Self::Event(which.into())),
            _ => Err(unread()),
        }
    }
}

/// Decides text by text.
#[derive(Default)]
pub(super) struct Redactor {
    /// Events of which no text is shown, and no figure.
    hidden: BTreeSet<Id>,
    /// Events of which no text is shown.
    mute: BTreeSet<Id>,
    fields: Vec<String>,
    /// Names that no text may hold, folded.
    names: Vec<String>,
}

/// What of an event goes into a bundle.
pub(super) struct Share {
    pub record: Record,
    /// As they are hashed.
    pub bytes: String,
    /// The texts that are shown, as they are stored.
    pub texts: Vec<String>,
    /// The same, understood.
    pub shown: Vec<Text>,
    /// The bytes of the event tell a figure that is withheld.
    pub kept_back: bool,
}

impl Redactor {
    pub fn of(reader: Reader, redactions: &[Redaction]) -> Result<Self> {
        let (mut redactor, mut roots) = (Self::default(), BTreeSet::new());
        for redaction in redactions {
            match redaction {
                Redaction::Source(source) => {
                    let found = reader.find(Kind::Source, source)?;
                    roots.insert(found.id);
                    let title = reader.revealing().source(found.row)?.title;
                    redactor.names.extend(title.map(|title| folded(&title)).filter(|title| is_long_enough(title)));
                }
                Redaction::Actor(name) => redactor.name_actor(reader, name)?,
                Redaction::Field(field) => redactor.name_field(field)?,
                Redaction::Event(event) => drop(redactor.mute.insert(reader.find(Kind::Event, event)?.id)),
            }
        }
        if !roots.is_empty() {
            let mut hidden = all_that_name(reader, roots)?;
            hidden.extend(filed_again(reader, &hidden)?);
            redactor.hidden = all_that_name(reader, hidden)?;
        }
        Ok(redactor)
    }

    fn name_actor(&mut self, reader: Reader, name: &str) -> Result<()> {
        let known = reader.logs()?.iter().any(|log| log.actor.as_deref() == Some(name));
        let wrong = |why: &str| Err(Error::Invalid(format!("`{}` {why}", name.escape_debug())));
        match known {
            false => wrong("has no log in this casebook, so nothing is withheld of anybody by that name"),
            true if !is_long_enough(&folded(name)) => wrong("is too short a name to be looked for in texts"),
            true => {
                self.names.push(folded(name));
                Ok(())
            }
        }
    }

    fn name_field(&mut self, field: &str) -> Result<()> {
        let kind = field.split_once('/').map(|(kind, _)| kind);
        if let Some(kind) = kind.filter(|kind| !Event::KINDS.contains(kind)) {
            return Err(Error::Invalid(format!("there is no kind of event called `{}`", kind.escape_debug())));
        }
        self.fields.push(field.to_string());
        Ok(())
    }

    /// Decides what of an event is shown.
    pub fn share(&self, handed: Handed) -> Share {
        let Handed { record, bytes, texts: recorded, tells_figure, .. } = handed;
        let hidden = self.hidden.contains(&record.id);
        let kept_back = tells_figure || hidden && record.event.has_figure();
        let (mut texts, mut shown) = (Vec::new(), Vec::new());
        if !hidden && !kept_back && !self.mute.contains(&record.id) {
            for (text, json) in recorded {
                // What the reader sees otherwise than it was recorded is kept back from it.
                let seen = record.texts.0.iter().any(|seen| (&seen.digest, &seen.value) == (&text.digest, &text.value));
                if seen && !self.withholds(record.event.kind(), &text) {
                    texts.push(json);
                    shown.push(text);
                }
            }
        }
        Share { record, bytes, texts, shown, kept_back }
    }

    fn withholds(&self, kind: &str, text: &Text) -> bool {
        let named = |field: &String| match field.split_once('/') {
            Some((of, name)) => of == kind && name == text.name,
            None => *field == text.name,
        };
        self.fields.iter().any(named) || (!self.names.is_empty() && self.holds_name(&text.value))
    }

    fn holds_name(&self, value: &Value) -> bool {
        let holds = |text: &String| {
            let text = folded(text);
            self.names.iter().any(|name| text.contains(name))
        };
        match value {
            Value::Text(text) => holds(text),
            Value::List(list) => list.iter().any(holds),
            Value::Fields(fields) => fields.values().any(holds),
        }
    }

    /// Says whether anything is withheld besides what is confidential.
    pub fn is_idle(&self) -> bool {
        self.hidden.is_empty() && self.mute.is_empty() && self.fields.is_empty() && self.names.is_empty()
    }
}

/// Folds a text so that a name is found in it however it was set: in small letters without accents, and one space for
/// whatever stands between words.
fn folded(text: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars());
    let seen = apart.filter(|letter| !combining(*letter) && !invisible(*letter));
    let letters: String = seen.flat_map(char::to_lowercase).collect();
    let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn is_long_enough(folded: &str) -> bool {
    folded.chars().count() >= SHORTEST_NAME
}

/// Finds the captures that have the very bytes of one that is hidden, whatever source they were filed under.
fn filed_again(reader: Reader, hidden: &BTreeSet<Id>) -> Result<Vec<Id>> {
    let captures = reader.revealing().captures(None)?;
    let of_hidden = captures.iter().filter(|capture| hidden.contains(&capture.id));
    let hashes: BTreeSet<&str> = of_hidden.filter_map(|capture| capture.sha256.as_deref()).collect();
    let same = |capture: &&Capture| capture.sha256.as_deref().is_some_and(|hash| hashes.contains(hash));
    Ok(captures.iter().filter(same).map(|capture| capture.id).collect())
}

/// Finds every event that names one of some events, or one that names it.
fn all_that_name(reader: Reader, mut roots: BTreeSet<Id>) -> Result<BTreeSet<Id>> {
    for place in 1..=reader.event_count()? {
        let bytes = reader.event_bytes(place)?;
        if named_ids(&bytes).any(|id| roots.contains(&id)) {
            roots.insert(reader.id_of(place)?);
        }
    }
    Ok(roots)
}

/// Lists the ids that the clear part of an event holds.
pub(super) fn named_ids(bytes: &str) -> impl Iterator<Item = Id> {
    bytes.split('"').filter(|part| part.len() == 64).filter_map(Id::from_hex)
}
