//! Prints how fast text becomes suggestions, by the time of one core: `cargo bench --bench spot [-- FILE]`.

use std::io::Write;
use std::time::Instant;
use tickmark::text::{Language, suggest};

const ENGLISH: &str = include_str!("../tests/spot/harbour_en.txt");
const SPANISH: &str = include_str!("../tests/spot/puerto_es.txt");

fn main() -> std::io::Result<()> {
    let file =
        std::env::args().skip(1).find(|word| !word.starts_with("--")).map(std::fs::read_to_string).transpose()?;
    let own = file.as_deref().map(|text| ("This file", text, tickmark::text::language(text)));
    let samples = [("English", ENGLISH, Language::English), ("Spanish", SPANISH, Language::Spanish)];
    for (name, text, language) in samples.into_iter().chain(own) {
        let text = plain(text).repeat(4_000_000 / text.len());
        let best = (0..5).map(|_| seconds(&text, language)).fold(f64::INFINITY, f64::min);
        let rate = text.len() as f64 / 1e6 / best;
        writeln!(std::io::stdout(), "{name}: {rate:.1} MB/s, best of 5 on {} bytes", text.len())?;
    }
    Ok(())
}

fn seconds(text: &str, language: Language) -> f64 {
    let (start, busy) = (Instant::now(), on_core());
    std::hint::black_box(suggest(std::hint::black_box(text), Some(language)));
    match (busy, on_core()) {
        (Some(before), Some(after)) if after > before => (after - before) as f64 / 1e9,
        _ => start.elapsed().as_secs_f64(),
    }
}

/// Gives the nanoseconds that this thread has run, where Linux tells: other work on the machine does not count.
fn on_core() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Leaves the annotations out.
fn plain(text: &str) -> String {
    text.split("\n====\n").next().unwrap_or_default().to_string() + "\n\n"
}
