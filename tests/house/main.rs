//! The plan of the house, held against the code: imports run down, none runs in a circle, and what documents name is there.

mod imports;
mod plan;

use imports::Imports;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn no_import_runs_in_a_circle() {
    let imports = Imports::read(root());
    let circles = imports.circles();
    assert!(circles.is_empty(), "files that import each other in a circle:\n{}", circles.join("\n"));
}

#[test]
fn the_crates_import_downwards_only() {
    let imports = Imports::read(root());
    let upward: Vec<_> = imports.crates().into_iter().filter(|(from, to)| !plan::may_import(from, to)).collect();
    assert!(upward.is_empty(), "crates that import what stands beside or above them: {upward:?}");
}

#[test]
fn the_command_line_and_the_desk_call_actions_and_nothing_below() {
    let imports = Imports::read(root());
    let below: Vec<_> = imports
        .taken_by(&["src/cli", "src/web"])
        .into_iter()
        .filter(|(_, path)| !plan::is_for_surfaces(path))
        .map(|(file, path)| format!("{file}: {path}"))
        .collect();
    assert!(below.is_empty(), "what a surface takes from below `actions`:\n{}", below.join("\n"));
}

#[test]
fn every_file_and_folder_that_a_document_names_is_there() {
    let missing = plan::missing_places(root());
    assert!(missing.is_empty(), "named and not there:\n{}", missing.join("\n"));
}
