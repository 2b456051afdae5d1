//! Why a report could not be made.

use thiserror::Error;

/// The result of rendering.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a report could not be made of what it was handed.
#[derive(Debug, Error)]
pub enum Error {
    /// What it was handed cannot become such a report; a sentence that says why.
    #[error("{0}")]
    Invalid(String),
    #[error("writing the output failed: {0}")]
    Output(#[from] std::io::Error),
}

impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Output(error) => error,
            invalid => Self::other(invalid),
        }
    }
}
