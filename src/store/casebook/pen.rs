//! Recording: what a person did becomes events at the end of that person's log.

use super::entropy::Entropy;
use super::event_maker::EventMaker;
use super::home::Home;
use super::{Actor, Casebook, Expected};
use crate::Reader;
use crate::append::Append;
use crate::blobs::Measured;
use crate::error::{Error, Result};
use crate::find::{Found, Kind};
use record::model::event::Event;
use std::io::Read;
use std::path::Path;

pub use super::event_maker::Named;

/// Writes in the name of one actor, within one transaction.
pub struct Pen<'a> {
    append: Append<'a>,
    entropy: &'a mut Entropy,
    home: &'a Home,
    maker: EventMaker,
}

impl Casebook {
    /// Does some work in one transaction in the name of an actor: all of it is recorded, or nothing is.
    pub fn write<T>(&mut self, actor: &Actor, work: impl FnOnce(&mut Pen) -> Result<T>) -> Result<T> {
        let expected = self.expected.take();
        self.succeed(actor)?;
        let mut pen = self.take_pen(actor)?;
        if let Some(expected) = expected {
            refuse_changed(pen.reader(), &expected)?;
        }
        let done = work(&mut pen)?;
        pen.finish()?;
        Ok(done)
    }

    /// Takes the same steps as [`Casebook::write`], and leaves the casebook as it was; no key is made for it either.
    pub fn rehearse<T>(&mut self, actor: &Actor, work: impl FnOnce(&mut Pen) -> Result<T>) -> Result<T> {
        // A pen that is dropped before it has finished takes everything back.
        let maker = EventMaker::for_rehearsal(actor, &self.home, &mut self.entropy, self.clock.now())?;
        work(&mut self.pen_with(maker)?)
    }

    /// Does some work that removes what was recorded, and folds everything again without it, in one transaction.
    pub fn erase<T>(
        &mut self,
        actor: &Actor,
        work: impl FnOnce(&mut Pen) -> Result<T>,
        progress: impl FnMut(u64, u64),
    ) -> Result<T> {
        self.succeed(actor)?;
        self.store.overwrite_removed()?;
        let mut pen = self.take_pen(actor)?;
        let done = work(&mut pen)?;
        pen.append.rebuild(progress)?;
        pen.finish()?;
        Ok(done)
    }

    fn take_pen(&mut self, actor: &Actor) -> Result<Pen<'_>> {
        let maker = EventMaker::of(actor, &self.home, &mut self.entropy, self.clock.now())?;
        self.pen_with(maker)
    }

    fn pen_with(&mut self, mut maker: EventMaker) -> Result<Pen<'_>> {
        let append = self.store.begin()?;
        maker.start(append.start(maker.actor().name(), &maker.public_key())?, &self.home)?;
        Ok(Pen { append, entropy: &mut self.entropy, home: &self.home, maker })
    }
}

/// Refuses to change a claim that somebody else changed since it was looked at.
fn refuse_changed(reader: Reader, expected: &Expected) -> Result<()> {
    let claim = reader.claim(reader.find(Kind::Claim, &expected.claim)?.row)?;
    match claim.updated.id == expected.latest {
        true => Ok(()),
        false => Err(Error::ChangedMeanwhile { claim: claim.recorded.id, seen: expected.latest }),
    }
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

    /// Gives the public key (base64) of the one who writes.
    pub fn public_key(&self) -> String {
        self.maker.public_key()
    }

    /// Says whether nothing can be sealed to the key of the one who writes.
    pub fn signs_only(&self) -> bool {
        self.maker.signs_only()
    }

    /// Gives the one who writes.
    pub fn actor(&self) -> &Actor {
        self.maker.actor()
    }

    /// Records one fact.
    pub fn record(&mut self, event: impl Into<Event>, texts: Vec<Named>) -> Result<Found> {
        let append = &mut self.append;
        self.maker.record(event.into(), texts, self.entropy, |added, record| {
            append.add(&[added])?;
            append.derive(record)
        })
    }

    /// Puts a timestamp beside the event that was just recorded of it, with the signed checkpoint that it is over.
    pub fn keep_timestamp(&mut self, event: i64, note: &str, token: &[u8]) -> Result<()> {
        self.append.keep_timestamp(event, note, token)
    }

    /// Removes texts of an event, whose erasure is on record.
    pub fn remove(&mut self, event: i64, digests: &[String]) -> Result<()> {
        self.append.remove(event, digests)
    }

    fn finish(mut self) -> Result<()> {
        let Some(end) = self.maker.end()? else { return Ok(()) };
        self.append.end_log(&end)?;
        self.append.commit()?;
        self.maker.remember(end, self.home);
        Ok(())
    }
}
