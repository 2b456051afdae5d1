//! What a bundle costs: large captures beside programs that hash, copy and pack the same bytes, and many events.
//!
//! `TICKMARK_BENCH_MB` sets the size of all captures, `TICKMARK_BENCH_CLAIMS` the number of claims.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Size of one capture.
const FILE_MB: usize = 250;

struct Bench {
    folder: tempfile::TempDir,
}

fn main() {
    let setting = |name: &str, usual| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    captures(setting("TICKMARK_BENCH_MB", 500));
    claims(setting("TICKMARK_BENCH_CLAIMS", 100_000));
}

fn captures(megabytes: usize) {
    let bench = Bench::new();
    let files: Vec<String> = (0..megabytes.div_ceil(FILE_MB)).map(|number| format!("film-{number}.bin")).collect();
    files.iter().enumerate().for_each(|(number, name)| bench.write_noise(name, number as u64));
    let work = megabytes.div_ceil(FILE_MB) * FILE_MB;
    println!(
        "{:<64} {:>9} {:>12} {:>9}",
        format!("{work} MB in {} captures", files.len()),
        "seconds",
        "MB/s",
        "MB held"
    );
    bench.run("init");
    bench.run("source add --title Films --tier primary --id films");
    for name in &files {
        bench.run(&format!("capture {name} --source films"));
    }
    let names = files.join(" ");
    let hashed = bench.shell("sha256sum", work, &format!("sha256sum {names}"));
    bench.shell("cp", work, &format!("mkdir copied && cp {names} copied/"));
    bench.shell("zip -0", work, &format!("zip -0 -q peer.zip {names}"));
    let script = "import hashlib, sys, zipfile\n\
        with zipfile.ZipFile('python.zip', 'w', zipfile.ZIP_STORED) as out:\n\
        \x20 for name in sys.argv[1:]:\n\
        \x20   with open(name, 'rb') as file: hashlib.file_digest(file, 'sha256')\n\
        \x20   out.write(name)\n";
    std::fs::write(bench.path("pack.py"), script).expect("a script can be written");
    let packed = bench.shell("python: sha256 of each, zipfile, stored", work, &format!("python3 pack.py {names}"));
    let bundled = bench.timed("tickmark bundle", work, bench.tickmark("bundle made.zip --no-reports"));
    compare("sha256sum's", bundled, hashed);
    compare("python's", bundled, packed);
    let verified = bench.timed("tickmark verify FILE.zip", work, bench.tickmark("verify made.zip"));
    compare("sha256sum's", verified, hashed);
    println!();
}

fn claims(claims: usize) {
    let bench = Bench::new();
    bench.write_csv(claims);
    println!("{:<64} {:>9} {:>12} {:>9}", format!("{claims} claims"), "seconds", "claims/s", "MB held");
    bench.run("init");
    bench.run("import csv claims.csv");
    bench.timed("tickmark bundle --no-reports", claims, bench.tickmark("bundle made.zip --no-reports"));
    bench.timed("tickmark verify FILE.zip", claims, bench.tickmark("verify made.zip"));
    bench.timed("tickmark verify, the casebook itself", claims, bench.tickmark("verify"));
    bench.shell("unzip -q", claims, "unzip -q made.zip");
    bench.shell("zip -q, the same files", claims, "zip -q -r peer.zip bundle");
    println!();
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Bytes that nothing packs, as a film has them.
    fn write_noise(&self, name: &str, seed: u64) {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(self.path(name)).expect("a file can be made"));
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        for _ in 0..FILE_MB * 1_000_000 / 8 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            file.write_all(&state.to_le_bytes()).expect("the file can be written");
        }
    }

    fn write_csv(&self, claims: usize) {
        let mut text = String::from("id,statement,type,priority\n");
        for number in 0..claims {
            let (company, amount) = (number % 9973, number * 7919 % 9_999_991);
            writeln!(
                text,
                "C-{number},\"Company {company} invested more than {amount} dollars in the dam on the river between \
                 2010 and 2018, according to its annual report to the regulator.\",quantity,high"
            )
            .expect("writing to memory does not fail");
        }
        std::fs::write(self.path("claims.csv"), text).expect("the file can be written");
    }

    fn tickmark(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path());
        command.env("HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.path("config"));
        command.env("XDG_STATE_HOME", self.path("state")).env("TICKMARK_ACTOR", "bench");
        command
    }

    fn run(&self, arguments: &str) {
        let status = self.tickmark(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "tickmark {arguments}");
    }

    fn shell(&self, what: &str, work: usize, line: &str) -> Option<Duration> {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.folder.path());
        self.timed(what, work, command)
    }

    /// Runs a command once and prints its time, its rate, and the most memory that it held at once.
    fn timed(&self, what: &str, work: usize, command: Command) -> Option<Duration> {
        let mut measured = Command::new("/usr/bin/time");
        measured.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
        measured.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        measured.current_dir(self.folder.path());
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
        let held = kilobytes.filter(|_| has_time).map_or("?".into(), |held| format!("{:.0}", held * 1024.0 / 1e6));
        let seconds = time.as_secs_f64();
        println!("{what:<64} {seconds:>9.2} {:>12.0} {held:>9}", work as f64 / seconds);
        Some(time)
    }
}

fn compare(whose: &str, ours: Option<Duration>, peer: Option<Duration>) {
    if let (Some(ours), Some(peer)) = (ours, peer) {
        let what = format!("  its time over {whose}");
        println!("{what:<64} {:>9.2}", ours.as_secs_f64() / peer.as_secs_f64());
    }
}
