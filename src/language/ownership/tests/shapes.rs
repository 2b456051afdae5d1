//! Pyramids, rings, joint ventures, hedged stakes: look-through share, control share and control of each.

use super::*;
use std::time::{Duration, Instant};

/// Checks one row per owner: `Owner : look-through : control share : answer`.
fn check(table: &str, company: &str, expected: &str) {
    let graph = graph(table, "");
    for row in expected.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let [owner, look_through, control, answer] = row.split(" : ").collect::<Vec<_>>()[..] else {
            panic!("four cells: {row}")
        };
        let (found, votes, majority) = told(&graph, owner, company);
        assert_eq!(
            (found.as_str(), votes.as_str(), majority.to_string().as_str()),
            (look_through, control, answer),
            "{owner}"
        );
    }
}

#[test]
fn pyramids_control_much_with_little() {
    check(
        "Family : = 51 : Holding : 2020-01-01
         Holding : = 51 : Middle : 2020-01-01
         Middle : = 51 : Works : 2020-01-01
         Public : = 49 : Works : 2020-01-01",
        "Works",
        "Public : 49 % : 49 % : no
         Family : 13.2651 % : 51 % : yes
         Holding : 26.01 % : 51 % : yes
         Middle : 51 % : 51 % : yes",
    );
}

#[test]
fn holdings_of_controlled_companies_count_together() {
    check(
        "Top : = 30 : Target : 2020-01-01
         Top : = 60 : Daughter : 2020-01-01
         Daughter : = 25 : Target : 2020-01-01
         Top : = 40 : Stranger : 2020-01-01
         Stranger : = 45 : Target : 2020-01-01",
        "Target",
        "Top : 63 % : 55 % : yes
         Daughter : 25 % : 25 % : no
         Stranger : 45 % : 45 % : no",
    );
    let graph = graph("Top : = 30 : T :\nTop : = 60 : D :\nD : = 25 : T :", "");
    let top = holding(&graph, "Top", "T");
    assert_eq!(top.direct.to_string(), "30 %");
    assert_eq!(
        top.majority().to_string(),
        "majority by control: yes (55 % through Top, D); by economic interest: no (45 %)"
    );
}

#[test]
fn half_is_no_majority() {
    check(
        "One : = 50 : Joint : 2020-01-01
         Two : = 50 : Joint : 2020-01-01
         Joint : = 100 : Mine : 2020-01-01",
        "Mine",
        "One : 50 % : 0 % : no
         Two : 50 % : 0 % : no
         Joint : 100 % : 100 % : yes",
    );
}

#[test]
fn a_majority_of_interest_may_come_without_control() {
    check(
        "Fund : = 50 : A :
         Fund : = 50 : B :
         A : = 60 : Works :
         B : = 40 : Works :
         Fund : = 2 : Works : ",
        "Works",
        "Fund : 52 % : 2 % : no",
    );
}

#[test]
fn hedged_stakes_leave_control_open() {
    check(
        "Top : > 50 : Middle :
         Middle : >= 50 : Works :
         Other : <= 50 : Works :",
        "Works",
        "Top : > 25 % : ≥ 50 % : unsettled
         Middle : ≥ 50 % : ≥ 50 % : unsettled
         Other : ≤ 50 % : ≤ 50 % : no",
    );
    check(
        "Top : ~ 50 : Middle :
         Middle : between 60 70 : Works :
         Silent : = : Works :",
        "Works",
        "Top : 28.8 to 36.4 % : ≤ 70 % : unsettled
         Silent : ? % : ? % : unsettled",
    );
}

#[test]
fn cycles_are_followed_to_their_end() {
    // Outside owners of a ring have all of it between them.
    let ring = "
        X : = 80 : A : 2020-01-01
        B : = 20 : A : 2020-01-01
        A : = 50 : B : 2020-01-01
        Y : = 50 : B : 2020-01-01";
    let ring_graph = graph(ring, "");
    for (owner, share) in [("X", "≈ 88.889 %"), ("Y", "≈ 11.111 %"), ("B", "20 %")] {
        let holding = holding(&ring_graph, owner, "A");
        assert_eq!(format!("{:.3}", holding.look_through), share, "{owner}");
        assert_eq!(holding.around_cycle, owner != "B", "{owner}");
    }
    assert_eq!(kinds(&ring_graph), [Kind::Cycle]);
    assert_eq!(
        ring_graph.findings()[0].to_string(),
        "companies own one another: A → B → A; look-through shares follow the cycle to its end"
    );
    assert_eq!(ring_graph.findings()[0].stakes.len(), 2);
}

#[test]
fn a_closed_ring_has_no_outside_owner() {
    for table in ["A : = 100 : B :\nB : = 100 : A :", "A : = 90 : B :\nB : = 90 : C :\nC : = 90 : A :"] {
        let graph = graph(table, "");
        assert!(kinds(&graph).contains(&Kind::ClosedCycle), "{table}");
        let ownership = graph.ownership_of("B").unwrap();
        assert!(ownership.holdings.iter().all(|holding| holding.look_through.high <= 100.into()), "{table}");
        assert!(!graph.tree_lines("B").is_empty());
    }
    assert_eq!(told(&graph("A : = 90 : B :\nB : = 90 : A :", ""), "A", "B").0, "90 %");
}

#[test]
fn a_ring_that_has_no_end_is_given_as_bounds() {
    let table = "X : = 50 : A :\nB : = 100 : A :\nA : = 100 : B :";
    let graph = graph(table, "");
    let ownership = graph.ownership_of("A").unwrap();
    assert_eq!(ownership.findings.last().map(|finding| finding.kind), Some(Kind::ClosedCycle));
    assert_eq!(kinds(&graph)[0], Kind::PastWhole);
    assert_eq!(told(&graph, "X", "A").0, "≥ 50 %");
}

#[test]
fn more_than_the_whole_is_found() {
    for (shares, found) in [
        (["= 60", "= 40"], false),
        (["= 60", "= 40.0000001"], true),
        (["> 60", "= 40"], false),
        (["> 60", "= 41"], true),
        (["~ 60", "= 41"], false),
    ] {
        let [one, two] = shares;
        let graph = graph(&format!("A : {one} : C : 2020-01-01\nB : {two} : C : 2020-01-01"), "");
        assert_eq!(kinds(&graph).contains(&Kind::PastWhole), found, "{shares:?}");
    }
}

#[test]
fn holdings_are_given_downwards_too() {
    let graph = graph("Top : = 60 : A :\nTop : = 10 : B :\nA : = 50 : B :\nB : = 50 : C :\nZ : = 50 : C :", "");
    let rows: Vec<String> = graph
        .holdings_of("top")
        .unwrap()
        .iter()
        .map(|held| format!("{} {} {}", held.owned, held.look_through, held.control.majority))
        .collect();
    assert_eq!(rows, ["A 60 % yes", "B 40 % yes", "C 20 % no"]);
}

#[test]
fn many_paths_are_counted_and_some_are_listed() {
    let mut table = String::new();
    for level in 0..20 {
        for (from, to) in [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")] {
            table += &format!("{from}{level} : = 50 : {to}{} : 2020-01-01\n", level + 1);
        }
    }
    let top = holding(&graph(&table, ""), "a0", "a20");
    assert_eq!(top.look_through.to_string(), "50 %");
    assert!(top.paths_left_out && !top.around_cycle && top.paths.len() <= 40);
}

#[test]
fn five_thousand_companies_take_no_time() {
    let (mut tree, mut flat, mut chain) = (String::new(), String::new(), String::new());
    for number in 1..5000 {
        tree += &format!("c{} : = 60 : c{number} : 2020-01-01\n", number / 4);
        flat += &format!("c{number} : = 0.02 : c0 : 2020-01-01\n");
        chain += &format!("c{} : = 99.9 : c{number} : 2020-01-01\n", number - 1);
    }
    let start = Instant::now();
    let (tree, flat, chain) = (graph(&tree, ""), graph(&flat, ""), graph(&chain, ""));
    assert_eq!(tree.ownership_of("c4999").unwrap().holdings.len(), 7);
    assert_eq!(flat.ownership_of("c0").unwrap().recorded.to_string(), "99.98 %");
    assert_eq!(chain.ownership_of("c300").unwrap().holdings.len(), 300);
    for graph in [&tree, &chain] {
        assert_eq!(graph.holdings_of("c0").unwrap().len(), 4999);
        assert!(graph.picture(None).is_err());
    }
    assert_eq!(chain.tree_lines("c4999").len(), 26);
    assert_eq!(flat.tree_lines("c0").len(), 2001);
    // Far more than it takes: the machine may be busy.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
