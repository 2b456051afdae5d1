//! A place in a document, in words: "page 4, third paragraph, under 'Mining'".

use super::block::{Block, Kind};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a character stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From 1; `None` where the format has no pages.
    pub page: Option<u32>,
    /// From 1, among the blocks of its kind; 0 in a text without blocks.
    pub paragraph: u32,
    pub kind: Option<Kind>,
    /// The headings above, the outermost first.
    pub headings: Vec<String>,
}

impl Place {
    pub(super) fn of(block: &Block) -> Self {
        Self { page: block.page, paragraph: block.paragraph, kind: Some(block.kind), headings: block.headings.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let page = self.page.map(|page| format!("page {page}"));
        let block = self.kind.map(|kind| block_name(kind, self.paragraph));
        let under = self.headings.last().map(|heading| format!("under '{heading}'"));
        let parts: Vec<String> = [page, block, under].into_iter().flatten().collect();
        out.write_str(if parts.is_empty() { "an unknown place" } else { "" })?;
        out.write_str(&parts.join(", "))
    }
}

fn block_name(kind: Kind, number: u32) -> String {
    let name = match kind {
        Kind::TableCell { table, row, column } => return format!("table {table}, row {row}, column {column}"),
        Kind::TableRow { row, .. } => return format!("row {row}"),
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::List => "list item",
        Kind::Footnote => "footnote",
        Kind::Caption => "caption",
        Kind::Outside => return format!("outside the main text, {} part", ordinal(number)),
    };
    format!("{} {name}", ordinal(number))
}

fn ordinal(number: u32) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if let Some(word) = (number as usize).checked_sub(1).and_then(|index| WORDS.get(index)) {
        return (*word).to_owned();
    }
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_people_say_it() {
        let check = |page, paragraph, kind, heading: &str, expected: &str| {
            let headings = Some(heading.to_owned()).filter(|heading| !heading.is_empty()).into_iter().collect();
            assert_eq!(Place { page, paragraph, kind: Some(kind), headings }.to_string(), expected);
        };
        check(Some(4), 3, Kind::Paragraph, "Mining", "page 4, third paragraph, under 'Mining'");
        check(None, 21, Kind::Paragraph, "", "21st paragraph");
        check(None, 112, Kind::List, "", "112th list item");
        check(Some(1), 1, Kind::TableCell { table: 1, row: 2, column: 3 }, "", "page 1, table 1, row 2, column 3");
        assert_eq!(Place::default().to_string(), "an unknown place");
    }
}
