//! What others archived comes in as captures and sources, and goes out again as web archives.

use crate::case::TestCase;
use serde_json::Value;
use std::io::Cursor;
use tickmark::exchange::wacz::{self, About};
use tickmark::exchange::warc::{self, Http, Info, Kept};

const DATE: &str = "2024-05-01T08:00:00Z";

fn page(path: &str, media_type: &str, body: &str) -> Kept {
    let headers = vec![
        ("Content-Type".to_string(), format!("{media_type}; charset=utf-8")),
        ("Server".to_string(), "tarn/1".to_string()),
        ("Set-Cookie".to_string(), "visitor=4711".to_string()),
    ];
    Kept {
        address: format!("https://tarn.example/{path}"),
        date: DATE.into(),
        media_type: media_type.into(),
        http: Some(Http { status: 200, headers }),
        body: body.into(),
        encoding: None,
    }
}

/// A page, a list, a style, a redirect and a file that was kept without a server's word.
fn kept() -> Vec<Kept> {
    let html = "<html><head><title>Dam opens</title></head><body><article><p>Vega Mining put over 12 million dollars \
        into the river works, the mayor said on Monday, and the council agreed.</p></article></body></html>";
    let mut moved = page("old", "text/html", "moved");
    moved.http.as_mut().unwrap().status = 301;
    let mut memo = page("memo.txt", "text/plain", "A memo about the dam.\n");
    memo.http = None;
    vec![
        page("news", "text/html", html),
        page("data.csv", "text/csv", "year,amount\n2019,12\n"),
        memo,
        moved,
        page("a.css", "text/css", "p{}"),
    ]
}

fn warc(kept: &[Kept]) -> Vec<u8> {
    let info = Info { date: DATE.into(), software: "Webharvest 3".into(), part_of: String::new() };
    let mut writer = warc::Writer::start(Vec::new(), &info).unwrap();
    kept.iter().for_each(|kept| drop(writer.keep(kept).unwrap()));
    writer.finish().unwrap()
}

fn wacz(kept: &[Kept], title: &str) -> Vec<u8> {
    let about =
        About { title: "Tarn".into(), created: DATE.into(), software: "Webharvest 3".into(), ..About::default() };
    let mut writer = wacz::Writer::start(Cursor::new(Vec::new()), &about).unwrap();
    kept.iter().for_each(|kept| writer.keep(kept, Some(title)).unwrap());
    writer.finish().unwrap().into_inner()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes), &mut plain).unwrap();
    plain
}

fn with(name: &str, content: &[u8]) -> TestCase {
    let case = TestCase::river();
    case.write(name, content);
    case
}

/// What tells one capture from another: address, date, type and bytes.
fn captures(case: &TestCase) -> Vec<(Value, String, Value, Value)> {
    let list = case.json("capture --list --reveal");
    let mut captures: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|capture| {
            let date = capture["captured_at"].as_str().unwrap_or(capture["time"].as_str().unwrap())[..19].to_string();
            (capture["answered"].clone(), date, capture["media_type"].clone(), capture["sha256"].clone())
        })
        .collect();
    captures.sort_by_key(|capture| capture.0.to_string());
    captures
}

fn events(case: &TestCase) -> String {
    case.query("SELECT count(*) FROM event")
}

#[test]
fn a_web_archive_becomes_captures_with_their_address_and_date() {
    for bytes in [warc(&kept()), unpacked(&warc(&kept()))] {
        let case = with("crawl.warc.gz", &bytes);
        case.run("import warc crawl.warc.gz").done().prints("3 new").prints("Webharvest 3").prints("1 redirects");
        let capture = &case.json("capture --list")[0];
        assert_eq!((&capture["method"], &capture["tool"]), (&"imported".into(), &"Webharvest 3".into()));
        assert_eq!((&capture["asked"], &capture["http_status"]), (&"https://tarn.example/news".into(), &"200".into()));
        assert_eq!(capture["captured_at"], DATE);
        case.run("source list").prints("Dam opens").prints("secondary");
    }
}

#[test]
fn a_web_archive_adds_to_the_source_at_its_address() {
    let case = with("crawl.warc", &warc(&kept()));
    case.run("source add --title 'The news' --address http://www.tarn.example/news/?utm_source=x --id news").done();
    case.run("import warc crawl.warc").done().prints("2 new, 1 already known");
    let source = case.json("source show news")["id"].clone();
    assert_eq!(case.json("capture --list")[0]["source"], source);
}

#[test]
fn taking_an_archive_in_again_changes_nothing() {
    let case = with("crawl.warc", &warc(&kept()));
    case.run("import warc crawl.warc --dry-run").done().prints("nothing written yet").prints("tarn.example/data.csv");
    assert_eq!(case.json("capture --list"), serde_json::json!([]));
    case.run("import warc crawl.warc").done();
    let before = events(&case);
    case.run("import warc crawl.warc").done().prints("nothing new").prints("3 filed already");
    assert_eq!(events(&case), before);
}

#[test]
fn a_page_of_another_day_is_another_capture() {
    let mut later = kept();
    later.iter_mut().for_each(|kept| kept.date = "2024-06-01T08:00:00Z".into());
    let case = with("crawl.warc", &warc(&[kept(), kept(), later].concat()));
    case.run("import warc crawl.warc").done().prints("3 new").prints("6 new").prints("3 filed already");
    assert_eq!(case.query("SELECT count(DISTINCT source) FROM capture"), "3");
}

#[test]
fn what_dresses_a_page_is_taken_only_if_it_is_asked_for() {
    let case = with("crawl.warc", &warc(&kept()));
    case.run("import warc crawl.warc").prints("1 not documents");
    case.run("import warc crawl.warc --all").done().prints("1 new, 3 bytes");
}

#[test]
fn a_record_whose_digest_is_wrong_is_left_out_and_named() {
    let mut bytes = unpacked(&warc(&kept()));
    let at = memchr::memmem::find(&bytes, b"2019,12").unwrap();
    bytes[at + 5] = b'9';
    let case = with("crawl.warc", &bytes);
    case.run("import warc crawl.warc")
        .code(3)
        .prints("tarn.example/data.csv")
        .prints("digest should be")
        .prints("2 new");
    case.run("import warc crawl.warc").code(3).prints("nothing new");
}

#[test]
fn a_page_in_a_coding_that_is_not_undone_here_is_left_out_and_named() {
    let packed = Kept { encoding: Some("br".into()), ..page("packed", "text/html", "not html") };
    let case = with("crawl.warc", &warc(&[packed, page("news", "text/html", "<p>Words of a page.")]));
    case.run("import warc crawl.warc --dry-run").code(3).prints("packed with `br`").prints("1 new");
    case.run("import warc crawl.warc").code(3).prints("tarn.example/packed: it is packed with `br`").prints("1 new");
}

#[test]
fn of_a_broken_archive_nothing_is_taken() {
    let bytes = warc(&kept());
    let case = with("crawl.warc.gz", &bytes[..bytes.len() - 200]);
    let before = events(&case);
    case.run("import warc crawl.warc.gz").refused().says("cut off");
    case.write("pages.wacz", wacz(&kept(), "News"));
    case.run("import warc pages.wacz").refused().says("import wacz");
    case.run("import wacz crawl.warc.gz").refused().says("import warc");
    case.run("import warc none.warc").refused().says("no such file");
    assert_eq!(events(&case), before);
}

#[test]
fn a_wacz_file_brings_its_titles_and_pages_of_any_type() {
    let case = with("pages.wacz", &wacz(&kept(), "A page on the dam"));
    case.run("import wacz pages.wacz").done().prints("WACZ").prints("4 new").prints("A page on the dam");
    case.run("source list").prints("Dam opens").prints("A page on the dam");
    case.run("import wacz pages.wacz").done().prints("nothing new");
}

#[test]
fn a_wacz_file_that_was_changed_is_refused_whole() {
    let mut bytes = wacz(&kept(), "News");
    // Within the packed web archive, which stands first and as it is.
    bytes[400] ^= 1;
    let case = with("pages.wacz", &bytes);
    case.run("import wacz pages.wacz").refused().says("archive/data.warc.gz");
    assert_eq!(case.json("capture --list"), serde_json::json!([]));
}

#[test]
fn no_cookie_and_no_escape_code_comes_in() {
    let mut hostile = page("\u{1b}[31mred", "text/html", "<title>\u{1b}]0;owned\u{7}</title><p>Words of the page.");
    hostile.address = hostile.address.replace('\u{1b}', "%1B");
    let case = with("crawl.warc", &warc(&[hostile, page("x", "text/plain", "Words.")]));
    let told = case.run("import warc crawl.warc").done().out() + &case.run("source list").out();
    assert!(!told.contains('\u{1b}') && !told.contains('\u{7}'), "{told:?}");
    assert!(memchr::memmem::find(&std::fs::read(case.casebook()).unwrap(), b"visitor=4711").is_none());
}

#[test]
fn what_is_captured_of_a_confidential_source_is_sealed() {
    let case = with("crawl.warc", &warc(&kept()));
    case.run("source add --title Leak --address https://tarn.example/memo.txt --id leak --tier primary").done();
    case.run("source terms leak --confidential yes").done();
    case.run("import warc crawl.warc").done();
    assert!(memchr::memmem::find(&std::fs::read(case.casebook()).unwrap(), b"A memo about the dam").is_none());
    case.run("import warc crawl.warc").done().prints("nothing new");
}

const CSL: &str = r#"[{"id":"hale2024","type":"article-newspaper","title":"A dam for Tarn","author":[{"family":"Hale","given":"Ada"}],
    "container-title":"The Tarn Times","URL":"https://tarn.example/news","issued":{"date-parts":[[2024,5,1]]},"language":"en","abstract":"On a dam."},
    {"id":"lind2020","type":"book","title":"Rivers","author":[{"family":"Lind","given":"Bo"}],"publisher":"Altona Press","DOI":"10.1000/5"},
    {"title":"no type"}]"#;

#[test]
fn a_library_becomes_sources_once() {
    let case = with("library.json", CSL.as_bytes());
    case.run("import zotero library.json --dry-run").code(3).prints("2 new");
    case.run("import zotero library.json").code(3).prints("CSL JSON").prints("item 3").prints("A dam for Tarn");
    let source = &case.json("source show hale2024");
    assert_eq!((&source["publisher"], &source["author"]), (&"The Tarn Times".into(), &"Ada Hale".into()));
    assert_eq!((&source["published"], &source["language"]), (&"2024-05-01".into(), &"en".into()));
    assert_eq!(case.json("source show lind2020")["address"], "https://doi.org/10.1000/5");
    case.run("import zotero library.json").code(3).prints("nothing new").prints("2 already known");
    case.write("same.ris", "TY  - BOOK\nTI  - Rivers\nAU  - Lind, Bo\nID  - other\nER  - \nTY  - BOOK\nTI  - Hills\nID  - lind2020\nER  - \n");
    case.run("import zotero same.ris").done().prints("RIS").prints("1 new, 1 already known");
    assert_eq!(case.query("SELECT count(*) FROM source WHERE external_id = 'lind2020'"), "1");
    case.run("import zotero story.txt").refused().says("CSL JSON, RIS or BibTeX");
}

#[test]
fn files_of_a_library_are_filed_from_its_folder_alone() {
    let case = TestCase::river();
    std::fs::create_dir_all(case.path("zotero/files")).unwrap();
    case.write("secret.txt", "The key to the dam.");
    case.write("zotero/.env", "The key to the dam.");
    case.write("zotero/files/report.txt", "A report about the dam.");
    let entry = |name: &str, file: &str| format!("@book{{{name}, title = {{Book {name}}}, file = {{{file}}}}}\n");
    let outside = case.path("secret.txt").display().to_string();
    let files = ["files/report.txt", "../secret.txt", &outside, ".env", "file:///etc/passwd", "files/none.pdf"];
    let library: String = files.iter().enumerate().map(|(at, file)| entry(&format!("b{at}"), file)).collect();
    case.write("zotero/library.bib", library);
    let ran = case.run("import zotero zotero/library.bib").done().prints("6 new").prints("leads out of the folder");
    ran.prints("lies outside the folder").prints("is hidden").prints("no such file").says("--attachments DIR");
    assert_eq!(case.json("capture --list").as_array().unwrap().len(), 1);
    assert!(memchr::memmem::find(&std::fs::read(case.casebook()).unwrap(), b"The key to the dam").is_none());
    case.run("import zotero zotero/library.bib --attachments .")
        .done()
        .prints("1 new")
        .prints("1 filed already")
        .prints("is hidden");
    assert_eq!(case.query("SELECT group_concat(name) FROM capture"), "report.txt,secret.txt");
}

#[test]
fn a_table_of_archived_links_becomes_sources_and_captures() {
    let case = TestCase::river();
    case.write("memo.txt", "A memo about the dam.");
    case.write("pages.wacz", wacz(&kept(), "News"));
    case.write("bad.wacz", b"PK nothing");
    case.write(
        "links.csv",
        format!(
            "Link,Archive Status,Archive Date,Archive Location,Upload Title,Hash,WACZ\n\
             https://tarn.example/video,youtubedl: success,{DATE},memo.txt,A video,,pages.wacz\n\
             https://tarn.example/lost,Nothing archived,,,,,\n\
             https://tarn.example/remote,wayback: success,{DATE},https://archive.example/1,,,bad.wacz\n\
             https://tarn.example/forged,telegram: success,{DATE},memo.txt,,{},\n",
            "0".repeat(64)
        ),
    );
    let ran = case.run("import auto-archiver links.csv").code(3).prints("Auto Archiver").prints("nothing is fetched");
    ran.prints("line 4: `bad.wacz`").prints("SHA-256 is not the one in the table").prints("Nothing archived");
    case.run("source due").prints("dead").prints("Nothing archived");
    let captures = captures(&case);
    assert_eq!(captures.len(), 5);
    assert_eq!(captures[4].0, "https://tarn.example/video");
    let before = events(&case);
    case.run("import auto-archiver links.csv").code(3).prints("nothing new");
    assert_eq!(events(&case), before);
}

/// A case with captures that came by every way.
fn filed() -> TestCase {
    let case = with("crawl.warc", &warc(&kept()));
    case.run("import warc crawl.warc").done();
    case.write("Ana's report.txt", "A report about the dam.");
    case.run_args(&["capture", "Ana's report.txt", "--source", "report"]).done();
    case
}

#[test]
fn what_is_given_back_and_taken_in_is_the_same() {
    let case = filed();
    for form in ["warc", "wacz"] {
        case.run(&format!("export {form} out.{form}")).done().prints("4 captures");
        let other = TestCase::new();
        other.write("in", std::fs::read(case.path(&format!("out.{form}"))).unwrap());
        other.run(&format!("import {form} in")).done().prints("4 new").prints("tickmark");
        let (mut here, mut there) = (captures(&case), captures(&other));
        // What came from no address has gone by one since.
        let named = |address: &Value| address.as_str().is_some_and(|address| address.starts_with("urn:sha256:"));
        assert_eq!(there.iter().filter(|capture| named(&capture.0)).count(), 1);
        there.iter_mut().filter(|capture| named(&capture.0)).for_each(|capture| capture.0 = Value::Null);
        here.sort_by_key(|capture| capture.3.to_string());
        there.sort_by_key(|capture| capture.3.to_string());
        assert_eq!(here, there);
        assert_eq!(other.query("SELECT name FROM capture WHERE asked LIKE 'urn:%'"), "Ana's report.txt");
        case.run(&format!("import {form} out.{form}")).done().prints("nothing new");
    }
}

#[test]
fn headers_are_given_back_and_the_bytes_are_the_same_twice() {
    let case = filed();
    case.run("export warc one.warc.gz").done();
    case.run("export warc two.warc.gz").done();
    let one = std::fs::read(case.path("one.warc.gz")).unwrap();
    assert_eq!(one, std::fs::read(case.path("two.warc.gz")).unwrap());
    let plain = String::from_utf8(unpacked(&one)).unwrap();
    for line in ["HTTP/1.1 200 OK\r\n", "\r\nServer: tarn/1\r\n", "charset=utf-8", "WARC-Date: 2024-05-01T08:00:00Z"] {
        assert!(plain.contains(line), "{line}");
    }
    case.run("export warc one.warc.gz").refused().says("exists already");
    case.run("export wacz casebook.db").refused();
}

#[test]
fn one_source_or_one_piece_can_be_given_back() {
    let case = filed();
    let given = case.json("export warc source.warc.gz --source report");
    assert_eq!((&given["captures"], &given["confidential"]), (&1.into(), &0.into()));
    case.run("piece add Other").done();
    let piece = case.json("piece list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("export wacz piece.wacz --piece {piece}")).refused().says("no capture to give back");
    assert!(!case.path("piece.wacz").exists());
    case.run("evidence attach money --source report --stance supports --locator 'p. 1'").done();
    case.run(&format!("export wacz piece.wacz --piece {piece}")).done().prints("1 capture,");
}

#[test]
fn what_is_confidential_is_given_back_only_if_it_is_revealed() {
    let case = filed();
    case.write("letter.txt", "The permit was never signed.");
    case.run("source person 'Rosalind Quill' --medium phone --confidential --id informant").done();
    case.run("capture letter.txt --source informant").done();
    case.run("source terms report --confidential yes").done();
    case.run("export warc out.warc.gz").done().prints("3 captures").prints("2 confidential");
    let plain = String::from_utf8(unpacked(&std::fs::read(case.path("out.warc.gz")).unwrap())).unwrap();
    assert!(!["never signed", "Rosalind", "letter", "report"].iter().any(|word| plain.contains(word)), "{plain}");
    case.run("export warc informant.warc.gz --source informant").refused().says("confidential");
    case.run("export warc all.warc.gz --reveal").done().prints("5 captures");
    assert!(
        String::from_utf8(unpacked(&std::fs::read(case.path("all.warc.gz")).unwrap()))
            .unwrap()
            .contains("never signed")
    );
}
