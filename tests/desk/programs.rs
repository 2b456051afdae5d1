//! Other people's programs: whether they are there, and what they said.

use std::process::{Command, Output};

/// Set where every program is meant to be installed: there, a test that would be skipped fails.
const EVERY: &str = "TICKMARK_EVERY_PROGRAM";

/// Says whether a program can be run at all.
#[track_caller]
pub fn there(program: &str, argument: &str, package: &str) -> bool {
    let there = Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success());
    there || absent(&format!("the program `{program}` is not installed ({package})"))
}

/// Says whether Python can import a module.
#[track_caller]
pub fn module_there(module: &str, package: &str) -> bool {
    let import = format!("import {module}");
    let there = python().args(["-c", &import]).output().is_ok_and(|output| output.status.success());
    there || absent(&format!("Python cannot import `{module}` ({package})"))
}

/// The folder with packages of npm that `TICKMARK_NODE` names, where all of these are in it.
#[track_caller]
pub fn node_packages(packages: &[&str]) -> Option<std::path::PathBuf> {
    if !there("node", "--version", "Debian package nodejs") {
        return None;
    }
    let folder = std::env::var_os("TICKMARK_NODE").map(|folder| std::path::PathBuf::from(folder).join("node_modules"));
    let whole = folder.filter(|folder| packages.iter().all(|package| folder.join(package).exists()));
    let why = format!("TICKMARK_NODE names no folder into which npm installed {}", packages.join(", "));
    whole.or_else(|| absent(&why).then(std::path::PathBuf::new))
}

/// Python, from the folder that `TICKMARK_PYTHON` names, or the one on the PATH.
pub fn python() -> Command {
    Command::new(std::env::var_os("TICKMARK_PYTHON").unwrap_or_else(|| "python3".into()))
}

#[track_caller]
fn absent(why: &str) -> bool {
    assert!(std::env::var_os(EVERY).is_none(), "{EVERY} is set, and {why}");
    eprintln!("skipped: {why}");
    false
}

/// What a program printed, on both streams.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What a program printed, where it went well.
#[track_caller]
pub fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}
