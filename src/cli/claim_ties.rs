//! What a claim is tied to, as its page shows it: the origins of its evidence, the claims below it and above it.

use super::terminal::{Page, shortened, visible};
use crate::actions::depending::{self, Neighbour, Travelled, seen_doubt};
use crate::actions::lineage::{self, Side, Way};
use crate::error::Result;
use crate::model::claim::Claim;
use crate::model::doubt::Doubt;
use crate::model::words::Stance;
use crate::store::Reader;
use serde::Serialize;

/// The ties of one claim.
#[derive(Serialize)]
pub struct Ties {
    support: Side,
    /// What repeats the piece itself, whatever its stance.
    circular: Vec<Way>,
    rests_on: Vec<Neighbour>,
    carried_by: Vec<Neighbour>,
    /// Why the claim is in doubt by itself.
    doubt: Option<Doubt>,
    /// The doubts that came to it from what it rests on.
    in_doubt: Vec<Travelled>,
}

impl Ties {
    /// Gathers what is known, leaving out what the onlooker is to judge without.
    pub fn gather(reader: Reader, claim: &Claim, onlooker: Option<&str>) -> Result<Self> {
        let row = claim.recorded.row;
        let (rests_on, carried_by) = depending::neighbours(reader, row)?;
        Ok(Self {
            support: lineage::side(reader, claim, &[Stance::Supports])?,
            circular: lineage::side(reader, claim, Stance::ALL)?.circular,
            rests_on,
            carried_by,
            doubt: seen_doubt(claim, onlooker),
            in_doubt: depending::doubts(reader, row, onlooker)?,
        })
    }

    /// Adds the claims that it rests on and those that rest on it, and the doubt that came that way.
    pub fn compose_claims(&self, page: &mut Page) {
        for (name, claims) in [("rests on", &self.rests_on), ("carried by", &self.carried_by)] {
            for neighbour in claims {
                page.field(name, Some(in_words(neighbour)));
            }
        }
        for doubt in &self.in_doubt {
            page.line(format!("  in doubt: {}", visible(&doubt.in_words())));
        }
    }

    /// Adds how many sources and origins there are in support, and what only repeats the piece.
    pub fn compose_origins(&self, page: &mut Page) {
        if self.support.sources > 0 {
            page.line(format!("  {}", self.support.in_words()));
        }
        for way in &self.circular {
            page.line(format!("  circular: {}", visible(&way.forwards())));
        }
    }
}

fn in_words(neighbour: &Neighbour) -> String {
    let Neighbour { claim, external_id, status, statement } = neighbour;
    let own = external_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let statement = shortened(statement.as_deref().unwrap_or("(withheld)"), 80);
    format!("{}{own}  {statement} ({status})", claim.short())
}
