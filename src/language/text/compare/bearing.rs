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
    accuses, are_converse, are_one_share, is_hearsay, is_irreal, is_preposition, is_referent, is_share, is_statement,
    may_be_denied, takes_back, takes_back_of, undoes,
};
use clauses::{
    LATE_NEGATIONS, NOTHING_OF, TO_COME, TOLD, alike, ambiguous, clauses, goes, is_future, is_idle_si, is_in_past,
    is_of_verb, is_said_of_it, is_time_of, negates, phrase, same_stem, without_idioms,
};
use record::model::words::Touched;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// Words that are common to both, of all words of the shorter, in percent, from which the one is a wording of the other.
const ALIKE: usize = 60;
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
    let [claim, source, next] = read([claim, sentence, next]);
    Both::of(&claim, &source).turned(&next)
}

/// Says whether two sentences of one language have nothing in common but names, or nothing at all: the one cannot bear out the
/// other.
pub fn is_beside_the_point(claim: &str, sentence: &str) -> bool {
    if language(claim) != language(sentence) {
        return false;
    }
    let [claim, source] = read([claim, sentence]);
    let tells = |word: &&Word| !word.mark && !word.name && !is_small(&word.key) && !is_preposition(&word.key);
    let both = Both::of(&claim, &source);
    let told = claim.iter().filter(tells).count();
    let akin = |word: &Word| both.shared(word) || claim.iter().any(|own| are_akin(&own.key, &word.key));
    told > 1 && !source.iter().filter(tells).any(akin)
}

/// Reads texts, each with the words of all in mind.
fn read<'a, const N: usize>(texts: [&'a str; N]) -> [Vec<Word<'a>>; N] {
    let mut vocabulary = Vocabulary::default();
    let read = texts.map(|text| vocabulary.read(text));
    read.map(|read| words(&Passage { raw: read.raw, spans: read.spans }, &|lower| vocabulary.has_seen(lower)))
}

fn are_akin(one: &str, other: &str) -> bool {
    same_stem(one, other) || go_together(one, other) || are_opposed(one, other)
}

struct Both<'a> {
    claim: &'a [Word<'a>],
    source: &'a [Word<'a>],
    /// The clauses of the source.
    clauses: Vec<Range<usize>>,
    /// How much of the shorter sentence the other has, too, in percent of its words.
    in_common: usize,
    /// The words of the claim that others of the source stand for, and those; none where the one is no wording of the other.
    replaced: Vec<[Range<usize>; 2]>,
}

impl<'a> Both<'a> {
    fn of(claim: &'a [Word<'a>], source: &'a [Word<'a>]) -> Self {
        let in_common = in_common(claim, source);
        let replaced = if in_common < ALIKE { Vec::new() } else { replaced(claim, source) };
        Self { claim, source, clauses: clauses(source), in_common, replaced }
    }

    fn turned(&self, next: &[Word]) -> Vec<Turned> {
        let Some(near) = self.near() else { return Vec::new() };
        let (negated, opposite) = (self.negated(&near), self.opposite(&near));
        let is_negated = negated.is_some();
        let mut found = Vec::new();
        if self.claim_denies() {
            found.extend(self.asserted(&near));
        } else {
            let negated = negated.or_else(|| self.left_undone());
            // "Did not lose" goes with "won", and "never got past" with "stopped".
            let undone = self.claim_undoes() || negated.is_some() && opposite.is_some();
            found.extend(negated.filter(|_| !undone));
            found.extend(self.denied(&near).or_else(|| denied_after(next)));
        }
        found.extend(self.irreal(&near, is_negated));
        found.extend(opposite.filter(|_| !is_negated));
        found.extend(self.renamed(&near));
        found.extend(self.another_day().or_else(|| self.done_another_day()));
        found.extend(self.another_doer());
        found.extend(self.how_many());
        found
    }

    /// Gives the clause of the source that says what the claim says, up to the last word in common; none where too little is
    /// in common to tell.
    fn near(&self) -> Option<Range<usize>> {
        let common = |clause: &Range<usize>| (self.overlap(clause), usize::MAX - clause.start);
        let best = self.clauses.iter().max_by_key(|clause| common(clause))?;
        if self.overlap(best) < LEAST {
            return None;
        }
        let last = best.clone().rev().find(|at| self.shared(&self.source[*at]))?;
        let whose = |at: usize| self.source[at].name && self.shared(&self.source[at]);
        let short =
            self.clause_before(best.start).filter(|clause| clause.len() <= 3 && Range::clone(clause).any(whose));
        let mut start = if self.hands_on(best.start) { 0 } else { short.map_or(best.start, |clause| clause.start) };
        // "… after the 2006 Games" only says when.
        if is_time_of(&self.source[best.start].key) {
            start = start.min(self.clause_before(best.start).map_or(start, |clause| clause.start));
        }
        Some(start..last + 1)
    }

    fn clause_before(&self, start: usize) -> Option<&Range<usize>> {
        self.clauses.iter().rev().find(|clause| clause.end <= start)
    }

    /// "That" hands on what stands before it: "It is not the case, he said, that …". In Spanish a comma makes it mean "which".
    fn hands_on(&self, start: usize) -> bool {
        let after_mark = start > 0 && self.source[start - 1].mark;
        match self.source[start].key.as_str() {
            "that" => true,
            "que" => {
                !after_mark
                    || self
                        .clause_before(start)
                        .is_some_and(|clause| self.source[clause.clone()].iter().any(|word| is_speech(&word.key)))
            }
            _ => false,
        }
    }

    /// Counts the words that a clause has in common with the claim.
    fn overlap(&self, clause: &Range<usize>) -> usize {
        let shared = self.source[clause.clone()].iter().filter(|word| self.shared(word));
        shared.map(|word| word.key.as_str()).collect::<BTreeSet<_>>().len()
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
        self.claim.iter().filter(|word| !word.name && is_in_past(&word.key))
    }

    fn is_verb_of_claim(&self, at: usize) -> bool {
        self.verbs().any(|verb| same_stem(&verb.key, &self.source[at].key))
    }

    /// Gives the clauses of the source that have the verb of the claim, each with the place of the verb.
    fn told(&self) -> impl Iterator<Item = (&Range<usize>, usize)> {
        self.clauses.iter().filter_map(|clause| Some((clause, clause.clone().find(|at| self.is_verb_of_claim(*at))?)))
    }

    fn negated(&self, near: &Range<usize>) -> Option<Turned> {
        let has = |words: &[&str]| self.source.iter().any(|word| words.contains(&word.key.as_str()));
        if has(&["hubiera", "hubiese", "hubieran", "if", "haber"]) && has(&["would", "habría", "habrían"]) {
            return None;
        }
        let told = || self.told().find_map(|(clause, verb)| self.negated_in(&(clause.start..verb + 1)));
        let nothing = || {
            let words = shown(&self.source[phrase(self.source, &NOTHING_OF)?]);
            Some(Turned { what: Touched::Negation, words })
        };
        self.negated_in(near).or_else(told).or_else(nothing)
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
        let other = |word: &Word| !self.claim.iter().any(|own| same_stem(&own.key, &word.key));
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
        (silent && self.in_common >= NEARLY_ALL).then_some(Turned { what: Touched::Negation, words })
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

    /// `negated`: whether the clause is, so that "would" tells what was kept from happening.
    fn irreal(&self, near: &Range<usize>, negated: bool) -> Option<Turned> {
        if self.claim_reports() {
            return None;
        }
        let unreal = |word: &Word| is_irreal(&word.key) && !(word.name && word.key == "may");
        let hearsay = |word: &Word| is_hearsay(&word.key);
        let past = self.claim.iter().any(|word| is_in_past(&word.key));
        let to_come = |word: &Word| past && is_future(&word.key);
        let own = |is: &dyn Fn(&Word) -> bool| self.claim.iter().any(is);
        let find = |part: &[Word], is: &dyn Fn(&Word) -> bool, what: Touched| {
            let (at, word) = part.iter().enumerate().find(|(_, word)| is(word)).filter(|_| !own(is))?;
            (!is_idle_si(part, at)).then(|| Turned { what, words: word.raw.to_owned() })
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
        let kept = |turned: &Turned| {
            matches!(
                turned.words.to_lowercase().as_str(),
                "would" | "could" | "will" | "podrá" | "podría" | "habría" | "habrían"
            )
        };
        let condition = condition.filter(|turned| !(kept(turned) && negated));
        condition.or_else(planned).or_else(beside).or_else(|| find(self.source, &hearsay, Touched::Hedge)).or_else(told)
    }

    /// A clause right before or after that opens with "if".
    fn condition_beside(&self, near: &Range<usize>) -> Option<Turned> {
        let clauses = &self.clauses;
        let at = clauses.iter().position(|clause| clause.contains(&(near.end - 1)))?;
        let key = |at: usize| self.source.get(at).map_or("", |word| word.key.as_str());
        let conditional = |at: usize| match key(at) {
            "if" | "unless" | "provided" => true,
            "si" => !is_idle_si(self.source, at),
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
            self.source.iter().any(|word| same_stem(&word.key, &own.key) || go_together(&own.key, &word.key))
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
        let compared = || own.clone().find_map(|own| self.compared_against(own));
        opposed
            .map(|word| word.raw.to_owned())
            .or_else(compared)
            .or_else(|| self.exchanged())
            .map(|words| Turned { what: Touched::Direction, words })
    }

    /// A word in the place of its opposite, whatever the two are about: women for men, the first for the last.
    fn exchanged(&self) -> Option<String> {
        self.replaced.iter().find_map(|[was, now]| {
            let (was, now) = (&self.claim[was.clone()], &self.source[now.clone()]);
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
        self.replaced
            .iter()
            .find_map(|[was, now]| self.another_share(&self.claim[was.clone()], &self.source[now.clone()]))
    }

    fn another_share(&self, was: &[Word], now: &[Word]) -> Option<Turned> {
        let own = was.iter().find(|word| is_share(&word.key))?;
        // A count may well be most of them.
        let percent = now.iter().any(|word| matches!(word.key.as_str(), "percent" | "per" | "%" | "ciento"));
        let most = percent && matches!(own.key.as_str(), "most" | "majority" | "mayoría");
        let other = now.iter().find(|word| is_share(&word.key) || most && is_number(word))?;
        let kept = self.source.iter().any(|word| are_one_share(&own.key, &word.key));
        let short = was.len() <= LONGEST_SHARE && now.len() <= LONGEST_SHARE;
        (short && !kept).then(|| Turned { what: Touched::Hedge, words: other.raw.to_owned() })
    }
}

/// Gives how much of the shorter sentence the other has, too, in percent of its words.
fn in_common(claim: &[Word], source: &[Word]) -> usize {
    let tells = |word: &&Word| !word.mark && !is_small(&word.key) && !is_preposition(&word.key);
    let plain = |words: &[Word]| words.iter().filter(tells).count();
    let common = |word: &&Word| claim.iter().any(|own| alike(&own.key, &word.key));
    let common = source.iter().filter(tells).filter(common).count();
    (common * 100).checked_div(plain(claim).min(plain(source))).unwrap_or(0)
}

/// Gives the stretches of the one that others stand for in the other.
fn replaced(claim: &[Word], source: &[Word]) -> Vec<[Range<usize>; 2]> {
    let hunks = capture_diff_slices(Algorithm::Myers, &keys(claim), &keys(source)).into_iter();
    let replaced = hunks.filter(|hunk| matches!(hunk, DiffOp::Replace { .. }));
    replaced.map(|hunk| [hunk.old_range(), hunk.new_range()]).collect()
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
