//! The dossier as one JSON document, in a shape of its own that `docs/schema/dossier.schema.json` describes.
//!
//! Every field is always there, null where nothing was given or the text is withheld. Nothing of how the casebook
//! keeps things shows: no row, no derived key. The document is written as it is made, claim by claim.

mod claim;
mod evidence;
mod reason;
mod source;

use super::dossier::{Dossier, DossierDraft, Uncovered};
use crate::error::{Error, Result};
use crate::tally::Tally;
use formats::ingest::{Block, Kind};
use record::model::event::{Policy, Span};
use record::model::id::Id;
use record::model::mark::{Mark, Remark};
use record::model::quantity::Quantity;
use record::model::stake::Stake;
use record::model::time::{Day, Moment};
use record::model::words::{Basis, Change, Comparator};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

/// The version of the shape that is written.
pub const VERSION: u32 = 1;

/// What the `kind` of the document says.
pub const KIND: &str = "dossier";

/// Writes the document; the same dossier gives the same bytes.
pub fn render(dossier: &Dossier, out: &mut dyn Write) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let failed = |error: serde_json::Error| Error::Output(error.into());
    serde_json::to_writer_pretty(&mut out, &Document::of(dossier)).map_err(failed)?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(Error::Output)
}

#[derive(Serialize)]
struct Document<'a> {
    tickmark: u32,
    kind: &'static str,
    revealed: bool,
    updated: Option<Moment>,
    piece: PieceShape<'a>,
    counts: Counts,
    policy: Policy,
    draft: Option<DraftShape<'a>>,
    #[serde(serialize_with = "claims")]
    claims: &'a Dossier,
    #[serde(serialize_with = "sources")]
    sources: &'a Dossier,
    #[serde(serialize_with = "captures")]
    captures: &'a Dossier,
    uncovered: &'a [Uncovered],
    stakes: Vec<StakeShape<'a>>,
    logs: Vec<LogShape<'a>>,
}

fn claims<S: Serializer>(dossier: &&Dossier, out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_seq(dossier.claims.iter().map(claim::ClaimShape::of))
}

fn sources<S: Serializer>(dossier: &&Dossier, out: S) -> std::result::Result<S::Ok, S::Error> {
    let mut cited: Vec<_> = dossier.sources.values().collect();
    cited.sort_by_key(|cited| cited.number);
    out.collect_seq(cited.into_iter().map(source::SourceShape::of))
}

fn captures<S: Serializer>(dossier: &&Dossier, out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_seq(dossier.captures.iter().map(source::CaptureShape::of))
}

impl<'a> Document<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        Self {
            tickmark: VERSION,
            kind: KIND,
            revealed: dossier.revealed,
            updated: dossier.updated,
            piece: PieceShape::of(dossier),
            counts: Counts::of(dossier),
            policy: dossier.policy,
            draft: dossier.draft.as_ref().map(DraftShape::of),
            claims: dossier,
            sources: dossier,
            captures: dossier,
            uncovered: &dossier.uncovered,
            stakes: dossier.stakes.iter().map(StakeShape::of).collect(),
            logs: dossier.logs.iter().map(|(origin, actor, size)| LogShape { origin, actor, size: *size }).collect(),
        }
    }
}

#[derive(Serialize)]
struct PieceShape<'a> {
    id: Id,
    title: &'a Option<String>,
    byline: &'a Option<String>,
    publisher: &'a Option<String>,
    address: &'a Option<String>,
    external_id: &'a Option<String>,
    due: &'a Option<String>,
}

impl<'a> PieceShape<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        let record::model::entities::Piece { id, title, byline, publisher, address, external_id, due, row: _ } =
            &dossier.piece;
        Self { id: *id, title, byline, publisher, address, external_id, due }
    }
}

#[derive(Serialize)]
struct Counts {
    claims: usize,
    by_status: BTreeMap<&'static str, usize>,
    by_standing: BTreeMap<&'static str, usize>,
    evidence_despite: usize,
    by_verdict: BTreeMap<&'static str, usize>,
    contested: usize,
    evidence: usize,
    sources: usize,
    captures: usize,
    uncovered: usize,
}

impl Counts {
    fn of(dossier: &Dossier) -> Self {
        let tally = Tally::of(dossier);
        let (mut by_status, mut by_verdict) = (BTreeMap::new(), BTreeMap::new());
        for entry in &dossier.claims {
            *by_status.entry(entry.status.word()).or_default() += 1;
            if let Some(verdict) = entry.verdict {
                *by_verdict.entry(verdict.word()).or_default() += 1;
            }
        }
        Self {
            claims: dossier.claims.len(),
            by_status,
            by_standing: tally.holds.iter().map(|(hold, count)| (hold.word(), *count)).collect(),
            evidence_despite: tally.evidence_despite,
            by_verdict,
            contested: dossier.claims.iter().filter(|entry| entry.contested).count(),
            evidence: dossier.claims.iter().map(|entry| entry.claim.evidence.len()).sum(),
            sources: dossier.sources.len(),
            captures: dossier.captures.len(),
            uncovered: dossier.uncovered.len(),
        }
    }
}

#[derive(Serialize)]
struct DraftShape<'a> {
    id: Id,
    name: &'a Option<String>,
    format: &'a Option<String>,
    bytes: u64,
    sha256: &'a Option<String>,
    text_sha256: &'a Option<String>,
    warnings: &'a [String],
    text: &'a str,
    #[serde(serialize_with = "blocks")]
    blocks: &'a [Block],
}

impl<'a> DraftShape<'a> {
    fn of(draft: &'a DossierDraft) -> Self {
        let (kept, document) = (&draft.draft, &draft.document);
        Self {
            id: kept.id,
            name: &kept.name,
            format: &kept.format,
            bytes: kept.bytes,
            sha256: &kept.sha256,
            text_sha256: &kept.text_sha256,
            warnings: &document.warnings,
            text: &document.text,
            blocks: &document.blocks,
        }
    }
}

fn blocks<S: Serializer>(blocks: &&[Block], out: S) -> std::result::Result<S::Ok, S::Error> {
    out.collect_seq(blocks.iter().map(BlockShape::of))
}

#[derive(Serialize)]
struct BlockShape {
    kind: &'static str,
    start: u64,
    end: u64,
    page: Option<u32>,
    table: Option<u32>,
    row: Option<u32>,
    column: Option<u32>,
}

impl BlockShape {
    fn of(block: &Block) -> Self {
        let (kind, table, row, column) = match block.kind {
            Kind::Heading => ("heading", None, None, None),
            Kind::Paragraph => ("paragraph", None, None, None),
            Kind::List => ("list", None, None, None),
            Kind::TableCell { table, row, column } => ("table-cell", Some(table), Some(row), Some(column)),
            Kind::TableRow { table, row } => ("table-row", Some(table), Some(row), None),
            Kind::Footnote => ("footnote", None, None, None),
            Kind::Caption => ("caption", None, None, None),
            Kind::Outside => ("outside", None, None, None),
        };
        let Span { start, end } = block.span;
        Self { kind, start, end, page: block.page, table, row, column }
    }
}

#[derive(Serialize)]
struct StakeShape<'a> {
    id: Id,
    owner: &'a str,
    owned: &'a str,
    evidence: &'a Option<String>,
    figure: QuantityShape<'a>,
}

impl<'a> StakeShape<'a> {
    fn of(stake: &'a Stake) -> Self {
        let figure = QuantityShape::of_figure(&stake.figure);
        Self { id: stake.id, owner: &stake.owner, owned: &stake.owned, evidence: &stake.evidence, figure }
    }
}

#[derive(Serialize)]
struct LogShape<'a> {
    origin: &'a str,
    actor: &'a Option<String>,
    size: u64,
}

/// Who recorded something, when, and in which event.
#[derive(Serialize)]
struct MarkShape<'a> {
    id: Id,
    actor: &'a str,
    time: Moment,
}

impl<'a> MarkShape<'a> {
    fn of(mark: &'a Mark) -> Self {
        Self { id: mark.id, actor: &mark.actor, time: mark.time }
    }
}

/// A text with its mark.
#[derive(Serialize)]
struct RemarkShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    text: &'a str,
}

impl<'a> RemarkShape<'a> {
    fn of(remark: &'a Remark) -> Self {
        Self { mark: MarkShape::of(&remark.mark), text: &remark.text }
    }
}

/// A figure with its words.
#[derive(Serialize)]
struct QuantityShape<'a> {
    comparator: Comparator,
    amount: Option<String>,
    upper: Option<String>,
    unit: Option<&'a str>,
    subject: Option<&'a str>,
    metric: Option<&'a str>,
    from: Option<Day>,
    to: Option<Day>,
    basis: Option<Basis>,
    change: Option<Change>,
}

impl<'a> QuantityShape<'a> {
    fn of(quantity: &'a Quantity) -> Self {
        Self {
            unit: quantity.unit.as_deref(),
            subject: quantity.subject.as_deref(),
            metric: quantity.metric.as_deref(),
            ..Self::of_figure(&quantity.figure)
        }
    }

    fn of_figure(figure: &record::model::quantity::Figure) -> Self {
        Self {
            comparator: figure.comparator,
            amount: figure.amount.map(|amount| amount.to_string()),
            upper: figure.upper.map(|upper| upper.to_string()),
            unit: None,
            subject: None,
            metric: None,
            from: figure.from,
            to: figure.to,
            basis: figure.basis,
            change: figure.change,
        }
    }
}
