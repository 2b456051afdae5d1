//! The sheets of what claims rest on: evidence, sources, and questions with their answers.

use super::sheet::{Column, Formats, Look, Table, Value};
use crate::dossier::{CitedSource, Dossier, Entry};
use crate::editable::{mark, plain};
use crate::look::{COUNTING, counting, of_evidence};
use record::model::claim::{Evidence, Query};
use rust_xlsxwriter::{Worksheet, XlsxError};

const EVIDENCE: &[Column] = &[
    Column("claim", 8.0, false, Look::Figures),
    Column("statement", 40.0, false, Look::Words),
    Column("stance", 13.0, false, Look::Words),
    Column("source", 8.0, false, Look::Figures),
    Column("source_name", 30.0, false, Look::Words),
    Column("locator", 16.0, false, Look::Words),
    Column("quote", 50.0, false, Look::Words),
    Column("amount", 18.0, false, Look::Figures),
    Column("unit", 12.0, false, Look::Words),
    Column("as_of", 12.0, false, Look::Days),
    Column("confidence", 12.0, false, Look::Words),
    Column("note", 40.0, false, Look::Words),
    Column("computed_as", 30.0, false, Look::Words),
    Column("figures", 44.0, false, Look::Words),
    Column("withdrawn", 30.0, false, Look::Words),
    Column("counts", 18.0, false, Look::Words),
    Column("reasons", 50.0, false, Look::Words),
    Column("evidence_id", 0.0, false, Look::Words),
    Column("claim_id", 0.0, false, Look::Words),
    Column("record_sha256", 0.0, false, Look::Words),
];

/// The ground of evidence that does not stand, or was counted despite something.
const NOT_WHOLE: u32 = 0xFAD7AC;

const STANCES: &[(&str, u32)] =
    &[("supports", 0xD5E8D4), ("contradicts", 0xF8CECC), ("partial", 0xFFF2CC), ("context", 0xF5F5F5)];

const SOURCES: &[Column] = &[
    Column("number", 8.0, false, Look::Figures),
    Column("id", 12.0, false, Look::Words),
    Column("title", 44.0, false, Look::Words),
    Column("publisher", 24.0, false, Look::Words),
    Column("author", 24.0, false, Look::Words),
    Column("published", 12.0, false, Look::Words),
    Column("tier", 11.0, false, Look::Words),
    Column("address", 44.0, false, Look::Words),
    Column("origin", 24.0, false, Look::Words),
    Column("confidential", 12.0, false, Look::Words),
    Column("captures", 10.0, false, Look::Figures),
    Column("source_id", 0.0, false, Look::Words),
];

const QUERIES: &[Column] = &[
    Column("claim", 8.0, false, Look::Figures),
    Column("statement", 40.0, false, Look::Words),
    Column("to", 12.0, false, Look::Words),
    Column("whom", 20.0, false, Look::Words),
    Column("question", 44.0, false, Look::Words),
    Column("asked", 12.0, false, Look::Days),
    Column("asked_by", 16.0, false, Look::Words),
    Column("answer", 50.0, true, Look::Words),
    Column("query_id", 0.0, false, Look::Words),
    Column("claim_id", 0.0, false, Look::Words),
    Column("record_sha256", 0.0, false, Look::Words),
    Column("as_exported", 0.0, false, Look::Words),
];

pub(super) fn evidence(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats) -> Result<(), XlsxError> {
    let mut table = Table::begin(sheet, "Evidence", EVIDENCE, formats)?;
    for entry in &dossier.claims {
        for evidence in &entry.claim.evidence {
            table.row(evidence_row(dossier, entry, evidence))?;
        }
    }
    table.colour_by("stance", "counts", &COUNTING.map(|word| (word, NOT_WHOLE)))?;
    table.colour("stance", STANCES)?;
    table.end()
}

fn evidence_row<'d>(dossier: &'d Dossier, entry: &'d Entry, evidence: &'d Evidence) -> [Value<'d>; EVIDENCE.len()] {
    let source = evidence.source.and_then(|source| dossier.source(source));
    let quantity = evidence.quantity.as_ref();
    let formula = evidence.derivation.as_ref().map(|derivation| derivation.formula.as_deref().unwrap_or("(withheld)"));
    let judged = of_evidence(entry, evidence.mark.id);
    let reasons = judged.into_iter().flat_map(|judged| &judged.reasons);
    let reasons = reasons.map(|reason| format!("{reason} ({})", reason.code));
    let working = entry.comparisons.iter().filter(|comparison| comparison.evidence == evidence.mark.id);
    let working: Vec<String> = working.flat_map(|comparison| comparison.working.clone()).collect();
    [
        Value::count(entry.number),
        Value::maybe(entry.claim.statement.as_deref()),
        Value::text(evidence.stance.word()),
        source.map_or(Value::Empty, |source| Value::count(source.number)),
        Value::maybe(source.map(|source| source.source.name())),
        Value::maybe(evidence.locator.as_deref()),
        Value::maybe(evidence.quote.as_deref()),
        Value::amount(quantity.and_then(|quantity| quantity.figure.amount)),
        Value::maybe(quantity.and_then(|quantity| quantity.unit.as_deref())),
        Value::day(evidence.as_of),
        Value::maybe(evidence.confidence.map(|word| word.word())),
        Value::maybe(evidence.note.as_deref()),
        Value::maybe(formula),
        Value::text(working.join("\n")),
        Value::maybe(evidence.withdrawn.as_ref().map(|remark| remark.text.as_str())),
        Value::maybe(judged.map(|judged| counting(judged).unwrap_or("yes"))),
        Value::text(reasons.collect::<Vec<_>>().join("\n")),
        Value::text(evidence.mark.id.hex()),
        Value::text(entry.claim.recorded.id.hex()),
        Value::text(entry.record_sha256.hex()),
    ]
}

pub(super) fn sources(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats) -> Result<(), XlsxError> {
    let mut table = Table::begin(sheet, "Sources", SOURCES, formats)?;
    let mut sources: Vec<&CitedSource> = dossier.sources.values().collect();
    sources.sort_by_key(|source| source.number);
    for cited in sources {
        let source = &cited.source;
        let captures = dossier.captures.iter().filter(|capture| capture.source == Some(source.id)).count();
        table.row([
            Value::count(cited.number),
            Value::maybe(source.external_id.as_deref()),
            Value::maybe(source.title.as_deref()),
            Value::maybe(source.publisher.as_deref()),
            Value::maybe(source.author.as_deref()),
            Value::maybe(source.published.as_deref()),
            Value::text(source.tier.as_str()),
            source.address.as_deref().map_or(Value::Empty, Value::Address),
            Value::text(cited.ultimate_origin.as_str()),
            Value::text(if source.confidential { "yes" } else { "" }),
            Value::count(captures),
            Value::text(source.id.hex()),
        ])?;
    }
    table.end()
}

pub(super) fn queries(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats) -> Result<(), XlsxError> {
    let mut table = Table::begin(sheet, "Queries", QUERIES, formats)?;
    for entry in &dossier.claims {
        for query in &entry.claim.queries {
            table.row(query_row(entry, query))?;
        }
    }
    table.end()
}

fn query_row<'d>(entry: &'d Entry, query: &'d Query) -> [Value<'d>; QUERIES.len()] {
    let answer = query.answer.as_ref().map(|answer| plain(&answer.text)).unwrap_or_default();
    [
        Value::count(entry.number),
        Value::maybe(entry.claim.statement.as_deref()),
        Value::text(query.to.word()),
        Value::maybe(query.whom.as_deref()),
        Value::text(query.question.as_str()),
        Value::Day(query.mark.time.day()),
        Value::text(query.mark.actor.as_str()),
        Value::text(answer.clone()),
        Value::text(query.mark.id.hex()),
        Value::text(entry.claim.recorded.id.hex()),
        Value::text(entry.record_sha256.hex()),
        Value::text(mark(&answer)),
    ]
}
