//! Times as people say them: how long ago, or the day.

use super::words::Words;
use record::model::time::Moment;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Says when something happened, seen from now; the exact time belongs beside it, where a pointer finds it.
pub fn said(t: &Words, then: &Moment, now: &Moment) -> String {
    let ago = now.millis() - then.millis();
    match ago {
        _ if ago < MINUTE => t.say("just now").to_string(),
        _ if ago < HOUR => t.fill("{} min ago", ago / MINUTE),
        _ if ago < DAY => t.fill("{} h ago", ago / HOUR),
        _ if ago < 2 * DAY => t.say("yesterday").to_string(),
        _ if ago < 7 * DAY => t.fill("{} days ago", ago / DAY),
        _ => day(t, &then.day().to_string(), &now.day().to_string()),
    }
}

/// Says a day without its year where that is the present one: `24 Nov`, `24 Nov 2025`.
fn day(t: &Words, day: &str, today: &str) -> String {
    let mut parts = day.splitn(3, '-');
    let (Some(year), Some(month), Some(number)) = (parts.next(), parts.next(), parts.next()) else {
        return day.to_string();
    };
    let named = month.parse::<usize>().ok().and_then(|month| month_names(t).get(month.wrapping_sub(1)).copied());
    let (Some(named), number) = (named, number.trim_start_matches('0')) else { return day.to_string() };
    match today.starts_with(year) {
        true => format!("{number} {named}"),
        false => format!("{number} {named} {year}"),
    }
}

fn month_names(t: &Words) -> [&'static str; 12] {
    [
        t.say("Jan"),
        t.say("Feb"),
        t.say("Mar"),
        t.say("Apr"),
        t.say("May"),
        t.say("Jun"),
        t.say("Jul"),
        t.say("Aug"),
        t.say("Sep"),
        t.say("Oct"),
        t.say("Nov"),
        t.say("Dec"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::Language;

    #[test]
    fn times_are_said_as_people_say_them() {
        let now = Moment::parse("2026-11-30T12:00:00.000Z").unwrap();
        let cases = [
            ("2026-11-30T11:59:30.000Z", "just now", "ahora mismo"),
            ("2026-11-30T11:58:00.000Z", "2 min ago", "hace 2 min"),
            ("2026-11-30T09:00:00.000Z", "3 h ago", "hace 3 h"),
            ("2026-11-29T11:00:00.000Z", "yesterday", "ayer"),
            ("2026-11-27T11:00:00.000Z", "3 days ago", "hace 3 días"),
            ("2026-03-04T11:00:00.000Z", "4 Mar", "4 mar"),
            ("2025-11-24T11:00:00.000Z", "24 Nov 2025", "24 nov 2025"),
            ("2026-12-01T11:00:00.000Z", "just now", "ahora mismo"),
        ];
        for (then, english, spanish) in cases {
            let then = Moment::parse(then).unwrap();
            assert_eq!(said(&Words::of(Language::English), &then, &now), english);
            assert_eq!(said(&Words::of(Language::Spanish), &then, &now), spanish);
        }
    }
}
