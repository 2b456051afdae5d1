//! Files on their way to their place, and folders for the time of a task: nobody else can read them, and what a program
//! that was ended left behind is swept by the next.

use std::io;
use std::path::Path;
use tempfile::{Builder, NamedTempFile, TempDir};

/// How the names begin of what is only there for a while; the number of the process follows.
const FOLDER: &str = "tickmark-";
const FILE: &str = ".tickmark-";

/// Makes a folder that only this user can open, which is gone when it is dropped.
pub fn folder() -> io::Result<TempDir> {
    let name = format!("{FOLDER}{}-", std::process::id());
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.prefix(&name).tempdir()
}

/// Makes a file in a folder, to be moved to its place there; one that is not private gets what the user's mask leaves, as
/// any file that a program makes.
pub fn file_in(folder: &Path, private: bool) -> io::Result<NamedTempFile> {
    sweep(folder, FILE);
    let name = format!("{FILE}{}-", std::process::id());
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(if private { 0o600 } else { 0o666 }));
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.prefix(&name).tempfile_in(folder)
}

/// Removes the folders that programs left behind which run no more.
pub fn sweep_folders() {
    sweep(&std::env::temp_dir(), FOLDER);
}

/// Removes what was only there for a while and belongs to no process any more; what cannot be removed stays.
fn sweep(within: &Path, start: &str) {
    let Ok(entries) = std::fs::read_dir(within) else { return };
    for entry in entries.flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| process_of(name, start)) else { continue };
        // A link is never followed.
        match (has_ended(process), entry.file_type()) {
            (true, Ok(kind)) if kind.is_dir() => drop(std::fs::remove_dir_all(entry.path())),
            (true, Ok(kind)) if kind.is_file() => drop(std::fs::remove_file(entry.path())),
            _ => {}
        }
    }
}

/// Reads the number of the process out of a name that was given here.
fn process_of(name: &str, start: &str) -> Option<u32> {
    let (process, rest) = name.strip_prefix(start)?.split_once('-')?;
    if rest.len() < 6 { None } else { process.parse().ok() }
}

/// Says whether a process runs no more, where the system shows its processes; elsewhere nothing is swept.
fn has_ended(process: u32) -> bool {
    let processes = Path::new("/proc");
    processes.join("self").exists() && !processes.join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_have_a_process() {
        for (name, process) in [
            ("tickmark-12-aB3dE9", Some(12)),
            ("tickmark-12", None),
            ("tickmark-demo-folder", None),
            ("tickmark-12-x", None),
            ("other-12-aB3dE9", None),
        ] {
            assert_eq!(process_of(name, FOLDER), process, "{name}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_an_ended_process_left_is_swept_and_nothing_else() {
        let within = tempfile::tempdir().unwrap();
        // No process has a number that high.
        let (left, running) = (".tickmark-4294967295-abcdef", format!(".tickmark-{}-abcdef", std::process::id()));
        for name in [left, &running, ".tickmark-mine", "casebook.db"] {
            std::fs::write(within.path().join(name), "x").unwrap();
        }
        let kept = file_in(within.path(), true).unwrap();
        let there = |name: &str| within.path().join(name).exists();
        assert!(!there(left) && there(&running) && there(".tickmark-mine") && there("casebook.db"));
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(kept.as_file().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(folder().unwrap().path().metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
}
