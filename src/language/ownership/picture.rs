//! What a drawing of a graph shows: boxes, arrows and words, before anything has a place.

use super::control::Count;
use super::graph::Graph;
use super::{Answer, Ownership, Unknown};
use record::model::id::Id;
use record::visible::visible;
use serde::Serialize;
use std::fmt;

/// Beyond these a drawing is no longer one that a person can read.
pub const MOST_BOXES: usize = 200;
const MOST_ARROWS: usize = 500;
/// Stakes and owners told in the description.
const MOST_TOLD: usize = 40;

/// A graph, or what is above one company in it, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Names of strangers in it are safe to print.
    pub title: String,
    /// The picture in words, for whoever cannot see it.
    pub description: String,
    pub boxes: Vec<Box>,
    pub arrows: Vec<Arrow>,
    /// What the arrows mean.
    #[serde(skip)]
    pub legend: Vec<&'static str>,
}

const LEGEND: &[&str] = &[
    "Arrows lead from an owner to what it owns; interest is the share looked through.",
    "Heavy: the owner controls it, alone or with companies that it controls.",
    "Heavy and dashed: stakes told as `about` or `more than` leave control open.",
];

/// A company, person or state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Box {
    /// As it was written: not yet harmless.
    pub name: String,
    /// What it has in the company that the picture is about.
    pub note: Option<String>,
    /// The picture is about this company.
    pub subject: bool,
}

/// A stake, from the owner to what it owns, given by the places of their boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Arrow {
    pub owner: usize,
    pub owned: usize,
    pub share: String,
    pub told_of: String,
    /// Whether the owner controls what it owns, by this stake or by others.
    pub control: Answer,
    pub stake: Id,
    /// The stake as a sentence, safe to print.
    pub sentence: String,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotDrawn {
    Unknown(Unknown),
    TooMany { companies: usize, stakes: usize },
}

impl fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(unknown) => unknown.fmt(f),
            Self::TooMany { companies, stakes } => write!(
                f,
                "{companies} companies and {stakes} stakes are too many to draw: at most {MOST_BOXES} and \
                 {MOST_ARROWS} are; draw what is above one company"
            ),
        }
    }
}

impl std::error::Error for NotDrawn {}

impl Graph {
    /// Gives what to draw: what is above one company, or everything.
    pub fn picture(&self, company: Option<&str>) -> Result<Picture, NotDrawn> {
        let subject = company.map(|company| self.find(company)).transpose().map_err(NotDrawn::Unknown)?;
        let mut shown: Vec<usize> = match subject {
            Some(subject) => self.reached(subject, true),
            None => (0..self.companies.len()).collect(),
        };
        shown.sort_unstable();
        let within = |company: usize| shown.binary_search(&company).is_ok();
        let links = (0..self.links.len()).filter(|at| within(self.links[*at].owner) && within(self.links[*at].owned));
        let links: Vec<usize> = links.collect();
        if shown.len() > MOST_BOXES || links.len() > MOST_ARROWS {
            return Err(NotDrawn::TooMany { companies: shown.len(), stakes: links.len() });
        }
        let ownership = company.map(|company| self.ownership_of(company)).transpose().map_err(NotDrawn::Unknown)?;
        let mut count = Count::of(self);
        let arrows: Vec<Arrow> = links.iter().map(|at| self.arrow(*at, &shown, &mut count)).collect();
        let boxes = shown.iter().map(|company| self.boxed(*company, subject, ownership.as_ref())).collect();
        let title = self.title(subject);
        Ok(Picture {
            description: description(&arrows, ownership.as_ref()),
            title,
            boxes,
            arrows,
            legend: LEGEND.to_vec(),
        })
    }

    fn title(&self, subject: Option<usize>) -> String {
        let what = subject.map_or("what".into(), |subject| visible(&self.companies[subject].name));
        match self.as_of {
            Some(day) => format!("Who owns {what}, as of {day}"),
            None => format!("Who owns {what}, by the latest statements"),
        }
    }

    fn boxed(&self, company: usize, subject: Option<usize>, ownership: Option<&Ownership>) -> Box {
        let name = self.companies[company].name.clone();
        let holdings = ownership.map_or(&[][..], |ownership| &ownership.holdings);
        let note = holdings.iter().find(|holding| holding.owner == name).map(|holding| {
            let interest = format!("interest {:.2}", holding.look_through);
            match holding.control.majority {
                Answer::Yes => format!("{interest}, control"),
                Answer::No => interest,
                Answer::Unsettled => format!("{interest}, control unsettled"),
            }
        });
        Box { name, note, subject: subject == Some(company) }
    }

    fn arrow(&self, at: usize, shown: &[usize], count: &mut Count) -> Arrow {
        let link = &self.links[at];
        let step = self.step(at);
        let place = |company: usize| shown.partition_point(|other| *other < company);
        let mark = self.stakes[link.stake].mark();
        let sentence = format!("{} holds {} of {} ({}, {mark})", step.owner, step.share, step.owned, step.told_of);
        Arrow {
            owner: place(link.owner),
            owned: place(link.owned),
            share: step.share.to_string(),
            told_of: step.told_of,
            control: count.control(link.owner, link.owned).majority,
            stake: step.stake,
            sentence: visible(&sentence),
        }
    }
}

fn description(arrows: &[Arrow], ownership: Option<&Ownership>) -> String {
    let mut sentences: Vec<String> = arrows.iter().take(MOST_TOLD).map(|arrow| arrow.sentence.clone() + ".").collect();
    if arrows.len() > MOST_TOLD {
        sentences.push(format!("And {} stakes more.", arrows.len() - MOST_TOLD));
    }
    for holding in ownership.iter().flat_map(|ownership| &ownership.holdings).take(MOST_TOLD) {
        sentences.push(format!("{}: {}.", visible(&holding.owner), holding.majority()));
    }
    sentences.join(" ")
}
