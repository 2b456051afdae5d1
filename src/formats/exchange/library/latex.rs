//! Reads the letters that LaTeX writes with commands: `G{\"o}del` is Gödel.

use std::iter::Peekable;
use std::str::Chars;

/// For each accent its command, its combining character, and pairs of a letter and the letter with the accent.
const ACCENTS: [(char, char, &str); 13] = [
    ('\'', '\u{301}', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźGǴgǵ"),
    ('`', '\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹ"),
    ('^', '\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ"),
    ('"', '\u{308}', "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ"),
    ('~', '\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũ"),
    ('=', '\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuū"),
    ('.', '\u{307}', "CĊcċEĖeėGĠgġIİZŻzż"),
    ('c', '\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ"),
    ('v', '\u{30c}', "CČcčDĎdďEĚeěNŇnňRŘrřSŠsšTŤtťZŽzžGǦgǧLĽlľ"),
    ('u', '\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ"),
    ('H', '\u{30b}', "OŐoőUŰuű"),
    ('k', '\u{328}', "AĄaąEĘeęIĮiįUŲuų"),
    ('r', '\u{30a}', "AÅaåUŮuů"),
];

const SYMBOLS: [(&str, &str); 37] = [
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("th", "þ"),
    ("TH", "Þ"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquotesingle", "'"),
    ("textellipsis", "…"),
    ("ldots", "…"),
    ("dots", "…"),
    ("texteuro", "€"),
    ("euro", "€"),
    ("pounds", "£"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textasciicircum", "^"),
];

/// Gives the text that LaTeX would print, without its fonts; of a command that is not known, what it is about.
pub(super) fn text(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len());
    let mut letters = latex.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => command(&mut letters, &mut out),
            '{' | '}' | '$' => {}
            '~' => out.push(' '),
            '-' => dash(&mut letters, &mut out),
            '`' if letters.next_if_eq(&'`').is_some() => out.push('“'),
            '\'' if letters.next_if_eq(&'\'').is_some() => out.push('”'),
            _ => out.push(letter),
        }
    }
    out
}

fn dash(letters: &mut Peekable<Chars>, out: &mut String) {
    let more = letters.next_if_eq(&'-').is_some();
    out.push(match (more, more && letters.next_if_eq(&'-').is_some()) {
        (_, true) => '—',
        (true, _) => '–',
        _ => '-',
    });
}

/// Reads what follows a backslash.
fn command(letters: &mut Peekable<Chars>, out: &mut String) {
    let Some(mark) = letters.next_if(|letter| !letter.is_ascii_alphabetic()) else {
        return named(letters, out);
    };
    match mark {
        '\'' | '`' | '^' | '"' | '~' | '=' | '.' => accent(mark, letters, out),
        '-' | '/' | '!' | '(' | ')' | '@' => {}
        '\\' | ' ' | ',' | ';' | ':' | '\n' => out.push(' '),
        _ => out.push(mark),
    }
}

fn named(letters: &mut Peekable<Chars>, out: &mut String) {
    let mut name = String::new();
    while let Some(letter) = letters.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
    if let Some((_, symbol)) = SYMBOLS.iter().find(|(known, _)| *known == name) {
        return out.push_str(symbol);
    }
    let mut only = name.chars();
    if let (Some(mark), None) = (only.next(), only.next())
        && ACCENTS.iter().any(|(known, ..)| *known == mark)
    {
        accent(mark, letters, out);
    }
}

/// Puts an accent on the letter that follows, in braces or not.
fn accent(mark: char, letters: &mut Peekable<Chars>, out: &mut String) {
    while letters.next_if(|letter| letter.is_whitespace() || *letter == '{').is_some() {}
    let Some(mut letter) = letters.next_if(|letter| *letter != '}') else { return };
    if letter == '\\' {
        // Only the dotless letters come as commands.
        let Some(dotless) = letters.next_if(|letter| matches!(letter, 'i' | 'j')) else { return };
        letter = dotless;
    }
    let Some((_, combining, pairs)) = ACCENTS.iter().find(|(known, ..)| *known == mark) else { return };
    let pairs: Vec<char> = pairs.chars().collect();
    match pairs.chunks_exact(2).find(|pair| pair[0] == letter) {
        Some(pair) => out.push(pair[1]),
        None => out.extend([letter, *combining]),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn letters_written_with_commands_are_read() {
        let check = |latex: &str, expected: &str| assert_eq!(text(latex), expected, "{latex}");
        check(r#"G{\"o}del, G\"odel, G\"{o}del"#, "Gödel, Gödel, Gödel");
        check(r"Jos\'e, Mu\~noz, {\c C}elik, \v{S}koda, \'{\i}ndice", "José, Muñoz, Çelik, Škoda, índice");
        check(r"{\ss} {\o}re \L{}odz \AA ngstrom", "ß øre Łodz Ångstrom");
        check(r"A \& B: 5\,\% of \$3", "A & B: 5 % of $3");
        check("``Two'' -- three --- four", "“Two” – three — four");
        check(r"The {DNA} of \emph{Tarn}~dam, $x^2$", "The DNA of Tarn dam, x^2");
        check(r"\'x \'", "x\u{301} ");
        check(r"\", "");
    }
}
