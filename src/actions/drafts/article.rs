//! A piece as its text shows it: the latest draft, the claims at their places in it, and what is in no claim yet.

use super::add;
use super::cache::{JudgedClaim, Memory, Placed};
use super::decided::{decides, places_of};
use super::suggest::{Known, Proposal, propose_of};
use crate::claims::number::numbers_at;
use crate::claims::standing::{Hold, Standing};
use crate::piece;
use formats::ingest::Document;
use language::text::cover::{Claimed, Tally, coverage};
pub use language::text::window::shown;
use record::model::entities::{Draft, Piece};
use record::model::event::Span;
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::Status;
pub use report::marks;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use store::Reader;
use store::dismissed::Dismissal;
use store::error::Result;

/// A piece with its text.
pub struct Article {
    pub piece: Piece,
    /// Absent where no draft came in.
    pub text: Option<ArticleText>,
    /// The claims that have a place in the text and are not cut, in the order of their places.
    pub claims: Vec<Placed>,
    /// Their numbers in the piece, such as `C12`, in the same order; none where its own identifiers look like numbers.
    pub numbers: Vec<Option<String>>,
    /// How many claims are not cut and have no place in the text.
    pub placeless: u64,
    /// How many claims of each status there are, those without a place too.
    pub by_status: BTreeMap<Status, u64>,
    /// How its claims stand, without words; those that nothing was done to are left out.
    judged: Arc<BTreeMap<Id, JudgedClaim>>,
}

impl Article {
    /// Says how a claim stands, as far as one who looks may know.
    pub fn standing(&self, claim: Id, onlooker: &str) -> Option<Standing> {
        self.judged.get(&claim).map(|judged| judged.seen_by(onlooker))
    }

    /// Counts the claims of the piece that stand in a way, those without a place in the text too.
    pub fn holding(&self, hold: Hold, onlooker: &str) -> usize {
        self.judged.values().filter(|judged| judged.seen_by(onlooker).hold == hold).count()
    }
}

/// The latest draft, and what in it is inside claims.
pub struct ArticleText {
    pub draft: Draft,
    pub document: Document,
    /// `en` or `es`.
    pub language: &'static str,
    pub tally: Tally,
    /// What could be checked and is in no claim, in the order of the text.
    pub loose: Vec<Loose>,
    /// How many more could be checked than are known by their place; they are counted as in no claim.
    pub unlisted: usize,
    /// Claims that the text seems to make.
    pub proposals: Vec<Proposal>,
}

/// A part of the text that could be checked and is in no claim.
pub struct Loose {
    /// Byte offsets, the end exclusive.
    pub span: Range<usize>,
    /// Why an error in it would matter.
    pub why: String,
}

/// Reads a piece with its text; what was found before in the same text and the same claims is taken from memory.
pub fn article(reader: Reader, reference: &str, memory: &Memory, today: Day) -> Result<Article> {
    reader.at_one_moment(|reader| {
        let found = piece(reader, Some(reference))?;
        let mut by_status = BTreeMap::new();
        for count in reader.counts()?.iter().filter(|count| count.facet.piece == found.row) {
            let status = Status::from_code(count.facet.status).unwrap_or(Status::Unchecked);
            *by_status.entry(status).or_default() += count.claims;
        }
        let latest = match reader.drafts(found.row)?.is_empty() {
            true => None,
            false => Some(add::latest(reader, found.row)?),
        };
        let claims = match &latest {
            Some((draft, _)) => memory.placed(reader, found.row, draft.id)?,
            None => Vec::new(),
        };
        let dismissed = reader.dismissals(found.row)?;
        let live: u64 = by_status.iter().filter(|(status, _)| **status != Status::Cut).map(|(_, count)| count).sum();
        let judged = memory.judged(reader, found.row, today)?;
        let rows: Vec<(i64, i64)> = claims.iter().map(|claim| (claim.row(), found.row)).collect();
        Ok(Article {
            numbers: numbers_at(reader, &rows)?,
            piece: reader.piece(found.row)?,
            text: latest.map(|(draft, document)| text(draft, document, &claims, &dismissed, memory)),
            placeless: live.saturating_sub(claims.len() as u64),
            claims,
            by_status,
            judged,
        })
    })
}

fn text(draft: Draft, document: Document, claims: &[Placed], dismissed: &[Dismissal], memory: &Memory) -> ArticleText {
    let range = |span: &Span| span.start as usize..span.end as usize;
    let claimed: Vec<Claimed> = claims
        .iter()
        .map(|claim| Claimed { spans: claim.spans().iter().map(range).collect(), status: claim.status() })
        .collect();
    let found = memory.found_in(&document.text);
    let parts = &found.checkable.parts;
    let decided: Vec<Range<usize>> = dismissed
        .iter()
        .filter(|dismissal| decides(dismissal))
        .flat_map(|dismissal| places_of(&document.text, dismissal))
        .collect();
    let mut coverage = coverage(parts, &claimed, &decided);
    coverage.count_unlisted(found.checkable.left);
    let taken = coverage.holders.iter().zip(&coverage.decisions);
    let open = parts.iter().zip(taken).filter(|(_, (holder, decision))| holder.is_none() && decision.is_none());
    let loose = open.map(|(part, _)| Loose { span: part.span.clone(), why: part.why.clone() }).collect();
    let covered: Vec<Span> = claims.iter().flat_map(|claim| claim.spans().iter().copied()).collect();
    let known = Known { covered: &covered, dismissed };
    let proposals = propose_of(draft.id, &document, &known, &found.suggested);
    ArticleText {
        language: proposals.language,
        tally: coverage.total,
        proposals: proposals.proposals,
        loose,
        unlisted: found.checkable.left,
        draft,
        document,
    }
}
