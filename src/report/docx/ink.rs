//! XML as it is written: escaped text, the prefix of a part's own vocabulary, a child at the end of a part.

use formats::ingest::imprint::prefix;
use record::model::time::Moment;

/// Escapes a text for XML; characters that XML forbids are written as their numbers.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if forbidden(character) => out.push_str(&format!("\\u{{{:x}}}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out
}

/// Says whether a character may stand in no XML 1.0 document.
pub(super) fn forbidden(character: char) -> bool {
    (character < ' ' && !matches!(character, '\t' | '\n')) || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// Gives a time as Word writes it: to the second.
pub(super) fn date(time: Moment) -> String {
    let text = time.to_string();
    format!("{}Z", text.split('.').next().unwrap_or(&text).trim_end_matches('Z'))
}

/// Gives where the opening tag of the root element stands.
fn root(xml: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    loop {
        let start = from + xml[from..].find('<')?;
        let rest = &xml[start..];
        if rest.starts_with("<!--") {
            from = start + rest.find("-->")? + 3;
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            from = start + rest.find('>')? + 1;
        } else {
            return Some(start..start + rest.find('>')? + 1);
        }
    }
}

/// The prefix under which a part's elements are written, and what must be declared for it.
pub(super) struct Vocabulary {
    pub prefix: String,
    /// Where in the part a declaration is put in, and which.
    pub declare: Option<(usize, String)>,
}

impl Vocabulary {
    /// Takes the prefix of the root element; a root without one is given a prefix for the same namespace.
    pub fn of(xml: &str) -> Self {
        let none = Self { prefix: "w".into(), declare: None };
        let Some(root) = root(xml) else { return none };
        let tag = &xml[root.clone()];
        let own = prefix(tag);
        if !own.is_empty() {
            return Self { prefix: own.to_owned(), declare: None };
        }
        let Some((_, after)) = tag.split_once(" xmlns=") else { return none };
        let quote = after.chars().next().unwrap_or('"');
        let space = after[1..].split(quote).next().unwrap_or_default();
        let end = root.start + tag.find(|end: char| end.is_whitespace()).unwrap_or(tag.len() - 1);
        Self { prefix: "tickmark".into(), declare: Some((end, format!(" xmlns:tickmark=\"{space}\""))) }
    }
}

/// Puts children at the end of a part's root element.
pub(super) fn append(xml: &str, children: &str) -> Option<String> {
    let root = root(xml)?;
    let tag = &xml[root.clone()];
    if let Some(open) = tag.strip_suffix("/>") {
        let name = open[1..].split(char::is_whitespace).next()?;
        return Some(format!("{}{open}>{children}</{name}>{}", &xml[..root.start], &xml[root.end..]));
    }
    let name = tag[1..].split(|end: char| end.is_whitespace() || end == '>').next()?;
    let end = xml.rfind(&format!("</{name}"))?;
    Some(format!("{}{children}{}", &xml[..end], &xml[end..]))
}

/// Gives a part as UTF-8 says it is: a declaration of another encoding is replaced.
pub(super) fn as_utf8(xml: &str) -> String {
    let declared = xml.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    match declared {
        Some((words, rest)) if words.contains("encoding") && !words.to_ascii_lowercase().contains("utf-8") => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{rest}")
        }
        _ => xml.to_owned(),
    }
}
