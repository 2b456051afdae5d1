//! Recording: what a person did becomes events at the end of that person's log.

use super::entropy::Entropy;
use super::home::{Home, SeenHead};
use super::{Actor, Casebook};
use crate::error::{Error, Result};
use crate::ledger::disclosure::{self, Disclosure, TEXT_LIMIT};
use crate::ledger::envelope::{self, Header};
use crate::ledger::note::Checkpoint;
use crate::model::disclosure::{Text, Texts, Value};
use crate::model::event::{Event, LogOpened};
use crate::model::record::Record;
use crate::model::time::Moment;
use crate::store::Reader;
use crate::store::append::{Append, LogHead};
use crate::store::blobs::Measured;
use crate::store::find::Found;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use std::io::Read;
use std::path::Path;

/// A text that goes with an event, by name.
pub type Named = (&'static str, Value);

/// Writes in the name of one actor, within one transaction.
pub struct Pen<'a> {
    append: Append<'a>,
    entropy: &'a mut Entropy,
    home: &'a Home,
    actor: Actor,
    key: SigningKey,
    head: Option<LogHead>,
    now: Moment,
    wrote: bool,
}

impl Casebook {
    /// Does some work in one transaction in the name of an actor: all of it is recorded, or nothing is.
    pub fn write<T>(&mut self, actor: &Actor, work: impl FnOnce(&mut Pen) -> Result<T>) -> Result<T> {
        let mut pen = self.take_pen(actor)?;
        let done = work(&mut pen)?;
        pen.finish()?;
        Ok(done)
    }

    fn take_pen(&mut self, actor: &Actor) -> Result<Pen<'_>> {
        let key = self.home.key(actor.name(), || self.entropy.draw())?;
        let append = self.store.begin()?;
        let head = append.log_head(actor.name(), &BASE64.encode(key.verifying_key().as_bytes()))?;
        if let Some(head) = &head {
            refuse_fork(&self.home, head)?;
        }
        let (entropy, home, now) = (&mut self.entropy, &self.home, self.clock.now());
        Ok(Pen { append, entropy, home, actor: actor.clone(), key, head, now, wrote: false })
    }
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

impl Pen<'_> {
    /// Gives what can be read inside the transaction.
    pub fn reader(&self) -> Reader<'_> {
        self.append.reader()
    }

    /// Streams bytes from outside into the casebook.
    pub fn keep(&mut self, path: &Path, measured: Measured, from: impl Read, each: impl FnMut(u64)) -> Result<()> {
        self.append.keep(path, measured, from, each)
    }

    /// Gives the one who writes.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Records one fact.
    pub fn record(&mut self, event: impl Into<Event>, texts: Vec<Named>) -> Result<Found> {
        let prepared = Prepared::new(event.into(), texts, self.entropy)?;
        self.put(prepared)
    }

    /// Records a fact that was prepared before.
    pub fn put(&mut self, prepared: Prepared) -> Result<Found> {
        self.open_log()?;
        self.write(prepared)
    }

    fn open_log(&mut self) -> Result<()> {
        if self.head.is_some() {
            return Ok(());
        }
        let origin = format!("tickmark/{}", data_encoding::HEXLOWER.encode(&self.entropy.draw::<8>()));
        self.head = Some(LogHead::new(self.append.next_row(), origin, self.actor.name().to_string()));
        let opened = LogOpened { key: BASE64.encode(self.key.verifying_key().as_bytes()) };
        let texts = vec![("actor", Value::Text(self.actor.name().to_string()))];
        let opened = Prepared::new(opened.into(), texts, self.entropy)?;
        self.write(opened)?;
        Ok(())
    }

    fn write(&mut self, prepared: Prepared) -> Result<Found> {
        let head = self.head.as_mut().expect("a log is opened before anything else is written");
        let Prepared { event, body, disclosures, texts } = prepared;
        let header = Header {
            clock: self.append.next_clock(),
            log: head.origin.clone(),
            prev: head.frontier.root(),
            seq: head.frontier.size(),
            time: self.now,
        };
        let sealed = envelope::seal(&header, event.kind(), &body, disclosures.iter().map(|text| text.digest.as_str()))?;
        let row = self.append.add(head, &sealed, header.clock, &disclosures)?;
        let (id, actor) = (sealed.id, self.actor.name().to_string());
        let Header { clock, log, seq, time, .. } = header;
        self.append.derive(Record { row, id, actor, log, seq, clock, time, event, texts, withheld: 0 })?;
        self.wrote = true;
        Ok(Found { row, id })
    }

    fn finish(mut self) -> Result<()> {
        let Some(head) = self.head.filter(|_| self.wrote) else { return Ok(()) };
        let checkpoint =
            Checkpoint { origin: head.origin.clone(), size: head.frontier.size(), root: head.frontier.root() };
        let note = checkpoint.sign(&self.key);
        self.append.seal_log(&head, &note)?;
        self.append.commit()?;
        // What was acknowledged stands; a head that could not be remembered only weakens the next comparison.
        let seen = SeenHead { note, key: BASE64.encode(self.key.verifying_key().as_bytes()) };
        let _ = self.home.remember_head(&head.origin, checkpoint.size, &seen);
        Ok(())
    }
}

/// A fact with all that does not depend on where it will stand, so that another thread can prepare it.
pub struct Prepared {
    event: Event,
    body: Vec<u8>,
    disclosures: Vec<Disclosure>,
    texts: Texts,
}

impl Prepared {
    /// Salts the texts and sorts them by digest, so that their order tells nothing.
    pub fn new(event: Event, texts: Vec<Named>, entropy: &mut Entropy) -> Result<Self> {
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
