//! Which of several proposals a person takes: `1,3-5`, or `all`.

use record::model::event::Span;
use store::error::Result;

/// Which proposals a person accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    All,
    Numbers(Vec<usize>),
    /// Those at these places of the latest draft.
    Places(Vec<Span>),
}

impl std::str::FromStr for Choice {
    type Err = String;

    /// Reads `all`, or numbers and ranges with commas between: `1,4-7`.
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        let mut numbers = Vec::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
                (Ok(first), Ok(last)) if 1 <= first && first <= last && last - first < 100_000 => {
                    numbers.extend(first..=last)
                }
                _ => return Err(format!("`{}` is neither `all` nor numbers such as 1,4-7", text.escape_debug())),
            }
        }
        Ok(Self::Numbers(numbers))
    }
}
