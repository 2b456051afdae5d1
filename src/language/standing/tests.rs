//! What of figures and origins follows from words alone, as tables.

use super::*;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::words::Comparator;
use std::collections::BTreeSet;

fn quantity(amount: &str, unit: &str) -> Quantity {
    let figure = Figure {
        change: None,
        amount: Some(parse_amount(amount).unwrap()),
        basis: None,
        comparator: Comparator::Equal,
        from: None,
        to: None,
        upper: None,
    };
    Quantity { figure, subject: None, metric: None, unit: Some(unit.into()) }
}

#[test]
fn a_quotation_gives_the_figure_that_goes_with_the_claim() {
    let rows = [
        ("12000000", "EUR", "the firm spent 21 million euros", Some("21000000")),
        ("62.5", "percent", "The company holds 62.5 per cent of the harbour", Some("62.5")),
        // None that can be compared.
        ("62.5", "percent", "The company holds the harbour", None),
        ("62.5", "percent", "the firm spent 21 million euros", None),
        // Two that differ: a person says which.
        ("12", "percent", "Profits rose by 12 per cent and fell by 30 per cent", None),
        ("12400000", "EUR", "la empresa invirtió 12,4 millones de euros", Some("12400000")),
    ];
    for (amount, unit, quote, expected) in rows {
        let read = figure_beside(&quantity(amount, unit), quote);
        let read = read.and_then(|quantity| quantity.figure.amount).map(|amount| amount.normalize().to_string());
        assert_eq!(read.as_deref(), expected, "{quote}");
    }
}

#[test]
fn origins_that_nobody_stated_may_be_any_other() {
    let stated = |key: &str| Origin::Stated(key.into());
    let not_stated = |key: &str| Origin::NotStated(key.into());
    let rows = [
        (vec![], (0, 0, 0)),
        (vec![stated("a")], (1, 1, 0)),
        (vec![stated("a"), stated("b")], (2, 2, 0)),
        (vec![not_stated("a"), not_stated("b"), not_stated("c")], (1, 3, 3)),
        (vec![stated("a"), not_stated("b")], (1, 2, 1)),
        // Somebody linked another source to the one whose own origin is not stated.
        (vec![stated("a"), not_stated("a")], (1, 1, 0)),
        (vec![Origin::Piece], (0, 0, 0)),
    ];
    for (origins, expected) in rows {
        let said = format!("{origins:?}");
        let count = OriginCount::of(&origins.into_iter().collect::<BTreeSet<_>>());
        assert_eq!((count.low, count.high, count.not_stated), expected, "{said}");
    }
}
