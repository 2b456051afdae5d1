//! Coverage of a draft in the tracefile form of lcov, which editors and code hosts show beside the lines.

use record::visible::visible;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Writes one record: for each line that holds something to check, how many parts of it are inside a claim.
///
/// `parts` gives, for each part, its line from 1 and whether it is covered. A line counts as hit (`LH`) when anything
/// on it is.
pub fn lcov(path: &str, parts: impl Iterator<Item = (usize, bool)>) -> String {
    let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
    for (line, covered) in parts {
        *lines.entry(line).or_default() += usize::from(covered);
    }
    let mut file = format!("TN:\nSF:{}\n", visible(path));
    for (line, covered) in &lines {
        let _ = writeln!(file, "DA:{line},{covered}");
    }
    let hit = lines.values().filter(|covered| **covered > 0).count();
    let _ = write!(file, "LF:{}\nLH:{hit}\nend_of_record\n", lines.len());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_its_covered_parts() {
        let file = lcov("a\nSF:b.txt", [(3, false), (1, true), (1, true), (1, false)].into_iter());
        assert_eq!(file, "TN:\nSF:a SF:b.txt\nDA:1,2\nDA:3,0\nLF:2\nLH:1\nend_of_record\n");
        assert_eq!(lcov("a", std::iter::empty()), "TN:\nSF:a\nLF:0\nLH:0\nend_of_record\n");
    }
}
