//! What must not be lost or half-written: killed writers, many writers, full disks, old and strange files.

use crate::case::TestCase;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

#[test]
fn ten_processes_write_at_once_and_all_succeed() {
    let case = TestCase::river();
    let before: i64 = case.query("SELECT max(row) FROM event").parse().unwrap();
    let writers: Vec<_> = (0..10)
        .map(|writer| {
            let actor = format!("writer{}", writer % 3);
            let mut command = case.command();
            command.args(["note", "role", &format!("remark {writer}"), "--as", &actor, "--new-person"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    case.check_ledger();
    let after: i64 = case.query("SELECT max(row) FROM event").parse().unwrap();
    // Three new actors, each with an opening of their log.
    assert_eq!(after - before, 10 + 3);
}

#[test]
fn a_killed_writer_loses_nothing_that_was_acknowledged() {
    let case = TestCase::river();
    let mut acknowledged = 0;
    for round in 0..6u64 {
        let script = "i=0; while true; do \"$0\" note role \"remark $i\" --quiet || exit 1; i=$((i+1)); done";
        let mut shell = std::process::Command::new("/bin/sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_tickmark")]).current_dir(case.path("")).env_clear();
        for (name, value) in case.command().get_envs() {
            shell.env(name, value.unwrap());
        }
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let mut child = shell.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = 2 + round as usize * 2;
        let mut seen = 0;
        while seen < wanted {
            seen += usize::from(lines.next().unwrap().unwrap().starts_with("claim "));
        }
        std::thread::sleep(std::time::Duration::from_millis(round * 3));
        let group = format!("-{}", child.id());
        assert!(std::process::Command::new("kill").args(["-9", "--", &group]).status().unwrap().success());
        child.wait().unwrap();
        seen += lines.map_while(Result::ok).filter(|line| line.starts_with("claim ")).count();
        acknowledged += seen;
        case.check_ledger();
        let there: usize = case.query("SELECT count(*) FROM note").parse().unwrap();
        assert!(there >= acknowledged, "{there} remarks are there, {acknowledged} were acknowledged");
        acknowledged = there;
    }
}

#[test]
fn a_full_disk_refuses_and_keeps_what_was_there() {
    let case = TestCase::river();
    let pages: i64 = case.query("PRAGMA page_count").parse().unwrap();
    let casebook =
        tickmark::casebook::Casebook::open(&case.casebook(), case.home(), tickmark::casebook::clock::Clock::Machine);
    let mut casebook = casebook.unwrap();
    casebook.limit_pages(pages as u32 + 4).unwrap();
    let ana = tickmark::casebook::Actor::named("ana").unwrap();
    let long = "x".repeat(200_000);
    let refused = tickmark::actions::claims::review::note(&mut casebook, &ana, "role", &long, false);
    assert!(matches!(refused, Err(tickmark::error::Error::DiskFull)), "{refused:?}");
    drop(casebook);
    case.check_ledger();
    case.run("note role 'and it goes on'").done();
}

#[test]
fn files_that_are_no_casebook_are_named_as_such() {
    let case = TestCase::without_casebook();
    case.write("text.db", "hello, this is not a database at all");
    case.write("empty.db", "");
    rusqlite::Connection::open(case.path("other.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    for file in ["text.db", "empty.db", "other.db"] {
        case.run_unchecked(&format!("--casebook {file} status"))
            .refused()
            .says("is not a casebook")
            .says("--casebook FILE");
    }
    case.run_unchecked("--casebook missing.db status").refused().says("no casebook at missing.db").says("init");
    case.run_unchecked("--casebook . status").refused().says("is not a casebook");
    case.run_unchecked("status").code(2).says("tickmark init");
}

#[test]
fn a_casebook_of_a_newer_version_is_left_alone() {
    let case = TestCase::river();
    case.tamper("PRAGMA user_version = 99");
    case.run_unchecked("status").refused().says("newer version").says("use a newer tickmark");
    case.run_unchecked("note role x").refused();
}

#[test]
fn a_truncated_casebook_is_damaged_not_half_read() {
    let case = TestCase::river();
    let bytes = std::fs::read(case.casebook()).unwrap();
    for keep in [100, 4096, bytes.len() / 2, bytes.len() - 4096] {
        case.write("short.db", &bytes[..keep]);
        let ran = case.run_unchecked("--casebook short.db verify");
        let code = ran.output.status.code().unwrap();
        assert!(matches!(code, 1 | 4), "kept {keep}: {code} {}{}", ran.out(), ran.err());
    }
}

#[test]
fn init_never_overwrites() {
    let case = TestCase::river();
    case.run("init").refused().says("exists already");
    case.run("claim show money").done();
    case.run("--casebook no/such/folder.db init").refused().says("no such file or folder");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let case = TestCase::river();
    for at in 0..40 {
        case.run_unchecked(&format!("claim add 'Claim number {at}' --type date")).done();
    }
    for line in ["log", "claim list", "--help", "completions bash"] {
        let mut child =
            case.command().args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_folder_that_may_only_be_read_can_still_be_read() {
    let case = TestCase::river();
    let set = |mode: &str| {
        let status = std::process::Command::new("chmod").arg(mode).arg(case.path("")).status().unwrap();
        assert!(status.success());
    };
    set("a-w");
    let probe = std::fs::File::create(case.path("probe"));
    if probe.is_ok() {
        // Nothing is read-only to the superuser, so there is nothing to see here.
        set("u+w");
        return;
    }
    let read = case.run_unchecked("claim show money");
    let write = case.run_unchecked("note money x");
    set("u+w");
    read.done();
    write.refused().says("read-only");
}

#[test]
fn a_key_is_private_and_made_once() {
    use std::os::unix::fs::PermissionsExt;
    let case = TestCase::river();
    let key = case.path(".config/tickmark/keys/ana.pem");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&key).unwrap();
    case.run("note role x").done();
    assert_eq!(std::fs::read(&key).unwrap(), before);
    case.write(".config/tickmark/keys/ana.pem", "not a key");
    case.run("note role y").refused().says("does not hold an Ed25519 key");
}

#[test]
fn the_log_can_be_followed() {
    let case = TestCase::river();
    let mut follower = case.command().args(["log", "--follow", "--limit", "1"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(follower.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    case.run("note role 'seen live'").done();
    assert!(lines.next().unwrap().unwrap().contains("seen live"));
    follower.kill().unwrap();
    follower.wait().unwrap();
    std::io::sink().flush().unwrap();
}

#[test]
fn openssl_reads_our_keys_and_checks_our_checkpoints() {
    let case = TestCase::river();
    let openssl =
        |args: &[&str]| std::process::Command::new("openssl").args(args).current_dir(case.path("")).output().unwrap();
    let key = ".config/tickmark/keys/ana.pem";
    assert!(openssl(&["pkey", "-in", key, "-pubout", "-out", "ana.pub"]).status.success());
    let note = case.run("checkpoint").done().out();
    let (text, signature) = note.split_once("\n\n").unwrap();
    case.write("note.txt", format!("{text}\n"));
    let signature = signature.trim().rsplit(' ').next().unwrap();
    // The first four bytes name the key.
    case.write("note.sig", &data_encoding::BASE64.decode(signature.as_bytes()).unwrap()[4..]);
    let check =
        ["pkeyutl", "-verify", "-pubin", "-inkey", "ana.pub", "-rawin", "-in", "note.txt", "-sigfile", "note.sig"];
    assert!(openssl(&check).status.success());
    case.write("note.txt", format!("{text} \n"));
    assert!(!openssl(&check).status.success());
}

#[test]
fn init_keeps_the_name_of_who_made_it() {
    let case = TestCase::without_casebook();
    case.run("init --as zoe").done().prints("You are zoe");
    let mut command = case.command();
    command.env_remove("TICKMARK_ACTOR").args(["piece", "add", "Piece"]);
    assert!(command.output().unwrap().status.success());
    case.run("log").done().prints("zoe");
}

#[test]
fn a_casebook_of_an_earlier_layout_is_named_and_brought_up_to_date_with_every_event() {
    let case = TestCase::river();
    let events = case.query("SELECT count(*) FROM event");
    case.tamper(
        "DROP VIEW evidence_items; DROP VIEW claims; DROP VIEW captures; DROP VIEW sources; DROP VIEW stakes;
         DROP VIEW audit; DROP VIEW source_shown; DROP VIEW confidence; DROP VIEW source_origin; DROP TABLE stake;
         DROP TABLE source_terms; ALTER TABLE evidence DROP COLUMN undermined; PRAGMA user_version = 1",
    );
    case.run_unchecked("status").refused().says("earlier version").says("rebuild");
    case.run("rebuild").done();
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    case.run("status").done();
    case.run("note money 'and on it goes'").done();
}

#[test]
fn bytes_that_an_earlier_version_left_of_an_erased_draft_go_when_it_is_brought_up_to_date() {
    let case = TestCase::river();
    case.write("report.txt", "Vega Mining holds 62.5 per cent.\n");
    case.run("capture report.txt --source report").done();
    let draft = case.query("SELECT id FROM events WHERE kind = 'draft.added'");
    case.run(&format!("erase {draft} --reason 'not ours to keep'")).done();
    let files = case.query("SELECT count(*) FROM blob");
    case.tamper(
        "INSERT INTO blob VALUES (99, x'5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', 1);
         INSERT INTO blob_chunk VALUES (99, 0, x'30'); DROP VIEW filed; PRAGMA user_version = 5",
    );
    case.run_unchecked("status").refused().says("earlier version").says("rebuild");
    case.run("rebuild").done();
    assert_eq!(case.query("SELECT count(*) FROM blob"), files);
    assert_eq!(case.query("SELECT count(*) FROM blob_chunk WHERE data = x'30'"), "0");
}

#[test]
fn a_backup_is_there_whole_or_not_at_all() {
    let case = TestCase::river();
    // What a copy left that was ended in the middle.
    case.write(".tickmark-4294967295-abcdef", "half a copy");
    case.write("there.db", "something else");
    case.run("backup there.db").refused().says("exists");
    case.run("backup -").refused().says("standard output").says("name a file");
    case.run("bundle -").refused().says("standard output").says("name a file");
    case.run("backup copy.db").done();
    case.run_unchecked("--casebook copy.db verify").done();
    let left: Vec<_> = std::fs::read_dir(case.path("")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".tickmark-")), "{left:?}");
    assert!(!case.path("-").exists());
}

#[test]
#[cfg(unix)]
fn what_may_hold_secrets_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let case = TestCase::river();
    case.run("backup copy.db").done();
    case.run("bundle given.zip").done();
    case.run("report html shown.html --reveal").done();
    case.run("report html plain.html").done();
    let mode = |name: &str| case.path(name).metadata().unwrap().permissions().mode() & 0o777;
    for name in ["casebook.db", "copy.db", "given.zip", "shown.html"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    assert_ne!(mode("plain.html"), 0o600);
}

#[test]
fn a_casebook_whose_schema_cannot_be_read_is_damaged_and_not_something_else() {
    let case = TestCase::river();
    let whole = std::fs::read(case.casebook()).unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    // The first page holds the schema, behind the header of the file.
    let broken = |from: usize| {
        let mut bytes = whole.clone();
        bytes[from..16 * 1024].fill(0x5a);
        bytes
    };
    for bytes in [broken(100), broken(108), half] {
        case.write("damaged.db", &bytes);
        let ran = case.run_unchecked("--casebook damaged.db verify").code(4);
        let ran = ran.prints("INVALID: ").prints("database: ").says("tickmark merge").says("fetch it again");
        assert!(!ran.err().contains("is not a casebook"), "{}", ran.err());
        for line in ["status", "claim list", "rebuild"] {
            let ran = case.run_unchecked(&format!("--casebook damaged.db {line}"));
            // What of it can be read may be read.
            if ran.output.status.code() != Some(0) {
                let ran = ran.code(4);
                assert!(!ran.err().contains("`tickmark init` creates a new one"), "{line}: {}", ran.err());
            }
        }
        let other = TestCase::new();
        let refused = other.run_args(&["merge", &case.path("damaged.db").display().to_string()]).code(4);
        refused.says("is not sound");
    }
    // A database of something else is still no casebook.
    let mut other = broken(100);
    other[68..72].fill(0);
    case.write("other.db", &other);
    case.run_unchecked("--casebook other.db status").refused().says("is not a casebook");
}
