//! Suggests how costly an error in a claim would be, and says why.

use super::name;
use crate::quantity::{Kind, Scan, Sort};
use record::model::words::{ClaimType, Priority};
use std::collections::HashSet;
use std::ops::Range;

/// What in a sentence makes an error in it costly.
pub struct Stakes<'a> {
    pub crime: bool,
    pub health: bool,
    pub person: Option<&'a str>,
}

/// The last names of the people that a text has named so far.
#[derive(Default)]
pub struct People {
    names: HashSet<String>,
}

impl People {
    fn known<'a>(&mut self, scan: &Scan<'a>, sentence: &Range<usize>, mentioned: bool) -> Option<&'a str> {
        let person = if mentioned { name::person(scan, sentence) } else { None };
        if let Some(person) = person.filter(|person| person.contains(' ')) {
            let last = person.split(' ').skip(1).filter(|part| part.len() > 3 && part.starts_with(char::is_uppercase));
            self.names.extend(last.map(str::to_string));
            return Some(person);
        }
        let capitals = || sentence.clone().filter(|at| scan.tokens[*at].capital);
        let again = if self.names.is_empty() {
            None
        } else {
            capitals().map(|at| scan.word(at)).find(|word| self.names.contains(*word))
        };
        again.or(person)
    }
}

impl<'a> Stakes<'a> {
    /// Weighs a sentence; a person who was named earlier is known again by the last name.
    pub fn of(scan: &Scan<'a>, sentence: &Range<usize>, people: &mut People) -> Self {
        let sorts = scan.tokens[sentence.clone()].iter().fold(0, |sorts, token| sorts | token.sorts);
        let mentions =
            Sort::Honorific.bit() | Sort::GivenName.bit() | Sort::Person.bit() | Sort::Role.bit() | Sort::Speech.bit();
        Self {
            crime: sorts & Sort::Crime.bit() != 0,
            health: sorts & Sort::Health.bit() != 0,
            person: people.known(scan, sentence, sorts & mentions != 0),
        }
    }

    /// Suggests a priority for a claim of the sentence, with the reason.
    pub fn priority(&self, kind: ClaimType, figure: Option<Kind>) -> (Priority, String) {
        let about_person = matches!(
            kind,
            ClaimType::Role
                | ClaimType::Quotation
                | ClaimType::Characterisation
                | ClaimType::OwnershipShare
                | ClaimType::Causal
        );
        let reasons = [
            (figure == Some(Kind::Money), "it states an amount of money"),
            (kind == ClaimType::Ranking, "it is a superlative, which one counter-example refutes"),
            (matches!(kind, ClaimType::OwnershipShare | ClaimType::MarketShare), "it says who owns or holds how much"),
            (self.crime, "the sentence speaks of a crime or an accusation"),
            (self.health, "the sentence speaks of health"),
        ];
        let mut said = String::with_capacity(64);
        for (_, reason) in reasons.into_iter().filter(|(holds, _)| *holds) {
            also(&mut said, &[reason]);
        }
        if let Some(person) = self.person.filter(|_| about_person) {
            also(&mut said, &["it is about a person: ", person]);
        }
        if !said.is_empty() {
            return (Priority::High, said);
        }
        match kind {
            ClaimType::Date if self.person.is_none() => (Priority::Low, "a date, which is cheap to check".into()),
            ClaimType::Attribution => (Priority::Low, "it says who said so, and the source can be looked up".into()),
            _ => (Priority::Medium, "an error would mislead, but names nobody and no money".into()),
        }
    }
}

fn also(said: &mut String, reason: &[&str]) {
    if !said.is_empty() {
        said.push_str("; ");
    }
    reason.iter().for_each(|part| said.push_str(part));
}
