//! One search over everything: claims by number, name or words, what was said of them, sources, and captures.

use crate::claims::card;
use crate::claims::list::{self, Filter, Listed};
use crate::sources::find::{self, Match, find_everywhere};
use crate::sources::list as sources;
use record::model::claim::Claim;
use record::model::entities::Source;
use record::model::id::Id;
use record::model::words::Status;
use store::casebook::Casebook;
use store::error::Result;
use store::find::Kind;

/// How many results of a kind are given.
const SHOWN: usize = 30;

/// How many claims are gone through for what was said of them.
const READ: usize = 2000;

/// The fewest letters that are looked for in captures.
const SHORTEST: usize = 3;

/// What was found, by kind.
#[derive(Default)]
pub struct Results {
    pub claims: Vec<Listed>,
    pub said: Vec<Said>,
    pub sources: Vec<Source>,
    pub passages: Vec<find::Standing>,
}

/// Words that somebody wrote or quoted about a claim.
pub struct Said {
    pub claim: Id,
    pub statement: Option<String>,
    /// Who wrote it, or attached it.
    pub by: String,
    pub is_quote: bool,
    pub words: String,
}

impl Results {
    /// Says whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.said.is_empty() && self.sources.is_empty() && self.passages.is_empty()
    }
}

/// Looks for words, a claim's number or an id everywhere, as one who looks may know of it.
pub fn everywhere(casebook: &Casebook, words: &str, onlooker: &str) -> Result<Results> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(Results::default());
    }
    let mut results = Results { claims: named(casebook, words, onlooker)?, ..Results::default() };
    let filter = Filter { search: Some(words.to_string()), ..Filter::default() };
    let found = list::list(casebook, filter, None, (None, 0, SHOWN), Some(onlooker))?;
    for (listed, _, _) in found.claims {
        if results.claims.iter().all(|known| known.id != listed.id) {
            results.claims.push(listed);
        }
    }
    results.said = said(casebook, words, onlooker)?;
    results.sources = sources::list(casebook, Some(words), 0, SHOWN)?;
    if words.chars().filter(|letter| letter.is_alphanumeric()).count() >= SHORTEST {
        results.passages = find_everywhere(casebook, &[words], |_, _| {})?;
        results.passages.retain(|standing| standing.found.matched != Match::Approximate);
        results.passages.truncate(SHOWN);
    }
    Ok(results)
}

/// Gives the claims that words name: by number in any piece, by id, or by an identifier of one's own.
fn named(casebook: &Casebook, words: &str, onlooker: &str) -> Result<Vec<Listed>> {
    let number =
        words.strip_prefix(['C', 'c']).filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    if let Some(number) = number {
        let wanted = format!("C{}", number.trim_start_matches('0'));
        let all = list::list(casebook, Filter::default(), None, (None, 0, READ), Some(onlooker))?;
        let numbered = all.claims.into_iter().filter(|(_, _, own)| own.as_deref() == Some(wanted.as_str()));
        let found: Vec<Listed> = numbered.map(|(listed, _, _)| listed).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    if words.contains(char::is_whitespace) {
        return Ok(Vec::new());
    }
    match casebook.reader().find(Kind::Claim, words) {
        Ok(named) => {
            let reader = casebook.reader();
            Ok(vec![card::unseen(reader, reader.listed(named.row)?, Some(onlooker))?])
        }
        // What names no claim may still occur in one.
        Err(_) => Ok(Vec::new()),
    }
}

fn said(casebook: &Casebook, words: &str, onlooker: &str) -> Result<Vec<Said>> {
    let (reader, wanted) = (casebook.reader(), words.to_lowercase());
    let (listed, _) = reader.claims(&Filter::default(), list::Sort::Recorded, 0, READ)?;
    let mut found = Vec::new();
    for listed in listed.into_iter().filter(|listed| listed.status != Status::Cut) {
        let claim = reader.claim(listed.row)?;
        // Somebody who is to judge by themselves finds nothing of what others said.
        if claim.blind_for(onlooker) {
            continue;
        }
        let of_claim = texts(&claim).into_iter().filter(|(_, _, words)| words.to_lowercase().contains(&wanted));
        found.extend(of_claim.map(|(by, is_quote, words)| Said {
            claim: listed.id,
            statement: listed.statement.clone(),
            by: by.to_string(),
            is_quote,
            words: words.to_string(),
        }));
        if found.len() >= SHOWN {
            break;
        }
    }
    found.truncate(SHOWN);
    Ok(found)
}

/// Gives what people wrote about a claim, and what they quoted.
fn texts(claim: &Claim) -> Vec<(&str, bool, &str)> {
    let mut texts = Vec::new();
    for evidence in claim.evidence.iter().filter(|evidence| evidence.withdrawn.is_none()) {
        let by = evidence.mark.actor.as_str();
        texts.extend(evidence.quote.iter().map(|quote| (by, true, quote.as_str())));
        texts.extend(evidence.note.iter().map(|note| (by, false, note.as_str())));
    }
    for check in &claim.checks {
        texts.extend(check.note.iter().map(|note| (check.mark.actor.as_str(), false, note.as_str())));
    }
    for query in &claim.queries {
        texts.push((query.mark.actor.as_str(), false, query.question.as_str()));
        texts.extend(query.answer.iter().map(|answer| (answer.mark.actor.as_str(), false, answer.text.as_str())));
    }
    for note in &claim.notes {
        texts.push((note.remark.mark.actor.as_str(), false, note.remark.text.as_str()));
    }
    texts
}
