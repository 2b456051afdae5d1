//! The only place that prints: data to standard output, everything else to standard error.

use anstyle::{AnsiColor, Style};
pub use record::visible::{visible, visible_lines, visible_path};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{BufWriter, IsTerminal, Write};
use store::error::{Error, Exit, Result};
use unicode_width::UnicodeWidthStr;

/// The version of every shape that `--json` prints; `docs/json.md` describes them.
const SHAPES: u32 = 1;

/// How a person wants to be spoken to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    pub json: bool,
    pub quiet: bool,
}

/// Where everything is printed.
#[derive(Clone, Copy)]
pub struct Terminal {
    manner: Manner,
}

/// A page of text being put together for a person.
#[derive(Default)]
pub struct Page {
    text: String,
}

impl Terminal {
    /// Takes the manner in which to print.
    pub fn new(manner: Manner) -> Self {
        Self { manner }
    }

    /// Says whether JSON is wanted.
    pub fn json(&self) -> bool {
        self.manner.json
    }

    /// Prints the result of a command: as one JSON document, or as the page that `compose` makes.
    pub fn show(&self, shape: &str, data: &impl Serialize, compose: impl FnOnce(&mut Page)) -> Result<()> {
        if self.manner.json {
            #[derive(Serialize)]
            struct Shaped<'a, T> {
                tickmark: u32,
                shape: &'a str,
                data: &'a T,
            }
            let shaped = Shaped { tickmark: SHAPES, shape, data };
            let mut line = serde_json::to_string(&shaped).map_err(|error| Error::Output(error.into()))?;
            line.push('\n');
            return self.pour(|out| out.write_all(line.as_bytes()));
        }
        let mut page = Page::default();
        compose(&mut page);
        self.pour(|out| out.write_all(page.text.as_bytes()))
    }

    /// Opens standard output for a stream; a reader that has seen enough is no failure.
    pub fn pour(&self, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
        let stdout = anstream::AutoStream::auto(std::io::stdout().lock());
        let mut out = BufWriter::with_capacity(1 << 16, stdout);
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Error::Output(error)),
            Ok(()) => Ok(()),
        }
    }

    /// Opens standard output for bytes that must arrive exactly as they are; a reader that has seen enough is no failure.
    pub fn pour_exactly<T>(&self, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<Option<T>> {
        let mut out = std::io::stdout().lock();
        let poured = write(&mut out).and_then(|done| out.flush().map(|()| done).map_err(Error::Output));
        match poured {
            Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(None),
            other => other.map(Some),
        }
    }

    /// Prints one line of a stream that has no end; ends the program when nobody reads it any more.
    pub fn pour_or_stop(&self, shape: &str, data: &impl Serialize, words: &str) -> Result<()> {
        let line = match self.manner.json {
            true => serde_json::json!({"tickmark": SHAPES, "shape": shape, "data": data}).to_string(),
            false => words.to_string(),
        };
        let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
        match writeln!(out, "{line}").and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(Exit::Done as i32),
            written => written.map_err(Error::Output),
        }
    }

    /// Says whether a person is looking.
    pub fn is_watched(&self) -> bool {
        !self.manner.json && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Asks for something that is not shown while it is typed; from standard input where no person is there.
    pub fn secret(&self, what: &str) -> Result<String> {
        let read = match std::io::stdin().is_terminal() {
            true => rpassword::prompt_password(format!("{what}: ")),
            false => std::io::stdin().lines().next().unwrap_or_else(|| Ok(String::new())),
        };
        read.map_err(|error| Error::Invalid(format!("the {} could not be read: {error}", what.to_lowercase())))
    }

    /// Asks a person for a line; `None` where nobody is there, or nothing was typed.
    pub fn ask(&self, question: &str) -> Result<Option<String>> {
        if self.manner.json || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Ok(None);
        }
        let mut err = anstream::stderr().lock();
        write!(err, "{question}: ").and_then(|()| err.flush()).map_err(Error::Output)?;
        let line = std::io::stdin().lines().next().transpose();
        let line = line.map_err(|error| Error::Invalid(format!("the answer could not be read: {error}")))?;
        Ok(line.map(|line| line.trim().to_string()).filter(|line| !line.is_empty()))
    }

    /// Asks a person for yes or no; `None` where nobody is there.
    pub fn confirm(&self, question: &str) -> Result<Option<bool>> {
        if self.manner.json || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Ok(None);
        }
        let answer = self.ask(&format!("{question} y or n"))?;
        Ok(Some(answer.is_some_and(|answer| matches!(answer.as_str(), "y" | "yes"))))
    }

    /// Says something beside the data.
    pub fn say(&self, message: impl AsRef<str>) {
        if !self.manner.quiet && !self.manner.json {
            let mut err = anstream::stderr().lock();
            // There is nobody left to tell when even this fails.
            let _ = writeln!(err, "{}", message.as_ref());
        }
    }

    /// Says what went wrong, and what to type next.
    pub fn fail(&self, error: &Error, hint: Option<String>) -> Exit {
        let exit = Exit::from(error);
        // On one line each, so that nothing in a name or a text can pass for a line of ours.
        let (message, hint) = (visible(&error.to_string()), hint.map(|hint| visible(&hint)));
        let faults: &[String] = match error {
            Error::Rows { faults, .. } | Error::NotAll { faults, .. } => faults,
            _ => &[],
        };
        if self.manner.json {
            let shaped = serde_json::json!({
                "tickmark": SHAPES, "shape": "error", "data": {"error": message, "hint": hint, "exit": exit as u8, "faults": faults}
            });
            let _ = writeln!(std::io::stderr().lock(), "{shaped}");
            return exit;
        }
        let mut err = anstream::stderr().lock();
        let (bad, good) = (AnsiColor::Red.on_default().bold(), AnsiColor::Cyan.on_default().bold());
        let _ = writeln!(err, "{bad}error{bad:#}: {message}");
        for fault in faults {
            let _ = writeln!(err, "  {}", visible(fault));
        }
        if let Some(hint) = hint {
            let _ = writeln!(err, "{good}hint{good:#}: {hint}");
        }
        exit
    }

    /// Gives a progress bar for work of a known size; it shows itself to people only, and only if the work is long.
    pub fn progress(&self, what: &'static str) -> Progress {
        let shown = std::io::stderr().is_terminal() && !self.manner.quiet && !self.manner.json;
        Progress { what, shown, bar: None, began: std::time::Instant::now() }
    }

    /// Shows people that work of unknown size goes on.
    pub fn spinner(&self, what: &'static str) -> Spinner {
        let shown = std::io::stderr().is_terminal() && !self.manner.quiet && !self.manner.json;
        let bar = shown.then(|| {
            let bar = indicatif::ProgressBar::new_spinner().with_message(what);
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
            bar
        });
        Spinner { bar }
    }
}

/// A sign that work of unknown size goes on; it goes away when it is dropped.
pub struct Spinner {
    bar: Option<indicatif::ProgressBar>,
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A progress bar that appears once the work has taken a second.
pub struct Progress {
    what: &'static str,
    shown: bool,
    bar: Option<indicatif::ProgressBar>,
    began: std::time::Instant,
}

impl Progress {
    /// Tells how much is done.
    pub fn at(&mut self, done: u64, total: u64) {
        if !self.shown || (self.bar.is_none() && self.began.elapsed().as_millis() < 1000) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}")
                .expect("the template is well formed");
            indicatif::ProgressBar::new(total).with_style(style).with_message(self.what)
        });
        bar.set_length(total);
        bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Page {
    /// Adds a line.
    pub fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// Gives what was put together so far.
    pub fn text(&self) -> &str {
        self.text.trim_end()
    }

    /// Adds a heading with space above it.
    pub fn heading(&mut self, heading: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let bold = Style::new().bold();
        let _ = writeln!(self.text, "{bold}{heading}{bold:#}");
    }

    /// Adds a name and what it holds, aligned, if it holds anything.
    pub fn field(&mut self, name: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            let value = visible_lines(value.as_ref());
            let dim = Style::new().dimmed();
            let _ = writeln!(self.text, "  {dim}{name:<14}{dim:#} {value}");
        }
    }

    /// Adds a table without lines: columns of what people wrote, made harmless; the last column may wrap.
    pub fn table(&mut self, headers: &[&str], rows: Vec<Vec<String>>) {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
        table.set_width(width());
        table.set_header(headers.iter().map(|header| header.to_uppercase()));
        for row in rows {
            table.add_row(row.iter().map(|cell| visible(cell)));
        }
        for line in table.lines() {
            self.line(line.trim_end());
        }
    }
}

fn width() -> u16 {
    let terminal = terminal_width().unwrap_or(100);
    terminal.clamp(60, 200)
}

/// Gives the width that was set in the environment, else that of the terminal, where there is one.
pub fn terminal_width() -> Option<u16> {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    set.or_else(|| comfy_table::Table::new().width())
}

/// Shortens a text to a width in terminal columns.
pub fn shortened(text: &str, columns: usize) -> String {
    let shown = visible(text);
    if shown.width() <= columns {
        return shown;
    }
    let mut short = String::new();
    for character in shown.chars() {
        if format!("{short}{character}").width() >= columns {
            break;
        }
        short.push(character);
    }
    short.trim_end().to_string() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_strangers_is_shown_not_obeyed() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\u{202e}c\nd"), "a\\u{1b}[31mb\\u{7}\\u{202e}c d");
        assert_eq!(visible("Peñón 漢字"), "Peñón 漢字");
        assert_eq!(shortened("one two three", 8), "one two…");
    }
}
