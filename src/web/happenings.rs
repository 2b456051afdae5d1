//! What the desk tells its pages: what was recorded, and who else looks.

use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, broadcast};

/// How many happenings wait for a slow page before it is told to read itself again.
const WAITING: usize = 256;

/// Something that pages show at once.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Happening {
    /// An event was recorded.
    Recorded { kind: String, actor: String, claim: Option<String> },
    /// So many were recorded that the page had better be read again.
    Much,
    /// Somebody is signed in no longer; each page that listens asks whether it is its visitor.
    #[serde(skip)]
    Ended,
    /// Who looks at a page has changed.
    Here { about: String, names: Vec<String> },
}

/// What the desk tells its pages.
pub struct Live {
    told: broadcast::Sender<Happening>,
    look: Notify,
    here: Mutex<BTreeMap<String, Vec<String>>>,
    room: Arc<Semaphore>,
}

/// How many pages can be told at once; the others look again when they are read again.
const LISTENERS: usize = 256;

impl Default for Live {
    fn default() -> Self {
        Self {
            told: broadcast::channel(WAITING).0,
            look: Notify::new(),
            here: Mutex::default(),
            room: Arc::new(Semaphore::new(LISTENERS)),
        }
    }
}

impl Live {
    /// Has the casebook looked at now, since something was recorded.
    pub fn look(&self) {
        self.look.notify_one();
    }

    /// Waits until the casebook is to be looked at.
    pub async fn looked_for(&self) {
        self.look.notified().await;
    }

    /// Gives a place among those who are told, where there is one.
    pub fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// Hears what is told from now on.
    pub fn listen(&self) -> broadcast::Receiver<Happening> {
        self.told.subscribe()
    }

    /// Gives who looks at something, without repeating anybody.
    fn here(&self, about: &str) -> Vec<String> {
        let mut names = self.present().get(about).cloned().unwrap_or_default();
        names.sort();
        names.dedup();
        names
    }

    /// Gives everybody who looks at something, by what it is.
    pub fn present(&self) -> MutexGuard<'_, BTreeMap<String, Vec<String>>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the pages.
    pub fn tell(&self, happening: Happening) {
        // Nobody may be listening.
        let _ = self.told.send(happening);
    }

    /// Has every page that listens ask whether its visitor is still signed in.
    pub fn tell_ended(&self) {
        self.tell(Happening::Ended);
    }

    /// Tells who looks at something now.
    pub fn tell_here(&self, about: &str) {
        self.tell(Happening::Here { about: about.to_string(), names: self.here(about) });
    }
}
