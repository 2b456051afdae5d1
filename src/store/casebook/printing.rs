//! Printing a page of HTML to PDF: by a browser or WeasyPrint on this machine, started without a shell and bounded in time.

use super::aside;
use crate::error::{Error, Result};
use record::model::time::Moment;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the program may take to print a page once.
pub const TIME: Duration = Duration::from_secs(300);

/// How often it is asked whether it is done.
const PAUSE: Duration = Duration::from_millis(15);

/// What is looked for on the PATH, the first found wins.
const NAMES: [&str; 7] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "weasyprint"];

/// Which kind of program prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, Chrome, Edge: does not know the page that a link leads to.
    Browser,
    /// Counts the pages of links by itself.
    WeasyPrint,
}

/// A program that prints.
#[derive(Clone, Debug)]
pub struct Printer {
    pub program: PathBuf,
    pub kind: Kind,
}

impl Printer {
    /// Finds the program that is named, or the first on this machine.
    ///
    /// # Errors
    /// [`Error::NoPrinter`] with the names that were looked for.
    pub fn find(named: Option<&str>) -> Result<Self> {
        let found = match named {
            Some(name) if Path::new(name).components().count() > 1 => Some(PathBuf::from(name)).filter(|it| runs(it)),
            Some(name) => on_path(name),
            None => {
                NAMES.iter().find_map(|name| on_path(name)).or_else(|| usual_places().into_iter().find(|it| runs(it)))
            }
        };
        let names = || named.map_or_else(|| NAMES.iter().map(ToString::to_string).collect(), |name| vec![name.into()]);
        found.map(Self::of).ok_or_else(|| Error::NoPrinter { names: names() })
    }

    fn of(program: PathBuf) -> Self {
        let name = program.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let kind = if name.contains("weasyprint") { Kind::WeasyPrint } else { Kind::Browser };
        Self { program, kind }
    }

    /// Prints a page; where the program puts a time into the PDF by itself, `time` is what it is told.
    ///
    /// # Errors
    /// [`Error::Printer`] where it cannot be started, takes too long, fails, or leaves no PDF.
    pub fn print(&self, page: &str, time: Option<Moment>) -> Result<Vec<u8>> {
        let folder = aside::folder().map_err(|error| self.failed(format!("no folder to work in: {error}")))?;
        let (from, to) = (folder.path().join("page.html"), folder.path().join("page.pdf"));
        std::fs::write(&from, page).map_err(|error| Error::file(&from, &error))?;
        let said = File::create(folder.path().join("said.txt")).map_err(|error| Error::file(folder.path(), &error))?;
        let mut command = Command::new(&self.program);
        command.args(self.arguments(&folder, &from, &to)?);
        surround(&mut command, folder.path(), time);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::from(said));
        let child = command.spawn().map_err(|error| self.failed(format!("it could not be started: {error}")))?;
        let ended = wait(child, TIME).map_err(|reason| self.failed(reason))?;
        match std::fs::read(&to) {
            Ok(pdf) if ended.success() && pdf.starts_with(b"%PDF-") => Ok(pdf),
            _ => Err(self.failed(format!("it wrote no PDF ({ended}){}", last_words(folder.path())))),
        }
    }

    fn arguments(&self, folder: &TempDir, from: &Path, to: &Path) -> Result<Vec<OsString>> {
        if self.kind == Kind::WeasyPrint {
            return Ok(vec![from.into(), to.into()]);
        }
        let address = url::Url::from_file_path(from).map_err(|()| self.failed("the page has no address".into()))?;
        let with = |flag: &str, path: &Path| {
            let mut argument = OsString::from(flag);
            argument.push(path);
            argument
        };
        let mut arguments: Vec<OsString> = BROWSER.iter().map(OsString::from).collect();
        if owned_by_root(folder.path()) {
            // Root has no sandbox to go into; nobody else goes without one.
            arguments.push("--no-sandbox".into());
        }
        arguments.push(with("--user-data-dir=", &folder.path().join("profile")));
        arguments.push(with("--print-to-pdf=", to));
        arguments.push(address.as_str().into());
        Ok(arguments)
    }

    /// Says that this program did not do its work.
    pub fn failed(&self, reason: String) -> Error {
        Error::Printer { program: self.program.clone(), reason }
    }
}

/// Without a window, a network, or anything kept; the page forbids scripts itself.
const BROWSER: [&str; 13] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--use-mock-keychain",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
];

/// Gives the program surroundings that leave nothing behind and let nothing out.
fn surround(command: &mut Command, folder: &Path, time: Option<Moment>) {
    if cfg!(target_os = "linux") {
        if let (None, Some(home)) = (std::env::var_os("XDG_DATA_HOME"), std::env::var_os("HOME")) {
            // Fonts of one's own are found there.
            command.env("XDG_DATA_HOME", Path::new(&home).join(".local/share"));
        }
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"] {
            command.env(name, folder);
        }
    }
    // A port where nobody listens, for a program that would ask the network after all.
    for name in ["http_proxy", "https_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    command.env("TZ", "UTC").env("SOURCE_DATE_EPOCH", (time.map_or(0, Moment::millis) / 1000).to_string());
}

/// Waits for a process, and ends it when its time is up.
fn wait(mut child: Child, time: Duration) -> Result<ExitStatus, String> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(ended)) => return Ok(ended),
            Ok(None) if began.elapsed() < time => std::thread::sleep(PAUSE),
            unfinished => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(match unfinished {
                    Err(error) => error.to_string(),
                    Ok(_) => format!("it was not done after {} seconds and was ended", time.as_secs()),
                });
            }
        }
    }
}

/// Gives the last line that the program said, where it said any.
fn last_words(folder: &Path) -> String {
    let said = std::fs::read(folder.join("said.txt")).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    last.map(|line| format!(": {}", line.trim().chars().take(300).collect::<String>())).unwrap_or_default()
}

fn on_path(name: &str) -> Option<PathBuf> {
    let file = if cfg!(windows) && !name.ends_with(".exe") { format!("{name}.exe") } else { name.to_string() };
    let path = std::env::var_os("PATH")?;
    // A relative entry would run whatever lies in the folder of the day.
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|it| runs(it))
}

/// Where browsers are installed without being on the PATH.
fn usual_places() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        let names = ["Google Chrome", "Chromium", "Microsoft Edge"];
        return names
            .iter()
            .map(|name| PathBuf::from(format!("/Applications/{name}.app/Contents/MacOS/{name}")))
            .collect();
    }
    let roots = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    let roots = roots.iter().filter_map(|name| std::env::var_os(name).filter(|_| cfg!(windows)));
    let programs = [
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    ];
    roots.flat_map(|root| programs.map(|program| Path::new(&root).join(program))).collect()
}

#[cfg(unix)]
fn runs(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(program).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(program: &Path) -> bool {
    program.is_file()
}

#[cfg(unix)]
fn owned_by_root(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(folder).is_ok_and(|folder| folder.uid() == 0)
}

#[cfg(not(unix))]
fn owned_by_root(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let child = Command::new("sleep").arg("60").spawn().unwrap();
        let process = PathBuf::from(format!("/proc/{}", child.id()));
        let began = Instant::now();
        let reason = wait(child, Duration::from_millis(100)).unwrap_err();
        assert!(reason.contains("was ended"), "{reason}");
        assert!(began.elapsed() < Duration::from_secs(10) && !process.exists());
    }

    #[test]
    fn a_program_is_known_by_its_name() {
        assert_eq!(Printer::of("/usr/bin/weasyprint".into()).kind, Kind::WeasyPrint);
        assert_eq!(Printer::of("/opt/google/chrome".into()).kind, Kind::Browser);
    }

    #[test]
    fn what_a_program_said_last_is_told_where_it_leaves_no_pdf() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("chromium");
        std::fs::write(&program, "#!/bin/sh\necho 'first' >&2\necho 'no display' >&2\nexit 3\n").unwrap();
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let printer = Printer::find(program.to_str()).unwrap();
        let error = printer.print("<p>", None).unwrap_err().to_string();
        assert!(error.contains("wrote no PDF (exit status: 3): no display"), "{error}");
    }
}
