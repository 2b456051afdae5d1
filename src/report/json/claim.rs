//! The public shape of a claim and all that happened to it.

use super::evidence::EvidenceShape;
use super::reason::ReasonShape;
use super::{MarkShape, QuantityShape, RemarkShape};
use crate::dossier::{Entry, Step};
use crate::look::{of_claim, of_verdicts, reasons_of_sign_off};
use language::standing::{Hold, OriginCount};
use record::model::claim::{Check, Correction, Cut, Note, Query, Reply, Resolution, SecondCheckRequest, SignOff};
use record::model::event::{Policy, Span};
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::{ClaimType, Fit, Priority, Recipient, Status, Verdict};
use serde::Serialize;

#[derive(Serialize)]
pub struct ClaimShape<'a> {
    number: usize,
    id: Id,
    record_sha256: Id,
    recorded: MarkShape<'a>,
    updated: MarkShape<'a>,
    r#type: ClaimType,
    priority: Priority,
    status: Status,
    verdict: Option<Verdict>,
    contested: bool,
    returned: bool,
    statement: &'a Option<String>,
    words: Option<&'a str>,
    spans: Vec<Span>,
    fit: Option<Fit>,
    quantity: Option<QuantityShape<'a>>,
    external_id: &'a Option<String>,
    assignee: &'a Option<String>,
    due: Option<Day>,
    depends_on: &'a [Id],
    standing: Hold,
    despite: Vec<String>,
    reasons: Vec<ReasonShape<'a>>,
    origins: OriginCount,
    evidence: Vec<EvidenceShape<'a>>,
    ownership: &'a [String],
    verdicts: Vec<VerdictShape<'a>>,
    second_checks: Vec<RequestShape<'a>>,
    resolution: Option<ResolutionShape<'a>>,
    sign_off: Option<SignOffShape<'a>>,
    queries: Vec<QueryShape<'a>>,
    replies: Vec<ReplyShape<'a>>,
    corrections: Vec<CorrectionShape<'a>>,
    notes: Vec<NoteShape<'a>>,
    cut: Option<CutShape<'a>>,
    timeline: Vec<StepShape<'a>>,
}

impl<'a> ClaimShape<'a> {
    pub fn of(entry: &'a Entry) -> Self {
        let claim = &entry.claim;
        let spans = entry.spans.iter().map(|span| Span { start: span.start as u64, end: span.end as u64 });
        Self {
            number: entry.number,
            id: claim.recorded.id,
            record_sha256: entry.record_sha256,
            recorded: MarkShape::of(&claim.recorded),
            updated: MarkShape::of(&claim.updated),
            r#type: claim.claim_type,
            priority: claim.priority,
            status: entry.status,
            verdict: entry.verdict,
            contested: entry.contested,
            returned: claim.returned,
            statement: &claim.statement,
            words: claim.anchor.as_ref().map(|anchor| anchor.exact.as_str()),
            spans: spans.collect(),
            fit: claim.fit,
            quantity: claim.quantity.as_ref().map(QuantityShape::of),
            external_id: &claim.external_id,
            assignee: &claim.assignee,
            due: claim.due,
            depends_on: &claim.depends_on,
            standing: entry.standing.hold,
            despite: entry.standing.despite(),
            reasons: of_claim(entry).map(ReasonShape::of).collect(),
            origins: entry.standing.origins,
            evidence: claim.evidence.iter().map(|evidence| EvidenceShape::of(entry, evidence)).collect(),
            ownership: &entry.ownership,
            verdicts: claim.checks.iter().map(|check| VerdictShape::of(entry, check)).collect(),
            second_checks: claim.requests.iter().map(RequestShape::of).collect(),
            resolution: claim.resolution.as_ref().map(ResolutionShape::of),
            sign_off: claim.sign_off.as_ref().map(|sign_off| SignOffShape::of(entry, sign_off)),
            queries: claim.queries.iter().map(QueryShape::of).collect(),
            replies: claim.replies.iter().map(ReplyShape::of).collect(),
            corrections: claim.corrections.iter().map(CorrectionShape::of).collect(),
            notes: claim.notes.iter().map(NoteShape::of).collect(),
            cut: claim.cut.as_ref().map(CutShape::of),
            timeline: entry.timeline.iter().map(StepShape::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct VerdictShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    verdict: Verdict,
    note: &'a Option<String>,
    blind: bool,
    replaced: bool,
    settled: bool,
    outdated: bool,
    reasons: Vec<ReasonShape<'a>>,
}

impl<'a> VerdictShape<'a> {
    fn of(entry: &'a Entry, check: &'a Check) -> Self {
        let Check { mark, verdict, note, blind, replaced, settled, outdated } = check;
        let (blind, replaced, settled, outdated) = (*blind, *replaced, *settled, *outdated);
        let reasons = of_verdicts(entry, mark.id).map(ReasonShape::of).collect();
        Self { mark: MarkShape::of(mark), verdict: *verdict, note, blind, replaced, settled, outdated, reasons }
    }
}

#[derive(Serialize)]
struct RequestShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    to: &'a Option<String>,
    blind: bool,
}

impl<'a> RequestShape<'a> {
    fn of(request: &'a SecondCheckRequest) -> Self {
        Self { mark: MarkShape::of(&request.mark), to: &request.to, blind: request.blind }
    }
}

#[derive(Serialize)]
struct ResolutionShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    verdict: Verdict,
    note: &'a Option<String>,
    outdated: bool,
    by_party: bool,
}

impl<'a> ResolutionShape<'a> {
    fn of(resolution: &'a Resolution) -> Self {
        let Resolution { mark, verdict, note, outdated, by_party } = resolution;
        let (outdated, by_party) = (*outdated, *by_party);
        Self { mark: MarkShape::of(mark), verdict: *verdict, note, outdated, by_party }
    }
}

#[derive(Serialize)]
struct SignOffShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    fingerprint: Id,
    policy: Policy,
    note: &'a Option<String>,
    despite: &'a Option<String>,
    stands: bool,
    reasons: Vec<ReasonShape<'a>>,
}

impl<'a> SignOffShape<'a> {
    fn of(entry: &'a Entry, sign_off: &'a SignOff) -> Self {
        let SignOff { mark, fingerprint, policy, note, despite } = sign_off;
        Self {
            mark: MarkShape::of(mark),
            fingerprint: *fingerprint,
            policy: *policy,
            note,
            despite,
            stands: entry.standing.sign_off.as_ref().is_some_and(|judged| judged.stands),
            reasons: reasons_of_sign_off(entry).iter().map(ReasonShape::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct QueryShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    to: Recipient,
    whom: &'a Option<String>,
    question: &'a str,
    answer: Option<RemarkShape<'a>>,
}

impl<'a> QueryShape<'a> {
    fn of(query: &'a Query) -> Self {
        let Query { mark, to, whom, question, answer } = query;
        Self { mark: MarkShape::of(mark), to: *to, whom, question, answer: answer.as_ref().map(RemarkShape::of) }
    }
}

#[derive(Serialize)]
struct ReplyShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    whom: &'a str,
    about: &'a Option<String>,
    until: Option<Day>,
    answer: Option<RemarkShape<'a>>,
}

impl<'a> ReplyShape<'a> {
    fn of(reply: &'a Reply) -> Self {
        let Reply { mark, whom, about, until, answer } = reply;
        Self { mark: MarkShape::of(mark), whom, about, until: *until, answer: answer.as_ref().map(RemarkShape::of) }
    }
}

#[derive(Serialize)]
struct CorrectionShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    published: Day,
    was: &'a str,
    now: &'a str,
    reason: &'a Option<String>,
}

impl<'a> CorrectionShape<'a> {
    fn of(correction: &'a Correction) -> Self {
        let Correction { mark, published, was, now, reason } = correction;
        Self { mark: MarkShape::of(mark), published: *published, was, now, reason }
    }
}

#[derive(Serialize)]
struct NoteShape<'a> {
    #[serde(flatten)]
    remark: RemarkShape<'a>,
    confidential: bool,
}

impl<'a> NoteShape<'a> {
    fn of(note: &'a Note) -> Self {
        Self { remark: RemarkShape::of(&note.remark), confidential: note.confidential }
    }
}

#[derive(Serialize)]
struct CutShape<'a> {
    #[serde(flatten)]
    remark: RemarkShape<'a>,
    draft: Option<Id>,
}

impl<'a> CutShape<'a> {
    fn of(cut: &'a Cut) -> Self {
        Self { remark: RemarkShape::of(&cut.remark), draft: cut.draft }
    }
}

#[derive(Serialize)]
struct StepShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    kind: &'static str,
    text: &'a Option<String>,
}

impl<'a> StepShape<'a> {
    fn of(step: &'a Step) -> Self {
        Self { mark: MarkShape::of(&step.mark), kind: step.kind, text: &step.text }
    }
}
