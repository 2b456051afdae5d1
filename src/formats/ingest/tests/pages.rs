//! HTML and EPUB.

use super::make::epub;
use super::*;

const PROSE: &str = "The council of Tarn met on Monday to hear the mill's owners, who had asked for leave to build a dam \
    above the old bridge, and to draw water from it in dry summers. After three hours, and over the protest of the \
    farmers, it put the matter off until the autumn, when the river is low.";

fn page() -> String {
    format!(
        "<!DOCTYPE html><html><head><title>A dam for Tarn | The Tarn Post</title><meta name='author' content='Ada Hale'>\
         <meta property='article:published_time' content='2024-05-01T08:00:00Z'></head><body>\
         <nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>\
         <div class='menu'><a href='/subscribe'>Subscribe now</a></div>\
         <article><h1>A dam for Tarn</h1><p>{PROSE}</p><h2>The cost</h2><p>{PROSE} It&nbsp;cost &pound;5.</p>\
         <ul><li>One point that was made at length by the farmers, and noted.</li></ul>\
         <table><tr><th>Year</th><th>Cost</th></tr><tr><td>2010</td><td>5</td></tr></table><p>{PROSE}</p></article>\
         <footer><a href='/terms'>Terms of use</a></footer></body></html>"
    )
}

#[test]
fn the_main_content_of_a_page_is_read_without_its_menus() {
    let document = read_as(page().as_bytes(), "dam.html");
    check_sound(&document);
    assert!(document.title.as_deref().is_some_and(|title| title.starts_with("A dam for Tarn")), "{:?}", document.title);
    assert_eq!(document.byline.as_deref(), Some("Ada Hale"));
    assert_eq!(document.published.as_deref(), Some("2024-05-01T08:00:00Z"));
    for menu in ["Sport", "Subscribe", "Terms"] {
        assert!(!document.text.contains(menu), "{}", document.text);
    }
    assert!(document.text.contains("It\u{a0}cost £5."), "{}", document.text);
    assert!(document.text.contains("Year\tCost\n2010\t5"), "{}", document.text);
    let cost = document.text.find("It\u{a0}cost").unwrap() as u64;
    assert_eq!(document.place(cost).to_string(), "second paragraph, under 'The cost'");
}

#[test]
fn what_is_left_out_of_a_page_can_be_had_too() {
    let document = read_as(page().as_bytes(), "dam.html");
    let whole = document.clone().with_outside();
    check_sound(&whole);
    assert!(whole.text.contains("Subscribe now") && whole.text.contains("It\u{a0}cost £5."));
    assert_eq!(whole.main_text(), document.text);
    let menu = whole.text.find("Subscribe").unwrap() as u64;
    assert_eq!(whole.place(menu).to_string(), "outside the main text, third part");
    assert_eq!(document.without_outside().with_outside().text, whole.main_text());
}

#[test]
fn a_heading_over_two_lines_is_one() {
    let document = read_as(b"<html><body><h1>One<br>two</h1><p>Words.</p></body></html>", "");
    assert_eq!(written(&document)[0], "first heading: One two");
}

#[test]
fn a_page_in_an_older_encoding_is_decoded() {
    let check = |head: &str| {
        let mut bytes = format!("<html><head>{head}</head><body><p>{PROSE} Jos").into_bytes();
        bytes.extend(b"\xe9 paid.</p></body></html>");
        assert!(read_as(&bytes, "a.html").text.contains("José paid."), "{head}");
    };
    check("<meta charset=\"iso-8859-1\">");
    check("");
}

#[test]
fn a_page_without_main_content_is_read_whole() {
    let document = read_as(b"<html><body><p>Short.</p><p>Shorter.</p></body></html>", "a.html");
    assert_eq!(document.text, "Short.\n\nShorter.");
}

#[test]
fn an_epub_is_read_chapter_by_chapter() {
    let chapters = [
        ("two words", "<html><body><h1>Rain</h1><p>It rained &amp; rained.</p></body></html>"),
        ("second", "<html><body><p>No heading here.</p></body></html>"),
    ];
    let document = read_as(&epub(&chapters), "book.epub");
    check_sound(&document);
    assert_eq!(document.title.as_deref(), Some("Rivers"));
    assert_eq!(document.published.as_deref(), Some("2019-05-02"));
    assert_eq!(
        written(&document),
        [
            "first heading: Rain",
            "first paragraph, under 'Rain': It rained & rained.",
            "second paragraph: No heading here."
        ]
    );
}
