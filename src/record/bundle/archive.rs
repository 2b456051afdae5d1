//! Opening the zip file of a bundle within bounds. Whatever could land outside, stand twice or swell is refused.

use super::bag::DECLARATION;
use super::layout::TOP;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom, Take};
use thiserror::Error;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// The most files in a bundle.
const MOST_FILES: u64 = 2_000_000;

/// How many times larger than its packed size a file may be, once it is past a mebibyte.
const RATIO: u64 = 200;

/// The longest path, in bytes.
const LONGEST_PATH: usize = 200;

/// Bytes at the end of a zip file that can hold its last record.
const TAIL: u64 = 66_000;

/// Why a file is not opened as a bundle.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is not a zip file that can be read: {0}")]
    Broken(String),
    #[error("it says that it holds {0} files, over the limit of {MOST_FILES}")]
    TooMany(u64),
    #[error("it holds {0}, which is not inside the folder of the bundle")]
    Outside(String),
    #[error("it holds {0}, a path that is not safe to unpack")]
    Unsafe(String),
    #[error("it holds {0}, which is no ordinary file")]
    NoFile(String),
    #[error("it holds {0}, which is encrypted or packed in a way that is not read")]
    Packing(String),
    #[error("it holds two files that some systems take for one: {0}")]
    Twice(String),
    #[error("{0} is not there")]
    Missing(String),
    #[error("{0} unpacks to more than it may")]
    Bomb(String),
    #[error("{path} cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
}

/// A zip file whose list of files was found harmless.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// By path, without the folder around all.
    files: BTreeMap<String, Place>,
    repacked: Vec<String>,
}

/// Where a file is, and what the zip file says of its size.
struct Place {
    index: usize,
    packed: u64,
    unpacked: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a zip file and looks at all that its list of files says.
    pub fn open(mut from: R) -> Result<Self, Flaw> {
        check_count(&mut from)?;
        let broken = |error: zip::result::ZipError| Flaw::Broken(error.to_string());
        let mut zip = ZipArchive::new(from).map_err(broken)?;
        if zip.len() as u64 > MOST_FILES {
            return Err(Flaw::TooMany(zip.len() as u64));
        }
        // Names that stand twice, files that overlap, and a list that says something else than stands before the files.
        zip.validate_header_consistency().map_err(broken)?;
        let (mut files, mut folded, mut strays) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        let top = top_of(&mut zip)?;
        for index in 0..zip.len() {
            let file = zip.by_index_data(index).map_err(broken)?;
            let name = file.name().map_err(broken)?.into_owned();
            let shown = || name.escape_debug().to_string();
            if is_stray(&name) {
                strays.push(shown());
                continue;
            }
            if is_folder_of(&name, &top) && file.is_dir() && file.size() == 0 {
                strays.push(shown());
                continue;
            }
            let path = name.strip_prefix(&top).ok_or_else(|| Flaw::Outside(shown()))?.to_string();
            if !is_safe(&path) {
                return Err(Flaw::Unsafe(shown()));
            }
            if file.is_dir() || file.is_symlink() || file.unix_mode().is_some_and(|mode| !is_ordinary(mode)) {
                return Err(Flaw::NoFile(shown()));
            }
            let known = matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
            if file.encrypted() || !known {
                return Err(Flaw::Packing(shown()));
            }
            if !folded.insert(path.to_lowercase()) {
                return Err(Flaw::Twice(shown()));
            }
            files.insert(path, Place { index, packed: file.compressed_size(), unpacked: file.size() });
        }
        Ok(Self { zip, files, repacked: repacked(&top, &strays) })
    }

    /// Says how the zip file differs from one that the program makes, where nothing in it differs: somebody packed it
    /// again.
    pub fn repacked(&self) -> &[String] {
        &self.repacked
    }

    /// Lists the paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Says whether there is a file at a path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Gives the size of a file, as the zip file states it.
    pub fn size(&self, path: &str) -> Option<u64> {
        self.files.get(path).map(|place| place.unpacked)
    }

    /// Opens a file, to be read up to its end; the size that the zip file states is not believed.
    pub fn read(&mut self, path: &str) -> Result<Member<'_, R>, Flaw> {
        let Place { index, packed, .. } = *self.files.get(path).ok_or_else(|| Flaw::Missing(path.into()))?;
        let file = self.zip.by_index(index);
        let file = file.map_err(|error| Flaw::Unreadable { path: path.into(), reason: error.to_string() })?;
        let most = packed.saturating_mul(RATIO).max(1 << 20);
        Ok(Member { inner: file.take(most.saturating_add(1)), path: path.into() })
    }

    /// Reads a file of text whole, up to a limit.
    pub fn text(&mut self, path: &str, most: u64) -> Result<String, Flaw> {
        let unreadable = |reason: String| Flaw::Unreadable { path: path.into(), reason };
        let mut text = String::new();
        let member = self.read(path)?;
        let read = member.take(most + 1).read_to_string(&mut text).map_err(|error| unreadable(error.to_string()))?;
        match read as u64 > most {
            true => Err(Flaw::Bomb(path.into())),
            false => Ok(text),
        }
    }
}

/// A file on its way out of a bundle.
pub struct Member<'a, R: Read + Seek> {
    inner: Take<ZipFile<'a, R>>,
    path: String,
}

impl<R: Read + Seek> Read for Member<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        match self.inner.limit() == 0 {
            true => Err(std::io::Error::other(Flaw::Bomb(self.path.clone()).to_string())),
            false => Ok(read),
        }
    }
}

/// Finds the folder of the bundle, with its slash: the one around the declaration of a bag, by whatever name; none where
/// the bag was packed without one.
fn top_of<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<String, Flaw> {
    let broken = |error: zip::result::ZipError| Flaw::Broken(error.to_string());
    let mut found = None;
    for index in 0..zip.len() {
        let file = zip.by_index_data(index).map_err(broken)?;
        let name = file.name().map_err(broken)?;
        let folder = name.strip_suffix(DECLARATION).filter(|_| !is_stray(&name));
        match folder {
            Some(TOP) => return Ok(TOP.into()),
            Some(folder) if folder.is_empty() || folder.find('/') == Some(folder.len() - 1) && folder.len() > 1 => {
                found.get_or_insert_with(|| folder.to_string());
            }
            _ => {}
        }
    }
    Ok(found.unwrap_or_else(|| TOP.into()))
}

/// Says whether a path is that of a file that operating systems put beside what people pack.
fn is_stray(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("__MACOSX/")
        || last == ".DS_Store"
        || last.starts_with("._")
        || ["thumbs.db", "desktop.ini"].contains(&last.to_ascii_lowercase().as_str())
}

/// Says whether a path is that of a folder on the way to the files of a bundle.
fn is_folder_of(path: &str, top: &str) -> bool {
    let inside = path.strip_prefix(top).and_then(|inside| inside.strip_suffix('/'));
    path == top && !top.is_empty() || inside.is_some_and(is_safe)
}

fn repacked(top: &str, strays: &[String]) -> Vec<String> {
    let mut told = Vec::new();
    match top.strip_suffix('/') {
        _ if top == TOP => {}
        None => told.push("without its folder `bundle`".into()),
        Some(folder) => told.push(format!("under the folder `{}` instead of `bundle`", folder.escape_debug())),
    }
    match strays {
        [] => {}
        [one] => told.push(format!("with {one}, which is no part of it")),
        [one, more @ ..] => {
            told.push(format!("with {one} and {} more, which are no part of it", more.len()));
        }
    }
    told
}

/// Reads the number of files from the end, before a list of that length is made.
fn check_count(from: &mut (impl Read + Seek)) -> Result<(), Flaw> {
    let broken = |error: std::io::Error| Flaw::Broken(error.to_string());
    let size = from.seek(SeekFrom::End(0)).map_err(broken)?;
    from.seek(SeekFrom::Start(size.saturating_sub(TAIL))).map_err(broken)?;
    let mut tail = Vec::new();
    from.take(TAIL).read_to_end(&mut tail).map_err(broken)?;
    let number = |mark: &[u8], at: usize, bytes: usize| {
        let start = tail.windows(mark.len()).rposition(|window| window == mark)? + at;
        let mut number = [0; 8];
        number[..bytes].copy_from_slice(tail.get(start..start + bytes)?);
        Some(u64::from_le_bytes(number))
    };
    let small = number(b"PK\x05\x06", 10, 2).ok_or_else(|| Flaw::Broken("its end is missing".into()))?;
    let count = if small == 0xffff { number(b"PK\x06\x06", 32, 8).unwrap_or(small) } else { small };
    if count > MOST_FILES { Err(Flaw::TooMany(count)) } else { Ok(()) }
}

/// Says whether a path can be unpacked anywhere: short, in plain letters, without a way up and without empty parts.
fn is_safe(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    path.len() <= LONGEST_PATH
        && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain))
}

fn is_ordinary(mode: u32) -> bool {
    matches!(mode & 0o170_000, 0 | 0o100_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn opened(files: &[(&str, &[u8])]) -> Result<(), Flaw> {
        Archive::open(Cursor::new(zipped(files))).map(drop)
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        assert_eq!(opened(&[("bundle/bagit.txt", b"")]), Ok(()));
        for (name, flaw) in [
            ("elsewhere/data/x", Flaw::Outside("elsewhere/data/x".into())),
            ("/bagit.txt", Flaw::Outside("/bagit.txt".into())),
            ("/bundle/bagit.txt", Flaw::Outside("/bundle/bagit.txt".into())),
            ("bundle/../../up", Flaw::Unsafe("bundle/../../up".into())),
            ("bundle/a\\..\\b", Flaw::Unsafe("bundle/a\\\\..\\\\b".into())),
            ("bundle//a", Flaw::Unsafe("bundle//a".into())),
            ("bundle/c:x", Flaw::Unsafe("bundle/c:x".into())),
            ("bundle/.hidden", Flaw::Unsafe("bundle/.hidden".into())),
            ("bundle/\u{202e}x", Flaw::Unsafe("bundle/\\u{202e}x".into())),
        ] {
            assert_eq!(opened(&[(name, b"")]), Err(flaw));
        }
        let long = format!("bundle/{}", "a".repeat(201));
        assert!(matches!(opened(&[(&long, b"")]), Err(Flaw::Unsafe(_))));
    }

    #[test]
    fn files_that_some_systems_take_for_one_are_refused() {
        assert!(matches!(opened(&[("bundle/a", b"1"), ("bundle/A", b"2")]), Err(Flaw::Twice(_))));
        let mut twice = zipped(&[("bundle/a", b"1"), ("bundle/b", b"2")]);
        for at in 0..twice.len() - 8 {
            if twice[at..].starts_with(b"bundle/b") {
                twice[at + 7] = b'a';
            }
        }
        assert!(matches!(Archive::open(Cursor::new(twice)), Err(Flaw::Broken(_))));
    }

    #[test]
    fn links_and_folders_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("bundle/link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let link = writer.finish().unwrap().into_inner();
        assert!(matches!(Archive::open(Cursor::new(link)), Err(Flaw::NoFile(_))));
        assert!(matches!(opened(&[("elsewhere/", b"")]), Err(Flaw::Outside(_))));
        assert!(matches!(opened(&[("bundle/../", b"")]), Err(Flaw::Unsafe(_) | Flaw::NoFile(_))));
        assert!(matches!(opened(&[("bundle/a/", b"1")]), Err(Flaw::Unsafe(_) | Flaw::NoFile(_))));
    }

    #[test]
    fn what_was_packed_again_is_told_and_is_found_by_the_same_paths() {
        for (files, told) in [
            (&[("bundle/bagit.txt", &b"1"[..]), ("bundle/data/a", b"2")][..], &[][..]),
            (&[("bagit.txt", b"1"), ("data/a", b"2")], &["without its folder `bundle`"]),
            (
                &[("for the lawyer/bagit.txt", b"1"), ("for the lawyer/data/a", b"2")],
                &["under the folder `for the lawyer` instead of `bundle`"],
            ),
            (
                &[
                    ("__MACOSX/._bundle", b"x"),
                    ("bundle/bagit.txt", b"1"),
                    ("bundle/data/.DS_Store", b"x"),
                    ("bundle/data/a", b"2"),
                ],
                &["with __MACOSX/._bundle and 1 more, which are no part of it"],
            ),
            (
                &[("bundle/", b""), ("bundle/bagit.txt", b"1"), ("bundle/data/", b""), ("bundle/data/a", b"2")],
                &["with bundle/ and 1 more, which are no part of it"],
            ),
        ] {
            let archive = Archive::open(Cursor::new(zipped(files))).unwrap();
            assert_eq!(archive.paths().collect::<Vec<_>>(), ["bagit.txt", "data/a"]);
            assert_eq!(archive.repacked(), told);
        }
        let two = [("one/bagit.txt", &b"1"[..]), ("two/bagit.txt", b"2")];
        assert_eq!(opened(&two), Err(Flaw::Outside("two/bagit.txt".into())));
        let beside = [("bundle/bagit.txt", &b"1"[..]), ("two/bagit.txt", b"2")];
        assert_eq!(opened(&beside), Err(Flaw::Outside("two/bagit.txt".into())));
    }

    #[test]
    fn what_swells_is_not_read_to_its_end() {
        let bytes = zipped(&[("bundle/a", &vec![0; 3 << 20])]);
        let mut archive = Archive::open(Cursor::new(bytes)).unwrap();
        let read = std::io::copy(&mut archive.read("a").unwrap(), &mut std::io::sink());
        assert!(read.unwrap_err().to_string().contains("unpacks to more than it may"));
        assert!(matches!(archive.text("a", 1 << 10), Err(Flaw::Bomb(_))));
    }

    #[test]
    fn what_is_no_zip_file_is_refused() {
        let genuine = zipped(&[("bundle/a", b"1")]);
        for wrong in [&b""[..], b"PK\x05\x06", &genuine[..genuine.len() - 30]] {
            assert!(matches!(Archive::open(Cursor::new(wrong)), Err(Flaw::Broken(_))), "{wrong:?}");
        }
    }
}
