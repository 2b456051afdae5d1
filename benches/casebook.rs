//! What a casebook costs: taking claims in, looking at them, verifying and reporting them, through the real program,
//! beside other programs that do part of the same work on the same bytes.
//!
//! `TICKMARK_BENCH_CLAIMS` sets the number of claims; the published tables are of 1,000,000.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a single command is run; the median counts.
const REPEATS: usize = 15;

const TYPES: [&str; 4] = ["investment-total", "market-share", "quantity", "revenue-figure"];
const VERBS: [&str; 6] = ["earned", "invested", "exported", "produced", "handled", "reported"];
const THINGS: [&str; 4] = ["freight revenue", "port capacity", "copper concentrate", "cargo volume"];
const PLACES: [&str; 4] = ["southern line", "northern corridor", "coastal terminal", "highland branch"];

struct Bench {
    folder: tempfile::TempDir,
    claims: usize,
}

fn main() {
    let claims = std::env::var("TICKMARK_BENCH_CLAIMS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let bench = Bench { folder: tempfile::tempdir().expect("a temporary folder can be made"), claims };
    bench.write_csv();
    println!("{claims} claims, {:.1} MB of CSV\n", megabytes(&bench.path("claims.csv")));
    bench.import();
    bench.commands();
    bench.report();
    bench.verify();
    bench.size();
}

impl Bench {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Claims of realistic length: a statement of about 150 characters, a whole quantity, a note on every third.
    fn write_csv(&self) {
        let mut file = BufWriter::new(File::create(self.path("claims.csv")).expect("a file can be made"));
        let mut text = String::from("id,statement,type,priority,subject,metric,comparator,amount,unit,from,to,note\n");
        for number in 0..self.claims {
            let (company, thing, place) = (number % 9973, THINGS[number % 4], PLACES[number / 4 % 4]);
            let (verb, amount) = (VERBS[number % 6], number * 7919 % 9_999_991 + 1000);
            let (from, to) = (2010 + number % 8, 2018 + number % 6);
            let note = if number % 3 == 0 {
                "Compare the table on this page with the figures of the year before."
            } else {
                ""
            };
            let (kind, priority) = (TYPES[number % 4], ["high", "medium", "low"][number % 3]);
            writeln!(
                text,
                "C-{number},\"Company {company} {verb} more than {amount} dollars from {thing} on the {place} between \
                 {from} and {to}, according to its annual report to the regulator.\",{kind},{priority},\
                 Company {company},{thing},>,{amount},USD,{from}-01-01,{to}-12-31,{note}"
            )
            .expect("writing to memory does not fail");
            file.write_all(text.as_bytes()).expect("the file can be written");
            text.clear();
        }
    }

    fn tickmark(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path());
        command.env("HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.path("config"));
        command.env("XDG_STATE_HOME", self.path("state")).env("TICKMARK_ACTOR", "bench");
        command
    }

    fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.folder.path());
        command
    }

    fn import(&self) {
        println!("{:<64} {:>9} {:>12} {:>9}", "taking in", "seconds", "a second", "MB held");
        run(self.tickmark("init"));
        let ours = timed("tickmark import csv", self.claims, self.tickmark("import csv claims.csv"));
        let peer = "sqlite-utils insert peer.db claims claims.csv --csv --silent && \
                    sqlite-utils enable-fts peer.db claims statement";
        compare(ours, self.peer("sqlite-utils", "sqlite-utils insert --csv, enable-fts", peer));
        println!();
    }

    fn peer(&self, program: &str, what: &str, line: &str) -> Option<Duration> {
        if !run(self.shell(&format!("command -v {program}"))) {
            println!("{what:<64} {program} is not installed");
            return None;
        }
        timed(what, self.claims, self.shell(line))
    }

    /// Commands on the casebook, start to exit; those that write include one fsync, which is measured besides.
    fn commands(&self) {
        println!("{:<64} {:>9}", "one command, start to exit, median", "ms");
        run(self.tickmark("source add --title Report --tier primary"));
        let source = output(self.tickmark("source list --json"));
        let source = source.split("\"id\":").nth(1).and_then(|rest| rest.split('"').nth(1)).unwrap_or_default();
        let middle = self.claims / 2;
        let attach = format!("evidence attach C-{middle} --source {source} --stance supports");
        for line in [
            format!("claim show C-{middle}"),
            attach,
            format!("check C-{middle} confirmed"),
            "status".into(),
            "claim list --status unchecked --priority high --type quantity".into(),
            "claim list --search company".into(),
            "claim list --search company --priority high".into(),
            "claim list --overdue".into(),
            "claim list --sort due".into(),
            "claim list --sort place".into(),
        ] {
            let line = line.trim();
            let shown = if line.starts_with("evidence") { "evidence attach" } else { line };
            match median(|| self.tickmark(line)) {
                Some(time) => println!("{shown:<64} {:>9.1}", time.as_secs_f64() * 1e3),
                None => println!("{shown:<64} failed"),
            }
        }
        println!("{:<64} {:>9.1}\n", "one fsync of 100 KB, for comparison", self.fsync().as_secs_f64() * 1e3);
    }

    fn fsync(&self) -> Duration {
        let mut times: Vec<_> = (0..REPEATS)
            .map(|_| {
                let mut file = File::create(self.path("synced")).expect("a file can be made");
                file.write_all(&[7; 100_000]).expect("the file can be written");
                let began = Instant::now();
                file.sync_all().expect("the file can be synced");
                began.elapsed()
            })
            .collect();
        times.sort();
        times[REPEATS / 2]
    }

    fn report(&self) {
        println!("{:<64} {:>9} {:>12} {:>9}", "audit CSV", "seconds", "a second", "MB held");
        let ours = timed("tickmark report csv", self.claims, self.shell_with_bin("report csv - > audit.csv"));
        let line = "sqlite3 -csv -header casebook.db 'SELECT * FROM audit' > peer.csv";
        compare(ours, self.peer("sqlite3", "sqlite3 -csv, the same columns", line));
        println!();
    }

    fn shell_with_bin(&self, arguments: &str) -> Command {
        let mut shell = self.shell(&format!("{} {arguments}", env!("CARGO_BIN_EXE_tickmark")));
        let ours = self.tickmark("");
        shell.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell
    }

    fn verify(&self) {
        println!("{:<64} {:>9} {:>12} {:>9}", "verifying", "seconds", "a second", "MB held");
        let full = timed("tickmark verify", self.claims, self.tickmark("verify"));
        let quick = timed("tickmark verify --quick", self.claims, self.tickmark("verify --quick"));
        if run(self.shell("sqlite3 casebook.db 'SELECT bytes FROM event' > events.txt")) {
            let line = "openssl dgst -sha256 events.txt";
            let peer = self.peer("openssl", "openssl dgst -sha256 over the events' bytes", line);
            compare(full, peer);
            compare(quick, peer);
        }
        println!();
    }

    fn size(&self) {
        let (csv, casebook) = (megabytes(&self.path("claims.csv")), megabytes(&self.path("casebook.db")));
        println!("casebook {casebook:.1} MB, {:.2} times the CSV", casebook / csv);
        let line =
            "sqlite3 casebook.db 'SELECT name, sum(pgsize) AS n FROM dbstat GROUP BY 1 ORDER BY n DESC LIMIT 12'";
        for row in output(self.shell(line)).lines() {
            let (name, bytes) = row.split_once('|').unwrap_or((row, "0"));
            let bytes: f64 = bytes.parse().unwrap_or(0.0);
            println!("{name:<64} {:>9.1} MB {:>8.0} bytes a claim", bytes / 1e6, bytes / self.claims as f64);
        }
    }
}

fn run(mut command: Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn output(mut command: Command) -> String {
    command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// Runs a command once and prints its time, its rate, and the most memory that it held at once.
fn timed(what: &str, claims: usize, command: Command) -> Option<Duration> {
    let mut measured = Command::new("/usr/bin/time");
    measured.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    measured.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    measured.current_dir(command.get_current_dir().expect("every command has a folder"));
    let has_time = Path::new("/usr/bin/time").exists();
    let mut command = if has_time { measured } else { command };
    let began = Instant::now();
    let done = command.stdout(Stdio::null()).output().ok().filter(|done| done.status.success());
    let time = began.elapsed();
    let Some(done) = done else {
        println!("{what:<64} failed");
        return None;
    };
    let said = String::from_utf8_lossy(&done.stderr);
    let kilobytes = said.lines().last().and_then(|line| line.trim().parse::<f64>().ok());
    let held = kilobytes.filter(|_| has_time).map_or("?".to_string(), |held| format!("{:.0}", held * 1024.0 / 1e6));
    let seconds = time.as_secs_f64();
    println!("{what:<64} {seconds:>9.2} {:>12.0} {held:>9}", claims as f64 / seconds);
    Some(time)
}

fn compare(ours: Option<Duration>, peer: Option<Duration>) {
    if let (Some(ours), Some(peer)) = (ours, peer) {
        println!("{:<64} {:>9.2}", "  tickmark's time over the other's", ours.as_secs_f64() / peer.as_secs_f64());
    }
}

fn median(command: impl Fn() -> Command) -> Option<Duration> {
    let mut times = Vec::with_capacity(REPEATS);
    for _ in 0..REPEATS {
        let began = Instant::now();
        if !run(command()) {
            return None;
        }
        times.push(began.elapsed());
    }
    times.sort();
    Some(times[REPEATS / 2])
}

fn megabytes(path: &Path) -> f64 {
    std::fs::metadata(path).map_or(0.0, |metadata| metadata.len() as f64 / 1e6)
}
