//! How far two people agree beyond chance: Cohen's kappa, counted exactly.
//!
//! J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
//! 37–46: kappa = (observed − expected) / (1 − expected), where the expected agreement is what the two would come to by
//! chance if each gave every word as often as they did.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Below this number of things judged by both, kappa says little and is not given.
pub const FEWEST: u64 = 10;

/// What two people's judgements of the same things come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Things that both judged.
    pub n: u64,
    /// The share of them on which both said the same: from 0 to 1, to six places. Absent for none.
    pub observed: Option<Decimal>,
    /// The share on which they would have said the same by chance.
    pub expected: Option<Decimal>,
    pub kappa: Kappa,
}

/// Kappa, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kappa {
    /// From −1 to 1, to six places.
    Is(Decimal),
    /// Fewer than [`FEWEST`].
    TooFew,
    /// Both said one and the same word throughout: nothing else was to be expected, and kappa divides by nothing.
    Undefined,
}

impl Agreement {
    /// Counts pairs of judgements, the first person's and the second's.
    pub fn of<W: Ord + Copy>(pairs: impl IntoIterator<Item = (W, W)>) -> Self {
        let (mut first, mut second) = (BTreeMap::<W, i64>::new(), BTreeMap::<W, i64>::new());
        let (mut n, mut same) = (0_i64, 0_i64);
        for (one, other) in pairs {
            *first.entry(one).or_default() += 1;
            *second.entry(other).or_default() += 1;
            n += 1;
            same += i64::from(one == other);
        }
        let by_chance = first.iter().map(|(word, count)| count * second.get(word).copied().unwrap_or(0)).sum();
        Self::from_counts(n, same, by_chance)
    }

    /// `by_chance` is the sum over all words of how often the one and how often the other said it, multiplied.
    fn from_counts(n: i64, same: i64, by_chance: i64) -> Self {
        let share = |part: i64, whole: i64| (whole > 0).then(|| ratio(part, whole));
        let kappa = match n * n - by_chance {
            _ if n.unsigned_abs() < FEWEST => Kappa::TooFew,
            0 => Kappa::Undefined,
            beyond => Kappa::Is(ratio(n * same - by_chance, beyond)),
        };
        Self { n: n.unsigned_abs(), observed: share(same, n), expected: share(by_chance, n * n), kappa }
    }
}

fn ratio(part: i64, whole: i64) -> Decimal {
    (Decimal::from(part) / Decimal::from(whole)).round_dp(6).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes pairs of a table: rows the first person's words, columns the second's.
    fn pairs(table: &[&[usize]]) -> Vec<(usize, usize)> {
        let cell = |row: usize, column: usize, count: usize| std::iter::repeat_n((row, column), count);
        let row = |(at, row): (usize, &&[usize])| {
            row.iter().enumerate().flat_map(|(column, count)| cell(at, column, *count)).collect::<Vec<_>>()
        };
        table.iter().enumerate().flat_map(row).collect()
    }

    /// Observed, expected and kappa, to as many places as are given.
    fn check(table: &[&[usize]], observed: &str, expected: &str, kappa: &str) {
        let found = Agreement::of(pairs(table));
        let Kappa::Is(value) = found.kappa else { panic!("{found:?}") };
        let given = [(observed, found.observed.unwrap()), (expected, found.expected.unwrap()), (kappa, value)];
        for (text, found) in given {
            let places = text.split('.').nth(1).map_or(0, str::len) as u32;
            assert_eq!(found.round_dp(places), text.parse::<Decimal>().unwrap(), "{table:?}");
        }
    }

    #[test]
    fn worked_examples_come_out_as_published() {
        // Cohen 1960, table 2: two judges, three diagnoses, 200 patients.
        check(&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]], "0.70", "0.41", "0.492");
        // Cohen 1960, table 1, as counts of 200: less agreement than chance.
        check(&[&[50, 26, 24], &[24, 4, 32], &[6, 30, 4]], "0.29", "0.35", "-0.09");
        // Wide-spread teaching examples: 50 proposals read twice, and two tables alike in observed agreement.
        check(&[&[20, 5], &[10, 15]], "0.7", "0.5", "0.4");
        check(&[&[45, 15], &[25, 15]], "0.60", "0.54", "0.1304");
        check(&[&[25, 35], &[5, 35]], "0.60", "0.46", "0.2593");
    }

    #[test]
    fn the_ends_of_the_scale_are_exact() {
        check(&[&[6, 0], &[0, 6]], "1", "0.5", "1");
        check(&[&[0, 6], &[6, 0]], "0", "0.5", "-1");
        check(&[&[3, 3], &[3, 3]], "0.5", "0.5", "0");
        // One person says always the same, the other does not: chance alone.
        check(&[&[8, 4], &[0, 0]], "0.666667", "0.666667", "0");
    }

    #[test]
    fn where_nothing_can_be_said_nothing_is() {
        let same = |n: usize| Agreement::of(std::iter::repeat_n((1, 1), n));
        assert_eq!(same(12).kappa, Kappa::Undefined);
        assert_eq!(same(12).expected, Some(Decimal::ONE));
        assert_eq!(same(9).kappa, Kappa::TooFew);
        let none = same(0);
        assert_eq!((none.n, none.observed, none.expected, none.kappa), (0, None, None, Kappa::TooFew));
    }

    #[test]
    fn who_stands_first_makes_no_difference() {
        let table = pairs(&[&[5, 2, 1], &[0, 7, 3], &[4, 0, 6]]);
        let turned = table.iter().map(|(one, other)| (*other, *one));
        assert_eq!(Agreement::of(table.clone()), Agreement::of(turned));
    }
}
