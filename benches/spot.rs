//! Prints how fast text becomes suggestions, on one core: `cargo bench --bench spot`.

use std::io::Write;
use std::time::Instant;
use tickmark::text::{Language, suggest};

const ENGLISH: &str = include_str!("../tests/spot/harbour_en.txt");
const SPANISH: &str = include_str!("../tests/spot/puerto_es.txt");

fn main() -> std::io::Result<()> {
    for (name, text, language) in [("English", ENGLISH, Language::English), ("Spanish", SPANISH, Language::Spanish)] {
        let text = plain(text).repeat(4_000_000 / text.len());
        let best = (0..5).map(|_| seconds(&text, language)).fold(f64::INFINITY, f64::min);
        let rate = text.len() as f64 / 1e6 / best;
        writeln!(std::io::stdout(), "{name}: {rate:.1} MB/s, best of 5 on {} bytes", text.len())?;
    }
    Ok(())
}

fn seconds(text: &str, language: Language) -> f64 {
    let start = Instant::now();
    std::hint::black_box(suggest(std::hint::black_box(text), Some(language)));
    start.elapsed().as_secs_f64()
}

/// Leaves the annotations out.
fn plain(text: &str) -> String {
    text.split("\n====\n").next().unwrap_or_default().to_string() + "\n\n"
}
