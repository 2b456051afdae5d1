//! Holds the search for claims that do not go together to the blocks of `tests/consistency.txt`.

mod reading;

use proptest::prelude::*;
use reading::quantity;
use tickmark::model::words::ClaimType;
use tickmark::quantity::consistency::{Finding, Stated, consistency};

const BLOCKS: &str = include_str!("consistency.txt");

fn claim(label: &str, figure: &str) -> Stated {
    Stated { label: label.into(), statement: String::new(), of: ClaimType::Quantity, quantity: quantity(figure) }
}

fn line(finding: &Finding) -> String {
    format!("{} {} ; {}", finding.kind, finding.claims.join(" "), finding.working.join(" "))
}

fn fits(found: &[Finding], expected: &[&str]) -> bool {
    let met = |(finding, expect): (&Finding, &&str)| {
        let (kind, part) = expect.split_once(" ; ").unwrap_or((expect, ""));
        let line = line(finding);
        line.starts_with(&format!("{kind} ;")) && line.contains(part)
    };
    found.len() == expected.len() && found.iter().zip(expected).all(met)
}

#[test]
fn every_block_gives_what_it_says() {
    let (mut blocks, mut wrong) = (0, Vec::new());
    for block in BLOCKS.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
        let claims: Vec<Stated> =
            lines.iter().filter_map(|line| line.split_once(": ")).map(|(label, figure)| claim(label, figure)).collect();
        if claims.is_empty() {
            continue;
        }
        blocks += 1;
        let expected: Vec<&str> =
            lines.iter().filter_map(|line| line.strip_prefix("=> ")).filter(|line| *line != "nothing").collect();
        let found = consistency(&claims);
        if !fits(&found, &expected) {
            wrong.push(format!("{block}\n   gave {}", found.iter().map(line).collect::<Vec<_>>().join("\n   ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {blocks} blocks:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(blocks >= 40, "only {blocks} blocks");
}

#[test]
fn an_opinion_is_held_to_nothing() {
    let mut claims = [claim("C1", "5 USD :: A / cost"), claim("C2", "9 USD :: A / cost")];
    assert_eq!(consistency(&claims).len(), 1);
    claims[1].of = ClaimType::Opinion;
    assert_eq!(consistency(&claims), []);
}

proptest! {
    #[test]
    fn shares_that_fit_in_a_whole_are_never_found(mut cuts in prop::collection::vec(0..=1000u32, 1..6)) {
        cuts.extend([0, 1000]);
        cuts.sort_unstable();
        let share = |(at, ends): (usize, &[u32])| {
            let tenths = ends[1] - ends[0];
            claim(&format!("C{at}"), &format!("{}.{} percent :: Owner{at} / share of it", tenths / 10, tenths % 10))
        };
        let claims: Vec<Stated> = cuts.windows(2).enumerate().map(share).collect();
        prop_assert_eq!(consistency(&claims), vec![]);
    }
}
