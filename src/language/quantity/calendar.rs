//! Counts days, months and years between calendar days.

use chrono::{Datelike, NaiveDate};
use record::model::time::Day;

/// The day as chrono has it.
fn date(day: Day) -> NaiveDate {
    // A day keeps its number to itself and has one spelling, so the spelling is what is read.
    NaiveDate::parse_from_str(&day.to_string(), "%Y-%m-%d").unwrap_or_default()
}

/// Gives the number of the day, counted from the first day of the year 1.
pub(crate) fn number(day: Day) -> i64 {
    date(day).num_days_from_ce().into()
}

/// Gives the day so many days later; `None` outside the years that are kept.
pub(crate) fn shifted(day: Day, days: i64) -> Option<Day> {
    let moved = date(day).checked_add_signed(chrono::Duration::days(days))?;
    Day::parse(&moved.format("%Y-%m-%d").to_string())
}

/// Gives the calendar year.
pub(crate) fn year(day: Day) -> i32 {
    date(day).year()
}

/// Says whether the second day follows the first.
pub(crate) fn next_to(day: Day, next: Day) -> bool {
    date(day).succ_opt() == Some(date(next))
}

/// Gives the whole months from one day to another, neither counted twice: a period of one day has none.
pub(crate) fn months(from: Day, to: Day) -> i64 {
    let (from, to) = (date(from), date(to));
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

/// Gives the months that a period with both its days covers, if it covers whole ones: 48 for 2020 to 2023.
pub(crate) fn whole_months(from: Day, to: Day) -> Option<i64> {
    let (first, after) = (date(from), date(to).succ_opt()?);
    let months = i64::from(after.year() - first.year()) * 12 + i64::from(after.month()) - i64::from(first.month());
    (first.day() == after.day() && months > 0).then_some(months)
}

/// Says whether a period begins with a year and ends with one, so that it may stand for two years only.
pub(crate) fn by_year(from: Day, to: Day) -> bool {
    let (from, to) = (date(from), date(to));
    (from.month(), from.day()) == (1, 1) && (to.month(), to.day()) == (12, 31)
}

/// Gives the least and the greatest age on a day in the second period of whoever was born in the first.
pub(crate) fn ages(born: (Day, Day), at: (Day, Day)) -> (i64, i64) {
    (months(born.1, at.0).div_euclid(12), months(born.0, at.1).div_euclid(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn months_and_ages_are_whole() {
        assert_eq!(whole_months(day("2020-01-01"), day("2023-12-31")), Some(48));
        assert_eq!(whole_months(day("2020-01-01"), day("2020-01-30")), None);
        assert_eq!(months(day("2007-01-15"), day("2025-06-14")), 220);
        let year = |text: &str| (day(&format!("{text}-01-01")), day(&format!("{text}-12-31")));
        assert_eq!(ages(year("1961"), year("2026")), (64, 65));
    }
}
