//! The lexicon of each language, filled once with its words.

use super::lexicon::Lexicon;
use super::{Language, cues_en, cues_es, cues_shared, units_en, units_es};
use std::sync::LazyLock;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = shared();
    units_en::fill(&mut lexicon);
    cues_en::fill(&mut lexicon);
    lexicon.finish()
});

static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = shared();
    units_es::fill(&mut lexicon);
    cues_es::fill(&mut lexicon);
    lexicon.finish()
});

/// Gives the lexicon of a language.
pub(crate) fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

fn shared() -> Lexicon {
    let mut lexicon = Lexicon::empty();
    cues_shared::fill(&mut lexicon);
    lexicon
}
