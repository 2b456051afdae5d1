//! Reading a file of any format; where a hostile file could make a library slow, in a process that can be ended.

use crate::error::{Error, Result};
use formats::ingest::cell::{self, CellAddress, CellValue};
use formats::ingest::{Document, Fault, Format, Reading, limits, sniff, worker};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};

/// The hidden command by which the program reads in a process of its own.
pub const WORKER: &str = "read-worker";

/// Up to how many bytes a file of a plain format is read in this process.
const AT_HAND: usize = 256 * 1024;

/// Reads the bytes of a file; `name` helps where the content does not tell the format.
pub fn read(bytes: &[u8], name: &str, reading: Reading) -> Result<Document> {
    let format = sniff::format(bytes, name).map_err(|fault| refused(name, &fault))?;
    if !format.wants_worker() && bytes.len() <= AT_HAND {
        return formats::ingest::read(bytes, name, reading).map_err(|fault| refused(name, &fault));
    }
    let original = if reading == Reading::Original { "original" } else { "accepted" };
    let child = start(format, &[original, name])?;
    let answer = converse(child, bytes, format).map_err(|fault| refused(name, &fault))?;
    worker::take_answer(&answer, format).map_err(|fault| refused(name, &fault))
}

/// Reads a draft from a file, or from standard input where its path is `-`; gives its bytes too.
pub fn read_draft(file: &Path, name: &str, reading: Reading) -> Result<(Vec<u8>, Document)> {
    let bytes = read_limited(file, limits::Limits::default().size)?;
    let document = read(&bytes, name, reading)?;
    Ok((bytes, document))
}

/// Reads a file, or standard input, up to a size; what is too large is not read at all where its size is known.
fn read_limited(file: &Path, limit: u64) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::file(file, &error);
    let too_large = || Error::File {
        path: file.to_path_buf(),
        reason: format!("it is over {} MiB, the most that is read", limit >> 20),
    };
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let open = std::fs::File::open(file).map_err(failed)?;
        if open.metadata().map_err(failed)?.len() > limit {
            return Err(too_large());
        }
        open.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// Reads what stands in one cell of a table.
pub fn read_cell(bytes: &[u8], name: &str, address: &CellAddress) -> Result<CellValue> {
    if !cell::wants_worker(bytes, name) {
        return cell::read(bytes, name, address).map_err(|fault| refused(name, &fault));
    }
    let format = sniff::format(bytes, name).map_err(|fault| refused(name, &fault))?;
    let child = start(format, &["accepted", name, "--cell", &address.to_string()])?;
    let answer = converse(child, bytes, format).map_err(|fault| refused(name, &fault))?;
    worker::take_cell_answer(&answer, format).map_err(|fault| refused(name, &fault))
}

fn refused(name: &str, fault: &Fault) -> Error {
    Error::File { path: name.into(), reason: fault.to_string() }
}

fn start(format: Format, args: &[&str]) -> Result<Child> {
    let program = std::env::current_exe().map_err(|error| Error::Invalid(error.to_string()))?;
    Command::new(program)
        .arg(WORKER)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Error::Invalid(format!("a process to read {format} could not be started: {error}")))
}

/// Hands the file over, waits for the answer, and ends the process when its time is up.
fn converse(mut child: Child, bytes: &[u8], format: Format) -> Result<Vec<u8>, Fault> {
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(worker::crashed(format));
    };
    let (done, answer) = channel();
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A worker that stops listening says why by its answer, or by having none.
            let _ = input.write_all(bytes);
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let _ = output.by_ref().take(limits::MEMORY).read_to_end(&mut answer);
            let _ = done.send(answer);
        });
        let answer = answer.recv_timeout(limits::TIME);
        let _ = child.kill();
        let _ = child.wait();
        answer
    });
    match answer {
        Ok(answer) => Ok(answer),
        Err(RecvTimeoutError::Timeout) => Err(worker::too_slow()),
        Err(RecvTimeoutError::Disconnected) => Err(worker::crashed(format)),
    }
}

/// Reads standard input as the worker does, with its memory bounded.
pub fn work(original: bool, name: &str, cell: Option<&str>) -> Vec<u8> {
    bound_memory();
    let reading = if original { Reading::Original } else { Reading::Accepted };
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => match cell {
            Some(address) => worker::answer_cell(&bytes, name, address),
            None => worker::answer(&bytes, name, reading),
        },
        Err(_) => Vec::new(),
    }
}

#[cfg(unix)]
fn bound_memory() {
    // Where the system does not let itself be told, the time limit still holds.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, limits::MEMORY, limits::MEMORY);
}

#[cfg(not(unix))]
fn bound_memory() {}
