//! The work of reviewers as Markdown: two tables and what they mean.

use super::{Pair, Person, Reviewers};
use crate::markdown::ink::Ink;
use record::model::words::Verdict;
use rust_decimal::Decimal;

/// Writes the report.
pub fn write(report: &Reviewers) -> String {
    let mut ink = Ink::default();
    ink.raw("# Reviewers\n\n").plain(report.claims).raw(" claims");
    if let Some(piece) = report.piece {
        ink.raw(" of piece `").plain(piece.short()).raw("`");
    }
    ink.raw(". It counts what was recorded; what is hard to check counts no more than what is easy.\n");
    if report.left_out > 0 {
        ink.raw("\nLeft out, since you are to give a second verdict there: ").plain(report.left_out).raw(".\n");
    }
    ink.raw("\n## Work\n\n");
    work(&mut ink, &report.people);
    ink.raw("\n## Verdicts given\n\n");
    verdicts(&mut ink, &report.people);
    ink.raw("\n## Agreement\n\n");
    agreement(&mut ink, report);
    ink.finish()
}

fn work(ink: &mut Ink, people: &[Person]) {
    ink.raw(
        "| Who | Recorded | Checked | Second checks | Blind | Settled | Sent back | Evidence | Computed | Queries | ",
    );
    ink.raw("Sign-offs | Median minutes |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for person in people {
        ink.raw("| ").words(&person.actor);
        let counts = [
            person.recorded,
            person.checked,
            person.second_checks,
            person.blind,
            person.resolved,
            person.returned,
            person.evidence,
            person.derived,
            person.queries,
            person.sign_offs,
        ];
        for count in counts {
            ink.raw(" | ").plain(count);
        }
        let median = person.median_minutes.map_or("–".into(), |minutes| format!("{minutes} (of {})", person.timed));
        ink.raw(" | ").raw(&median).raw(" |\n");
    }
    ink.raw("\nMedian minutes: from the start of a check to the verdict of the same person, nights and other work ");
    ink.raw("included; not given for fewer than five.\n");
}

fn verdicts(ink: &mut Ink, people: &[Person]) {
    ink.raw("| Who");
    for verdict in Verdict::ALL {
        ink.raw(" | ").plain(verdict);
    }
    ink.raw(" |\n|---").raw(&"|---:".repeat(Verdict::ALL.len())).raw("|\n");
    for person in people.iter().filter(|person| !person.verdicts.is_empty()) {
        ink.raw("| ").words(&person.actor);
        for verdict in Verdict::ALL {
            ink.raw(" | ").plain(person.verdicts.get(verdict.word()).copied().unwrap_or(0));
        }
        ink.raw(" |\n");
    }
}

fn agreement(ink: &mut Ink, report: &Reviewers) {
    if report.pairs.is_empty() {
        ink.raw("No two people have judged the same claim.\n");
        return;
    }
    ink.raw("| Who | and | Claims | Of them blind | Observed | Expected | Cohen’s kappa |\n");
    ink.raw("|---|---|---:|---:|---:|---:|---:|\n");
    for pair in &report.pairs {
        ink.raw("| ").words(&pair.one).raw(" | ").words(&pair.other).raw(" | ").plain(pair.claims).raw(" | ");
        ink.plain(pair.blind).raw(" | ").raw(&share(pair.observed)).raw(" | ").raw(&share(pair.expected));
        ink.raw(" | ").raw(&kappa(pair)).raw(" |\n");
    }
    ink.raw("\nObserved: the share of claims on which both gave the same verdict, the first of each on the present ");
    ink.raw("words. Expected: the share that chance would give. Kappa is the agreement beyond chance, (observed − ");
    ink.raw("expected) / (1 − expected): 1 is full agreement, 0 is chance (Cohen 1960). Not given below ");
    ink.plain(report.fewest)
        .raw(" claims; undefined where both always gave one and the same verdict. A second verdict ");
    ink.raw("that was not given blind may follow the first.\n");
}

fn share(share: Option<Decimal>) -> String {
    share.map_or("–".into(), |share| format!("{:.3}", share))
}

fn kappa(pair: &Pair) -> String {
    match (pair.kappa, pair.without) {
        (Some(kappa), _) => share(Some(kappa)),
        (None, Some("undefined")) => "undefined".into(),
        (None, _) => "too few".into(),
    }
}
