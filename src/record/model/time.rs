//! Moments and days, in the one spelling that events allow.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A moment in UTC with milliseconds, written `2026-11-23T20:31:28.114Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The last moment that can be written.
    pub const LAST: Self = Self(253_402_300_799_999);

    /// Takes milliseconds since 1970; `None` outside the years 1970 to 9999.
    pub fn from_millis(millis: i64) -> Option<Self> {
        (0..=253_402_300_799_999).contains(&millis).then_some(Self(millis))
    }

    /// Gives milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads exactly the 24 characters of the spelling above; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
        if bytes.len() != 24 || punctuation.iter().any(|&(at, mark)| bytes[at] != mark) {
            return None;
        }
        let number = |from: usize, to: usize| {
            bytes[from..to]
                .iter()
                .try_fold(0u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
        };
        let day = NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(5, 7)?, number(8, 10)?)?;
        let clock = day.and_hms_milli_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?, number(20, 23)?)?;
        Self::from_millis(clock.and_utc().timestamp_millis())
    }

    /// Gives the moment so many days before, at the earliest the first that there is.
    pub fn days_before(self, days: u32) -> Self {
        Self::from_millis((self.millis() - i64::from(days) * 86_400_000).max(0)).unwrap_or(self)
    }

    /// Gives the calendar day in UTC.
    pub fn day(self) -> Day {
        Day(self.utc().date_naive())
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).expect("the constructor checks the range")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let utc = self.utc();
        let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", self.day(), self.0 % 1000)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Self::parse(text).ok_or_else(|| de::Error::custom(format_args!("`{text}` is not a UTC time with milliseconds")))
    }
}

/// A calendar day, written `2026-11-23`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// Reads exactly `YYYY-MM-DD` of a day that exists, in the years 0001 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !well_formed || text.starts_with("0000") {
            return None;
        }
        let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
        NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(5, 7)?, number(8, 10)?).map(Self)
    }
}

/// Gives the first and last day of a day, a month or a year: `2014-06-04`, `2014-06`, `2014`.
pub fn days_of(text: &str) -> Option<(Day, Day)> {
    if let Some(day) = Day::parse(text) {
        return Some((day, day));
    }
    let (first, months) = match text.len() {
        4 => (Day::parse(&format!("{text}-01-01"))?, 12),
        7 => (Day::parse(&format!("{text}-01"))?, 1),
        _ => return None,
    };
    let last = first.0.checked_add_months(chrono::Months::new(months))?.pred_opt()?;
    Some((first, Day(last)))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By hand: a format string would be read anew for every one of a million days.
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Day {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| format!("`{text}` is not a day that exists; write it as YYYY-MM-DD"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_spelling() {
        let text = "2026-11-23T20:31:28.114Z";
        assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        for wrong in [
            "2026-11-23T20:31:28Z",
            "2026-11-23T20:31:28.114+00:00",
            "2026-02-30T20:31:28.114Z",
            "2026-11-23T24:00:00.000Z",
            "2026-11-23t20:31:28.114z",
            "1969-12-31T23:59:59.999Z",
            "2026-11-23T23:59:60.000Z",
            "+026-11-23T20:31:28.114Z",
        ] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_must_exist() {
        assert_eq!(Day::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        for wrong in
            ["2023-02-29", "2023-13-01", "2023-1-01", "23-01-01", "2023-01-01 ", "0000-01-01", "+023-01-01", ""]
        {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }
}
