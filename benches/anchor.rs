//! How fast a draft of 50,000 words is revised, and how fast a PDF of 300 pages is read.

use std::time::{Duration, Instant};
use tickmark::ingest::{Reading, read};
use tickmark::text::anchor::{Anchor, Found, anchor_all};

fn main() {
    let old: Vec<String> = (0..2_500).map(|number| sentence(number, number)).collect();
    let new: Vec<String> = (0..2_500).map(|number| sentence(number, number + usize::from(number % 10 == 5))).collect();
    let (old, new) = (draft(&old), draft(&new));
    let anchors = every_so_often(&old, 1_000);
    let (time, found) = fastest(|| anchor_all(&anchors, &old, &new));
    let edited = found.iter().filter(|found| matches!(found, Found::Edited { .. })).count();
    let lost = found.iter().filter(|found| matches!(found, Found::Lost { .. })).count();
    println!("words in the draft: {}", old.split_whitespace().count());
    println!("re-anchoring {} claims: {time:.1?} ({edited} edited, {lost} lost)", anchors.len());
    let rewritten: Vec<String> = (0..2_500).map(|number| sentence(number, number + 1)).collect();
    let rewritten = draft(&rewritten);
    let (time, _) = fastest(|| anchor_all(&anchors, &old, &rewritten));
    println!("the same with every sentence changed: {time:.1?}");
    let report = pdf(300);
    let (time, document) = fastest(|| read(&report, "report.pdf", Reading::Accepted));
    let (blocks, bytes) = document.map_or((0, 0), |document| (document.blocks.len(), document.text.len()));
    println!("reading a PDF of 300 pages: {time:.1?} ({bytes} bytes of text in {blocks} blocks)");
}

/// Runs something five times and gives the shortest time with the result.
fn fastest<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let first = timed();
    (0..4).map(|_| timed()).fold(first, |best, next| if next.0 < best.0 { next } else { best })
}

/// Makes a sentence of twenty words that differs from every other; `figure` is what a revision changes.
fn sentence(number: usize, figure: usize) -> String {
    const PLACES: [&str; 7] = ["Tarn", "Oxbow", "Larch", "Hale", "Birk", "Sorrel", "Wren"];
    const THINGS: [&str; 5] = ["mill", "dam", "quarry", "harbour", "railway"];
    const DEEDS: [&str; 6] = ["bought", "sold", "leased", "flooded", "rebuilt", "closed"];
    let (place, thing, deed) = (PLACES[number % 7], THINGS[number % 5], DEEDS[number % 6]);
    format!(
        "In the year {} the company of {place} {deed} the {thing} near parcel {number} for {} million dollars, \
         according to the register of the district.",
        1800 + number % 220,
        figure * 3 + 1,
    )
}

fn draft(sentences: &[String]) -> String {
    sentences.chunks(6).map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n\n")
}

fn every_so_often(draft: &str, count: usize) -> Vec<Anchor> {
    let starts: Vec<usize> = draft.match_indices("In the year").map(|(start, _)| start).collect();
    let step = starts.len() as f64 / count as f64;
    (0..count).map(|index| anchor(draft, starts[(index as f64 * step) as usize])).collect()
}

fn anchor(draft: &str, start: usize) -> Anchor {
    let length = draft[start..].find(',').unwrap_or(40);
    let end = start + length;
    Anchor {
        exact: draft[start..end].to_owned(),
        prefix: draft[start.saturating_sub(32)..start].to_owned(),
        suffix: draft[end..(end + 32).min(draft.len())].to_owned(),
        heading: None,
        start: start as u64,
    }
}

/// Makes a PDF of pages of forty lines each.
fn pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    for page in 0..pages {
        let lines: String = (0..40)
            .map(|line| {
                let text = sentence(page * 40 + line, line).replace(", according to the register of the district", "");
                format!("BT /F1 9 Tf 1 0 0 1 72 {} Tm ({text}) Tj ET\n", 720 - 15 * line)
            })
            .collect();
        let number = objects.len() + 1;
        kids.push_str(&format!("{number} 0 R "));
        let resources = "/Resources << /Font << /F1 3 0 R >> >>";
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R {resources} >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{lines}endstream", lines.len()));
    }
    objects[1] = format!("<< /Type /Pages /Count {pages} /Kids [ {kids}] >>");
    file(&objects)
}

fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}
