//! How fast one quotation is found in a long text, and ten thousand in many; `QUOTES_MB` sets how much text.

use std::time::{Duration, Instant};
use tickmark::text::quote::{Asked, Match, Prepared, find, nearest};
use tickmark::text::sweep::Quotes;

const QUOTES: usize = 10_000;
/// Texts come in pieces of this size, as captures do.
const DOCUMENT: usize = 1 << 20;

fn main() {
    let megabytes: usize = std::env::var("QUOTES_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(20);
    let words = vocabulary();
    one_quotation(&words);
    many_quotations(&words, megabytes);
}

fn one_quotation(words: &[String]) {
    let text = document(words, 1, 10 * DOCUMENT);
    let (time, prepared) = timed(|| Prepared::new(text.as_str()));
    let extra = prepared.memory() as f64 / text.len() as f64;
    println!("making 10 MB ready: {time:.0?} ({:.0} MB/s, {extra:.2} bytes a byte)", rate(text.len(), time));
    let quote = passage(&text, 9_000_000, 138);
    let changed = quote.replacen(quote.split(' ').nth(9).unwrap_or_default(), "zebra", 1);
    let shifted: String = quote
        .split(' ')
        .enumerate()
        .map(|(at, word)| if at % 4 == 1 { "zebra " } else { word }.to_owned() + " ")
        .collect();
    let foreign = passage(&document(words, 7, 4_000), 1_000, 138);
    let asked = Asked::default();
    let memmem = memchr::memmem::Finder::new(quote.as_bytes());
    println!("memmem for {} bytes: {:.1?}", quote.len(), timed(|| memmem.find(text.as_bytes())).0);
    for (name, quote) in [
        ("as it is", quote.clone()),
        ("in capitals", quote.to_uppercase()),
        ("with a word changed", changed),
        ("with a word in four changed", shifted),
        ("that is not there", foreign.clone()),
    ] {
        let (time, found) = timed(|| find(&quote, &prepared, &asked));
        let found =
            found.map_or("not found".to_owned(), |found| format!("{}, {} per mille", found.matched, found.score));
        println!("a quotation {name}: {time:.1?} ({found})");
    }
    println!("the nearest passage to it: {:.0?}", timed(|| nearest(&foreign, &prepared, &asked)).0);
}

fn many_quotations(words: &[String], megabytes: usize) {
    let quotes: Vec<String> = (0..QUOTES).map(|number| quotation(words, number, megabytes)).collect();
    let borrowed: Vec<&str> = quotes.iter().map(String::as_str).collect();
    let (time, quotes) = timed(|| Quotes::prepare(&borrowed));
    println!("making {QUOTES} quotations ready: {time:.0?} (index of {:.1} MB)", quotes.memory() as f64 / 1e6);
    let (mut preparing, mut scanning, mut bytes) = (Duration::ZERO, Duration::ZERO, 0);
    let mut counts = [0usize; 3];
    for number in 0..megabytes {
        let text = document(words, 100 + number, DOCUMENT);
        let (time, prepared) = timed(|| Prepared::new(text.as_str()));
        preparing += time;
        let (time, found) = timed(|| quotes.scan(&prepared));
        scanning += time;
        bytes += text.len();
        for (_, found) in found {
            counts[found.matched as usize] += 1;
        }
    }
    let [exact, alike, approximate] = counts;
    let both = preparing + scanning;
    println!("{megabytes} MB of text against them: {both:.1?}, {:.0} MB/s", rate(bytes, both));
    println!("  making ready {:.0} MB/s, looking {:.0} MB/s", rate(bytes, preparing), rate(bytes, scanning));
    println!("  found: {exact} {}, {alike} {}, {approximate} {}", Match::Exact, Match::Alike, Match::Approximate);
    println!("  most memory: {}", most_memory());
}

/// Makes a quotation: of four, one as it stands in some text, one in capitals, one with a word changed, one foreign.
fn quotation(words: &[String], number: usize, megabytes: usize) -> String {
    let seed = 100 + number % megabytes.max(1);
    let opening = document(words, seed, 64 * 1024);
    let quote = passage(&opening, number * 37 % 60_000, 60 + number % 140);
    match number % 4 {
        0 => quote,
        1 => quote.to_uppercase(),
        2 => quote.replacen(quote.split(' ').nth(4).unwrap_or_default(), "zebra", 1),
        _ => passage(&document(words, 1_000_000 + number, 300), 20, 120),
    }
}

/// Gives whole words of a text from about a place on.
fn passage(text: &str, from: usize, length: usize) -> String {
    let space =
        |from: usize| text.bytes().skip(from).position(|byte| byte == b' ').map_or(text.len(), |gap| from + gap);
    let start = (space(from) + 1).min(text.len());
    text[start..space(start + length)].to_owned()
}

/// Makes twenty thousand words, the commonest as short as in English.
fn vocabulary() -> Vec<String> {
    const COMMON: [&str; 16] =
        ["the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from"];
    const SYLLABLES: [&str; 20] = [
        "ba", "ren", "to", "mil", "sa", "dor", "ke", "lun", "pi", "var", "no", "tes", "ri", "gal", "mu", "sen", "ha",
        "lor", "vi", "can",
    ];
    let made = (0..20_000usize).map(|number| {
        let parts = [number % 20, number / 20 % 20, number / 400 % 20, number / 8_000];
        let count = if number < 400 { 2 } else { 4 };
        parts[..count].iter().map(|part| SYLLABLES[*part]).collect::<String>()
    });
    COMMON.iter().map(|word| (*word).to_owned()).chain(made).collect()
}

/// Makes a text of sentences and lines in which few words are frequent and most are rare.
fn document(words: &[String], seed: usize, size: usize) -> String {
    let mut state = seed as u64 * 0x9e37_79b9 + 1;
    let mut text = String::with_capacity(size + 64);
    let mut count = 0;
    while text.len() < size {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let dice = (state >> 33) as f64 / (1u64 << 31) as f64;
        text.push_str(&words[((words.len() as f64).powf(dice) - 1.0) as usize % words.len()]);
        count += 1;
        text.push_str(match count % 90 {
            0 => ".\n\n",
            15 | 45 | 60 => ". ",
            25 | 70 => ",\n",
            33 => " – ",
            50 => " “",
            55 => "” ",
            _ => " ",
        });
    }
    text
}

/// Runs something three times and gives the shortest time with the result.
fn timed<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut once = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let first = once();
    (0..2).map(|_| once()).fold(first, |best, next| if next.0 < best.0 { next } else { best })
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}

/// Gives the most memory that the process held, where the system says so.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("not known here".to_owned(), |line| line.trim().to_owned())
}
