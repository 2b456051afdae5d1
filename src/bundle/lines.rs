//! Reading a file of a bundle line by line, each within a bound.

use std::io::{BufRead, BufReader, Read};

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
