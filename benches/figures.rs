//! Prints how many figures are compared and derived in a second: `cargo bench --bench figures`.

#[path = "../tests/reading/mod.rs"]
mod reading;

use reading::quantity;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;
use tickmark::model::quantity::Quantity;
use tickmark::quantity::compare::compare;
use tickmark::quantity::formula::Formula;

const TABLES: [&str; 5] = [
    include_str!("../tests/comparisons/amounts.txt"),
    include_str!("../tests/comparisons/hedges.txt"),
    include_str!("../tests/comparisons/units.txt"),
    include_str!("../tests/comparisons/time.txt"),
    include_str!("../tests/comparisons/names.txt"),
];

fn main() -> std::io::Result<()> {
    let pairs = pairs();
    let rounds = 200;
    let start = Instant::now();
    for _ in 0..rounds {
        for (claim, evidence) in &pairs {
            black_box(compare(black_box(claim), black_box(evidence), &[]));
        }
    }
    print("comparisons", rounds * pairs.len(), start)?;
    let share = quantity("62.5 percent");
    let start = Instant::now();
    for _ in 0..20_000 {
        let formula = Formula::parse(black_box("100 percent - E1 * E5 - sum(E20..E23)"));
        black_box(formula.map(|formula| formula.evaluate(|_| Some(share.clone())))).ok();
    }
    print("derivations of five steps", 20_000, start)
}

fn pairs() -> Vec<(Quantity, Quantity)> {
    let lines = TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(" => ")?.0.split_once(" | "))
        .map(|(claim, evidence)| (quantity(claim), quantity(evidence)))
        .collect()
}

fn print(what: &str, count: usize, start: Instant) -> std::io::Result<()> {
    let rate = count as f64 / start.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{rate:.0} {what} a second, {count} in all")
}
