//! Libraries in three formats, whole and broken.

use super::*;
use proptest::prelude::*;

fn library(text: &str) -> Library {
    read(text.as_bytes(), "", &Limits::default()).unwrap()
}

fn one(text: &str) -> Reference {
    let mut library = library(text);
    assert_eq!(library.faults, []);
    assert_eq!(library.references.len(), 1);
    library.references.remove(0)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The same source, as each format gives it.
fn expected(key: &str) -> Reference {
    Reference {
        key: key.to_owned(),
        kind: "article-newspaper".to_owned(),
        title: "El coste de la presa: José & Søn".to_owned(),
        authors: vec!["Ada Hale".to_owned(), "Jörg Müller".to_owned(), "World Bank".to_owned()],
        container: some("Tarn Post"),
        publisher: some("Tarn BulkWriter"),
        address: some("https://tarn.example/dam?a=1&b=2"),
        published: some("2024-05-01"),
        language: some("es"),
        identifier: some("doi:10.1000/a_b"),
        summary: some("It cost 5 million."),
        accessed: some("2024-06-02"),
        files: vec![],
    }
}

#[test]
fn a_source_is_the_same_in_every_format() {
    let csl = one(r#"[{"id":"hale2024","type":"article-newspaper","title":"El coste de la presa: José & Søn",
        "author":[{"family":"Hale","given":"Ada"},{"family":"Müller","given":"Jörg"},{"literal":"World Bank"}],
        "container-title":"Tarn Post","publisher":"Tarn BulkWriter","URL":"https://tarn.example/dam?a=1&b=2",
        "issued":{"date-parts":[["2024",5,1]]},"accessed":{"date-parts":[[2024,6,2]]},"language":"es",
        "DOI":"https://doi.org/10.1000/a_b","abstract":"It cost 5 million."}]"#);
    assert_eq!(csl, expected("hale2024"));
    let ris = one(
        "\u{feff}TY  - NEWS\r\nTI  - El coste de la presa: José & Søn\r\nAU  - Hale, Ada\r\nAU  - Müller, Jörg\r\n\
         AU  - World Bank\r\nT2  - Tarn Post\r\nPB  - Tarn BulkWriter\r\nUR  - https://tarn.example/dam?a=1&b=2\r\n\
         DA  - 2024/05/01/\r\nPY  - 2024\r\nY2  - 2024/06/02/\r\nLA  - es\r\nDO  - 10.1000/a_b\r\nAB  - It cost\r\n\
         5 million.\r\nID  - hale2024\r\nER  - \r\n\r\n",
    );
    assert_eq!(ris, expected("hale2024"));
    let bibtex = one(r#"@article{hale2024,
        title = {El {Coste} de la presa}, entrysubtype = "newspaper", SUBTITLE = {Jos\'e \& S{\o}n},
        author = {Hale, Ada and J{\"o}rg M\"uller and {World Bank}},
        journaltitle = {Tarn Post}, publisher = "Tarn" # { BulkWriter}, url = {https://tarn.example/dam?a=1\&b=2},
        year = 2024, month = may, day = 1, urldate = {2024-06-02}, langid = {es}, doi = {10.1000/a\_b},
        abstract = {It cost 5 million.},}"#);
    assert_eq!(bibtex, Reference { title: "El Coste de la presa: José & Søn".into(), ..expected("hale2024") });
}

#[test]
fn what_is_not_stated_is_absent() {
    let bare = |key: &str, kind: &str| Reference { key: key.into(), kind: kind.into(), ..Reference::default() };
    assert_eq!(one(r#"[{"id":5,"type":"webpage"}]"#), bare("5", "webpage"));
    assert_eq!(one(r#"{"items":[{"id":5,"type":"webpage"}]}"#), bare("5", "webpage"));
    assert_eq!(one(r#"{"id":"a","type":"book"}"#), bare("a", "book"));
    assert_eq!(one("TY  - ODD\nER  -"), bare("", "document"));
    assert_eq!(one("@misc{a}"), bare("a", "document"));
    assert_eq!(one("@misc(a,)"), bare("a", "document"));
}

#[test]
fn attached_files_are_listed() {
    let bibtex = one(r"@book{a, file = {PDF:/home/a b/x.pdf:application/pdf;:C\:\\Papers\\y.pdf:PDF;plain/z.html}}");
    assert_eq!(bibtex.files, ["/home/a b/x.pdf", r"C:\Papers\y.pdf", "plain/z.html"]);
    let ris = one("TY  - BOOK\nL1  - files/1/x.pdf\nL2  - https://tarn.example/y\nER  - \n");
    assert_eq!(ris.files, ["files/1/x.pdf", "https://tarn.example/y"]);
}

#[test]
fn addresses_and_dates_are_found_where_they_hide() {
    let of = |fields: &str| one(&format!("@misc{{a, {fields}}}"));
    assert_eq!(of(r"howpublished = {\url{https://tarn.example}}").address, some("https://tarn.example"));
    assert_eq!(of("eprint = {2401.1}, archivePrefix = {arXiv}").address, some("https://arxiv.org/abs/2401.1"));
    assert_eq!(of("doi = {10.1/a}").address, some("https://doi.org/10.1/a"));
    assert_eq!(of("date = {2024-05/2024-06}").published, some("2024-05/2024-06"));
    assert_eq!(of("year = {2024}, month = {5~} # jun").published, some("2024"));
    assert_eq!(of("isbn = {978-3-16}").identifier, some("isbn:978-3-16"));
    let raw = r#"[{"type":"book","issued":{"raw":"Spring 2024"},"author":[{"family":"Gogh","non-dropping-particle":"van"}]}]"#;
    assert_eq!((one(raw).published, one(raw).authors), (some("Spring 2024"), vec!["van Gogh".to_owned()]));
    assert_eq!(one("TY  - BOOK\nPY  - 2024/05/01/Spring\nER  - \n").published, some("2024/05/01/Spring"));
    assert_eq!(of("author = {Hale, Jr, Ada and others}").authors, ["Ada Hale Jr"]);
}

#[test]
fn a_broken_entry_costs_that_entry_alone() {
    let bibtex =
        library("@book{a, title = {One}}\n@book{b, title = {Two\n@book{c title = {Three}}\n\n@book{d, title={Four}}");
    let titles: Vec<&str> = bibtex.references.iter().map(|reference| reference.title.as_str()).collect();
    assert_eq!(titles, ["One", "Four"]);
    let told: Vec<String> = bibtex.faults.iter().map(Fault::to_string).collect();
    assert_eq!(
        told,
        ["the entry on line 2 is broken: its braces do not match", "the entry on line 3 is broken: a comma is missing"]
    );
    let ris = library("TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \nTY  - BOOK\n");
    assert_eq!((ris.references.len(), ris.faults.len()), (1, 2));
    let csl = library(r#"[{"id":1},5,{"id":2,"type":"book"}]"#);
    assert_eq!((csl.references.len(), csl.faults.len()), (1, 2));
}

#[test]
fn each_format_is_told_from_the_others() {
    let check = |text: &[u8], name: &str, expected: Option<Format>| {
        assert_eq!(format(text, name).ok(), expected, "{}", String::from_utf8_lossy(text));
    };
    check(b" [{\"type\":\"book\"}]", "", Some(Format::Csl));
    check(b"% made by hand\n\n@Book {a,}", "", Some(Format::Bibtex));
    check(b"junk\nTY - BOOK", "", Some(Format::Ris));
    check(b"words", "a.bib", Some(Format::Bibtex));
    check(b"mail me @ home", "a.txt", None);
    assert_eq!(read(b" ", "a.bib", &Limits::default()), Err(Fault::Empty));
    assert!(read(b"words", "a.ris", &Limits::default()).unwrap_err().to_string().contains("no entry starts with"));
}

#[test]
fn older_encodings_are_read() {
    let bytes = b"TY  - BOOK\nTI  - Jos\xe9\nER  - \n";
    assert_eq!(read(bytes, "", &Limits::default()).unwrap().references[0].title, "José");
    let wide: Vec<u8> = "\u{feff}TY  - BOOK\nTI  - José\nER  - \n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide, "", &Limits::default()).unwrap().references[0].title, "José");
}

#[test]
fn libraries_that_mean_harm_end() {
    let mut doubling = "@string{a = {xxxxxxxxxxxxxxxx}}\n".to_owned();
    for _ in 0..64 {
        doubling += "@string{a = a # a}\n";
    }
    assert!(library(&doubling).faults[0].to_string().contains("more than 1048576 bytes"));
    library(&format!("@book{{a, title = {}x{}}}", "{".repeat(100_000), "}".repeat(100_000)));
    library(&format!("@book{{a, title = {}", "{".repeat(100_000)));
    let deep = format!("[{{\"type\":\"book\",\"title\":{}}}]", "[".repeat(10_000) + &"]".repeat(10_000));
    assert_eq!(library(&deep).faults.len(), 1);
    let opening = "\n@\n @a{b, c = {\n@a{b, c = {".repeat(20_000);
    assert!(library(&opening).references.is_empty());
    let names: String = (1..300).map(|name| format!("@string{{a{name} = a0 # a0}}\n")).collect();
    let long = format!("@string{{a0 = {{{}}}}}\n{names}", "x".repeat(100_000));
    assert!(library(&long).faults.iter().any(|fault| fault.to_string().contains("make the file too long")));
    let limits = Limits { references: 1, library: 100, ..Limits::default() };
    let two = "@book{a}@book{b}";
    assert_eq!(read(two.as_bytes(), "", &limits), Err(Fault::TooMany { what: "references", most: 1 }));
    assert!(matches!(read(&[b'@'; 101], "", &limits), Err(Fault::TooLarge { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_makes_a_reader_panic(text in r#"(@book|@string|@comment|[{}(),="\\#é'\-~`$]|TY  - |ER  - |AU  - |a|1|\n| |title|file|author| and |:|;|10\.){0,60}"#) {
        let _ = read(text.as_bytes(), "a.bib", &Limits::default());
        let _ = read(text.as_bytes(), "a.ris", &Limits::default());
        let _ = read(format!("@book{{a, author = {{{text}}}, file = {{{text}}}}}").as_bytes(), "", &Limits::default());
        let _ = read(format!("[{{\"type\":\"book\",\"issued\":{text:?}}}]").as_bytes(), "", &Limits::default());
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for start in [b"@book{a, ".as_slice(), b"TY  - BOOK\n", b"[{\"type\":"] {
            let _ = read(&[start, &bytes].concat(), "", &Limits::default());
        }
    }
}
