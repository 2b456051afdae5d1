//! Cells that no spreadsheet runs: an apostrophe before what would be a formula, to be taken off again.

use std::borrow::Cow;

/// The mark that makes a cell plain text.
const MARK: char = '\'';

/// Puts an apostrophe before a text that a spreadsheet could take for a formula, or that has one already.
///
/// A plain decimal number, such as -5 or +3.25, stays as it is.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    let marked = text.chars().next().is_some_and(|first| first == MARK || starts_formula(first));
    match marked && !is_plain_number(text) {
        true => Cow::Owned(format!("{MARK}{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Takes one leading apostrophe off again.
pub fn restore(cell: &str) -> &str {
    cell.strip_prefix(MARK).unwrap_or(cell)
}

/// Says whether a spreadsheet could take a cell that begins so for a formula; full-width forms count as their like.
fn starts_formula(first: char) -> bool {
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_marked_and_figures_are_not() {
        for formula in
            ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r", "\n=1", "＝1", "＋1", "－1", "＠a", "'=1", "'"]
        {
            assert_eq!(neutralise(formula), format!("'{formula}"));
        }
        for plain in ["", "a=1", "-5", "+3.25", "-0.1", "12", " =1", "漢字"] {
            assert_eq!(neutralise(plain), plain);
        }
        for odd in ["-", "+.5", "-5.", "-5%", "-1e9", "+1.2.3", "-٣"] {
            assert_eq!(neutralise(odd), format!("'{odd}"));
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_none_begins_a_formula(text in "[-=+@\t\r\n'＝＋－＠0-9.a]{0,6}|\\PC{0,12}") {
            let cell = neutralise(&text);
            prop_assert_eq!(restore(&cell), text.as_str());
            prop_assert!(!cell.starts_with(starts_formula) || is_plain_number(&cell));
        }
    }
}
