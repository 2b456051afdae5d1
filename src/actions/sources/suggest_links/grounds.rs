//! What speaks for one source coming from another: what their texts share, and what is known of them by name.

use crate::sources::origins::plain_address;
use record::model::entities::Source;
use record::model::words::Relation;
use std::collections::HashMap;
use std::hash::Hash;

/// Something that speaks for a link.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Row of the source.
    pub source: i64,
    /// Row of the source that it seems to come from, or of the piece.
    pub from: i64,
    pub relation: Relation,
    /// How much it speaks for it: for shared text the share in percent.
    pub weight: u32,
    pub reason: String,
    pub passage: Option<String>,
}

/// The same page is the same text.
pub const SAME_ADDRESS: u32 = 200;
/// A text that names whom it comes from is believed before one that shares a little with another.
pub const CREDIT: u32 = 60;
const SAME_TITLE: u32 = 40;
const SAME_AUTHOR: u32 = 5;

/// A title shorter than this, in characters, is shared by chance.
const SHORTEST_TITLE: usize = 16;

/// Finds sources of one address, of one title, and of one author; the earliest named is the origin.
pub fn of_names(sources: &[Source], grounds: &mut Vec<Ground>) {
    let address = |source: &Source| source.address.as_deref().filter(|text| is_web(text)).map(plain_address);
    repeated(sources, address, grounds, |_, _| {
        (Relation::WireCopy, SAME_ADDRESS, "it stands at the same address".into())
    });
    let title = |source: &Source| {
        let title = normal(source.title.as_deref()?);
        (title.chars().count() >= SHORTEST_TITLE).then_some(title)
    };
    repeated(sources, title, grounds, |earlier, later| {
        let same = normal(earlier.publisher.as_deref().unwrap_or_default())
            == normal(later.publisher.as_deref().unwrap_or_default());
        let whose = if same { "the same title and publisher" } else { "the same title, by another publisher" };
        (Relation::WireCopy, SAME_TITLE, whose.into())
    });
    let author = |source: &Source| Some(normal(source.author.as_deref()?)).filter(|author| !author.is_empty());
    repeated(sources, author, grounds, |_, _| (Relation::SameAuthor, SAME_AUTHOR, "the same author".into()));
}

fn repeated<K: Hash + Eq>(
    sources: &[Source],
    key: impl Fn(&Source) -> Option<K>,
    grounds: &mut Vec<Ground>,
    told: impl Fn(&Source, &Source) -> (Relation, u32, String),
) {
    let mut first: HashMap<K, &Source> = HashMap::new();
    for source in sources {
        let Some(key) = key(source) else { continue };
        let earlier = *first.entry(key).or_insert(source);
        if earlier.row != source.row {
            let (relation, weight, reason) = told(earlier, source);
            grounds.push(Ground { source: source.row, from: earlier.row, relation, weight, reason, passage: None });
        }
    }
}

/// Says whether an address leads to a page, so that two spellings of it can be compared.
pub fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

/// Gives a name without its case and its marks.
pub fn normal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Gives the source that a credit means: the earliest of that publisher, author or title.
pub fn credited<'a>(sources: &'a [Source], by: &Source, name: &str) -> Option<&'a Source> {
    let wanted = normal(name);
    let is = |text: &Option<String>| {
        let text = normal(text.as_deref().unwrap_or_default());
        text == wanted || text.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(' '))
    };
    // A publisher that credits itself says nothing.
    if wanted.is_empty() || is(&by.publisher) || is(&by.author) {
        return None;
    }
    sources.iter().find(|source| source.row != by.row && (is(&source.publisher) || is(&source.author)))
}

/// Says whether a credit names the source itself.
pub fn credits_itself(by: &Source, name: &str) -> bool {
    let wanted = normal(name);
    [&by.publisher, &by.author, &by.title].into_iter().flatten().any(|text| normal(text).starts_with(&wanted))
}

/// Gives the word for a share of a text, in percent.
pub fn relation_of_share(percent: usize) -> Relation {
    match percent {
        70.. => Relation::WireCopy,
        30.. => Relation::Rewrite,
        _ => Relation::Quotes,
    }
}
