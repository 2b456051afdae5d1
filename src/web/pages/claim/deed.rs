//! What a form on a claim asks for, with all that it needs, and doing it.

use super::act::ClaimAct;
use super::conflict;
use super::fields::{day, quantity};
use super::offer::{Kept, Offer, Read};
use super::refused::Refusal;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use actions::claims::claim::{self, Amendment, Refigured};
use actions::claims::still_holds::still_holds;
use actions::claims::{depend, query, review, undo};
use actions::evidence::attach;
use actions::users::Role;
use actions::{Actor, Casebook, people};
use record::model::claim::Claim;
use record::model::quantity::Quantity;
use record::model::time::Day;
use record::model::words::{ClaimType, Priority, Recipient, Verdict};
use std::sync::Arc;
use store::error::{Error, Result};

/// One act with its inputs, ready to be done.
enum Deed {
    Amend(NewWording),
    Answer { query: String, answer: String },
    Ask { to: Recipient, whom: Option<String>, question: String },
    Assign { to: Actor, due: Option<Day> },
    Check { verdict: Verdict, note: Option<String> },
    Correct { published: Day, was: String, now: String, reason: Option<String> },
    Cut { reason: Option<String> },
    Depend { on: String, note: Option<String> },
    Drop { on: String, reason: String },
    Evidence(Box<Offer>),
    Note { text: String, confidential: bool },
    Received { request: String, answer: String },
    Reopen { reason: String },
    Reply { whom: String, about: Option<String>, until: Option<Day> },
    Resolve { verdict: Verdict, note: String },
    Restore { reason: Option<String> },
    Return { reason: String },
    Second { to: Option<Actor>, blind: bool, note: Option<String> },
    SignOff { note: Option<String>, despite: Option<String> },
    Start,
    Undo { event: String },
    StillHolds { note: Option<String> },
    Withdraw { evidence: String, reason: String },
}

/// How a claim is to stand, changed or not.
struct NewWording {
    statement: Option<String>,
    claim_type: ClaimType,
    priority: Priority,
    quantity: Option<Quantity>,
    reason: Option<String>,
}

/// Does what a form asks for.
pub async fn perform(desk: &Arc<Desk>, id: &str, act: ClaimAct, posted: &mut Posted) -> Result<Option<Read>, Refusal> {
    let least = least(desk, id, act, &posted.visitor).await?;
    posted.visitor.require(least)?;
    let deed = reaching(desk, id, Deed::read(act, posted)?, &posted.visitor).await?;
    let expected = conflict::expectation(desk, &posted.visitor, act, posted.expected(id)).await?;
    let claim = id.to_string();
    let done = desk.write(&posted.visitor, least, expected, move |casebook, actor| {
        let mut kept = Kept::default();
        // Named, filed and fetched things are facts of their own, and stay when the quotation is not found in them.
        Ok((deed.perform(casebook, actor, &claim, &mut kept), kept))
    });
    let (done, kept) = done.await?;
    done.map_err(|error| Refusal { fault: error.into(), instead: kept.instead(), choices: kept.choices })
}

/// Fetches what the deed needs from the network before it is done, so that nobody waits for that to write.
async fn reaching(desk: &Arc<Desk>, claim: &str, deed: Deed, visitor: &Visitor) -> Result<Deed, Fault> {
    let Deed::Evidence(offer) = deed else { return Ok(deed) };
    let Some(address) = offer.to_fetch().map(str::to_string) else { return Ok(Deed::Evidence(offer)) };
    let claim = claim.to_string();
    // A claim that is not there is told before anything is asked for.
    desk.read(visitor, move |casebook| actions::claim(casebook.reader(), &claim).map(drop)).await?;
    let reached = desk.reach(address).await?;
    Ok(Deed::Evidence(Box::new(offer.with_reached(reached))))
}

/// Says which role an act needs: a checker may cut a claim that nobody else has touched.
async fn least(desk: &Arc<Desk>, id: &str, act: ClaimAct, visitor: &Visitor) -> Result<Role, Fault> {
    if act != ClaimAct::Cut || visitor.role != Role::Checker {
        return Ok(act.least());
    }
    let (claim, name) = (id.to_string(), visitor.actor.name().to_string());
    let own = desk.read(visitor, move |casebook| {
        let reader = casebook.reader();
        undo::is_own(reader, &actions::claim(reader, &claim)?, &name)
    });
    Ok(if own.await? { Role::Checker } else { act.least() })
}

impl Deed {
    fn read(act: ClaimAct, posted: &mut Posted) -> Result<Self, Fault> {
        let required = |name: &str, what: &str| posted.required(name, what).map(str::to_string);
        let reason = || required("reason", "the reason");
        Ok(match act {
            ClaimAct::Amend => Self::Amend(NewWording {
                statement: posted.owned("statement"),
                claim_type: posted.must("type", "the type")?,
                priority: posted.must("priority", "the priority")?,
                quantity: quantity(posted)?,
                reason: posted.owned("reason"),
            }),
            ClaimAct::Answer => {
                Self::Answer { query: required("query", "the query")?, answer: required("answer", "the answer")? }
            }
            ClaimAct::Ask => Self::Ask {
                to: posted.must("to", "whom it is put to")?,
                question: required("question", "the question")?,
                whom: posted.owned("whom"),
            },
            ClaimAct::Assign => {
                Self::Assign { to: Actor::named(&required("to", "who is to check it")?)?, due: day(posted, "due")? }
            }
            ClaimAct::Check => {
                Self::Check { verdict: posted.must("verdict", "the verdict")?, note: posted.owned("note") }
            }
            ClaimAct::Correct => Self::Correct {
                published: day(posted, "published")?.ok_or_else(|| Fault::refused("Missing: the day."))?,
                was: required("was", "the wording that was corrected")?,
                now: required("now", "the corrected wording")?,
                reason: posted.owned("reason"),
            },
            ClaimAct::Cut => Self::Cut { reason: posted.owned("reason") },
            ClaimAct::Depend => Self::Depend { on: required("on", "the other claim")?, note: posted.owned("note") },
            ClaimAct::Drop => Self::Drop { on: required("on", "the other claim")?, reason: reason()? },
            ClaimAct::Evidence => Self::Evidence(Box::new(Offer::read(posted)?)),
            ClaimAct::Note => {
                Self::Note { text: required("text", "the note")?, confidential: posted.ticked("confidential") }
            }
            ClaimAct::Received => Self::Received {
                request: required("request", "the request")?,
                answer: required("answer", "the answer")?,
            },
            ClaimAct::Reopen => Self::Reopen { reason: reason()? },
            ClaimAct::Reply => Self::Reply {
                whom: required("whom", "who is asked")?,
                about: posted.owned("about"),
                until: day(posted, "until")?,
            },
            ClaimAct::Resolve => {
                Self::Resolve { verdict: posted.must("verdict", "the verdict")?, note: required("note", "the reason")? }
            }
            ClaimAct::Restore => Self::Restore { reason: posted.owned("reason") },
            ClaimAct::Return => Self::Return { reason: reason()? },
            ClaimAct::Second => Self::Second {
                to: posted.text("to").map(Actor::named).transpose()?,
                blind: posted.ticked("blind"),
                note: posted.owned("note"),
            },
            ClaimAct::SignOff => Self::SignOff { note: posted.owned("note"), despite: posted.owned("despite") },
            ClaimAct::Start => Self::Start,
            ClaimAct::Undo => Self::Undo { event: required("event", "what is taken back")? },
            ClaimAct::StillHolds => Self::StillHolds { note: posted.owned("note") },
            ClaimAct::Withdraw => Self::Withdraw { evidence: required("which", "the evidence")?, reason: reason()? },
        })
    }

    fn perform(self, casebook: &mut Casebook, actor: &Actor, id: &str, kept: &mut Kept) -> Result<Option<Read>> {
        let done = match self {
            Self::Amend(wording) => wording.amend(casebook, actor, id),
            Self::Answer { query, answer } => {
                own(casebook, id, |claim| claim.queries.iter().any(|own| own.mark.id.hex() == query))?;
                query::answer(casebook, actor, &query, &answer).map(drop)
            }
            Self::Ask { to, whom, question } => {
                query::ask(casebook, actor, id, to, whom.as_deref(), &question).map(drop)
            }
            Self::Assign { to, due } => {
                people::require(casebook, to.name())?;
                review::assign(casebook, actor, id, &to, due).map(drop)
            }
            Self::Check { verdict, note } => review::check(casebook, actor, id, verdict, note.as_deref()).map(drop),
            Self::Correct { published, was, now, reason } => {
                query::correct(casebook, actor, id, published, &was, &now, reason.as_deref()).map(drop)
            }
            Self::Cut { reason } => claim::cut(casebook, actor, id, reason.as_deref()).map(drop),
            Self::Depend { on, note } => depend::depend(casebook, actor, id, &on, note.as_deref()).map(drop),
            Self::Drop { on, reason } => depend::drop_dependency(casebook, actor, id, &on, &reason).map(drop),
            Self::Evidence(mut offer) => return offer.take(casebook, actor, id, kept).map(Some),
            Self::Note { text, confidential } => review::note(casebook, actor, id, &text, confidential).map(drop),
            Self::Received { request, answer } => {
                own(casebook, id, |claim| claim.replies.iter().any(|own| own.mark.id.hex() == request))?;
                query::receive_reply(casebook, actor, &request, &answer).map(drop)
            }
            Self::Reopen { reason } => review::reopen(casebook, actor, id, &reason).map(drop),
            Self::Reply { whom, about, until } => {
                query::request_reply(casebook, actor, id, &whom, about.as_deref(), until).map(drop)
            }
            Self::Resolve { verdict, note } => review::resolve(casebook, actor, id, verdict, &note).map(drop),
            Self::Restore { reason } => claim::restore(casebook, actor, id, reason.as_deref()).map(drop),
            Self::Return { reason } => review::return_claim(casebook, actor, id, &reason).map(drop),
            Self::Second { to, blind, note } => {
                to.iter().try_for_each(|to| people::require(casebook, to.name()))?;
                review::request_second_check(casebook, actor, id, to.as_ref(), blind, note.as_deref()).map(drop)
            }
            Self::SignOff { note, despite } => {
                review::sign_off(casebook, actor, id, note.as_deref(), despite.as_deref()).map(drop)
            }
            Self::Start => review::start(casebook, actor, id).map(drop),
            Self::Undo { event } => {
                own(casebook, id, |claim| claim.events.iter().any(|own| own.hex() == event))?;
                undo::undo(casebook, actor, Some(&event), None).map(drop)
            }
            Self::StillHolds { note } => still_holds(casebook, actor, &[id.to_string()], note.as_deref()).map(drop),
            Self::Withdraw { evidence, reason } => {
                own(casebook, id, |claim| claim.evidence.iter().any(|own| own.mark.id.hex() == evidence))?;
                attach::withdraw(casebook, actor, &evidence, &reason).map(drop)
            }
        };
        done.map(|()| None)
    }
}

impl NewWording {
    /// Amends what the form changed; the form holds every part as it is to be.
    fn amend(self, casebook: &mut Casebook, actor: &Actor, id: &str) -> Result<()> {
        let Self { statement, claim_type, priority, quantity, reason } = self;
        let amendment = Amendment {
            statement: statement.as_deref(),
            claim_type: Some(claim_type),
            priority: Some(priority),
            quantity: Refigured::Whole(quantity),
            reason: reason.as_deref(),
        };
        claim::amend(casebook, actor, id, &amendment).map(drop)
    }
}

/// Requires that what a form names belongs to the claim of the form.
fn own(casebook: &Casebook, id: &str, holds: impl FnOnce(&Claim) -> bool) -> Result<()> {
    match holds(&actions::claim(casebook.reader(), id)?) {
        true => Ok(()),
        false => Err(Error::Invalid("this belongs to another claim".into())),
    }
}
