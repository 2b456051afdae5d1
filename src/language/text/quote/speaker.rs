//! Who is said to say a passage, and whether that may be the speaker that was given.

use crate::quantity::{Scan, Sort};
use crate::text::{name, quotation};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Gives who says a passage in the source's own words: `Oduya said that …`.
pub(super) fn reported<'a>(scan: &Scan<'a>, sentence: &Range<usize>, passage: &Range<usize>) -> Option<&'a str> {
    let outside = |at: &usize| scan.tokens[*at].end <= passage.start || scan.tokens[*at].start >= passage.end;
    let says = |at: &usize| scan.may(*at, Sort::Speech) || scan.may(*at, Sort::According);
    let verb = sentence.clone().filter(outside).rfind(says)?;
    Some(quotation::who(scan, verb))
}

/// Takes the name before the verb where the one after it is who was spoken to: `Velk told the Post`.
pub(super) fn speaks<'a>(scan: &Scan<'a>, sentence: &Range<usize>, name: &'a str) -> Option<&'a str> {
    const TELLS: &[&str] = &["told", "tells", "asked", "assured", "to", "a", "al"];
    // The name is a slice of the text, so its address tells where it stands.
    let start = (name.as_ptr() as usize).checked_sub(scan.text.as_ptr() as usize).filter(|_| !name.is_empty())?;
    let at = scan.tokens.partition_point(|token| token.start < start);
    let article = usize::from(at > 0 && scan.is_any(at - 1, &["the", "el", "la"]));
    let verb = at.checked_sub(1 + article).filter(|verb| scan.is_any(*verb, TELLS));
    let Some(verb) = verb else { return Some(name) };
    let last = (sentence.start..verb).rev().find(|at| name::capital(scan, *at))?;
    Some(name::words(scan, name::start(scan, last + 1, sentence.start)..last + 1))
}

/// Says whether two names are one person's: one has all the words of the other, titles and initials apart.
///
/// A pronoun is taken for the speaker; of a common noun, such as `critics`, it cannot be told.
pub(super) fn same_person(given: &str, found: &str) -> Option<bool> {
    const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "él", "ella", "ellos", "ellas", "who"];
    let (given, found) = (name_words(given), name_words(found));
    if found.iter().any(|word| MANY.contains(word.to_lowercase().as_str())) {
        return None;
    }
    let proper = found.iter().any(|word| word.starts_with(char::is_uppercase));
    let lower = |words: &[&str]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
    let (given, found) = (lower(&given), lower(&found));
    if found.iter().any(|word| PRONOUNS.contains(&word.as_str())) {
        return Some(true);
    }
    if !proper || given.is_empty() {
        return None;
    }
    let (few, many) = if given.len() < found.len() { (given, found) } else { (found, given) };
    Some(few.iter().all(|word| many.contains(word)))
}

fn name_words(name: &str) -> Vec<&str> {
    let words = name.split(|mark: char| !mark.is_alphanumeric());
    words.filter(|word| word.chars().count() > 1 && !TITLES.contains(word.to_lowercase().as_str())).collect()
}

/// Who says things without being anybody: a capital at the head of a sentence makes no name of them.
static MANY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "critics officials police experts sources residents witnesses analysts opponents supporters \
        scientists researchers doctors lawyers prosecutors authorities neighbours neighbors people some many others \
        everybody nobody reports rumours rumors";
    let spanish = "críticos expertos fuentes autoridades vecinos testigos algunos muchos policía informes";
    [english, spanish].into_iter().flat_map(str::split_whitespace).collect()
});

/// What stands before a name or within it and tells nobody from another.
static TITLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "mr mrs ms miss dr sir dame lord lady prof professor mayor president minister senator judge the of";
    let spanish = "señor señora sr sra don doña alcalde alcaldesa presidente ministro ministra juez jueza el la de del";
    [english, spanish].into_iter().flat_map(str::split_whitespace).collect()
});
