//! What the house should be like.

use std::path::Path;

/// Each crate, with those that it may import.
const FLOORS: [(&str, &[&str]); 7] = [
    ("record", &[]),
    ("language", &["record"]),
    ("formats", &["record"]),
    ("store", &["record", "formats"]),
    ("report", &["record", "language", "formats"]),
    ("actions", &["record", "language", "formats", "store", "report"]),
    ("tickmark", &["record", "language", "formats", "store", "report", "actions"]),
];

pub fn may_import(from: &str, to: &str) -> bool {
    FLOORS.iter().any(|(name, below)| *name == from && below.contains(&to))
}

/// Says whether a surface may take something: what is done stands in `actions`; from below come words and shapes only.
pub fn is_for_surfaces(path: &str) -> bool {
    SHAPES.iter().any(|shape| path == *shape || path.starts_with(&format!("{shape}::")))
}

const SHAPES: &[&str] = &[
    "actions",
    // The words of the field, and what claims, sources and events look like: actions take and give them.
    "record::model",
    // How a text from elsewhere is made safe to show, which is a matter of the surface.
    "record::visible",
    // What a refusal says and with which code the program ends: every action gives it.
    "store::error",
];

/// Lists the places that documents name and that are not there.
pub fn missing_places(root: &Path) -> Vec<String> {
    let mut documents = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    markdown(&root.join("docs"), &mut documents);
    let mut missing = Vec::new();
    for document in documents {
        let text = std::fs::read_to_string(&document).unwrap();
        let named = text.split(|c: char| !(c.is_alphanumeric() || "/._-".contains(c)));
        let named = named.map(|word| word.trim_end_matches(['.', '/']));
        let ours = named.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
        missing.extend(
            ours.filter(|word| !root.join(word).exists()).map(|word| format!("{}: {word}", document.display())),
        );
    }
    missing
}

const FOLDERS: [&str; 5] = ["src/", "tests/", "docs/", "benches/", "seeds/"];

fn markdown(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}
