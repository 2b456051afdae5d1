//! What is written is read back by the reader of libraries, whatever stands in it.

use super::{Kind, Reference, Stated, bibtex, csl, ris, told};
use formats::exchange::{Limits, library};
use proptest::prelude::*;
use record::model::time::Day;

fn reference(title: &str, author: &str) -> Reference {
    Reference {
        key: "report-1".into(),
        kind: Kind::Page,
        title: title.into(),
        authors: vec![author.into(), "World Bank and Partners".into()],
        publisher: Some(title.into()),
        address: Some("https://example.org/a_b/~c?x=1&y=50%25#z".into()),
        doi: None,
        published: Some(Stated::of("2024-05")),
        accessed: Day::parse("2026-11-20"),
        language: Some("es".into()),
        summary: Some(title.into()),
        tier: "primary".into(),
        note: None,
    }
}

fn read_back(text: &str, name: &str) -> library::Reference {
    let library =
        library::read(text.as_bytes(), name, &Limits::default()).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    assert!(library.faults.is_empty(), "{:?}\n{text}", library.faults);
    assert_eq!(library.references.len(), 1, "{text}");
    library.references.into_iter().next().unwrap()
}

fn comes_back(title: &str, author: &str) {
    let (title, author) = (told(title), told(author));
    if title.is_empty() || author.is_empty() || author == "others" {
        return;
    }
    let given = reference(&title, &author);
    let all = [
        (bibtex::write(std::slice::from_ref(&given)), "x.bib"),
        (ris::write(std::slice::from_ref(&given)), "x.ris"),
        (csl::write(std::slice::from_ref(&given)), "x.json"),
    ];
    for (text, name) in all {
        let read = read_back(&text, name);
        let authors = match name {
            "x.ris" => vec![told(&author.replace(',', ""))],
            _ => vec![author.clone()],
        };
        let authors: Vec<String> =
            authors.into_iter().filter(|name| !name.is_empty()).chain(["World Bank and Partners".into()]).collect();
        assert_eq!(read.title, title, "{text}");
        assert_eq!(read.authors, authors, "{text}");
        assert_eq!(read.publisher.as_deref(), Some(&*title), "{text}");
        assert_eq!(read.summary.as_deref(), Some(&*title), "{text}");
        assert_eq!(read.address, given.address, "{text}");
        assert_eq!(read.published.as_deref(), Some("2024-05"), "{text}");
        assert_eq!(read.accessed.as_deref(), Some("2026-11-20"), "{text}");
        assert_eq!((read.key.as_str(), read.language.as_deref()), ("report-1", Some("es")));
    }
}

#[test]
fn what_tex_would_act_on_comes_back_as_it_was() {
    for title in [
        r"50% of $3 & more_or_less #1 ~ ^ \ { }",
        "a -- b --- c",
        "``x'' 'y' \"z\"",
        "}{",
        "\\input{/etc/passwd}",
        "José Núñez – “Ödön”",
        "@misc{x, title = {y}}",
        "TY  - JOUR",
        "100 %, said Bo",
        "?`que!`",
        ",,x''",
        "a, b = {c}",
    ] {
        comes_back(title, "Ada Hale");
        comes_back("Annual report", title);
    }
    comes_back("x", "Vega Mining, Inc.");
    comes_back("x", "Hale and Hale");
}

proptest! {
    #[test]
    fn any_words_come_back(title in "[-a\\\\{}$&#%_^~'`\",@=() é]{1,30}", author in "[-ab\\\\{}$&#%_^~'`\",@=() é]{1,20}") {
        comes_back(&title, &author);
    }
}

#[test]
fn dates_are_taken_apart_only_where_they_are_dates() {
    let parts = |year, month, day| Stated::Parts { year, month, day };
    assert_eq!(Stated::of("2024-05-01"), parts(2024, Some(5), Some(1)));
    assert_eq!(Stated::of("2024-05-01T10:00:00Z"), parts(2024, Some(5), Some(1)));
    assert_eq!(Stated::of("2024-05"), parts(2024, Some(5), None));
    assert_eq!(Stated::of("2024"), parts(2024, None, None));
    for words in ["2024-13", "2024-02-30", "spring 2024", "2019/2020", "Tuesday", "24"] {
        assert_eq!(Stated::of(words), Stated::Words(words.into()), "{words}");
    }
}
