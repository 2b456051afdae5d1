//! Texts that no person wrote, or no person could read at a stretch: each is read within bounds, or refused by name.

use crate::case::TestCase;
use std::process::{Command, Output};

/// The memory of every command here, in KiB: 1 GiB.
const MEMORY: &str = "1048576";

/// Runs a command with its memory bounded, so that what eats more ends with a signal or an error.
fn bounded(case: &TestCase, args: &[&str]) -> Output {
    let asked = case.command();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -v \"$0\" && exec \"$@\"", MEMORY]).arg(asked.get_program()).args(args);
    command.current_dir(case.path("")).env_clear();
    command.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.output().unwrap()
}

#[track_caller]
fn done(case: &TestCase, args: &[&str]) -> String {
    let output = bounded(case, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Brings a text in and asks for all that is found in it; gives the sizes of the answers in bytes.
fn sizes(text: &str) -> Vec<usize> {
    let case = TestCase::new();
    case.write("long.txt", text);
    case.run("piece add Long").done();
    done(&case, &["draft", "add", "long.txt"]);
    let commands: [&[&str]; 4] = [&["suggest"], &["suggest", "--json"], &["coverage"], &["coverage", "--json"]];
    commands.map(|command| done(&case, command).len()).to_vec()
}

#[test]
#[cfg(target_os = "linux")]
fn a_text_without_a_full_stop_is_read_within_bounds() {
    // Were each of the 24,000 suggestions to hold its sentence whole, they would take more than a gibibyte.
    let sizes = sizes(&"12 % of 13 % of ".repeat(12_000));
    assert!(sizes.iter().all(|size| *size < 100 << 20), "{sizes:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_text_of_many_figures_is_listed_as_far_as_a_draft_has_room_and_the_rest_is_counted() {
    let case = TestCase::new();
    case.write("long.txt", "It rose by 12 %. ".repeat(21_000));
    case.run("piece add Long").done();
    done(&case, &["draft", "add", "long.txt"]);
    let found: serde_json::Value = serde_json::from_str(&done(&case, &["suggest", "--json"])).unwrap();
    assert_eq!(found["data"]["proposals"].as_array().unwrap().len(), 20_000);
    assert_eq!(found["data"]["unlisted"], 1_000);
    // What is not listed is in no claim all the same, and weighs as much as anything.
    let found: serde_json::Value = serde_json::from_str(&done(&case, &["coverage", "--json"])).unwrap();
    assert_eq!((&found["data"]["parts"], &found["data"]["unlisted"]), (&21_000.into(), &1_000.into()));
    assert_eq!(found["data"]["by_priority"]["high"]["parts"], 1_000);
    assert!(done(&case, &["suggest"]).contains("1000 more are not listed"));
}

#[test]
#[cfg(target_os = "linux")]
fn many_paragraphs_are_read_within_bounds() {
    sizes(&"The dam fell.\n\n".repeat(40_000));
}

#[test]
fn a_claim_of_an_overlong_sentence_states_what_stands_around_it() {
    let case = TestCase::new();
    case.write("long.txt", format!("{}the dam cost 5 million euros {}", "so ".repeat(20_000), "and ".repeat(20_000)));
    case.run("piece add Long").done();
    case.run("draft add long.txt").done();
    case.run("suggest --accept all").done();
    let claim = case.json("claim list")["claims"][0].clone();
    let statement = claim["statement"].as_str().unwrap();
    assert!(statement.contains("the dam cost 5 million euros") && statement.len() < 2_100, "{}", statement.len());
}
