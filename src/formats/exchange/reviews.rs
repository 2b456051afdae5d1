//! Reviews of claims that others publish as schema.org `ClaimReview`: in feeds, in lists, and in pages.

mod page;
#[cfg(test)]
mod tests;

use super::fault::Fault;
use super::limits::Limits;
use super::linked::{self, Object, addresses, clipped, field, list, names, text};
use serde_json::Value;

/// How many places at which a claim appeared are taken.
const APPEARANCES: usize = 20;

/// What somebody else found of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// From 1, in the order of the file.
    pub number: usize,
    /// What was claimed.
    pub claim: String,
    /// Who claimed it, and when.
    pub claimant: Option<String>,
    pub claimed: Option<String>,
    /// Addresses at which it was claimed, the first of them first where that is known.
    pub appearances: Vec<String>,
    /// The page of the review.
    pub address: Option<String>,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub rating: Option<Rating>,
}

/// A rating in the words and numbers of whoever gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    pub words: Option<String>,
    pub value: Option<String>,
    pub best: Option<String>,
    pub worst: Option<String>,
}

/// What a file holds: reviews, and what is wrong with those that cannot be read.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub reviews: Vec<Review>,
    pub faults: Vec<String>,
    /// `JSON-LD` or `HTML`.
    pub format: &'static str,
}

/// Reads a feed or a page.
///
/// # Errors
/// A [`Fault`] for a file that is too large, empty, no JSON and no page, or without any review.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Held, Fault> {
    let source = linked::text_of(bytes, limits)?;
    let mut held = Held::default();
    let documents = match source.starts_with(['{', '[']) {
        true => {
            held.format = "JSON-LD";
            linked::documents(source)?
        }
        false => {
            held.format = "HTML";
            in_page(source, &mut held)?
        }
    };
    let found = linked::find(&documents, "ClaimReview");
    if found.len() > limits.linked_items {
        return Err(Fault::TooMany { what: "reviews", most: limits.linked_items as u64 });
    }
    if found.is_empty() && held.faults.is_empty() {
        return Err(Fault::broken("the file", "there is no ClaimReview in it"));
    }
    for (object, number) in found.into_iter().zip(1..) {
        match review(object, number) {
            Ok(review) => held.reviews.push(review),
            Err(reason) => held.faults.push(format!("review {number}: {reason}")),
        }
    }
    Ok(held)
}

/// A script that is broken costs itself alone.
fn in_page(source: &str, held: &mut Held) -> Result<Vec<Value>, Fault> {
    let scripts = page::scripts(source);
    if scripts.is_empty() {
        return Err(Fault::broken("the file", "it is neither JSON nor a page with a script of application/ld+json"));
    }
    let mut documents = Vec::new();
    for (script, number) in scripts.into_iter().zip(1..) {
        match linked::documents(script) {
            Ok(read) => documents.extend(read),
            Err(fault) => held.faults.push(format!("script {number}: {fault}")),
        }
    }
    Ok(documents)
}

fn review(object: &Object, number: usize) -> Result<Review, String> {
    let items = field(object, "itemReviewed").map(list).unwrap_or_default();
    let item = items.iter().find_map(Value::as_object);
    let claim = text(object, "claimReviewed").or_else(|| item.and_then(claim_in));
    let claim = claim.ok_or("it does not say what was claimed (`claimReviewed`)")?;
    let address = addresses(object, "url").into_iter().chain(addresses(object, "mainEntityOfPage")).next();
    let publisher = names(object, "author").or_else(|| names(object, "publisher"));
    if address.is_none() && publisher.is_none() {
        return Err("it says neither where it stands (`url`) nor whose it is (`author`)".into());
    }
    Ok(Review {
        number,
        claim,
        claimant: item.and_then(|item| names(item, "author")),
        claimed: item.and_then(|item| short(text(item, "datePublished"))),
        appearances: item.map(appearances).unwrap_or_default(),
        address,
        title: text(object, "headline").or_else(|| text(object, "name")),
        publisher,
        published: short(text(object, "datePublished")),
        language: short(text(object, "inLanguage")),
        rating: field(object, "reviewRating").map(list).unwrap_or_default().iter().find_map(rating),
    })
}

/// A work that was reviewed has a name of its own, which is not what was claimed in it.
fn claim_in(item: &Object) -> Option<String> {
    let told = || ["text", "name", "description"].iter().find_map(|name| text(item, name));
    linked::is_a(item, "Claim").then(told).flatten()
}

fn appearances(item: &Object) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for name in ["firstAppearance", "appearance", "sameAs", "url"] {
        for address in addresses(item, name) {
            if !places.contains(&address) && places.len() < APPEARANCES {
                places.push(address);
            }
        }
    }
    places
}

fn rating(value: &Value) -> Option<Rating> {
    let Some(object) = value.as_object() else {
        let words = value.as_str().and_then(clipped)?;
        return Some(Rating { words: Some(words), ..Rating::default() });
    };
    let words = ["alternateName", "name", "ratingExplanation"].iter().find_map(|name| text(object, name));
    let number = |name| short(text(object, name));
    let rating =
        Rating { words, value: number("ratingValue"), best: number("bestRating"), worst: number("worstRating") };
    (rating != Rating::default()).then_some(rating)
}

/// Dates, languages and numbers are short, or are none.
fn short(text: Option<String>) -> Option<String> {
    text.filter(|text| text.len() <= 100)
}

impl Rating {
    /// Says the rating in one line: `“False” (1 on a scale from 1 to 5)`.
    pub fn in_words(&self) -> String {
        let words = self.words.as_ref().map(|words| format!("“{words}”"));
        let value = self.value.as_ref().map(|value| match (&self.worst, &self.best) {
            (Some(worst), Some(best)) => format!("{value} on a scale from {worst} to {best}"),
            (None, Some(best)) => format!("{value} of {best}"),
            _ => value.clone(),
        });
        match (words, value) {
            (Some(words), Some(value)) => format!("{words} ({value})"),
            (words, value) => words.or(value).unwrap_or_default(),
        }
    }
}
