//! Finding the words of an annotation in the latest draft: exactly, else by the anchoring that carries claims over.

use formats::exchange::annotations::Quote;
use language::text::anchor::{Anchor, Found, anchor_all};
use language::text::loss::Loss;
use memchr::memmem;
use record::model::event::Span;

/// How many places of the same words are weighed against each other.
const PLACES: usize = 1000;

/// Where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    At(Span),
    /// Why nobody can say, with the nearest passage.
    Lost(String),
}

/// Looks in one text.
pub struct Finder<'a> {
    text: &'a str,
}

impl<'a> Finder<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text }
    }

    /// Gives the words of a place.
    pub fn words(&self, place: Span) -> &'a str {
        self.text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    /// Finds a quotation; `position` is where it stood in the text that was annotated, in characters.
    pub fn find(&self, quote: &Quote, position: Option<(u64, u64)>) -> Place {
        let exact = quote.exact.trim();
        let places: Vec<usize> = memmem::find_iter(self.text.as_bytes(), exact.as_bytes()).take(PLACES).collect();
        let at = |start: usize| Place::At(Span { start: start as u64, end: (start + exact.len()) as u64 });
        match places[..] {
            [] => self.approximately(quote, exact),
            [only] => at(only),
            _ => match self.told_apart(&places, quote, exact).or_else(|| self.at_position(&places, position)) {
                Some(start) => at(start),
                None => Place::Lost(format!("its words stand {} times in the draft", places.len())),
            },
        }
    }

    /// Tells places of the same words apart by what stands around them; nothing where two are equally good.
    fn told_apart(&self, places: &[usize], quote: &Quote, exact: &str) -> Option<usize> {
        let lead = &quote.exact[..quote.exact.len() - quote.exact.trim_start().len()];
        let trail = &quote.exact[quote.exact.trim_end().len()..];
        let (before, after) = (format!("{}{lead}", quote.prefix), format!("{trail}{}", quote.suffix));
        let context = |start: usize| {
            let (head, tail) = (&self.text[..start], &self.text[start + exact.len()..]);
            let same_before = before.chars().rev().zip(head.chars().rev()).take_while(|(one, other)| one == other);
            let same_after = after.chars().zip(tail.chars()).take_while(|(one, other)| one == other);
            same_before.count() + same_after.count()
        };
        let mut ranked: Vec<(usize, usize)> = places.iter().map(|start| (context(*start), *start)).collect();
        ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
        match ranked[..] {
            // A letter or two in common is chance.
            [(best, start), (next, _), ..] if best > next + 3 => Some(start),
            _ => None,
        }
    }

    /// Takes the place that the annotation's own offsets name, where these very words stand there.
    fn at_position(&self, places: &[usize], position: Option<(u64, u64)>) -> Option<usize> {
        let start = usize::try_from(position?.0).ok()?;
        let byte = self.text.char_indices().nth(start)?.0;
        places.iter().copied().find(|place| *place == byte)
    }

    /// Takes the annotated words with their context for an earlier draft, then without it.
    fn approximately(&self, quote: &Quote, exact: &str) -> Place {
        let whole = (format!("{}{}{}", quote.prefix, quote.exact, quote.suffix), quote.prefix.len());
        let tries = [whole, (exact.to_string(), 0)];
        let mut lost = None;
        for (old, start) in tries {
            let anchor = Anchor {
                exact: if start == 0 && old == exact { exact.to_string() } else { quote.exact.clone() },
                prefix: String::new(),
                suffix: String::new(),
                heading: None,
                start: start as u64,
            };
            match anchor_all(&[anchor], &old, self.text).pop() {
                Some(Found::Lost { nearest, why }) => lost = lost.or(Some((nearest, why))),
                Some(found) => {
                    if let Some(span) = found.span().filter(|span| !self.words(*span).trim().is_empty()) {
                        return Place::At(span);
                    }
                }
                None => {}
            }
        }
        let (nearest, why) = lost.unwrap_or((None, Loss::Gone));
        let nearest = nearest.map(|(span, score)| {
            format!("; the nearest passage, {:.0} % alike: “{}”", f64::from(score) * 100.0, self.words(span))
        });
        Place::Lost(format!("{}{}", in_words(why), nearest.unwrap_or_default()))
    }
}

fn in_words(why: Loss) -> &'static str {
    match why {
        Loss::Gone | Loss::Unplaced => "nothing in the draft is alike enough",
        Loss::Ambiguous => "two passages of the draft fit equally well",
        Loss::Taken => "the passage most like it is that of another sentence",
        Loss::Scattered => "its parts stand in different places of the draft",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Vega Mining put over 12 million dollars into the river works. Bo Lind signed in 2019.\n\
        Nobody has seen the permit. The dam rose in 2019. Cleo Marsh, the engineer, drew the plans of the dam.\n";

    fn found(prefix: &str, exact: &str, suffix: &str, position: Option<(u64, u64)>) -> Result<&'static str, String> {
        let quote = Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() };
        let finder = Finder::of(TEXT);
        match finder.find(&quote, position) {
            Place::At(span) => Ok(finder.words(span)),
            Place::Lost(why) => Err(why),
        }
    }

    #[test]
    fn words_are_found_exactly_or_approximately_or_not_at_all() {
        assert_eq!(found("", " 12 million dollars ", "", None), Ok("12 million dollars"));
        let edited =
            found("Vega Mining put ", "over 11 million dollars into the river works", ". Bo Lind signed", None);
        assert_eq!(edited, Ok("over 12 million dollars into the river works"));
        assert!(found("", "The harbour was sold to a bank in the spring", "", None).is_err());
        assert!(found("", "\u{202e}", "", None).is_err());
    }

    #[test]
    fn the_same_words_are_told_apart_by_their_context_or_place_or_not_at_all() {
        let second = Finder::of(TEXT)
            .find(&Quote { exact: "2019".into(), prefix: "The dam rose in ".into(), suffix: ". Cleo".into() }, None);
        let at = TEXT.rfind("2019").unwrap() as u64;
        assert_eq!(second, Place::At(Span { start: at, end: at + 4 }));
        assert_eq!(found("", "2019", "", None), Err("its words stand 2 times in the draft".into()));
        assert_eq!(found("", "2019", "", Some((at, at + 4))), Ok("2019"));
        assert!(found("", "2019", "", Some((at + 1, at + 5))).is_err());
    }
}
