//! The three-way comparison of each row, and the events that its changes become.

use super::edited::{AnswerRow, ClaimRow, Edited, Origin};
use super::{Change, Returned};
use crate::claims::claim::{Amendment, NewClaim, Place, Refigured, add_with, amend_with};
use crate::claims::query::answer_with;
use crate::claims::review::{assign_with, note_with, verdict_with};
use record::model::claim::Claim;
use record::model::id::Id;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::time::Day;
use record::model::words::{Basis, ClaimType, Comparator, Priority, Verdict};
use report::editable::{Editable, MOST, cell, mark, mark_of, plain};
use std::collections::{BTreeMap, BTreeSet};
use store::Reader;
use store::casebook::Actor;
use store::casebook::pen::Pen;
use store::error::{Error, Result};
use store::find::Kind;

/// The columns that make up a quantity.
const FIGURES: &[Editable] = &[
    Editable::Comparator,
    Editable::Amount,
    Editable::Upper,
    Editable::Unit,
    Editable::Subject,
    Editable::Metric,
    Editable::PeriodFrom,
    Editable::PeriodTo,
    Editable::Basis,
];

/// The cells of one row that were changed, by column.
type Edits = BTreeMap<Editable, Change>;

/// Applies all that the file changes.
pub(super) fn apply(pen: &mut Pen, edited: &Edited, returned: &mut Returned) -> Result<()> {
    let added = edited.claims.iter().any(|row| row.claim.is_empty());
    let known = if added { statements(pen.reader(), edited)? } else { BTreeSet::new() };
    for row in &edited.claims {
        match row.claim.is_empty() {
            true => add_row(pen, edited, row, &known, returned)?,
            false => claim_row(pen, row, returned)?,
        }
    }
    edited.answers.iter().try_for_each(|row| answer_row(pen, row, returned))
}

fn claim_row(pen: &mut Pen, row: &ClaimRow, returned: &mut Returned) -> Result<()> {
    let claim = match pen.reader().find(Kind::Claim, &row.claim) {
        Ok(found) => pen.reader().claim(found.row)?,
        Err(error @ (Error::Unknown { .. } | Error::NotAnId(_) | Error::Ambiguous { .. })) => {
            returned.refused.push(of_row(row, error.to_string()));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let Some(edits) = edits(pen.reader(), &claim, row, returned)? else {
        returned.refused.push(of_row(row, "its hidden columns were changed, so nobody can say what was edited".into()));
        return Ok(());
    };
    if edits.is_empty() { Ok(()) } else { take(pen, &claim, edits, returned) }
}

/// Finds what was changed; `None` where what was exported cannot be told. Conflicts are told apart at once.
fn edits(reader: Reader, claim: &Claim, row: &ClaimRow, returned: &mut Returned) -> Result<Option<Edits>> {
    let before = match &row.origin {
        Origin::Marks(_) => None,
        Origin::Fingerprint(fingerprint) => match at_fingerprint(reader, claim, fingerprint)? {
            Some(claim) => Some(claim),
            None => return Ok(None),
        },
    };
    let mut edits = Edits::new();
    for (column, address, now) in &row.cells {
        let was = cell(claim, *column);
        let exported = match (&row.origin, &before) {
            (Origin::Marks(marks), _) => match mark_of(marks, *column) {
                Some(mark) => mark.to_string(),
                None => return Ok(None),
            },
            (Origin::Fingerprint(_), before) => {
                before.as_ref().map(|claim| mark(&cell(claim, *column))).unwrap_or_default()
            }
        };
        if mark(now) == exported || *now == was || (*column == Editable::NewNote && noted(claim, now)) {
            continue;
        }
        let id = Some(claim.recorded.id);
        let change = Change {
            cell: address.clone(),
            claim: id,
            column: column.to_string(),
            was,
            now: now.clone(),
            reason: None,
        };
        // What a cell cannot hold went out cut, so that an edit of it would lose the rest.
        if change.was.encode_utf16().count() > MOST {
            returned
                .refused
                .push(because(change, "the text is longer than a cell holds: amend it with `tickmark claim amend`"));
            continue;
        }
        match mark(&change.was) == exported {
            true => drop(edits.insert(*column, change)),
            false => returned.conflicts.push(because(change, "the casebook changed it since the export")),
        }
    }
    Ok(Some(edits))
}

/// A file that comes a second time adds its remarks once.
fn noted(claim: &Claim, text: &str) -> bool {
    let notes = claim.notes.iter().map(|note| note.remark.text.as_str());
    notes.chain(claim.checks.iter().filter_map(|check| check.note.as_deref())).any(|note| plain(note) == text)
}

/// Gives the claim as it stood when it had a fingerprint.
fn at_fingerprint(reader: Reader, claim: &Claim, fingerprint: &str) -> Result<Option<Claim>> {
    if claim.record_sha256().hex() == fingerprint {
        return Ok(Some(claim.clone()));
    }
    let mut records = reader.claim_records(claim.recorded.row)?;
    if let Some((_, later)) = records.split_first_mut() {
        later.sort_by(|one, next| one.fold_key().cmp(&next.fold_key()));
    }
    let prefixes = (1..=records.len()).rev().filter_map(|end| Claim::fold(&records[..end]));
    Ok(prefixes.into_iter().find(|claim| claim.record_sha256().hex() == fingerprint))
}

fn take(pen: &mut Pen, claim: &Claim, mut edits: Edits, returned: &mut Returned) -> Result<()> {
    let id = claim.recorded.id.hex();
    let amended = part(&mut edits, &[&[Editable::Statement, Editable::Type, Editable::Priority], FIGURES].concat());
    attempt(returned, amended, |edits| {
        let (statement, quantity) = (edits.get(&Editable::Statement), figures(claim, edits)?);
        let amendment = Amendment {
            statement: statement.map(|change| change.now.as_str()),
            claim_type: word(edits, Editable::Type)?,
            priority: word(edits, Editable::Priority)?,
            quantity: quantity.map_or(Refigured::No, Refigured::Whole),
            reason: None,
        };
        amend_with(pen, &id, &amendment).map(drop)
    })?;
    attempt(returned, part(&mut edits, &[Editable::Assignee, Editable::Due]), |edits| {
        let assignee = text_of(edits, claim, Editable::Assignee);
        let due = day(&text_of(edits, claim, Editable::Due))?;
        if assignee.is_empty() {
            return Err(Error::Invalid("a claim cannot be given to nobody: name an assignee".into()));
        }
        assign_with(pen, &id, &Actor::named(&assignee)?, due).map(drop)
    })?;
    if edits.contains_key(&Editable::Verdict) {
        return attempt(returned, edits, |edits| {
            let verdict = word::<Verdict>(edits, Editable::Verdict)?
                .ok_or_else(|| Error::Invalid("a verdict is not taken back by an empty cell".into()))?;
            let note = edits.get(&Editable::NewNote).map(|change| change.now.as_str());
            verdict_with(pen, &id, verdict, note, |_| Ok(())).map(drop)
        });
    }
    attempt(returned, edits, |edits| {
        let note = edits.get(&Editable::NewNote).map(|change| change.now.as_str()).unwrap_or_default();
        note_with(pen, &id, note, false).map(drop)
    })
}

fn part(edits: &mut Edits, columns: &[Editable]) -> Edits {
    columns.iter().filter_map(|column| edits.remove_entry(column)).collect()
}

/// Does one step for some cells; a refusal is listed with each of them, and any other failure ends everything.
fn attempt(returned: &mut Returned, edits: Edits, step: impl FnOnce(&Edits) -> Result<()>) -> Result<()> {
    if edits.is_empty() {
        return Ok(());
    }
    match step(&edits) {
        Ok(()) => {
            returned.events += 1;
            returned.changes.extend(edits.into_values());
        }
        Err(error) if refusal(&error) => {
            let reason = error.to_string();
            returned.refused.extend(edits.into_values().map(|change| because(change, &reason)));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::WrongStatus { .. }
            | Error::Invalid(_)
            | Error::SamePerson(_)
            | Error::TextTooLong { .. }
            | Error::ActorName { .. }
            | Error::Unknown { .. }
            | Error::NotAnId(_)
            | Error::Ambiguous { .. }
    )
}

fn because(change: Change, reason: &str) -> Change {
    Change { reason: Some(reason.to_string()), ..change }
}

fn of_row(row: &ClaimRow, reason: String) -> Change {
    let cell = row.cells.first().map(|cell| cell.1.clone()).unwrap_or_default();
    let (was, now) = (String::new(), row.claim.clone());
    Change { cell, claim: None, column: "row".into(), was, now, reason: Some(reason) }
}

/// Reads the word of a changed cell; `None` where it was not changed or is empty.
fn word<W: std::str::FromStr<Err = String>>(edits: &Edits, column: Editable) -> Result<Option<W>> {
    let Some(change) = edits.get(&column) else { return Ok(None) };
    if change.now.is_empty() && column != Editable::Verdict {
        return Err(Error::Invalid(format!("a claim cannot be without a {column}")));
    }
    let text = Some(change.now.as_str()).filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(Error::Invalid)).transpose()
}

/// Gives what a cell says after the edit, changed or not.
fn text_of(edits: &Edits, claim: &Claim, column: Editable) -> String {
    edits.get(&column).map_or_else(|| cell(claim, column), |change| change.now.clone())
}

fn day(text: &str) -> Result<Option<Day>> {
    let wrong = || Error::Invalid(format!("`{}` is not a day such as 2026-12-01", text.escape_debug()));
    if text.is_empty() { Ok(None) } else { Day::parse(text).ok_or_else(wrong).map(Some) }
}

/// Puts the quantity together that the changed cells make of the claim's; nothing where none of them is of it.
fn figures(claim: &Claim, edits: &Edits) -> Result<Option<Option<Quantity>>> {
    if !FIGURES.iter().any(|column| edits.contains_key(column)) {
        return Ok(None);
    }
    quantity(|column| match (edits.get(&column), column, &claim.quantity) {
        // An amount that nobody touched keeps the digits in which it was recorded.
        (None, Editable::Amount, Some(quantity)) => quantity.figure.amount.map(|amount| amount.to_string()),
        (None, Editable::Upper, Some(quantity)) => quantity.figure.upper.map(|amount| amount.to_string()),
        _ => Some(text_of(edits, claim, column)),
    })
    .map(Some)
}

fn quantity(text: impl Fn(Editable) -> Option<String>) -> Result<Option<Quantity>> {
    let text = |column| text(column).filter(|text| !text.is_empty());
    if FIGURES.iter().all(|column| text(*column).is_none()) {
        return Ok(None);
    }
    let amount = |column| text(column).map(|text| parse_amount(&text)).transpose().map_err(Error::Invalid);
    let day_of = |column| day(&text(column).unwrap_or_default());
    let (lower, upper) = (amount(Editable::Amount)?, amount(Editable::Upper)?);
    let implied = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
    let comparator = text(Editable::Comparator).map(|word| word.parse()).transpose().map_err(Error::Invalid)?;
    let basis: Option<Basis> = text(Editable::Basis).map(|word| word.parse()).transpose().map_err(Error::Invalid)?;
    let change = text(Editable::Change).map(|word| word.parse()).transpose().map_err(Error::Invalid)?;
    let (from, to) = (day_of(Editable::PeriodFrom)?, day_of(Editable::PeriodTo)?);
    let figure = Figure { change, amount: lower, basis, comparator: comparator.unwrap_or(implied), from, to, upper };
    let (subject, metric) = (text(Editable::Subject), text(Editable::Metric));
    Ok(Some(Quantity { figure, subject, metric, unit: text(Editable::Unit) }))
}

/// Records the claim of a row that was added, unless the piece has its statement already.
fn add_row(
    pen: &mut Pen,
    edited: &Edited,
    row: &ClaimRow,
    known: &BTreeSet<String>,
    returned: &mut Returned,
) -> Result<()> {
    let told = |column: Editable| row.cells.iter().find(|cell| cell.0 == column);
    let text = |column| told(column).map(|cell| cell.2.clone()).unwrap_or_default();
    if known.contains(&text(Editable::Statement)) {
        return Ok(());
    }
    let change = |(column, cell, now): &(Editable, String, String)| {
        let change = Change {
            cell: cell.clone(),
            claim: None,
            column: column.to_string(),
            was: String::new(),
            now: now.clone(),
            reason: None,
        };
        (*column, change)
    };
    let mut edits: Edits = row.cells.iter().filter(|cell| !cell.2.is_empty()).map(change).collect();
    let later = [Editable::Assignee, Editable::Due, Editable::Verdict, Editable::NewNote];
    let first: Vec<Editable> = Editable::ALL.iter().copied().filter(|column| !later.contains(column)).collect();
    let mut made: Option<Id> = None;
    attempt(returned, part(&mut edits, &first), |edits| {
        let new = NewClaim {
            piece: edited.piece.as_deref(),
            statement: Some(&text(Editable::Statement)),
            place: Place::Nowhere,
            claim_type: word(edits, Editable::Type)?.unwrap_or(ClaimType::Characterisation),
            priority: word(edits, Editable::Priority)?.unwrap_or(Priority::Medium),
            quantity: quantity(|column| Some(text(column)))?,
            external_id: None,
            note: None,
        };
        made = Some(add_with(pen, &new)?.recorded.id);
        Ok(())
    })?;
    match made {
        Some(id) => take(pen, &pen.reader().claim(pen.reader().row_of(id)?)?, edits, returned),
        None => {
            let reason = "its row makes no claim";
            returned.refused.extend(edits.into_values().map(|change| because(change, reason)));
            Ok(())
        }
    }
}

/// Gives what the claims of the piece say already.
fn statements(reader: Reader, edited: &Edited) -> Result<BTreeSet<String>> {
    let Ok(piece) = crate::piece(reader, edited.piece.as_deref()) else { return Ok(BTreeSet::new()) };
    let mut statements = BTreeSet::new();
    for row in reader.claims_of_piece(piece.row)? {
        statements.extend(reader.claim(row)?.statement.as_deref().map(|text| plain(text).into_owned()));
    }
    Ok(statements)
}

fn answer_row(pen: &mut Pen, row: &AnswerRow, returned: &mut Returned) -> Result<()> {
    if mark(&row.answer) == row.mark {
        return Ok(());
    }
    let (was, claim) = match pen.reader().find(Kind::Query, &row.query) {
        Ok(found) => {
            let reader = pen.reader();
            let about = reader.record(found.row)?.event.about_claim();
            let claim = reader.claim(reader.row_of(about.unwrap_or(found.id))?)?;
            let query = claim.queries.iter().find(|query| query.mark.id == found.id);
            let answer = query.and_then(|query| query.answer.as_ref());
            (answer.map(|answer| plain(&answer.text).into_owned()).unwrap_or_default(), Some(claim.recorded.id))
        }
        Err(_) => (String::new(), None),
    };
    if was == row.answer {
        return Ok(());
    }
    let change = Change {
        cell: row.address.clone(),
        claim,
        column: "answer".into(),
        was,
        now: row.answer.clone(),
        reason: None,
    };
    if claim.is_some() && mark(&change.was) != row.mark {
        returned.conflicts.push(because(change, "the casebook changed it since the export"));
        return Ok(());
    }
    attempt(returned, Edits::from([(Editable::NewNote, change)]), |_| {
        answer_with(pen, &row.query, &row.answer).map(drop)
    })
}
