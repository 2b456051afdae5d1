//! Questions and answers, the right of reply, and corrections after publication.

use crate::{Changed, change, claim, optional, refuse, required, way_out};
use record::model::event::{CorrectionRecorded, QueryAnswered, QueryAsked, ReplyReceived, ReplyRequested};
use record::model::time::Day;
use record::model::words::{Recipient, Status};
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;
pub use store::listing::Exchange;

/// Puts a question about a claim.
pub fn ask(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    to: Recipient,
    whom: Option<&str>,
    question: &str,
) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = claim(pen.reader(), reference)?;
        refuse(&claim, &[Status::Cut, Status::SignedOff], "queried", way_out)?;
        let mut texts = vec![("question", required("question", question)?)];
        optional(&mut texts, "whom", whom);
        change(pen, &claim, QueryAsked { claim: claim.recorded.id, to }, texts)
    })
}

/// Records the answer to a question, named by its own id.
pub fn answer(casebook: &mut Casebook, actor: &Actor, query: &str, answer: &str) -> Result<Changed> {
    casebook.write(actor, |pen| answer_with(pen, query, answer))
}

/// Records the answer to a question within a larger work.
pub(crate) fn answer_with(pen: &mut Pen, query: &str, answer: &str) -> Result<Changed> {
    let reader = pen.reader();
    let query = reader.find(Kind::Query, query)?;
    let about = reader.record(query.row)?.event.about_claim();
    let claim = reader.claim(reader.row_of(about.unwrap_or(query.id))?)?;
    if !claim.open_queries().any(|open| open.mark.id == query.id) {
        return Err(Error::Invalid(format!("query {} has an answer already", query.id.short())));
    }
    let texts = vec![("answer", required("answer", answer)?)];
    change(pen, &claim, QueryAnswered { claim: claim.recorded.id, query: query.id }, texts)
}

/// Records that somebody whom a claim criticises was asked for comment.
pub fn request_reply(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    whom: &str,
    about: Option<&str>,
    until: Option<Day>,
) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = claim(pen.reader(), reference)?;
        refuse(&claim, &[Status::Cut], "put to anybody for comment", way_out)?;
        let mut texts = vec![("whom", required("name of whom is asked", whom)?)];
        optional(&mut texts, "about", about);
        change(pen, &claim, ReplyRequested { claim: claim.recorded.id, until }, texts)
    })
}

/// Records what was answered to a request for comment, named by its own id.
pub fn receive_reply(casebook: &mut Casebook, actor: &Actor, request: &str, answer: &str) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let reader = pen.reader();
        let request = reader.find(Kind::Reply, request)?;
        let about = reader.record(request.row)?.event.about_claim();
        let claim = reader.claim(reader.row_of(about.unwrap_or(request.id))?)?;
        if claim.replies.iter().any(|reply| reply.mark.id == request.id && reply.answer.is_some()) {
            return Err(Error::Invalid(format!("request {} has an answer already", request.id.short())));
        }
        let texts = vec![("answer", required("answer", answer)?)];
        change(pen, &claim, ReplyReceived { claim: claim.recorded.id, request: request.id }, texts)
    })
}

/// Records what was put right after publication.
pub fn correct(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    published: Day,
    was: &str,
    now: &str,
    reason: Option<&str>,
) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = claim(pen.reader(), reference)?;
        let mut texts =
            vec![("was", required("wording that was corrected", was)?), ("now", required("corrected wording", now)?)];
        optional(&mut texts, "reason", reason);
        change(pen, &claim, CorrectionRecorded { claim: claim.recorded.id, published }, texts)
    })
}

/// Lists the questions that were put, all or those that are open.
pub fn queries(casebook: &Casebook, open_only: bool) -> Result<Vec<Exchange>> {
    casebook.reader().queries(open_only)
}

/// Lists the requests for comment, all or those that are open.
pub fn replies(casebook: &Casebook, open_only: bool) -> Result<Vec<Exchange>> {
    casebook.reader().replies(open_only)
}
