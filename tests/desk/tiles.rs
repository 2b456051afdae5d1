//! Logs laid out as tlog-tiles: read back by others, added to, and never over something else.

use crate::case::{TestCase, copy};
use crate::tlog::{accepted, go, key, rejected};
use std::path::{Path, PathBuf};
use tlog_tiles::tlog::{self as theirs, HashReader};

/// A casebook with a few hundred events of ana's and two of ben's.
fn grown() -> TestCase {
    let case = TestCase::river();
    add(&case, 0..300);
    case.run("check share confirmed --as ben").done();
    case
}

fn add(case: &TestCase, claims: std::ops::Range<u32>) {
    let rows: String = claims.map(|row| format!("The dam is {row} metres long,role\n")).collect();
    case.write("rows.csv", format!("claim,type\n{rows}"));
    case.run_unchecked("import csv rows.csv").done();
}

/// The folder into which the log of a person was laid out.
fn folder(case: &TestCase, actor: &str) -> PathBuf {
    let origin = key(case, actor).split('+').next().unwrap().to_string();
    case.path("public").join(origin.replace('/', "_"))
}

/// Every file below a folder, with its bytes and when it was last written.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
    let (mut open, mut all) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let written = path.metadata().unwrap().modified().unwrap();
                    all.push((path.clone(), std::fs::read(&path).unwrap(), written));
                }
            }
        }
    }
    all.sort();
    all
}

/// The tiles of a folder, for the reader of another implementation.
struct Tiles<'a>(&'a Path);

impl tlog_tiles::TileReader for Tiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, theirs::Error> {
        // Its paths name the height, which the layout leaves out.
        let path = |tile: &tlog_tiles::Tile| self.0.join(tile.path().replacen("tile/8/", "tile/", 1));
        Ok(tiles.iter().map(|tile| std::fs::read(path(tile)).unwrap()).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

/// Reads a log back from its folder alone, every event checked against the tree; gives their number.
fn read_back(folder: &Path) -> u64 {
    let note = std::fs::read_to_string(folder.join("checkpoint")).unwrap();
    let head = tickmark::ledger::note::Checkpoint::read(&note).unwrap();
    let tiles = Tiles(folder);
    let reader = tlog_tiles::TileHashReader::new(head.size, theirs::Hash(head.root), &tiles);
    assert_eq!(theirs::tree_hash(head.size, &reader).unwrap().0, head.root);
    let mut index = 0;
    for position in 0..head.size.div_ceil(256) {
        let width = (head.size - position * 256).min(256);
        let name = if width < 256 { format!("{position:03}.p/{width}") } else { format!("{position:03}") };
        let bundle = std::fs::read(folder.join("tile/entries").join(name)).unwrap();
        let mut rest = &bundle[..];
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let (event, after) = after.split_at(usize::from(u16::from_be_bytes(*length)));
            let hash = reader.read_hashes(&[theirs::stored_hash_index(0, index)]).unwrap();
            assert_eq!(hash, [theirs::record_hash(event)], "event {index}");
            (rest, index) = (after, index + 1);
        }
    }
    index
}

#[test]
fn others_read_a_log_from_its_tiles() {
    let case = grown();
    case.run("export tiles public").done().prints("308 events, 308 of them new").prints("2 events, 2 of them new");
    assert_eq!(read_back(&folder(&case, "ana")), 308);
    assert_eq!(read_back(&folder(&case, "ben")), 2);
    let text = std::fs::read(folder(&case, "ana").join("tile/entries/000")).unwrap();
    let published = String::from_utf8_lossy(&text).into_owned();
    assert!(published.contains("claim.recorded") && !published.contains("metres long"), "no text is published");
    let Some(go) = go() else { return };
    let (key, ana) = (key(&case, "ana"), folder(&case, "ana"));
    let ask = format!("tiles {key} {}", ana.display());
    accepted(go, &case, &ask, " 308 ");
    let entries = ana.join("tile/entries/001.p/52");
    let bytes = std::fs::read(&entries).unwrap();
    std::fs::write(&entries, String::from_utf8_lossy(&bytes).replace("role", "rome")).unwrap();
    rejected(go, &case, &ask);
    std::fs::write(&entries, &bytes[..bytes.len() - 1]).unwrap();
    rejected(go, &case, &ask);
}

#[test]
fn only_what_is_new_is_added() {
    let case = grown();
    case.run("export tiles public --actor ana").done();
    let ana = folder(&case, "ana");
    let before = files(&ana);
    case.run("export tiles public --actor ana").done().prints("0 of them new, 0 files written");
    std::fs::remove_file(ana.join("tile/0/000")).unwrap();
    add(&case, 300..600);
    case.run("export tiles public --actor ana").done().prints("609 events, 301 of them new");
    assert_eq!(read_back(&ana), 609);
    let after = files(&ana);
    for (path, bytes, written) in before.iter().filter(|(path, ..)| path.ends_with("tile/entries/000")) {
        assert!(after.contains(&(path.clone(), bytes.clone(), *written)), "{} was written again", path.display());
    }
    assert!(ana.join("tile/0/001").exists() && !ana.join("tile/0/001.p").exists(), "the unfinished tile gave way");
    assert!(!folder(&case, "ben").exists());
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let case = grown();
    let earlier = case.path("earlier.db");
    copy(&case.casebook(), &earlier);
    add(&case, 300..301);
    case.run("export tiles public").done();
    let (ana, ben) = (folder(&case, "ana"), folder(&case, "ben"));
    let before = files(&case.path("public"));
    let kept = std::fs::read(ana.join("checkpoint")).unwrap();
    copy(&earlier, &case.casebook());
    case.run_unchecked("export tiles public").code(4).says("had 310 events, and here it has 308");
    std::fs::remove_dir_all(case.path(".state")).unwrap();
    add(&case, 400..401);
    case.run_unchecked("export tiles public").code(4).says("does not continue");
    std::fs::copy(ben.join("checkpoint"), ana.join("checkpoint")).unwrap();
    case.run_unchecked("export tiles public").refused().says("it is of another log");
    std::fs::remove_file(ana.join("checkpoint")).unwrap();
    case.run_unchecked("export tiles public").refused().says("it contradicts the log");
    std::fs::write(ana.join("checkpoint"), kept).unwrap();
    let without_times =
        |all: Vec<(PathBuf, Vec<u8>, _)>| all.into_iter().map(|(path, bytes, _)| (path, bytes)).collect::<Vec<_>>();
    assert_eq!(without_times(files(&case.path("public"))), without_times(before));
    case.run_unchecked("export tiles elsewhere --actor nobody").refused().says("there is no log");
}

#[test]
fn confidential_evidence_is_published_only_where_that_is_said() {
    let case = TestCase::informed();
    case.run("evidence attach money --source informant --stance supports --amount 13000000 --unit USD").done();
    case.run("export tiles more").refused().says("evidence.attached, is confidential").says("--reveal");
    let claim = case.json("claim show money")["id"].as_str().unwrap().to_string();
    case.run(&format!("prove {claim} --all proofs")).done().prints("the bytes of 1, confidential");
    case.run("export tiles more --reveal").done();
}
