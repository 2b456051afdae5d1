//! The faults of rendering, as actions refuse.

use report::error as report;
use store::error::{Error, Result};

/// Takes over what came of rendering.
pub fn rendered<T>(made: report::Result<T>) -> Result<T> {
    made.map_err(|error| match error {
        report::Error::Invalid(reason) => Error::Invalid(reason),
        report::Error::Output(error) => Error::Output(error),
    })
}
