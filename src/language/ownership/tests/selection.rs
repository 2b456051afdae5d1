//! Which statement applies on a day.

use super::*;
use crate::ownership::Reason;

const YEARS: &str = "
    A : = 74 : B : 2014-01-01..2014-12-31
    A : = 73 : B : 2016-01-01..2016-12-31
    A : = 67 : B : 2024-06-04
    A : = 68 : B :";

#[test]
fn a_statement_holds_until_a_later_one_replaces_it() {
    for (as_of, share, findings) in [
        ("2013-12-31", "68 %", vec![Kind::MissingDate]),
        ("2014-01-01", "74 %", vec![]),
        ("2014-12-31", "74 %", vec![]),
        ("2015-06-01", "74 %", vec![Kind::CarriedForward]),
        ("2016-01-01", "73 %", vec![]),
        ("2024-06-03", "73 %", vec![Kind::CarriedForward]),
        ("2024-06-04", "67 %", vec![]),
        ("", "67 %", vec![]),
    ] {
        let graph = graph(YEARS, as_of);
        assert_eq!(told(&graph, "A", "B").0, share, "{as_of}");
        assert_eq!(kinds(&graph), findings, "{as_of}");
        assert_eq!(graph.set_aside().len(), 3);
    }
}

#[test]
fn what_is_left_out_is_listed_with_its_reason() {
    use Reason::*;
    for (table, as_of, taken, reasons) in [
        (YEARS, "2016-06-01", 1, vec![Earlier, Later, Undated]),
        ("A : = 60 : B : 2014-01-01\nA : = 60 : B : 2014-01-01", "", 1, vec![SameTime]),
        ("A : = 60 : B : 2014-01-01\nA : = 0 : B : 2015-01-01", "", 0, vec![Earlier, Ended]),
        ("A : = 60 : B : 2014-01-01", "2013-01-01", 0, vec![Later]),
        ("A : = 160 : B : 2014-01-01", "", 0, vec![Impossible]),
        ("A Ltd : = 6 : a : 2014-01-01", "", 0, vec![OwnShares]),
        ("… : = 6 : a : 2014-01-01", "", 0, vec![Nameless]),
        ("A : = 60 : B : 2014-01-01..\nA : = 50 : B : 2015-01-01..", "2016-01-01", 1, vec![Earlier]),
    ] {
        let graph = graph(table, as_of);
        assert_eq!(graph.applied().count(), taken, "{table}");
        assert_eq!(graph.set_aside().iter().map(|left| left.reason).collect::<Vec<_>>(), reasons, "{table}");
    }
}

#[test]
fn a_withdrawn_stake_is_out_and_listed() {
    let mut both = stakes("A : = 60 : B : 2014-01-01\nA : = 70 : B : 2015-01-01");
    both[1].withdrawn = true;
    let graph = Graph::of(both, None);
    assert_eq!(told(&graph, "A", "B").0, "60 %");
    assert_eq!(graph.set_aside()[0].reason, Reason::Withdrawn);
}

#[test]
fn two_values_of_one_time_are_found() {
    for (one, two, found) in [
        ("= 60 : B : 2014-01-01", "= 70 : B : 2014-01-01", true),
        ("= 60 : B : 2014-01-01..2014-12-31", "= 70 : B : 2014-06-01", true),
        ("= 60 : B :", "= 70 : B :", true),
        ("= 60 : B : 2014-01-01", "= 60.0 : B : 2014-01-01", false),
        ("= 60 : B : 2014-01-01", "= 70 : B : 2015-01-01", false),
        ("~ 60 : B : 2014-01-01", "= 60.4 : B : 2014-01-01", false),
        ("> 50 : B : 2014-01-01", "= 50 : B : 2014-01-01", true),
    ] {
        let graph = graph(&format!("A : {one}\nA : {two}"), "");
        assert_eq!(kinds(&graph).contains(&Kind::TwoValues), found, "{one} / {two}");
    }
    let graph = graph("A : = 60 : B : 2014-01-01\nA : = 70 : B : 2014-01-01", "");
    assert_eq!(
        graph.findings()[0].to_string(),
        "the share of A in B is both 70 % (2014-01-01, 00000000) and 60 % (2014-01-01, 00000000); 70 % is used"
    );
}

#[test]
fn an_unknown_company_is_answered_with_the_nearest() {
    let graph = graph("China Minmetals : = 60 : MMG Limited :\nGuoxin : = 3 : Minera Las Bambas :", "");
    let unknown = graph.ownership_of("Las Bambas").unwrap_err();
    assert_eq!(unknown.to_string(), "no stake names `Las Bambas`; the nearest names are Minera Las Bambas");
    assert_eq!(graph.holdings_of("\u{1b}]0;x").unwrap_err().to_string(), "no stake names `\\u{1b}]0;x`");
}
