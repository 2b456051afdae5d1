//! Which column of a file holds what, as far as an import is concerned.

use formats::ingest::table::{Column, Dialect, Fault, ignored, map_headers, position};
use serde::Serialize;

/// A header and what its column is taken to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapped {
    pub header: String,
    #[serde(serialize_with = "word")]
    pub column: Column,
}

fn word<S: serde::Serializer>(column: &Column, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(column.word())
}

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct Layout {
    at: [Option<usize>; Column::ALL.len()],
    pub mapped: Vec<Mapped>,
    /// The headers whose columns are left out.
    pub ignored: Vec<String>,
    /// Whether a comma may be the decimal point.
    pub decimal_comma: bool,
}

/// The columns that name a source; without one of these a file has no sources.
pub const NAMES_OF_SOURCE: [Column; 4] =
    [Column::SourceTitle, Column::SourcePublisher, Column::SourceAuthor, Column::SourceAddress];

/// The columns that say what a source gives for a claim.
pub const OF_EVIDENCE: [Column; 5] =
    [Column::Stance, Column::Locator, Column::Quote, Column::Confidence, Column::EvidenceNote];

impl Layout {
    /// Maps the headers of a file; `by_hand` says what a header means, `left_out` which columns are not wanted.
    pub fn of(
        headers: &[String],
        dialect: Dialect,
        by_hand: &[(String, Column)],
        left_out: &[String],
    ) -> Result<Self, Fault> {
        let mut wanted = headers.to_vec();
        for name in left_out {
            // A header without letters means no column.
            wanted[position(headers, name)?].clear();
        }
        let mut columns = map_headers(&wanted, by_hand)?;
        let has = |columns: &[Option<Column>], column| columns.contains(&Some(column));
        let has_sources = NAMES_OF_SOURCE.iter().any(|column| has(&columns, *column));
        if !has_sources {
            // Nothing can be evidence without a source that it is from.
            let idle = |column: &Option<Column>| column.is_some_and(|column| OF_EVIDENCE.contains(&column));
            columns.iter_mut().filter(|column| idle(column)).for_each(|column| *column = None);
        }
        if !has(&columns, Column::Statement) && !has_sources {
            let headers = headers.join(", ");
            return Err(Fault::whole(format!(
                "no column holds the statements of claims, and none names sources; the headers are {headers}"
            )));
        }
        Ok(Self::with(headers, &columns, dialect))
    }

    fn with(headers: &[String], columns: &[Option<Column>], dialect: Dialect) -> Self {
        let (mut at, mut mapped) = ([None; Column::ALL.len()], Vec::new());
        for (position, column) in columns.iter().enumerate() {
            if let Some(column) = *column {
                at[column as usize] = Some(position);
                mapped.push(Mapped { header: headers[position].clone(), column });
            }
        }
        Self { at, mapped, ignored: ignored(headers, columns), decimal_comma: dialect.delimiter == b';' }
    }

    /// Gives the position of a column in every row, from 0, if the file has it.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.at[column as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::ingest::table::Encoding;

    fn layout(headers: &str, left_out: &[&str]) -> Result<Layout, String> {
        let headers: Vec<_> = headers.split(',').map(String::from).collect();
        let left_out: Vec<_> = left_out.iter().map(|name| name.to_string()).collect();
        let dialect = Dialect { delimiter: b',', encoding: Encoding::Utf8, bom: false };
        Layout::of(&headers, dialect, &[], &left_out).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_column_can_be_left_out() {
        let layout = layout("Claim,Category,Source", &["category"]).unwrap();
        assert_eq!(layout.ignored, ["Category"]);
        assert_eq!((layout.position(Column::Type), layout.position(Column::SourceTitle)), (None, Some(2)));
    }

    #[test]
    fn evidence_needs_a_source_and_a_file_needs_something() {
        assert_eq!(layout("Claim,Page", &[]).unwrap().ignored, ["Page"]);
        assert!(layout("Colour,Page", &[]).unwrap_err().contains("the headers are Colour, Page"));
        assert!(layout("Claim", &["Kind"]).unwrap_err().contains("there is no such header"));
    }
}
