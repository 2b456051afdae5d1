//! Reading in a process of its own, which can be ended when a hostile file makes a library loop or eat memory.
//!
//! The caller starts a second copy of the program, hands it the file on standard input, passes what
//! [`answer`] gives on to standard output, and takes it in with [`take_answer`]. It ends the process after
//! [`limits::TIME`](super::limits::TIME), which is [`too_slow`], and bounds its memory to
//! [`limits::MEMORY`](super::limits::MEMORY). A process that ends without an answer is [`crashed`].

use super::cell::{self, CellValue};
use super::document::Document;
use super::fault::Fault;
use super::{Format, Reading, limits, read};

/// Reads a file and gives the outcome as bytes, for the process that waits.
pub fn answer(bytes: &[u8], name: &str, reading: Reading) -> Vec<u8> {
    let outcome = read(bytes, name, reading);
    serde_json::to_vec(&outcome).unwrap_or_default()
}

/// Takes the outcome from the bytes that a worker gave.
///
/// # Errors
/// The fault that the worker found, or [`Fault::Crashed`] if it did not end its answer.
pub fn take_answer(answer: &[u8], format: Format) -> Result<Document, Fault> {
    serde_json::from_slice(answer).unwrap_or_else(|_| Err(crashed(format)))
}

/// Reads one figure of a file and gives the outcome as bytes, for the process that waits; `address` is as a
/// [`cell::CellAddress`] writes itself.
pub fn answer_cell(bytes: &[u8], name: &str, address: &str) -> Vec<u8> {
    let outcome = address.parse().and_then(|address| cell::read(bytes, name, &address));
    serde_json::to_vec(&outcome).unwrap_or_default()
}

/// Takes the outcome from the bytes that a worker gave for a figure.
///
/// # Errors
/// As [`take_answer`].
pub fn take_cell_answer(answer: &[u8], format: Format) -> Result<CellValue, Fault> {
    serde_json::from_slice(answer).unwrap_or_else(|_| Err(crashed(format)))
}

/// Gives the fault for a worker that ended without an answer.
pub fn crashed(format: Format) -> Fault {
    Fault::Crashed { what: format.to_string() }
}

/// Gives the fault for a worker that was ended because its time was up.
pub fn too_slow() -> Fault {
    Fault::TooSlow { seconds: limits::TIME.as_secs() }
}
