//! The cells of a workbook that a person worked in, each with its address.

use super::fault::Fault;
use super::limits::Limits;
use super::sheet;
use super::sniff::Format;
use std::collections::BTreeMap;

/// A cell that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub text: String,
    /// It is stored as a number, of which a spreadsheet keeps fifteen digits.
    pub number: bool,
}

/// The cells of a sheet by row (from 1) and column (from 0).
pub type Cells = BTreeMap<u32, BTreeMap<u32, Content>>;

/// Reads the named sheets of a workbook; one that it lacks is not among them.
///
/// # Errors
/// A [`Fault`] for a file that is no workbook, is broken, or is meant to do harm.
pub fn read(bytes: &[u8], names: &[&str]) -> Result<BTreeMap<String, Cells>, Fault> {
    let mut sheets: BTreeMap<String, Cells> = BTreeMap::new();
    let wanted = |_: usize, name: &str| names.contains(&name);
    sheet::walk(bytes, Format::Xlsx, &Limits::default(), &wanted, &mut |name, cell| {
        // Escapes such as `_x000D_` were read already.
        let number = cell.number.is_some();
        let content = Content { text: cell.number.unwrap_or(cell.text), number };
        sheets.entry(name.to_string()).or_default().entry(cell.row).or_default().insert(cell.column, content);
        true
    })?;
    Ok(sheets)
}

/// Reads `_x000D_` for the character that it stands for, as ECMA-376 (22.9.2.19) has it.
pub fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let hex = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = hex.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (known, taken) = letter.map_or((None, 2), |letter| (Some(letter), 7));
        plain.push_str(&rest[..at]);
        match known {
            Some(letter) => plain.push(letter),
            None => plain.push_str("_x"),
        }
        rest = &rest[at + taken..];
    }
    plain + rest
}

/// Gives the letters of a column from 0: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let (before, last) = (column / 26, (b'A' + (column % 26) as u8) as char);
    if before == 0 { last.to_string() } else { format!("{}{last}", letters(before - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_escapes_are_read() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        for (written, meant) in
            [("a_x000D_b", "a\rb"), ("_x005F_x0041_", "_x0041_"), ("_x00", "_x00"), ("_xé00_", "_xé00_")]
        {
            assert_eq!(unescaped(written), meant);
        }
    }
}
