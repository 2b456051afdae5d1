//! The desk under load: many readers and writers at once on loopback, over a large casebook and a long draft.
//!
//! `TICKMARK_BENCH_CLAIMS` sets the number of claims (100,000), `TICKMARK_BENCH_SECONDS` how long it lasts (60),
//! `TICKMARK_BENCH_PAUSE` how long a reader looks at a page, in milliseconds (1000). The load is our own, of tokio
//! tasks that keep their connections; it shares the processor with the desk.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const READERS: usize = 200;
const WRITERS: usize = 20;

/// How many words the draft has, and how many of its claims are recorded.
const WORDS: usize = 20_000;
const PLACED: usize = 1000;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

struct Bench {
    folder: tempfile::TempDir,
}

/// An open desk, and what the load asks of it.
struct Load {
    host: String,
    cookie: String,
    csrf: String,
    article: String,
    claims: Vec<String>,
}

/// What one visitor lived through.
#[derive(Default)]
struct Lived {
    /// Which page, and how long the answer took.
    answers: Vec<(&'static str, Duration)>,
    faults: Vec<String>,
}

fn main() {
    let bench = Bench { folder: tempfile::tempdir().expect("a temporary folder can be made") };
    let claims = setting("TICKMARK_BENCH_CLAIMS", 100_000);
    bench.fill(claims);
    let (mut child, link) = bench.open();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime can be made");
    let load = Arc::new(runtime.block_on(Load::begin(&link, &bench)));
    runtime.block_on(first_pages(&load));
    let before = bench.notes();
    let seconds = setting("TICKMARK_BENCH_SECONDS", 60);
    let lived = runtime.block_on(everybody(&load, Duration::from_secs(seconds)));
    let resident = resident_megabytes(&child);
    let _ = child.kill();
    let _ = child.wait();
    tell(&lived, seconds, resident);
    let (sent, kept) = (lived.answers.iter().filter(|(page, _)| *page == "note").count(), bench.notes() - before);
    println!("notes acknowledged {sent}, in the casebook {kept}");
    assert_eq!(sent, kept, "an event was lost");
    assert!(lived.faults.is_empty(), "{:?}", &lived.faults[..lived.faults.len().min(5)]);
    let verified = bench.tickmark("verify").stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(verified.is_ok_and(|status| status.success()), "the casebook does not verify");
}

impl Bench {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
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
        assert!(status.is_ok_and(|status| status.success()), "{arguments}");
    }

    fn output(&self, arguments: &str) -> serde_json::Value {
        let output = self.tickmark(arguments).arg("--json").output().expect("the program runs");
        serde_json::from_slice(&output.stdout).expect("it prints one document")
    }

    /// A long draft with claims in place, and beside it many claims from a table.
    fn fill(&self, claims: u64) {
        let mut text = String::new();
        for number in 0..WORDS / 16 {
            let (amount, year) = (number * 37 % 9973 + 2, 2000 + number % 24);
            let _ = write!(
                text,
                "Company {number} put over {amount} million dollars into the river works of {year}, its clerk says. "
            );
            if number % 5 == 4 {
                text.push_str("\n\n");
            }
        }
        std::fs::write(self.path("story.txt"), text).expect("a file can be written");
        self.run("init");
        self.run("piece add Story");
        self.run("draft add story.txt");
        let accepted: Vec<String> = (1..=PLACED).map(|number| number.to_string()).collect();
        self.run(&format!("suggest --accept {}", accepted.join(",")));
        let mut table = String::from("id,statement,type,priority\n");
        for number in 0..claims {
            let priority = ["high", "medium", "low"][number as usize % 3];
            let _ = writeln!(
                table,
                "C-{number},Company {number} earned {} dollars,quantity,{priority}",
                number * 7919 % 99_991
            );
        }
        std::fs::write(self.path("claims.csv"), table).expect("a file can be written");
        self.run("piece add Table");
        let pieces = self.output("piece list");
        let table = pieces["data"][1]["id"].as_str().unwrap_or_default();
        self.run(&format!("import csv claims.csv --piece {table}"));
    }

    fn open(&self) -> (Child, String) {
        let mut command = self.tickmark("serve --port 0 --no-open --json");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the desk opens");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is ours");
        BufReader::new(out).read_line(&mut line).expect("it shows a link");
        let told: serde_json::Value = serde_json::from_str(&line).expect("as JSON");
        (child, told["data"]["link"].as_str().unwrap_or_default().to_string())
    }

    fn notes(&self) -> usize {
        let conn = rusqlite::Connection::open(self.path("casebook.db")).expect("the casebook opens");
        let count = "SELECT count(*) FROM event WHERE bytes LIKE '%\"kind\":\"claim.noted\"%'";
        conn.query_row(count, [], |row| row.get::<_, i64>(0)).expect("it can be counted") as usize
    }
}

impl Load {
    async fn begin(link: &str, bench: &Bench) -> Self {
        let (host, path) = link.trim_start_matches("http://").split_once('/').expect("a link has a path");
        let mut connection = Connection::to(host).await;
        let opened = connection.ask(&format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n")).await.expect("it opens");
        let cookie = opened.header("set-cookie").split(';').next().unwrap_or_default().to_string();
        let page = connection.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n")).await;
        let page = page.expect("the first page is shown").text;
        let csrf = page.split("data-csrf=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let pieces = bench.output("piece list");
        let article = format!("/pieces/{}", pieces["data"][0]["id"].as_str().unwrap_or_default());
        let listed = bench.output("claim list --limit 500");
        let claims = listed["data"]["claims"].as_array().expect("claims are listed").iter();
        let claims = claims.filter_map(|claim| Some(claim["id"].as_str()?.to_string())).collect();
        Self { host: host.to_string(), cookie, csrf: csrf.to_string(), article, claims }
    }

    fn get(&self, path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host, self.cookie)
    }

    fn note(&self, claim: &str, number: usize) -> String {
        let body = format!("csrf={}&text=note+{number}", self.csrf);
        format!(
            "POST /claims/{claim}/note HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{body}",
            self.host,
            self.cookie,
            body.len()
        )
    }

    /// The page that a reader goes to next: mostly cards, often the board, at times the whole article.
    fn next(&self, turn: usize) -> (&'static str, String) {
        let claim = &self.claims[turn * 7 % self.claims.len()];
        match turn % 10 {
            0 => ("article", self.get(&self.article)),
            1 | 2 => ("board", self.get("/board")),
            3 => ("search", self.get("/board?search=company")),
            4 => ("filter", self.get("/board?priority=high&status=unchecked")),
            5 => ("sources", self.get("/sources")),
            _ => ("claim", self.get(&format!("/claims/{claim}"))),
        }
    }
}

/// One connection that is kept.
struct Connection(TcpStream);

struct Answer {
    status: u16,
    head: String,
    text: String,
}

impl Connection {
    async fn to(host: &str) -> Self {
        Self(TcpStream::connect(host).await.expect("the desk is there"))
    }

    async fn ask(&mut self, request: &str) -> std::io::Result<Answer> {
        self.0.write_all(request.as_bytes()).await?;
        let (mut bytes, mut chunk) = (Vec::new(), vec![0; 1 << 16]);
        let head_end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            match self.0.read(&mut chunk).await? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                read => bytes.extend_from_slice(&chunk[..read]),
            }
        };
        let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut answer = Answer { status, head, text: String::new() };
        let length: usize = answer.header("content-length").parse().unwrap_or(0);
        while bytes.len() < head_end + length {
            match self.0.read(&mut chunk).await? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                read => bytes.extend_from_slice(&chunk[..read]),
            }
        }
        answer.text = String::from_utf8_lossy(&bytes[head_end..]).into_owned();
        Ok(answer)
    }
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let found = self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        });
        found.unwrap_or_default()
    }
}

/// Each page once, with nobody else there; then ten times more.
async fn first_pages(load: &Load) {
    println!("{:<12} {:>9} {:>9} {:>9}", "one visitor", "first ms", "then ms", "kB");
    let mut connection = Connection::to(&load.host).await;
    for turn in [0, 1, 3, 4, 5, 6] {
        let (page, request) = load.next(turn);
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..11 {
            let began = Instant::now();
            let answer = connection.ask(&request).await.expect("it answers");
            assert_eq!(answer.status, 200, "{page}: {}", answer.text);
            times.push(began.elapsed());
            size = answer.text.len();
        }
        let first = times.remove(0);
        times.sort();
        println!(
            "{page:<12} {:>9.1} {:>9.1} {:>9.1}",
            milliseconds(first),
            milliseconds(times[5]),
            size as f64 / 1000.0
        );
    }
}

async fn everybody(load: &Arc<Load>, lasting: Duration) -> Lived {
    let until = Instant::now() + lasting;
    let readers = (0..READERS).map(|nth| tokio::spawn(read_on(Arc::clone(load), nth, until)));
    let writers = (0..WRITERS).map(|nth| tokio::spawn(write_on(Arc::clone(load), nth, until)));
    let mut all = Lived::default();
    for task in readers.chain(writers).collect::<Vec<_>>() {
        let lived = task.await.expect("a visitor does not fall over");
        all.answers.extend(lived.answers);
        all.faults.extend(lived.faults);
    }
    all
}

fn pause(nth: usize) -> Duration {
    // Not all at once: each at its own pace around the pause.
    let pause = setting("TICKMARK_BENCH_PAUSE", 1000);
    Duration::from_millis(pause / 2 + pause * (nth as u64 * 37 % 101) / 100)
}

async fn read_on(load: Arc<Load>, nth: usize, until: Instant) -> Lived {
    let mut lived = Lived::default();
    let mut connection = Connection::to(&load.host).await;
    tokio::time::sleep(pause(nth)).await;
    let mut turn = nth;
    while Instant::now() < until {
        let (page, request) = load.next(turn);
        lived.ask(&mut connection, page, &request, 200).await;
        tokio::time::sleep(pause(nth)).await;
        turn += 1;
    }
    lived
}

async fn write_on(load: Arc<Load>, nth: usize, until: Instant) -> Lived {
    let mut lived = Lived::default();
    let mut connection = Connection::to(&load.host).await;
    let mut number = nth;
    while Instant::now() < until {
        let claim = &load.claims[number % load.claims.len()];
        lived.ask(&mut connection, "note", &load.note(claim, number), 303).await;
        tokio::time::sleep(pause(nth)).await;
        number += WRITERS;
    }
    lived
}

impl Lived {
    async fn ask(&mut self, connection: &mut Connection, page: &'static str, request: &str, expected: u16) {
        let began = Instant::now();
        match connection.ask(request).await {
            Ok(answer) if answer.status == expected => self.answers.push((page, began.elapsed())),
            Ok(answer) => self.faults.push(format!("{page}: {}", answer.status)),
            Err(error) => self.faults.push(format!("{page}: {error}")),
        }
    }
}

fn tell(lived: &Lived, seconds: u64, resident: f64) {
    println!(
        "\n{READERS} readers and {WRITERS} writers for {seconds} s: {:.0} answers a second, {resident:.0} MB held",
        lived.answers.len() as f64 / seconds as f64
    );
    println!("{:<12} {:>8} {:>9} {:>9} {:>9} {:>9}", "", "answers", "p50 ms", "p95 ms", "p99 ms", "max ms");
    for page in ["article", "board", "search", "filter", "sources", "claim", "note", "all"] {
        let of_page = lived.answers.iter().filter(|(name, _)| page == "all" || *name == page);
        let mut times: Vec<Duration> = of_page.map(|(_, time)| *time).collect();
        times.sort();
        let Some(longest) = times.last() else { continue };
        let at = |percent: usize| milliseconds(times[(times.len() * percent / 100).min(times.len() - 1)]);
        println!(
            "{page:<12} {:>8} {:>9.1} {:>9.1} {:>9.1} {:>9.1}",
            times.len(),
            at(50),
            at(95),
            at(99),
            milliseconds(*longest)
        );
    }
    println!("faults {}", lived.faults.len());
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn resident_megabytes(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}
