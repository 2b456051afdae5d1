//! What can be wrong with a formula, as written and as worked out.

use thiserror::Error;

/// Why a formula cannot be read. Places are counted in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormulaFault {
    #[error("the formula is empty: write for example `E12 * E15` or `sum(E20..E23)`")]
    Empty,
    #[error("the formula is longer than {0} characters: derive it in steps")]
    TooLong(usize),
    #[error("the formula nests deeper than {0} brackets: derive it in steps")]
    TooDeep(usize),
    #[error("the formula ends where {0} is missing")]
    Ends(&'static str),
    #[error("`{found}` at {at} stands where {wanted} is expected")]
    Unexpected { found: String, at: usize, wanted: &'static str },
    #[error("`{0}` is neither a number nor the beginning of an id: put a space between a number and its unit")]
    Mixed(String),
    #[error("`{0}` can be an id or a number with an exponent: write {{{0}}} for the id")]
    Ambiguous(String),
    #[error("{0}")]
    Number(String),
    #[error("an id in braces is missing its `}}`, or is empty")]
    Braces,
    #[error("`{0}` is no function: there are sum, mean, max, min, growth, share, difference and convert")]
    Function(String),
    #[error("`{function}` takes {takes}, not {given}")]
    Arguments { function: &'static str, takes: &'static str, given: usize },
    #[error("`{0}` is not a range: both ids need the same letters and a number, the lower first, as in E20..E23")]
    Range(String),
    #[error("a range covers at most {0} ids")]
    LongRange(usize),
    #[error("a range stands only in sum, mean, max and min")]
    RangeAlone,
}

/// Why a formula gives no result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("nothing with a figure is known as `{0}`")]
    Missing(String),
    #[error("{0} states no amount, so nothing can be worked out from it")]
    NoAmount(String),
    #[error("the figure of {0} cannot be read: {1}")]
    Malformed(String, String),
    /// Units that the operation does not allow; the sentence names both.
    #[error("{0}")]
    Unit(String),
    #[error("the divisor is zero or may be zero")]
    Zero,
    #[error("the result has more digits than the 28 that are kept exactly")]
    TooLarge,
    #[error("the inputs bound the result on neither side")]
    Unbounded,
}
