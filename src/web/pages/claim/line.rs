//! The one line in which evidence is given: an address, words of a source, or an address and then words.

/// What was pasted or typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    address: Option<String>,
    words: Option<String>,
}

impl Line {
    /// Reads the line; quotation marks around the words are not theirs.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_address = ["http://", "https://"].iter().any(|start| first.to_ascii_lowercase().starts_with(start));
        let (address, words) = if is_address { (first, &text[first.len()..]) } else { ("", text) };
        let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_string);
        Self { address: given(address), words: given(bare(words.trim())) }
    }

    /// Gives the address.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Gives the words.
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}

/// Takes one pair of quotation marks away that stands around everything.
fn bare(words: &str) -> &str {
    let pairs = [('"', '"'), ('“', '”'), ('«', '»')];
    let within = |(open, close): (char, char)| {
        words.strip_prefix(open)?.strip_suffix(close).filter(|inner| !inner.contains([open, close]))
    };
    pairs.into_iter().find_map(within).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_address_or_words_or_both() {
        let cases = [
            ("", None, None),
            ("  12.4 million dollars ", None, Some("12.4 million dollars")),
            ("https://example.org/report", Some("https://example.org/report"), None),
            ("HTTPS://example.org/a  12.4 million", Some("HTTPS://example.org/a"), Some("12.4 million")),
            ("https://example.org “put 12.4 million”", Some("https://example.org"), Some("put 12.4 million")),
            ("\"put\" and \"took\"", None, Some("\"put\" and \"took\"")),
            ("«la presa»", None, Some("la presa")),
            ("see https://example.org", None, Some("see https://example.org")),
            ("\"", None, Some("\"")),
        ];
        for (line, address, words) in cases {
            let read = Line::read(line);
            assert_eq!((read.address(), read.words()), (address, words), "{line}");
        }
    }
}
