//! Titles and a few questions for Datasette, in a file beside a casebook.

use std::io::Write;
use std::path::{Path, PathBuf};
use store::error::{Error, Result};

const TEMPLATE: &str = include_str!("datasette.yaml");

/// Writes `NAME.datasette.yaml` beside the casebook `NAME.db`, and gives its path; `None` where such a file is there already.
pub fn write_beside(casebook: &Path) -> Result<Option<PathBuf>> {
    let path = casebook.with_extension("datasette.yaml");
    let name = casebook.file_stem().unwrap_or_default().to_string_lossy();
    match std::fs::File::create_new(&path) {
        Ok(mut file) => {
            file.write_all(text(&name).as_bytes()).map_err(|error| Error::file(&path, &error))?;
            Ok(Some(path))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(Error::file(&path, &error)),
    }
}

/// Gives the settings for a database of this name, which is a string of JSON there and so one of YAML.
fn text(name: &str) -> String {
    TEMPLATE.replace("CASEBOOK", &serde_json::Value::from(name).to_string())
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn the_database_goes_by_the_name_of_its_file() {
        assert!(text("rivers").contains("\n  \"rivers\":\n"));
        assert!(text("a: \"b\"\n").contains("\n  \"a: \\\"b\\\"\\n\":\n"), "a name stays one string");
    }
}
