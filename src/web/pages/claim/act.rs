//! What can be done with a claim, each from one form.

use super::refused::Refusal;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::words::Words;
use actions::claims::claim::{self, Amendment};
use actions::claims::{depend, query, review};
use actions::evidence::attach;
use actions::quantity::Parts;
use actions::users::Role;
use actions::{Actor, Casebook};
use record::model::claim::Claim;
use record::model::quantity::Quantity;
use record::model::time::Day;
use record::model::words::{ClaimType, Priority, Recipient, Verdict};
use std::sync::Arc;
use store::error::{Error, Result};

/// Says that an act was done.
pub fn notice(t: Words, act: &str) -> Option<&'static str> {
    Some(match act {
        "amend" => t.say("The claim was amended."),
        "answer" | "received" => t.say("The answer was recorded."),
        "ask" => t.say("The question was recorded."),
        "assign" => t.say("The claim was assigned."),
        "check" => t.say("Your verdict was recorded."),
        "correct" => t.say("The correction was recorded."),
        "cut" => t.say("The claim was cut from the piece."),
        "depend" | "drop" => t.say("The change to what the claim rests on was recorded."),
        "evidence" => t.say("The evidence was attached."),
        "note" => t.say("The note was recorded."),
        "reopen" => t.say("The sign-off was withdrawn."),
        "reply" => t.say("The request was recorded."),
        "resolve" => t.say("The verdicts were resolved."),
        "restore" => t.say("The claim was restored."),
        "return" => t.say("The claim was returned."),
        "second" => t.say("A second check was asked for."),
        "sign-off" => t.say("The claim was signed off."),
        "start" => t.say("The check was started."),
        "withdraw" => t.say("The evidence was withdrawn."),
        _ => return None,
    })
}

/// One act with all that it needs, ready to be done.
type Work = Box<dyn FnOnce(&mut Casebook, &Actor) -> Result<()> + Send>;

/// Does what a form asks for.
pub async fn perform(desk: &Arc<Desk>, id: &str, act: &str, posted: &Posted) -> Result<(), Refusal> {
    let (least, work) = prepare(id, act, posted)?;
    posted.visitor.require(least)?;
    desk.write(&posted.visitor, least, posted.expected(id), work).await?;
    Ok(())
}

/// Says which role an act needs.
pub fn least(act: &str) -> Role {
    match act {
        "assign" | "resolve" | "return" | "sign-off" | "reopen" | "cut" | "restore" | "correct" => Role::Editor,
        _ => Role::Checker,
    }
}

fn prepare(id: &str, act: &str, posted: &Posted) -> Result<(Role, Work), Fault> {
    let id = id.to_string();
    let work: Work = match act {
        "start" => Box::new(move |casebook, actor| review::start(casebook, actor, &id).map(drop)),
        "assign" => {
            let to = Actor::named(posted.required("to", "who is to check it")?)?;
            let due: Option<Day> = day(posted, "due")?;
            Box::new(move |casebook, actor| review::assign(casebook, actor, &id, &to, due).map(drop))
        }
        "check" => {
            let (verdict, note) = (posted.must::<Verdict>("verdict", "the verdict")?, posted.owned("note"));
            Box::new(move |casebook, actor| review::check(casebook, actor, &id, verdict, note.as_deref()).map(drop))
        }
        "second" => second(id, posted)?,
        "resolve" => {
            let verdict = posted.must::<Verdict>("verdict", "the verdict")?;
            let note = posted.required("note", "the reason")?.to_string();
            Box::new(move |casebook, actor| review::resolve(casebook, actor, &id, verdict, &note).map(drop))
        }
        "return" => reasoned(id, posted, review::return_claim)?,
        "reopen" => reasoned(id, posted, review::reopen)?,
        "sign-off" => {
            let note = posted.owned("note");
            Box::new(move |casebook, actor| review::sign_off(casebook, actor, &id, note.as_deref()).map(drop))
        }
        "note" => {
            let (text, hidden) = (posted.required("text", "the note")?.to_string(), posted.ticked("confidential"));
            Box::new(move |casebook, actor| review::note(casebook, actor, &id, &text, hidden).map(drop))
        }
        "cut" => {
            let reason = posted.owned("reason");
            Box::new(move |casebook, actor| claim::cut(casebook, actor, &id, reason.as_deref()).map(drop))
        }
        "restore" => {
            let reason = posted.owned("reason");
            Box::new(move |casebook, actor| claim::restore(casebook, actor, &id, reason.as_deref()).map(drop))
        }
        "amend" => amend(id, posted)?,
        "ask" | "answer" | "reply" | "received" | "correct" => exchange(id, act, posted)?,
        "depend" => {
            let (on, note) = (posted.required("on", "the other claim")?.to_string(), posted.owned("note"));
            Box::new(move |casebook, actor| depend::depend(casebook, actor, &id, &on, note.as_deref()).map(drop))
        }
        "drop" => {
            let on = posted.required("on", "the other claim")?.to_string();
            let reason = posted.required("reason", "the reason")?.to_string();
            Box::new(move |casebook, actor| depend::drop_dependency(casebook, actor, &id, &on, &reason).map(drop))
        }
        "withdraw" => {
            let piece = posted.required("which", "the evidence")?.to_string();
            let reason = posted.required("reason", "the reason")?.to_string();
            Box::new(move |casebook, actor| {
                own(casebook, &id, |claim| claim.evidence.iter().any(|own| own.mark.id.hex() == piece))?;
                attach::withdraw(casebook, actor, &piece, &reason).map(drop)
            })
        }
        _ => return Err(Fault::missing("Unknown action.")),
    };
    Ok((least(act), work))
}

fn reasoned(
    id: String,
    posted: &Posted,
    act: fn(&mut Casebook, &Actor, &str, &str) -> Result<actions::Changed>,
) -> Result<Work, Fault> {
    let reason = posted.required("reason", "the reason")?.to_string();
    Ok(Box::new(move |casebook, actor| act(casebook, actor, &id, &reason).map(drop)))
}

fn second(id: String, posted: &Posted) -> Result<Work, Fault> {
    let to = posted.text("to").map(Actor::named).transpose()?;
    let (blind, note) = (posted.ticked("blind"), posted.owned("note"));
    Ok(Box::new(move |casebook, actor| {
        review::request_second_check(casebook, actor, &id, to.as_ref(), blind, note.as_deref()).map(drop)
    }))
}

/// Takes only what the form changed, so that what stayed is not said again.
fn amend(id: String, posted: &Posted) -> Result<Work, Fault> {
    let statement = posted.owned("statement");
    let claim_type = posted.must::<ClaimType>("type", "the type")?;
    let priority = posted.must::<Priority>("priority", "the priority")?;
    let (quantity, reason) = (quantity(posted)?, posted.owned("reason"));
    Ok(Box::new(move |casebook, actor| {
        let claim = actions::claim(casebook.reader(), &id)?;
        let statement = statement.filter(|statement| claim.statement.as_deref() != Some(statement));
        let amendment = Amendment {
            statement: statement.as_deref(),
            claim_type: Some(claim_type).filter(|kind| *kind != claim.claim_type),
            priority: Some(priority).filter(|priority| *priority != claim.priority),
            quantity: (quantity != claim.quantity).then_some(quantity),
            reason: reason.as_deref(),
        };
        claim::amend(casebook, actor, &id, &amendment).map(drop)
    }))
}

/// Reads the figure of a form.
pub fn quantity(posted: &Posted) -> Result<Option<Quantity>, Fault> {
    let parts = Parts {
        subject: posted.owned("subject"),
        metric: posted.owned("metric"),
        comparator: posted.parsed("comparator")?,
        amount: posted.owned("amount").map(|text| text.trim().to_string()),
        upper: posted.owned("upper").map(|text| text.trim().to_string()),
        unit: posted.owned("unit").map(|text| text.trim().to_string()),
        from: day(posted, "from")?,
        to: day(posted, "until")?,
        basis: posted.parsed("basis")?,
    };
    // A sign of comparison alone is what the form starts with, and says nothing.
    let said = parts.amount.is_some() || parts.unit.is_some() || parts.subject.is_some() || parts.metric.is_some();
    match said {
        true => Ok(parts.quantity()?),
        false => Ok(None),
    }
}

/// Reads a day, where one was given.
pub fn day(posted: &Posted, field: &str) -> Result<Option<Day>, Fault> {
    let read = |text: &str| Day::parse(text.trim());
    match posted.text(field) {
        None => Ok(None),
        Some(text) => read(text).map(Some).ok_or_else(|| Fault::refused("Write a day as 2026-11-23.")),
    }
}

fn exchange(id: String, act: &str, posted: &Posted) -> Result<Work, Fault> {
    Ok(match act {
        "ask" => {
            let to = posted.must::<Recipient>("to", "whom it is put to")?;
            let question = posted.required("question", "the question")?.to_string();
            let whom = posted.owned("whom");
            Box::new(move |casebook, actor| query::ask(casebook, actor, &id, to, whom.as_deref(), &question).map(drop))
        }
        "answer" => {
            let query = posted.required("query", "the query")?.to_string();
            let answer = posted.required("answer", "the answer")?.to_string();
            Box::new(move |casebook, actor| {
                own(casebook, &id, |claim| claim.queries.iter().any(|own| own.mark.id.hex() == query))?;
                query::answer(casebook, actor, &query, &answer).map(drop)
            })
        }
        "reply" => {
            let whom = posted.required("whom", "who is asked")?.to_string();
            let (about, until) = (posted.owned("about"), day(posted, "until")?);
            Box::new(move |casebook, actor| {
                query::request_reply(casebook, actor, &id, &whom, about.as_deref(), until).map(drop)
            })
        }
        "received" => {
            let request = posted.required("request", "the request")?.to_string();
            let answer = posted.required("answer", "the answer")?.to_string();
            Box::new(move |casebook, actor| {
                own(casebook, &id, |claim| claim.replies.iter().any(|own| own.mark.id.hex() == request))?;
                query::receive_reply(casebook, actor, &request, &answer).map(drop)
            })
        }
        _ => {
            let published = day(posted, "published")?.ok_or_else(|| Fault::refused("Missing: the day."))?;
            let was = posted.required("was", "the wording that was corrected")?.to_string();
            let now = posted.required("now", "the corrected wording")?.to_string();
            let reason = posted.owned("reason");
            Box::new(move |casebook, actor| {
                query::correct(casebook, actor, &id, published, &was, &now, reason.as_deref()).map(drop)
            })
        }
    })
}

/// Requires that what a form names belongs to the claim of the form.
fn own(casebook: &Casebook, id: &str, holds: impl FnOnce(&Claim) -> bool) -> Result<()> {
    match holds(&actions::claim(casebook.reader(), id)?) {
        true => Ok(()),
        false => Err(Error::Invalid("this belongs to another claim".into())),
    }
}
