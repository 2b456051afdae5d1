//! Coverage of a draft: which of its figures, dates, names, titles and quotations are inside a claim, and which not.

use super::add;
use super::decided::{decides, places_of};
use crate::output::write_file;
use crate::piece;
use formats::ingest::Document;
pub use language::text::cover::percent;
use language::text::cover::{self, Checkable, Claimed, PartKind, Tally};
use language::text::lines::{Lines, Region};
use language::text::window::shown;
use language::text::{Language, OutOfScope};
use record::model::claim::Claim;
use record::model::event::Span;
use record::model::id::Id;
use record::model::time::Moment;
use record::model::words::{Priority, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use store::Reader;
use store::casebook::Casebook;
use store::dismissed::Dismissal;
use store::error::Result;

/// How much of the latest draft of a piece is inside claims.
#[derive(Clone, Debug, Serialize)]
pub struct Covering {
    pub piece: Id,
    pub draft: Id,
    /// The name of the draft's file, where it is known.
    pub draft_name: Option<String>,
    /// `en` or `es`: in which language the draft was read.
    pub language: &'static str,
    #[serde(flatten)]
    pub total: Tally,
    /// The share that is covered, in whole per cent, rounded down.
    pub percent: u8,
    pub by_kind: BTreeMap<PartKind, Tally>,
    pub by_priority: BTreeMap<Priority, Tally>,
    /// How far the claims have come that parts are inside of.
    pub by_status: BTreeMap<Status, StatusShare>,
    /// What is in no claim: the costliest first, then in the order of the text.
    pub uncovered: Vec<Spot>,
    /// Of what is in no claim, what somebody decided to be none, with a reason; in the order of the text.
    pub decided: Vec<Decided>,
    /// What is inside a claim, in the order of the text.
    pub inside: Vec<Spot>,
    /// Sentences of opinion, prediction and instruction.
    pub out_of_scope: Vec<Beyond>,
    /// How many parts of an overlong draft are only counted: as parts of high priority that are in no claim.
    pub unlisted: usize,
}

/// How many parts are inside claims of one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StatusShare {
    pub parts: usize,
    /// Of all parts of the draft, rounded down.
    pub percent: u8,
}

/// A part of the draft of which somebody decided that it makes no claim to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    #[serde(flatten)]
    pub spot: Spot,
    /// The event that decided it, by which it can be asked for again.
    pub dismissal: Id,
    pub actor: String,
    pub time: Moment,
    pub reason: String,
}

/// A part of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    #[serde(flatten)]
    pub region: Region,
    #[serde(skip)]
    pub span: Span,
    pub kind: PartKind,
    pub priority: Priority,
    pub text: String,
    /// Why an error in it would matter.
    pub why: String,
    /// The claim that it is inside of.
    pub claim: Option<Id>,
    pub status: Option<Status>,
}

/// A sentence that nobody can check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beyond {
    #[serde(flatten)]
    pub region: Region,
    /// opinion, prediction or instruction.
    pub scope: &'static str,
    pub text: String,
    pub reason: String,
}

/// The claims of a piece that are not cut, and the draft that they are held against.
pub(crate) struct Ground {
    pub piece: Id,
    pub draft: Id,
    pub draft_name: Option<String>,
    /// SHA-256 of the draft's file, in hexadecimal.
    pub sha256: Option<String>,
    pub document: Document,
    pub claims: Vec<Claim>,
    /// The dismissals that decide something, with who and when.
    pub decisions: Vec<(Dismissal, String, Moment)>,
}

impl Ground {
    /// Reads the latest draft of a piece and folds its claims.
    pub fn read(reader: Reader, of: Option<&str>) -> Result<Self> {
        let found = piece(reader, of)?;
        let (draft, document) = add::latest(reader, found.row)?;
        let claims = reader.live_claims(found.row)?.into_iter().map(|row| reader.claim(row)).collect::<Result<_>>()?;
        let deciding = reader.dismissals(found.row)?.into_iter().filter(decides).map(|dismissal| {
            let record = reader.record(dismissal.row)?;
            Ok((dismissal, record.actor, record.time))
        });
        let decisions = deciding.collect::<Result<_>>()?;
        let (draft, draft_name, sha256) = (draft.id, draft.name, draft.sha256);
        Ok(Self { piece: found.id, draft, draft_name, sha256, document, claims, decisions })
    }

    /// Gives the places of a claim in the draft; none where it is tied to another draft or to none.
    pub fn spans(&self, claim: &Claim) -> Vec<Range<usize>> {
        let here = claim.draft == Some(self.draft);
        let spans = claim.spans.iter().filter(|_| here);
        spans.map(|span| span.start as usize..span.end as usize).collect()
    }

    /// Says how much of the draft is inside the claims.
    pub fn covering(&self) -> Covering {
        let text = &self.document.text;
        let Checkable { language, mut parts, out_of_scope, left } = cover::checkable(text, None);
        parts.retain(|part| self.is_body(&part.span));
        let claimed = |claim: &Claim| Claimed { spans: self.spans(claim), status: claim.status() };
        let claims: Vec<Claimed> = self.claims.iter().map(claimed).collect();
        let of_each = |(at, (dismissal, ..)): (usize, &(Dismissal, String, Moment))| {
            places_of(text, dismissal).into_iter().map(move |span| (at, span))
        };
        let (whose, places): (Vec<usize>, Vec<Range<usize>>) =
            self.decisions.iter().enumerate().flat_map(of_each).unzip();
        let mut coverage = cover::coverage(&parts, &claims, &places);
        coverage.count_unlisted(left);
        let lines = Lines::of(text);
        let spots = parts.into_iter().zip(coverage.holders).map(|(part, holder)| Spot {
            region: lines.region(&part.span),
            span: Span { start: part.span.start as u64, end: part.span.end as u64 },
            kind: part.kind,
            priority: part.priority,
            text: shown(text, &part.span).to_string(),
            why: part.why,
            claim: holder.map(|at| self.claims[at].recorded.id),
            status: holder.map(|at| claims[at].status),
        });
        let (mut inside, mut uncovered, mut decided) = (Vec::new(), Vec::new(), Vec::new());
        for (spot, decision) in spots.zip(&coverage.decisions) {
            match decision {
                Some(at) => decided.push(self.decided(spot, whose[*at])),
                None if spot.claim.is_some() => inside.push(spot),
                None => uncovered.push(spot),
            }
        }
        uncovered.sort_by_key(|spot| spot.priority);
        let all = coverage.total.parts;
        let share = |(status, parts)| (status, StatusShare { parts, percent: percent(parts, all).unwrap_or(0) });
        Covering {
            piece: self.piece,
            draft: self.draft,
            draft_name: self.draft_name.clone(),
            language: if language == Language::Spanish { "es" } else { "en" },
            total: coverage.total,
            percent: coverage.total.percent(),
            by_kind: coverage.by_kind,
            by_priority: coverage.by_priority,
            by_status: coverage.by_status.into_iter().map(share).collect(),
            uncovered,
            decided,
            inside,
            out_of_scope: out_of_scope.into_iter().map(|sentence| beyond(text, &lines, sentence)).collect(),
            unlisted: left,
        }
    }

    fn decided(&self, spot: Spot, at: usize) -> Decided {
        let (dismissal, actor, time) = &self.decisions[at];
        let reason = dismissal.reason.clone().unwrap_or_default();
        Decided { spot, dismissal: dismissal.id, actor: actor.clone(), time: *time, reason }
    }

    /// Says whether a stretch belongs to what is read, and not to the fields at the top of a Markdown file.
    fn is_body(&self, span: &Range<usize>) -> bool {
        let blocks = &self.document.blocks;
        let after = blocks.partition_point(|block| block.span.end <= span.start as u64);
        blocks.is_empty() || blocks.get(after).is_some_and(|block| block.span.start < span.end as u64)
    }
}

fn beyond(text: &str, lines: &Lines, sentence: OutOfScope) -> Beyond {
    let OutOfScope { span, kind, reason } = sentence;
    Beyond { region: lines.region(&span), scope: kind.word(), text: shown(text, &span).to_string(), reason }
}

/// Says how much of the latest draft of a piece is inside claims.
pub fn covering(reader: Reader, of: Option<&str>) -> Result<Covering> {
    reader.at_one_moment(|reader| Ok(Ground::read(reader, of)?.covering()))
}

/// Writes the coverage of a draft in the form of lcov; over another file only by force.
pub fn write_lcov(casebook: &Casebook, covering: &Covering, path: &str, to: &Path, force: bool) -> Result<()> {
    let open = covering.uncovered.iter().map(|spot| (spot.region.line, false));
    let done = covering.inside.iter().chain(covering.decided.iter().map(|decided| &decided.spot));
    let lines = done.map(|spot| (spot.region.line, true)).chain(open);
    write_file(casebook, to, force, report::lcov::lcov(path, lines).as_bytes())
}
