//! Many claims at once: given to somebody, or ranked; all of them, or none.

use super::claim::{Amendment, amend_with};
use super::review::assign_with;
use crate::claim;
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::Priority;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// Claims that somebody chose from a list.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub claims: Vec<String>,
    /// The latest event of all when the list was seen; a claim that changed since is not touched.
    pub seen: Option<Id>,
}

/// What is done to each of them.
#[derive(Clone, Debug)]
pub enum Handing {
    Assign { to: Actor, due: Option<Day> },
    Rank(Priority),
}

/// Does the same to each of the chosen claims, in one transaction; gives their number.
pub fn hand_out(casebook: &mut Casebook, actor: &Actor, chosen: &Chosen, handing: &Handing) -> Result<usize> {
    if chosen.claims.is_empty() {
        return Err(Error::Invalid("no claim was chosen".into()));
    }
    casebook.write(actor, |pen| {
        for reference in &chosen.claims {
            refuse_changed(pen, reference, chosen.seen)?;
            hand(pen, reference, handing)?;
        }
        Ok(chosen.claims.len())
    })
}

fn refuse_changed(pen: &Pen, reference: &str, seen: Option<Id>) -> Result<()> {
    let Some(seen) = seen else { return Ok(()) };
    let row = pen.reader().row_of(seen)?;
    let claim = claim(pen.reader(), reference)?;
    match claim.updated.row > row {
        true => Err(Error::ChangedMeanwhile { claim: claim.recorded.id, seen }),
        false => Ok(()),
    }
}

fn hand(pen: &mut Pen, reference: &str, handing: &Handing) -> Result<()> {
    match handing {
        Handing::Assign { to, due } => assign_with(pen, reference, to, *due).map(drop),
        // One that has the priority already stays as it is.
        Handing::Rank(priority) if claim(pen.reader(), reference)?.priority == *priority => Ok(()),
        Handing::Rank(priority) => {
            let amendment = Amendment { priority: Some(*priority), ..Amendment::default() };
            amend_with(pen, reference, &amendment).map(drop)
        }
    }
}
