//! What changed between two wordings of a claim's sentence, and how grave each change is.
//!
//! Two sentences are the same if they have the same words and marks in the same order, typography and markup aside. Anything
//! else is a change, however small; the lists of words decide only what it is called and so who may settle it.

pub use bearing::{Turned, is_beside_the_point, turned};

use super::loaded::{HEDGES, is_figure, is_negation};
use super::number_word::values;
use super::reach::{Draft, Passage, Window};
use super::token::{Vocabulary, fold};
use super::turns::{
    are_opposed, go_together, has_direction, is_condition, is_denial, is_hedge, is_lead, is_pronoun, is_speech, is_unit,
};
use record::model::event::Span;
pub use record::model::words::Touched;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A stretch this long that was put in or taken out is a clause of its own.
const CLAUSE: usize = 4;
/// The one who speaks stands at most this many words before the word for speaking.
const SPEAKER: usize = 4;

/// One change: some words of the old sentence and what stands for them in the new one. Either may be empty; where words
/// only moved, both are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub from: String,
    pub to: String,
    pub what: Touched,
}

impl fmt::Display for Change {
    /// Writes a sentence's part, such as `hedge: "over" became "nearly"`.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match (self.from.as_str(), self.to.as_str()) {
            ("", to) => write!(out, "{}: \"{to}\" was added", self.what),
            (from, "") => write!(out, "{}: \"{from}\" was taken out", self.what),
            (from, to) if from == to => write!(out, "{}: \"{from}\" was moved", self.what),
            (from, to) => write!(out, "{}: \"{from}\" became \"{to}\"", self.what),
        }
    }
}

/// Compares two sentences.
pub fn changes(old: &str, new: &str) -> Vec<Change> {
    let mut vocabulary = Vocabulary::default();
    let (old, new) = (vocabulary.read(old), vocabulary.read(new));
    let (was, now) = (Passage { raw: old.raw, spans: old.spans }, Passage { raw: new.raw, spans: new.spans });
    changes_between(&was, &now, &|lower| vocabulary.has_seen(lower))
}

/// Compares the sentences of a claim in two drafts, each given with the place of the claim; nothing where a place is no place
/// of its text.
pub fn changes_in_place(old: (&str, Span), new: (&str, Span)) -> Option<Vec<Change>> {
    let mut vocabulary = Vocabulary::default();
    let (was, now) = (Window::around(old)?, Window::around(new)?);
    let (before, after) = (vocabulary.read(was.text), vocabulary.read(now.text));
    let (before, after) = (Draft::spoken(&before, was.language), Draft::spoken(&after, now.language));
    let (one, other) = (before.words.within(was.claim), after.words.within(now.claim));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let (one, other) = (before.passage(&before.scope(&one)), after.passage(&after.scope(&other)));
    Some(changes_between(&one, &other, &|lower| vocabulary.has_seen(lower)))
}

/// Gives the sentence around a place of a text, without its markup; nothing where the place is no place of the text.
pub fn sentence_at(text: &str, span: Span) -> Option<String> {
    let mut vocabulary = Vocabulary::default();
    let window = Window::around((text, span))?;
    let words = vocabulary.read(window.text);
    let draft = Draft::spoken(&words, window.language);
    let claim = words.within(window.claim);
    let own = Some(claim).filter(|claim| !claim.is_empty()).map(|claim| draft.scope(&claim).own)?;
    let passage = Passage { raw: words.raw, spans: words.spans[own].to_vec() };
    let joined = |at: usize| at > 0 && passage.spans[at - 1].end == passage.spans[at].start;
    let mut sentence = String::new();
    for (at, span) in passage.spans.iter().enumerate() {
        if at > 0 && !joined(at) {
            sentence.push(' ');
        }
        sentence.push_str(&passage.raw[span.clone()]);
    }
    Some(sentence)
}

/// Compares two passages; `common` says of a word in lower case whether it is known to be no name.
pub(super) fn changes_between(old: &Passage, new: &Passage, common: &dyn Fn(&str) -> bool) -> Vec<Change> {
    let (old, new) = (words(old, common), words(new, common));
    let (was, now) = (keys(&old), keys(&new));
    if was == now {
        return recased(&old, &new);
    }
    if let Some(reordered) = reordered(&old, &new) {
        return vec![reordered];
    }
    let hunks = capture_diff_slices(Algorithm::Myers, &was, &now);
    let mut found: Vec<Change> = hunks.iter().flat_map(|hunk| graded(&old, &new, hunk)).collect();
    let mark = |text: &str| !text.contains(char::is_alphanumeric);
    let slight = |change: &Change| change.what == Touched::Wording && mark(&change.from) && mark(&change.to);
    // A comma that goes with other words is no news.
    if found.iter().any(|change| !slight(change)) {
        found.retain(|change| !slight(change));
    }
    found
}

/// One word, sign or mark.
struct Word<'a> {
    raw: &'a str,
    /// With its typography evened out, in lower case.
    key: String,
    /// With its typography evened out.
    exact: String,
    /// Whether it follows the one before without a space.
    joined: bool,
    /// Whether it opens a sentence, so that its capital says nothing.
    opens: bool,
    name: bool,
    mark: bool,
}

fn words<'a>(passage: &Passage<'a>, common: &dyn Fn(&str) -> bool) -> Vec<Word<'a>> {
    let mut words: Vec<Word> = Vec::with_capacity(passage.spans.len());
    let mut opens = true;
    for (at, span) in passage.spans.iter().enumerate() {
        let raw = &passage.raw[span.clone()];
        let exact = even(&fold(raw));
        let joined = at > 0 && passage.spans[at - 1].end == span.start;
        let next =
            passage.spans.get(at + 1).filter(|next| next.start == span.end).map(|next| &passage.raw[next.clone()]);
        let signs =
            exact == "-" && !joined && next.is_some_and(|next| next.starts_with(|digit: char| digit.is_ascii_digit()));
        let key = if signs { "minus".to_owned() } else { exact.to_lowercase() };
        let mark = !signs && is_mark(&key);
        let name = exact.starts_with(char::is_uppercase) && !(opens && (common(&key) || is_of_grammar(&key)));
        words.push(Word { raw, key, exact, joined, opens, name, mark });
        let ended = || words.last().is_some_and(|word| matches!(word.key.as_str(), "." | "?" | "!" | ":"));
        opens = mark && (opens || ended());
    }
    drop_closing_stop(&mut words);
    words
}

/// Says whether a word has a capital for the sentence's sake only, though it may stand nowhere else.
fn is_of_grammar(key: &str) -> bool {
    is_lead(key) || is_small(key) || HEDGES.contains(key) || is_negation(key) || is_condition(key) || is_denial(key)
}

/// Evens out single and double quotation marks, which are a matter of the house.
fn even(folded: &str) -> String {
    if folded == "'" { "\"".to_owned() } else { folded.to_owned() }
}

fn is_mark(key: &str) -> bool {
    matches!(
        key,
        "." | ","
            | ";"
            | ":"
            | "!"
            | "?"
            | "\""
            | "("
            | ")"
            | "["
            | "]"
            | "-"
            | "..."
            | "¿"
            | "¡"
            | "/"
            | "|"
            | "*"
            | "_"
    )
}

/// A heading has no full stop, and one may stand within quotation marks or without.
fn drop_closing_stop(words: &mut Vec<Word>) {
    let end = words.len() - words.iter().rev().take_while(|word| matches!(word.key.as_str(), "." | "\"" | ")")).count();
    let mut at = 0;
    words.retain(|word| {
        at += 1;
        at <= end || word.key != "."
    });
}

fn keys<'a>(words: &'a [Word]) -> Vec<&'a str> {
    words.iter().map(|word| word.key.as_str()).collect()
}

/// The same words with other capitals than those that open a sentence.
fn recased(old: &[Word], new: &[Word]) -> Vec<Change> {
    let differs = |(was, now): &(&Word, &Word)| was.exact != now.exact && !(was.opens && now.opens);
    let change = |(was, now): (&Word, &Word)| Change {
        from: was.raw.to_owned(),
        to: now.raw.to_owned(),
        what: Touched::Wording,
    };
    old.iter().zip(new).filter(differs).map(change).collect()
}

/// Gives the one change between sentences that have the same words in another order.
fn reordered(old: &[Word], new: &[Word]) -> Option<Change> {
    let plain = |words: &[Word]| -> Vec<usize> { (0..words.len()).filter(|at| !words[*at].mark).collect() };
    let (was, now) = (plain(old), plain(new));
    let count = |words: &[Word], places: &[usize]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        places.iter().for_each(|at| *counts.entry(words[*at].key.clone()).or_default() += 1);
        counts
    };
    let same = |one: &usize, other: &usize| old[*one].key == new[*other].key;
    if was.len() != now.len() || count(old, &was) != count(new, &now) || was.iter().zip(&now).all(|(a, b)| same(a, b)) {
        return None;
    }
    let begins = was.iter().zip(&now).take_while(|(one, other)| same(one, other)).count();
    let ends = was.iter().rev().zip(now.iter().rev()).take_while(|(one, other)| same(one, other)).count();
    let middle = begins..was.len() - ends;
    let (from, to) = (&was[middle.clone()], &now[middle.clone()]);
    let turned = (1..from.len()).find(|cut| {
        let (head, tail) = from.split_at(*cut);
        tail.iter().chain(head).zip(to).all(|(one, other)| same(one, other))
    });
    let whole = begins == 0 && ends == 0;
    let block = turned.map(|cut| {
        let (head, tail) = from.split_at(cut);
        let leads = |part: &[usize]| part.len() > 1 && is_lead(&old[part[0]].key);
        if leads(tail) || (!leads(head) && tail.len() < head.len()) { tail } else { head }
    });
    let what = match block {
        Some(block) if whole && is_lead(&old[block[0]].key) && block.len() > 1 && lone_clause(old, &was, block) => {
            Touched::Order
        }
        Some(_) => out_of_order(old, &was, new, &now).unwrap_or(Touched::Order),
        None => out_of_order(old, &was, new, &now).unwrap_or(Touched::Name),
    };
    let moved = block.unwrap_or(from);
    let (first, last) = (moved[0], moved[moved.len() - 1]);
    let words = shown(&old[first..=last]);
    let to = if block.is_some() { words.clone() } else { shown(&new[to[0]..=to[to.len() - 1]]) };
    Some(Change { from: words, to, what })
}

/// Says whether a clause at the edge of its sentence can belong to one thing only: the rest joins no two statements.
fn lone_clause(old: &[Word], all: &[usize], block: &[usize]) -> bool {
    let rest = all.iter().filter(|at| !block.contains(at)).map(|at| old[*at].key.as_str());
    let joins =
        |key: &str| matches!(key, "and" | "or" | "but" | "nor" | "y" | "e" | "o" | "u" | "pero" | "sino" | "ni");
    let turns = |key: &str| is_negation(key) || matches!(key, "only" | "solo" | "sólo");
    !rest.clone().any(joins) && !block.iter().any(|at| turns(&old[*at].key))
}

/// Gives the gravest kind of word whose words do not come in the order in which they came.
fn out_of_order(old: &[Word], was: &[usize], new: &[Word], now: &[usize]) -> Option<Touched> {
    let of = |words: &[Word], places: &[usize], what: Touched| -> Vec<String> {
        let alike = places.iter().filter(|at| kind(&words[**at]) == what);
        alike.map(|at| words[*at].key.clone()).collect()
    };
    let differs = |what: &&Touched| of(old, was, **what) != of(new, now, **what);
    let grave = Touched::ALL.iter().filter(|what| !what.keeps_meaning());
    grave.clone().find(differs).copied().or_else(|| {
        // A negation or hedge that stands before other words turns those.
        let before = |words: &[Word], places: &[usize]| -> Vec<(String, String)> {
            let turns =
                |at: &usize| matches!(kind(&words[*at]), Touched::Negation | Touched::Condition | Touched::Hedge);
            let pairs = places.windows(2).filter(|pair| turns(&pair[0]));
            let mut pairs: Vec<_> =
                pairs.map(|pair| (words[pair[0]].key.clone(), words[pair[1]].key.clone())).collect();
            pairs.sort();
            pairs
        };
        (before(old, was) != before(new, now)).then_some(Touched::Hedge)
    })
}

/// Says what one word is, by itself.
fn kind(word: &Word) -> Touched {
    let key = word.key.as_str();
    match () {
        () if is_number(word) => Touched::Figure,
        () if is_negation(key) => Touched::Negation,
        () if is_denial(key) => Touched::Denial,
        () if is_condition(key) => Touched::Condition,
        // A capital inside a sentence makes a month of "May" and a place of "Most".
        () if word.name => Touched::Name,
        () if has_direction(key) => Touched::Direction,
        () if is_speech(key) => Touched::Source,
        () if HEDGES.contains(key) => Touched::Hedge,
        () => Touched::Wording,
    }
}

fn is_number(word: &Word) -> bool {
    let key = word.key.as_str();
    let symbol = !word.mark && !key.contains(char::is_alphanumeric);
    is_figure(key) || is_unit(key) || key == "minus" || symbol || (key == "may" && word.name && !word.opens)
}

/// Grades one difference: word for word where as many came as went, else as a whole.
fn graded(old: &[Word], new: &[Word], hunk: &DiffOp) -> Vec<Change> {
    let (was, now) = (hunk.old_range(), hunk.new_range());
    if matches!(hunk, DiffOp::Equal { .. }) {
        return recased(&old[was], &new[now]).into_iter().filter(|change| !change.from.is_empty()).collect();
    }
    let change =
        |was: Range<usize>, now: Range<usize>, what| Change { from: shown(&old[was]), to: shown(&new[now]), what };
    if was.len() != now.len() {
        let what = grade(old, &was, new, &now);
        return vec![change(was, now, what)];
    }
    let pairs: Vec<Touched> = was
        .clone()
        .zip(now.clone())
        .map(|(one, other)| grade(old, &(one..one + 1), new, &(other..other + 1)))
        .collect();
    let mut changes = Vec::new();
    let mut start = 0;
    while start < pairs.len() {
        let same = pairs[start..].iter().take_while(|what| **what == pairs[start]).count();
        let part = |range: &Range<usize>| range.start + start..range.start + start + same;
        changes.push(change(part(&was), part(&now), pairs[start]));
        start += same;
    }
    changes
}

/// Says what a difference touches.
fn grade(old: &[Word], was: &Range<usize>, new: &[Word], now: &Range<usize>) -> Touched {
    let (from, to) = (&old[was.clone()], &new[now.clone()]);
    let clause = from.is_empty() != to.is_empty() && from.len() + to.len() >= CLAUSE;
    let figure = figures(from) != figures(to);
    let negation = of_kind(from, &|word| is_negation(&word.key)) != of_kind(to, &|word| is_negation(&word.key));
    let denial = of_kind(from, &|word| is_denial(&word.key)) != of_kind(to, &|word| is_denial(&word.key));
    let negation = negation || has_phrase(from, &DENYING_PHRASES) != has_phrase(to, &DENYING_PHRASES);
    let condition = of_kind(from, &|word| is_condition(&word.key)) != of_kind(to, &|word| is_condition(&word.key));
    let condition = condition || has_phrase(from, &CONDITIONAL_PHRASES) != has_phrase(to, &CONDITIONAL_PHRASES);
    let source = speaks(from) != speaks(to) || quoted(from) != quoted(to);
    let named = |word: &Word| word.name || is_pronoun(&word.key);
    let name = of_kind(from, &named) != of_kind(to, &named);
    let hedge = of_kind(from, &hedges) != of_kind(to, &hedges);
    match () {
        () if figure && !clause => Touched::Figure,
        () if clause && (negation || denial) => Touched::Denial,
        () if negation => Touched::Negation,
        () if opposed(from, to) => Touched::Direction,
        () if denial => Touched::Denial,
        () if condition => Touched::Condition,
        () if figure => Touched::Figure,
        () if turns(from, to) => Touched::Direction,
        () if source || (beside_speech(old, was) && beside_speech(new, now) && words_in(from, to)) => Touched::Source,
        () if name => Touched::Name,
        () if hedge => Touched::Hedge,
        () => Touched::Wording,
    }
}

fn words_in(from: &[Word], to: &[Word]) -> bool {
    from.iter().chain(to).any(|word| !word.mark && !is_small(&word.key))
}

/// A word of grammar alone.
fn is_small(key: &str) -> bool {
    matches!(key, "the" | "a" | "an" | "that" | "which" | "who" | "el" | "la" | "los" | "las" | "un" | "una" | "que")
}

fn of_kind<'w>(words: &'w [Word], is: &dyn Fn(&Word) -> bool) -> Vec<&'w str> {
    words.iter().filter(|word| is(word)).map(|word| word.key.as_str()).collect()
}

fn hedges(word: &Word) -> bool {
    HEDGES.contains(word.key.as_str()) || is_hedge(&word.key) || word.key == "?"
}

fn figures(words: &[Word]) -> (Vec<String>, Vec<String>) {
    values(
        words
            .iter()
            .filter(|word| is_number(word) || matches!(word.key.as_str(), "y" | "and"))
            .map(|word| word.key.as_str()),
    )
}

/// Conditions of two words.
const CONDITIONAL_PHRASES: [(&str, &str); 7] = [
    ("long", "as"),
    ("in", "case"),
    ("subject", "to"),
    ("a", "menos"),
    ("siempre", "que"),
    ("con", "tal"),
    ("en", "caso"),
];

/// Negations of two words.
const DENYING_PHRASES: [(&str, &str); 9] = [
    ("yet", "to"),
    ("far", "from"),
    ("instead", "of"),
    ("rather", "than"),
    ("anything", "but"),
    ("stopped", "short"),
    ("lejos", "de"),
    ("en", "vez"),
    ("por", "hacer"),
];

fn has_phrase(words: &[Word], phrases: &[(&str, &str)]) -> bool {
    let follows =
        |(one, other): &(&str, &str)| words.windows(2).any(|pair| pair[0].key == *one && pair[1].key == *other);
    phrases.iter().any(follows)
}

/// Gives the words for speaking, by their beginnings: "says" and "said" give the same source.
fn speaks(words: &[Word]) -> Vec<String> {
    words.iter().filter(|word| is_speech(&word.key)).map(|word| word.key.chars().take(2).collect()).collect()
}

fn quoted(words: &[Word]) -> usize {
    words.iter().filter(|word| word.key == "\"").count()
}

/// Says whether a stretch is who speaks: right after "said" and "according to", or within a few words before "said".
fn beside_speech(words: &[Word], at: &Range<usize>) -> bool {
    let before = words[..at.start].iter().rev().filter(|word| !is_small(&word.key));
    let mut before = before.take(2).map(|word| word.key.as_str());
    let (last, further) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
    let named = words[at.clone()].iter().any(|word| word.name);
    let told = (last == "to" && further == "according") || last == "según" || (is_speech(last) && named);
    let after = words[at.end..].iter().take(SPEAKER).take_while(|word| !word.mark && !is_number(word));
    told || after.into_iter().any(|word| is_speech(&word.key))
}

fn plain(words: &[Word]) -> Vec<String> {
    words.iter().filter(|word| !word.mark).map(|word| word.key.clone()).collect()
}

/// Says whether some words go the opposite way of others.
fn opposed(from: &[Word], to: &[Word]) -> bool {
    let (from, to) = (plain(from), plain(to));
    from.iter().any(|one| to.iter().any(|other| are_opposed(one, other)))
}

/// Says whether words go a way that the others do not go.
fn turns(from: &[Word], to: &[Word]) -> bool {
    let (from, to) = (plain(from), plain(to));
    let alone = |word: &String, others: &[String]| {
        has_direction(word) && !others.iter().any(|other| other == word || go_together(word, other))
    };
    from.iter().any(|word| alone(word, &to)) || to.iter().any(|word| alone(word, &from))
}

/// Writes words as they stand, without markup and with one space between them.
fn shown(words: &[Word]) -> String {
    let mut shown = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && !word.joined {
            shown.push(' ');
        }
        shown.push_str(word.raw);
    }
    shown
}

mod bearing;
#[cfg(test)]
mod tests;
