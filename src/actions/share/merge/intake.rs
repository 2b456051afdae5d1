//! Taking events in one by one, each checked against what is here, in the order in which they are folded.

use super::plan::Wanted;
use super::summary::{HeldErasure, Taken, TakenLog};
use record::ledger::chain::{Chain, Fault};
use record::model::event::Event;
use record::model::record::Record;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use store::Reader;
use store::append::Append;
use store::error::{Error, Result};
use store::other_casebook::Arriving;

/// The next event of a log, in the order of folding.
type Next = Reverse<(u64, String, usize)>;

/// Events on their way in.
pub struct Intake<'a, 'c> {
    append: &'a mut Append<'c>,
    from: Reader<'a>,
    /// The logs as they end here; whatever comes in has to continue them.
    chain: Chain,
    row: i64,
    /// The largest clock that an honest event can have.
    latest_clock: u64,
    taken: Taken,
}

/// How far a clock may run ahead of the number of events: no honest one does, since each event is one later than what its
/// writer had seen.
const LEAD: u64 = 1 << 32;

/// A log on its way in.
struct Incoming {
    /// The row of its opening here.
    here: Option<i64>,
    there: i64,
    size: u64,
    next: Option<Arriving>,
}

impl<'a, 'c> Intake<'a, 'c> {
    pub fn into(append: &'a mut Append<'c>, from: Reader<'a>) -> Result<Self> {
        let (chain, row) = (append.chain()?, append.reader().event_count()?);
        Ok(Self { append, from, chain, row, latest_clock: LEAD, taken: Taken::default() })
    }

    /// Takes in what is wanted of each log.
    pub fn run(mut self, wanted: Vec<Wanted>, mut progress: impl FnMut(u64, u64)) -> Result<Taken> {
        let total: u64 = wanted.iter().map(|wanted| wanted.log.size - wanted.have).sum();
        self.latest_clock += self.row as u64 + total;
        let (mut logs, mut heap) = (Vec::new(), BinaryHeap::new());
        for (at, Wanted { log, here, have }) in wanted.into_iter().enumerate() {
            let next = self.from.arriving(log.row, have)?;
            heap.push(place(&next, at)?);
            logs.push(Incoming { here, there: log.row, size: log.size, next: Some(next) });
            self.taken.logs.push(TakenLog::of(log, have));
        }
        while let Some(Reverse((_, _, at))) = heap.pop() {
            let log = &mut logs[at];
            let Some(event) = log.next.take() else { continue };
            let seq = event.hashed.seq;
            log.here = Some(self.take(at, log.here, event)?);
            if seq + 1 < log.size {
                let next = self.from.arriving(log.there, seq + 1)?;
                heap.push(place(&next, at)?);
                log.next = Some(next);
            }
            self.taken.events += 1;
            progress(self.taken.events, total);
        }
        Ok(self.taken)
    }

    /// Takes in one event, and gives the row of its log's opening here.
    fn take(&mut self, at: usize, log: Option<i64>, mut event: Arriving) -> Result<i64> {
        self.row += 1;
        let (row, log, there) = (self.row, log.unwrap_or(self.row), event.hashed.row);
        (event.hashed.row, event.hashed.log) = (row, log);
        if event.hashed.read.as_ref().is_ok_and(|read| read.header.clock > self.latest_clock) {
            let fault = "its clock is further ahead than any honest one: with it, nothing more could be recorded here";
            return Err(wrong(there, Fault::of_event(there, fault)));
        }
        self.chain.follow(&event.hashed, |_, _| ()).map_err(|fault| wrong(there, fault))?;
        self.append.take(row, log, &event)?;
        if let Some(note) = &event.note {
            self.chain.checkpoint(log, note, true).map_err(|fault| wrong(there, fault))?;
            self.append.take_checkpoint(log, event.hashed.seq + 1, note)?;
        }
        // Read from where it stands now, strictly, as everything is read that is folded.
        let record = self.append.reader().record(row)?;
        self.taken.logs[at].count(&record);
        self.note(at, &record)?;
        Ok(log)
    }

    /// Sees to what an event brings with it.
    fn note(&mut self, at: usize, record: &Record) -> Result<()> {
        self.taken.withheld += record.withheld as u64;
        match &record.event {
            Event::ClaimRecorded(_) => self.taken.claims.push(record.id),
            // What was erased there is erased here, so that both hold the same.
            Event::ErasureRecorded(body) => {
                let reader = self.append.reader();
                let erased = reader.record(reader.row_of(body.event)?)?;
                let texts = self.append.carry_out(record.row, body)?;
                self.taken.erased += texts;
                let same_hand = !erased.hand.is_empty() && erased.hand == record.hand;
                if texts > 0 && erased.log != record.log && !same_hand {
                    let (by, log) = (self.taken.logs[at].actor.clone(), record.log.clone());
                    let of = if erased.actor.is_empty() { erased.log } else { erased.actor };
                    self.taken.held.push(HeldErasure { by, log, of, event: body.event, texts });
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Takes over the files that the events name now that all is folded, as far as they are not here.
pub fn take_files(append: &mut Append, from: Reader, taken: &mut Taken) -> Result<()> {
    for sha256 in append.missing_files()? {
        let mut bytes = 0;
        append.take_file(from, sha256, |read| bytes = read)?;
        taken.captured += 1;
        taken.bytes += bytes;
    }
    Ok(())
}

fn place(event: &Arriving, at: usize) -> Result<Next> {
    let read =
        event.hashed.read.as_ref().map_err(|flaw| Error::Damaged(format!("event {}: {flaw}", event.hashed.row)))?;
    Ok(Reverse((read.header.clock, read.header.log.clone(), at)))
}

/// Says of an event what is wrong with it where it comes from.
fn wrong(there: i64, fault: Fault) -> Error {
    let Fault { place, fault } = Fault::of_event(there, fault.fault);
    Error::Damaged(format!("{place}: {fault}"))
}
