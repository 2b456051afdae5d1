//! Which file takes what from which, read from the code's own `use` lines and paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module: its crate, then the names down to it.
type Module = Vec<String>;

/// Every import of the house.
pub struct Imports {
    /// By module: its file, relative to the root.
    files: BTreeMap<Module, String>,
    /// What each file takes: absolute paths, as far as they lead into the house.
    taken: BTreeMap<String, BTreeSet<Module>>,
    /// What a module hands on under a name of its own: module and name, to the path it comes from.
    handed_on: BTreeMap<Module, Module>,
}

const CRATES: [&str; 6] = ["actions", "formats", "language", "record", "report", "store"];

impl Imports {
    pub fn read(root: &Path) -> Self {
        let mut paths = Vec::new();
        rust_files(&root.join("src"), &mut paths);
        let relative = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let files: BTreeMap<_, _> =
            paths.iter().map(|path| relative(path)).map(|file| (module_of(&file), file)).collect();
        let mut imports = Self { files, taken: BTreeMap::new(), handed_on: BTreeMap::new() };
        for (module, file) in imports.files.clone() {
            let text = without_tests(&std::fs::read_to_string(root.join(&file)).unwrap());
            imports.read_file(&module, &file, &text);
        }
        imports
    }

    fn read_file(&mut self, module: &Module, file: &str, text: &str) {
        let (mut taken, mut named) = (BTreeSet::new(), BTreeSet::new());
        for (public, tree) in uses(text) {
            for (path, name) in leaves(&tree) {
                named.insert(name.clone());
                let Some(path) = self.absolute(module, &path) else { continue };
                match public {
                    true => drop(self.handed_on.insert([&module[..], &[name]].concat(), path)),
                    false => drop(taken.insert(path)),
                }
            }
        }
        // What a `use` names is counted there already.
        for path in paths_in_code(text).into_iter().filter(|path| !named.contains(&path[0])) {
            taken.extend(self.absolute(module, &path));
        }
        self.taken.insert(file.to_string(), taken);
    }

    /// Gives the path from the root of its crate; `None` where it leads out of the house.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "" => Some(rest.to_vec()).filter(|rest| CRATES.contains(&rest[0].as_str())),
            "crate" => Some([&module[..1], rest].concat()),
            "self" => Some([&module[..], rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let parent = module.len().checked_sub(ups).filter(|left| *left > 0)?;
                Some([&module[..parent], &path[ups..]].concat())
            }
            "tickmark" => Some(path.to_vec()),
            _ if self.files.contains_key(&[module, std::slice::from_ref(first)].concat()) => {
                Some([module, path].concat())
            }
            name if CRATES.contains(&name) => Some(path.to_vec()),
            _ => None,
        }
    }

    /// Finds the file in which the thing at a path is made, following what is handed on.
    fn home(&self, path: &Module) -> Option<&String> {
        let mut path = path.clone();
        for _ in 0..8 {
            let handed = (1..=path.len()).rev().find_map(|end| {
                let from = self.handed_on.get(&path[..end])?;
                Some([&from[..], &path[end..]].concat())
            });
            match handed {
                Some(next) if next != path => path = next,
                _ => break,
            }
        }
        (1..=path.len()).rev().find_map(|end| self.files.get(&path[..end]))
    }

    /// Gives which file takes something from which others.
    fn graph(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let arrows = self.taken.iter().map(|(file, taken)| {
            let homes = taken.iter().filter_map(|path| self.home(path)).map(String::as_str);
            // What the file of a room says belongs to all files below it.
            let own = |home: &&str| *home != file && !module_of(file).starts_with(&module_of(home)[..]);
            (file.as_str(), homes.filter(own).collect())
        });
        arrows.collect()
    }

    /// Lists the circles: the files of each, on one line.
    pub fn circles(&self) -> Vec<String> {
        let graph = self.graph();
        let reach: BTreeMap<_, _> = graph.keys().map(|file| (*file, reached_from(&graph, file))).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for file in graph.keys().filter(|file| reach[*file].contains(*file)) {
            if seen.contains(file) {
                continue;
            }
            let circle: Vec<_> = reach[file].iter().copied().filter(|other| reach[other].contains(file)).collect();
            seen.extend(circle.iter().copied());
            circles.push(circle.join(" "));
        }
        circles
    }

    /// Lists which crate imports which.
    pub fn crates(&self) -> BTreeSet<(String, String)> {
        let of_file = |file: &str| module_of(file)[0].clone();
        let pairs = self.taken.iter().flat_map(|(file, taken)| {
            taken.iter().map(move |path| (of_file(file), path[0].clone())).collect::<Vec<_>>()
        });
        pairs.filter(|(from, to)| from != to).collect()
    }

    /// Lists what files under some folders take from other crates.
    pub fn taken_by(&self, folders: &[&str]) -> Vec<(String, String)> {
        let there = self.taken.iter().filter(|(file, _)| folders.iter().any(|folder| file.starts_with(folder)));
        let others = there.flat_map(|(file, taken)| {
            let foreign = taken.iter().filter(|path| path[0] != "tickmark");
            foreign.map(|path| (file.clone(), path.join("::"))).collect::<Vec<_>>()
        });
        others.collect()
    }
}

fn reached_from<'g>(graph: &BTreeMap<&'g str, BTreeSet<&'g str>>, file: &str) -> BTreeSet<&'g str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(next) = open.pop() {
        for home in graph.get(next).into_iter().flatten() {
            if reached.insert(*home) {
                open.push(home);
            }
        }
    }
    reached
}

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test(&path) {
            found.push(path);
        }
    }
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// Gives the module that a file is: `src/record/model/claim.rs` is `record`, `model`, `claim`.
fn module_of(file: &str) -> Module {
    let mut parts: Vec<String> =
        file.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(String::from).collect();
    if !CRATES.contains(&parts[0].as_str()) {
        parts.insert(0, "tickmark".into());
    }
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

/// Leaves out what only tests see: it stands at the end of a file.
fn without_tests(text: &str) -> String {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_string()
}

/// Gives every `use` with whether it hands on what it names.
fn uses(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let line = rest[..at].rsplit('\n').next().unwrap_or_default().trim();
        let (head, tail) = (line.to_string(), &rest[at + 4..]);
        rest = tail;
        if head.is_empty() || (head.starts_with("pub") && !head.contains(' ')) {
            let tree = tail.split(';').next().unwrap_or_default();
            found.push((!head.is_empty(), tree.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

/// Spreads `a::{b, c::d as e}` out into each path, with the name it goes by here.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    spread(&[], tree, &mut found);
    found
}

fn spread(before: &[String], tree: &str, found: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    if let Some((head, inner)) = tree.split_once('{') {
        let head = head.split("::").map(str::trim).filter(|part| !part.is_empty()).map(String::from);
        let before = [before, &head.collect::<Vec<_>>()].concat();
        parts(inner.strip_suffix('}').unwrap_or(inner)).iter().for_each(|part| spread(&before, part, found));
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
    let mut path = [before, &path.split("::").map(|part| part.trim().to_string()).collect::<Vec<_>>()].concat();
    if path.len() > 1 && path.last().is_some_and(|last| last == "self" || last == "*") {
        path.pop();
    }
    let name = name.map(str::to_string).or_else(|| path.last().cloned()).unwrap_or_default();
    found.push((path, name));
}

/// Splits at the commas that stand in no inner braces.
fn parts(inner: &str) -> Vec<String> {
    let (mut depth, mut found) = (0, vec![String::new()]);
    for character in inner.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        match character == ',' && depth == 0 {
            true => found.push(String::new()),
            false => found.last_mut().unwrap().push(character),
        }
    }
    found.into_iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}

/// Gives the paths that stand in code outside of any `use`.
fn paths_in_code(text: &str) -> Vec<Vec<String>> {
    let code =
        text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("use "));
    let mut found = Vec::new();
    for line in code {
        for word in line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            let path: Vec<String> = word.trim_matches(':').split("::").map(str::to_string).collect();
            if path.len() > 1 {
                found.push(path);
            }
        }
    }
    found
}
