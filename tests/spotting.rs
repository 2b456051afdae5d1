//! Measures suggestions against annotated texts, and on the article of the seed case where it is at hand.

use std::fs;
use std::path::{Path, PathBuf};
use tickmark::model::quantity::Quantity;
use tickmark::model::words::ClaimType;
use tickmark::text::{Language, Suggestions, suggest};

/// Writes a quantity as the annotations do: `> 1000000000 USD`, or the first and last day of a date.
fn written(quantity: &Quantity) -> String {
    let figure = &quantity.figure;
    let Some(amount) = figure.amount else {
        let dated = quantity.figure.from.is_some() || quantity.figure.to.is_some();
        let otherwise = if dated { days(quantity) } else { "undated".to_string() };
        return quantity.unit.clone().unwrap_or(otherwise);
    };
    let upper = figure.upper.map(|upper| format!("..{upper}")).unwrap_or_default();
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{} {amount}{upper}{unit}", figure.comparator)
}

fn days(quantity: &Quantity) -> String {
    let day = |day: Option<tickmark::model::time::Day>| day.map_or("".to_string(), |day| day.to_string());
    format!("{}/{}", day(quantity.figure.from), day(quantity.figure.to))
}

#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    suggested: usize,
    rightly: usize,
    read: usize,
    to_read: usize,
    misses: Vec<String>,
}

/// Compares the suggestions for one annotated text with its annotations.
fn compare(path: &Path, score: &mut Score) {
    let whole = fs::read_to_string(path).unwrap();
    let (text, notes) = whole.split_once("\n====\n").expect("a text has annotations");
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let language = if name.ends_with("_es") { Language::Spanish } else { Language::English };
    let suggestions = suggest(text, None);
    assert_eq!(suggestions.language, language, "{name}");
    let mut used = vec![false; suggestions.claims.len()];
    let mut from = 0;
    for note in notes.lines().filter(|line| !line.is_empty()) {
        let mut fields = note.split('\t');
        let (kind, words, reading) = (fields.next().unwrap(), fields.next().unwrap(), fields.next());
        // Annotations go in the order of the text, so that a phrase is looked for after the one before it.
        let at = text[from..].find(words).map(|at| from + at).or_else(|| text.find(words));
        let at = at.unwrap_or_else(|| panic!("{name}: `{words}` is not in the text"));
        let span = at..at + words.len();
        score.wanted += 1;
        if kind == "out" {
            let told =
                suggestions.out_of_scope.iter().any(|out| out.span.contains(&at) && Some(out.kind.word()) == reading);
            score.found += usize::from(told);
            if !told {
                score.misses.push(format!("{name}: out of scope: {note}"));
            }
            continue;
        }
        from = at;
        let overlaps = |claim: &std::ops::Range<usize>| claim.start < span.end && span.start < claim.end;
        let of_kind = |claim: ClaimType| {
            let figures = [
                ClaimType::Quantity,
                ClaimType::RevenueFigure,
                ClaimType::InvestmentTotal,
                ClaimType::MarketShare,
                ClaimType::OwnershipShare,
            ];
            claim.word() == kind
                || (reading.is_some() && figures.contains(&claim) && figures.iter().any(|figure| figure.word() == kind))
        };
        let hits: Vec<usize> = (0..used.len())
            .filter(|at| overlaps(&suggestions.claims[*at].span) && of_kind(suggestions.claims[*at].kind))
            .collect();
        for hit in &hits {
            used[*hit] = true;
        }
        score.found += usize::from(!hits.is_empty());
        if hits.is_empty() {
            score.misses.push(format!("{name}: missed: {note}"));
        }
        let Some(reading) = reading else { continue };
        score.to_read += 1;
        let reads: Vec<String> =
            hits.iter().filter_map(|hit| suggestions.claims[*hit].quantity.as_ref()).map(written).collect();
        if reads.iter().any(|read| read == reading) {
            score.read += 1;
        } else {
            score.misses.push(format!("{name}: read as {reads:?}: {note}"));
        }
    }
    score.suggested += used.len();
    score.rightly += used.iter().filter(|used| **used).count();
    for (at, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
        let claim = &suggestions.claims[at];
        score.misses.push(format!("{name}: not annotated: {} `{}`", claim.kind, &text[claim.span.clone()]));
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[test]
fn annotated_texts_are_spotted_to_a_floor() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spot");
    let mut texts: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.sort();
    let mut score = Score::default();
    texts.iter().for_each(|path| compare(path, &mut score));
    let (recall, precision) = (share(score.found, score.wanted), share(score.rightly, score.suggested));
    let exact = share(score.read, score.to_read);
    for miss in &score.misses {
        eprintln!("{miss}");
    }
    eprintln!(
        "{} texts: recall {recall:.1} % of {}, precision {precision:.1} % of {}, read exactly {exact:.1} % of {}",
        texts.len(),
        score.wanted,
        score.suggested,
        score.to_read
    );
    assert!(recall >= 95.0 && precision >= 80.0 && exact >= 95.0);
}

fn seed_article() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed-case/article.txt");
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("skipped: the seed case is not beside this checkout");
    }
    text
}

fn has(text: &str, found: &Suggestions, kind: ClaimType, words: &str, reading: Option<&str>) -> bool {
    found.claims.iter().any(|claim| {
        let reads = claim.quantity.as_ref().map(written);
        claim.kind == kind
            && text[claim.span.clone()].contains(words)
            && (reading.is_none() || reads.as_deref() == reading)
    })
}

#[test]
fn the_seed_article_gives_up_its_figures() {
    let Some(text) = seed_article() else { return };
    let found = suggest(&text, None);
    assert_eq!(found.language, Language::English);
    if std::env::var_os("SPOT_SHOW").is_some() {
        show(&text, &found);
    }
    for (kind, words, reading) in [
        (ClaimType::InvestmentTotal, "1 billion USD", Some("> 1000000000 USD")),
        (ClaimType::Date, "2020 to 2023", Some("2020-01-01/2023-12-31")),
        (ClaimType::MarketShare, "majority", Some("> 50 percent")),
        (ClaimType::Ranking, "world’s largest", Some("= 1 rank")),
        (ClaimType::Date, "2007", Some("2007-01-01/2007-12-31")),
        (ClaimType::Date, "past 15 years", Some("~ 15 years")),
        (ClaimType::RevenueFigure, "65 million USD per year", Some("> 65000000 USD per year")),
        (ClaimType::OwnershipShare, "majority", Some("> 50 percent")),
        (ClaimType::Relationship, "joint venture", None),
        (ClaimType::OwnershipShare, "-owned", None),
        (ClaimType::Role, "mayor of", None),
        (ClaimType::Role, "co-founder of", None),
        (ClaimType::Role, "’s mayor", None),
        (ClaimType::Role, "Senior Fellows", None),
        (ClaimType::Role, "co-founders", None),
        (ClaimType::Role, "run for president", None),
        (ClaimType::Role, "head of", None),
        (ClaimType::OwnershipShare, "financial backers", None),
        (ClaimType::Causal, "thanks to", None),
    ] {
        assert!(has(&text, &found, kind, words, reading), "{kind}: {words}");
    }
    let total = found.claims.iter().find(|claim| claim.kind == ClaimType::InvestmentTotal).unwrap();
    assert_eq!(days(total.quantity.as_ref().unwrap()), "2020-01-01/2023-12-31");
}

fn show(text: &str, found: &Suggestions) {
    for claim in &found.claims {
        let reads = claim.quantity.as_ref().map(tickmark::quantity::in_words).unwrap_or_default();
        let words = &text[claim.span.clone()];
        eprintln!(
            "{} [{}] `{words}` {reads} — {} ({})",
            claim.kind, claim.priority, claim.reason, claim.priority_reason
        );
    }
    for out in &found.out_of_scope {
        eprintln!("{} `{}`", out.reason, &text[out.span.clone()]);
    }
}
