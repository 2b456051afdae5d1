//! Tells what another program's file is, by its content first and by its name second.

use super::{archiver, library};
use crate::ingest::table::{SAMPLE, Table, sniff};
use flate2::bufread::GzDecoder;
use std::io::Read;

/// What a file is that can be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Warc,
    Wacz,
    Library(library::Format),
    /// The table that Auto Archiver keeps.
    Archiver,
}

/// Tells what a file is; `None` for one that is nothing of the kind. `bytes` may be the first 64 KiB alone, but for a
/// WACZ file, whose names stand at its end.
pub fn kind(bytes: &[u8], name: &str) -> Option<Kind> {
    if bytes.starts_with(b"WARC/") || starts_warc(bytes) {
        return Some(Kind::Warc);
    }
    if bytes.starts_with(b"PK") {
        return memchr::memmem::find(bytes, b"datapackage.json").map(|_| Kind::Wacz);
    }
    if is_archiver_table(&bytes[..bytes.len().min(SAMPLE)]) {
        return Some(Kind::Archiver);
    }
    library::format(bytes, name).ok().map(Kind::Library)
}

fn starts_warc(bytes: &[u8]) -> bool {
    let mut start = [0; 5];
    bytes.starts_with(&[0x1f, 0x8b]) && GzDecoder::new(bytes).read_exact(&mut start).is_ok() && start == *b"WARC/"
}

fn is_archiver_table(sample: &[u8]) -> bool {
    let table = sniff(sample).and_then(|dialect| Table::open(sample, dialect));
    table.is_ok_and(|table| archiver::is_kept_by(table.headers()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn each_kind_is_told_from_the_others() {
        let check = |bytes: &[u8], name: &str, expected| assert_eq!(kind(bytes, name), expected);
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"WARC/1.1\r\n").unwrap();
        check(b"WARC/1.0\r\n", "", Some(Kind::Warc));
        check(&packed.finish().unwrap(), "a.gz", Some(Kind::Warc));
        check(b"PK\x03\x04....datapackage.json", "", Some(Kind::Wacz));
        check(b"PK\x03\x04....word/document.xml", "", None);
        check(b"Link,Archive Status,Archive Location\n", "", Some(Kind::Archiver));
        check(b"@book{a}", "", Some(Kind::Library(library::Format::Bibtex)));
        check(b"Claim,Source\na,b\n", "a.csv", None);
        check(b"", "", None);
        check(&[0x1f, 0x8b, 8], "", None);
    }
}
