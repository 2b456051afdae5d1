//! Reads a unit in words into what it measures and how much of it: `million USD per year`, `thousand tonnes`.

use super::dimension::Dimension;
use super::measures::{scale, unit};
use rust_decimal::Decimal;

/// A unit as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub dimension: Dimension,
    /// How many of the dimension's first unit one of these is; minus one for a decrease.
    pub size: Decimal,
    /// What of the size is from words such as `million`.
    pub scale: Decimal,
    /// What the amount is for one of: the year in `USD per year`.
    pub per: Option<Box<Measure>>,
    /// The unit as it was written, without remarks in brackets.
    pub name: String,
    /// A remark in brackets: `unit lost`.
    pub remark: Option<String>,
}

/// Longer units, in bytes, are not taken apart.
const LONGEST: usize = 100;

impl Measure {
    /// Reads a unit; whatever is not known counts things of that name.
    pub fn read(text: Option<&str>) -> Self {
        let text = text.unwrap_or("").trim();
        let (bare, remark) = without_remark(text);
        let mut measure = match bare.len() <= LONGEST {
            true => split(&bare),
            false => Self::of(Dimension::Count(bare.to_lowercase()), Decimal::ONE),
        };
        measure.name = bare;
        measure.remark = remark;
        measure
    }

    /// Says whether both measure the same thing, each for one of the same thing.
    pub fn alike(&self, other: &Self) -> bool {
        self.dimension == other.dimension
            && match (&self.per, &other.per) {
                (None, None) => true,
                (Some(own), Some(its)) => own.alike(its),
                _ => false,
            }
    }

    /// Gives what the unit is for one of, if that is a length of time.
    pub fn pace(&self) -> Option<&Self> {
        self.per.as_deref().filter(|per| matches!(per.dimension, Dimension::Time | Dimension::Months))
    }

    /// Says whether zeros at the end of an amount may be rounding.
    pub fn may_round(&self) -> bool {
        use Dimension::{Age, Change, Factor, Points, Rank, Share, Year};
        !matches!(self.dimension, Share | Points | Change | Factor | Age | Year | Rank)
    }

    /// Says whether whole amounts count parts of a whole, so that none of them is rounded: `5 eighths`.
    pub fn counts_parts(&self) -> bool {
        self.dimension == Dimension::Share && ![Decimal::ONE, Decimal::new(1, 1)].contains(&self.size)
    }

    fn of(dimension: Dimension, size: Decimal) -> Self {
        Self { dimension, size, scale: Decimal::ONE, per: None, name: String::new(), remark: None }
    }

    fn sized(self, by: Decimal) -> Self {
        match (self.size.checked_mul(by), self.scale.checked_mul(by)) {
            (Some(size), Some(scale)) => Self { size, scale, ..self },
            _ => self,
        }
    }
}

/// Takes out what stands in brackets.
fn without_remark(text: &str) -> (String, Option<String>) {
    let Some((before, rest)) = text.split_once('(') else { return (text.into(), None) };
    let (remark, after) = rest.split_once(')').unwrap_or((rest, ""));
    let bare = format!("{} {}", before.trim(), after.trim());
    (bare.trim().into(), Some(remark.trim().into()))
}

/// Reads a unit that may be for one of something: `USD per tonne`, `km/h`.
fn split(text: &str) -> Measure {
    if let Some((dimension, size)) = unit(text) {
        return Measure::of(dimension, size);
    }
    if text.eq_ignore_ascii_case("mph") {
        return split("miles per hour");
    }
    let parts = text.split_once(" per ").or_else(|| text.split_once('/'));
    let Some((above, below)) = parts.filter(|(above, below)| !above.trim().is_empty() && !below.trim().is_empty())
    else {
        return text.strip_prefix("per ").map_or_else(|| plain(text), |below| over(Measure::read(None), below));
    };
    over(plain(above.trim()), below.trim())
}

fn over(above: Measure, below: &str) -> Measure {
    let mut per = match below {
        // One year here is a length of time, not a date.
        "year" | "annum" | "yr" | "a" => Measure::of(Dimension::Months, Decimal::from(12)),
        "quarter" => Measure::of(Dimension::Months, Decimal::from(3)),
        _ => plain(below),
    };
    per.name = below.into();
    Measure { per: Some(Box::new(per)), ..above }
}

fn plain(text: &str) -> Measure {
    if text.is_empty() {
        return Measure::of(Dimension::Bare, Decimal::ONE);
    }
    if let Some((dimension, size)) = unit(text) {
        return Measure::of(dimension, size);
    }
    if let Some(size) = scale(text).filter(|_| text.chars().count() > 2) {
        return Measure::of(Dimension::Bare, Decimal::ONE).sized(size);
    }
    out_of(text).or_else(|| scaled_before(text)).or_else(|| scaled_after(text)).unwrap_or_else(|| {
        let name = singular(text);
        Measure::of(Dimension::Count(name), Decimal::ONE)
    })
}

/// `of 20 minerals` is a share of twenty.
fn out_of(text: &str) -> Option<Measure> {
    let number = text.strip_prefix("of ")?.split(' ').next()?;
    let whole = Decimal::from_str_exact(number).ok().filter(|whole| *whole > Decimal::ZERO)?;
    // Twenty digits leave room to multiply the size by an amount exactly.
    Some(Measure::of(Dimension::Share, Decimal::ONE_HUNDRED.checked_div(whole)?.round_sf(20)?))
}

/// `million USD`, `thousand million soles`, `mil millones de soles`.
fn scaled_before(text: &str) -> Option<Measure> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..words.len().min(4)).rev().find_map(|length| {
        let size = scale(&words[..length].join(" "))?;
        let rest = plain(&words[length..].join(" "));
        // `m` and `b` before a noun are letters; before a currency they are scales.
        let letter = words[0].chars().count() == 1 && length == 1;
        (!letter || matches!(rest.dimension, Dimension::Money(_))).then(|| rest.sized(size))
    })
}

/// `USD million`, `USD m`, `$bn`, `USDm`.
fn scaled_after(text: &str) -> Option<Measure> {
    if let Some((head, word)) = text.rsplit_once(' ') {
        let money = plain(head);
        return matches!(money.dimension, Dimension::Money(_)).then(|| scale(word).map(|size| money.sized(size)))?;
    }
    (1..=3).find_map(|length| {
        let at = text.char_indices().rev().nth(length - 1)?.0;
        let (head, word) = text.split_at(at);
        let (dimension, size) = unit(head).filter(|unit| matches!(unit.0, Dimension::Money(_)))?;
        Some(Measure::of(dimension, size).sized(scale(word)?))
    })
}

/// Puts the last word of a counted thing into the singular, as far as its ending tells.
fn singular(text: &str) -> String {
    let lower = text.to_lowercase();
    let (head, word) = lower.rsplit_once(' ').map_or(("", lower.as_str()), |(head, word)| (head, word));
    let single = match word {
        "people" | "persons" => "person".into(),
        "men" | "women" => word.replace("men", "man"),
        "children" => "child".into(),
        _ if word.ends_with("ies") && word.len() > 4 => format!("{}y", &word[..word.len() - 3]),
        _ if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 => word[..word.len() - 1].into(),
        _ => word.into(),
    };
    format!("{head} {single}").trim().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_with_scale_and_pace() {
        for (text, dimension, size, per) in [
            ("million USD", Dimension::Money("USD"), "1000000", None),
            ("USD m", Dimension::Money("USD"), "1000000", None),
            ("US$bn", Dimension::Money("USD"), "1000000000", None),
            ("thousand tonnes", Dimension::Mass, "1000000", None),
            ("Mt", Dimension::Mass, "1000000000", None),
            ("USD (unit lost)", Dimension::Money("USD"), "1", None),
            ("USD per year", Dimension::Money("USD"), "1", Some(Dimension::Months)),
            ("mph", Dimension::Length, "1609.344", Some(Dimension::Time)),
            ("trucks per day", Dimension::Count("truck".into()), "1", Some(Dimension::Time)),
            ("of 20 minerals", Dimension::Share, "5", None),
            ("companies", Dimension::Count("company".into()), "1", None),
            ("million", Dimension::Bare, "1000000", None),
            ("mil millones de soles", Dimension::Money("PEN"), "1000000000", None),
        ] {
            let read = Measure::read(Some(text));
            let size = Decimal::from_str_exact(size).unwrap();
            assert_eq!(
                (read.dimension, read.size, read.per.map(|per| per.dimension)),
                (dimension, size, per),
                "{text}"
            );
        }
    }
}
