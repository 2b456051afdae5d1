//! The header of an age file: a line for the version, stanzas, and a MAC; sections "Header" and "Recipient stanza" of
//! the format.

use super::Flaw;
use super::keys::FileKey;

/// Base 64 without padding; a spelling that is not the only one is refused.
pub use data_encoding::BASE64_NOPAD as BASE64;

const VERSION: &str = "age-encryption.org/v1";

/// What the line of a stanza begins with, and the last one of a header.
const STANZA: &str = "-> ";
const END: &str = "---";

/// The characters of a full line of a body.
const COLUMNS: usize = 64;

/// The type of a stanza for a password, which is always alone.
const PASSWORD: &str = "scrypt";

/// Bounds of our own, since the format has none: bytes of a header, and its stanzas.
pub const LENGTH: usize = 1 << 20;
pub const STANZAS: usize = 1000;

/// What a header says to one recipient: its type and arguments, and bytes.
pub struct Stanza {
    pub words: Vec<String>,
    pub body: Vec<u8>,
}

/// A header as it was read, and what follows it.
pub struct Header<'a> {
    pub stanzas: Vec<Stanza>,
    /// What the MAC is over: everything before the space in the last line.
    pub covered: &'a [u8],
    pub mac: [u8; 32],
    pub payload: &'a [u8],
}

/// Writes the header of a file with this key.
pub fn write(stanzas: &[Stanza], key: &FileKey) -> Result<String, Flaw> {
    let text = format!("{VERSION}\n{}{END}", stanzas.iter().map(Stanza::write).collect::<String>());
    match stanzas.len() {
        0 => Err(Flaw::ForNobody),
        1..=STANZAS => Ok(format!("{text} {}\n", BASE64.encode(&key.mac(text.as_bytes())))),
        _ => Err(Flaw::Bounds),
    }
}

impl Stanza {
    /// Writes the stanza; its last line is short, and empty where the one before it is full.
    pub fn write(&self) -> String {
        let body = BASE64.encode(&self.body);
        let lines = body.as_bytes().chunks(COLUMNS).map(|line| String::from_utf8_lossy(line).into_owned() + "\n");
        let end = if body.len().is_multiple_of(COLUMNS) { "\n" } else { "" };
        format!("{STANZA}{}\n{}{end}", self.words.join(" "), lines.collect::<String>())
    }

    /// Reads a stanza from what its first line holds behind the arrow, and the lines that follow.
    fn read(first: &[u8], lines: &mut Lines) -> Result<Self, Flaw> {
        let words: Vec<_> = first.split(|byte| *byte == b' ').map(word).collect::<Option<_>>().ok_or(Flaw::Header)?;
        let body = BASE64.decode(&lines.body()?).map_err(|_| Flaw::Header)?;
        Ok(Self { words, body })
    }
}

/// Takes the type or an argument of a stanza: one visible character of ASCII or more.
fn word(bytes: &[u8]) -> Option<String> {
    let visible = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_graphic);
    visible.then(|| String::from_utf8_lossy(bytes).into_owned())
}

impl<'a> Header<'a> {
    /// Reads the header at the start of a file. Whether it is genuine is known only with the key of the file.
    pub fn read(file: &'a [u8]) -> Result<Self, Flaw> {
        let mut lines = Lines::of(file)?;
        let mut stanzas = Vec::new();
        let last = loop {
            let line = lines.next()?;
            let Some(first) = line.strip_prefix(STANZA.as_bytes()) else { break line };
            stanzas.push(Stanza::read(first, &mut lines)?);
            refuse_crowds(&stanzas)?;
        };
        let mac = mac(last).filter(|_| !stanzas.is_empty()).ok_or(Flaw::Header)?;
        let covered = &file[..lines.read - 1 - last.len() + END.len()];
        Ok(Self { stanzas, covered, mac, payload: &file[lines.read..] })
    }
}

/// Reads the last line: dashes, a space and the MAC.
fn mac(line: &[u8]) -> Option<[u8; 32]> {
    let text = line.strip_prefix(END.as_bytes())?.strip_prefix(b" ")?;
    BASE64.decode(text).ok()?.try_into().ok()
}

/// Refuses more stanzas than are read here, and a password beside others: who has it must not pass a file off as one
/// by somebody who knows the others.
fn refuse_crowds(stanzas: &[Stanza]) -> Result<(), Flaw> {
    let password = |stanza: &Stanza| stanza.words.first().is_some_and(|kind| kind == PASSWORD);
    match stanzas.len() {
        0 | 1 => Ok(()),
        ..=STANZAS if !stanzas.iter().any(password) => Ok(()),
        ..=STANZAS => Err(Flaw::Header),
        _ => Err(Flaw::Bounds),
    }
}

/// The lines of a header, as far as they are read.
struct Lines<'a> {
    text: &'a [u8],
    read: usize,
}

impl<'a> Lines<'a> {
    /// Takes the start of a file behind the line of its version.
    fn of(file: &'a [u8]) -> Result<Self, Flaw> {
        let mut lines = Self { text: &file[..file.len().min(LENGTH)], read: 0 };
        match lines.next() {
            Ok(version) if version == VERSION.as_bytes() => Ok(lines),
            _ => Err(Flaw::NoFile),
        }
    }

    /// Reads a line, and gives it without its end.
    fn next(&mut self) -> Result<&'a [u8], Flaw> {
        let rest = &self.text[self.read..];
        let cut = if self.text.len() == LENGTH { Flaw::Bounds } else { Flaw::Header };
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or(cut)?;
        self.read += end + 1;
        Ok(&rest[..end])
    }

    /// Reads the lines of a body, the last of which is the first that is not full.
    fn body(&mut self) -> Result<Vec<u8>, Flaw> {
        let mut text = Vec::new();
        loop {
            let line = self.next()?;
            text.extend_from_slice(line);
            match line.len() {
                COLUMNS => {}
                ..COLUMNS => return Ok(text),
                _ => return Err(Flaw::Header),
            }
        }
    }
}
