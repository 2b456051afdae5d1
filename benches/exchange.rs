//! What it costs to read and write web archives, in megabytes of page a second, beside hashing the same bytes.

use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::io::Cursor;
use std::time::Instant;
use tickmark::exchange::warc::{Http, Info, Kept, Writer, each_response};
use tickmark::exchange::{Fault, Limits, wacz};

const PAGES: usize = 1_000;

/// Pages that pack about as well as pages do: words of a list, picked by a small generator.
fn pages() -> Vec<Kept> {
    let words: Vec<&str> = include_str!("../README.md").split_whitespace().collect();
    let mut state = 1_u64;
    (0..PAGES).map(|number| page(number, &words, &mut state)).collect()
}

fn page(number: usize, words: &[&str], state: &mut u64) -> Kept {
    let mut body = "<html><body>".to_owned();
    while body.len() < 100_000 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        body.push_str(words[(*state >> 33) as usize % words.len()]);
        body.push_str(if *state >> 61 == 0 { "</p><p>" } else { " " });
    }
    Kept {
        address: format!("https://tarn.example/{number}"),
        date: "2024-05-01T08:00:00Z".to_owned(),
        media_type: "text/html".to_owned(),
        http: Some(Http { status: 200, headers: vec![("Content-Type".to_owned(), "text/html".to_owned())] }),
        body: body.into_bytes(),
        encoding: None,
    }
}

/// Runs a step three times and tells its best rate.
fn timed<T>(what: &str, bytes: usize, step: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut last = step();
    for _ in 0..3 {
        let start = Instant::now();
        last = black_box(step());
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what:<34} {:>8.0} MB/s", bytes as f64 / 1e6 / best);
    last
}

fn write(pages: &[Kept]) -> Vec<u8> {
    let info = Info { date: "2024-06-01T00:00:00Z".to_owned(), ..Info::default() };
    let mut writer = Writer::start(Vec::new(), &info).unwrap();
    pages.iter().for_each(|page| drop(writer.keep(page).unwrap()));
    writer.finish().unwrap()
}

fn read(file: &[u8]) -> usize {
    let mut bytes = 0;
    let summary = each_response(file, &Limits::default(), |response| {
        bytes += response.body.len();
        Ok::<(), Fault>(())
    });
    assert_eq!(summary.unwrap().faults, []);
    bytes
}

fn write_wacz(pages: &[Kept]) -> Vec<u8> {
    let about = wacz::About { created: "2024-06-01T00:00:00Z".to_owned(), ..wacz::About::default() };
    let mut writer = wacz::Writer::start(Cursor::new(Vec::new()), &about).unwrap();
    pages.iter().for_each(|page| writer.keep(page, Some("A page")).unwrap());
    writer.finish().unwrap().into_inner()
}

fn main() {
    let pages = pages();
    let bytes: usize = pages.iter().map(|page| page.body.len()).sum();
    println!("{PAGES} pages, {:.0} MB", bytes as f64 / 1e6);
    timed("SHA-256 of the pages, for comparison", bytes, || {
        pages.iter().map(|page| Sha256::digest(&page.body)[0]).fold(0, u8::wrapping_add)
    });
    let packed = timed("write WARC, packed", bytes, || write(&pages));
    println!("{:<34} {:>8.0} MB", "its size", packed.len() as f64 / 1e6);
    timed("read WARC, packed, digests checked", bytes, || read(&packed));
    let mut plain = Vec::new();
    std::io::copy(&mut flate2::read::MultiGzDecoder::new(&packed[..]), &mut plain).unwrap();
    timed("read WARC, plain, digests checked", bytes, || read(&plain));
    let file = timed("write WACZ", bytes, || write_wacz(&pages));
    timed("read WACZ, all hashes checked", bytes, || {
        wacz::each_response(Cursor::new(&file), &Limits::default(), |_| Ok::<(), Fault>(())).unwrap()
    });
}
