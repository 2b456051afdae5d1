//! Corrections as a page of HTML: no script, nothing fetched.

use super::Page;
use crate::html::page::Page as Sheet;

const STYLE: &str = "body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;\
    color-scheme:light dark}article{border-top:1px solid;padding:.5rem 0}h2{font-size:1.1rem}\
    dt{font-weight:bold}dd{margin:0 0 .5rem;white-space:pre-line}del{text-decoration-thickness:1px}\
    ins{text-decoration:none}";

pub fn write(page: &Page) -> String {
    let mut sheet = Sheet::default();
    sheet.raw(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Corrections: ",
    );
    sheet
        .text(page.title)
        .raw("</title>\n<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n<main>\n<h1>Corrections: ");
    sheet.text(page.title).raw("</h1>\n");
    let byline: Vec<&str> = [page.byline, page.publisher].into_iter().flatten().collect();
    if !byline.is_empty() {
        sheet.put("p", "byline", &byline.join(" · ")).raw("\n");
    }
    if let Some(address) = page.address {
        sheet.raw("<p>").address(address).raw("</p>\n");
    }
    if page.corrections.is_empty() {
        sheet.raw("<p>Nothing has been corrected.</p>\n");
    }
    for entry in &page.corrections {
        let day = entry.published.to_string();
        sheet.raw("<article>\n<h2>").open("time", &[("datetime", &day)]).text(&day).raw("</time></h2>\n<dl>\n");
        wording(&mut sheet, "It said", "del", entry.was);
        wording(&mut sheet, "It says now", "ins", entry.now);
        wording(&mut sheet, "Why", "span", entry.reason);
        sheet.raw("</dl>\n</article>\n");
    }
    sheet.raw("</main>\n</body>\n</html>\n");
    sheet.html().to_string()
}

fn wording(sheet: &mut Sheet, name: &'static str, element: &'static str, words: Option<&str>) {
    if let Some(words) = words {
        sheet.raw("<dt>").raw(name).raw("</dt><dd>").put(element, "", words).raw("</dd>\n");
    }
}
