//! One going-through of a file: which sources and captures are there, and adding those that are not.

use super::summary::{Summary, Taken};
use crate::sources::capture::{self, NewCapture, Prepared};
use crate::sources::origins::plain_address;
use crate::sources::source::{NewSource, add_with};
use record::model::disclosure::Value;
use record::model::event::CaptureMissed;
use record::model::id::Id;
use std::collections::{HashMap, HashSet};
use store::Reader;
use store::casebook::pen::Pen;
use store::error::Result;

/// Whether what is found is written down.
pub enum Hand<'h, 'p> {
    Looking(Reader<'h>),
    Writing(&'h mut Pen<'p>),
}

impl Hand<'_, '_> {
    /// Gives a reader before whom nothing is hidden: a source that is confidential is found again like any other.
    fn reader(&self) -> Reader<'_> {
        match self {
            Self::Looking(reader) => reader.revealing(),
            Self::Writing(pen) => pen.reader().revealing(),
        }
    }
}

/// A source that is there, or one that would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    There { row: i64, id: Id },
    Coming(u64),
}

/// One going-through of a file.
pub struct Intake<'h, 'p> {
    hand: Hand<'h, 'p>,
    pub summary: Summary,
    addresses: HashMap<String, Spot>,
    titles: HashMap<(String, Option<String>), Spot>,
    identifiers: HashSet<String>,
    filed: HashSet<(Spot, Id, Option<String>)>,
    missed: HashSet<(Spot, String)>,
    coming: u64,
    /// The last row that was there at the start.
    last: i64,
    met: HashSet<i64>,
}

impl<'h, 'p> Intake<'h, 'p> {
    pub fn open(hand: Hand<'h, 'p>) -> Result<Self> {
        let mut addresses = HashMap::new();
        for (row, address) in hand.reader().source_addresses()? {
            let id = hand.reader().id_of(row)?;
            addresses.entry(plain_address(&address)).or_insert(Spot::There { row, id });
        }
        let last = hand.reader().event_count()?;
        Ok(Self {
            hand,
            summary: Summary::default(),
            addresses,
            titles: HashMap::new(),
            identifiers: HashSet::new(),
            filed: HashSet::new(),
            missed: HashSet::new(),
            coming: 0,
            last,
            met: HashSet::new(),
        })
    }

    pub fn writes(&self) -> bool {
        matches!(self.hand, Hand::Writing(_))
    }

    pub fn reader(&self) -> Reader<'_> {
        self.hand.reader()
    }

    /// Finds the source at an address.
    pub fn at_address(&self, address: &str) -> Option<Spot> {
        let plain = plain_address(address);
        self.addresses.get(&plain).copied().filter(|_| plain != "/")
    }

    /// Finds the source with a title and an author.
    pub fn by_title(&self, title: &str, author: Option<&str>) -> Result<Option<Spot>> {
        let known = self.titles.get(&(title.to_string(), author.map(str::to_string))).copied();
        if known.is_some() || title.is_empty() {
            return Ok(known);
        }
        self.hand.reader().source_by_title(title, author)?.map(|row| self.there(row)).transpose()
    }

    /// Counts a source that was there before, once.
    pub fn meet(&mut self, spot: Spot) {
        if let Spot::There { row, .. } = spot
            && row <= self.last
            && self.met.insert(row)
        {
            self.summary.sources.add(false);
        }
    }

    /// Points at a source that is there.
    pub fn there(&self, row: i64) -> Result<Spot> {
        Ok(Spot::There { row, id: self.hand.reader().id_of(row)? })
    }

    /// Says whether an identifier is free to be given to a source.
    pub fn is_free(&self, identifier: &str) -> Result<bool> {
        Ok(!identifier.is_empty()
            && !self.identifiers.contains(identifier)
            && !self.hand.reader().is_identifier_taken(identifier)?)
    }

    /// Names a source that is not there.
    pub fn add_source(&mut self, new: &NewSource) -> Result<Spot> {
        let spot = match &mut self.hand {
            Hand::Looking(_) => {
                self.coming += 1;
                Spot::Coming(self.coming)
            }
            Hand::Writing(pen) => {
                let id = add_with(pen, new)?;
                Spot::There { row: pen.reader().row_of(id)?, id }
            }
        };
        self.summary.sources.add(true);
        if let Some(address) = new.address {
            self.addresses.entry(plain_address(address)).or_insert(spot);
        }
        if let (Some(title), author) = (new.title, new.author.map(str::to_string)) {
            self.titles.entry((title.to_string(), author)).or_insert(spot);
        }
        self.identifiers.extend(new.external_id.map(str::to_string));
        Ok(spot)
    }

    /// Says whether bytes are filed as a capture of a source, at a date where one is known.
    pub fn is_filed(&self, spot: Spot, sha256: Id, date: Option<&str>) -> Result<bool> {
        if self.filed.contains(&key(spot, sha256, date)) {
            return Ok(true);
        }
        match spot {
            Spot::There { row, .. } => self.hand.reader().has_capture(row, &sha256.hex(), date),
            Spot::Coming(_) => Ok(false),
        }
    }

    /// Files bytes, or counts them as filed; `prepared` is there where it writes.
    pub fn add_capture(&mut self, spot: Spot, filing: Filing) -> Result<()> {
        if let (Hand::Writing(pen), Some(mut prepared), Spot::There { id, .. }) =
            (&mut self.hand, filing.prepared, spot)
        {
            prepared.set_source(id);
            capture::file_with(pen, &prepared, |_| {})?;
        }
        self.filed.insert(key(spot, filing.sha256, filing.taken.date.as_deref()));
        self.summary.captures.add(true);
        self.summary.bytes += filing.taken.bytes.unwrap_or_default();
        self.summary.take(Taken { what: "capture", ..filing.taken });
        Ok(())
    }

    /// Reads what is to be filed, where it is to be filed.
    pub fn prepare<'a>(&self, new: NewCapture<'a>) -> Result<Option<Prepared<'a>>> {
        self.writes().then(|| capture::prepare(new, |_| {})).transpose()
    }

    /// Records that a link could not be archived, once.
    pub fn add_miss(&mut self, spot: Spot, address: &str, reason: &str) -> Result<()> {
        let known = match spot {
            Spot::There { row, .. } => self.hand.reader().has_missed(row, reason)?,
            Spot::Coming(_) => false,
        };
        let known = known || !self.missed.insert((spot, reason.to_string()));
        self.summary.missed.add(!known);
        if known {
            return Ok(());
        }
        if let (Hand::Writing(pen), Spot::There { id, .. }) = (&mut self.hand, spot) {
            let texts = vec![("address", Value::Text(address.into())), ("reason", Value::Text(reason.into()))];
            pen.record(CaptureMissed { source: id }, texts)?;
        }
        let (address, title) = (Some(address.to_string()), Some(reason.to_string()));
        self.summary.take(Taken { what: "missed", title, address, ..Taken::default() });
        Ok(())
    }
}

/// Bytes that are to be filed.
pub struct Filing<'a> {
    pub sha256: Id,
    pub taken: Taken,
    pub prepared: Option<Prepared<'a>>,
}

/// Dates are told apart to the second, as web archives write them.
fn key(spot: Spot, sha256: Id, date: Option<&str>) -> (Spot, Id, Option<String>) {
    (spot, sha256, date.map(|date| date.chars().take(19).collect()))
}
