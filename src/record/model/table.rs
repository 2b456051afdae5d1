//! What an audit report is a table of, and how it is spelled.

use serde::{Deserialize, Serialize};

/// What a row of the report stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    #[default]
    Claim,
    Evidence,
    Event,
}

impl Per {
    /// Every kind of report.
    pub const ALL: [Self; 3] = [Self::Claim, Self::Evidence, Self::Event];
}

/// How the table is spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// RFC 4180: commas, CRLF, UTF-8 without a mark.
    #[default]
    Rfc4180,
    /// As Excel opens it by a double click where the comma is the decimal mark: semicolons and a byte order mark.
    Excel,
}

impl Dialect {
    /// Gives the byte between two cells.
    pub fn delimiter(self) -> u8 {
        match self {
            Self::Rfc4180 => b',',
            Self::Excel => b';',
        }
    }

    /// Gives what stands before the first cell.
    pub fn opening(self) -> &'static [u8] {
        match self {
            Self::Rfc4180 => b"",
            Self::Excel => "\u{feff}".as_bytes(),
        }
    }
}

impl std::fmt::Display for Per {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Claim => "claim",
            Self::Evidence => "evidence",
            Self::Event => "event",
        })
    }
}
