//! A list of claims as the board shows it, with what was typed into the form below it.

use super::address::{Address, PAGE};
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::offered::offered_people;
use crate::web::pages::claim::{Panel, panel_of};
use crate::web::posted::Posted;
use crate::web::visitor::Visitor;
use crate::web::words::Words;
use actions::claims::list::Sort;
use actions::claims::list::{self, Browsed, Shown, View};
use actions::claims::standing::Hold;
use askama::Template;
use axum::response::Response;
use record::model::id::Id;
use record::model::time::Moment;
use record::model::words::{ClaimType, Priority, Status, Verdict};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    frame: Frame,
    address: Address,
    browsed: Browsed,
    bar: Vec<Part>,
    /// Whom a claim can be given to.
    people: Vec<String>,
    today: String,
    now: Moment,
    kept: Kept,
    /// The claim that is open beside the list.
    panel: Option<Panel>,
}

/// A part of the bar, in thousandths of its length.
struct Part {
    status: Status,
    claims: u64,
    from: u64,
    length: u64,
}

/// What was typed into a form that was refused, to be sent again.
#[derive(Default)]
pub struct Kept {
    pub refusal: Option<Fault>,
    pub ticked: Vec<String>,
    pub assignee: String,
    pub due: String,
    pub priority: String,
}

impl Kept {
    /// Takes what was typed, and why it was refused.
    pub fn of(posted: &Posted, refusal: Fault) -> Self {
        let text = |name| posted.owned(name).unwrap_or_default();
        Self {
            refusal: Some(refusal),
            ticked: posted.all("claim"),
            assignee: text("assignee"),
            due: text("due"),
            priority: text("priority"),
        }
    }

    /// Says whether a claim was ticked.
    pub fn has(&self, claim: &Id) -> bool {
        self.ticked.contains(&claim.hex())
    }
}

/// Shows the list that an address asks for, with what was typed into the form below it.
pub async fn shown(desk: &Arc<Desk>, visitor: &Visitor, address: Address, kept: Kept) -> Result<Response, Fault> {
    let (asked, name) = (address.asked()?, visitor.actor.name().to_string());
    let browsed = desk.read(visitor, move |casebook| list::browse(casebook, &asked, &name)).await?;
    let frame = Frame::of(visitor).within("board");
    let people = offered_people(desk, visitor).await?;
    let (today, now) = (desk.clock().today().to_string(), desk.clock().now());
    let panel = panel_of(desk, visitor, address.claim(), None).await?;
    Ok(page(&BoardPage { frame, address, bar: bar(&browsed), people, today, now, kept, panel, browsed }))
}

fn bar(browsed: &Browsed) -> Vec<Part> {
    let live = browsed.by_status.iter().filter(|(status, claims)| **status != Status::Cut && **claims > 0);
    let total: u64 = live.clone().map(|(_, claims)| claims).sum();
    let mut before = 0;
    let part = |(status, claims): (&Status, &u64)| {
        let from = before * 1000 / total.max(1);
        before += claims;
        Part { status: *status, claims: *claims, from, length: before * 1000 / total.max(1) - from }
    };
    live.map(part).collect()
}

impl BoardPage {
    fn view_name(&self, view: &View) -> String {
        let t = self.frame.t;
        match view {
            View::Mine => t.say("My work"),
            View::Overdue => t.say("Overdue"),
            View::Contested => t.say("Contested"),
            View::Stale => t.say("Stale"),
            View::Queries => t.say("Open queries"),
            View::InDoubt => t.say("In doubt"),
            View::Unassigned => t.say("Unassigned"),
        }
        .to_string()
    }

    fn order_name(&self, sort: &Sort) -> String {
        let t = self.frame.t;
        match sort {
            Sort::Recorded => t.say("as recorded"),
            Sort::Priority => t.say("by priority"),
            Sort::Status => t.say("by status"),
            Sort::Due => t.say("by due date"),
            Sort::Place => t.say("as in the text"),
            Sort::Relevance => t.say("by relevance"),
        }
        .to_string()
    }

    /// Counts the claims that are not cut.
    fn live(&self) -> u64 {
        self.bar.iter().map(|part| part.claims).sum()
    }

    /// Says whether the filters that are folded away narrow the list.
    fn is_filtered(&self) -> bool {
        let folded = ["status", "verdict", "type", "priority", "assignee", "sort"];
        folded.iter().any(|name| !self.address.value(name).is_empty())
    }

    /// Gives the words by which a claim is known: its own in the text, else what is asserted.
    fn words<'a>(&'a self, shown: &'a Shown) -> &'a str {
        let words = shown.words.as_deref().filter(|_| shown.listed.statement.is_some());
        words.or(shown.listed.statement.as_deref()).unwrap_or(self.frame.t.say("(withheld)"))
    }

    /// Gives what is asserted, where it says more than the words do.
    fn sentence<'a>(&self, shown: &'a Shown) -> Option<&'a str> {
        shown.listed.statement.as_deref().filter(|said| shown.words.as_deref().is_some_and(|words| words != *said))
    }

    /// Says whether a claim waits for the onlooker, or for anybody.
    fn waits(&self, shown: &Shown) -> bool {
        let own = shown.listed.assignee.as_deref().is_none_or(|name| Some(name) == self.frame.name.as_deref());
        let done = matches!(shown.listed.status, Status::Checked | Status::SignedOff | Status::Cut);
        own && (!done || matches!(shown.hold, Hold::LookAgain | Hold::Falls))
    }

    fn overdue(&self, shown: &Shown) -> bool {
        let done = matches!(shown.listed.status, Status::SignedOff | Status::Cut);
        !done && shown.listed.due.as_ref().is_some_and(|due| *due < self.today)
    }

    /// Gives the places of the first and last claim shown.
    fn stretch(&self) -> String {
        let first = (self.address.page() - 1) * PAGE;
        let last = first + self.browsed.claims.len();
        let t: Words = self.frame.t;
        match self.browsed.total {
            Some(total) => format!("{}–{last} {} {total}", first + 1, t.say("of")),
            None => format!("{}–{last}", first + 1),
        }
    }

    fn page_address(&self, number: usize) -> String {
        self.address.with("page", &number.to_string())
    }
}
