//! Finds the piece that a row belongs to.

use super::summary::{KEPT, Summary};
use super::writer::Writer;
use crate::piece;
use record::model::disclosure::Value;
use record::model::event::PieceAdded;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use store::Reader;
use store::error::{Error, Result};

/// The pieces that rows can name, and the one for rows that name none.
pub struct Pieces {
    hasher: RandomState,
    /// By title and by identifier; `None` where two pieces share it.
    named: HashMap<u64, Option<i64>>,
    /// The piece for rows that name none.
    standard: Option<i64>,
    /// How many pieces there were at first.
    count: usize,
    title_of_file: String,
    had_claims: HashMap<i64, bool>,
}

impl Pieces {
    /// Looks at what is there: `of` names the piece for rows that name none.
    pub fn of(reader: Reader, of: Option<&str>, title_of_file: &str, hasher: RandomState) -> Result<Self> {
        let pieces = reader.pieces()?;
        let mut named: HashMap<u64, Option<i64>> = HashMap::new();
        for piece in &pieces {
            for name in [&piece.external_id, &piece.title].into_iter().flatten() {
                let row = named.entry(hasher.hash_one(name.trim())).or_insert(Some(piece.row));
                *row = row.filter(|row| *row == piece.row);
            }
        }
        let standard = match (of, &pieces[..]) {
            (Some(_), _) => Some(piece(reader, of)?.row),
            (None, [only]) => Some(only.row),
            (None, _) => named.get(&hasher.hash_one(title_of_file)).copied().flatten(),
        };
        let (count, title_of_file) = (pieces.len(), title_of_file.to_string());
        Ok(Self { hasher, named, standard, count, title_of_file, had_claims: HashMap::new() })
    }

    /// Finds the piece by the name in a row, or adds it; the inner error says why a name means none.
    pub fn find(
        &mut self,
        name: Option<&str>,
        writer: &mut impl Writer,
        summary: &mut Summary,
    ) -> Result<Result<i64, String>> {
        let title = match (name, self.standard) {
            (None, Some(row)) => return Ok(Ok(row)),
            (None, None) => self.title_for_nameless(writer.reader())?,
            (Some(name), _) => name.to_string(),
        };
        let key = self.hasher.hash_one(title.as_str());
        let row = match self.named.get(&key) {
            Some(Some(row)) => *row,
            Some(None) => return Ok(Err(format!("more than one piece is called `{title}`: give its identifier"))),
            None => self.add(key, &title, writer, summary)?,
        };
        if name.is_none() {
            self.standard = Some(row);
        }
        Ok(Ok(row))
    }

    /// Where there are several pieces, which one is meant has to be said.
    fn title_for_nameless(&self, reader: Reader) -> Result<String> {
        match self.count {
            0 => Ok(self.title_of_file.clone()),
            _ => Err(piece(reader, None).err().unwrap_or_else(|| Error::Invalid("no piece was named".into()))),
        }
    }

    fn add(&mut self, key: u64, title: &str, writer: &mut impl Writer, summary: &mut Summary) -> Result<i64> {
        let row =
            writer.record(|| (PieceAdded { due: None }.into(), vec![("title", Value::Text(title.to_string()))]))?;
        self.named.insert(key, Some(row));
        self.had_claims.insert(row, false);
        if summary.new_pieces.len() < KEPT {
            summary.new_pieces.push(title.to_string());
        }
        Ok(row)
    }

    /// Says whether a piece had any claim before this import.
    pub fn had_claims(&mut self, piece: i64, reader: Reader) -> Result<bool> {
        if let Some(had) = self.had_claims.get(&piece) {
            return Ok(*had);
        }
        // Asked before the first claim of the piece is taken in.
        let had = reader.has_claims(piece)?;
        self.had_claims.insert(piece, had);
        Ok(had)
    }
}
