//! What is true of every graph.

use super::*;
use crate::ownership::{Share, dot, svg};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Gives each of some companies owners among those after it, whose shares make up the whole.
fn fully_owned() -> impl Strategy<Value = Vec<Stake>> {
    prop::collection::vec(prop::collection::vec((1usize..5, 1u32..100), 1..4), 1..12).prop_map(|companies| {
        let mut stakes = Vec::new();
        for (company, owners) in companies.iter().enumerate() {
            let mut left = 100;
            let mut taken = Vec::new();
            for (place, (ahead, part)) in owners.iter().enumerate() {
                let part = if place + 1 == owners.len() { left } else { left.min(*part) };
                if part == 0 || taken.contains(ahead) {
                    continue;
                }
                taken.push(*ahead);
                left -= part;
                let (owner, owned) = (format!("c{}", company + ahead), format!("c{company}"));
                stakes.push(stake(stakes.len(), &owner, &format!("= {part}"), &owned, "2020-01-01"));
            }
            if left > 0 {
                stakes.push(stake(
                    stakes.len(),
                    &format!("rest{company}"),
                    &format!("= {left}"),
                    &format!("c{company}"),
                    "",
                ));
            }
        }
        stakes
    })
}

/// Any stakes at all, of few names, so that rings, contradictions and hedges come together.
fn any_stakes() -> impl Strategy<Value = Vec<Stake>> {
    let name = prop_oneof![4 => "[a-e]", 1 => any::<String>()];
    let amount = prop_oneof![
        Just("=".to_string()),
        "(=|>|>=|<|<=|~) [0-9]{1,3}(\\.[0-9]{1,20})?",
        "between [0-9]{1,2} [0-9]{1,3}"
    ];
    let period = prop_oneof![Just(String::new()), "201[0-9]-0[1-9]-01", "201[0-9]-0[1-9]-01\\.\\.201[0-9]-0[1-9]-28"];
    let row = (name.clone(), amount, name, period, prop::bool::weighted(0.1));
    prop::collection::vec(row, 0..14).prop_map(|rows| {
        let rows = rows.into_iter().enumerate();
        rows.map(|(number, (owner, amount, owned, period, withdrawn))| Stake {
            withdrawn,
            ..stake(number, &owner, &amount, &owned, &period)
        })
        .collect()
    })
}

proptest! {
    #[test]
    fn ultimate_owners_of_a_fully_owned_company_have_all_of_it(stakes in fully_owned()) {
        let graph = Graph::of(stakes, None);
        let ownership = graph.ownership_of("c0").unwrap();
        let ultimate = ownership.holdings.iter().filter(|holding| holding.ultimate);
        let sum = ultimate.fold(Share::ZERO, |sum, holding| sum.plus(holding.look_through));
        prop_assert_eq!(sum.low.normalize(), Decimal::ONE_HUNDRED);
        for holding in &ownership.holdings {
            let paths = holding.paths.iter().fold(Share::ZERO, |sum, path| sum.plus(path.share));
            prop_assert!(holding.paths_left_out || paths.low == holding.look_through.low);
        }
    }

    #[test]
    fn down_and_up_give_the_same(stakes in any_stakes()) {
        let graph = Graph::of(stakes, None);
        for owner in graph.companies() {
            for held in graph.holdings_of(owner).unwrap() {
                let up = graph.ownership_of(&held.owned).unwrap();
                let same = up.holdings.iter().find(|holding| holding.owner == held.owner).unwrap();
                let apart = (same.look_through.low - held.look_through.low).abs();
                let unsettled = same.look_through.low >= 100.into()
                    || held.look_through.low >= 100.into()
                    || up.findings.iter().any(|finding| finding.kind == Kind::ClosedCycle);
                prop_assert!(unsettled || apart < Decimal::new(1, 9), "{apart}");
                prop_assert_eq!(&same.control, &held.control);
            }
        }
    }

    #[test]
    fn nothing_panics_and_every_stake_is_accounted_for(stakes in any_stakes(), year in 2009..2021) {
        let count = stakes.len();
        let graph = Graph::of(stakes, Day::parse(&format!("{year}-06-01")));
        prop_assert_eq!(graph.applied().count() + graph.set_aside().len(), count);
        for company in graph.companies() {
            for holding in graph.ownership_of(company).unwrap().holdings {
                prop_assert!(holding.look_through.low <= holding.look_through.high);
                prop_assert!(holding.control.share.low <= holding.control.share.high);
                let _ = holding.majority().to_string();
            }
            let picture = graph.picture(Some(company)).unwrap();
            let drawn = svg(&picture);
            prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf\""));
            prop_assert!(!dot(&picture).is_empty() && !graph.tree_lines(company).is_empty());
        }
    }
}
