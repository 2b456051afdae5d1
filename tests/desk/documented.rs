//! Help, docs and shapes: every command says what it does, and the docs know every command, kind and table.

use crate::case::TestCase;

const DOCS: &[&str] = &[
    "README.md",
    "docs/evidence.md",
    "docs/guide/care.md",
    "docs/guide/claims.md",
    "docs/guide/desk.md",
    "docs/guide/drafts.md",
    "docs/guide/evidence.md",
    "docs/guide/import.md",
    "docs/guide/publish.md",
    "docs/guide/record.md",
    "docs/guide/review.md",
    "docs/guide/share.md",
    "docs/guide/start.md",
    "docs/reference.md",
];

const PAGES: &[&str] = &[
    "README.md",
    "CHANGELOG.md",
    "docs/ARCHITECTURE.md",
    "docs/STYLE.md",
    "docs/audit-csv.md",
    "docs/benchmarks.md",
    "docs/drafts.md",
    "docs/evidence.md",
    "docs/format.md",
    "docs/gate.md",
    "docs/guide/README.md",
    "docs/guide/care.md",
    "docs/guide/claims.md",
    "docs/guide/desk.md",
    "docs/guide/drafts.md",
    "docs/guide/evidence.md",
    "docs/guide/import.md",
    "docs/guide/publish.md",
    "docs/guide/record.md",
    "docs/guide/review.md",
    "docs/guide/share.md",
    "docs/guide/start.md",
    "docs/import-csv.md",
    "docs/interop.md",
    "docs/json.md",
    "docs/reference.md",
    "docs/threats.md",
    "docs/vectors/README.md",
];

fn read(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every command that does something, with its words.
fn commands() -> Vec<(String, clap::Command)> {
    fn walk(command: &clap::Command, words: &str, all: &mut Vec<(String, clap::Command)>) {
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help" && !sub.is_hide_set()) {
            let words = format!("{words} {}", sub.get_name()).trim().to_string();
            match sub.has_subcommands() {
                true => walk(sub, &words, all),
                false => all.push((words, sub.clone())),
            }
        }
    }
    let mut all = Vec::new();
    walk(&tickmark::cli::command(), "", &mut all);
    all
}

#[test]
fn every_command_is_in_the_guide_and_says_what_it_does() {
    let docs: String = DOCS.iter().map(|path| read(path)).collect();
    for (words, command) in commands() {
        assert!(docs.contains(&format!("tickmark {words}")), "`tickmark {words}` is in none of {DOCS:?}");
        assert!(command.get_about().is_some(), "`{words}` does not say what it does");
        for arg in command.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version")) {
            assert!(arg.get_help().is_some(), "`{words}` does not say what {} is", arg.get_id());
        }
    }
}

#[test]
fn every_command_that_the_docs_name_exists() {
    let whole = tickmark::cli::command();
    for path in PAGES {
        let doc = read(path);
        let lines = doc.split("`tickmark ").skip(1).chain(doc.split("$ tickmark ").skip(1));
        for line in lines.filter_map(|rest| rest.split(['`', '\n']).next()) {
            let mut at = &whole;
            // What follows a command is written in capitals, in quotes, as an option or after a command without others.
            for word in line.split(' ').take_while(|word| word.starts_with(|first: char| first.is_ascii_lowercase())) {
                if !at.has_subcommands() {
                    break;
                }
                // A command may take a file as well as further commands.
                at = match at.find_subcommand(word) {
                    Some(found) => found,
                    None if at.get_positionals().next().is_some() => break,
                    None => panic!("{path}: there is no `tickmark {line}`"),
                };
            }
        }
    }
}

/// The name by which a heading is linked to.
fn anchor_of(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_between_the_docs_leads_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in PAGES {
        let doc = read(path);
        let links = doc.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root.join(path),
                file => root.join(path).with_file_name("").join(file),
            };
            assert!(target.exists(), "{path}: there is no {link}");
            if anchor.is_empty() {
                continue;
            }
            let page = read(&target.to_string_lossy());
            let found = page.lines().any(|line| line.starts_with('#') && anchor_of(line) == anchor);
            assert!(found, "{path}: there is no heading for {link}");
        }
    }
}

#[test]
fn the_limits_in_the_reference_are_those_of_the_reader() {
    let reference = read("docs/reference.md");
    let limits = tickmark::ingest::limits::Limits::default();
    let figures = [
        format!("{} MiB; a page of HTML {} MiB", limits.size >> 20, limits.page >> 20),
        format!("{} MiB for a part unpacked, {} MiB for all parts", limits.part >> 20, limits.parts >> 20),
        format!("{} times its packed size", limits.ratio),
        format!("{} levels", limits.depth),
        format!("{} seconds", tickmark::ingest::limits::TIME.as_secs()),
        format!("{} GiB of memory", tickmark::ingest::limits::MEMORY >> 30),
    ];
    for figure in figures {
        assert!(reference.contains(&figure), "the reference does not say {figure}");
    }
}

#[test]
fn every_kind_of_event_is_in_the_format() {
    let format = read("docs/format.md");
    for kind in tickmark::model::event::Event::KINDS {
        assert!(format.contains(&format!("`{kind}`")), "{kind} is not described");
    }
}

#[test]
fn every_json_shape_is_documented() {
    let docs = read("docs/json.md");
    let mut shapes = Vec::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let files = [&folder, &folder.join("report")].map(|folder| std::fs::read_dir(folder).unwrap());
    for path in files.into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let source = std::fs::read_to_string(path).unwrap();
        let flat: String = source.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
        for call in ["terminal.show(\"", "pour_or_stop(\"", "list(session, \""] {
            let found = flat.split(call).skip(1).filter_map(|rest| rest.split('"').next().map(str::to_string));
            shapes.extend(found);
        }
    }
    assert!(shapes.len() > 20, "{shapes:?}");
    for shape in shapes {
        assert!(docs.contains(&format!("`{shape}`")), "the shape {shape} is not in docs/json.md");
    }
}

#[test]
fn every_table_and_view_is_in_the_docs() {
    let format = read("docs/format.md") + &read("docs/ARCHITECTURE.md");
    let schema = read("schema.sql");
    for line in schema.lines() {
        let named = ["CREATE TABLE IF NOT EXISTS ", "CREATE TABLE ", "CREATE VIEW ", "CREATE VIRTUAL TABLE "]
            .iter()
            .find_map(|start| line.strip_prefix(start));
        if let Some(name) = named.and_then(|rest| rest.split([' ', '(']).next()) {
            assert!(format.contains(&format!("`{name}`")), "table {name} is not described");
        }
    }
}

#[test]
fn help_manual_and_completions_come_out() {
    let case = TestCase::without_casebook();
    case.run("--help").done().prints("Exit codes").prints("sign-off");
    case.run("claim add --help").done().prints("--quote");
    case.run("man").done().prints(".TH");
    case.run("man claim add").done().prints("tickmark");
    case.run("man nonsense").refused();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        case.run(&format!("completions {shell}")).done().prints("tickmark");
    }
    case.run("nonsense").code(2);
    case.run("").code(2);
}

#[test]
fn every_command_is_in_one_group_of_the_help() {
    let case = TestCase::without_casebook();
    let help = case.run("--help").done().out();
    let groups = ["Start:", "Drafts:", "Claims:", "Evidence:", "Review:", "Publish:", "Record:", "Desk:", "Care:"];
    let at: Vec<_> = groups.iter().map(|group| help.find(&format!("\n{group}\n")).expect(group)).collect();
    assert!(at.is_sorted(), "{help}");
    let grouped = &help[at[0]..help.find("\nOptions:\n").unwrap()];
    for command in tickmark::cli::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let start = format!("  {} ", command.get_name());
        let lines = grouped.lines().filter(|line| line.starts_with(&start)).count();
        assert_eq!(lines, 1, "`{}` is in the help {lines} times", command.get_name());
    }
    assert!(!grouped.contains("read-worker"), "{grouped}");
    for option in ["--casebook", "--as", "--json", "--quiet", "--reveal"] {
        let offset = help.find(&format!("{option} ")).or_else(|| help.find(&format!("{option}\n"))).unwrap();
        assert!(offset > at[8], "{option} comes before the commands");
    }
}

/// Says whether the second line could have begun in the first, where it is prose that goes on.
fn ragged(line: &str, next: &str, width: usize) -> bool {
    let prose = |line: &str| !line.is_empty() && !line.starts_with(' ');
    let word = next.split(' ').next().unwrap_or_default();
    prose(line) && prose(next) && line.chars().count() + 1 + word.chars().count() <= width
}

#[test]
fn help_fills_the_terminal_at_any_width() {
    let case = TestCase::without_casebook();
    for columns in ["60", "80", "132"] {
        let width: usize = columns.parse().unwrap();
        let whole = case.run_with_env("--help", "COLUMNS", columns).done().out();
        let mut helps = vec![(String::new(), whole)];
        let mut command = tickmark::cli::command().term_width(width);
        command.build();
        helps.extend(rendered(&command, ""));
        for (words, help) in helps {
            // The line of syntax is never broken.
            let syntax = |line: &str| line.starts_with("Usage:") || line.starts_with("       tickmark");
            for line in help.lines().filter(|line| !syntax(line)) {
                let fits = line.chars().count() <= width || !line.trim().contains(' ');
                assert!(fits, "`tickmark {words} --help` at {width}: {line}");
            }
            for (line, next) in help.lines().zip(help.lines().skip(1)) {
                assert!(!ragged(line, next, width), "`tickmark {words} --help` at {width}:\n{line}\n{next}");
            }
        }
    }
}

/// The help of every command below one.
fn rendered(command: &clap::Command, words: &str) -> Vec<(String, String)> {
    let mut helps = Vec::new();
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        let words = format!("{words} {}", sub.get_name()).trim().to_string();
        helps.push((words.clone(), sub.clone().render_long_help().to_string()));
        helps.extend(rendered(sub, &words));
    }
    helps
}

#[test]
fn quiet_and_json_keep_remarks_away() {
    let case = TestCase::river();
    assert_eq!(case.run("claim list --limit 1 --quiet").done().err(), "");
    assert_eq!(case.run("claim list --limit 1 --json").done().err(), "");
    let failed = case.run("claim show nothing --json").refused();
    let error: serde_json::Value = serde_json::from_str(&failed.err()).unwrap();
    assert_eq!((error["shape"].as_str(), error["data"]["exit"].as_i64()), (Some("error"), Some(1)));
}
