//! WACZ files, whole, tampered with and hostile; and what another program says of ours.

use super::*;
use crate::exchange::digest;
use crate::exchange::warc::tests::kept;
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn about() -> About {
    About {
        title: "The Tarn dam".to_owned(),
        description: "Captures of one check".to_owned(),
        created: "2024-06-01T00:00:00Z".to_owned(),
        software: "tickmark".to_owned(),
    }
}

fn written() -> Vec<u8> {
    let mut writer = Writer::start(Cursor::new(Vec::new()), &about()).unwrap();
    for kept in kept() {
        writer.keep(&kept, Some("A dam for Tarn")).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Result<(Vec<Response>, Summary), Fault> {
    let mut responses = Vec::new();
    let summary = each_response(Cursor::new(bytes), &Limits::default(), |response| {
        responses.push(response);
        Ok::<(), Fault>(())
    })?;
    Ok((responses, summary))
}

/// Takes a file apart into its entries.
fn entries(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.into_iter().map(|name| (name.clone(), directory::part(&mut zip, &name, 1 << 20).unwrap())).collect()
}

fn pack(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Changes one entry of a good file and reads the outcome.
fn changed(name: &str, change: impl Fn(&mut Vec<u8>)) -> String {
    let mut entries = entries(&written());
    let entry = entries.iter_mut().find(|(entry, _)| entry == name).unwrap();
    change(&mut entry.1);
    read(&pack(&entries)).unwrap_err().to_string()
}

#[test]
fn what_is_written_is_read_again_and_is_the_same_twice() {
    assert_eq!(written(), written());
    let (responses, summary) = read(&written()).unwrap();
    assert_eq!(responses.len(), 3);
    assert_eq!(responses[0].body, kept()[0].body);
    assert_eq!(summary.title.as_deref(), Some("The Tarn dam"));
    assert_eq!(summary.pages.len(), 3);
    assert_eq!(summary.pages[0].title.as_deref(), Some("A dam for Tarn"));
    assert_eq!(summary.pages[0].date.as_deref(), Some("2024-05-01T08:00:00Z"));
    assert_eq!(summary.archives[0].0, "archive/data.warc.gz");
    assert_eq!(summary.archives[0].1.faults, []);
    assert!(!summary.signed);
    let index = entries(&written()).swap_remove(1).1;
    assert!(String::from_utf8(index).unwrap().starts_with("example,tarn)/dam?a=1&b=2 20240501080000 {"));
}

#[test]
fn a_file_that_was_changed_is_named() {
    for name in ["archive/data.warc.gz", "pages/pages.jsonl", "indexes/index.cdx", "datapackage.json"] {
        let message = changed(name, |content| *content.last_mut().unwrap() ^= 1);
        assert!(message.starts_with(&format!("{name} was changed")), "{message}");
    }
    let message = changed("archive/data.warc.gz", |content| content.push(0));
    assert!(message.contains("it should have"), "{message}");
}

#[test]
fn what_nothing_vouches_for_is_refused() {
    let mut more = entries(&written());
    more.push(("archive/more.warc".to_owned(), vec![]));
    assert_eq!(read(&pack(&more)), Err(Fault::Unlisted { part: "archive/more.warc".to_owned() }));
    let less = entries(&written()).split_off(1);
    assert_eq!(read(&pack(&less)), Err(Fault::Missing { part: "archive/data.warc.gz".to_owned() }));
    let package = |resources: &str| {
        let package = format!("{{\"profile\":\"data-package\",\"resources\":[{resources}]}}");
        read(&pack(&[("datapackage.json".to_owned(), package.into_bytes())])).unwrap_err().to_string()
    };
    assert!(package(r#"{"path":"a","hash":"md5:00","bytes":1}"#).contains("not a SHA-256"));
    let huge = format!(r#"{{"path":"a","hash":"{}","bytes":{}}}"#, digest::sha256(b""), u64::MAX);
    assert!(package(&huge).contains("unpacks to more than"));
}

#[test]
fn names_that_mean_harm_are_refused() {
    let named = |name: &str| read(&pack(&[(name.to_owned(), vec![])])).unwrap_err().to_string();
    assert!(named("../a").contains("leads out of the archive"));
    assert!(named("a\\b").contains("no place within"));
    assert!(named("C:a").contains("no place within"));
    let twice = pack(&[("pages/a".to_owned(), vec![]), ("pages/A".to_owned(), vec![])]);
    assert!(read(&twice).unwrap_err().to_string().contains("stands there twice"));
    let many: Vec<_> = (0..10_001).map(|number| (number.to_string(), vec![])).collect();
    assert_eq!(read(&pack(&many)), Err(Fault::TooMany { what: "entries", most: 10_000 }));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    assert_eq!(read(b""), Err(Fault::Empty));
    assert!(read(b"WARC/1.0\r\n").unwrap_err().to_string().contains("no zip file"));
    assert!(named_only("word/document.xml").contains("zip file of another kind"));
}

fn named_only(name: &str) -> String {
    read(&pack(&[(name.to_owned(), vec![])])).unwrap_err().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_damage_makes_the_reader_panic(blows in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut file = written();
        for (at, byte) in blows {
            let index = at % file.len();
            file[index] = byte;
        }
        let _ = read(&file);
    }
}
