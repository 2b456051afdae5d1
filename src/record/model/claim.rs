//! A claim and all that happened to it: the fold of its events.

use super::disclosure::{Texts, Value};
use super::event::{ClaimAnchored, ClaimRecorded, Event, Policy, Span, WordingConfirmed};
pub use super::evidence::{Cell, Derivation, Evidence};
use super::id::Id;
use super::mark::{Mark, Remark};
use super::quantity::{Figure, Quantity};
use super::record::Record;
use super::time::Day;
use super::words::{ClaimType, Fit, Priority, Recipient, Touched, Verdict};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// The words by which a claim is found in a draft again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Anchor {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// One reviewer's verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    #[serde(flatten)]
    pub mark: Mark,
    pub verdict: Verdict,
    pub note: Option<String>,
    /// Given without sight of the other verdicts.
    pub blind: bool,
    /// A later verdict by the same person took its place.
    pub replaced: bool,
    /// A resolution settled it against another.
    pub settled: bool,
    /// The statement or figure was amended after it.
    pub outdated: bool,
}

/// Somebody's settlement of verdicts that differed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resolution {
    #[serde(flatten)]
    pub mark: Mark,
    pub verdict: Verdict,
    pub note: Option<String>,
    /// The statement or figure was changed after it.
    pub outdated: bool,
    /// Whoever gave it had given one of the verdicts that differed.
    pub by_party: bool,
}

/// A request for a second verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecondCheckRequest {
    #[serde(flatten)]
    pub mark: Mark,
    /// The person asked, or anybody.
    pub to: Option<String>,
    pub blind: bool,
}

/// A question, and its answer where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Query {
    #[serde(flatten)]
    pub mark: Mark,
    pub to: Recipient,
    pub whom: Option<String>,
    pub question: String,
    pub answer: Option<Remark>,
}

/// A request for comment to somebody whom the claim criticises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    #[serde(flatten)]
    pub mark: Mark,
    pub whom: String,
    pub about: Option<String>,
    pub until: Option<Day>,
    pub answer: Option<Remark>,
}

/// What was changed after publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    #[serde(flatten)]
    pub mark: Mark,
    pub published: Day,
    pub was: String,
    pub now: String,
    pub reason: Option<String>,
}

/// A remark on the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    #[serde(flatten)]
    pub remark: Remark,
    /// It leaves in no report.
    pub confidential: bool,
}

/// A place that a claim had in a draft, from an event on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Row of the event.
    pub row: i64,
    pub draft: Id,
    pub span: Span,
}

/// What the statement was before the text of the draft changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The event that gave it.
    pub by: Id,
    pub text: String,
}

/// What changed in a claim's sentence and is neither confirmed nor checked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reworded {
    /// The latest event that tied the claim to other words; a confirmation names it.
    pub by: Id,
    /// What changed, the gravest first; nothing where it was not graded.
    pub changed: Vec<Touched>,
    /// Whether all of it was graded.
    #[serde(skip)]
    graded: bool,
    /// What anchored the claim when it was judged.
    #[serde(skip)]
    anchored_by: Id,
    /// The checks that stood until then.
    #[serde(skip)]
    checks: Vec<Id>,
    /// Whether a settlement stood until then.
    #[serde(skip)]
    resolved: bool,
}

impl Reworded {
    /// Says whether the rules let a person confirm that the claim still holds.
    pub fn may_be_confirmed(&self, policy: &Policy) -> bool {
        self.graded && self.changed.iter().all(|touched| policy.still_holds.allows(*touched))
    }
}

/// That a claim was taken out of the piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cut {
    #[serde(flatten)]
    pub remark: Remark,
    /// The draft that no longer holds its text, where that is why.
    pub draft: Option<Id>,
}

/// What somebody took back that they had done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenBack {
    #[serde(flatten)]
    pub remark: Remark,
    /// The event that no longer counts, and its kind.
    pub act: Id,
    pub kind: &'static str,
}

/// The statement that the claim may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignOff {
    #[serde(flatten)]
    pub mark: Mark,
    pub fingerprint: Id,
    pub policy: Policy,
    pub note: Option<String>,
    /// Why it was given although something does not stand.
    pub despite: Option<String>,
}

/// The last step of the review, from which the status follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Recorded,
    Started,
    Checked,
    Returned,
    Reopened,
}

/// A claim as it stands after all its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    pub recorded: Mark,
    pub piece: Id,
    pub draft: Option<Id>,
    pub claim_type: ClaimType,
    pub priority: Priority,
    /// The event that gave type and priority.
    pub classed_by: Id,
    pub spans: Vec<Span>,
    /// Absent where the text is withheld.
    pub statement: Option<String>,
    /// The event that gave the statement its present wording, unless the text of a draft did.
    pub worded_by: Id,
    /// The wordings that the statement had before drafts changed it, the oldest first.
    pub wordings: Vec<Wording>,
    /// A change of its sentence that waits for a person.
    pub reworded: Option<Reworded>,
    /// Who confirmed that it holds in other words, the first one first.
    pub confirmed: Vec<Mark>,
    pub quantity: Option<Quantity>,
    /// The event that gave the quantity, or took it away.
    pub figured_by: Id,
    pub anchor: Option<Anchor>,
    /// The event that tied the claim to its present words in a draft.
    pub anchored_by: Id,
    /// The places that it had in drafts, in the order of folding.
    #[serde(skip)]
    pub seats: Vec<Seat>,
    /// How it came to its present place.
    pub fit: Option<Fit>,
    /// SHA-256 of the text of each span, by which a claim without a draft finds its text.
    pub span_hashes: Vec<String>,
    pub external_id: Option<String>,
    /// What the claim said when it was recorded, hashed to 64 bits, by which a repetition is found.
    #[serde(skip)]
    pub content_key: i64,
    pub assignee: Option<String>,
    pub due: Option<Day>,
    pub checks: Vec<Check>,
    pub resolution: Option<Resolution>,
    pub requests: Vec<SecondCheckRequest>,
    pub evidence: Vec<Evidence>,
    pub queries: Vec<Query>,
    pub replies: Vec<Reply>,
    pub corrections: Vec<Correction>,
    pub notes: Vec<Note>,
    /// The claims that this one rests on.
    pub depends_on: Vec<Id>,
    pub sign_off: Option<SignOff>,
    /// The mark and reason of its being cut.
    pub cut: Option<Cut>,
    /// What no longer counts, because whoever did it took it back.
    pub taken_back: Vec<TakenBack>,
    /// The ids of all its events, in fold order.
    pub events: Vec<Id>,
    /// Row of the latest event.
    pub updated: Mark,
    /// Sent back, and without a new verdict since.
    pub returned: bool,
    #[serde(skip)]
    pub(super) step: Step,
}

impl Claim {
    /// Says whether anybody's verdict or sign-off is on record.
    pub fn was_judged(&self) -> bool {
        !self.checks.is_empty() || self.sign_off.is_some()
    }

    /// Says whether the latest draft changed its sentence, and nobody has checked it, confirmed it or placed it since.
    pub fn awaits_a_look(&self) -> bool {
        self.fit == Some(Fit::Edited) && self.reworded.is_some()
    }

    /// Gives the place that the claim had at a row, and the one that it has now, where the draft is another.
    pub fn seats_since(&self, row: i64) -> Option<(Seat, Seat)> {
        let then = self.seats.iter().rev().find(|seat| seat.row <= row).or(self.seats.first())?;
        let now = self.seats.last()?;
        (then.draft != now.draft && Some(now.draft) == self.draft).then_some((*then, *now))
    }

    /// Folds the events of one claim, its recording first; `None` if the first is not the recording of a claim.
    pub fn fold(records: &[Record]) -> Option<Self> {
        let (first, later) = records.split_first()?;
        let mut claim = Self::recorded(first)?;
        let mut order: Vec<&Record> = later.iter().collect();
        order.sort_by(|one, next| one.fold_key().cmp(&next.fold_key()));
        let undone = undone(records);
        for record in order {
            match undone.contains(&record.id) {
                true => claim.note_event(record),
                false => claim.apply(record),
            }
            if let Event::ActUndone(body) = &record.event
                && undone.contains(&body.act)
                && let Some(act) = records.iter().find(|act| act.id == body.act && act.hand == record.hand)
            {
                claim.take_back(record, act);
            }
        }
        Some(claim)
    }

    fn recorded(record: &Record) -> Option<Self> {
        let Event::ClaimRecorded(body) = &record.event else { return None };
        let mark = Mark::of(record);
        let note = record.texts.owned("note");
        Some(Self {
            updated: mark.clone(),
            piece: body.piece,
            draft: body.draft,
            claim_type: body.r#type,
            priority: body.priority,
            classed_by: record.id,
            spans: body.spans.clone(),
            statement: record.texts.owned("statement"),
            worded_by: record.id,
            wordings: Vec::new(),
            reworded: None,
            confirmed: Vec::new(),
            quantity: body.figure.as_ref().map(|figure| record.quantity(figure)),
            figured_by: record.id,
            anchor: anchor(record),
            anchored_by: record.id,
            seats: seat(record, body.draft, &body.spans).into_iter().collect(),
            fit: body.draft.map(|_| Fit::Placed),
            span_hashes: span_hashes(record),
            external_id: record.texts.owned("external_id"),
            content_key: content_key(body, &record.texts),
            assignee: None,
            due: None,
            checks: Vec::new(),
            resolution: None,
            requests: Vec::new(),
            evidence: Vec::new(),
            queries: Vec::new(),
            replies: Vec::new(),
            corrections: Vec::new(),
            notes: note.map(|text| open_note(Remark { mark: mark.clone(), text })).into_iter().collect(),
            depends_on: Vec::new(),
            sign_off: None,
            cut: None,
            taken_back: Vec::new(),
            events: vec![record.id],
            recorded: mark,
            returned: false,
            step: Step::Recorded,
        })
    }

    fn apply(&mut self, record: &Record) {
        let mark = Mark::of(record);
        let remark = |name: &str| Remark { mark: mark.clone(), text: record.wording(name) };
        match &record.event {
            Event::ClaimAnchored(body) => self.take_place(record, body),
            Event::WordingConfirmed(body) => self.confirm_wording(record, body),
            Event::ClaimAmended(_) => self.amend(record),
            Event::ClaimCut(body) => self.cut = Some(Cut { remark: remark("reason"), draft: body.draft }),
            Event::ClaimRestored(_) => self.cut = None,
            Event::ClaimAssigned(body) => {
                self.assignee = record.texts.owned("assignee");
                self.due = body.due;
            }
            Event::ClaimStarted(_) => {
                self.drop_stale_sign_off();
                self.step = Step::Started;
            }
            Event::ClaimChecked(_) => self.check(record),
            Event::SecondCheckRequested(body) => {
                let to = record.texts.owned("to");
                self.requests.push(SecondCheckRequest { mark, to, blind: body.blind });
            }
            Event::VerdictsResolved(_) => self.resolve(record),
            Event::ClaimReturned(_) => {
                self.drop_stale_sign_off();
                self.step = Step::Returned;
                self.returned = true;
                self.notes.push(open_note(remark("reason")));
            }
            Event::ClaimSignedOff(body) => {
                let note = record.texts.owned("note");
                let despite = body.despite.then(|| record.wording("despite"));
                let (fingerprint, policy) = (body.fingerprint, body.policy);
                self.reworded = None;
                self.sign_off = Some(SignOff { mark, fingerprint, policy, note, despite });
            }
            Event::ClaimReopened(_) => {
                self.sign_off = None;
                self.step = Step::Reopened;
                self.notes.push(open_note(remark("reason")));
            }
            Event::ClaimNoted(body) => {
                self.notes.push(Note { remark: remark("note"), confidential: body.confidential });
            }
            Event::DependencyRecorded(body) => {
                if !self.depends_on.contains(&body.on) {
                    self.depends_on.push(body.on);
                }
            }
            Event::DependencyDropped(body) => self.depends_on.retain(|claim| *claim != body.on),
            Event::QueryAsked(body) => {
                self.drop_stale_sign_off();
                let (question, whom) = (record.wording("question"), record.texts.owned("whom"));
                self.queries.push(Query { mark, to: body.to, whom, question, answer: None });
            }
            Event::QueryAnswered(body) => {
                if let Some(query) = self.queries.iter_mut().find(|query| query.mark.id == body.query) {
                    query.answer = Some(remark("answer"));
                }
            }
            Event::ReplyRequested(body) => {
                let (whom, about) = (record.wording("whom"), record.texts.owned("about"));
                self.replies.push(Reply { mark, whom, about, until: body.until, answer: None });
            }
            Event::ReplyReceived(body) => {
                if let Some(reply) = self.replies.iter_mut().find(|reply| reply.mark.id == body.request) {
                    reply.answer = Some(remark("answer"));
                }
            }
            Event::CorrectionRecorded(body) => {
                let (was, now) = (record.wording("was"), record.wording("now"));
                let reason = record.texts.owned("reason");
                self.corrections.push(Correction { mark, published: body.published, was, now, reason });
            }
            Event::EvidenceAttached(body) => self.evidence.push(Evidence::attached(record, body)),
            Event::EvidenceDerived(body) => self.evidence.push(Evidence::derived(record, body)),
            Event::EvidenceUndermined(body) => {
                let derived = self.evidence.iter_mut().find(|evidence| evidence.mark.id == body.evidence);
                if let Some(derivation) = derived.and_then(|evidence| evidence.derivation.as_mut()) {
                    derivation.undermined.get_or_insert(body.input);
                }
            }
            Event::EvidenceWithdrawn(body) => {
                if let Some(evidence) = self.evidence.iter_mut().find(|evidence| evidence.mark.id == body.evidence) {
                    evidence.withdrawn = Some(remark("reason"));
                }
            }
            // What is taken back is left out beforehand.
            Event::ActUndone(_) => {}
            // These are about something else than a claim that stands already.
            Event::LogOpened(_)
            | Event::KeySucceeded(_)
            | Event::KeyRevoked(_)
            | Event::PolicySet(_)
            | Event::PieceAdded(_)
            | Event::DraftAdded(_)
            | Event::ClaimRecorded(_)
            | Event::SourceAdded(_)
            | Event::SourceTermsSet(_)
            | Event::SourceLinked(_)
            | Event::SourceUnlinked(_)
            | Event::CaptureFiled(_)
            | Event::CaptureMissed(_)
            | Event::StakeRecorded(_)
            | Event::StakeWithdrawn(_)
            | Event::SuggestionDismissed(_)
            | Event::SuggestionRestored(_)
            | Event::ErasureRecorded(_)
            | Event::ImportFiled(_)
            | Event::TimestampAttached(_)
            | Event::HeadWitnessed(_) => return,
        }
        self.note_event(record);
    }

    fn note_event(&mut self, record: &Record) {
        self.events.push(record.id);
        self.updated = Mark::of(record);
    }

    fn take_back(&mut self, record: &Record, act: &Record) {
        let remark = Remark { mark: Mark::of(record), text: record.wording("reason") };
        if act.id == self.recorded.id {
            self.cut = Some(Cut { remark: remark.clone(), draft: None });
        }
        self.taken_back.push(TakenBack { remark, act: act.id, kind: act.event.kind() });
    }

    fn take_place(&mut self, record: &Record, body: &ClaimAnchored) {
        self.draft = Some(body.draft);
        self.spans.clone_from(&body.spans);
        self.anchor = anchor(record);
        self.fit = Some(body.fit);
        self.seats.extend(seat(record, Some(body.draft), &body.spans));
        if body.fit == Fit::Edited {
            self.note_rewording(record.id, &body.changed);
            self.outdate_verdicts();
        }
        // The same words at another place are what was checked; other words are not.
        if matches!(body.fit, Fit::Placed | Fit::Edited) {
            self.anchored_by = record.id;
            self.reworded.iter_mut().for_each(|reworded| reworded.by = record.id);
        }
        if let Some(statement) = record.texts.owned("statement") {
            let by = self.wordings.last().map_or(self.worded_by, |_| self.anchored_by);
            self.wordings.extend(self.statement.replace(statement).map(|text| Wording { by, text }));
        }
    }

    /// Keeps what stood before the sentence changed, until somebody confirms it or checks again.
    fn note_rewording(&mut self, by: Id, changed: &[Touched]) {
        let standing = self.checks.iter().filter(|check| !check.outdated).map(|check| check.mark.id);
        let standing: Vec<Id> = standing.collect();
        let resolved = self.standing_resolution().is_some();
        let anchored_by = self.anchored_by;
        let before =
            || Reworded { by, changed: Vec::new(), graded: true, anchored_by, checks: Vec::new(), resolved: false };
        let reworded = self.reworded.get_or_insert_with(before);
        reworded.by = by;
        reworded.checks.extend(standing);
        reworded.resolved |= resolved;
        reworded.graded &= !changed.is_empty();
        reworded.changed.extend(changed);
        reworded.changed.sort_unstable();
        reworded.changed.dedup();
    }

    /// Lets hold on what stood before the wording changed, where the rules that came with the word allow it.
    fn confirm_wording(&mut self, record: &Record, body: &WordingConfirmed) {
        let meant = |reworded: &Reworded| reworded.by == body.anchored && reworded.may_be_confirmed(&body.policy);
        let Some(reworded) = self.reworded.take_if(|reworded| meant(reworded)) else { return };
        self.anchored_by = reworded.anchored_by;
        self.fit = Some(Fit::Placed);
        for check in self.checks.iter_mut().filter(|check| reworded.checks.contains(&check.mark.id)) {
            check.outdated = false;
        }
        if let Some(resolution) = self.resolution.as_mut().filter(|_| reworded.resolved) {
            resolution.outdated = false;
        }
        self.confirmed.push(Mark::of(record));
    }

    fn amend(&mut self, record: &Record) {
        let Event::ClaimAmended(body) = &record.event else { return };
        if body.reworded {
            self.statement = record.texts.owned("statement");
            self.worded_by = record.id;
        }
        if body.refigured {
            self.quantity = body.figure.as_ref().map(|figure| record.quantity(figure));
            self.figured_by = record.id;
        }
        if body.priority.is_some() || body.r#type.is_some() {
            self.classed_by = record.id;
        }
        self.priority = body.priority.unwrap_or(self.priority);
        self.claim_type = body.r#type.unwrap_or(self.claim_type);
        if body.reworded || body.refigured {
            self.outdate_verdicts();
            // What was checked is no longer what would be confirmed.
            self.reworded = None;
        }
        if let Some(reason) = record.texts.owned("reason") {
            self.notes.push(open_note(Remark { mark: Mark::of(record), text: reason }));
        }
    }

    /// Verdicts given so far were about other words.
    fn outdate_verdicts(&mut self) {
        self.checks.iter_mut().for_each(|check| check.outdated = true);
        self.resolution.iter_mut().for_each(|resolution| resolution.outdated = true);
    }

    fn check(&mut self, record: &Record) {
        let Event::ClaimChecked(body) = &record.event else { return };
        self.drop_stale_sign_off();
        // By key, not by name: a name is what somebody says, and may be withheld.
        for earlier in self.checks.iter_mut().filter(|check| check.mark.hand == record.hand) {
            earlier.replaced = true;
        }
        self.checks.push(Check {
            mark: Mark::of(record),
            verdict: body.verdict,
            note: record.texts.owned("note"),
            blind: body.blind,
            replaced: false,
            settled: false,
            outdated: false,
        });
        // Once everybody has checked the new words, nothing is left to confirm.
        if self.standing_checks().all(|check| !check.outdated) {
            self.reworded = None;
        }
        self.step = Step::Checked;
        self.returned = false;
    }

    /// Work on a stale claim begins its review anew; the sign-off stays in the record.
    fn drop_stale_sign_off(&mut self) {
        if self.sign_off.as_ref().is_some_and(|sign_off| sign_off.fingerprint != self.fingerprint()) {
            self.sign_off = None;
        }
    }

    fn resolve(&mut self, record: &Record) {
        let Event::VerdictsResolved(body) = &record.event else { return };
        self.drop_stale_sign_off();
        let mut by_party = false;
        for check in self.checks.iter_mut().filter(|check| body.checks.contains(&check.mark.id)) {
            check.settled = true;
            by_party |= check.mark.hand == record.hand || check.mark.actor == record.actor;
        }
        let (mark, note) = (Mark::of(record), record.texts.owned("note"));
        self.resolution = Some(Resolution { mark, verdict: body.verdict, note, outdated: false, by_party });
        self.reworded = None;
        self.step = Step::Checked;
        self.returned = false;
    }
}

/// Gives the events of a claim that were taken back: only the same hand can.
pub fn undone(records: &[Record]) -> HashSet<Id> {
    let undoing: HashSet<(Id, &str)> = records
        .iter()
        .filter_map(|record| match &record.event {
            Event::ActUndone(body) => Some((body.act, record.hand.as_str())),
            _ => None,
        })
        .collect();
    let own = |act: &&Record| act.event.can_be_undone() && undoing.contains(&(act.id, act.hand.as_str()));
    match undoing.is_empty() {
        true => HashSet::new(),
        false => records.iter().filter(own).map(|act| act.id).collect(),
    }
}

fn open_note(remark: Remark) -> Note {
    Note { remark, confidential: false }
}

fn seat(record: &Record, draft: Option<Id>, spans: &[Span]) -> Option<Seat> {
    Some(Seat { row: record.row, draft: draft?, span: *spans.first()? })
}

fn anchor(record: &Record) -> Option<Anchor> {
    let words = &record.texts.find("anchor")?.value;
    let word = |name| words.field(name).unwrap_or_default().to_string();
    Some(Anchor { exact: word("exact"), prefix: word("prefix"), suffix: word("suffix") })
}

fn span_hashes(record: &Record) -> Vec<String> {
    match record.texts.find("span_hashes").map(|text| &text.value) {
        Some(Value::List(hashes)) => hashes.clone(),
        _ => Vec::new(),
    }
}

/// Hashes what makes a claim the same claim: its own identifier where it came with one, else what it says.
pub fn content_key(body: &ClaimRecorded, texts: &Texts) -> i64 {
    match texts.text("external_id") {
        Some(external_id) => identified_key(body.piece, external_id),
        None => {
            let quantity = texts.find("quantity").map(|text| &text.value);
            said_key(body.piece, body.r#type, body.figure.as_ref(), quantity, texts.text("statement"))
        }
    }
}

/// Gives the content key of a claim that came with an identifier of its own.
pub fn identified_key(piece: Id, external_id: &str) -> i64 {
    hashed(&("id", piece, external_id))
}

/// Gives the content key of a claim that is known by what it says; `quantity` holds the words of its figure.
pub fn said_key(
    piece: Id,
    of_type: ClaimType,
    figure: Option<&Figure>,
    quantity: Option<&Value>,
    statement: Option<&str>,
) -> i64 {
    hashed(&("text", piece, of_type, figure, quantity, statement))
}

fn hashed(content: &impl Serialize) -> i64 {
    let hash = Sha256::digest(serde_json::to_vec(content).expect("a claim holds nothing that JSON cannot"));
    i64::from_be_bytes(*hash.first_chunk().expect("a hash is longer than eight bytes"))
}
