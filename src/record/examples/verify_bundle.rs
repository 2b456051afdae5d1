//! Verifies a bundle by itself: `verify_bundle FILE.zip`.

use std::fs::File;
use std::io::{BufReader, Write};
use std::process::ExitCode;
use tickmark_record::bundle::check::{Brought, check};
use tickmark_record::model::outcome::Outcome;

fn main() -> ExitCode {
    let mut out = std::io::stdout();
    let Some(path) = std::env::args_os().nth(1) else {
        let _ = writeln!(std::io::stderr(), "usage: verify_bundle FILE.zip");
        return ExitCode::from(2);
    };
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    let verdict = check(BufReader::new(file), &Brought::default(), &mut |_| {});
    let _ = writeln!(out, "{}: {}", verdict.outcome, verdict.meaning());
    let (events, of) = (verdict.events, verdict.of);
    let (shown, withheld, erased) = (verdict.shown, verdict.withheld, verdict.erased);
    let _ = writeln!(out, "{events} of {of} events, {shown} texts shown, {withheld} withheld, {erased} erased");
    for fault in &verdict.faults {
        let _ = writeln!(out, "{}: {}", fault.place, fault.fault);
    }
    match verdict.outcome {
        Outcome::Ok | Outcome::Unanchored => ExitCode::SUCCESS,
        _ => ExitCode::from(4),
    }
}
