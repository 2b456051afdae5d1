//! The same step on many claims at once: all of them, or none with a line for each that is refused.

use super::rulebook::Rulebook;
use super::{claim, list, review, still_holds};
use crate::Changed;
use record::model::time::Day;
use record::model::words::{ClaimType, Priority, Status, Verdict};
use std::collections::BTreeSet;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;
use store::listing::Filter;

/// The most claims that one step is taken on.
const MOST: u64 = 10_000;

/// Which claims are meant.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// Ids, identifiers, numbers, or ranges of numbers: `C1-C9`.
    pub named: Vec<String>,
    /// The filters of the list: `status=assigned priority=high`.
    pub filter: Option<String>,
}

impl Meant {
    /// Means one claim.
    pub fn one(reference: &str) -> Self {
        Self { named: vec![reference.to_string()], filter: None }
    }
}

/// A step of the review that can be taken on many claims at once.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Assign { to: &'a Actor, due: Option<Day> },
    Start,
    Check { verdict: Verdict, note: Option<&'a str> },
    SecondCheck { verdict: Verdict, note: Option<&'a str> },
    AskSecond { to: Option<&'a Actor>, blind: bool, note: Option<&'a str> },
    Return { reason: &'a str },
    SignOff { note: Option<&'a str>, despite: Option<&'a str> },
    Reopen { reason: &'a str },
    Cut { reason: Option<&'a str> },
    Restore { reason: Option<&'a str> },
    StillHolds { note: Option<&'a str> },
}

impl Step<'_> {
    /// Says what cannot be done to a claim that is refused.
    fn done(self) -> &'static str {
        match self {
            Self::Assign { .. } => "assigned",
            Self::Start => "started",
            Self::Check { .. } => "checked",
            Self::SecondCheck { .. } => "second-checked",
            Self::AskSecond { .. } => "sent for a second check",
            Self::Return { .. } => "returned",
            Self::SignOff { .. } => "signed off",
            Self::Reopen { .. } => "reopened",
            Self::Cut { .. } => "cut",
            Self::Restore { .. } => "restored",
            Self::StillHolds { .. } => "confirmed",
        }
    }

    fn take(self, pen: &mut Pen, claim: &str, rules: (&Rulebook, Day)) -> Result<Changed> {
        match self {
            Self::Assign { to, due } => review::assign_with(pen, claim, to, due),
            Self::Start => review::start_with(pen, claim),
            Self::Check { verdict, note } => review::verdict_with(pen, claim, verdict, note, |_| Ok(())),
            Self::SecondCheck { verdict, note } => review::second_check_with(pen, claim, verdict, note),
            Self::AskSecond { to, blind, note } => review::request_second_check_with(pen, claim, to, blind, note),
            Self::Return { reason } => review::return_claim_with(pen, claim, reason),
            Self::SignOff { note, despite } => review::sign_off_with(pen, claim, note, despite, rules),
            Self::Reopen { reason } => review::reopen_with(pen, claim, reason),
            Self::Cut { reason } => claim::cut_with(pen, claim, reason),
            Self::StillHolds { note } => still_holds::confirm_with(pen, claim, note),
            Self::Restore { reason } => claim::restore_with(pen, claim, reason),
        }
    }
}

/// Takes a step on each claim that is meant, in one transaction: on all of them, or on none.
pub fn take(casebook: &mut Casebook, actor: &Actor, meant: &Meant, step: Step) -> Result<Vec<Changed>> {
    let (claims, today) = (found(casebook, actor, meant)?, casebook.clock.today());
    let rules = Rulebook::read(casebook, None)?;
    casebook.write(actor, |pen| {
        let (mut changed, mut faults) = (Vec::new(), Vec::new());
        for reference in &claims {
            match step.take(pen, reference, (&rules, today)) {
                Ok(done) => changed.push(done),
                // Of one claim alone everything is said, the way on too.
                Err(error) if claims.len() == 1 => return Err(error),
                Err(error) => faults.push(in_a_line(pen.reader(), reference, &error)),
            }
        }
        match faults.is_empty() {
            true => Ok(changed),
            false => Err(Error::NotAll { asked: claims.len(), done: step.done(), faults }),
        }
    })
}

fn in_a_line(reader: Reader, reference: &str, error: &Error) -> String {
    let said = error.to_string();
    match crate::claim(reader, reference) {
        Ok(claim) if !said.contains(&claim.recorded.id.short()) => {
            format!("claim {}: {said}", claim.recorded.id.short())
        }
        _ => said,
    }
}

/// Gives the claims that are meant, each once; refuses what names none.
fn found(casebook: &Casebook, actor: &Actor, meant: &Meant) -> Result<Vec<String>> {
    let mut claims: Vec<String> = Vec::new();
    let mut faults = Vec::new();
    let reader = casebook.reader();
    // Somebody's own identifier may look like a range.
    let spelt = |reference: &String| match reader.find(Kind::Claim, reference) {
        Ok(_) => vec![reference.clone()],
        Err(_) => spelt_out(reference),
    };
    let named: Vec<String> = meant.named.iter().flat_map(spelt).collect();
    let asked = named.len();
    for reference in named {
        match reader.find(Kind::Claim, &reference) {
            Ok(found) => claims.push(found.id.hex()),
            Err(error) if asked == 1 => return Err(error),
            Err(error) => faults.push(error.to_string()),
        }
    }
    if !faults.is_empty() {
        return Err(Error::NotAll { asked, done: "found", faults });
    }
    if let Some(text) = &meant.filter {
        claims.extend(matching(casebook, text, actor.name())?);
    }
    let mut seen = BTreeSet::new();
    claims.retain(|claim| seen.insert(claim.clone()));
    match claims.is_empty() {
        true => Err(Error::Invalid("no claim was named: give ids or numbers, or filters with --where".into())),
        false => Ok(claims),
    }
}

fn matching(casebook: &Casebook, text: &str, onlooker: &str) -> Result<Vec<String>> {
    let today = casebook.clock.today().to_string();
    let (filter, piece) = read_filter(text, &today).map_err(Error::Setting)?;
    let order = (None, 0, MOST as usize + 1);
    let found = list::list(casebook, filter, piece.as_deref(), order, Some(onlooker))?.claims;
    match found.len() as u64 {
        0 => Err(Error::Invalid(format!("no claim matches `{}`", text.escape_debug()))),
        MOST.. => Err(Error::Invalid(format!("more than {MOST} claims match: narrow the filter"))),
        _ => Ok(found.into_iter().map(|(listed, ..)| listed.id.hex()).collect()),
    }
}

/// Spells a range of numbers out: `C1-C3` and `C1-3` are C1, C2 and C3. Anything else stays as it is.
fn spelt_out(reference: &str) -> Vec<String> {
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    let ends = reference.strip_prefix('C').and_then(|rest| rest.split_once('-'));
    let ends = ends.and_then(|(first, last)| Some((number(first)?, number(last.strip_prefix('C').unwrap_or(last))?)));
    match ends {
        Some((first, last)) if 1 <= first && first <= last && last - first < MOST => {
            (first..=last).map(|number| format!("C{number}")).collect()
        }
        _ => vec![reference.to_string()],
    }
}

/// Reads filters as `claim list` has them: `status=assigned,checking priority=high contested search="the dam"`; gives the
/// piece apart.
fn read_filter(text: &str, today: &str) -> Result<(Filter, Option<String>), String> {
    let (mut filter, mut piece) = (Filter::default(), None);
    for word in words(text)? {
        let (name, value) = word.split_once('=').unwrap_or((&word, ""));
        match name {
            "contested" | "overdue" if word.contains('=') => return Err(format!("`{name}` takes no value")),
            "contested" => filter.contested = true,
            "overdue" => filter.due_before = Some(today.to_string()),
            "status" | "verdict" | "type" | "priority" | "assignee" | "search" | "piece" if value.is_empty() => {
                return Err(format!("`{name}` needs a value: {name}=…"));
            }
            "status" => filter.statuses = list_of::<Status>(value)?,
            "verdict" => filter.verdicts = list_of::<Verdict>(value)?,
            "type" => filter.types = list_of::<ClaimType>(value)?,
            "priority" => filter.priorities = list_of::<Priority>(value)?,
            "assignee" => filter.assignee = Some(value.to_string()),
            "search" => filter.search = Some(value.to_string()),
            "piece" => piece = Some(value.to_string()),
            other => {
                return Err(format!(
                    "`{}` is not a filter: take status=, verdict=, type=, priority=, assignee=, search=, piece=, \
                     contested or overdue",
                    other.escape_debug()
                ));
            }
        }
    }
    Ok((filter, piece))
}

fn list_of<T: std::str::FromStr<Err = String>>(value: &str) -> Result<Vec<T>, String> {
    value.split(',').map(str::parse).collect()
}

/// Cuts a text at its blanks, except between quotation marks, which go.
fn words(text: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            blank if blank.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    match (quoted, words.is_empty()) {
        (true, _) => Err("a quotation mark in the filter is not closed".into()),
        (_, true) => Err("the filter is empty: name at least one, such as status=assigned".into()),
        _ => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_spelt_out_and_nothing_else_is() {
        for (text, all) in [
            ("C1-C3", vec!["C1", "C2", "C3"]),
            ("C2-3", vec!["C2", "C3"]),
            ("C4-C4", vec!["C4"]),
            ("C3-C1", vec!["C3-C1"]),
            ("C0-C2", vec!["C0-C2"]),
            ("C1-C99999999", vec!["C1-C99999999"]),
            ("C1-x", vec!["C1-x"]),
            ("C7", vec!["C7"]),
            ("4c1f", vec!["4c1f"]),
        ] {
            assert_eq!(spelt_out(text), all, "{text}");
        }
    }

    #[test]
    fn filters_are_read_as_the_list_has_them() {
        let (filter, piece) =
            read_filter("status=assigned,checking priority=high piece=dam search=\"the dam\" contested", "2026-01-01")
                .unwrap();
        assert_eq!(filter.statuses, [Status::Assigned, Status::Checking]);
        assert_eq!((filter.priorities, filter.contested), (vec![Priority::High], true));
        assert_eq!((filter.search.as_deref(), piece.as_deref()), (Some("the dam"), Some("dam")));
        assert_eq!(read_filter("overdue", "2026-01-01").unwrap().0.due_before.as_deref(), Some("2026-01-01"));
        for (wrong, said) in [
            ("", "empty"),
            ("status", "needs a value"),
            ("status=done", "is not a status"),
            ("colour=red", "is not a filter"),
            ("search=\"the dam", "not closed"),
            ("contested=no", "takes no value"),
        ] {
            let fault = read_filter(wrong, "2026-01-01").unwrap_err();
            assert!(fault.contains(said), "{wrong}: {fault}");
        }
    }
}
