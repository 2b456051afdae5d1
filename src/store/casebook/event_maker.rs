//! Turning facts into events at the end of one actor's log, and signing where it ends.

use super::Actor;
use super::entropy::Entropy;
use super::home::{Home, SeenHead};
use super::signer::Signer;
use crate::append::{Added, End, LogHead, Start};
use crate::error::{Error, Result};
use crate::find::Found;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use record::ledger::disclosure::{self, Disclosure, TEXT_LIMIT};
use record::ledger::envelope::{self, Header};
use record::ledger::note::Checkpoint;
use record::model::disclosure::{Text, Texts, Value};
use record::model::event::{Event, LogEnd, LogOpened};
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::Moment;

/// A text that goes with an event, by name.
pub type Named = (&'static str, Value);

/// The end of one actor's log, and the key that it is signed with.
pub struct EventMaker {
    actor: Actor,
    key: Signer,
    now: Moment,
    head: Option<LogHead>,
    last_row: i64,
    clock: u64,
    wrote: bool,
}

impl EventMaker {
    /// Takes the actor's key; it writes once it has been told where to start.
    pub fn of(actor: &Actor, home: &Home, entropy: &mut Entropy, now: Moment) -> Result<Self> {
        let key = home.key(actor.name(), || entropy.draw())?;
        Ok(Self::with(actor, key, now))
    }

    /// Takes the actor's key, or where there is none yet one that is kept nowhere: for what will not be written.
    pub fn for_rehearsal(actor: &Actor, home: &Home, entropy: &mut Entropy, now: Moment) -> Result<Self> {
        let key =
            home.key_if_there(actor.name())?.unwrap_or_else(|| Signer::Held(SigningKey::from_bytes(&entropy.draw())));
        Ok(Self::with(actor, key, now))
    }

    pub(super) fn with(actor: &Actor, key: Signer, now: Moment) -> Self {
        Self { actor: actor.clone(), key, now, head: None, last_row: 0, clock: 0, wrote: false }
    }

    /// Takes up where the actor's log ends.
    pub fn start(&mut self, start: Start, home: &Home) -> Result<()> {
        if let Some(head) = &start.head {
            refuse_fork(home, head)?;
        }
        (self.head, self.last_row, self.clock) = (start.head, start.last_row, start.clock);
        Ok(())
    }

    /// Gives the one who writes.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Gives the public key in base64.
    pub fn public_key(&self) -> String {
        BASE64.encode(self.key.verifying_key().as_bytes())
    }

    /// Makes a fact the next event of the log, which begins with it where there is none; `put` takes each event down.
    pub fn record(
        &mut self,
        event: Event,
        texts: Vec<Named>,
        entropy: &mut Entropy,
        mut put: impl FnMut(Added, Record) -> Result<()>,
    ) -> Result<Found> {
        let prepared = Prepared::new(event, texts, entropy)?;
        if self.head.is_none() {
            let origin = new_origin(entropy);
            self.open_log(origin, None, entropy, &mut put)?;
        }
        self.seal(prepared, &mut put)
    }

    /// Begins the log under this name; where it goes on from another of the same hand, after the end of that.
    pub(super) fn open_log(
        &mut self,
        origin: String,
        follows: Option<(LogEnd, String)>,
        entropy: &mut Entropy,
        put: &mut impl FnMut(Added, Record) -> Result<()>,
    ) -> Result<()> {
        let (follows, hand) = follows.map_or((None, origin.clone()), |(end, hand)| (Some(end), hand));
        self.head = Some(LogHead::new(self.last_row + 1, origin, self.actor.name().to_string(), hand));
        let opened = LogOpened { follows, key: self.public_key(), signs_only: self.signs_only() };
        let texts = vec![("actor", Value::Text(self.actor.name().to_string()))];
        let prepared = Prepared::new(opened.into(), texts, entropy)?;
        self.seal(prepared, put).map(drop)
    }

    /// Gives where the log ends, and the first log of the same hand; `None` where it has not begun.
    pub(super) fn log_end(&self) -> Option<(LogEnd, String)> {
        let head = self.head.as_ref()?;
        let end = LogEnd { log: head.origin.clone(), root: Id(head.frontier.root()), size: head.frontier.size() };
        Some((end, head.hand.clone()))
    }

    fn seal(&mut self, prepared: Prepared, put: &mut impl FnMut(Added, Record) -> Result<()>) -> Result<Found> {
        let head = self.head.as_mut().expect("a log is opened before anything else is written");
        let Prepared { event, body, disclosures, texts } = prepared;
        let header = Header {
            clock: self.clock + 1,
            log: head.origin.clone(),
            prev: head.frontier.root(),
            seq: head.frontier.size(),
            time: self.now,
        };
        let sealed = envelope::seal(&header, event.kind(), &body, disclosures.iter().map(|text| text.digest.as_str()))?;
        let (row, id, actor) = (self.last_row + 1, sealed.id, self.actor.name().to_string());
        let hand = head.hand.clone();
        let Header { clock, log, seq, time, .. } = header;
        let tiles = head.push(sealed.leaf);
        let added = Added { row, log: head.row, seq, sealed, texts: disclosures, tiles };
        put(added, Record { row, id, actor, log, hand, seq, clock, time, event, texts, withheld: 0 })?;
        (self.last_row, self.clock, self.wrote) = (row, clock, true);
        Ok(Found { row, id })
    }

    /// Says whether nothing can be sealed to the key.
    pub fn signs_only(&self) -> bool {
        self.key.signs_only()
    }

    /// Signs where the log ends; `None` where nothing was written.
    pub fn end(&self) -> Result<Option<End>> {
        let Some(head) = self.head.as_ref().filter(|_| self.wrote) else { return Ok(None) };
        let (size, root) = (head.frontier.size(), head.frontier.root());
        let checkpoint = Checkpoint { origin: head.origin.clone(), size, root };
        let signature = self.key.sign(checkpoint.text().as_bytes())?;
        let note = checkpoint.signed(&self.key.verifying_key(), &signature);
        Ok(Some(head.end(self.clock, note)))
    }

    /// Remembers outside the casebook where the log ended.
    pub fn remember(&self, end: End, home: &Home) {
        let Some(head) = &self.head else { return };
        let seen = SeenHead { note: end.note, key: self.public_key() };
        // What was acknowledged stands; a head that could not be remembered only weakens the next comparison.
        let _ = home.remember_head(&head.origin, end.size, &seen);
    }
}

/// Draws the name of a new log.
pub(super) fn new_origin(entropy: &mut Entropy) -> String {
    format!("tickmark/{}", data_encoding::HEXLOWER.encode(&entropy.draw::<8>()))
}

/// A second event at a place where one was signed before would make the key vouch for two histories.
fn refuse_fork(home: &Home, head: &LogHead) -> Result<()> {
    let Some(seen) = home.seen_head(&head.origin)?.and_then(|seen| seen.checkpoint()) else { return Ok(()) };
    let here = head.frontier.size();
    if here < seen.size {
        return Err(Error::OlderCopy { log: head.origin.clone(), seen: seen.size, here });
    }
    if here == seen.size && head.frontier.root() != seen.root {
        return Err(Error::Forked { log: head.origin.clone() });
    }
    Ok(())
}

/// A fact with all that does not depend on where it will stand.
struct Prepared {
    event: Event,
    body: Vec<u8>,
    disclosures: Vec<Disclosure>,
    texts: Texts,
}

impl Prepared {
    /// Salts the texts and sorts them by digest, so that their order tells nothing.
    fn new(event: Event, texts: Vec<Named>, entropy: &mut Entropy) -> Result<Self> {
        let mut disclosed = Vec::with_capacity(texts.len());
        for (name, value) in texts {
            let text = disclosure::disclose(&entropy.salt(), name, &value);
            if text.json.len() > TEXT_LIMIT {
                return Err(Error::TextTooLong {
                    what: name.replace('_', " "),
                    bytes: text.json.len(),
                    limit: TEXT_LIMIT,
                });
            }
            disclosed.push((text, name, value));
        }
        disclosed.sort_by(|(one, ..), (next, ..)| one.digest.cmp(&next.digest));
        let (mut disclosures, mut texts) = (Vec::with_capacity(disclosed.len()), Vec::with_capacity(disclosed.len()));
        for (text, name, value) in disclosed {
            texts.push(Text { name: name.to_string(), value, digest: text.digest.clone() });
            disclosures.push(text);
        }
        let mut body = Vec::with_capacity(256);
        event.write_body(&mut body);
        Ok(Self { event, body, disclosures, texts: Texts(texts) })
    }
}
