//! Reading a file of a bundle line by line, each within a bound.

use super::archive::Archive;
use super::tally::Tally;
use std::io::{BufRead, BufReader, Read, Seek};

/// The longest line, in bytes: an event with the most and longest texts that it can have.
const LONGEST: u64 = 32 << 20;

/// A stream of lines.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    line: String,
}

impl<R: Read> Lines<R> {
    pub fn of(from: R) -> Self {
        Self { from: BufReader::with_capacity(1 << 16, from), line: String::new() }
    }

    /// Gives the next line without its end; `None` behind the last. A sentence says what is wrong.
    pub fn next(&mut self) -> Result<Option<&str>, String> {
        self.line.clear();
        let read = (&mut self.from).take(LONGEST).read_line(&mut self.line).map_err(|error| error.to_string())?;
        match self.line.strip_suffix('\n') {
            Some(line) => Ok(Some(line)),
            None if read == 0 => Ok(None),
            None if read as u64 == LONGEST => Err("a line is too long".into()),
            None => Err("its last line has no end".into()),
        }
    }
}

/// Goes through a file line by line; what is wrong with one, or with the file, is a fault of the file.
pub(super) fn each<R: Read + Seek>(
    archive: &mut Archive<R>,
    path: &str,
    tally: &mut Tally,
    mut take: impl FnMut(&str, &mut Tally) -> Result<(), String>,
) {
    let member = match archive.read(path) {
        Ok(member) => member,
        Err(flaw) => return tally.fault(path, flaw),
    };
    let mut lines = Lines::of(member);
    loop {
        let taken = match lines.next() {
            Ok(None) => return,
            Ok(Some(line)) => take(line, tally),
            Err(fault) => return tally.fault(path, fault),
        };
        taken.unwrap_or_else(|fault| tally.fault(path, fault));
    }
}
