//! Watches the bytes of a table on their way to the parser, so that nothing over-long is ever held in memory.
//!
//! The parser gathers a cell until it ends, however long that takes, and says neither where a cell starts nor that
//! its quotation mark was never closed. The guard follows the same rules one step ahead and knows both.

use std::collections::VecDeque;
use std::io::{self, Read};

/// The longest cell, in bytes after quotation marks are taken off: 256 KiB.
pub const CELL_LIMIT: u64 = 256 * 1024;
/// The longest row, in bytes as written: 4 MiB.
pub const ROW_LIMIT: u64 = 4 * 1024 * 1024;
/// The most columns.
pub const COLUMN_LIMIT: usize = 1024;

/// What the guard refused, with the column by position from 0.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub line: u64,
    pub column: usize,
    pub reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    RowStart,
    CellStart,
    Plain,
    Quoted,
    /// After a quotation mark within quotes: the end of the quotes, or half of a doubled mark.
    Closing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Delimiter,
    Quote,
    Return,
    Newline,
    Nul,
}

/// Passes a table through and stops in front of the first row that is out of bounds.
pub struct Guard<R> {
    content: R,
    classes: [Class; 256],
    state: State,
    after_return: bool,
    /// Bytes seen before the piece at hand.
    passed: u64,
    line: u64,
    column: usize,
    row_start: u64,
    cell_start: u64,
    cell_line: u64,
    /// The lines on which the rows start that the parser has not given out yet.
    row_lines: VecDeque<u64>,
    refusal: Option<Refusal>,
}

impl<R: Read> Guard<R> {
    pub fn new(content: R, delimiter: u8) -> Self {
        let mut classes = [Class::Letter; 256];
        let marks = [(b'"', Class::Quote), (b'\r', Class::Return), (b'\n', Class::Newline), (0, Class::Nul)];
        marks.into_iter().for_each(|(byte, class)| classes[usize::from(byte)] = class);
        classes[usize::from(delimiter)] = Class::Delimiter;
        Self {
            content,
            classes,
            state: State::RowStart,
            after_return: false,
            passed: 0,
            line: 1,
            column: 0,
            row_start: 0,
            cell_start: 0,
            cell_line: 1,
            row_lines: VecDeque::new(),
            refusal: None,
        }
    }

    /// Gives the line on which the next row starts; to be asked once for each row that the parser gives out.
    pub fn next_row_line(&mut self) -> u64 {
        debug_assert!(!self.row_lines.is_empty(), "the guard and the parser disagree on what a row is");
        self.row_lines.pop_front().unwrap_or(self.line)
    }

    /// Gives what was refused, if the reading stopped for that.
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal.clone()
    }

    /// Follows a piece; `Err` says why its current row cannot pass.
    fn follow(&mut self, piece: &[u8]) -> Result<(), String> {
        for (at, &byte) in piece.iter().enumerate() {
            let class = self.classes[usize::from(byte)];
            // Nearly every byte ends here.
            if class == Class::Letter && matches!(self.state, State::Plain | State::Quoted) {
                continue;
            }
            self.step(class, self.passed + at as u64)?;
        }
        self.passed += piece.len() as u64;
        self.check_length(self.passed)
    }

    fn step(&mut self, class: Class, at: u64) -> Result<(), String> {
        if class == Class::Nul {
            if self.state == State::RowStart {
                self.start_row(at);
            }
            return Err("there is a NUL byte, which text has not: the file may be UTF-16 or no CSV at all".into());
        }
        let ends_line = matches!(class, Class::Return | Class::Newline);
        if ends_line {
            self.count_line(class);
        } else {
            self.after_return = false;
        }
        match self.state {
            State::Quoted if class == Class::Quote => self.leave_out(State::Closing),
            State::Quoted => {}
            State::Closing if class == Class::Quote => self.state = State::Quoted,
            State::RowStart if ends_line => {}
            _ if ends_line => self.end_row(at)?,
            State::RowStart => {
                self.start_row(at);
                self.step_in_row(class, at)?;
            }
            State::CellStart | State::Plain | State::Closing => self.step_in_row(class, at)?,
        }
        Ok(())
    }

    fn step_in_row(&mut self, class: Class, at: u64) -> Result<(), String> {
        match class {
            Class::Delimiter => self.end_cell(at),
            Class::Quote if self.state == State::CellStart => {
                self.leave_out(State::Quoted);
                Ok(())
            }
            _ => {
                self.state = State::Plain;
                Ok(())
            }
        }
    }

    /// A quotation mark that is no part of the cell's text does not count towards its length.
    fn leave_out(&mut self, then: State) {
        self.cell_start += 1;
        self.state = then;
    }

    fn count_line(&mut self, class: Class) {
        // "\r\n" is one end of line, counted at its "\r".
        if class == Class::Return || !self.after_return {
            self.line += 1;
        }
        self.after_return = class == Class::Return;
    }

    fn start_row(&mut self, at: u64) {
        self.row_lines.push_back(self.line);
        self.row_start = at;
        self.column = 0;
        self.start_cell(at);
    }

    fn start_cell(&mut self, at: u64) {
        (self.cell_start, self.cell_line, self.state) = (at, self.line, State::CellStart);
    }

    fn end_cell(&mut self, at: u64) -> Result<(), String> {
        self.check_length(at)?;
        self.column += 1;
        self.start_cell(at + 1);
        match self.column {
            COLUMN_LIMIT.. => Err(format!("the row has more than {COLUMN_LIMIT} columns")),
            _ => Ok(()),
        }
    }

    fn end_row(&mut self, at: u64) -> Result<(), String> {
        self.check_length(at)?;
        self.state = State::RowStart;
        Ok(())
    }

    fn check_length(&self, at: u64) -> Result<(), String> {
        if self.state == State::RowStart {
            return Ok(());
        }
        let unclosed = match self.state {
            State::Quoted => "; perhaps its quotation mark is never closed",
            _ => "",
        };
        if at.saturating_sub(self.cell_start) > CELL_LIMIT {
            return Err(format!("the cell is longer than {} KiB{unclosed}", CELL_LIMIT / 1024));
        }
        if at - self.row_start > ROW_LIMIT {
            return Err(format!("the row is longer than {} MiB{unclosed}", ROW_LIMIT / 1024 / 1024));
        }
        Ok(())
    }

    fn refuse(&mut self, reason: String) -> io::Error {
        self.refusal = Some(Refusal { line: self.cell_line, column: self.column, reason });
        io::Error::other("the table is out of bounds")
    }

    /// Says how much of a refused piece still belongs to rows that are in order.
    fn sound_part(&self, piece_start: u64) -> usize {
        usize::try_from(self.row_start.saturating_sub(piece_start)).unwrap_or(0)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        if self.refusal.is_some() {
            return Err(io::Error::other("the table is out of bounds"));
        }
        let read = self.content.read(piece)?;
        if read == 0 && !piece.is_empty() && self.state == State::Quoted {
            return Err(self.refuse("a quotation mark opens the cell and none closes it".into()));
        }
        let piece_start = self.passed;
        match self.follow(&piece[..read]) {
            Ok(()) => Ok(read),
            Err(reason) => {
                let error = self.refuse(reason);
                // The rows in front are handed on first, so that faults are named in the order of the file.
                match self.sound_part(piece_start) {
                    0 => Err(error),
                    sound => Ok(sound),
                }
            }
        }
    }
}
