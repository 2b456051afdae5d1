//! Gathering all that reports tell of a piece.

use crate::claims::standing::standing;
use crate::drafts::coverage::Ground;
use crate::evidence::{compare, stake};
use crate::piece;
use record::model::claim::Claim;
use record::model::entities::Origin;
use record::model::mark::Mark;
use record::model::record::Record;
use record::model::stake::Stake;
use record::model::time::Day;
use record::model::words::Status;
use report::dossier::{CitedSource, Comparison, Dossier, DossierDraft, Entry, Step, Uncovered};
use std::collections::{BTreeMap, BTreeSet};
use store::error::{Error, Result};
use store::find::Found;
use store::{Access, Reader};

/// Gathers the dossier of a piece as things stand; what is confidential is left out unless the reader reveals it.
pub fn gather(reader: Reader, reference: Option<&str>) -> Result<Dossier> {
    reader.at_one_moment(|reader| gather_now(reader, reference))
}

/// Gathers it inside a reading that is of one moment already.
pub fn gather_now(reader: Reader, reference: Option<&str>) -> Result<Dossier> {
    let found = piece(reader, reference)?;
    let draft = reader.drafts(found.row)?.pop();
    let Some(draft) = draft else {
        return put_together(reader, &found, None, Vec::new(), entries(reader, &found, None)?);
    };
    let ground = Ground::read(reader, Some(&found.id.hex()))?;
    let drafted = DossierDraft { draft, document: ground.document.clone() };
    // Reading the whole text takes about as long as folding all claims again.
    let (covering, entries) = std::thread::scope(|scope| {
        let covering = scope.spawn(|| ground.covering());
        let entries = entries(reader, &found, Some(&drafted));
        (covering.join().expect("the thread that reads the text does not panic"), entries)
    });
    let uncovered = covering.uncovered.into_iter().map(|spot| Uncovered {
        line: spot.region.line,
        column: spot.region.column,
        kind: spot.kind.to_string(),
        text: spot.text,
        why: spot.why,
    });
    put_together(reader, &found, Some(drafted), uncovered.collect(), entries?)
}

/// Folds every claim of a piece, in the order of the text, those without a place in it last.
fn entries(reader: Reader, piece: &Found, draft: Option<&DossierDraft>) -> Result<Vec<Entry>> {
    let (mut claims, as_of) = (Vec::new(), last_day(reader)?);
    for row in reader.claims_of_piece(piece.row)? {
        claims.push(entry(reader, draft, row, as_of)?);
    }
    claims.sort_by_key(|entry| entry.spans.first().map_or((1, 0), |span| (0, span.start)));
    for (at, entry) in claims.iter_mut().enumerate() {
        entry.number = at + 1;
    }
    Ok(claims)
}

/// Gives the day of the last event: what a report says follows from the record, and not from when it is made.
pub(crate) fn last_day(reader: Reader) -> Result<Day> {
    Ok(reader.record(reader.event_count()?)?.time.day())
}

fn put_together(
    reader: Reader,
    found: &Found,
    draft: Option<DossierDraft>,
    uncovered: Vec<Uncovered>,
    claims: Vec<Entry>,
) -> Result<Dossier> {
    let sources = sources(reader, &claims)?;
    let mut captures = Vec::new();
    for source in sources.values() {
        captures.extend(reader.captures(Some(source.source.row))?);
    }
    let updated = claims.iter().map(|entry| entry.claim.updated.time).max();
    let logs = reader.logs()?.into_iter().map(|log| (log.origin, log.actor, log.size)).collect();
    let mut stakes: Vec<Stake> = reader.stakes()?.into_iter().filter(|stake| !stake.withdrawn).collect();
    if reader.pieces()?.len() > 1 {
        keep_named(&mut stakes, &claims);
    }
    Ok(Dossier {
        piece: reader.piece(found.row)?,
        draft,
        claims,
        sources,
        captures,
        uncovered,
        stakes,
        policy: reader.policy()?,
        logs,
        updated,
        revealed: reader.sight() == Access::Whole,
    })
}

/// Leaves out the stakes of companies that the piece has nothing to do with: none of its claims names one, or another that
/// stakes tie to it.
fn keep_named(stakes: &mut Vec<Stake>, claims: &[Entry]) {
    let said: Vec<String> =
        claims.iter().filter_map(|entry| Some(entry.claim.statement.as_ref()?.to_lowercase())).collect();
    let names = stakes.iter().flat_map(|stake| [&stake.owner, &stake.owned]);
    let named = |name: &&String| said.iter().any(|words| words.contains(&name.to_lowercase()));
    let mut tied: BTreeSet<String> = names.filter(named).cloned().collect();
    loop {
        let reached = |stake: &&Stake| tied.contains(&stake.owner) != tied.contains(&stake.owned);
        let Some(next) = stakes.iter().find(reached) else { break };
        let ends = [next.owner.clone(), next.owned.clone()];
        tied.extend(ends);
    }
    stakes.retain(|stake| tied.contains(&stake.owner));
}

fn entry(reader: Reader, draft: Option<&DossierDraft>, row: i64, as_of: Day) -> Result<Entry> {
    let records = reader.claim_records(row)?;
    let claim = Claim::fold(&records).ok_or_else(|| Error::Damaged(format!("event {row} records no claim")))?;
    let here = draft.is_some_and(|draft| claim.draft == Some(draft.draft.id)) && claim.status() != Status::Cut;
    let spans = claim.spans.iter().filter(|_| here).map(|span| span.start as usize..span.end as usize).collect();
    let comparisons = compare::compare(reader, &claim)?.each.into_iter().map(|compared| Comparison {
        evidence: compared.evidence,
        answer: compared.answer,
        reason: compared.reason,
        working: compared.working,
    });
    let standing = standing(reader, &claim, as_of)?;
    let answers = stake::answers(reader, &claim)?;
    let ownership = answers.iter().map(|answer| format!("{} in {}: {}", answer.owner, answer.company, answer.majority));
    let timeline = records.iter().map(step).collect();
    Ok(Entry {
        number: 0,
        status: claim.status(),
        verdict: claim.verdict(),
        contested: claim.contested(),
        record_sha256: claim.record_sha256(),
        spans,
        standing,
        comparisons: comparisons.collect(),
        ownership: ownership.collect(),
        timeline,
        claim,
    })
}

fn step(record: &Record) -> Step {
    Step { mark: Mark::of(record), kind: record.event.kind(), text: record.main_words() }
}

fn sources(reader: Reader, claims: &[Entry]) -> Result<BTreeMap<String, CitedSource>> {
    let mut sources = BTreeMap::new();
    for id in claims.iter().flat_map(|entry| &entry.claim.evidence).flat_map(|evidence| evidence.sources()) {
        if sources.contains_key(&id.hex()) {
            continue;
        }
        let source = reader.source(reader.row_of(id)?)?;
        let ultimate_origin = ultimate_origin(reader, source.row)?;
        let number = sources.len() + 1;
        sources.insert(id.hex(), CitedSource { number, source, ultimate_origin });
    }
    Ok(sources)
}

/// Says where a source's information comes from, in words that hold nothing of how the casebook counts its rows.
fn ultimate_origin(reader: Reader, source: i64) -> Result<String> {
    let descent = reader.descent(source)?;
    let named = |row: i64| Ok::<_, Error>(reader.id_of(row)?.short());
    if reader.sight() == Access::Discreet {
        for row in descent.rows(source) {
            // The name of an origin could tell whose words are kept back.
            if !reader.is_piece(row)? && reader.confidential_source(row)? {
                return Ok(format!("source {}", named(row)?));
            }
        }
    }
    Ok(match descent.end {
        Origin::Named(name) => name,
        Origin::Source(row) => format!("source {}", named(row)?),
        Origin::Circle(row) => format!("circle of {}", named(row)?),
        Origin::Piece(row) => format!("piece {}", named(row)?),
    })
}
