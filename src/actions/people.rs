//! The people of a casebook: whose names mean somebody, so that a slip of the pen makes no new person.

use std::collections::BTreeSet;
use store::casebook::Casebook;
use store::error::{Error, Result};

/// How many names a refusal tells.
const NAMED: usize = 8;

/// Gives everybody who has recorded anything or has a claim.
pub fn at_work(casebook: &Casebook) -> Result<BTreeSet<String>> {
    let reader = casebook.reader();
    let mut people: BTreeSet<String> = reader.logs()?.into_iter().filter_map(|log| log.actor).collect();
    people.extend(reader.counts()?.into_iter().map(|count| count.facet.assignee).filter(|name| !name.is_empty()));
    Ok(people)
}

/// Gives everybody who is known: who is at work, who may come to the desk, and who is named in the settings.
pub fn known(casebook: &Casebook) -> Result<BTreeSet<String>> {
    let mut people = at_work(casebook)?;
    people.extend(casebook.home.users()?.all.into_iter().map(|user| user.name));
    people.extend(casebook.home.settings()?.actor);
    Ok(people)
}

/// Refuses a name that means nobody yet; the first name in a casebook means whoever opens it.
pub fn require(casebook: &Casebook, name: &str) -> Result<()> {
    let empty = casebook.reader().logs()?.is_empty();
    let known = known(casebook)?;
    match empty || known.contains(name) {
        true => Ok(()),
        false => Err(Error::NewPerson { name: name.to_string(), known: nearest(name, known) }),
    }
}

/// Gives known names, those that are written most alike first.
fn nearest(name: &str, known: BTreeSet<String>) -> Vec<String> {
    let mut known: Vec<String> = known.into_iter().collect();
    known.sort_by_key(|other| std::cmp::Reverse(alike(name, other)));
    known.truncate(NAMED);
    known
}

/// Counts the letters that two names begin with alike, whatever their case.
fn alike(one: &str, other: &str) -> usize {
    let letters = one.chars().flat_map(char::to_lowercase).zip(other.chars().flat_map(char::to_lowercase));
    letters.take_while(|(one, other)| one == other).count()
}
