//! Reports that came back edited, held in memory between being shown and being recorded.

use super::posted_file::PostedFile;
use super::sessions::hash;
use actions::Actor;
use actions::Entropy;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many files wait to be recorded, and how long.
const WAITING: usize = 12;
const PATIENCE: Duration = Duration::from_secs(3600);

/// Files whose changes were shown and are not recorded yet.
#[derive(Default)]
pub struct PendingReports(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    entropy: Entropy,
    kept: Vec<Kept>,
}

struct Kept {
    /// The hash of the word by which the form knows it.
    word: [u8; 32],
    actor: String,
    file: Arc<PostedFile>,
    since: Instant,
}

impl PendingReports {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.kept.retain(|file| file.since.elapsed() < PATIENCE);
        inner
    }

    /// Keeps a file, and gives the word by which its form knows it.
    pub fn keep(&self, actor: &Actor, file: Arc<PostedFile>) -> String {
        let mut inner = self.inner();
        let word = data_encoding::BASE64URL_NOPAD.encode(&inner.entropy.draw::<16>());
        // The oldest gives way.
        let over = (inner.kept.len() + 1).saturating_sub(WAITING);
        inner.kept.drain(..over);
        let (actor, since) = (actor.name().to_string(), Instant::now());
        inner.kept.push(Kept { word: hash(&word), actor, file, since });
        word
    }

    /// Finds a file of a person by its word.
    pub fn find(&self, actor: &Actor, word: &str) -> Option<Arc<PostedFile>> {
        let word = hash(word);
        let inner = self.inner();
        let kept = inner.kept.iter().find(|kept| kept.word == word && kept.actor == actor.name());
        kept.map(|kept| Arc::clone(&kept.file))
    }

    /// Lets go of a file, once it was recorded.
    pub fn forget(&self, word: &str) {
        let word = hash(word);
        self.inner().kept.retain(|kept| kept.word != word);
    }
}
