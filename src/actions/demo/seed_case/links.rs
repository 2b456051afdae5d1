//! What ties the rows of the seed case together: origins, dependencies, derivations and stakes.

use super::known::{Known, known};
use super::rows::SeedClaim;
use crate::evidence::derive::{NewDerivation, derive};
use crate::evidence::stake::{self, NewStake};
use crate::{optional, required};
use language::quantity::formula::Formula;
use record::model::event::{ClaimNoted, DependencyRecorded, SourceLinked};
use record::model::id::Id;
use record::model::words::{Relation, Stance};
use serde::Deserialize;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// What the lineage calls the piece under check.
const PIECE: &str = "seed article";

#[derive(Deserialize)]
pub(super) struct Lineage {
    derived: Vec<Derived>,
}

#[derive(Deserialize)]
struct Derived {
    source: String,
    from: Option<String>,
    /// How it came from there, in the words of the reading.
    relation: String,
    /// The same as a word of the record, where what it came from is at hand.
    link: Option<Relation>,
}

impl Lineage {
    /// Links every source to the source, or the piece, that it came from.
    pub(super) fn link(&self, pen: &mut Pen, piece: Id, sources: &Known) -> Result<()> {
        for derived in &self.derived {
            let (Some(from), Some(relation)) = (&derived.from, derived.link) else { continue };
            let derived_from = if from == PIECE { piece } else { known(sources, from)? };
            let event = SourceLinked { derived_from, relation, source: known(sources, &derived.source)? };
            let mut texts = Vec::new();
            optional(&mut texts, "note", Some(&derived.relation));
            pen.record(event, texts)?;
        }
        Ok(())
    }
}

/// Records which claims rest on which others.
pub(super) fn depend(pen: &mut Pen, rows: &[SeedClaim], claims: &Known) -> Result<()> {
    for row in rows {
        for on in &row.depends_on {
            let event = DependencyRecorded { claim: known(claims, &row.id)?, on: known(claims, on)? };
            pen.record(event, Vec::new())?;
        }
    }
    Ok(())
}

/// A figure that many sources repeat from one origin.
#[derive(Deserialize)]
pub(super) struct Circle {
    claim: String,
    remark: String,
}

impl Circle {
    /// Leaves the remark on the claim.
    pub(super) fn note(&self, pen: &mut Pen, claims: &Known) -> Result<()> {
        let event = ClaimNoted { claim: known(claims, &self.claim)?, confidential: false };
        pen.record(event, vec![("note", required("remark", &self.remark)?)])?;
        Ok(())
    }
}

#[derive(Deserialize)]
pub(super) struct Derivation {
    pub claim: String,
    /// None where the reading reasons about dates, which no formula says.
    #[serde(default)]
    computed: Vec<Computed>,
}

#[derive(Deserialize)]
struct Computed {
    id: String,
    formula: String,
    stance: Stance,
    subject: String,
    metric: String,
    note: String,
}

impl Derivation {
    /// Computes evidence by the formulas over what evidence is called in the seed case; says how many there were.
    pub(super) fn compute(
        &self,
        casebook: &mut Casebook,
        actor: &Actor,
        claim: Id,
        figures: &mut Known,
    ) -> Result<usize> {
        for computed in &self.computed {
            let formula = by_ids(&computed.formula, figures)?;
            let new = NewDerivation {
                formula: &formula,
                stance: computed.stance,
                confidence: None,
                subject: Some(&computed.subject),
                metric: Some(&computed.metric),
                note: Some(&computed.note),
            };
            let id = derive(casebook, actor, &claim.hex(), &new)?.changed.event;
            figures.insert(computed.id.clone(), id);
        }
        Ok(self.computed.len())
    }
}

fn by_ids(formula: &str, figures: &Known) -> Result<String> {
    let parsed = Formula::parse(formula).map_err(|fault| Error::Invalid(format!("the seed case: {fault}")))?;
    let spelled = parsed.with_references(|name| figures.get(name).map(|id| id.hex()));
    let spelled = spelled.map_err(|name| Error::Invalid(format!("the seed case: no evidence is called {name}")))?;
    Ok(spelled.to_string())
}

#[derive(Deserialize)]
pub(super) struct SeedStake {
    owner: String,
    owned: String,
    share: String,
    as_of: String,
    source: String,
    note: Option<String>,
}

impl SeedStake {
    pub(super) fn add(&self, pen: &mut Pen, sources: &Known) -> Result<()> {
        let source = known(sources, &self.source)?.hex();
        let new = NewStake {
            owner: &self.owner,
            owned: &self.owned,
            figure: stake::figure(&self.share, Some(&self.as_of))?,
            evidence: None,
            source: Some(&source),
            note: self.note.as_deref(),
        };
        stake::add_with(pen, &new)?;
        Ok(())
    }
}
