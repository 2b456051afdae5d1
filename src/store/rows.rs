//! The rows of the derived tables, as values that can be written and compared.

use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::mark::{Mark, Remark};
use record::model::quantity::Quantity;
use record::model::words::QuoteFault;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// A derived table: its statements, each over all its columns in order.
pub struct Table {
    pub name: &'static str,
    pub insert: &'static str,
    /// Reads the rows from one key to another, that one excluded, in the order of the key.
    pub select: &'static str,
    /// Reads the rows of one claim, in the order of the key.
    pub of_claim: &'static str,
    pub delete: &'static str,
}

macro_rules! placeholders {
    ($first:ident $(, $rest:ident)*) => { concat!("?", $(placeholders!(@one $rest),)*) };
    (@one $column:ident) => { ", ?" };
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident = $table:literal by $key:literal ($first:ident $(, $column:ident)* $(,)?)) => {
        $(#[$doc])*
        pub const $name: Table = Table {
            name: $table,
            insert: concat!(
                "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)* ") VALUES (",
                placeholders!($first $(, $column)*), ")"
            ),
            select: concat!(
                "SELECT ", stringify!($first), $(", ", stringify!($column),)* " FROM ", $table,
                " WHERE row >= ?1 AND row < ?2 ORDER BY row"
            ),
            of_claim: concat!(
                "SELECT ", stringify!($first), $(", ", stringify!($column),)* " FROM ", $table, " WHERE ", $key,
                " = ?1 ORDER BY row"
            ),
            delete: concat!("DELETE FROM ", $table, " WHERE ", $key, " = ?1"),
        };
    };
}

table!(CLAIM = "claim" by "row" (
    row, piece, status, priority, type, verdict, contested, assignee, draft, span_start, span_end, statement,
    comparator, amount, upper, unit, subject, metric, period_from, period_to, basis, change, external_id, due, signed_off_by,
    signed_off_at, updated, content_key, id, record_sha256,
));
table!(VERDICT = "verdict" by "claim" (row, claim, actor, verdict, blind, standing, settles, note, time));
table!(EVIDENCE = "evidence" by "claim" (
    row, claim, source, capture, stance, confidence, locator, quote, note, comparator, amount, upper, unit, subject,
    metric, period_from, period_to, basis, change, withdrawn, found, score, found_start, found_end, faults, speaker, cell,
    cell_text, as_of, good_until, formula, inputs, undermined,
));
table!(EVIDENCE_SOURCE = "evidence_source" by "claim" (row, claim, source));
table!(DEPENDENCY = "dependency" by "claim" (row, claim));
table!(QUERY = "query" by "claim" (
    row, claim, recipient, whom, question, asked_by, asked_at, answer, answered_by, answered_at,
));
table!(REPLY = "reply" by "claim" (
    row, claim, whom, about, until, asked_by, asked_at, answer, answered_by, answered_at,
));
table!(CORRECTION = "correction" by "claim" (row, claim, published, was, now, reason, actor, time));
table!(NOTE = "note" by "claim" (row, claim, actor, note, time, confidential));

table!(POLICY = "policy" by "row" (row, evidence, second_person));
table!(IMPORT = "import" by "row" (row, name, sha256, claims, evidence, sources));
table!(PIECE = "piece" by "row" (row, title, byline, publisher, address, external_id, due));
table!(DRAFT = "draft" by "row" (row, piece, bytes, name, format, sha256, text_sha256, layout_sha256));
table!(SOURCE = "source" by "row" (
    row, tier, confidential, medium, terms, title, publisher, author, address, published, language, origin, summary, external_id,
));
table!(SOURCE_LINK = "source_link" by "row" (row, source, derived_from, relation, note));
table!(SOURCE_TERMS = "source_terms" by "row" (row, source, confidential, terms, note));
table!(SOURCE_UNLINK = "source_unlink" by "row" (row, link, reason));
table!(CAPTURE = "capture" by "row" (
    row, source, again, method, confidential, bytes, name, media_type, sha256, text_sha256, layout_sha256,
    plain_sha256, tool, asked, answered, http_status, captured_at,
));
table!(CAPTURE_MISS = "capture_miss" by "row" (row, source, address, reason));
table!(STAKE = "stake" by "row" (
    row, owner, owned, comparator, percent, upper, period_from, period_to, evidence, source, note,
));
table!(STAKE_WITHDRAWAL = "stake_withdrawal" by "row" (row, stake, reason));
table!(SUGGESTION_DISMISSAL = "suggestion_dismissal" by "row" (
    row, piece, draft, span_start, span_end, exact, prefix, suffix, reason,
));
table!(SUGGESTION_RESTORATION = "suggestion_restoration" by "row" (row, dismissal, reason));
table!(WITNESSED_HEAD = "witnessed_head" by "row" (row, log, size, root));
table!(KEY_SUCCESSION = "key_succession" by "row" (row, log, successor, key));
table!(KEY_REVOCATION = "key_revocation" by "row" (row, log, key, size, by_log, reason));
table!(ERASURE = "erasure" by "row" (row, event, digests, files, reason));

/// The tables that hold what belongs to a claim, besides `claim` itself.
pub const PARTS: [&Table; PART_COUNT] =
    [&VERDICT, &EVIDENCE, &EVIDENCE_SOURCE, &QUERY, &REPLY, &CORRECTION, &NOTE, &DEPENDENCY];

/// How many tables hold what belongs to a claim.
pub const PART_COUNT: usize = 8;

/// The tables whose rows do not belong to a claim.
pub const SURROUNDINGS: [&Table; 18] = [
    &POLICY,
    &IMPORT,
    &PIECE,
    &DRAFT,
    &SOURCE,
    &SOURCE_TERMS,
    &SOURCE_LINK,
    &SOURCE_UNLINK,
    &CAPTURE,
    &CAPTURE_MISS,
    &STAKE,
    &STAKE_WITHDRAWAL,
    &SUGGESTION_DISMISSAL,
    &SUGGESTION_RESTORATION,
    &WITNESSED_HEAD,
    &KEY_SUCCESSION,
    &KEY_REVOCATION,
    &ERASURE,
];

/// The combination under which the board counts a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Facet {
    pub piece: i64,
    pub status: i64,
    pub priority: i64,
    pub claim_type: i64,
    /// -1 where there is none.
    pub verdict: i64,
    pub contested: i64,
    /// Empty where there is none.
    pub assignee: String,
}

/// Everything that the derived tables hold of one claim.
#[derive(Debug, PartialEq)]
pub struct ClaimRows {
    pub claim: Vec<Value>,
    /// In the order of [`PARTS`].
    pub parts: [Vec<Vec<Value>>; PART_COUNT],
}

/// Positions in a row of `claim` that are read back.
pub const STATEMENT: usize = 11;

impl ClaimRows {
    /// Lays out a claim; `row_of` finds the row of what an id stands for.
    pub fn of(claim: &Claim, mut row_of: impl FnMut(Id) -> Option<i64>) -> Self {
        let parts = [
            verdicts(claim),
            evidence(claim, &mut row_of),
            evidence_sources(claim, &mut row_of),
            queries(claim),
            replies(claim),
            corrections(claim),
            notes(claim),
            dependencies(claim, &mut row_of),
        ];
        Self { claim: claim_row(claim, row_of), parts }
    }

    /// Gives the combination under which the board counts the claim.
    pub fn facet(&self) -> Facet {
        facet(&self.claim)
    }
}

/// Reads the combination from a row of `claim`.
pub fn facet(row: &[Value]) -> Facet {
    let number = |at: usize| if let Value::Integer(number) = row[at] { number } else { -1 };
    let assignee = if let Value::Text(name) = &row[7] { name.clone() } else { String::new() };
    Facet {
        piece: number(1),
        status: number(2),
        priority: number(3),
        claim_type: number(4),
        verdict: number(5),
        contested: number(6),
        assignee,
    }
}

pub(super) fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::Text(text.to_string()))
}

pub(super) fn shown(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.to_string()))
}

fn number(value: Option<i64>) -> Value {
    value.map_or(Value::Null, Value::Integer)
}

fn word(word: &str) -> Value {
    Value::Text(word.to_string())
}

fn claim_row(claim: &Claim, mut row_of: impl FnMut(Id) -> Option<i64>) -> Vec<Value> {
    let span = claim.spans.first();
    let [comparator, amount, upper, unit, subject, metric, from, to, basis, change] = quantity(claim.quantity.as_ref());
    let signed_off = claim.sign_off.as_ref().map(|sign_off| &sign_off.mark);
    vec![
        Value::Integer(claim.recorded.row),
        Value::Integer(row_of(claim.piece).unwrap_or(-1)),
        Value::Integer(claim.status().code()),
        Value::Integer(claim.priority.code()),
        Value::Integer(claim.claim_type.code()),
        Value::Integer(claim.verdict().map_or(-1, |verdict| verdict.code())),
        Value::Integer(claim.contested().into()),
        word(claim.assignee.as_deref().unwrap_or_default()),
        number(claim.draft.and_then(row_of)),
        number(span.map(|span| span.start as i64)),
        number(span.map(|span| span.end as i64)),
        text(claim.statement.as_deref()),
        comparator,
        amount,
        upper,
        unit,
        subject,
        metric,
        from,
        to,
        basis,
        change,
        text(claim.external_id.as_deref()),
        shown(claim.due),
        text(signed_off.map(|mark| mark.actor.as_str())),
        shown(signed_off.map(|mark| mark.time)),
        Value::Integer(claim.updated.row),
        Value::Integer(claim.content_key),
        Value::Blob(claim.recorded.id.0.to_vec()),
        Value::Blob(claim.record_sha256().0.to_vec()),
    ]
}

fn quantity(quantity: Option<&Quantity>) -> [Value; 10] {
    let figure = quantity.map(|quantity| &quantity.figure);
    [
        text(figure.map(|figure| figure.comparator.word())),
        shown(figure.and_then(|figure| figure.amount)),
        shown(figure.and_then(|figure| figure.upper)),
        text(quantity.and_then(|quantity| quantity.unit.as_deref())),
        text(quantity.and_then(|quantity| quantity.subject.as_deref())),
        text(quantity.and_then(|quantity| quantity.metric.as_deref())),
        shown(figure.and_then(|figure| figure.from)),
        shown(figure.and_then(|figure| figure.to)),
        text(figure.and_then(|figure| figure.basis).map(|basis| basis.word())),
        text(figure.and_then(|figure| figure.change).map(|change| change.word())),
    ]
}

fn verdicts(claim: &Claim) -> Vec<Vec<Value>> {
    let row = |mark: &Mark, verdict: &str, flags: [bool; 3], note: &Option<String>| {
        let [blind, standing, settles] = flags.map(|flag| Value::Integer(flag.into()));
        let (row, claim) = (Value::Integer(mark.row), Value::Integer(claim.recorded.row));
        let (actor, time) = (word(&mark.actor), shown(Some(mark.time)));
        vec![row, claim, actor, word(verdict), blind, standing, settles, text(note.as_deref()), time]
    };
    let settled_now = claim.standing_resolution().is_some();
    let checks = claim.checks.iter().map(|check| {
        row(
            &check.mark,
            check.verdict.word(),
            [check.blind, !(check.replaced || check.settled && settled_now), false],
            &check.note,
        )
    });
    let resolution = claim
        .resolution
        .iter()
        .map(|settled| row(&settled.mark, settled.verdict.word(), [false, !settled.outdated, true], &settled.note));
    in_order(checks.chain(resolution))
}

fn evidence(claim: &Claim, row_of: &mut impl FnMut(Id) -> Option<i64>) -> Vec<Vec<Value>> {
    let mut row = |evidence: &Evidence| {
        let mut row = vec![
            Value::Integer(evidence.mark.row),
            Value::Integer(claim.recorded.row),
            number(evidence.source.map(|source| row_of(source).unwrap_or(-1))),
            number(evidence.capture.and_then(&mut *row_of)),
            word(evidence.stance.word()),
            text(evidence.confidence.map(|confidence| confidence.word())),
            text(evidence.locator.as_deref()),
            text(evidence.quote.as_deref()),
            text(evidence.note.as_deref()),
        ];
        row.extend(quantity(evidence.quantity.as_ref()));
        row.push(text(evidence.withdrawn.as_ref().map(|remark| remark.text.as_str())));
        row.extend(proof(evidence));
        row
    };
    in_order(claim.evidence.iter().map(&mut row))
}

/// Lays out how far the program itself stands behind a piece of evidence.
fn proof(evidence: &Evidence) -> [Value; 13] {
    let passage = evidence.passage.as_ref();
    let words = |faults: &Vec<QuoteFault>| faults.iter().map(|fault| fault.word()).collect::<Vec<_>>().join(" ");
    let faults = passage.map(|passage| words(&passage.faults));
    let derivation = evidence.derivation.as_ref();
    let inputs = derivation.map(|derivation| derivation.inputs.iter().map(Id::hex).collect::<Vec<_>>().join(" "));
    [
        text(passage.map(|passage| passage.r#match.word())),
        number(passage.map(|passage| passage.score.into())),
        number(passage.map(|passage| passage.start as i64)),
        number(passage.map(|passage| passage.end as i64)),
        text(faults.as_deref()),
        text(evidence.speaker.as_deref()),
        text(evidence.cell.as_ref().map(|cell| cell.address.as_str())),
        text(evidence.cell.as_ref().map(|cell| cell.text.as_str())),
        shown(evidence.as_of),
        shown(evidence.good_until),
        text(derivation.and_then(|derivation| derivation.formula.as_deref())),
        text(inputs.as_deref()),
        shown(derivation.and_then(|derivation| derivation.undermined)),
    ]
}

fn evidence_sources(claim: &Claim, row_of: &mut impl FnMut(Id) -> Option<i64>) -> Vec<Vec<Value>> {
    let derived = claim.evidence.iter().filter_map(|evidence| Some((evidence.mark.row, evidence.derivation.as_ref()?)));
    let pairs = derived.flat_map(|(row, derivation)| derivation.sources.iter().map(move |source| (row, *source)));
    let pairs: BTreeSet<_> = pairs.filter_map(|(row, source)| Some((row, row_of(source)?))).collect();
    let row = |(row, source): (i64, i64)| [row, claim.recorded.row, source].map(Value::Integer).to_vec();
    pairs.into_iter().map(row).collect()
}

fn dependencies(claim: &Claim, row_of: &mut impl FnMut(Id) -> Option<i64>) -> Vec<Vec<Value>> {
    let mut rows: Vec<_> = claim.depends_on.iter().filter_map(|on| row_of(*on)).collect();
    rows.sort_unstable();
    rows.into_iter().map(|row| [row, claim.recorded.row].map(Value::Integer).to_vec()).collect()
}

fn queries(claim: &Claim) -> Vec<Vec<Value>> {
    in_order(claim.queries.iter().map(|query| {
        let mut row = vec![
            Value::Integer(query.mark.row),
            Value::Integer(claim.recorded.row),
            word(query.to.word()),
            text(query.whom.as_deref()),
            word(&query.question),
        ];
        row.extend(asked(&query.mark, query.answer.as_ref()));
        row
    }))
}

fn replies(claim: &Claim) -> Vec<Vec<Value>> {
    in_order(claim.replies.iter().map(|reply| {
        let mut row = vec![
            Value::Integer(reply.mark.row),
            Value::Integer(claim.recorded.row),
            word(&reply.whom),
            text(reply.about.as_deref()),
            shown(reply.until),
        ];
        row.extend(asked(&reply.mark, reply.answer.as_ref()));
        row
    }))
}

fn asked(mark: &Mark, answer: Option<&Remark>) -> [Value; 5] {
    [
        word(&mark.actor),
        shown(Some(mark.time)),
        text(answer.map(|answer| answer.text.as_str())),
        text(answer.map(|answer| answer.mark.actor.as_str())),
        shown(answer.map(|answer| answer.mark.time)),
    ]
}

fn corrections(claim: &Claim) -> Vec<Vec<Value>> {
    in_order(claim.corrections.iter().map(|correction| {
        vec![
            Value::Integer(correction.mark.row),
            Value::Integer(claim.recorded.row),
            shown(Some(correction.published)),
            word(&correction.was),
            word(&correction.now),
            text(correction.reason.as_deref()),
            word(&correction.mark.actor),
            shown(Some(correction.mark.time)),
        ]
    }))
}

fn notes(claim: &Claim) -> Vec<Vec<Value>> {
    in_order(claim.notes.iter().map(|note| {
        let Remark { mark, text } = &note.remark;
        vec![
            Value::Integer(mark.row),
            Value::Integer(claim.recorded.row),
            word(&mark.actor),
            word(text),
            shown(Some(mark.time)),
            Value::Integer(note.confidential.into()),
        ]
    }))
}

/// Events that came in by another way may fold in another order than their rows stand in.
fn in_order(rows: impl Iterator<Item = Vec<Value>>) -> Vec<Vec<Value>> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| if let Value::Integer(row) = row[0] { row } else { -1 });
    rows
}
