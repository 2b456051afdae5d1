//! Go's libraries for transparency logs, asked what they think of ours.

use crate::case::TestCase;
use crate::programs::{said, there};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The verifier key of a person's log.
pub fn key(case: &TestCase, actor: &str) -> String {
    let heads = case.json(&format!("checkpoint --actor {actor}"));
    heads[0]["key"].as_str().unwrap().to_string()
}

/// Go's libraries for transparency logs, built once; absent where Go is.
pub fn go() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let here = there("go", "version", "Debian packages golang-go and golang-golang-x-mod-dev");
        here.then(|| {
            let folder = tempfile::tempdir().unwrap();
            let program = folder.path().join("tlog");
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verifiers/tlog.go");
            let mut build = Command::new("go");
            build.arg("build").arg("-o").arg(&program).arg(source);
            build
                .env("GO111MODULE", "off")
                .env("GOPATH", "/usr/share/gocode")
                .env("GOCACHE", folder.path().join("cache"));
            let output = build.output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
            (folder, program)
        })
    });
    built.as_ref().map(|(_, program)| program.as_path())
}

fn ask(program: &Path, case: &TestCase, line: &str) -> Output {
    Command::new(program).args(crate::case::words(line)).current_dir(case.path("")).output().unwrap()
}

/// Go finds it genuine, and says so with this part.
#[track_caller]
pub fn accepted(program: &Path, case: &TestCase, line: &str, part: &str) {
    let output = ask(program, case, line);
    assert!(output.status.success() && said(&output).contains(part), "{line}\n{}", said(&output));
}

/// Go finds it tampered with.
#[track_caller]
pub fn rejected(program: &Path, case: &TestCase, line: &str) {
    let output = ask(program, case, line);
    assert!(said(&output).starts_with("refused") && output.status.code() == Some(1), "{line}\n{}", said(&output));
}
