//! Finds out how a table is written: its separator, its encoding, and whether a byte order mark stands first.

use super::Fault;
use std::io::{ErrorKind, Read};

/// How many bytes from the start of a file are looked at to find the separator.
pub const SAMPLE: usize = 64 * 1024;

pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that vote on the separator: more would let a long text in one cell outvote the header.
const VOTING_ROWS: usize = 20;

/// How letters are stored as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// What older spreadsheet programs save under Western European settings; every byte is a letter of it.
    Windows1252,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two cells: comma, semicolon, tab or vertical bar.
    pub delimiter: u8,
    pub encoding: Encoding,
    /// Whether the file opens with the UTF-8 byte order mark.
    pub bom: bool,
}

/// Reads a dialect off the first bytes of a file.
///
/// The encoding is right only as far as the sample goes; [`survey`] looks at the whole file. A file in UTF-16 is a
/// fault, and so is one in UTF-32.
pub fn sniff(sample: &[u8]) -> Result<Dialect, Fault> {
    if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") || sample.starts_with(b"\0\0\xFE\xFF") {
        return Err(Fault::whole("the file is written in UTF-16 or UTF-32: save it as “CSV UTF-8” and bring that one"));
    }
    let bom = sample.starts_with(BYTE_ORDER_MARK);
    let content = if bom { &sample[BYTE_ORDER_MARK.len()..] } else { sample };
    let mut check = Utf8Check::default();
    check.feed(content);
    let encoding = if bom || !check.failed { Encoding::Utf8 } else { Encoding::Windows1252 };
    Ok(Dialect { delimiter: announced_separator(content).unwrap_or_else(|| likely_separator(content)), encoding, bom })
}

/// Looks through a whole file, in pieces, and reads its dialect.
///
/// A byte order mark promises UTF-8, so a file that opens with one is taken at its word.
pub fn survey(mut content: impl Read) -> Result<Dialect, Fault> {
    let mut piece = vec![0; SAMPLE];
    let mut filled = fill(&mut content, &mut piece)?;
    let mut dialect = sniff(&piece[..filled])?;
    let mut check = Utf8Check::default();
    while filled > 0 && !dialect.bom {
        check.feed(&piece[..filled]);
        if check.failed {
            break;
        }
        filled = fill(&mut content, &mut piece)?;
    }
    if !dialect.bom {
        dialect.encoding = if check.finish() { Encoding::Utf8 } else { Encoding::Windows1252 };
    }
    Ok(dialect)
}

/// Reads until the piece is full or the content ends.
pub(super) fn fill(content: &mut impl Read, piece: &mut [u8]) -> Result<usize, Fault> {
    let mut filled = 0;
    while filled < piece.len() {
        match content.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::whole(format!("the file could not be read: {error}"))),
        }
    }
    Ok(filled)
}

/// Takes the separator that a spreadsheet program announced in a first line of its own: `sep=;`.
fn announced_separator(content: &[u8]) -> Option<u8> {
    match content {
        [b's', b'e', b'p', b'=', separator, b'\r' | b'\n', ..] if SEPARATORS.contains(separator) => Some(*separator),
        _ => None,
    }
}

/// Takes the separator that divides the most rows into as many cells as the header has; then the one with more cells.
fn likely_separator(content: &[u8]) -> u8 {
    let mut rows = count_separators(content);
    // A title above the table has no separator.
    let titles = rows.iter().take_while(|row| row.iter().all(|count| *count == 0)).count();
    if titles < rows.len() {
        rows.drain(..titles);
    }
    let strength = |at: usize| {
        let in_header = rows.first().map_or(0, |row| row[at]);
        let agreeing = rows.iter().filter(|row| row[at] == in_header).count();
        (in_header > 0, agreeing, in_header)
    };
    // `max_by_key` takes the last of equals; reversed, a doubtful file is read with commas.
    let best = (0..SEPARATORS.len()).rev().max_by_key(|&at| strength(at)).unwrap_or(0);
    SEPARATORS[best]
}

/// Counts each separator outside quotes, row by row; a last row that the sample cuts off does not vote.
fn count_separators(content: &[u8]) -> Vec<[usize; 4]> {
    let (mut rows, mut row, mut quoted, mut begun) = (Vec::new(), [0; 4], false, false);
    for &byte in content {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => {
                if begun {
                    rows.push(row);
                }
                if rows.len() == VOTING_ROWS {
                    return rows;
                }
                (row, begun) = ([0; 4], false);
                continue;
            }
            _ if quoted => {}
            _ => SEPARATORS.iter().position(|&mark| mark == byte).into_iter().for_each(|at| row[at] += 1),
        }
        begun = true;
    }
    if rows.is_empty() {
        rows.push(row);
    }
    rows
}

/// Checks piece by piece that a file is UTF-8, so that it need not be in memory.
#[derive(Clone, Debug, Default)]
pub struct Utf8Check {
    /// The first bytes of a letter that the last piece cut in two.
    begun: Vec<u8>,
    failed: bool,
}

impl Utf8Check {
    /// Takes the next piece of the file.
    pub fn feed(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while let ([_, ..], Some((&next, after))) = (self.begun.as_slice(), rest.split_first()) {
            self.begun.push(next);
            rest = after;
            match std::str::from_utf8(&self.begun) {
                Ok(_) => self.begun.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return self.failed = true,
            }
        }
        match std::str::from_utf8(rest) {
            Err(error) if error.error_len().is_none() => self.begun = rest[error.valid_up_to()..].to_vec(),
            checked => self.failed |= checked.is_err(),
        }
    }

    /// Says, after the last piece, whether all of it was UTF-8.
    pub fn finish(self) -> bool {
        !self.failed && self.begun.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], delimiter: u8, encoding: Encoding, bom: bool) {
        assert_eq!(survey(content), Ok(Dialect { delimiter, encoding, bom }), "{}", content.escape_ascii());
    }

    #[test]
    fn dialects_are_read_off_the_content() {
        use Encoding::{Utf8, Windows1252};
        check(b"claim,amount\nA,1\n", b',', Utf8, false);
        check(b"claim;amount\r\nA;62,5\r\nB, too;15,0\r\n", b';', Utf8, false);
        check(b"claim\tamount, if any\nA\t1\n", b'\t', Utf8, false);
        check(b"claim|amount|unit\nA, B, C|1|USD\n", b'|', Utf8, false);
        check(b"\xEF\xBB\xBFclaim;amount\n", b';', Utf8, true);
        check(b"\"a;b;c\",\"d;e\"\n\"1;2;3\n4;5\",x\n", b',', Utf8, false);
        check(b"claim; source, page\nA; B\nC; D\n", b';', Utf8, false);
        check(b"afirmaci\xF3n;cita\nuna;dos\n", b';', Windows1252, false);
        check("afirmación;cita\n".as_bytes(), b';', Utf8, false);
        check(b"sep=;\r\na,b;c\r\n", b';', Utf8, false);
        check(b"claim\nA\n", b',', Utf8, false);
        check(b"", b',', Utf8, false);
    }

    #[test]
    fn a_stray_byte_at_the_far_end_is_seen() {
        let mut content = b"claim,amount\n".repeat(20_000);
        content.push(0xF3);
        check(&content, b',', Encoding::Windows1252, false);
        assert_eq!(sniff(&content[..SAMPLE]).map(|dialect| dialect.encoding), Ok(Encoding::Utf8));
    }

    #[test]
    fn utf_16_is_refused_with_a_way_out() {
        for start in [&b"\xFF\xFEc\0l\0"[..], b"\xFE\xFF\0c\0l"] {
            assert!(sniff(start).unwrap_err().to_string().contains("CSV UTF-8"));
        }
    }

    #[test]
    fn a_letter_may_be_cut_anywhere() {
        let text = "año € 𐍈 —".as_bytes();
        for size in 1..=text.len() {
            let mut check = Utf8Check::default();
            text.chunks(size).for_each(|piece| check.feed(piece));
            assert!(check.finish(), "pieces of {size}");
        }
        for wrong in [&b"\xE2\x82"[..], b"\xE2x", b"\xFF", b"\xC0\xAF"] {
            let mut check = Utf8Check::default();
            wrong.chunks(1).for_each(|piece| check.feed(piece));
            assert!(!check.finish(), "{wrong:?}");
        }
    }
}
