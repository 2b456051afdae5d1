//! What the verdicts are called to readers, and how they stand on a scale of numbers.

use record::model::words::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a verdict is called to readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub name: String,
    /// Where it stands between worst and best; absent where it stands nowhere, such as "unproven".
    #[serde(default)]
    pub value: Option<i64>,
}

/// A rating for each verdict that is published, and the ends of the scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    pub worst: i64,
    pub best: i64,
    pub ratings: BTreeMap<Verdict, Rating>,
}

/// A scale that comes with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// The program's own words.
    #[default]
    Own,
    /// Six steps of truth in the manner of PolitiFact's meter; opinion and what rests on the author are not rated.
    Politifact,
    /// Four steps and two words beside them, in the manner of many signatories of the IFCN's code.
    Ifcn,
}

/// What a preset calls a verdict, and where it stands.
type Row = (Verdict, Option<i64>, &'static str);

impl Preset {
    /// Gives the scale.
    pub fn scale(self) -> Scale {
        use Verdict::{Confirmed, ConfirmedWithChange, Disputed, Incorrect, OnAuthor, Opinion, Unverifiable};
        let (worst, best, rows): (i64, i64, &[Row]) = match self {
            Self::Own => (
                1,
                5,
                &[
                    (Confirmed, Some(5), "Confirmed"),
                    (ConfirmedWithChange, Some(4), "Confirmed with a change"),
                    (Disputed, Some(3), "Disputed"),
                    (Incorrect, Some(1), "Incorrect"),
                    (Unverifiable, None, "Unverifiable"),
                    (OnAuthor, None, "On the author's word"),
                    (Opinion, None, "Opinion"),
                ],
            ),
            Self::Politifact => (
                1,
                6,
                &[
                    (Confirmed, Some(6), "True"),
                    (ConfirmedWithChange, Some(5), "Mostly True"),
                    (Disputed, Some(4), "Half True"),
                    (Incorrect, Some(2), "False"),
                ],
            ),
            Self::Ifcn => (
                1,
                4,
                &[
                    (Confirmed, Some(4), "True"),
                    (ConfirmedWithChange, Some(3), "Mostly true"),
                    (Disputed, Some(2), "Mixed"),
                    (Incorrect, Some(1), "False"),
                    (Unverifiable, None, "Unproven"),
                    (Opinion, None, "Opinion"),
                ],
            ),
        };
        let rating = |(verdict, value, name): &(Verdict, Option<i64>, &str)| {
            (*verdict, Rating { name: (*name).to_string(), value: *value })
        };
        Scale { worst, best, ratings: rows.iter().map(rating).collect() }
    }
}

impl Scale {
    /// Gives the rating for a verdict, where it has one.
    pub fn rating(&self, verdict: Verdict) -> Option<&Rating> {
        self.ratings.get(&verdict)
    }

    /// Says what is wrong with it, if anything.
    pub fn fault(&self) -> Option<String> {
        let Self { worst, best, ratings } = self;
        if worst >= best {
            return Some(format!("`worst` is {worst} and `best` is {best}: the best must be the greater"));
        }
        ratings.iter().find_map(|(verdict, rating)| match rating.value {
            _ if rating.name.trim().is_empty() => Some(format!("the rating for `{verdict}` has an empty name")),
            Some(value) if !(worst..=best).contains(&&value) => {
                Some(format!("the rating for `{verdict}` is {value}, which is not between {worst} and {best}"))
            }
            _ => None,
        })
    }
}
