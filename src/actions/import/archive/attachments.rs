//! Files that somebody's file names: taken only from within the folders meant for them, whatever the name says.

use super::documents::unescaped;
use std::path::{Component, Path, PathBuf};
use store::error::{Error, Result};

/// The folders within which files may lie.
pub struct Folders {
    /// With every link in their paths followed.
    roots: Vec<PathBuf>,
}

/// What a name stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Named {
    /// An ordinary file within a folder, with every link in its path followed.
    File(PathBuf),
    /// An address: nothing is fetched.
    Address,
    /// Why it is not taken.
    Refused(String),
}

impl Folders {
    /// Takes the folder in which the naming file lies, and the one that a person named.
    pub fn of(file: &Path, named: Option<&Path>) -> Result<Self> {
        let beside = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut roots = Vec::new();
        for folder in [Some(beside), named].into_iter().flatten() {
            let root = folder.canonicalize().map_err(|error| Error::file(folder, &error))?;
            if !root.is_dir() {
                return Err(Error::File { path: folder.to_path_buf(), reason: "it is no folder".into() });
            }
            roots.push(root);
        }
        Ok(Self { roots })
    }

    /// Finds the file that a name stands for.
    pub fn find(&self, stated: &str) -> Named {
        let stated = stated.trim();
        let path = match stated.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => {
                let rest = rest.strip_prefix("localhost").unwrap_or(rest);
                unescaped(rest)
            }
            Some(_) => return Named::Address,
            None => stated.to_string(),
        };
        let mut why = "it names no file";
        for root in self.roots.iter().rev() {
            match within(root, Path::new(&path)) {
                Ok(found) => return Named::File(found),
                Err(reason) => why = reason,
            }
        }
        Named::Refused(why.to_string())
    }
}

/// Finds a file within a folder, or says why it is not taken.
fn within(root: &Path, path: &Path) -> std::result::Result<PathBuf, &'static str> {
    if path.as_os_str().is_empty() {
        return Err("it names no file");
    }
    if path.components().any(|part| part == Component::ParentDir) {
        return Err("it leads out of the folder");
    }
    let outside = "it lies outside the folder";
    let found = match root.join(path).canonicalize() {
        Ok(found) => found,
        Err(_) if path.is_absolute() && !path.starts_with(root) => return Err(outside),
        Err(_) => return Err("there is no such file"),
    };
    let Ok(inside) = found.strip_prefix(root) else { return Err(outside) };
    // Keys and settings of a user lie in such places, and are no one's attachment.
    if inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
        return Err("it is hidden");
    }
    // A pipe would be waited for without end.
    match found.is_file() {
        true => Ok(found),
        false => Err("it is no ordinary file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folders) {
        let temporary = tempfile::tempdir().unwrap();
        let inner = temporary.path().join("library");
        std::fs::create_dir_all(inner.join("files/.ssh")).unwrap();
        for name in ["secret.txt", "library/files/a b.pdf", "library/files/.ssh/key", "library/.env"] {
            std::fs::write(temporary.path().join(name), "x").unwrap();
        }
        let folder = Folders::of(&inner.join("my.bib"), None).unwrap();
        (temporary, folder)
    }

    #[test]
    fn files_within_the_folder_are_found() {
        let (_temporary, folder) = folder();
        let expected = Named::File(folder.roots[0].join("files/a b.pdf"));
        let absolute = folder.roots[0].join("files/a b.pdf").display().to_string();
        let address = format!("file://{}", absolute.replace(' ', "%20"));
        for stated in ["files/a b.pdf", "./files/a b.pdf", &absolute, &address] {
            assert_eq!(folder.find(stated), expected, "{stated}");
        }
        assert_eq!(folder.find("https://tarn.example/a.pdf"), Named::Address);
    }

    #[test]
    fn nothing_outside_the_folder_is_taken() {
        let (temporary, folder) = folder();
        let outside = temporary.path().join("secret.txt").display().to_string();
        let outside_as_address = format!("file://{outside}");
        let check = |stated: &str, why: &str| assert_eq!(folder.find(stated), Named::Refused(why.into()), "{stated}");
        check("../secret.txt", "it leads out of the folder");
        check("files/../../secret.txt", "it leads out of the folder");
        check("file:///%2e%2e/secret.txt", "it leads out of the folder");
        check(&outside, "it lies outside the folder");
        check(&outside_as_address, "it lies outside the folder");
        check("/etc/passwd", "it lies outside the folder");
        check("files/.ssh/key", "it is hidden");
        check(".env", "it is hidden");
        check("files", "it is no ordinary file");
        check("files/none.pdf", "there is no such file");
        check(r"C:\Papers\y.pdf", "there is no such file");
        check("a\0b", "there is no such file");
        check("", "it names no file");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_judged_by_where_it_leads() {
        use std::os::unix::fs::symlink;
        let (temporary, folder) = folder();
        symlink(temporary.path().join("secret.txt"), folder.roots[0].join("report.txt")).unwrap();
        symlink(temporary.path(), folder.roots[0].join("out")).unwrap();
        symlink(folder.roots[0].join(".env"), folder.roots[0].join("plain.txt")).unwrap();
        symlink("/dev/zero", folder.roots[0].join("zero.pdf")).unwrap();
        for (stated, why) in [
            ("report.txt", "it lies outside the folder"),
            ("out/secret.txt", "it lies outside the folder"),
            ("zero.pdf", "it lies outside the folder"),
            ("plain.txt", "it is hidden"),
        ] {
            assert_eq!(folder.find(stated), Named::Refused(why.into()), "{stated}");
        }
    }
}
