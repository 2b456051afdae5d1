//! Whether a passage of a source says what a claim says, or turns it: denies it, negates it, makes it hold only in some
//! case, gives it as hearsay, goes the other way, or says it of another name or time.
//!
//! The two need not be one wording of the same sentence, so that only what stands beside the words that both have in common
//! is weighed, and only words of the lists tell. What no list knows is not found.

mod clauses;
mod days;
mod names;

use super::{
    DENYING_PHRASES, Passage, Vocabulary, Word, are_opposed, go_together, has_direction, is_denial, is_negation,
    is_number, is_small, is_speech, keys, shown, words,
};
use crate::text::language;
use crate::text::turns::{
    accuses, are_converse, are_one_share, is_hearsay, is_irreal, is_past, is_preposition, is_referent, is_share,
    is_statement, may_be_denied, takes_back, takes_back_of, undoes,
};
use clauses::{
    LATE_NEGATIONS, NOTHING_OF, TO_COME, TOLD, alike, ambiguous, clauses, clauses_before, ends_past, goes, is_future,
    is_of_verb, is_said_of_it, is_time_of, negates, phrase, same_stem, without_idioms,
};
use record::model::words::Touched;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::fmt;
use std::ops::Range;

/// Words that are common to both, of all words of the shorter, in percent, from which the one is a wording of the other.
const ALIKE: usize = 60;
/// A figure in common says more than a word in common.
const FIGURE: usize = 1;
/// So much must be in common before anything is said.
const LEAST: usize = 2;
/// The words for a share with what stands beside them: "forty per cent of".
const LONGEST_SHARE: usize = 4;
/// From this share in common, in percent, only a word or two differ.
const NEARLY_ALL: usize = 75;

/// Some words of a source that turn what a claim says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turned {
    pub what: Touched,
    /// The words of the source.
    pub words: String,
}

impl fmt::Display for Turned {
    /// Writes a sentence's part, such as `negation: "did not"`.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: \"{}\"", self.what, self.words)
    }
}

/// Finds what of a source's sentence turns a claim's sentence; `next` is what the source says right after it.
pub fn turned(claim: &str, sentence: &str, next: &str) -> Vec<Turned> {
    let mut vocabulary = Vocabulary::default();
    let [claim, sentence, next] = [claim, sentence, next].map(|text| vocabulary.read(text));
    let common = |lower: &str| vocabulary.has_seen(lower);
    let [claim, sentence, next] =
        [&claim, &sentence, &next].map(|read| words(&Passage { raw: read.raw, spans: read.spans.clone() }, &common));
    Both { claim: &claim, source: &sentence }.turned(&next)
}

/// Says whether two sentences of one language have nothing in common but names, or nothing at all: the one cannot bear out the
/// other.
pub fn is_beside_the_point(claim: &str, sentence: &str) -> bool {
    if language(claim) != language(sentence) {
        return false;
    }
    let mut vocabulary = Vocabulary::default();
    let [claim, sentence] = [claim, sentence].map(|text| vocabulary.read(text));
    let common = |lower: &str| vocabulary.has_seen(lower);
    let [claim, sentence] =
        [&claim, &sentence].map(|read| words(&Passage { raw: read.raw, spans: read.spans.clone() }, &common));
    let tells = |word: &&Word| !word.mark && !word.name && !is_small(&word.key) && !is_preposition(&word.key);
    let both = Both { claim: &claim, source: &sentence };
    let told = claim.iter().filter(tells).count();
    told > 1
        && !sentence
            .iter()
            .filter(tells)
            .any(|word| both.shared(word) || claim.iter().any(|own| are_akin(&own.key, &word.key)))
}

fn are_akin(one: &str, other: &str) -> bool {
    same_stem(one, other) || go_together(one, other) || are_opposed(one, other)
}

struct Both<'a> {
    claim: &'a [Word<'a>],
    source: &'a [Word<'a>],
}

impl Both<'_> {
    fn turned(&self, next: &[Word]) -> Vec<Turned> {
        let Some(near) = self.near() else { return Vec::new() };
        let mut found = Vec::new();
        if self.claim_denies() {
            found.extend(self.asserted(&near));
        } else {
            let negated = self.negated(&near).or_else(|| self.left_undone());
            // "Did not lose" goes with "won", and "never got past" with "stopped".
            let undone = self.claim_undoes() || negated.is_some() && self.opposite(&near).is_some();
            found.extend(negated.filter(|_| !undone));
            found.extend(self.denied(&near).or_else(|| denied_after(next)));
        }
        found.extend(self.irreal(&near));
        found.extend(self.opposite(&near).filter(|_| self.negated(&near).is_none()));
        found.extend(self.renamed(&near));
        found.extend(self.another_day().or_else(|| self.done_another_day()));
        found.extend(self.another_doer());
        found.extend(self.how_many());
        found
    }

    /// Gives the clause of the source that says what the claim says, up to the last word in common; none where too little is
    /// in common to tell.
    fn near(&self) -> Option<Range<usize>> {
        let clauses = clauses(self.source);
        let best = clauses.into_iter().max_by_key(|clause| (self.overlap(clause), usize::MAX - clause.start))?;
        if self.overlap(&best) < LEAST {
            return None;
        }
        let last = best.clone().rev().find(|at| self.shared(&self.source[*at]))?;
        let whose = |at: usize| self.source[at].name && self.shared(&self.source[at]);
        let short =
            clauses_before(self.source, best.start).filter(|clause| clause.len() <= 3 && clause.clone().any(whose));
        let mut start = if self.hands_on(best.start) { 0 } else { short.map_or(best.start, |clause| clause.start) };
        // "… after the 2006 Games" only says when.
        if is_time_of(&self.source[best.start].key) {
            start = start.min(clauses_before(self.source, best.start).map_or(start, |clause| clause.start));
        }
        Some(start..last + 1)
    }

    /// "That" hands on what stands before it: "It is not the case, he said, that …". In Spanish a comma makes it mean "which".
    fn hands_on(&self, start: usize) -> bool {
        let after_mark = start > 0 && self.source[start - 1].mark;
        match self.source[start].key.as_str() {
            "that" => true,
            "que" => {
                !after_mark
                    || clauses_before(self.source, start)
                        .is_some_and(|clause| self.source[clause].iter().any(|word| is_speech(&word.key)))
            }
            _ => false,
        }
    }

    /// Counts what a clause has in common with the claim.
    fn overlap(&self, clause: &Range<usize>) -> usize {
        let mut counted: Vec<&str> = Vec::new();
        let mut overlap = 0;
        for word in &self.source[clause.clone()] {
            if self.shared(word) && !counted.contains(&word.key.as_str()) {
                counted.push(&word.key);
                overlap += if is_number(word) { FIGURE } else { 1 };
            }
        }
        overlap
    }

    /// Says whether a word of the source says something that the claim says.
    fn shared(&self, word: &Word) -> bool {
        let tells = !word.mark && !is_small(&word.key) && (word.key.chars().count() > 2 || is_number(word));
        tells && self.claim.iter().any(|own| !own.mark && alike(&own.key, &word.key))
    }

    fn claim_denies(&self) -> bool {
        let plain = without_idioms(self.claim);
        plain.iter().any(|at| negates(&self.claim[*at].key) || is_denial(&self.claim[*at].key))
            || phrase(self.claim, &DENYING_PHRASES).is_some()
    }

    /// The claim's own verb says that something did not happen, ended or was kept from happening.
    fn claim_undoes(&self) -> bool {
        let undone = |word: &Word| {
            let key = word.key.as_str();
            undoes(key)
                || may_be_denied(key)
                || key.starts_with("un") && key.ends_with("ed")
                || matches!(key, "illegal" | "ilegal")
        };
        let first = |word: &Word| matches!(word.key.as_str(), "first" | "primera" | "primer" | "primero");
        self.claim.iter().any(undone)
            || self.claim.iter().any(first)
                && self.source.iter().any(|word| matches!(word.key.as_str(), "before" | "until" | "hasta" | "antes"))
    }

    /// What the claim gives as others' words may be told so in the source, too.
    fn claim_reports(&self) -> bool {
        self.claim.iter().any(|word| accuses(&word.key))
    }

    /// The words of the claim that tell what was done.
    fn verbs(&self) -> impl Iterator<Item = &Word<'_>> {
        self.claim.iter().filter(|word| !word.name && (is_past(&word.key) || ends_past(&word.key)))
    }

    /// Gives the clauses of the source that have the verb of the claim.
    fn told(&self) -> Vec<Range<usize>> {
        let tells = |word: &Word| self.verbs().any(|verb| verb.key == word.key || same_stem(&verb.key, &word.key));
        clauses(self.source).into_iter().filter(|clause| self.source[clause.clone()].iter().any(tells)).collect()
    }

    fn negated(&self, near: &Range<usize>) -> Option<Turned> {
        if self
            .source
            .iter()
            .any(|word| matches!(word.key.as_str(), "hubiera" | "hubiese" | "hubieran" | "if" | "haber"))
            && self.source.iter().any(|word| matches!(word.key.as_str(), "would" | "habría" | "habrían"))
        {
            return None;
        }
        self.negated_in(near).or_else(|| {
            let verb = |at: &usize| {
                self.verbs().any(|verb| verb.key == self.source[*at].key || same_stem(&verb.key, &self.source[*at].key))
            };
            let parts = self.told().into_iter().filter_map(|clause| Some(clause.start..clause.clone().find(verb)? + 1));
            let nothing = || phrase(self.source, &NOTHING_OF).map(|at| shown(&self.source[at]));
            let told = parts.into_iter().find_map(|part| self.negated_in(&part));
            told.or_else(|| nothing().map(|words| Turned { what: Touched::Negation, words }))
        })
    }

    fn negated_in(&self, near: &Range<usize>) -> Option<Turned> {
        let part = &self.source[near.clone()];
        let negation = without_idioms(part).into_iter().find(|at| negates(&part[*at].key));
        let negation = negation.map(|at| at..(at + 2).min(part.len()));
        let tail = &self.source[near.end..];
        let tail = &tail[..tail.iter().position(|word| word.mark).unwrap_or(tail.len())];
        let late = phrase(tail, &LATE_NEGATIONS).map(|at| shown(&tail[at]));
        let found = negation.or_else(|| phrase(part, &DENYING_PHRASES)).map(|at| shown(&part[at])).or(late);
        found.map(|words| Turned { what: Touched::Negation, words })
    }

    /// "Without declaring", beside a claim that somebody declared it.
    fn left_undone(&self) -> Option<Turned> {
        let undone = |at: &usize| {
            let verb = self.source.get(at + 1);
            matches!(self.source[*at].key.as_str(), "without" | "sin")
                && verb.is_some_and(|verb| {
                    is_of_verb(&verb.key) && self.claim.iter().any(|own| same_stem(&own.key, &verb.key))
                })
        };
        let at = (0..self.source.len()).find(undone)?;
        Some(Turned { what: Touched::Negation, words: shown(&self.source[at..at + 2]) })
    }

    /// A claim that denies, beside a source that does not.
    fn asserted(&self, near: &Range<usize>) -> Option<Turned> {
        let other = |word: &Word| !self.claim.iter().any(|own| own.key == word.key || same_stem(&own.key, &word.key));
        let denies = |word: &Word| {
            let bare = ["un", "in", "im", "des"].iter().find_map(|head| word.key.strip_prefix(head));
            let turned = bare.is_some_and(|bare| self.claim.iter().any(|own| own.key == bare));
            turned
                || is_negation(&word.key)
                || is_denial(&word.key)
                || (may_be_denied(&word.key) || undoes(&word.key)) && other(word)
        };
        let agrees = |word: &Word| self.claim.iter().any(|own| are_opposed(&own.key, &word.key));
        let part = &self.source[near.clone()];
        let until = |word: &Word| matches!(word.key.as_str(), "until" | "hasta" | "only" | "solo" | "sólo");
        let silent = !self.source.iter().any(|word| denies(word) || until(word)) && !part.iter().any(agrees);
        let silent = silent && phrase(self.source, &DENYING_PHRASES).is_none();
        let words = shown(part);
        (silent && self.in_common() >= NEARLY_ALL).then_some(Turned { what: Touched::Negation, words })
    }

    /// The clause denies, or another clause of the sentence does so of the figure or statement.
    fn denied(&self, near: &Range<usize>) -> Option<Turned> {
        if self.claim_reports() {
            return None;
        }
        let not = |at: usize| (at.saturating_sub(4)..at).any(|at| negates(&self.source[at].key));
        let denial = |at: &usize| is_denial(&self.source[*at].key) && !ambiguous(&self.source[*at].key) && !not(*at);
        let within = near.clone().find(denial);
        let said = |at: usize| is_said_of_it(self.source, at);
        let after = (near.end..self.source.len()).find(|at| {
            let referred = || self.source[near.end..*at].iter().any(|word| is_statement(&word.key));
            let hands_on =
                self.source.get(at + 1).is_some_and(|next| matches!(next.key.as_str(), "that" | "que" | "having"));
            denial(at) && (said(*at) || referred() || hands_on)
        });
        // "Dismissed as a lie the suggestion that …".
        let rejected = |at: &usize| {
            let statement =
                self.source[*at..(at + 8).min(self.source.len())].iter().any(|word| is_statement(&word.key));
            ambiguous(&self.source[*at].key) && statement && !not(*at)
        };
        let before = || (0..near.end).find(rejected);
        within
            .or(after)
            .or_else(before)
            .map(|at| Turned { what: Touched::Denial, words: self.source[at].raw.to_owned() })
    }

    fn irreal(&self, near: &Range<usize>) -> Option<Turned> {
        if self.claim_reports() {
            return None;
        }
        let unreal = |word: &Word| is_irreal(&word.key) && !(word.name && word.key == "may");
        let hearsay = |word: &Word| is_hearsay(&word.key);
        let past = self.claim.iter().any(|word| is_past(&word.key) || ends_past(&word.key));
        let to_come = |word: &Word| past && is_future(&word.key);
        let own = |is: &dyn Fn(&Word) -> bool| self.claim.iter().any(is);
        let find = |part: &[Word], is: &dyn Fn(&Word) -> bool, what: Touched| {
            let (at, word) = part.iter().enumerate().find(|(_, word)| is(word)).filter(|_| !own(is))?;
            let idiom =
                matches!(part.get(at + 1).map(|next| next.key.as_str()), Some("bien" | "acaso")) && word.key == "si";
            (!idiom).then(|| Turned { what, words: word.raw.to_owned() })
        };
        let part = &self.source[near.clone()];
        let beside = || self.condition_beside(near).filter(|_| !own(&unreal));
        let is = |at: &Range<usize>| {
            part[at.start].key != "to"
                || at.start > 0 && matches!(part[at.start - 1].key.as_str(), "is" | "are" | "was" | "were" | "yet")
        };
        let planned = || {
            phrase(part, &TO_COME)
                .filter(|at| past && is(at))
                .map(|at| Turned { what: Touched::Condition, words: shown(&part[at]) })
        };
        let told =
            || phrase(self.source, &TOLD).map(|at| Turned { what: Touched::Hedge, words: shown(&self.source[at]) });
        let condition = find(part, &unreal, Touched::Condition).or_else(|| find(part, &to_come, Touched::Condition));
        // What was kept from happening is told with "would".
        let kept = |turned: &Turned| {
            matches!(
                turned.words.to_lowercase().as_str(),
                "would" | "could" | "will" | "podrá" | "podría" | "habría" | "habrían"
            )
        };
        let condition = condition.filter(|turned| !(kept(turned) && self.negated(near).is_some()));
        condition.or_else(planned).or_else(beside).or_else(|| find(self.source, &hearsay, Touched::Hedge)).or_else(told)
    }

    /// A clause right before or after that opens with "if".
    fn condition_beside(&self, near: &Range<usize>) -> Option<Turned> {
        let clauses = clauses(self.source);
        let at = clauses.iter().position(|clause| clause.contains(&(near.end - 1)))?;
        let key = |at: usize| self.source.get(at).map_or("", |word| word.key.as_str());
        let conditional = |at: usize| match key(at) {
            "if" | "unless" | "provided" => true,
            "si" => !matches!(key(at + 1), "bien" | "acaso"),
            "should" => at == 0,
            _ => false,
        };
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| clauses.get(at));
        let inside = (near.end..clauses[at].end).find(|at| conditional(*at));
        let found = beside.chain([&clauses[at]]).find(|clause| conditional(clause.start)).cloned();
        let found = found.or_else(|| inside.map(|from| from..clauses[at].end))?;
        // What would have been otherwise says that it was so.
        let part = &self.source[found];
        let unreal =
            |word: &Word| matches!(word.key.as_str(), "had" | "hubiera" | "hubiese" | "hubieran" | "hubiesen" | "were");
        (!part.iter().any(unreal)).then(|| Turned { what: Touched::Condition, words: shown(part) })
    }

    /// A word that goes the other way, and none that goes the claim's.
    fn opposite(&self, near: &Range<usize>) -> Option<Turned> {
        let part = &self.source[near.clone()];
        let with = |own: &Word| {
            self.source
                .iter()
                .any(|word| word.key == own.key || same_stem(&word.key, &own.key) || go_together(&own.key, &word.key))
        };
        let turns = |own: &&Word| has_direction(&own.key) && !own.name && !with(own);
        let against = |own: &Word, word: &Word| {
            are_opposed(&own.key, &word.key) && !word.name && !self.claim.iter().any(|own| own.key == word.key)
        };
        let own = self.claim.iter().filter(turns);
        let opposed = own.clone().find_map(|own| {
            let there = |words: &'_ [Word]| {
                let not = |at: usize| words[at.saturating_sub(3)..at].iter().any(|word| negates(&word.key));
                (0..words.len()).find(|at| against(own, &words[*at]) && !not(*at))
            };
            let converse = |word: &Word| are_converse(&own.key, &word.key);
            let within = there(part).map(|at| &part[at]).filter(|word| !converse(word) || !self.other_way_round());
            let elsewhere = || there(self.source).map(|at| &self.source[at]).filter(|word| !converse(word));
            within.or_else(elsewhere)
        });
        let exchanged = || self.exchanged().filter(|_| self.in_common() >= ALIKE);
        let compared = || own.clone().find_map(|own| self.compared_against(own));
        opposed
            .map(|word| word.raw.to_owned())
            .or_else(compared)
            .or_else(exchanged)
            .map(|words| Turned { what: Touched::Direction, words })
    }

    /// A word in the place of its opposite, whatever the two are about: women for men, the first for the last.
    fn exchanged(&self) -> Option<String> {
        let hunks = capture_diff_slices(Algorithm::Myers, &keys(self.claim), &keys(self.source));
        hunks.into_iter().find_map(|hunk| {
            let DiffOp::Replace { .. } = hunk else { return None };
            let (was, now) = (&self.claim[hunk.old_range()], &self.source[hunk.new_range()]);
            let lone = was.len() == now.len();
            let pair =
                was.iter().zip(now).find(|(own, word)| are_opposed(&own.key, &word.key) && !own.name && !word.name);
            pair.filter(|(own, word)| lone && !are_converse(&own.key, &word.key)).map(|(_, word)| word.raw.to_owned())
        })
    }

    /// "640 more than a year ago", beside a fall.
    fn compared_against(&self, own: &Word) -> Option<String> {
        let (up, down) =
            (goes(&own.key, "rose") || goes(&own.key, "subió"), goes(&own.key, "fell") || goes(&own.key, "bajó"));
        let turned = |word: &Word| match word.key.as_str() {
            "more" | "higher" | "longer" | "greater" | "larger" | "más" | "mayor" => down,
            "less" | "fewer" | "lower" | "shorter" | "smaller" | "menos" | "menor" => up,
            _ => false,
        };
        let than = |at: usize| {
            (at + 1..(at + 9).min(self.source.len())).find(|at| matches!(self.source[*at].key.as_str(), "than" | "que"))
        };
        let found = (0..self.source.len()).find(|at| turned(&self.source[*at]) && than(*at).is_some())?;
        // "No more than" is a bound.
        let bound = found > 0 && negates(&self.source[found - 1].key);
        than(found).filter(|_| !bound).map(|end| shown(&self.source[found..=end]))
    }

    /// What both have in common comes first in the one and not in the other: "Vega bought it from Lind" is "Lind sold it to
    /// Vega".
    fn other_way_round(&self) -> bool {
        let own = |word: &&Word| self.source.iter().any(|other| alike(&word.key, &other.key)) && !is_small(&word.key);
        let one = self.claim.iter().find(own);
        let other = self.source.iter().find(|word| self.shared(word));
        one.zip(other).is_some_and(|(one, other)| !alike(&one.key, &other.key))
    }

    /// "All patients" for "some patients", "the third bank" for "the fourth": one word in the place of another.
    fn how_many(&self) -> Option<Turned> {
        if self.in_common() < ALIKE {
            return None;
        }
        let hunks = capture_diff_slices(Algorithm::Myers, &keys(self.claim), &keys(self.source));
        hunks.into_iter().find_map(|hunk| self.another_share(&hunk))
    }

    fn another_share(&self, hunk: &DiffOp) -> Option<Turned> {
        let DiffOp::Replace { .. } = hunk else { return None };
        let (was, now) = (&self.claim[hunk.old_range()], &self.source[hunk.new_range()]);
        let own = was.iter().find(|word| is_share(&word.key))?;
        // A count may well be most of them.
        let percent = now.iter().any(|word| matches!(word.key.as_str(), "percent" | "per" | "%" | "ciento"));
        let most = percent && matches!(own.key.as_str(), "most" | "majority" | "mayoría");
        let other = now.iter().find(|word| is_share(&word.key) || most && is_number(word))?;
        let kept = self.source.iter().any(|word| are_one_share(&own.key, &word.key));
        let short = was.len() <= LONGEST_SHARE && now.len() <= LONGEST_SHARE;
        (short && !kept).then(|| Turned { what: Touched::Hedge, words: other.raw.to_owned() })
    }

    /// Gives how much of the shorter sentence the other has, too, in percent of its words.
    fn in_common(&self) -> usize {
        let tells = |word: &&Word| !word.mark && !is_small(&word.key) && !is_preposition(&word.key);
        let plain = |words: &[Word]| words.iter().filter(tells).count();
        let common = |word: &&Word| self.claim.iter().any(|own| alike(&own.key, &word.key));
        let common = self.source.iter().filter(tells).filter(common).count();
        let least = plain(self.claim).min(plain(self.source));
        (common * 100).checked_div(least).unwrap_or(0)
    }
}

/// Says of the next sentence whether it takes back what stands before it: "This is not true.", "The journal retracted it."
fn denied_after(next: &[Word]) -> Option<Turned> {
    let end = next.iter().position(|word| word.key == ".").unwrap_or(next.len());
    let part = &next[..end];
    let refers = |to: usize| part.iter().take(to).any(|word| is_referent(&word.key) || takes_back_of(&word.key));
    let near = &part[..part.len().min(14)];
    let denial = near.iter().position(|word| is_denial(&word.key) && !ambiguous(&word.key)).filter(|_| refers(4));
    let none = phrase(part, &[("no", "such"), ("nothing", "of"), ("nada", "de")]).map(|at| at.end - 1);
    let taken = near.iter().position(|word| takes_back(&word.key)).filter(|_| refers(14));
    let untrue = near.iter().position(|word| {
        matches!(word.key.as_str(), "true" | "correct" | "cierto" | "cierta" | "verdad" | "so" | "así" | "case")
    });
    let negated = untrue.filter(|at| part[..*at].iter().any(|word| negates(&word.key)));
    let at = denial.or(taken).or(negated).or(none)?;
    Some(Turned { what: Touched::Denial, words: shown(&part[..=at]) })
}

#[cfg(test)]
mod tests;
