//! Two drafts side by side: which lines stand, which changed into which, and the words that changed in them.

use similar::{Algorithm, ChangeTag, DiffOp, DiffTag, TextDiff, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// The most pairs of words that are compared in two lines; beyond, a line counts as changed whole.
const WORD_PAIRS: usize = 4_000_000;

/// The most pairs of lines of one changed stretch that are looked at for likeness; beyond, they go by their order.
const LINE_PAIRS: usize = 2_500;

/// How much of their words two lines share, in percent, to stand beside each other.
const ALIKE: usize = 30;

/// Words that changed, or that stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub changed: bool,
}

/// A line of one draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    pub parts: Vec<Part>,
}

/// Lines that stand beside each other; one is absent where it was added or taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub old: Option<Side>,
    pub new: Option<Side>,
}

impl Row {
    /// Says whether anything changed in it.
    pub fn is_changed(&self) -> bool {
        let touched = |side: &Option<Side>| side.as_ref().is_none_or(|side| side.parts.iter().any(|part| part.changed));
        touched(&self.old) || touched(&self.new)
    }
}

/// Sets two texts side by side, line by line, without their blank lines.
pub fn side_by_side(old: &str, new: &str) -> Vec<Row> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let text = |text: &str, lines: &[Range<usize>]| -> Vec<String> {
        lines.iter().map(|line| text[line.clone()].to_string()).collect()
    };
    let (old_texts, new_texts) = (text(old, &old_lines), text(new, &new_lines));
    let ops = capture_diff_slices(Algorithm::Patience, &old_texts, &new_texts);
    let mut rows = Vec::with_capacity(new_lines.len());
    for op in ops {
        let pairs = match op.tag() {
            DiffTag::Equal => op.old_range().zip(op.new_range()).map(|(old, new)| (Some(old), Some(new))).collect(),
            DiffTag::Delete => op.old_range().map(|old| (Some(old), None)).collect(),
            DiffTag::Insert => op.new_range().map(|new| (None, Some(new))).collect(),
            DiffTag::Replace => beside(&old_texts, &new_texts, &op),
        };
        rows.extend(pairs.into_iter().map(|(from, to)| {
            let (was, now) = (from.map(|at| old_texts[at].as_str()), to.map(|at| new_texts[at].as_str()));
            let (was, now) = match (was, now) {
                (Some(was), Some(now)) => wordings(was, now),
                (was, now) => (was.map(whole).unwrap_or_default(), now.map(whole).unwrap_or_default()),
            };
            Row {
                old: from.map(|at| Side { range: old_lines[at].clone(), parts: was }),
                new: to.map(|at| Side { range: new_lines[at].clone(), parts: now }),
            }
        }));
    }
    rows
}

/// Marks the words that differ in two wordings of one thing.
pub fn wordings(was: &str, now: &str) -> (Vec<Part>, Vec<Part>) {
    if was == now {
        let stands = || vec![Part { text: was.to_string(), changed: false }];
        return (stands(), stands());
    }
    let (old, new) = (words(was), words(now));
    if old.len().saturating_mul(new.len()) > WORD_PAIRS {
        return (whole(was), whole(now));
    }
    let diff = TextDiff::from_slices(&old, &new);
    let (mut old_parts, mut new_parts) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let changed = change.tag() != ChangeTag::Equal;
        if change.tag() != ChangeTag::Insert {
            add(&mut old_parts, change.value(), changed);
        }
        if change.tag() != ChangeTag::Delete {
            add(&mut new_parts, change.value(), changed);
        }
    }
    (old_parts, new_parts)
}

fn add(parts: &mut Vec<Part>, text: &str, changed: bool) {
    match parts.last_mut().filter(|last| last.changed == changed) {
        Some(last) => last.text.push_str(text),
        None => parts.push(Part { text: text.to_string(), changed }),
    }
}

fn whole(text: &str) -> Vec<Part> {
    vec![Part { text: text.to_string(), changed: true }]
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        start..start + line.trim().len()
    });
    lines.filter(|line| line.start < line.end).collect()
}

/// Cuts a text into words, what is blank between them, and the signs at their edges; `12.4` is one word.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = first.is_whitespace();
        let end = rest.find(|letter: char| letter.is_whitespace() != blank).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        let bare = token.trim_matches(|letter: char| !letter.is_alphanumeric());
        if blank || bare.is_empty() {
            found.push(token);
            continue;
        }
        let start = token.len() - token.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
        let parts = [&token[..start], bare, &token[start + bare.len()..]];
        found.extend(parts.into_iter().filter(|part| !part.is_empty()));
    }
    found
}

type Pair = (Option<usize>, Option<usize>);

/// Puts the lines of a changed stretch beside those that they are most like, in order.
fn beside(old: &[String], new: &[String], op: &DiffOp) -> Vec<Pair> {
    let (from, to) = (op.old_range(), op.new_range());
    let (rows, columns) = (from.len(), to.len());
    let (old_words, new_words) = (counts(&old[from.clone()]), counts(&new[to.clone()]));
    let like = |row: usize, column: usize| likeness(&old_words[row], &new_words[column]);
    if rows * columns > LINE_PAIRS {
        let mut pairs = Vec::with_capacity(rows + columns);
        for at in 0..rows.max(columns) {
            let (row, column) = ((at < rows).then_some(from.start + at), (at < columns).then_some(to.start + at));
            match row.is_some() && column.is_some() && like(at, at) > 0 {
                true => pairs.push((row, column)),
                false => pairs.extend([(row, None), (None, column)].into_iter().filter(|pair| *pair != (None, None))),
            }
        }
        return pairs;
    }
    // best[r][c]: the most likeness that the lines from r and from c on can come to together.
    let mut best = vec![vec![0; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let apart = best[row + 1][column].max(best[row][column + 1]);
            best[row][column] = apart.max(best[row + 1][column + 1] + like(row, column));
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::with_capacity(rows + columns));
    while row < rows || column < columns {
        let together = row < rows
            && column < columns
            && like(row, column) > 0
            && best[row][column] == best[row + 1][column + 1] + like(row, column);
        if together {
            pairs.push((Some(from.start + row), Some(to.start + column)));
            (row, column) = (row + 1, column + 1);
        } else if row < rows && (column == columns || best[row + 1][column] >= best[row][column + 1]) {
            pairs.push((Some(from.start + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(to.start + column)));
            column += 1;
        }
    }
    pairs
}

fn counts(lines: &[String]) -> Vec<HashMap<&str, usize>> {
    lines.iter().map(|line| count(line)).collect()
}

fn count(line: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for word in words(line).into_iter().filter(|word| !word.trim().is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// Gives how much two lines share of their words, in percent; nothing where it is little.
fn likeness(old: &HashMap<&str, usize>, new: &HashMap<&str, usize>) -> usize {
    let shared: usize = old.iter().map(|(word, count)| (*count).min(new.get(word).copied().unwrap_or(0))).sum();
    let all: usize = old.values().sum::<usize>() + new.values().sum::<usize>();
    let percent = (200 * shared).checked_div(all).unwrap_or(0);
    if percent >= ALIKE { percent } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[Part]) -> String {
        parts.iter().map(|part| if part.changed { format!("[{}]", part.text) } else { part.text.clone() }).collect()
    }

    fn check(old: &str, new: &str, expect: &[&str]) {
        let side = |side: &Option<Side>| side.as_ref().map_or("·".into(), |side| shown(&side.parts));
        let rows = side_by_side(old, new);
        let lines: Vec<String> = rows.iter().map(|row| format!("{} | {}", side(&row.old), side(&row.new))).collect();
        assert_eq!(lines, expect);
        for (text, sides) in [
            (old, rows.iter().filter_map(|row| row.old.as_ref()).collect::<Vec<_>>()),
            (new, rows.iter().filter_map(|row| row.new.as_ref()).collect()),
        ] {
            for side in sides {
                let spelled: String = side.parts.iter().map(|part| part.text.as_str()).collect();
                assert_eq!(text[side.range.clone()], spelled);
            }
        }
    }

    #[test]
    fn words_that_changed_are_marked_and_lines_that_stand_are_not() {
        check(
            "One.\n\nIt cost over 12.4 million.\n",
            "One.\nIt cost nearly 12.5 million.\n",
            &["One. | One.", "It cost [over] [12.4] million. | It cost [nearly] [12.5] million."],
        );
        check("a b (c).", "a b (c)!", &["a b (c[).] | a b (c[)!]"]);
        check("", "", &[]);
        check("", "é ü", &["· | [é ü]"]);
        check("gone\n", "", &["[gone] | ·"]);
    }

    #[test]
    fn a_changed_line_stands_beside_the_one_that_it_is_like() {
        let old = "The works cost 12 million.\nBo Lind is mayor of Altona.\n";
        let new = "A bridge was built, too.\nThe works cost 14 million.\nBo Lind was mayor of Altona.\n";
        check(
            old,
            new,
            &[
                "· | [A bridge was built, too.]",
                "The works cost [12] million. | The works cost [14] million.",
                "Bo Lind [is] mayor of Altona. | Bo Lind [was] mayor of Altona.",
            ],
        );
        check(
            "all other words here",
            "nothing of that stands",
            &["[all other words here] | ·", "· | [nothing of that stands]"],
        );
    }

    #[test]
    fn in_a_long_stretch_only_lines_that_are_alike_stand_beside_each_other() {
        let lines = |word: &str| (0..60).map(|at| format!("{word} {word}{at} {word}\n")).collect::<String>();
        let rows = side_by_side(&lines("one"), &lines("two"));
        assert_eq!(rows.len(), 120);
        assert!(rows.iter().all(|row| row.old.is_none() != row.new.is_none()));
        let rows = side_by_side(&lines("one"), &lines("one").replace("one ", "one, "));
        assert_eq!(rows.len(), 60);
    }

    #[test]
    fn a_line_without_end_counts_as_changed_whole() {
        let long = |word: &str| vec![word; 3000].join(" ");
        let rows = side_by_side(&long("a"), &format!("{} b", long("a")));
        assert!(rows.iter().all(|row| row.old.iter().chain(&row.new).all(|side| side.parts.len() == 1)));
    }
}
