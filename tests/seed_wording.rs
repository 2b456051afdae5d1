//! Holds the seed case to its promises: it is consistent in itself, and it borrows no wording from the article.

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use tickmark::model::quantity::{Figure, Quantity, parse_amount};
use tickmark::model::time::Day;
use tickmark::model::words::{Basis, ClaimType, Comparator, Confidence, Priority, Stance, Tier};

/// As many words in a row as the article and the project may not share.
const RUN: usize = 7;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the article where it lies beside the project; it is not ours to publish, so mostly it does not.
fn article() -> Option<String> {
    let text = fs::read_to_string(root().join("../shared/seed-case/article.txt")).ok();
    if text.is_none() {
        eprintln!("note: the article is not at hand, so only the seed case itself is checked");
    }
    text
}

fn seed() -> Value {
    let text = fs::read_to_string(root().join("seeds/las-bambas.json")).expect("the seed case is there");
    serde_json::from_str(&text).expect("the seed case is JSON")
}

fn rows<'a>(parent: &'a Value, name: &str) -> &'a [Value] {
    parent[name].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_else(|| panic!("`{name}` is not text in {row}"))
}

fn ids<'a>(seed: &'a Value, name: &str) -> HashSet<&'a str> {
    let ids: HashSet<_> = rows(seed, name).iter().map(|row| text(row, "id")).collect();
    assert_eq!(ids.len(), rows(seed, name).len(), "an id occurs twice among the {name}");
    ids
}

/// Splits text into words in lower case; everything that is neither letter nor digit parts them.
fn words(text: &str) -> Vec<String> {
    let folded = text.to_lowercase();
    folded.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()).map(String::from).collect()
}

fn shared_run(article: &str, ours: &str) -> Option<String> {
    let (article, ours) = (words(article), words(ours));
    let runs: HashSet<_> = article.windows(RUN).collect();
    ours.windows(RUN).find(|run| runs.contains(run)).map(|run| run.join(" "))
}

/// Lists every file at or under a path of the project; a path that is not there yet has none.
fn files_under(path: PathBuf) -> Vec<PathBuf> {
    match fs::read_dir(&path) {
        Ok(entries) => entries.flatten().flat_map(|entry| files_under(entry.path())).collect(),
        Err(_) if path.is_file() => vec![path],
        Err(_) => Vec::new(),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn no_wording_of_the_article_is_ours() {
    let Some(article) = article() else { return };
    for place in ["seeds", "docs", "tests", "README.md"] {
        for file in files_under(root().join(place)) {
            let ours =
                String::from_utf8_lossy(&fs::read(&file).expect("a file of the project can be read")).into_owned();
            let shared = shared_run(&article, &ours);
            assert_eq!(shared, None, "{} shares {RUN} words in a row with the article", file.display());
        }
    }
}

#[test]
fn a_shared_run_of_seven_words_is_found_whatever_its_punctuation() {
    let article = "One two three, four: five six SEVEN eight.";
    assert!(shared_run(article, "zero two – three four “five” six\nseven Eight nine").is_some());
    assert_eq!(shared_run(article, "one two three four five six and seven eight"), None);
}

#[test]
fn every_span_is_the_part_of_the_article_that_it_says() {
    let Some(article) = article() else { return };
    let seed = seed();
    let kept = &seed["piece"]["article"];
    assert_eq!(kept["sha256"], sha256(article.as_bytes()));
    assert_eq!(kept["bytes"], article.len());
    assert_eq!(kept["characters"], article.chars().count());
    for claim in rows(&seed, "claims") {
        for span in rows(claim, "spans") {
            let edge = |name: &str| span[name].as_u64().expect("an offset is a number") as usize;
            let part = article.get(edge("start")..edge("end"));
            let hash = part.map(|part| sha256(part.as_bytes()));
            assert_eq!(hash.as_deref(), span["sha256"].as_str(), "{} at {span}", claim["id"]);
        }
    }
}

#[test]
fn the_case_is_whole_and_its_words_are_known() {
    let seed = seed();
    let (claims, sources) = (ids(&seed, "claims"), ids(&seed, "sources"));
    assert_eq!((claims.len(), sources.len(), rows(&seed, "evidence").len()), (83, 147, 313));
    for claim in rows(&seed, "claims") {
        let of: ClaimType = text(claim, "type").parse().unwrap();
        text(claim, "priority").parse::<Priority>().unwrap();
        assert!(!text(claim, "statement").is_empty() && claim["concerns_living_person"].is_boolean());
        assert!(rows(claim, "depends_on").iter().all(|id| claims.contains(id.as_str().unwrap())), "{claim}");
        check_quantity(&claim["quantity"], of);
    }
    for source in rows(&seed, "sources") {
        text(source, "tier").parse::<Tier>().unwrap();
        assert!(text(source, "address").contains("://") && !text(source, "summary").is_empty(), "{source}");
        rows(source, "figures").iter().for_each(|figure| check_quantity(figure, ClaimType::Quantity));
    }
}

#[test]
fn every_piece_of_evidence_joins_a_claim_and_a_source_once_or_once_a_figure() {
    let seed = seed();
    let (claims, sources) = (ids(&seed, "claims"), ids(&seed, "sources"));
    let mut pairs = HashSet::new();
    for row in rows(&seed, "evidence") {
        assert!(claims.contains(text(row, "claim")) && sources.contains(text(row, "source")), "{row}");
        let figure =
            (row["quantity"]["subject"].as_str(), row["quantity"]["metric"].as_str(), row["quantity"]["from"].as_str());
        assert!(pairs.insert((text(row, "claim"), text(row, "source"), figure)), "{row} is there twice");
        text(row, "stance").parse::<Stance>().unwrap();
        text(row, "confidence").parse::<Confidence>().unwrap();
        assert!(!text(row, "locator").is_empty() && row.get("verdict").is_none(), "{row}");
        check_quantity(&row["quantity"], ClaimType::Quantity);
    }
}

#[test]
fn derivations_and_lineage_name_what_is_there() {
    let seed = seed();
    let (claims, sources) = (ids(&seed, "claims"), ids(&seed, "sources"));
    for derivation in rows(&seed, "derivations") {
        assert!(claims.contains(text(derivation, "claim")), "{derivation}");
        assert!(rows(derivation, "inputs").iter().all(|id| sources.contains(id.as_str().unwrap())), "{derivation}");
    }
    for row in rows(&seed["lineage"], "derived") {
        assert!(sources.contains(text(row, "source")), "{row}");
        let at_hand = row["from"].as_str().is_some_and(|from| from == "seed article" || sources.contains(from));
        assert_eq!(at_hand, row["link"].is_string(), "what it came from is at hand, or is not: {row}");
    }
    for (origin, members) in seed["lineage"]["groups"].as_object().expect("origins have names") {
        let named = |source: &&Value| source["origin"] == origin.as_str();
        let listed: HashSet<_> = rows(&seed, "sources").iter().filter(named).map(|source| text(source, "id")).collect();
        let members: HashSet<_> = members.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        assert_eq!(members, listed, "{origin}");
    }
}

#[test]
fn every_figure_that_evidence_gives_is_one_of_its_source() {
    let seed = seed();
    let amounts = |source: &str| -> Vec<&str> {
        let source = rows(&seed, "sources").iter().find(|row| row["id"] == source).unwrap();
        rows(source, "figures")
            .iter()
            .flat_map(|figure| ["amount", "upper"].map(|name| figure[name].as_str()))
            .flatten()
            .collect()
    };
    let told = |row: &Value, share: &str| {
        let source = text(row, "source");
        assert!(amounts(source).contains(&share), "{source} does not give {share}: {row}");
    };
    // The council terms of these two are told as a span of years.
    let spans = |row: &&Value| !["E072", "E073"].contains(&text(row, "source"));
    for row in rows(&seed, "evidence").iter().filter(|row| row["quantity"]["amount"].is_string()).filter(spans) {
        told(row, text(&row["quantity"], "amount"));
    }
    for row in rows(&seed, "stakes") {
        told(row, text(row, "share").trim_start_matches('~'));
    }
}

/// Reads a quantity as the record would keep it, and fails on whatever the record would refuse.
fn check_quantity(row: &Value, of: ClaimType) {
    if row.is_null() {
        return;
    }
    let word = |name: &str| row.get(name).map(|value| value.as_str().expect("a quantity is made of text"));
    let amount =
        |name: &str| word(name).map(|text| parse_amount(text).unwrap_or_else(|fault| panic!("{fault}: {row}")));
    let day = |name: &str| word(name).map(|text| text.parse::<Day>().unwrap_or_else(|fault| panic!("{fault}: {row}")));
    let comparator: Comparator = text(row, "comparator").parse().unwrap();
    let basis = word("basis").map(|text| text.parse::<Basis>().unwrap());
    let figure = Figure {
        change: None,
        amount: amount("amount"),
        basis,
        comparator,
        from: day("from"),
        to: day("to"),
        upper: amount("upper"),
    };
    let owned = |name: &str| word(name).map(String::from);
    let quantity = Quantity { figure, subject: owned("subject"), metric: owned("metric"), unit: owned("unit") };
    assert_eq!(quantity.fault(of), None, "{row}");
}
