//! The seed case that comes with the program: a published article's claims and what was published on them.

mod known;
mod links;
mod rows;

use crate::drafts::piece::{NewPiece, add_piece_with};
use known::{Known, known};
use links::{Circle, Derivation, Lineage, SeedStake};
use record::model::id::Id;
use rows::{SeedClaim, SeedEvidence, SeedPiece, SeedSource};
use serde::Deserialize;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// By which the piece goes on the command line.
pub const PIECE: &str = "las-bambas";

const SEED: &str = include_str!("../../../../seeds/las-bambas.json");

/// What was taken in.
#[derive(Clone, Copy, Debug)]
pub struct Planted {
    pub piece: Id,
    pub claims: usize,
    pub sources: usize,
    /// What was computed from other evidence included.
    pub evidence: usize,
    pub stakes: usize,
}

/// Takes the seed case in, every claim unchecked.
pub fn plant(casebook: &mut Casebook, actor: &Actor) -> Result<Planted> {
    let seed: Seed = serde_json::from_str(SEED).map_err(|error| Error::Invalid(format!("the seed case: {error}")))?;
    let (mut planted, claims, mut figures) = casebook.write(actor, |pen| seed.plant(pen))?;
    // A claim can be read once the transaction that wrote to it is over, and each formula reads claims.
    for derivation in &seed.derivations {
        planted.evidence += derivation.compute(casebook, actor, known(&claims, &derivation.claim)?, &mut figures)?;
    }
    Ok(planted)
}

#[derive(Deserialize)]
struct Seed {
    piece: SeedPiece,
    claims: Vec<SeedClaim>,
    sources: Vec<SeedSource>,
    evidence: Vec<SeedEvidence>,
    stakes: Vec<SeedStake>,
    derivations: Vec<Derivation>,
    lineage: Lineage,
    circular_sourcing: Circle,
}

impl Seed {
    /// Gives, beside what was taken in, the claims and the evidence that formulas name.
    fn plant(&self, pen: &mut Pen) -> Result<(Planted, Known, Known)> {
        let new = NewPiece {
            title: &self.piece.name,
            byline: self.piece.byline.as_deref(),
            publisher: self.piece.publisher.as_deref(),
            external_id: Some(PIECE),
            ..NewPiece::default()
        };
        let piece = add_piece_with(pen, &new)?;
        let sources = self.sources.iter().map(|source| source.add(pen)).collect::<Result<Known>>()?;
        self.lineage.link(pen, piece, &sources)?;
        let claims = self.claims.iter().map(|claim| claim.add(pen, piece)).collect::<Result<Known>>()?;
        links::depend(pen, &self.claims, &claims)?;
        let mut figures = Known::new();
        for evidence in &self.evidence {
            let id = evidence.attach(pen, &claims, &sources)?;
            figures.extend(evidence.id.clone().map(|name| (name, id)));
        }
        self.circular_sourcing.note(pen, &claims)?;
        self.stakes.iter().try_for_each(|stake| stake.add(pen, &sources))?;
        let planted = Planted {
            piece,
            claims: claims.len(),
            sources: sources.len(),
            evidence: self.evidence.len(),
            stakes: self.stakes.len(),
        };
        Ok((planted, claims, figures))
    }
}
