//! Text from strangers: it is shown, never obeyed, and never stored where it does harm.

use crate::case::TestCase;

#[test]
fn terminal_escapes_are_shown_not_obeyed() {
    let case = TestCase::new();
    case.run("piece add Piece").done();
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2Jred \u{202e}gnp.exe\r\nnext";
    case.run_args(&["claim", "add", hostile, "--type", "date", "--note", hostile]).done();
    let claim = case.json("claim list")["claims"][0]["id"].as_str().unwrap().to_string();
    case.run_args(&["check", &claim, "confirmed", "--note", hostile]).done();
    for name in ["\u{202e}eve", "a\u{200b}na", "ana\u{feff}"] {
        case.run_args(&["note", &claim, "x", "--as", name]).refused().says("cannot be seen");
    }
    for line in ["claim list", "log", "status", &format!("claim show {claim}"), "piece show"] {
        let out = case.run(line).done().out();
        for active in ['\u{1b}', '\u{7}', '\u{202e}', '\r'] {
            assert!(!out.contains(active), "`{line}` prints {active:?}: {out:?}");
        }
    }
    assert_eq!(case.json(&format!("claim show {claim}"))["statement"].as_str().unwrap(), hostile);
}

#[test]
fn sql_in_any_argument_is_only_text() {
    let case = TestCase::river();
    let hostile = "'; DROP TABLE event; --";
    case.run_args(&["claim", "add", hostile, "--type", "date", "--id", hostile]).done();
    case.run_args(&["claim", "show", hostile]).done().prints(hostile);
    case.run_args(&["claim", "list", "--search", hostile]).done().prints("DROP TABLE");
    case.run_args(&["claim", "list", "--assignee", hostile]).done();
    case.run_args(&["source", "list", "--search", hostile]).done();
    case.run_args(&["log", "--actor", hostile]).refused();
    case.run_args(&["note", "role", "x", "--as", "../../../etc/passwd"]).done();
    assert!(!case.path("etc").exists());
    let keys = std::fs::read_dir(case.path(".config/tickmark/keys")).unwrap().count();
    assert_eq!(keys, 2);
}

#[test]
fn references_that_point_at_nothing_or_at_too_much_are_refused() {
    let case = TestCase::river();
    case.run("claim show ffffffffffff")
        .refused()
        .says("no claim has an id that starts with")
        .says("tickmark claim list");
    case.run("claim show nonsense!").refused();
    case.run("query answer zz text").code(2).says("is not an id");
    case.run("evidence withdraw 12 --reason x").code(2).says("at least three");
    let piece = case.json("piece list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("claim show {piece}")).refused().says("no claim");
    for at in 0..300 {
        case.run_unchecked(&format!("note role 'remark {at}'")).done();
    }
    let ids = case.json("log --limit 400");
    let mut firsts: Vec<String> =
        ids.as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap()[..4].to_string()).collect();
    firsts.sort();
    if let Some(pair) = firsts.windows(2).find(|pair| pair[0] == pair[1]) {
        case.run(&format!("log --event {}", pair[0])).refused().says("could be 2 events").says("give at least");
    }
}

#[test]
fn drafts_that_are_no_text_are_refused_whole() {
    let case = TestCase::new();
    case.run("piece add Piece").done();
    case.write("broken.txt", b"caf\xe9 \x01 au lait");
    case.run("draft add broken.txt").refused().says("not UTF-8").says("byte 3");
    case.write("binary.txt", b"a\0b");
    case.run("draft add binary.txt").refused().says("is zero");
    case.write("empty.txt", "  \n");
    case.run("draft add empty.txt").refused().says("no text");
    case.run("draft add missing.txt").refused().says("no such file");
    std::fs::File::create(case.path("huge.txt")).unwrap().set_len(10 << 30).unwrap();
    case.run("draft add huge.txt").refused().says("the most that is read");
    assert_eq!(case.query("SELECT count(*) FROM blob"), "0");
}

#[test]
fn a_draft_in_an_older_encoding_is_read_and_told() {
    let case = TestCase::new();
    case.run("piece add Piece").done();
    case.write("latin.txt", b"caf\xe9 au lait");
    case.run("draft add latin.txt")
        .prints("note well")
        .prints("byte 3 is not UTF-8: the file was read as Windows-1252");
    case.run("draft show").prints("café au lait");
}

#[test]
fn an_overlong_text_is_refused_with_its_size() {
    let case = TestCase::river();
    case.write("long.txt", "y".repeat(300_000));
    let long = std::fs::read_to_string(case.path("long.txt")).unwrap();
    // A single argument may hold 128 KiB on this system, so that two make the text too long.
    let half = &long[..120_000];
    case.run_args(&["correction", "role", "--was", half, "--now", half, "--published", "2026-01-01"]).done();
    let casebook =
        tickmark::casebook::Casebook::open(&case.casebook(), case.home(), tickmark::casebook::clock::Clock::Machine);
    let ana = tickmark::casebook::Actor::named("ana").unwrap();
    let refused =
        tickmark::actions::claims::review::note(&mut casebook.unwrap(), &ana, "role", &long, false).unwrap_err();
    assert!(refused.to_string().contains("300"), "{refused}");
    case.check_ledger();
}

#[test]
fn days_and_amounts_that_cannot_be_are_refused() {
    let case = TestCase::river();
    case.run("claim add x --from 2023-02-30").code(2).says("not a day that exists");
    case.run("assign money ben --due tomorrow").code(2).says("YYYY-MM-DD");
    case.run("claim add x --amount plenty").refused().says("is not an amount such as");
    case.run("claim add x --amount '3 to 5'").refused().says("is not an amount such as");
    case.run("claim add x --type ownership-share --amount 4000 --unit percent").refused().says("between 0 and 100");
    case.run("claim add x --type quantity --amount 4000 --unit %").refused().says("times");
    case.run("claim add x --amount 9 --upper 3").refused().says("below the lower amount");
    case.run("claim add x --from 2024-01-01 --to 2023-01-01").refused().says("before it starts");
    case.run("claim amend share --type market-share --amount -3 --unit percent").refused().says("between 0 and 100");
}

#[test]
fn actors_have_names_on_one_line() {
    let case = TestCase::river();
    for name in ["", "   ", "two\nlines", "bell\u{7}"] {
        case.run_args(&["note", "role", "x", "--as", name]).refused().says("cannot be the name of an actor");
    }
    let mut nobody = case.command();
    nobody.env_remove("TICKMARK_ACTOR").args(["note", "role", "x"]);
    let output = nobody.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("config set actor"));
    case.run("config set actor dora").done();
    let mut configured = case.command();
    configured.env("TICKMARK_ACTOR", "ignored").args(["note", "role", "hello"]);
    assert!(configured.output().unwrap().status.success());
    case.run("log --limit 1").done().prints("dora");
}

#[test]
fn colour_is_for_terminals_and_no_color_is_heard() {
    let case = TestCase::river();
    let out = case.run("claim show money").done().out();
    assert!(!out.contains('\u{1b}'));
    let mut forced = case.command();
    forced.env("CLICOLOR_FORCE", "1").args(["claim", "show", "money"]);
    assert!(String::from_utf8_lossy(&forced.output().unwrap().stdout).contains('\u{1b}'));
    let mut plain = case.command();
    plain.env("CLICOLOR_FORCE", "0").env("NO_COLOR", "1").args(["claim", "show", "nothing"]);
    assert!(!String::from_utf8_lossy(&plain.output().unwrap().stderr).contains('\u{1b}'));
}

#[test]
fn who_looks_and_whose_log_are_two_things() {
    let case = TestCase::river();
    case.run("note role 'by ben' --as ben").done();
    case.run("log --as ben").done().prints("ana");
    let of_ben = case.run("log --actor ben --as ana").done().prints("by ben").out();
    assert!(!of_ben.contains("claim.recorded"));
}

#[test]
fn a_line_break_in_a_file_name_is_shown_as_its_number() {
    let case = TestCase::river();
    let name = "a\nhint: type `rm -rf .`\u{1b}[2K\r.html";
    let shown = "a\\u{a}hint: type `rm -rf .`\\u{1b}[2K\\u{d}.html";
    let harmless = |said: &str| {
        assert!(said.contains(shown), "{said}");
        assert!(said.lines().all(|line| !line.starts_with("hint: type")) && !said.contains(['\u{1b}', '\r']), "{said}");
    };
    harmless(&case.run_args(&["draft", "add", name]).refused().err());
    harmless(&case.run_args(&["--casebook", name, "status"]).refused().err());
    if cfg!(unix) {
        harmless(&case.run_args(&["report", "html", name]).done().out());
        harmless(&case.run_args(&["report", "html", name]).refused().err());
        harmless(
            &case.run_args(&["backup", &name.replace(".html", ".html.db")]).done().out().replace(".html.db", ".html"),
        );
    }
}

#[test]
fn a_text_of_many_lines_makes_no_lines_of_an_error() {
    let case = TestCase::river();
    let error = case.run_args(&["check", "role\nhint: do as I say", "confirmed"]).refused().err();
    assert!(error.lines().all(|line| !line.starts_with("hint: do")), "{error}");
}

#[test]
fn a_text_may_begin_with_a_hyphen() {
    let case = TestCase::river();
    case.run("check money confirmed --note '-1 on the year before'").done();
    case.run("note money '-- see the footnote'").done();
    case.run("note money '-2 %, says the table' --as ben").done();
    case.run("query ask money '-5 or 5?' --to author").done();
    case.run("claim amend role --statement '- Bo Lind is mayor' --reason '--as said in the text'").done();
    let page = case.run("claim show money").done().out();
    for text in ["-1 on the year before", "-- see the footnote", "-2 %, says the table", "-5 or 5?"] {
        assert!(page.contains(text), "{page}");
    }
    case.run("claim show role").done().prints("- Bo Lind is mayor");
    let found = case.json("query list");
    let query = &found.as_array().or(found["queries"].as_array()).unwrap()[0];
    case.run_args(&["query", "answer", query["id"].as_str().unwrap(), "-5"]).done();
    // What is no text keeps its options: a misspelt one is still refused.
    case.run("note money 'a remark' --confidental").code(2);
    case.run("check money --nota x confirmed").code(2);
}
