//! How the cells of an XLSX are shown: as percent, or with the sign of a currency. The library that reads the values
//! does not tell, so the styles are read beside it, and only where a workbook has such a style.

use crate::ingest::archive::Archive;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::markup::{self, Token};
use std::collections::HashMap;

/// How a cell is shown, as far as that changes what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_percent: bool,
    /// The code or sign of a currency.
    pub currency: Option<String>,
}

/// The looks of a workbook's styles, and where its sheets are.
pub(super) struct Looks<'a> {
    archive: Archive<'a>,
    styles: Vec<Look>,
    /// The part of each sheet by its name.
    parts: HashMap<String, String>,
}

/// The cells of a sheet that have a look, by row (from 1) and column (from 0).
pub(super) type Looking = HashMap<(u32, u32), Look>;

impl<'a> Looks<'a> {
    /// Reads the styles of a workbook.
    pub fn read(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        let mut archive = Archive::open(bytes, limits)?;
        let styles = match archive.text_if_any("xl/styles.xml")? {
            Some(xml) => styles(&xml, limits)?,
            None => Vec::new(),
        };
        let plain = styles.iter().all(|look| *look == Look::default());
        let parts = if plain { HashMap::new() } else { parts(&mut archive, limits)? };
        Ok(Self { archive, styles, parts })
    }

    /// Finds the cells of a sheet that have a look.
    pub fn of_sheet(&mut self, name: &str) -> Result<Looking, Fault> {
        let Some(part) = self.parts.get(name) else { return Ok(Looking::new()) };
        let xml = self.archive.text_if_any(part)?.unwrap_or_default();
        let mut looking = Looking::new();
        for at in memchr::memmem::find_iter(xml.as_bytes(), b"<c ") {
            let tag = xml[at + 3..].split('>').next().unwrap_or_default();
            let style = attribute(tag, "s").and_then(|style| style.parse::<usize>().ok());
            let look = style.and_then(|style| self.styles.get(style)).filter(|look| **look != Look::default());
            if let Some((look, place)) = look.zip(attribute(tag, "r").and_then(place)) {
                looking.insert(place, look.clone());
            }
        }
        Ok(looking)
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_ascii_whitespace().find_map(|one| {
        let value = one.strip_prefix(name)?.strip_prefix('=')?;
        Some(value.trim_end_matches('/').trim_matches(['"', '\'']))
    })
}

/// Reads `B12`: row 12, column 1.
fn place(address: &str) -> Option<(u32, u32)> {
    let letters = address.find(|mark: char| mark.is_ascii_digit())?;
    let column = address[..letters].bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.checked_sub(b'A')?) + 1)
    })?;
    Some((address[letters..].parse().ok()?, column.checked_sub(1)?))
}

fn styles(xml: &str, limits: &Limits) -> Result<Vec<Look>, Fault> {
    let (mut formats, mut looks, mut in_cells) = (HashMap::new(), Vec::new(), false);
    markup::walk("xl/styles.xml", xml, limits, |token| {
        match token {
            Token::Open(element) => match element.name.as_str() {
                "numFmt" => {
                    let (id, code) = (element.attribute("numFmtId"), element.attribute("formatCode"));
                    if let (Some(id), Some(code)) = (id, code) {
                        formats.insert(id.to_owned(), look_of(code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = element.attribute("numFmtId").unwrap_or("0");
                    let own = formats.get(id).cloned();
                    // 9 and 10 are percent in every program.
                    looks.push(own.unwrap_or(Look { is_percent: matches!(id, "9" | "10"), currency: None }));
                }
                _ => {}
            },
            Token::Close(name) if name == "cellXfs" => in_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(looks)
}

/// Reads the first section of a format such as `0.0%`, `[$€-407] #,##0`, `"EUR" #,##0`.
fn look_of(code: &str) -> Look {
    let mut look = Look::default();
    let mut letters = code.chars();
    let mut literal = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '%' => look.is_percent = true,
            '\\' | '_' | '*' => literal.extend(letters.next().filter(|_| letter == '\\')),
            '"' => literal.extend(letters.by_ref().take_while(|letter| *letter != '"')),
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if let Some(sign) = inner.strip_prefix('$') {
                    literal.push_str(sign.split('-').next().unwrap_or_default());
                }
            }
            '€' | '£' | '$' | '¥' => literal.push(letter),
            _ => {}
        }
    }
    look.currency = crate::ingest::cell::amount::currency(literal.trim()).map(str::to_owned);
    look
}

fn parts(archive: &mut Archive, limits: &Limits) -> Result<HashMap<String, String>, Fault> {
    let (book, links) = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels");
    let (mut targets, mut parts) = (HashMap::new(), HashMap::new());
    if let Some(xml) = archive.text_if_any(links)? {
        markup::walk(links, &xml, limits, |token| {
            if let Token::Open(element) = token
                && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            {
                let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id.to_owned(), target);
            }
            Ok(())
        })?;
    }
    if let Some(xml) = archive.text_if_any(book)? {
        markup::walk(book, &xml, limits, |token| {
            if let Token::Open(element) = token
                && element.name == "sheet"
                && let (Some(name), Some(id)) = (element.attribute("name"), element.attribute("id"))
                && let Some(target) = targets.get(id)
            {
                parts.insert(name.to_owned(), target.clone());
            }
            Ok(())
        })?;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_percent_and_currency() {
        let rows = [
            ("0.0%", true, None),
            ("#,##0.00\\ [$€-407]", false, Some("EUR")),
            ("[$USD] #,##0", false, Some("USD")),
            ("\"EUR\" #,##0", false, Some("EUR")),
            ("\"$\"#,##0_);[Red]\\(\"$\"#,##0\\)", false, Some("$")),
            ("0.0\" %\"", false, None),
            ("General", false, None),
            ("[$-409]d mmm yyyy", false, None),
        ];
        for (code, is_percent, currency) in rows {
            assert_eq!(look_of(code), Look { is_percent, currency: currency.map(str::to_owned) }, "{code}");
        }
        assert_eq!([place("A1"), place("AB12"), place("1A")], [Some((1, 0)), Some((12, 27)), None]);
    }
}
