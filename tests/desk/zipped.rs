//! The zip files of bundles: looked into, and changed by somebody who knows how they are made.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The files of a bundle by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Unpacks a bundle.
pub fn unzipped(bytes: &[u8]) -> Files {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Files::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// Packs files as a bundle.
pub fn zipped(files: &Files) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Writes the manifests anew, as whoever changes a bundle would.
pub fn listed_anew(files: &mut Files) {
    let manifest = |files: &Files, of: fn(&str) -> bool| -> Vec<u8> {
        let of = files.iter().filter(|(path, _)| of(path));
        let line = |(path, bytes): (&String, &Vec<u8>)| {
            format!("{}  {}\n", data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)), &path["bundle/".len()..])
        };
        of.map(line).collect::<String>().into_bytes()
    };
    let payload = manifest(files, |path| path.starts_with("bundle/data/"));
    files.insert("bundle/manifest-sha256.txt".into(), payload);
    let tags = manifest(files, |path| !path.starts_with("bundle/data/") && !path.ends_with("/tagmanifest-sha256.txt"));
    files.insert("bundle/tagmanifest-sha256.txt".into(), tags);
}

/// A file of text in a bundle.
pub fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(files.get(&format!("bundle/{path}")).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// Changes a file of text in a bundle, which must change it.
#[track_caller]
pub fn change(files: &mut Files, path: &str, change: impl Fn(&str) -> String) {
    let (before, path) = (text(files, path).to_string(), format!("bundle/{path}"));
    let after = change(&before);
    assert_ne!(before, after, "{path} was not changed");
    files.insert(path, after.into_bytes());
}
