//! What a reader saw beside the text that it gives: what was taken, what was left, and what nobody sees on the page.

use record::visible::shortened;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many runs of one kind are kept word for word.
const MOST_RUNS: usize = 40;
/// How many characters of a run are kept.
const LONGEST_RUN: usize = 200;
/// How many runs a warning names.
const MOST_NAMED: usize = 2;
/// How many characters of a run a warning gives.
const SHOWN: usize = 60;

/// An account of how a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// Words of the page that became the text; 0 where all of it did.
    #[serde(skip_serializing_if = "is_zero")]
    pub taken: u64,
    /// Words of the page that did not, by what they are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub left: BTreeMap<Part, u64>,
    /// Text that is in the file and is not shown.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub hidden: Runs,
    /// Text that is shown struck through.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub struck: Runs,
    /// Raised signs of notes, which are left out of the text.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub note_marks: Runs,
    /// Tracked changes: who made them, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Changes>,
    /// Pictures, charts and drawings, by the words that describe them.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub pictures: Runs,
    /// What is printed above the text of a page.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub headers: Runs,
    /// What is printed below it.
    #[serde(skip_serializing_if = "Runs::is_empty")]
    pub footers: Runs,
    /// Comments whose place in the text is not known.
    #[serde(skip_serializing_if = "is_zero")]
    pub comments_without_place: u64,
    /// Letters that the file does not tell.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown_letters: u64,
    /// Pages that are turned, from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turned_pages: Vec<u32>,
    /// Pages whose text is under a picture, as a program recognised it, from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scanned_pages: Vec<u32>,
    /// Pages that hold something but no text, from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages_without_text: Vec<u32>,
}

/// Something that a page says of itself, and where it says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub words: String,
    pub place: String,
}

/// The encoding of a text, and how it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    pub name: String,
    pub why: String,
}

/// A part of a page that is not its main text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    Navigation,
    Comments,
    Related,
    Aside,
    Promotion,
    Other,
}

/// Runs of text of one kind: how many there are, and the words of the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runs {
    pub count: u64,
    pub words: Vec<String>,
}

/// The tracked changes of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The day of the last of them, as the file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    pub insertions: u64,
    pub deletions: u64,
}

impl Part {
    /// Names the part, as a warning does.
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Comments => "comments of readers",
            Self::Related => "links to other pages",
            Self::Aside => "boxes beside the text",
            Self::Promotion => "promotion",
            Self::Other => "other text",
        }
    }
}

impl Runs {
    /// Adds a run; blank text is none.
    pub fn add(&mut self, text: &str) {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            return;
        }
        self.count += 1;
        if self.words.len() < MOST_RUNS {
            self.words.push(shortened(&line, LONGEST_RUN));
        }
    }

    /// Adds a run unless the same words are there already.
    pub fn add_once(&mut self, text: &str) {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.words.contains(&shortened(&line, LONGEST_RUN)) {
            self.add(&line);
        }
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Names the first runs, in quotation marks.
    fn named(&self) -> String {
        let named = self.words.iter().take(MOST_NAMED).map(|words| format!("“{}”", shortened(words, SHOWN)));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = self.count.saturating_sub(MOST_NAMED as u64);
        if more == 0 { named } else { format!("{named} and {more} more") }
    }
}

impl Account {
    /// Says whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Gives the share of the page's words that became the text, in percent; `None` where all of it did.
    pub fn share_taken(&self) -> Option<u64> {
        let left: u64 = self.left.values().sum();
        (self.taken > 0 && left > 0).then(|| self.taken * 100 / (self.taken + left))
    }

    /// Says what a reader has to know before quoting from the text, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(share) = self.share_taken().filter(|share| *share < 50) {
            let mut parts: Vec<_> = self.left.iter().collect();
            parts.sort_by_key(|(_, words)| std::cmp::Reverse(**words));
            let parts: Vec<_> =
                parts.iter().take(3).map(|(part, words)| format!("{} ({words} words)", part.name())).collect();
            told.push(format!("only {share} % of the page was taken as its text; left out: {}", parts.join(", ")));
        }
        let mut runs = |runs: &Runs, what: &str, whats: &str, done: &str| {
            if !runs.is_empty() {
                let what = if runs.count == 1 { format!("1 {what}") } else { format!("{} {whats}", runs.count) };
                told.push(format!("{what} {done}: {}", runs.named()));
            }
        };
        runs(&self.hidden, "hidden passage", "hidden passages", "left out");
        runs(&self.struck, "struck passage", "struck passages", "left out");
        runs(&self.note_marks, "raised note mark", "raised note marks", "left out");
        runs(&self.pictures, "picture", "pictures", "marked in the text");
        told.extend(self.changes_told());
        if !self.scanned_pages.is_empty() {
            let pages: Vec<String> = self.scanned_pages.iter().take(20).map(ToString::to_string).collect();
            let more = if self.scanned_pages.len() > 20 { " and more" } else { "" };
            told.push(format!(
                "the text of page {}{more} is what a program recognised in a scan: compare it with the picture",
                pages.join(", ")
            ));
        }
        if self.comments_without_place > 0 {
            let verb = if self.comments_without_place == 1 { "comment has" } else { "comments have" };
            told.push(format!("{} {verb} no place in the text", self.comments_without_place));
        }
        if self.unknown_letters > 0 {
            told.push(format!(
                "{} letters cannot be told: the file does not say which they are; do not quote from them",
                self.unknown_letters
            ));
        }
        told
    }

    fn changes_told(&self) -> Option<String> {
        let (insertions, deletions) =
            self.changes.iter().fold((0, 0), |(ins, del), by| (ins + by.insertions, del + by.deletions));
        let by = |changes: &Changes| {
            let author = changes.author.as_deref().unwrap_or("someone who is not named");
            let day = changes.last.as_deref().and_then(|last| last.get(..10));
            day.map_or_else(|| author.to_owned(), |day| format!("{author}, last on {day}"))
        };
        let people: Vec<_> = self.changes.iter().take(4).map(by).collect();
        (insertions + deletions > 0).then(|| {
            let counted = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
            let (insertions, deletions) = (counted(insertions, "insertion"), counted(deletions, "deletion"));
            format!("tracked changes: {insertions}, {deletions} ({})", people.join("; "))
        })
    }

    /// Counts a tracked change.
    pub(super) fn changed(&mut self, author: Option<&str>, date: Option<&str>, inserted: bool) {
        let at = match self.changes.iter().position(|by| by.author.as_deref() == author) {
            Some(at) => at,
            None if self.changes.len() == MOST_RUNS => return,
            None => {
                self.changes.push(Changes { author: author.map(str::to_owned), ..Changes::default() });
                self.changes.len() - 1
            }
        };
        let by = &mut self.changes[at];
        by.insertions += u64::from(inserted);
        by.deletions += u64::from(!inserted);
        if by.last.as_deref() < date {
            by.last = date.map(str::to_owned);
        }
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_told_and_the_rest_is_not() {
        let mut account = Account { taken: 90, ..Account::default() };
        account.left.insert(Part::Navigation, 60);
        assert_eq!(account.warnings(), Vec::<String>::new());
        account.left.insert(Part::Comments, 100);
        assert_eq!(
            account.warnings(),
            [
                "only 36 % of the page was taken as its text; left out: comments of readers (100 words), navigation (60 words)"
            ]
        );
    }

    #[test]
    fn runs_are_counted_and_the_first_are_named() {
        let mut account = Account::default();
        for words in ["one  two", " ", "three", "four"] {
            account.hidden.add(words);
        }
        assert_eq!(account.warnings(), ["3 hidden passages left out: “one two”, “three” and 1 more"]);
    }

    #[test]
    fn changes_are_summed_by_person() {
        let mut account = Account::default();
        account.changed(Some("Ed"), Some("2024-05-01T08:00:00Z"), true);
        account.changed(Some("Ed"), Some("2024-04-01T08:00:00Z"), false);
        account.changed(None, None, true);
        assert_eq!(
            account.warnings(),
            ["tracked changes: 2 insertions, 1 deletion (Ed, last on 2024-05-01; someone who is not named)"]
        );
    }
}
