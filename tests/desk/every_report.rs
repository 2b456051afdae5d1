//! Every format that `report` offers, as the command line itself lists them: a new one cannot be forgotten here.

use crate::case::TestCase;
use crate::programs::{printed, said, there};
use clap::ArgAction;
use std::io::{Cursor, Read};
use std::process::Command;

const SETTINGS: &str = "[claimreview]\nauthor = 'River Desk'\nurl = 'https://desk.example/checks/{claim}'\n";

/// Words that only the confidential source, its papers and the remarks about it hold.
const KEPT_BACK: &[&str] = &[
    "Nightingale",
    "Larkspur",
    "Thistlewood",
    "quagga",
    "heron",
    "zeppelin",
    "marmalade",
    "periwinkle",
    "obsidian",
    "tamarind",
    "xylophone",
    "7771717",
    "7,771,717",
];

/// What a piece under check can hold, with a source that nobody may name.
fn case_with_a_secret() -> TestCase {
    let case = TestCase::river();
    case.write("tickmark.toml", SETTINGS);
    case.write("heron.txt", "The heron flew over the zeppelin at noon. It cost 7771717 dollars.\n");
    for line in [
        "source add --title Nightingale --publisher 'Larkspur House' --author Thistlewood --address https://quagga.example --summary marmalade --origin periwinkle --tier primary --confidential --id obsidian",
        "source link obsidian --derived-from report --as-a quotes --note xylophone",
        "source terms obsidian --confidential yes --terms on-background --note xylophone",
        "capture heron.txt --source obsidian",
        "evidence attach money --source obsidian --stance supports --quote 'The heron flew over the zeppelin' --capture CAPTURE --locator 'tamarind' --speaker Nightingale --note marmalade --amount 7771717 --unit USD --despite tamarind",
        "evidence attach share --source report --stance supports --locator 'p. 9' --amount 62.5 --unit percent",
        "stake add Thistlewood 'The Dam' 40% --source obsidian --note marmalade",
        "derive money 'obsidian * 2' --stance partial --note xylophone",
        "note money 'ask Nightingale again' --confidential",
        "check share confirmed",
        "sign-off share --as ben",
    ] {
        let capture = match line.contains("CAPTURE") {
            true => case.json("capture --list")[0]["id"].as_str().unwrap().to_string(),
            false => String::new(),
        };
        case.run(&line.replace("CAPTURE", &capture)).done();
    }
    case
}

/// Every way of calling a report: each command once plain, and once with each of its formats and switches.
fn ways(case: &TestCase) -> Vec<Vec<String>> {
    let whole = tickmark::cli::command();
    let report = whole.find_subcommand("report").expect("there are reports");
    let mut ways = Vec::new();
    for command in report.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name();
        let file = |at: usize| case.path(&format!("out/{name}-{at}")).display().to_string();
        let options: Vec<&clap::Arg> = command.get_arguments().filter(|arg| !arg.is_positional()).collect();
        let mut tails: Vec<Vec<String>> = Vec::new();
        for option in &options {
            let long = format!("--{}", option.get_long().expect("every option has a long name"));
            match option.get_action() {
                _ if ["force", "help"].contains(&option.get_id().as_str()) => {}
                ArgAction::SetTrue => tails.push(vec![long]),
                _ => tails.extend(option.get_possible_values().iter().map(|v| vec![long.clone(), v.get_name().into()])),
            }
        }
        // Only where nothing has to be chosen can it be called without.
        if !options.iter().any(|option| option.is_required_set()) {
            tails.push(Vec::new());
        }
        let places: Vec<String> = match command.get_positionals().next() {
            Some(_) => vec![String::new()],
            None => options
                .iter()
                .filter(|o| o.get_value_names().is_some_and(|names| names[0] == "FILE"))
                .map(|o| format!("--{}", o.get_long().unwrap()))
                .collect(),
        };
        for place in &places {
            for tail in &tails {
                let mut way = vec!["report".to_string(), name.to_string()];
                way.extend(Some(place.clone()).filter(|place| !place.is_empty()));
                way.push(file(ways.len()));
                way.extend(tail.iter().cloned());
                ways.push(way);
            }
        }
    }
    ways
}

/// Says whether what prints the report is there, where it is to be printed.
#[track_caller]
fn can_be_printed(way: &[String]) -> bool {
    way[1] != "pdf" || there("chromium", "--version", "Debian package chromium")
}

/// Calls a report where programs that print can be found.
fn call(case: &TestCase, way: &[String]) -> std::process::Output {
    let path = std::env::var_os("PATH").unwrap_or_default();
    case.command().env("PATH", path).args(way).output().unwrap()
}

/// The bytes of a file and of everything that is packed in it.
fn laid_open(case: &TestCase, path: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
    let mut all = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes.clone())) {
        for at in 0..archive.len() {
            let mut member = archive.by_index(at).unwrap();
            let (inside, mut unpacked) = (format!("{name}/{}", member.name().unwrap()), Vec::new());
            member.read_to_end(&mut unpacked).unwrap();
            all.push((inside, unpacked));
        }
    } else if bytes.starts_with(b"%PDF-") {
        let copy = case.path("copy.pdf");
        std::fs::copy(path, &copy).unwrap();
        let filed = case.json("capture copy.pdf --source report");
        let text = case.run_unchecked(&format!("capture --text {}", filed["id"].as_str().unwrap())).done().out();
        assert!(text.contains("The river permit"), "our reader finds no text in {name}");
        all.push((format!("{name} read"), text.into_bytes()));
        if there("pdftotext", "-v", "Debian package poppler-utils") {
            let text = printed(Command::new("pdftotext").arg(path).arg("-"));
            assert!(text.contains("The river permit"), "pdftotext finds no text in {name}");
            all.push((format!("{name} by pdftotext"), text.into_bytes()));
        }
    }
    all.push((name, bytes));
    all
}

/// The spellings in which a word can stand in a file.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    use data_encoding::{BASE64_NOPAD, HEXLOWER};
    // In base64 a word has three faces, by where it begins; what its neighbours touch is cut away.
    let faces = (0..3).map(|ahead| {
        let padded = [&[0; 2][..ahead], word.as_bytes()].concat();
        let kept = padded.len() / 3 * 4;
        let first = [0, 2, 3][ahead];
        BASE64_NOPAD.encode(&padded).as_bytes()[first..kept].to_vec()
    });
    let wide = word.bytes().flat_map(|byte| [byte, 0]).collect();
    let mut all: Vec<Vec<u8>> = vec![word.as_bytes().to_vec(), word.to_uppercase().into_bytes(), wide];
    all.push(HEXLOWER.encode(word.as_bytes()).into_bytes());
    all.extend(faces);
    all
}

fn holds(bytes: &[u8], word: &str) -> bool {
    spellings(word).iter().any(|spelling| memchr::memmem::find(bytes, spelling).is_some())
}

#[test]
fn no_report_of_any_format_tells_a_confidential_word_in_any_byte() {
    let case = case_with_a_secret();
    std::fs::create_dir(case.path("out")).unwrap();
    let mut formats = std::collections::BTreeSet::new();
    for way in ways(&case).iter().filter(|way| can_be_printed(way)) {
        let output = call(&case, way);
        assert!(output.status.success(), "{way:?}: {}", said(&output));
        formats.insert(way[1].clone());
    }
    assert!(formats.len() >= 12, "{formats:?}");
    // Whoever holds the letter could tell by its bare hash that the source had it too.
    let letter = sha256(&std::fs::read(case.path("heron.txt")).unwrap());
    let mut looked = 0;
    for entry in std::fs::read_dir(case.path("out")).unwrap().map(Result::unwrap) {
        for (place, bytes) in laid_open(&case, &entry.path()) {
            for word in KEPT_BACK.iter().copied().chain([letter.as_str()]) {
                assert!(!holds(&bytes, word), "{place} tells {word:?}");
            }
            looked += 1;
        }
    }
    assert!(looked > 40, "only {looked} parts were looked at");
}

#[test]
fn no_report_is_written_over_the_casebook_or_what_belongs_to_it() {
    let case = case_with_a_secret();
    std::fs::create_dir(case.path("out")).unwrap();
    for way in ways(&case).iter().filter(|way| can_be_printed(way)) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let target = format!("casebook.db{ending}");
            let mut line: Vec<String> = way.clone();
            let place = line.iter().position(|word| word.contains("/out/")).expect("every report goes to a file");
            line[place].clone_from(&target);
            line.push("--force".into());
            let output = call(&case, &line);
            let told = said(&output);
            let refused =
                output.status.code() == Some(1) && told.contains(&target) && told.contains("the casebook itself");
            assert!(refused, "{line:?}: {told}");
        }
    }
    case.check_ledger();
}

#[test]
fn a_place_that_cannot_be_written_to_is_named_as_it_was_given() {
    let case = TestCase::river();
    let long = "x".repeat(300);
    for (target, part) in [
        ("nowhere/report.html", "no such file or folder"),
        ("story.txt/report.html", "story.txt/report.html: its parent is not a folder"),
        (long.as_str(), "its name is too long"),
        (".", "is no ordinary file"),
    ] {
        let said = case.run(&format!("report html {target} --force")).refused().err();
        assert!(said.contains(part) && !said.contains(".tmp"), "{target}: {said}");
    }
}

#[test]
fn the_look_for_confidential_words_finds_them_where_they_are_revealed() {
    let case = case_with_a_secret();
    std::fs::create_dir(case.path("out")).unwrap();
    for line in ["csv --per evidence", "html", "xlsx", "docx --checking", "json", "markdown", "prov"] {
        case.run(&format!("report {line} out/file --force --reveal")).done();
        let found = laid_open(&case, &case.path("out/file"));
        assert!(found.iter().any(|(_, bytes)| holds(bytes, "Nightingale")), "{line}");
    }
    use data_encoding::BASE64;
    for ahead in ["", "a", "ab", "abc"] {
        let encoded = BASE64.encode(format!("{ahead}so said Nightingale, once").as_bytes());
        assert!(holds(encoded.as_bytes(), "Nightingale"), "{encoded}");
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}
