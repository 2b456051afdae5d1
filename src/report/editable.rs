//! The cells of a claim that may be changed in a spreadsheet, and the marks by which a change is noticed on return.

use data_encoding::HEXLOWER;
use formats::ingest::workbook::unescaped;
use record::model::claim::Claim;
use record::model::quantity::parse_amount;
use record::model::time::Day;
use record::model::words::{Basis, Change, ClaimType, Comparator, Priority, Verdict, words};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

words! {
    /// A column of claims that may be changed in a spreadsheet, by its header.
    Editable, "column" {
        Statement = "statement",
        Type = "type",
        Priority = "priority",
        Verdict = "verdict",
        Assignee = "assignee",
        Due = "due",
        NewNote = "new_note",
        Comparator = "comparator",
        Amount = "amount",
        Upper = "upper",
        Unit = "unit",
        Subject = "subject",
        Metric = "metric",
        PeriodFrom = "period_from",
        PeriodTo = "period_to",
        Basis = "basis",
        Change = "change",
    }
}

/// UTF-16 units that go into a cell; a spreadsheet takes 32,767.
pub const MOST: usize = 32_000;

/// Hexadecimal digits of the mark of one cell.
const MARK: usize = 16;

/// Gives what a cell of a claim holds, in its normal form; empty where there is nothing.
pub fn cell(claim: &Claim, column: Editable) -> String {
    let quantity = claim.quantity.as_ref();
    let figure = quantity.map(|quantity| &quantity.figure);
    let text = match column {
        Editable::Statement => claim.statement.clone(),
        Editable::Type => Some(claim.claim_type.to_string()),
        Editable::Priority => Some(claim.priority.to_string()),
        Editable::Verdict => claim.verdict().map(|verdict| verdict.to_string()),
        Editable::Assignee => claim.assignee.clone(),
        Editable::Due => claim.due.map(|day| day.to_string()),
        Editable::NewNote => None,
        Editable::Comparator => figure.map(|figure| figure.comparator.to_string()),
        Editable::Amount => figure.and_then(|figure| figure.amount).map(|amount| amount.to_string()),
        Editable::Upper => figure.and_then(|figure| figure.upper).map(|amount| amount.to_string()),
        Editable::Unit => quantity.and_then(|quantity| quantity.unit.clone()),
        Editable::Subject => quantity.and_then(|quantity| quantity.subject.clone()),
        Editable::Metric => quantity.and_then(|quantity| quantity.metric.clone()),
        Editable::PeriodFrom => figure.and_then(|figure| figure.from).map(|day| day.to_string()),
        Editable::PeriodTo => figure.and_then(|figure| figure.to).map(|day| day.to_string()),
        Editable::Basis => figure.and_then(|figure| figure.basis).map(|basis| basis.to_string()),
        Editable::Change => figure.and_then(|figure| figure.change).map(|change| change.to_string()),
    };
    text.map_or_else(String::new, |text| normal(column, &text))
}

/// Gives the one spelling of what a cell of a column holds; what is no word, day or amount stays as it is.
pub fn normal(column: Editable, text: &str) -> String {
    let text = plain(text);
    let word = match column {
        Editable::Type => ClaimType::from_word(&text).map(|word| word.to_string()),
        Editable::Priority => Priority::from_word(&text).map(|word| word.to_string()),
        Editable::Verdict => Verdict::from_word(&text).map(|word| word.to_string()),
        Editable::Comparator => Comparator::from_word(&text).map(|word| word.to_string()),
        Editable::Basis => Basis::from_word(&text).map(|word| word.to_string()),
        Editable::Change => Change::from_word(&text).map(|word| word.to_string()),
        // 62.50 and 62.5 are one number to a spreadsheet.
        Editable::Amount | Editable::Upper => parse_amount(&text).ok().map(|amount| amount.normalize().to_string()),
        Editable::Due | Editable::PeriodFrom | Editable::PeriodTo => text
            .get(..10)
            .and_then(Day::parse)
            .filter(|_| text[10..].trim_matches([' ', '0', ':', 'T']).is_empty())
            .map(|day| day.to_string()),
        Editable::Statement
        | Editable::Assignee
        | Editable::NewNote
        | Editable::Unit
        | Editable::Subject
        | Editable::Metric => None,
    };
    word.unwrap_or_else(|| text.into_owned())
}

/// Gives a text as a cell can hold it and give it back: one kind of line end, no control characters, not too long.
pub fn plain(text: &str) -> Cow<'_, str> {
    let allowed = |letter: &char| {
        matches!(letter, '\n' | '\t') || !(letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'))
    };
    if text.len() <= MOST && text.trim().len() == text.len() && text.chars().all(|letter| allowed(&letter)) {
        return Cow::Borrowed(text);
    }
    let ends = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= MOST
    };
    let kept: String = ends.trim().chars().filter(allowed).take_while(fits).collect();
    Cow::Owned(kept.trim().to_string())
}

/// Gives the marks of a claim's cells, in the order of the columns, for a hidden column of the row.
pub fn marks(claim: &Claim) -> String {
    Editable::ALL.iter().map(|column| mark(&cell(claim, *column))).collect()
}

/// Gives the mark of a cell's content in its normal form: 16 hexadecimal digits of its SHA-256.
pub fn mark(text: &str) -> String {
    // Some programs read `_x0041_` as an escape and write it back as a letter, though nobody edited it.
    let digest = Sha256::digest(unescaped(text).as_bytes());
    HEXLOWER.encode(&digest[..MARK / 2])
}

/// Picks the mark of one column out of those of a row; `None` where the row's marks are damaged.
pub fn mark_of(marks: &str, column: Editable) -> Option<&str> {
    let at = column as usize * MARK;
    marks.get(at..at + MARK).filter(|_| marks.len() == Editable::ALL.len() * MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_one_spelling() {
        for (column, written, kept) in [
            (Editable::Amount, "62.50", "62.5"),
            (Editable::Amount, "about ten", "about ten"),
            (Editable::Verdict, "Confirmed with change", "confirmed-with-change"),
            (Editable::Due, "2026-12-01 00:00:00", "2026-12-01"),
            (Editable::Due, "2026-12-01 10:00:00", "2026-12-01 10:00:00"),
            (Editable::Statement, " one\r\ntwo\u{7} ", "one\ntwo"),
            (Editable::Statement, "=1+1", "=1+1"),
        ] {
            assert_eq!(normal(column, written), kept);
        }
        assert!(plain(&"𝄞".repeat(20_000)).encode_utf16().count() <= MOST);
    }
}
