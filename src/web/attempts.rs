//! How long somebody waits who got a password wrong: longer with each failure, and never for ever.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a failure is remembered.
const REMEMBERED: Duration = Duration::from_secs(15 * 60);

/// How many failures cost nothing: people mistype.
const FREE: u32 = 4;

/// How many of all names together cost nothing, from one network: a whole office has one.
const FREE_OF_A_NETWORK: u32 = 20;

/// How long the next try waits after the first failures that cost something; the last is the longest.
const PAUSES: [u64; 4] = [5, 20, 40, 60];

/// From how many failures on, wherever they came from, tries under a name wait a little; a browser that signed in under it
/// before does not.
const MANY_UNDER_A_NAME: u32 = 20;
const A_LITTLE: Duration = Duration::from_secs(2);

/// The longest that a try is kept waiting; one that would wait longer is to come back.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How many browsers are known at most; the one not seen for longest is forgotten.
const BROWSERS: usize = 10_000;

/// How many networks, browsers and names are told apart at most.
const KEPT: usize = 50_000;

/// Failures to sign in, and the browsers that did sign in.
#[derive(Default)]
pub struct Attempts {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    failures: HashMap<Key, Failures>,
    /// By the hash of its token: the name under which it signed in, and when it was last seen.
    browsers: HashMap<[u8; 32], (String, Instant)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A name from a network.
    Both(String, Network),
    /// A network, under whatever names.
    Network(Network),
    /// A browser that signed in before.
    Browser([u8; 32]),
    /// A name, from wherever.
    Name(String),
}

impl Key {
    /// How long after a number of failures the next try is looked at.
    fn pause(&self, count: u32) -> Duration {
        let over = match self {
            Self::Both(..) | Self::Browser(_) => count.checked_sub(FREE),
            // No gentle beginning: whoever comes to this is no person who mistypes.
            Self::Network(_) => count.checked_sub(FREE_OF_A_NETWORK).map(|over| over + 1),
            Self::Name(_) => None,
        };
        over.map_or(Duration::ZERO, |over| Duration::from_secs(PAUSES[PAUSES.len().min(over as usize + 1) - 1]))
    }
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    /// When the next try is looked at.
    next: Instant,
}

/// A network that one household or office has: an IPv4 address, or the first half of an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    Four([u8; 4]),
    Six([u8; 8]),
}

impl Network {
    /// Gives the network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(four) => Self::Four(four.octets()),
            IpAddr::V6(six) => Self::Six(six.octets()[..8].try_into().unwrap_or_default()),
        }
    }
}

/// Who tries: under which name, from which network, with which browser.
#[derive(Clone, Debug)]
pub struct Try<'t> {
    pub name: &'t str,
    pub from: Network,
    /// The token that a browser was given when it signed in before.
    pub browser: Option<&'t str>,
}

impl Attempts {
    /// Says how long a try waits before it is looked at, and takes its turn.
    pub fn wait(&self, of: &Try, now: Instant) -> Duration {
        let mut inner = self.inner();
        inner.tidy(now);
        let (own, known) = inner.own(of);
        let many = inner.failures.get(&Key::Name(of.name.into())).is_some_and(|past| past.count >= MANY_UNDER_A_NAME);
        let mut wait = if many && !known { A_LITTLE } else { Duration::ZERO };
        for key in own {
            let Some(past) = inner.failures.get_mut(&key) else { continue };
            let turn = past.next.max(now);
            wait = wait.max(turn.duration_since(now));
            // Several tries at once take their turns one after the other; those that would wait for ever do not count.
            if wait <= PATIENCE {
                past.next = turn + key.pause(past.count);
            }
        }
        wait
    }

    /// Counts a failure.
    pub fn failed(&self, of: &Try, now: Instant) {
        let mut inner = self.inner();
        let (own, _) = inner.own(of);
        for key in own.into_iter().chain([Key::Name(of.name.into())]) {
            let past = inner.failures.entry(key.clone()).or_insert(Failures { count: 0, last: now, next: now });
            past.count = past.count.saturating_add(1);
            past.last = now;
            past.next = past.next.max(now + key.pause(past.count));
        }
    }

    /// Forgets the failures of whoever signed in, and keeps the browser in mind by a token.
    pub fn succeeded(&self, of: &Try, token: &str, now: Instant) {
        let mut inner = self.inner();
        // What others of the same network did stays.
        inner.failures.remove(&Key::Both(of.name.into(), of.from));
        if let (own, true) = inner.own(of) {
            for key in &own {
                inner.failures.remove(key);
            }
        }
        if inner.browsers.len() >= BROWSERS {
            let oldest = inner.browsers.iter().min_by_key(|(_, (_, seen))| *seen).map(|(token, _)| *token);
            oldest.and_then(|token| inner.browsers.remove(&token));
        }
        inner.browsers.insert(Sha256::digest(token).into(), (of.name.to_string(), now));
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Gives what the failures of a try are counted under, and whether its browser signed in under the name before.
    fn own(&self, of: &Try) -> (Vec<Key>, bool) {
        let token = of.browser.map(|token| <[u8; 32]>::from(Sha256::digest(token)));
        match token.filter(|token| self.browsers.get(token).is_some_and(|(name, _)| name == of.name)) {
            Some(token) => (vec![Key::Browser(token)], true),
            None => (vec![Key::Both(of.name.into(), of.from), Key::Network(of.from)], false),
        }
    }

    fn tidy(&mut self, now: Instant) {
        self.failures.retain(|_, past| now.duration_since(past.last) < REMEMBERED);
        if self.failures.len() > KEPT {
            // Somebody with many networks: what is forgotten first is what cost least.
            self.failures.retain(|_, past| past.count >= FREE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    fn of<'t>(name: &'t str, from: Network, browser: Option<&'t str>) -> Try<'t> {
        Try { name, from, browser }
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(from("2001:db8:1:2::1"), from("2001:db8:1:2:ffff::9"));
        assert_ne!(from("2001:db8:1:2::1"), from("2001:db8:1:3::1"));
        assert_ne!(from("192.0.2.1"), from("192.0.2.2"));
        assert_eq!(from("::ffff:192.0.2.1"), from("192.0.2.1"));
    }

    #[test]
    fn only_failures_count_and_each_costs_more() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let office = from("192.0.2.1");
        for nth in 0..100 {
            let name = format!("person {nth}");
            assert_eq!(attempts.wait(&of(&name, office, None), now), Duration::ZERO, "a whole office signs in");
            attempts.succeeded(&of(&name, office, None), &name, now);
        }
        let mallory = of("Ana", office, None);
        let mut waits = Vec::new();
        for _ in 0..12 {
            attempts.failed(&mallory, now);
            waits.push(attempts.wait(&mallory, now).as_secs());
        }
        assert_eq!(waits[..3], [0, 0, 0]);
        assert!(waits[3..].is_sorted() && waits[3] > 0, "{waits:?}");
        assert!(attempts.wait(&mallory, now + REMEMBERED) == Duration::ZERO, "and is forgotten");
    }

    #[test]
    fn many_tries_at_once_take_turns() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let mallory = of("Ana", from("192.0.2.1"), None);
        (0..FREE).for_each(|_| attempts.failed(&mallory, now));
        let waits: Vec<u64> = (0..4).map(|_| attempts.wait(&mallory, now).as_secs()).collect();
        assert_eq!(waits, [5, 10, 15, 15], "the third is told to come back, and takes no turn");
    }

    #[test]
    fn a_network_that_tries_many_names_waits_and_a_colleague_in_it_does_not_for_one_name() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let office = from("192.0.2.1");
        (0..FREE + 4).for_each(|_| attempts.failed(&of("Ana", office, None), now));
        assert_eq!(attempts.wait(&of("Ben", office, None), now), Duration::ZERO);
        for nth in 0..FREE_OF_A_NETWORK {
            attempts.failed(&of(&format!("name {nth}"), office, None), now);
        }
        assert!(attempts.wait(&of("Ben", office, None), now) > PATIENCE);
    }

    #[test]
    fn nobody_is_locked_out_by_others() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for nth in 0..=255 {
            attempts.failed(&of("Ana", Network::Four([198, 51, 100, nth]), None), now);
        }
        let home = from("192.0.2.1");
        assert_eq!(attempts.wait(&of("Ana", home, None), now), A_LITTLE);
        attempts.succeeded(&of("Ana", home, None), "token", now);
        // The browser is known now, wherever it is, and whoever else tries from there.
        let cafe = from("203.0.113.9");
        (0..30).for_each(|_| attempts.failed(&of("Ben", cafe, None), now));
        assert_eq!(attempts.wait(&of("Ana", cafe, Some("token")), now), Duration::ZERO);
        assert!(attempts.wait(&of("Ana", cafe, Some("made up")), now) > A_LITTLE);
        assert!(attempts.wait(&of("Ben", cafe, Some("token")), now) > A_LITTLE, "a browser is known under its name");
        // Who has that browser still waits for failures of their own.
        (0..8).for_each(|_| attempts.failed(&of("Ana", cafe, Some("token")), now));
        assert!(attempts.wait(&of("Ana", cafe, Some("token")), now) > A_LITTLE);
    }
}
