//! The Las Bambas case: who owns the venture, by control and by economic interest, at each date that is told of.

use super::*;

pub const MINE: &str = "Minera Las Bambas S.A.C.";

/// The stakes of the seed case, with the names of their sources.
pub fn las_bambas() -> Vec<Stake> {
    let venture = "2014-01-01..2014-12-31";
    let rows = [
        ("MMG Limited", "= 62.5", MINE, venture, "E001"),
        ("Guoxin International Investment", "= 22.5", MINE, venture, "E001"),
        ("CITIC Metal", "= 15", MINE, venture, "E001"),
        ("China Minmetals", "~ 74", "MMG", "2014-04-01..2014-04-30", "E002"),
        ("China Minmetals", "~ 74", "MMG Ltd", "2015-11-01..2015-11-30", "E008"),
        ("China Minmetals", "= 73.7", "MMG Limited", "2016-01-01..2016-12-31", "E012"),
        ("China Minmetals", "= 74", "MMG Limited", "", "E011"),
        ("Minmetals HK", "= 67.5", "MMG Limited", "2024-06-04", "E005"),
        ("China Minmetals Corp.", "= 67.5", "MMG Limited", "2024-06-05", "E006"),
    ];
    let rows = rows.into_iter().enumerate();
    rows.map(|(number, (owner, amount, owned, period, evidence))| {
        let stake = stake(number, owner, amount, owned, period);
        Stake { evidence: Some(evidence.into()), ..stake }
    })
    .collect()
}

/// The same, where the holding of Minmetals HK is told as one of China Minmetals through it.
pub fn through_hong_kong() -> Vec<Stake> {
    let mut stakes = las_bambas();
    stakes.truncate(3);
    let mut parent = stake(10, "China Minmetals", "= 100", "Minmetals HK", "2024-06-04");
    let mut listed = stake(11, "Minmetals HK", "= 67.5", "MMG Limited", "2024-06-04");
    (parent.evidence, listed.evidence) = (Some("E005".into()), Some("E005".into()));
    stakes.extend([parent, listed]);
    stakes
}

#[test]
fn control_and_interest_give_two_answers_at_every_date() {
    for (as_of, interest, sentence) in [
        (
            "2014-06-01",
            "~46.25 % (45 to 47.5 %)",
            "majority by control: yes (62.5 % through MMG Limited); \
             by economic interest: no (~46.25 % (45 to 47.5 %))",
        ),
        (
            "2016-06-01",
            "46.0625 %",
            "majority by control: yes (62.5 % through MMG Limited); by economic interest: no (46.06 %)",
        ),
        (
            "2024-06-05",
            "42.1875 %",
            "majority by control: yes (62.5 % through MMG Limited); by economic interest: no (42.19 %)",
        ),
    ] {
        let graph = Graph::of(las_bambas(), Day::parse(as_of));
        let minmetals = holding(&graph, "China Minmetals", "minera las bambas");
        assert_eq!(minmetals.look_through.to_string(), interest, "{as_of}");
        assert_eq!(minmetals.majority().to_string(), sentence, "{as_of}");
        assert!(minmetals.ultimate && minmetals.direct.is_nothing());
    }
}

#[test]
fn every_number_is_traced_to_its_evidence() {
    let graph = Graph::of(las_bambas(), Day::parse("2016-06-01"));
    let minmetals = holding(&graph, "China Minmetals", MINE);
    let [path] = &minmetals.paths[..] else { panic!("one path: {:?}", minmetals.paths) };
    assert_eq!(path.working(), "62.5 % × 73.7 % = 46.0625 %");
    let evidence: Vec<_> = path.steps.iter().map(|step| step.evidence.as_deref().unwrap()).collect();
    assert_eq!(evidence, ["E001", "E012"]);
    assert_eq!(minmetals.control.parts[0].stake, path.steps[0].stake);
}

#[test]
fn a_holding_through_a_subsidiary_is_looked_through_twice() {
    let graph = Graph::of(through_hong_kong(), None);
    let minmetals = holding(&graph, "China Minmetals", MINE);
    assert_eq!(minmetals.paths[0].working(), "62.5 % × 67.5 % × 100 % = 42.1875 %");
    assert_eq!(minmetals.majority().by_control, Answer::Yes);
    let ownership = graph.ownership_of(MINE).unwrap();
    assert_eq!(ownership.recorded.to_string(), "100 %");
    assert_eq!(graph.roots_of(MINE).unwrap(), ["Guoxin International Investment", "CITIC Metal", "China Minmetals"]);
}

#[test]
fn what_the_dates_leave_open_is_found() {
    let graph = Graph::of(las_bambas(), Day::parse("2024-06-05"));
    // All of this case is above the mine, so its findings are those of the graph.
    assert_eq!(graph.ownership_of(MINE).unwrap().findings, graph.findings());
    assert!(graph.ownership_of("MMG").unwrap().findings.len() < graph.findings().len());
    let messages: Vec<String> = graph.findings().iter().map(|finding| finding.to_string()).collect();
    assert!(messages.iter().any(|message| message
        == "the share of CITIC Metal in Minera Las Bambas S.A.C. is told of 2014-01-01 to 2014-12-31 (E001) and taken \
            to hold still on 2024-06-05: nothing later replaces it"));
    // Two names for one holding are not known to be one: the sum past the whole shows it.
    assert_eq!(
        messages[0],
        "the owners of MMG Limited hold 135 % together: China Minmetals Corp. (2024-06-05, E006), \
         Minmetals HK (2024-06-04, E005)"
    );
    assert!(messages.iter().any(|message| message == "`MMG Limited` and `MMG`, `MMG Ltd` are taken for one name"));
}
