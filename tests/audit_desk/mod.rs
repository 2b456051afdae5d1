//! A checker's desk for the tests of audit reports: a folder of its own, a clock that stands still, a small case.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use tickmark::casebook::Casebook;
use tickmark::casebook::clock::Clock;
use tickmark::casebook::home::Home;

/// A folder with a casebook, and the user's folders beside it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Makes an empty casebook.
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.run(&["init"]);
        desk
    }

    /// Makes the small case: texts with every trap of CSV in them, two reviewers who differ, sources that copy.
    pub fn with_case() -> Self {
        let desk = Self::new();
        std::fs::write(desk.path("story.txt"), "The mine cost over 1 billion USD, -5.5 USD a head.\n").unwrap();
        desk.run(&["piece", "add", "=Copper, \"rail\"\nand +power", "--id", "P1"]);
        desk.run(&["draft", "add", "story.txt"]);
        desk.run(&[
            "claim",
            "add",
            "--quote",
            "over 1 billion USD, -5.5 USD a head",
            "--type",
            "investment-total",
            "--priority",
            "high",
            "--id",
            "C1",
            "--comparator",
            "=",
            "--amount",
            "-5.5",
            "--unit",
            "USD",
        ]);
        desk.run(&["claim", "add", "@SUM(A1); 'twas said", "--id", "=C2"]);
        desk.run(&["claim", "add", "'Quoted' at the start", "--id", "C3"]);
        for (id, title) in [("S1", "-Wire"), ("S2", "Daily; with a semicolon"), ("S3", "Register")] {
            desk.run(&["source", "add", &format!("--title={title}"), "--tier", "secondary", "--id", id]);
        }
        desk.run(&["source", "link", "S2", "--derived-from", "S1", "--as-a", "wire-copy"]);
        for source in ["S1", "S2", "S3"] {
            desk.run(&["evidence", "attach", "C1", "--source", source, "--stance", "supports", "--locator", "p. 4"]);
        }
        desk.run(&[
            "evidence",
            "attach",
            "=C2",
            "--source",
            "S3",
            "--stance",
            "contradicts",
            "--quote",
            "＝no",
            "--unverified-quote",
        ]);
        desk.run(&["check", "C1", "confirmed", "--note", "table 2, \"total\""]);
        desk.run(&["second-check", "C1", "disputed", "--as", "ben", "--new-person", "--note", "line one\nline two"]);
        desk.run(&["resolve", "C1", "confirmed", "--note", "both right", "--as", "cleo", "--new-person"]);
        desk.run(&["note", "C1", "checked twice"]);
        desk.run(&["sign-off", "C1"]);
        desk.run(&["claim", "amend", "C1", "--statement", "over 2 billion USD", "--reason", "author's change"]);
        desk.run(&["query", "ask", "=C2", "Which year?", "--to", "author"]);
        desk
    }

    /// Gives a path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Reads a file of the folder as text.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program and gives what came of it.
    pub fn try_run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tickmark"))
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("TICKMARK_NOW", "2026-11-23T20:31:28.114Z")
            .env("TICKMARK_ACTOR", "ana")
            .output()
            .unwrap()
    }

    /// Runs the program, which must succeed, and gives what it printed.
    pub fn run(&self, args: &[&str]) -> String {
        let output = self.try_run(args);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Opens the casebook as the library does.
    #[allow(dead_code, reason = "not every file of tests opens it")]
    pub fn casebook(&self) -> Casebook {
        open(&self.path("casebook.db"), self.folder.path())
    }
}

/// Opens a casebook at a path.
#[allow(dead_code, reason = "not every file of tests opens it")]
pub fn open(path: &Path, home: &Path) -> Casebook {
    Casebook::open(path, Home::at(home.join("config"), home.join("state")), Clock::Machine).unwrap()
}
