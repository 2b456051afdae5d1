//! A claim with everything about it, as one person may see it.

use super::depend::{self, Neighbour, Travelled, seen_doubt};
use super::difference::{Difference, amendments};
use super::number;
use super::standing::standing;
use crate::documents;
use crate::evidence::compare::{self, Comparisons};
use crate::evidence::stake::{self, OwnershipAnswer};
use crate::sources::lineage::{self, Side, Way};
use language::standing::Standing;
use record::model::claim::Claim;
use record::model::doubt::Doubt;
use record::model::entities::Source;
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::{Day, Moment};
use record::model::words::{Stance, Status, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Reader;
use store::error::Result;
use store::listing::Listed;

/// Everything about one claim.
#[derive(Serialize)]
pub struct Card {
    pub id: Id,
    /// Its number in its piece: `C12`.
    pub number: Option<String>,
    pub status: Status,
    pub verdict: Option<Verdict>,
    pub contested: bool,
    pub independent_origins: usize,
    pub record_sha256: Id,
    pub piece_title: Option<String>,
    #[serde(flatten)]
    pub claim: Claim,
    /// The sources of its evidence, by id in hexadecimal.
    pub sources: BTreeMap<String, Source>,
    pub comparisons: Comparisons,
    /// What of it holds, and why not where it does not.
    pub standing: Standing,
    /// What recorded stakes answer to a claim of ownership.
    pub ownership: Vec<OwnershipAnswer>,
    pub timeline: Vec<Step>,
    #[serde(flatten)]
    pub ties: Ties,
    /// Whether the verdicts and remarks of others are left out, for this onlooker's own verdict to come.
    pub blind: bool,
}

/// One event of a claim.
#[derive(Serialize)]
pub struct Step {
    pub event: Id,
    pub time: Moment,
    pub actor: String,
    pub kind: &'static str,
    /// Its main words, where it has any.
    pub text: Option<String>,
    /// What an amendment changed, before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Difference>,
    /// Whoever did it took it back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub taken_back: bool,
}

/// What a claim is tied to: the origins of its evidence, the claims below it and above it.
#[derive(Serialize)]
pub struct Ties {
    pub support: Side,
    /// What repeats the piece itself, whatever its stance.
    pub circular: Vec<Way>,
    pub rests_on: Vec<Neighbour>,
    pub carried_by: Vec<Neighbour>,
    /// Why the claim is in doubt by itself.
    pub doubt: Option<Doubt>,
    /// The doubts that came to it from what it rests on.
    pub in_doubt: Vec<Travelled>,
}

impl Card {
    /// Gathers what is known, leaving out what the onlooker is to judge without.
    pub fn gather(reader: Reader, claim: &Claim, onlooker: Option<&str>, today: Day) -> Result<Self> {
        let blind = onlooker.is_some_and(|name| claim.blind_for(name));
        let mut sources = BTreeMap::new();
        for evidence in &claim.evidence {
            for source in evidence.sources() {
                sources.insert(source.hex(), reader.source(reader.row_of(source)?)?);
            }
        }
        let timeline = Self::timeline(reader, claim, onlooker)?;
        let mut standing = standing(reader, claim, today)?;
        let mut shown = claim.clone();
        if blind {
            shown.checks.clear();
            shown.resolution = None;
            shown.notes.clear();
            standing.hide_verdicts();
            let others = shown.evidence.iter_mut().filter(|evidence| Some(evidence.mark.actor.as_str()) != onlooker);
            others.for_each(|evidence| evidence.note = None);
        }
        Ok(Self {
            id: claim.recorded.id,
            number: number::numbers(reader, &[claim])?.remove(0),
            status: claim.status(),
            verdict: claim.verdict().filter(|_| !blind),
            contested: claim.contested() && !blind,
            independent_origins: standing.origins.low,
            record_sha256: claim.record_sha256(),
            piece_title: reader.piece(reader.row_of(claim.piece)?)?.title,
            comparisons: compare::compare(reader, claim)?,
            standing,
            ownership: stake::answers(reader, claim)?,
            claim: shown,
            sources,
            timeline,
            ties: Ties::gather(reader, claim, onlooker)?,
            blind,
        })
    }

    /// Lists the events of a claim, but for those that tell what the onlooker is to judge without.
    pub fn timeline(reader: Reader, claim: &Claim, onlooker: Option<&str>) -> Result<Vec<Step>> {
        let blind = onlooker.is_some_and(|name| claim.blind_for(name));
        let hidden = |record: &Record| blind && Some(record.actor.as_str()) != onlooker && tells_a_verdict(record);
        let records = reader.claim_records(claim.recorded.row)?;
        let mut changes = amendments(&records);
        let taken_back = |record: &Record| claim.taken_back.iter().any(|back| back.act == record.id);
        let mut step = |record: &Record| Step {
            changes: changes.remove(&record.id).unwrap_or_default(),
            taken_back: taken_back(record),
            ..step(record)
        };
        Ok(records.iter().filter(|record| !hidden(record)).map(&mut step).collect())
    }
}

impl Ties {
    /// Gathers what is known, leaving out what the onlooker is to judge without.
    pub fn gather(reader: Reader, claim: &Claim, onlooker: Option<&str>) -> Result<Self> {
        let row = claim.recorded.row;
        let (rests_on, carried_by) = depend::neighbours(reader, row)?;
        Ok(Self {
            support: lineage::side(reader, claim, &[Stance::Supports])?,
            circular: lineage::side(reader, claim, Stance::ALL)?.circular,
            rests_on,
            carried_by,
            doubt: seen_doubt(claim, onlooker),
            in_doubt: depend::doubts(reader, row, onlooker)?,
        })
    }
}

/// Leaves out of a list the verdict that the onlooker is to judge without.
pub fn unseen(reader: Reader, listed: Listed, onlooker: Option<&str>) -> Result<Listed> {
    let Some(onlooker) = onlooker.filter(|_| listed.verdict.is_some() || listed.contested) else { return Ok(listed) };
    match reader.claim(listed.row)?.blind_for(onlooker) {
        true => Ok(Listed { verdict: None, contested: false, ..listed }),
        false => Ok(listed),
    }
}

/// Says whether a record could tell its reader what somebody found.
pub fn tells_a_verdict(record: &Record) -> bool {
    let kind = record.event.kind();
    matches!(
        kind,
        "claim.checked"
            | "evidence.attached"
            | "verdicts.resolved"
            | "claim.noted"
            | "claim.returned"
            | "second_check.requested"
    )
}

fn step(record: &Record) -> Step {
    Step {
        event: record.id,
        time: record.time,
        actor: record.actor.clone(),
        kind: record.event.kind(),
        text: record.main_words(),
        changes: Vec::new(),
        taken_back: false,
    }
}

/// Gives the paragraph in which a claim stands, cut before and after its words; nothing where it stands in no draft.
pub fn place(reader: Reader, claim: &Claim) -> Result<Option<(String, String, String)>> {
    let (Some(draft), Some(span)) = (claim.draft, claim.spans.first()) else { return Ok(None) };
    let draft = reader.draft(reader.row_of(draft)?)?;
    let document = documents::document(reader, &draft)?;
    let block = document.blocks.iter().find(|block| block.span.start <= span.start && span.start < block.span.end);
    let (from, to) = block.map_or((span.start, span.end), |block| (block.span.start, block.span.end.max(span.end)));
    let cut = |from: u64, to: u64| document.text.get(from as usize..to as usize).unwrap_or_default().to_string();
    Ok(Some((cut(from, span.start), cut(span.start, span.end), cut(span.end, to))))
}
