//! Words that turn the sense of a sentence: negations, conditions, hedges, contrasts, attributions.

use crate::text::loaded::{is_figure, is_negation};
use std::collections::HashSet;
use std::sync::LazyLock;

/// How a word turns a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Turn {
    Negation,
    Condition,
    Hedge,
    /// `but`, `although`: what follows takes something back.
    Contrast,
    /// Somebody says it, and not the text.
    Attribution,
    /// `because`, `which`: what follows gives a ground, a time or a judgement of what was said.
    Aside,
}

/// Gives how the word at `at` turns the sentence; words as they stand in the source.
pub(super) fn turn(words: &[&str], at: usize) -> Option<Turn> {
    let lower = words[at].to_lowercase().replace('’', "'");
    let next = words.get(at + 1).map_or(String::new(), |next| next.to_lowercase());
    let pair = format!("{lower} {next}");
    match () {
        () if CONDITIONS.contains(lower.as_str()) || CONDITION_PAIRS.contains(&pair.as_str()) => Some(Turn::Condition),
        // A month, and the first of a list: `No. 5`.
        () if words[at] == "May" && at > 0 || lower == "no" && next == "." => None,
        () if is_negation(&lower) => Some(Turn::Negation),
        () if LEADS.contains(lower.as_str()) && LEADS_ON.contains(&next.as_str()) => Some(Turn::Hedge),
        () if HEDGES.contains(lower.as_str()) || HEDGE_PAIRS.contains(&pair.as_str()) => Some(Turn::Hedge),
        () if FIGURE_HEDGES.contains(&lower.as_str()) && figure_follows(words, at) => Some(Turn::Hedge),
        () if CONTRASTS.contains(&lower.as_str()) => Some(Turn::Contrast),
        () if ASIDES.contains(&lower.as_str()) || ASIDE_PAIRS.contains(&pair.as_str()) => Some(Turn::Aside),
        () if SAYS.contains(lower.as_str()) || pair == "de acuerdo" => Some(Turn::Attribution),
        () => None,
    }
}

/// Says whether a figure stands within the next three words: `about the same 40`.
fn figure_follows(words: &[&str], at: usize) -> bool {
    words[at + 1..].iter().take(3).any(|word| is_figure(&word.to_lowercase()))
}

const CONDITION_PAIRS: &[&str] =
    &["as long", "so long", "in case", "on condition", "a menos", "con tal", "siempre que", "en caso"];
const HEDGE_PAIRS: &[&str] = &["tal vez", "al parecer", "a veces", "at times", "is said", "are said"];
const FIGURE_HEDGES: &[&str] = &[
    "about", "around", "some", "over", "under", "unos", "unas", "cerca", "más", "menos", "more", "less", "up", "least",
    "most", "hasta",
];
const CONTRASTS: &[&str] = &["but", "however", "although", "though", "yet", "pero", "aunque", "sino"];

const ASIDES: &[&str] = &["because", "while", "whereas", "which", "despite", "notwithstanding", "porque", "pese"];
const ASIDE_PAIRS: &[&str] =
    &["due to", "thanks to", "owing to", "debido a", "gracias a", "a pesar", "lo que", "lo cual", "la cual", "el cual"];

/// What begins a hope or a plan where `that` or `to` follows: `we hope that`, `it aims to`.
static LEADS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "hope hopes hoped hoping expect expects expected wish wishes wished want wants wanted intend intends \
        intended plan plans planned aim aims aimed propose proposes proposed try tries tried promise promises promised";
    let spanish = "espera esperan esperamos espero confía confían confiamos quiere quieren queremos desea desean pretende \
        pretenden prevé prevén planea planean aspira aspiran promete prometen";
    [english, spanish].into_iter().flat_map(str::split_whitespace).collect()
});
const LEADS_ON: &[&str] = &["that", "to", "for", "que", "en", "a"];

static CONDITIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = "if unless only except until provided providing assuming otherwise whether barring \
        si salvo solo sólo solamente únicamente excepto mientras";
    words.split_whitespace().collect()
});

static HEDGES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "may might could reportedly allegedly alleged nearly almost roughly approximately apparently \
        perhaps possibly probably likely seems seem seemed appears appear appeared suspected estimated believed \
        supposedly purportedly presumably partly sometimes occasionally rarely seldom";
    let spanish = "podría podrían podía podían pudo puede pueden quizá quizás presuntamente supuestamente presunto \
        presunta casi aproximadamente alrededor probablemente posiblemente parece parecen aparentemente habría habrían";
    [english, spanish].into_iter().flat_map(str::split_whitespace).collect()
});

static SAYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "say says said saying claim claims claimed claiming argue argues argued arguing allege alleges \
        believe believes believed think thinks thought suggest suggests suggested insist insists insisted maintain \
        maintains maintained report reports reported according warn warns warned predict predicts predicted assert \
        asserts asserted contend contends contended told critics opponents rumour rumours rumor rumors";
    let spanish = "según dijo dice dicen dijeron afirma afirman afirmó afirmaron sostiene sostienen sostuvo asegura \
        aseguran aseguró cree creen creía alega alegan alegó opina opinan señala señalan señaló declaró críticos";
    [english, spanish].into_iter().flat_map(str::split_whitespace).collect()
});
