//! What the ledger costs: recording claims in bulk, and verifying them, beside what the machine can do.

use std::path::Path;
use std::time::Instant;
use tickmark::actions::pieces::{NewPiece, add_piece};
use tickmark::actions::verifying::verify;
use tickmark::casebook::clock::Clock;
use tickmark::casebook::home::Home;
use tickmark::casebook::{Actor, Casebook};
use tickmark::model::disclosure::Value;
use tickmark::model::event::ClaimRecorded;
use tickmark::model::quantity::{Figure, parse_amount};
use tickmark::model::time::Day;
use tickmark::model::words::{ClaimType, Comparator, Priority};

fn main() {
    let claims: usize = std::env::var("TICKMARK_BENCH_CLAIMS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let home = Home::at(folder.path().join("config"), folder.path().join("state"));
    let path = folder.path().join("casebook.db");
    let mut casebook = Casebook::create(&path, home, Clock::Machine).expect("a casebook can be made");
    let began = Instant::now();
    record(&mut casebook, claims);
    report("record", claims, began);
    if std::env::var_os("TICKMARK_BENCH_RECORD_ONLY").is_some() {
        return;
    }
    let began = Instant::now();
    let found = verify(&casebook, &[], true, |_, _| {}).expect("it can be verified");
    report(&format!("verify --quick ({})", found.outcome), claims, began);
    let began = Instant::now();
    let found = verify(&casebook, &[], false, |_, _| {}).expect("it can be verified");
    report(&format!("verify ({}, {:?})", found.outcome, found.faults.first()), claims, began);
    drop(casebook);
    if let Ok(keep) = std::env::var("TICKMARK_BENCH_KEEP") {
        std::fs::copy(&path, keep).expect("the casebook can be kept");
    }
    println!("{:<40} {:>10.1} MB", "size on disk", size(&path) as f64 / 1e6);
}

fn report(work: &str, claims: usize, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    println!("{work:<40} {seconds:>8.2} s {:>12.0} a second", claims as f64 / seconds);
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn record(casebook: &mut Casebook, claims: usize) {
    let actor = Actor::named("bench").expect("a name");
    let piece = add_piece(casebook, &actor, &NewPiece { title: "Bench", ..NewPiece::default() }).expect("a piece");
    casebook
        .write(&actor, |pen| {
            for number in 0..claims {
                let statement = format!(
                    "Company {number} earned more than {} million dollars from freight in its {}th year of running the line.",
                    number % 977,
                    number % 31
                );
                let figure = Figure {
                    amount: parse_amount(&format!("{}000000", number % 977)).ok(),
                    basis: None,
                    comparator: Comparator::Greater,
                    from: Day::parse("2020-01-01"),
                    to: Day::parse("2023-12-31"),
                    upper: None,
                };
                let words = Value::fields([
                    ("metric", Some("freight revenue".into())),
                    ("subject", Some(format!("Company {number}"))),
                    ("unit", Some("USD".into())),
                ]);
                let event = ClaimRecorded {
                    draft: None,
                    figure: Some(figure),
                    piece,
                    priority: Priority::ALL[number % 3],
                    spans: Vec::new(),
                    r#type: ClaimType::ALL[number % 14],
                };
                pen.record(event, vec![("statement", Value::Text(statement)), ("quantity", words)])?;
            }
            Ok(())
        })
        .expect("claims can be recorded");
}
