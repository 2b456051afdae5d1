//! Bytes from outside, kept by their SHA-256 in chunks.

use super::Reader;
use super::append::Append;
use crate::error::{Error, Result};
use record::model::id::Id;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// Bytes in a chunk.
pub(super) const CHUNK: usize = 1 << 20;

/// From how many bytes on a file is hashed in a thread of its own.
const LARGE: u64 = 4 << 20;

/// The hash and size of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    pub sha256: Id,
    pub bytes: u64,
}

/// Reads everything once, to know what it is.
pub fn measure(path: &Path, mut from: impl Read, mut each: impl FnMut(u64)) -> Result<Measured> {
    let (mut hasher, mut bytes, mut chunk) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        let filled = fill(&mut from, &mut chunk).map_err(|error| Error::file(path, &error))?;
        if filled == 0 {
            return Ok(Measured { sha256: Id(hasher.finalize().into()), bytes });
        }
        hasher.update(&chunk[..filled]);
        bytes += filled as u64;
        each(bytes);
    }
}

fn fill(from: &mut impl Read, chunk: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < chunk.len() {
        match from.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

impl Append<'_> {
    /// Streams bytes in; bytes that are there already are not stored again.
    pub fn keep(
        &mut self,
        path: &Path,
        expected: Measured,
        mut from: impl Read,
        mut each: impl FnMut(u64),
    ) -> Result<()> {
        let known = "SELECT 1 FROM blob WHERE sha256 = ?1";
        if self.tx.query_row(known, [expected.sha256.0], |_| Ok(())).optional()?.is_some() {
            return Ok(());
        }
        let insert =
            "INSERT INTO blob (row, sha256, bytes) VALUES ((SELECT coalesce(max(row), 0) + 1 FROM blob), ?1, ?2)";
        self.tx.execute(insert, params![expected.sha256.0, expected.bytes as i64])?;
        let blob = self.tx.last_insert_rowid();
        let (mut hasher, mut bytes, mut chunk) = (Sha256::new(), 0, vec![0; CHUNK]);
        for position in 0.. {
            let filled = fill(&mut from, &mut chunk).map_err(|error| Error::file(path, &error))?;
            if filled == 0 {
                break;
            }
            hasher.update(&chunk[..filled]);
            bytes += filled as u64;
            self.tx
                .prepare_cached("INSERT INTO blob_chunk (blob, position, data) VALUES (?1, ?2, ?3)")?
                .execute(params![blob, position, &chunk[..filled]])?;
            each(bytes);
        }
        let read = Measured { sha256: Id(hasher.finalize().into()), bytes };
        match read == expected {
            true => Ok(()),
            false => Err(Error::File { path: path.to_path_buf(), reason: "it changed while it was being read".into() }),
        }
    }
}

impl Reader<'_> {
    /// Streams bytes out, checking them against their hash; `false` where they are not in the casebook.
    pub fn pour(&self, sha256: Id, out: &mut impl Write) -> Result<bool> {
        let find = "SELECT row, bytes FROM blob WHERE sha256 = ?1";
        let found = self.0.query_row(find, [sha256.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
        let Some((blob, bytes)) = found.optional()? else { return Ok(false) };
        let found = match bytes as u64 > LARGE {
            true => self.pour_and_hash_beside(blob, out)?,
            false => {
                let mut hasher = Sha256::new();
                self.each_chunk(blob, |data| {
                    hasher.update(data);
                    out.write_all(data).map_err(Error::Output)
                })?;
                Id(hasher.finalize().into())
            }
        };
        match found == sha256 {
            true => Ok(true),
            false => Err(Error::Damaged(format!("the bytes kept as {} are not those bytes", sha256.short()))),
        }
    }

    /// Streams bytes out while another thread hashes them, which takes about as long as reading and writing them.
    fn pour_and_hash_beside(&self, blob: i64, out: &mut impl Write) -> Result<Id> {
        std::thread::scope(|scope| {
            let (send, receive) = sync_channel::<Vec<u8>>(4);
            let hashing = scope.spawn(move || {
                let mut hasher = Sha256::new();
                receive.into_iter().for_each(|data| hasher.update(data));
                Id(hasher.finalize().into())
            });
            self.each_chunk(blob, |data| {
                // The other side takes all that it is sent.
                let _ = send.send(data.to_vec());
                out.write_all(data).map_err(Error::Output)
            })?;
            drop(send);
            Ok(hashing.join().expect("the hashing thread does not panic"))
        })
    }

    fn each_chunk(&self, blob: i64, mut each: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut select = self.0.prepare_cached("SELECT data FROM blob_chunk WHERE blob = ?1 ORDER BY position")?;
        let mut rows = select.query([blob])?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        }
        Ok(())
    }

    /// Gives kept bytes whole, up to a limit that the caller can hold.
    pub fn bytes(&self, sha256: Id) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        Ok(self.pour(sha256, &mut bytes)?.then_some(bytes))
    }

    /// Lists every kept file: its hash and size.
    pub fn blobs(&self) -> Result<Vec<Measured>> {
        let mut select = self.0.prepare_cached("SELECT sha256, bytes FROM blob ORDER BY row")?;
        let blobs = select
            .query_map([], |row| Ok(Measured { sha256: Id(row.get(0)?), bytes: row.get::<_, i64>(1)? as u64 }))?;
        Ok(blobs.collect::<Result<_, _>>()?)
    }
}
