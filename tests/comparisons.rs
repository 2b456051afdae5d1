//! Holds the comparison of figures to tables in `tests/comparisons/`, and to laws that no table lists.
//!
//! A row is `claim | evidence => answer, reason, part of the working`; the notation of figures is in `reading`, `-`
//! stands for no reason. A line `rate USD PEN 3.75 2023-12-31 E9` puts a rate to the rows after it.

mod reading;

use proptest::prelude::*;
use reading::quantity;
use rust_decimal::Decimal;
use std::path::Path;
use tickmark::model::quantity::{Figure, Quantity};
use tickmark::model::time::Day;
use tickmark::model::words::{Basis, Comparator};
use tickmark::quantity::compare::{Answer, Comparison, Rate, Reason, against_all, compare};

const TABLES: [&str; 7] = ["amounts", "hedges", "units", "money", "time", "names", "seed"];

fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comparisons").join(name).with_extension("txt");
    std::fs::read_to_string(path).expect("the table is there")
}

fn rate(line: &str) -> Rate {
    let words: Vec<&str> = line.split_whitespace().collect();
    Rate {
        from: words[1].into(),
        to: words[2].into(),
        rate: Decimal::from_str_exact(words[3]).expect("a rate is a decimal"),
        on: Day::parse(words[4]),
        label: words[5].into(),
    }
}

/// Says what is wrong with a row, if anything is.
fn fault(row: &str, rates: &[Rate]) -> Option<String> {
    let (sides, expect) = row.split_once(" => ").unwrap_or_else(|| panic!("no ` => ` in {row}"));
    let (claim, evidence) = sides.split_once(" | ").unwrap_or_else(|| panic!("no ` | ` in {row}"));
    let mut expect = expect.splitn(3, ", ");
    let answer: Answer = expect.next().unwrap_or("").trim().parse().unwrap_or_else(|fault| panic!("{row}: {fault}"));
    let reason = expect
        .next()
        .map(str::trim)
        .filter(|reason| *reason != "-")
        .map(|word| Reason::from_word(word).unwrap_or_else(|| panic!("`{word}` is no reason in {row}")));
    let part = expect.next().unwrap_or("").trim();
    let found = compare(&quantity(claim), &quantity(evidence), rates);
    let as_expected = found.answer == answer && found.reason == reason && found.to_string().contains(part);
    (!as_expected).then(|| format!("{row}\n   gave {found}\n"))
}

/// Gives the number of rows of a table, and puts to `wrong` those that do not hold.
fn check(name: &str, wrong: &mut Vec<String>) -> usize {
    let (text, mut rates, mut rows) = (table(name), Vec::new(), 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with("rate ") {
            rates.push(rate(line));
            continue;
        }
        rows += 1;
        wrong.extend(fault(line, &rates));
    }
    rows
}

#[test]
fn every_row_of_the_tables_holds() {
    let mut wrong = Vec::new();
    let rows: usize = TABLES.iter().map(|name| check(name, &mut wrong)).sum();
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 180, "only {rows} rows");
}

#[test]
fn several_values_around_a_claim_are_said_to_bracket_it() {
    let claim = quantity("~ 15 years :: Rise / length");
    let others =
        ["= 12 years :: Rise / length", "= 18.5 years :: Rise / length", "= 15 years", "= 9 years :: Fall / length"]
            .map(quantity);
    let evidence: Vec<(&str, &Quantity)> = ["E1", "E2", "E3", "E4"].into_iter().zip(&others).collect();
    let overall = against_all(&claim, &evidence, &[]);
    assert!(overall.brackets());
    assert_eq!(overall.consistent, ["E3"]);
    assert_eq!(overall.not_comparable, [("E4".to_string(), Reason::Subject)]);
    assert_eq!(
        overall.working,
        [
            "1 of 4 are consistent with the claim: E3.",
            "E1 lies below and E2 lies above: the values bracket the claim.",
            "Not comparable: E4 (subject).",
        ]
    );
}

#[test]
fn one_side_is_said_alone_and_nothing_is_said_of_nothing() {
    let claim = quantity("= 62.5 percent");
    let (low, open) = (quantity("= 50 percent"), quantity("> 60 percent"));
    let overall = against_all(&claim, &[("E1", &low), ("E2", &open)], &[]);
    assert_eq!(
        overall.working,
        ["0 of 2 are consistent with the claim.", "E1 lies below the claim.", "Left open by E2."]
    );
    assert_eq!(against_all(&claim, &[], &[]).working, ["0 of 0 are consistent with the claim."]);
}

#[test]
fn a_comparison_prints_with_numbered_sentences() {
    let found = compare(&quantity("= 46 percent"), &quantity("= 46.25 percent"), &[]);
    assert_eq!(
        found.to_string(),
        "consistent (rounding)\n\
         1. The claim says 46 percent; the evidence says 46.25 percent.\n\
         2. 46.25 percent rounds to 46 percent at the claim's last stated place: they are 0.25 apart, no more than half of 1."
    );
}

fn amounts() -> impl Strategy<Value = Decimal> {
    let wild = (any::<i64>(), any::<u32>(), 0..=28u32)
        .prop_map(|(low, high, scale)| Decimal::from_parts(low as u32, (low >> 32) as u32, high, low < 0, scale));
    prop_oneof![
        (-9999..9999i64, 0..4u32).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        wild,
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(Decimal::ZERO)
    ]
}

fn tame() -> impl Strategy<Value = Decimal> {
    (1..99_999i64, 0..3u32).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn days() -> impl Strategy<Value = Option<Day>> {
    prop::option::of(prop::sample::select(vec!["0001-01-01", "2019-06-30", "2020-01-01", "2023-12-31", "9999-12-31"]))
        .prop_map(|day| day.and_then(Day::parse))
}

fn units() -> impl Strategy<Value = Option<String>> {
    let known = [
        "USD",
        "EUR",
        "$",
        "percent",
        "percentage points",
        "times",
        "kg",
        "t",
        "thousand tonnes",
        "km",
        "miles",
        "ha",
        "acres",
        "years",
        "days",
        "year",
        "rank",
        "USD per year",
        "USD per tonne",
        "million USD",
        "of 20 minerals",
        "",
        "lb",
        "per",
        "/",
        "of 0 x",
        "(",
        "million million million USD",
    ];
    prop::option::of(prop_oneof![
        prop::sample::select(known.to_vec()).prop_map(String::from),
        "\\PC{0,12}".prop_map(String::from)
    ])
}

prop_compose! {
    fn any_quantity()(
        amount in prop::option::of(amounts()), upper in prop::option::weighted(0.2, amounts()),
        comparator in prop::sample::select(Comparator::ALL), basis in prop::option::of(prop::sample::select(Basis::ALL)),
        from in days(), to in days(), unit in units(), metric in prop::option::of("[a-z]{0,6}( growth)?"),
    ) -> Quantity {
        Quantity { figure: Figure { change: None, amount, basis, comparator, from, to, upper }, subject: None, metric, unit }
    }
}

fn simple(comparator: Comparator, amount: Decimal, unit: &str) -> Quantity {
    let figure =
        Figure { change: None, amount: Some(amount), basis: None, comparator, from: None, to: None, upper: None };
    Quantity { figure, subject: None, metric: None, unit: Some(unit.into()) }
}

fn kind(found: &Comparison) -> (Answer, Option<Reason>) {
    (found.answer, found.reason)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_panics_and_the_working_is_sentences(claim in any_quantity(), evidence in any_quantity(), rate in amounts()) {
        let rates = [Rate { from: "EUR".into(), to: "USD".into(), rate, on: None, label: "E1".into() }];
        let found = compare(&claim, &evidence, &rates);
        prop_assert!(found.working.iter().all(|line| line.ends_with('.')), "{found}");
        prop_assert_eq!(found.answer == Answer::NotComparable && found.reason.is_none(), false);
    }

    #[test]
    fn a_figure_agrees_with_itself(amount in tame(), comparator in prop::sample::select(Comparator::ALL)) {
        if comparator != Comparator::Between {
            let same = simple(comparator, amount, "USD");
            prop_assert_eq!(compare(&same, &same, &[]).answer, Answer::Consistent);
        }
    }

    #[test]
    fn figures_that_share_no_value_share_none_from_either_side(
        one in tame(), other in tame(),
        own in prop::sample::select(Comparator::ALL), its in prop::sample::select(Comparator::ALL),
    ) {
        prop_assume!(own != Comparator::Between && its != Comparator::Between);
        let (one, other) = (simple(own, one, "t"), simple(its, other, "t"));
        let (there, back) = (compare(&one, &other, &[]), compare(&other, &one, &[]));
        prop_assert_eq!(there.answer == Answer::Inconsistent, back.answer == Answer::Inconsistent);
    }

    #[test]
    fn another_unit_on_both_sides_keeps_the_answer(
        one in tame(), other in tame(),
        own in prop::sample::select(Comparator::ALL), its in prop::sample::select(Comparator::ALL),
    ) {
        prop_assume!(own != Comparator::Between && its != Comparator::Between);
        let plain = compare(&simple(own, one, "t"), &simple(its, other, "t"), &[]);
        for unit in ["kg", "lb", "kt", "million USD", "USD"] {
            let scaled = compare(&simple(own, one, unit), &simple(its, other, unit), &[]);
            prop_assert_eq!(kind(&plain), kind(&scaled));
        }
    }

    #[test]
    fn a_unit_and_its_thousandfold_agree(amount in tame()) {
        let (tonnes, kilograms) = (simple(Comparator::Equal, amount, "t"), simple(Comparator::Equal, amount * Decimal::ONE_THOUSAND, "kg"));
        prop_assert_eq!(compare(&tonnes, &kilograms, &[]).answer, Answer::Consistent);
        prop_assert_eq!(compare(&kilograms, &tonnes, &[]).answer, Answer::Consistent);
    }
}
