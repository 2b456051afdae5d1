//! What the page's worker calls, and what it lends: memory for texts, and the bytes of the files that were dropped.
//!
//! The only code of the crate that handles raw memory, since a page hands over nothing else.
#![allow(unsafe_code)]

use super::answer::{Answer, Dropped, answer};
use serde::Deserialize;
use std::io::{Read, Seek, SeekFrom};

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// Copies bytes of a file into memory: up to `most` from `from` on; gives how many, negative where it failed.
    fn read(file: u32, from: f64, into: *mut u8, most: u32) -> i32;
    /// Hears how many bytes were verified.
    fn told(bytes: f64);
}

/// What the worker asks.
#[derive(Deserialize)]
struct Asked {
    files: Vec<Named>,
    trust: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    size: u64,
}

/// A file that the page holds.
struct PageFile {
    number: u32,
    size: u64,
    at: u64,
}

impl Read for PageFile {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = self.size.saturating_sub(self.at).min(into.len() as u64).min(1 << 20) as u32;
        if left == 0 {
            return Ok(0);
        }
        // SAFETY: `into` is writable for at least `left` bytes, and the page writes no more than it is asked for.
        let count = unsafe { read(self.number, self.at as f64, into.as_mut_ptr(), left) };
        match u32::try_from(count) {
            Ok(count) if count <= left => {
                self.at += u64::from(count);
                Ok(count as usize)
            }
            _ => Err(std::io::Error::other("the browser could not read the file")),
        }
    }
}

impl Seek for PageFile {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let (base, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(by) => (self.size, by),
            SeekFrom::Current(by) => (self.at, by),
        };
        let before = || std::io::Error::new(std::io::ErrorKind::InvalidInput, "before the beginning of the file");
        self.at = base.checked_add_signed(by).ok_or_else(before)?;
        Ok(self.at)
    }
}

/// Lends memory for a text of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn lend(bytes: usize) -> *mut u8 {
    Box::leak(vec![0; bytes].into_boxed_slice()).as_mut_ptr()
}

/// Verifies what the text in lent memory names; gives where the answer stands, JSON: its length as four bytes, little
/// end first, then its text. The memory of the question is taken back, that of the answer stays.
///
/// # Safety
/// `asked` is what [`lend`] gave for `bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn verify(asked: *mut u8, bytes: usize) -> *const u8 {
    // SAFETY: the caller hands back memory that was lent as a boxed slice of this very length.
    let asked = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(asked, bytes)) };
    let answer = match serde_json::from_slice::<Asked>(&asked) {
        Ok(Asked { files, trust }) => {
            let dropped = files.into_iter().enumerate().map(|(number, Named { name, size })| {
                let file = PageFile { number: number as u32, size, at: 0 };
                Dropped { name, file }
            });
            // SAFETY: the page takes a number and touches no memory.
            answer(dropped.collect(), &trust, &mut |bytes| unsafe { told(bytes as f64) })
        }
        Err(error) => Answer { meaning: error.to_string(), ..Answer::default() },
    };
    let text = serde_json::to_vec(&answer).unwrap_or_default();
    let mut told = (text.len() as u32).to_le_bytes().to_vec();
    told.extend(text);
    Box::leak(told.into_boxed_slice()).as_ptr()
}
