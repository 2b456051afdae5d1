//! Streams that count what passes through them, and stop what unpacks to too much.

use super::fault::Fault;
use super::limits::Limits;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Counts the bytes that are read through it.
pub(super) struct Counted<S> {
    inner: S,
    passed: Rc<Cell<u64>>,
}

impl<S> Counted<S> {
    pub fn new(inner: S) -> Self {
        Self { inner, passed: Rc::default() }
    }

    /// Gives the running count, to be looked at while the stream is in use.
    pub fn passed(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.passed)
    }
}

impl<S: Read> Read for Counted<S> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(piece)?;
        self.passed.set(self.passed.get() + read as u64);
        Ok(read)
    }
}

/// Passes on what unpacks, until it is too much for what it was packed in.
pub(super) struct Unpacked<S> {
    pub inner: S,
    pub packed: Rc<Cell<u64>>,
    pub most: u64,
    pub ratio: u64,
    pub free: u64,
    pub passed: u64,
}

impl<S> Unpacked<S> {
    pub fn new(inner: S, packed: Rc<Cell<u64>>, limits: &Limits) -> Self {
        let Limits { unpacked: most, ratio, free, .. } = *limits;
        Self { inner, packed, most, ratio, free, passed: 0 }
    }
}

impl<S: Read> Read for Unpacked<S> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(piece)?;
        self.passed += read as u64;
        let most = self.most.min(self.packed.get().saturating_mul(self.ratio).max(self.free));
        match self.passed > most {
            true => Err(io::Error::other(Fault::Bomb { part: "the archive".to_owned(), most })),
            false => Ok(read),
        }
    }
}
