//! Markdown being put together: words from outside enter it only through here, where they lose every meaning as markup.

use record::visible::visible;
use std::fmt::{Display, Write};

/// A text in Markdown.
#[derive(Default)]
pub struct Ink {
    text: String,
}

impl Ink {
    /// Gives what was written.
    pub fn finish(self) -> String {
        self.text
    }

    /// Adds markup of our own.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// Adds a number, an id, a word of a closed list: what holds letters, digits and hyphens only.
    pub fn plain(&mut self, word: impl Display) -> &mut Self {
        let _ = write!(self.text, "{word}");
        self
    }

    /// Adds words from outside, on one line, where a line may begin with them.
    pub fn words(&mut self, words: &str) -> &mut Self {
        let escaped = escape(words.trim());
        match opens_block(&escaped) {
            Some(at) => {
                self.text.push_str(&escaped[..at]);
                self.text.push('\\');
                self.text.push_str(&escaped[at..]);
            }
            None => self.text.push_str(&escaped),
        }
        self
    }

    /// Adds words from outside within a line, with the blanks at their ends.
    pub fn inner(&mut self, words: &str) -> &mut Self {
        self.text.push_str(&escape(words));
        self
    }

    /// Adds words from outside as a quotation, line by line, each line of it after this indent.
    pub fn quote(&mut self, indent: &str, words: &str) -> &mut Self {
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for (at, line) in lines.iter().enumerate() {
            self.raw(indent).raw("> ").words(line).raw(if at + 1 < lines.len() { "\\\n" } else { "\n" });
        }
        self
    }

    /// Adds an item of a list where there is something to say: a name of our own, and words from outside.
    pub fn field(&mut self, indent: &str, name: &str, words: Option<impl AsRef<str>>) -> &mut Self {
        if let Some(words) = words.as_ref().map(AsRef::as_ref).filter(|words| !words.trim().is_empty()) {
            self.raw(indent).raw("- ").raw(name).raw(": ").words(words).raw("\n");
        }
        self
    }
}

/// Puts a backslash before every character that could begin markup within a line.
fn escape(words: &str) -> String {
    let shown = visible(words);
    let mut escaped = String::with_capacity(shown.len() + 8);
    for (at, letter) in shown.char_indices() {
        let rest = &shown[at + letter.len_utf8()..];
        let active = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '$' | '#' => true,
            '&' => is_entity(rest),
            // GitHub turns bare addresses into links.
            ':' => rest.starts_with("//") || is_scheme(&shown[..at]),
            '.' => shown[..at].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if active {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Says whether an ampersand before these words begins a character entity.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '#');
    name.len() < rest.len() && name.starts_with(';')
}

/// Says whether a colon after these words makes an address of what follows.
fn is_scheme(before: &str) -> bool {
    let before = before.to_ascii_lowercase();
    before.ends_with("mailto") || before.ends_with("xmpp")
}

/// Gives the place of the character that would make a list, a quotation or a heading of a line with this beginning.
fn opens_block(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '+' | '-' | '=' | '>' | ':') {
        return Some(0);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && line[digits..].starts_with(['.', ')'])).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// Every extension that could make something of a text, but for the one that sets typographic quotation marks.
    fn options() -> Options {
        let mut options = Options::all();
        options.remove(Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_HEADING_ATTRIBUTES);
        options.remove(Options::ENABLE_SUPERSCRIPT | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
        options.remove(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS | Options::ENABLE_DEFINITION_LIST);
        options
    }

    /// What Markdown makes of a text: its words, and the elements that are none of ours.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let (mut words, mut foreign) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, options()) {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::HardBreak => words.push('\n'),
                Event::Start(
                    Tag::Paragraph
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::BlockQuote(None)
                    | Tag::Heading { .. }
                    | Tag::Strong
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell,
                )
                | Event::End(_) => {}
                Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == "#ours" => {}
                other => foreign.push(format!("{other:?}")),
            }
        }
        (words, foreign)
    }

    /// Each place in which words from outside stand, with what stands around them.
    fn places(words: &str) -> Vec<(String, String, String)> {
        let written = |write: &dyn Fn(&mut Ink)| {
            let mut ink = Ink::default();
            write(&mut ink);
            ink.finish()
        };
        let place = |before: &str, write: &dyn Fn(&mut Ink), after: &str| {
            (written(write), before.to_string(), after.to_string())
        };
        vec![
            place(
                "",
                &|ink| {
                    ink.words(words).raw("\n");
                },
                "",
            ),
            place(
                "",
                &|ink| {
                    ink.raw("**").words(words).raw("**\n");
                },
                "",
            ),
            place(
                "",
                &|ink| {
                    ink.raw("# ").words(words).raw("\n");
                },
                "",
            ),
            place(
                "Name: ",
                &|ink| {
                    ink.field("", "Name", Some(words));
                },
                "",
            ),
            place(
                "a  c",
                &|ink| {
                    ink.raw("a [ ").inner(words.trim()).raw(" ](#ours) c\n");
                },
                "",
            ),
            place(
                "xy",
                &|ink| {
                    ink.raw("| x | y |\n|---|---|\n| ").words(words).raw(" | z |\n");
                },
                "z",
            ),
        ]
    }

    fn inert(words: &str) {
        let shown = visible(words.trim());
        let shown = shown.trim();
        if shown.is_empty() {
            return;
        }
        for (at, (markdown, before, after)) in places(words).into_iter().enumerate() {
            let (read, foreign) = read(&markdown);
            assert!(foreign.is_empty(), "{foreign:?} in {markdown:?}");
            match at {
                4 => assert!(read.contains(shown), "{read:?} has no {shown:?} in {markdown:?}"),
                _ => assert_eq!(read, format!("{before}{shown}{after}"), "{markdown:?}"),
            }
        }
        let mut ink = Ink::default();
        ink.quote("", words);
        let (read, foreign) = read(&ink.finish());
        let lines: Vec<String> =
            words.lines().map(|line| visible(line.trim())).filter(|line| !line.is_empty()).collect();
        assert!(foreign.is_empty(), "{foreign:?} from {words:?}");
        assert_eq!(read, lines.join("\n"), "{words:?}");
    }

    #[test]
    fn known_ways_to_write_markup_stay_words() {
        for words in [
            "<script>alert(1)</script>",
            "<!-- x",
            "<https://x.example>",
            "[a](javascript:alert(1))",
            "![a](b)",
            "[a]: b",
            "# a #",
            "a\n===",
            "---",
            "***",
            "* a",
            "+ a",
            "- a",
            "1. a",
            "12) a",
            "> a",
            "    code",
            "```\na\n```",
            "`a`",
            "**a** _b_ ~~c~~",
            "$a$ $$b$$",
            "a|b",
            "| a |\n|---|",
            ":--",
            "&lt;b&gt; &#60; &amp; R&D; R&D",
            "\\<b>",
            "[^1]",
            "[ ] a",
            "[[a]]",
            "http://x.example",
            "www.x.example",
            "a  \nb",
            "a\\",
            "!",
            "!\u{202e}[a](b)",
            "\t- a",
            "[!NOTE]",
            ": a",
            "{#id}",
        ] {
            inert(words);
        }
    }

    proptest! {
        #[test]
        fn any_words_come_back_as_they_are(words in "[-+*_#>|\\\\`~$&<>\\[\\](){}!:;/.=^a1 \n\"']{0,40}") {
            inert(&words);
        }

        #[test]
        fn any_letters_come_back_as_they_are(words in "\\PC{0,60}") {
            inert(&words);
        }
    }

    #[test]
    fn sentences_read_well_as_they_stand() {
        let mut ink = Ink::default();
        ink.words("It owns 62.5 per cent (2019) - over 1,000 t; so R&D says!");
        assert_eq!(ink.finish(), "It owns 62.5 per cent (2019) - over 1,000 t; so R&D says!");
    }
}
