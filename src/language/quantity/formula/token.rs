//! Parts a formula into numbers, words, ids and marks.

use super::fault::FormulaFault;
use record::model::quantity::parse_amount;
use rust_decimal::Decimal;

/// One piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Decimal),
    /// A bare word: an id, a function, or a part of a unit.
    Word(String),
    /// An id that cannot be a word: in braces, or a hex prefix that begins with a digit.
    Id(String),
    /// An operator, a bracket, a comma or `..`.
    Mark(&'static str),
}

/// A piece and where it begins, in characters from 1.
pub(super) type Placed = (Token, usize);

const MARKS: &[(&str, &str)] = &[
    ("..", ".."),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("×", "*"),
    ("·", "*"),
    ("/", "/"),
    ("÷", "/"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("%", "%"),
];

/// A hex prefix is an id from this many characters on.
const SHORTEST_HEX: usize = 4;

/// Reads all pieces of a formula.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, FormulaFault> {
    let (mut rest, mut tokens) = (text, Vec::new());
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let at = text[..text.len() - rest.len()].chars().count() + 1;
        let (token, length) = token(rest, first, at)?;
        tokens.push((token, at));
        rest = &rest[length..];
    }
}

fn token(rest: &str, first: char, at: usize) -> Result<(Token, usize), FormulaFault> {
    if let Some((mark, meant)) = MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) {
        return Ok((Token::Mark(meant), mark.len()));
    }
    if let Some(inside) = rest.strip_prefix('{') {
        return braced(inside);
    }
    if first.is_ascii_digit() {
        return number_or_hex(rest);
    }
    if first.is_alphabetic() {
        let word = &rest[..length(rest, |letter| letter.is_alphanumeric() || letter == '_')];
        return Ok((Token::Word(word.into()), word.len()));
    }
    Err(FormulaFault::Unexpected { found: first.to_string(), at, wanted: "a number, an id or an operator" })
}

fn braced(inside: &str) -> Result<(Token, usize), FormulaFault> {
    let end = inside.find('}').ok_or(FormulaFault::Braces)?;
    let id = inside[..end].trim();
    if id.is_empty() || id.contains(['{', '\n']) || id.contains(char::is_control) {
        return Err(FormulaFault::Braces);
    }
    Ok((Token::Id(id.into()), end + 2))
}

/// Digits are a number; digits and letters are an id if all are hexadecimal and none can be an exponent.
fn number_or_hex(rest: &str) -> Result<(Token, usize), FormulaFault> {
    let word = &rest[..length(rest, |letter| letter.is_alphanumeric() || letter == '_')];
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(rest, word.len());
    }
    let hex = word.len() >= SHORTEST_HEX && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let exponent = word.split_once(['e', 'E']).is_some_and(|(before, after)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(before) && digits(after)
    });
    match (hex, exponent) {
        (_, true) => Err(FormulaFault::Ambiguous(word.into())),
        (true, false) => Ok((Token::Id(word.into()), word.len())),
        (false, false) => Err(FormulaFault::Mixed(word.into())),
    }
}

fn number(rest: &str, whole: usize) -> Result<(Token, usize), FormulaFault> {
    let fraction = rest[whole..].strip_prefix('.').map(|after| length(after, |digit| digit.is_ascii_digit()));
    let end = match fraction {
        Some(digits) if digits > 0 => whole + 1 + digits,
        _ => whole,
    };
    if let Some(letter) = rest[end..].chars().next().filter(|letter| letter.is_alphabetic()) {
        return Err(FormulaFault::Mixed(format!("{}{letter}", &rest[..end])));
    }
    let amount = parse_amount(&rest[..end]).map_err(FormulaFault::Number)?;
    Ok((Token::Number(amount), end))
}

fn length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

/// Says whether an id reads back as itself without braces.
pub(super) fn reads_bare(id: &str) -> bool {
    matches!(tokens(id).as_deref(), Ok([(Token::Word(word) | Token::Id(word), _)]) if word == id)
}
