//! Recording in bulk: one thread makes the events and folds them, another writes them down, in one transaction.

use super::entropy::Entropy;
use super::event_maker::{EventMaker, Named};
use super::{Actor, Casebook};
use crate::append::{Added, Append, End, Start};
use crate::error::{Error, Result};
use crate::find::Found;
use crate::folding::{Changes, Folding};
use crate::{Reader, Store};
use record::model::event::Event;
use record::model::id::Id;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many events go over to the writing thread at once, and how many such batches may wait.
const BATCH: usize = 256;
const BATCHES: usize = 8;

/// What the writing thread is to do next.
enum Job {
    Write(Vec<Added>, Changes),
    /// Ends the log and makes everything permanent; without it nothing is.
    Commit(Box<End>),
}

/// Writes many facts in the name of one actor, within one transaction.
///
/// What it reads is the casebook as it was before; what it wrote itself cannot be read yet.
pub struct BulkWriter<'a> {
    beside: Store,
    entropy: &'a mut Entropy,
    maker: EventMaker,
    folding: Folding,
    added: Vec<Added>,
    changes: Changes,
    jobs: SyncSender<Job>,
    abandoned: bool,
}

impl Casebook {
    /// Does some work in one transaction, as [`Casebook::write`] does, over two threads.
    pub fn write_in_bulk<T>(&mut self, actor: &Actor, work: impl FnOnce(&mut BulkWriter) -> Result<T>) -> Result<T> {
        self.succeed(actor)?;
        let mut maker = EventMaker::of(actor, &self.home, &mut self.entropy, self.clock.now())?;
        let (name, key, path) = (actor.name().to_string(), maker.public_key(), self.store.path().to_path_buf());
        let (store, entropy, home) = (&mut self.store, &mut self.entropy, &self.home);
        let (jobs, todo) = sync_channel(BATCHES);
        let (started, start) = sync_channel(1);
        std::thread::scope(|scope| {
            let writing = scope.spawn(move || write_down(store, &name, &key, &started, &todo));
            let made = start.recv().map_err(|_| Error::Busy).and_then(|start| {
                maker.start(start, home)?;
                let beside = Store::open(&path)?;
                beside.hold()?;
                let (folding, added, changes) = (Folding::default(), Vec::with_capacity(BATCH), Changes::default());
                let mut bulk = BulkWriter { beside, entropy, maker, folding, added, changes, jobs, abandoned: false };
                let done = work(&mut bulk)?;
                Ok((done, bulk.finish()?))
            });
            // What stopped the writing is also what stopped the making, and says more.
            writing.join().expect("the writing thread does not panic")?;
            let (done, ended) = made?;
            if let Some((maker, end)) = ended {
                maker.remember(end, home);
            }
            Ok(done)
        })
    }
}

fn write_down(
    store: &mut Store,
    actor: &str,
    key: &str,
    started: &SyncSender<Start>,
    todo: &Receiver<Job>,
) -> Result<()> {
    let written = store.begin_bulk().and_then(|append| {
        // Whoever does not wait for the start has failed, and says so.
        let _ = started.send(append.start(actor, key)?);
        write_jobs(append, todo)
    });
    store.end_bulk().and(written)
}

fn write_jobs(mut append: Append, todo: &Receiver<Job>) -> Result<()> {
    for job in todo {
        match job {
            Job::Write(added, changes) => {
                append.add(&added)?;
                append.change(&changes)?;
            }
            Job::Commit(end) => {
                append.end_log(&end)?;
                return append.commit();
            }
        }
    }
    Ok(())
}

impl BulkWriter<'_> {
    /// Gives what was in the casebook before.
    pub fn reader(&self) -> Reader<'_> {
        self.beside.reader()
    }

    /// Records one fact. What it names must have been there before, or have been [introduced](BulkWriter::introduce).
    pub fn record(&mut self, event: impl Into<Event>, texts: Vec<Named>) -> Result<Found> {
        let Self { added, changes, folding, beside, .. } = self;
        let found = self.maker.record(event.into(), texts, self.entropy, |event, record| {
            added.push(event);
            folding.take(record, beside.reader(), changes)
        })?;
        if self.added.len() >= BATCH {
            self.hand_over()?;
        }
        Ok(found)
    }

    /// Says in which row something stands that the next facts name.
    pub fn introduce(&mut self, id: Id, row: i64) {
        self.folding.remember(id, row);
    }

    /// Leaves the casebook as it was, whatever was recorded.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    fn hand_over(&mut self) -> Result<()> {
        let added = std::mem::replace(&mut self.added, Vec::with_capacity(BATCH));
        let changes = std::mem::take(&mut self.changes);
        self.send(Job::Write(added, changes))
    }

    fn send(&self, job: Job) -> Result<()> {
        self.jobs.send(job).map_err(|_| Error::Busy)
    }

    fn finish(mut self) -> Result<Option<(EventMaker, End)>> {
        if self.abandoned {
            return Ok(None);
        }
        let Some(end) = self.maker.end()? else { return Ok(None) };
        self.folding.settle(self.beside.reader(), &mut self.changes)?;
        self.hand_over()?;
        // Whoever still reads the earlier state keeps the journal from being brought into the file.
        drop(self.beside);
        self.jobs.send(Job::Commit(Box::new(end.clone()))).map_err(|_| Error::Busy)?;
        Ok(Some((self.maker, end)))
    }
}
