//! Drafts that were brought in to be looked at, held in memory until they are recorded or their time is up.

use actions::Entropy;
use actions::drafts::read::Document;
use data_encoding::BASE64URL_NOPAD;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a draft waits to be recorded.
const WAITS: Duration = Duration::from_secs(60 * 60);

/// How many drafts wait for one session.
const PER_SESSION: usize = 3;

/// The most bytes of all drafts that wait, with their texts; the newest is held whatever its size.
const ROOM: usize = 256 << 20;

/// A draft that waits.
pub struct Waiting {
    /// The piece that it is of.
    pub piece: String,
    pub name: String,
    pub bytes: Vec<u8>,
    pub document: Document,
}

impl Waiting {
    fn size(&self) -> usize {
        self.bytes.len() + self.document.text.len()
    }
}

struct Held {
    ticket: String,
    /// The session that brought it; nobody else gets it.
    session: String,
    since: Instant,
    waiting: Arc<Waiting>,
}

/// All drafts that wait, the oldest first.
#[derive(Default)]
pub struct PendingDrafts {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    entropy: Entropy,
    held: Vec<Held>,
}

impl PendingDrafts {
    /// Puts a draft down, and gives the ticket by which its session finds it again.
    pub fn put(&self, session: &str, waiting: Waiting) -> String {
        self.put_at(Instant::now(), session, waiting)
    }

    fn put_at(&self, now: Instant, session: &str, waiting: Waiting) -> String {
        let mut inner = self.inner();
        let ticket = BASE64URL_NOPAD.encode(&inner.entropy.draw::<16>());
        let held = &mut inner.held;
        held.retain(|held| now.duration_since(held.since) < WAITS);
        let own: Vec<usize> = (0..held.len()).filter(|at| held[*at].session == session).collect();
        if own.len() >= PER_SESSION {
            held.remove(own[0]);
        }
        let (session, waiting) = (session.to_string(), Arc::new(waiting));
        held.push(Held { ticket: ticket.clone(), session, since: now, waiting });
        while held.len() > 1 && held.iter().map(|held| held.waiting.size()).sum::<usize>() > ROOM {
            held.remove(0);
        }
        ticket
    }

    /// Finds a draft of a session.
    pub fn find(&self, session: &str, ticket: &str) -> Option<Arc<Waiting>> {
        self.find_at(Instant::now(), session, ticket)
    }

    fn find_at(&self, now: Instant, session: &str, ticket: &str) -> Option<Arc<Waiting>> {
        let mut inner = self.inner();
        inner.held.retain(|held| now.duration_since(held.since) < WAITS);
        let found = inner.held.iter().find(|held| held.ticket == ticket && held.session == session);
        found.map(|held| Arc::clone(&held.waiting))
    }

    /// Takes a draft away, once it was recorded or is not wanted.
    pub fn remove(&self, session: &str, ticket: &str) {
        self.inner().held.retain(|held| held.ticket != ticket || held.session != session);
    }

    /// Takes away what waits too long.
    pub fn tidy(&self) {
        let now = Instant::now();
        self.inner().held.retain(|held| now.duration_since(held.since) < WAITS);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actions::drafts::read::Reading;

    fn draft(size: usize) -> Waiting {
        let document = formats::ingest::read(b"Some words.", "a.txt", Reading::Accepted).unwrap();
        Waiting { piece: "p".into(), name: "a.txt".into(), bytes: vec![b'a'; size], document }
    }

    #[test]
    fn a_draft_is_found_by_its_session_alone_and_not_for_ever() {
        let (pending, now) = (PendingDrafts::default(), Instant::now());
        let ticket = pending.put_at(now, "ana", draft(10));
        assert!(pending.find_at(now, "ana", &ticket).is_some());
        assert!(pending.find_at(now, "ben", &ticket).is_none());
        pending.remove("ben", &ticket);
        assert!(pending.find_at(now + WAITS - Duration::from_secs(1), "ana", &ticket).is_some());
        assert!(pending.find_at(now + WAITS, "ana", &ticket).is_none());
        let ticket = pending.put_at(now, "ana", draft(10));
        pending.remove("ana", &ticket);
        assert!(pending.find_at(now, "ana", &ticket).is_none());
    }

    #[test]
    fn they_hold_few_drafts_and_gives_up_the_oldest() {
        let (pending, now) = (PendingDrafts::default(), Instant::now());
        let tickets: Vec<String> = (0..4).map(|_| pending.put_at(now, "ana", draft(10))).collect();
        assert!(pending.find_at(now, "ana", &tickets[0]).is_none());
        assert!(tickets[1..].iter().all(|ticket| pending.find_at(now, "ana", ticket).is_some()));
        let large = pending.put_at(now, "ben", draft(ROOM));
        assert!(tickets.iter().all(|ticket| pending.find_at(now, "ana", ticket).is_none()));
        assert!(pending.find_at(now, "ben", &large).is_some());
    }
}
