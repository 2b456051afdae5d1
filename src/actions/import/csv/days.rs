//! Reads days as spreadsheets write them, and refuses those that could be two days.

use record::model::time::Day;

/// Reads a day, or a year as its first or last day (`of_year` is `01-01` or `12-31`).
///
/// `31/03/2024`, `31.3.2024` and `2024/3/31` can be read in one way only; `01/03/2024` can be read in two.
pub fn day(text: &str, of_year: &str) -> Result<Day, String> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{text}-{of_year}").parse();
    }
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let shown = text.escape_debug();
    match readings(text).as_slice() {
        [day] => Ok(*day),
        [one, other] => Err(format!("`{shown}` could be {one} or {other}: write one of these")),
        _ => Err(format!("`{shown}` is not a day that exists; write it as YYYY-MM-DD, or the year alone")),
    }
}

/// Gives the days that three numbers can mean, with the year first or last.
fn readings(text: &str) -> Vec<Day> {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let Some(mark) = ['/', '.', '-'].into_iter().find(|mark| date.contains(*mark)) else { return Vec::new() };
    let parts: Vec<&str> = date.split(mark).collect();
    let [first, second, third] = parts[..] else { return Vec::new() };
    let of = |year: &str, month: &str, day: &str| {
        let short = month.len() <= 2 && day.len() <= 2 && year.len() == 4;
        short.then(|| Day::parse(&format!("{year}-{month:0>2}-{day:0>2}"))).flatten()
    };
    let found = [of(first, second, third), of(third, second, first), of(third, first, second)];
    let mut days: Vec<Day> = found.into_iter().flatten().collect();
    days.sort();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_where_they_are_one_day_only() {
        let rows = [
            ("2024-03-31", "2024-03-31"),
            ("2024", "2024-12-31"),
            ("31/03/2024", "2024-03-31"),
            ("03/31/2024", "2024-03-31"),
            ("31.3.2024", "2024-03-31"),
            ("2024/3/31", "2024-03-31"),
            ("2024-03-31 00:00:00", "2024-03-31"),
            ("04/04/2024", "2024-04-04"),
        ];
        for (text, expected) in rows {
            assert_eq!(day(text, "12-31").map(|day| day.to_string()).as_deref(), Ok(expected), "{text}");
        }
        let refused = |text, part| assert!(day(text, "01-01").unwrap_err().contains(part), "{text}");
        refused("01/03/2024", "could be 2024-01-03 or 2024-03-01");
        for wrong in ["32/03/2024", "31/02/2024", "1/2/24", "May", "2024-3", "1/2/3/4"] {
            refused(wrong, "is not a day that exists");
        }
    }
}
