//! The vocabulary of the tests: a case to work on, commands to run in it, and what they are expected to say.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tickmark::actions::record::verify::{Verification, verify};
use tickmark::casebook::Casebook;
use tickmark::casebook::clock::Clock;
use tickmark::casebook::home::Home;
use tickmark::model::outcome::Outcome;

/// A folder of its own with a casebook, a fixed clock and an environment without surprises.
pub struct TestCase {
    folder: TempDir,
}

/// What a command did.
pub struct Ran {
    pub output: Output,
    command: String,
}

impl TestCase {
    /// An empty casebook.
    pub fn new() -> Self {
        let case = Self::without_casebook();
        case.run("init").done();
        case
    }

    /// A folder without a casebook.
    pub fn without_casebook() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder in memory without a casebook, where the machine has such folders.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
        Self { folder: folder.unwrap() }
    }

    /// A casebook with one piece, one draft and three claims: `money`, `share` and `role`.
    pub fn river() -> Self {
        let case = Self::new();
        case.write("story.txt", RIVER);
        case.run("piece add 'The river permit' --byline 'A. Writer'").done();
        case.run("draft add story.txt").done();
        case.run("claim add --quote 'over 12 million dollars' --type investment-total --priority high --id money --amount 12000000 --unit USD --comparator >").done();
        case.run("claim add --quote '62.5 per cent' --type ownership-share --id share --amount 62.5 --unit percent")
            .done();
        case.run("claim add --quote 'mayor of Altona' --type role --priority low --id role").done();
        case.run("source add --title 'Annual report' --publisher 'Vega Mining' --tier primary --id report").done();
        case
    }

    /// The river case, with a confidential informant who handed over a letter.
    pub fn informed() -> Self {
        let case = Self::river();
        case.write("letter.txt", "Dear Ana,\nthe permit was never signed. Yours, Rosalind Quill\n");
        case.run("source person 'Rosalind Quill' --medium phone --on 2026-11-20 --terms on-background --confidential --notes 'she saw the file' --id informant").done();
        case.run("capture letter.txt --source informant").done();
        case.run(
            "evidence attach role --source informant --stance contradicts --locator 'her letter' --note 'Rosalind says so'",
        )
        .done();
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn casebook(&self) -> PathBuf {
        self.path("casebook.db")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    pub fn home(&self) -> Home {
        Home::at(self.path(".config/tickmark"), self.path(".state/tickmark"))
    }

    /// The program as the user `ana` would call it, in the folder of the case.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path(".config"))
            .env("XDG_STATE_HOME", self.path(".state"))
            .env("TICKMARK_ACTOR", "ana")
            .env("TICKMARK_NOW", "2026-11-23T10:00:00.000Z")
            .env("COLUMNS", "120")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command line, then checks the whole record if there is one.
    #[track_caller]
    pub fn run(&self, line: &str) -> Ran {
        let ran = self.run_unchecked(line);
        if self.casebook().exists() {
            self.check_ledger();
        }
        ran
    }

    #[track_caller]
    pub fn run_unchecked(&self, line: &str) -> Ran {
        self.run_args(&words(line))
    }

    #[track_caller]
    pub fn run_args<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Ran {
        // Whoever a test names is there on purpose; what a new name leads to is tested with a command of its own.
        let named = args.iter().any(|arg| ["--as", "--to", "assign"].iter().any(|word| arg.as_ref() == *word));
        let output = self.command().args(args).args(named.then_some("--new-person")).output().unwrap();
        let command = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
        Ran { output, command }
    }

    /// Runs a command line with a variable of the environment.
    #[allow(dead_code)]
    pub fn run_with_env(&self, line: &str, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Ran {
        let output = self.command().env(name, value).args(words(line)).output().unwrap();
        Ran { output, command: line.to_string() }
    }

    /// Runs a command line that reads something from standard input.
    #[track_caller]
    #[allow(dead_code)]
    pub fn run_with_input(&self, line: &str, input: &str) -> Ran {
        use std::io::Write;
        let mut command = self.command();
        command.args(words(line)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ran { output: child.wait_with_output().unwrap(), command: line.to_string() }
    }

    /// What a full verification of the casebook comes to.
    pub fn verify(&self) -> Verification {
        let casebook = Casebook::open(&self.casebook(), self.home(), Clock::Machine).unwrap();
        verify(&casebook, &[], false, |_, _| {}).unwrap()
    }

    /// Everything recorded must hold together, and the tables must be what a fold of the events makes them.
    #[track_caller]
    pub fn check_ledger(&self) {
        let found = self.verify();
        assert_eq!(found.outcome, Outcome::Unanchored, "{:#?}", found.faults);
    }

    /// Edits the file behind the program's back, with every trigger out of the way and back again after.
    pub fn tamper(&self, sql: &str) {
        let conn = rusqlite::Connection::open(self.casebook()).unwrap();
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        let mut select = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        let triggers: Vec<(String, String)> =
            select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
        let drops: String = triggers.iter().map(|(name, _)| format!("DROP TRIGGER {name};")).collect();
        let again: String = triggers.iter().map(|(_, sql)| format!("{sql};")).collect();
        conn.execute_batch(&format!("{drops}{sql};{again}")).unwrap();
    }

    /// Reads one value from the file.
    pub fn query(&self, sql: &str) -> String {
        let conn = rusqlite::Connection::open(self.casebook()).unwrap();
        let value: rusqlite::types::Value = conn.query_row(sql, [], |row| row.get(0)).unwrap();
        match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Null => String::new(),
            other => format!("{other:?}"),
        }
    }

    /// The status of a claim.
    #[track_caller]
    pub fn status(&self, claim: &str) -> String {
        self.json(&format!("claim show {claim}"))["status"].as_str().unwrap().to_string()
    }

    /// The data of a command's JSON.
    #[track_caller]
    pub fn json(&self, line: &str) -> Value {
        self.json_of(line, 0)
    }

    /// The data of a command's JSON, where it ends with this exit code.
    #[track_caller]
    pub fn json_of(&self, line: &str, code: i32) -> Value {
        let ran = self.run_unchecked(&format!("{line} --json"));
        let document: Value = serde_json::from_str(&ran.code(code).out()).unwrap();
        assert_eq!(document["tickmark"], 1);
        document["data"].clone()
    }
}

impl Ran {
    pub fn out(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    pub fn err(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        let (out, err) = (self.out(), self.err());
        assert_eq!(self.output.status.code(), Some(code), "`{}`\n{out}{err}", self.command);
        self
    }

    #[track_caller]
    pub fn done(self) -> Self {
        self.code(0)
    }

    #[track_caller]
    pub fn refused(self) -> Self {
        self.code(1)
    }

    /// The data printed hold this.
    #[track_caller]
    pub fn prints(self, part: &str) -> Self {
        let out = self.out();
        assert!(out.contains(part), "`{}` does not print {part:?}:\n{out}", self.command);
        self
    }

    /// What is said beside the data holds this.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        let err = self.err();
        assert!(err.contains(part), "`{}` does not say {part:?}:\n{err}", self.command);
        self
    }
}

/// A short text of made-up people and figures.
pub const RIVER: &str = "Vega Mining put over 12 million dollars into the river works. \
    It owns 62.5 per cent of the dam, the company says.\n\
    Bo Lind, mayor of Altona, signed the permit in 2019. Nobody has seen the permit.\n";

/// Splits a line as a shell would, with single quotes only.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        match at % 2 {
            1 => words.push(part.to_string()),
            _ => words.extend(part.split_whitespace().map(str::to_string)),
        }
    }
    words
}

/// Copies a casebook with whatever belongs to it.
pub fn copy(from: &Path, to: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let name = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        let _ = std::fs::remove_file(name(to));
        if name(from).exists() {
            std::fs::copy(name(from), name(to)).unwrap();
        }
    }
}
