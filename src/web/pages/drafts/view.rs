//! Claims between two drafts, and the drafts side by side, as the pages show them.

use crate::web::words::Words;
use actions::drafts::compare::{Fared, Part, Row, Side, wordings};
use actions::drafts::fate::Fate;
use actions::drafts::revise::Carried;
use actions::drafts::revise::Change;
use record::model::words::{Status, Touched};
use std::collections::BTreeMap;

/// Lines that are shown around what changed.
const AROUND: usize = 1;

/// The most lines that a page shows.
const LINES: usize = 1500;

/// What became of a claim.
pub struct FateView {
    pub id: String,
    pub label: String,
    pub fate: Option<Fate>,
    pub was: Vec<Part>,
    pub now: Vec<Part>,
    pub why: Option<String>,
    pub place: Option<String>,
    pub status: Status,
    pub goes_stale: bool,
    /// What changed in its sentence.
    pub changes: Vec<Change>,
    pub awaits: bool,
    pub may_be_confirmed: bool,
    pub seen: String,
}

impl FateView {
    /// Takes what a draft that waits would do to a claim.
    pub fn of_carried(carried: &Carried) -> Self {
        let (was, now) = match &carried.now {
            Some(now) => wordings(&carried.was, now),
            None => (vec![Part { text: carried.was.clone(), changed: false }], Vec::new()),
        };
        Self {
            id: carried.claim.hex(),
            label: carried.external_id.clone().unwrap_or_else(|| carried.claim.short()),
            fate: Some(carried.fate),
            was,
            now,
            why: carried.why.clone(),
            place: carried.place.clone().filter(|_| matches!(carried.fate, Fate::Moved | Fate::Back)),
            status: carried.status_before,
            goes_stale: carried.goes_stale,
            changes: carried.changes.clone(),
            awaits: false,
            may_be_confirmed: carried.may_be_confirmed,
            seen: String::new(),
        }
    }

    /// Takes what became of a claim.
    pub fn of_fared(fared: &Fared) -> Self {
        Self {
            id: fared.id.hex(),
            label: fared.external_id.clone().unwrap_or_else(|| fared.id.short()),
            fate: fared.fate,
            was: fared.was.clone(),
            now: fared.now.clone(),
            why: None,
            place: None,
            status: fared.status,
            goes_stale: false,
            changes: fared.changes.clone(),
            awaits: fared.awaits,
            may_be_confirmed: fared.may_be_confirmed,
            seen: fared.seen.hex(),
        }
    }

    /// Says whether its words are shown twice, before and after.
    pub fn has_two_wordings(&self) -> bool {
        self.fate == Some(Fate::Edited)
    }

    /// Says whether nothing of its own words changed, though it counts as edited.
    pub fn changed_beside(&self) -> bool {
        self.has_two_wordings() && !self.was.iter().chain(&self.now).any(|part| part.changed)
    }

    /// Gives its words where they are shown once.
    pub fn words(&self) -> &[Part] {
        if self.now.is_empty() { &self.was } else { &self.now }
    }
}

/// All claims between two drafts, those first that a person must look at, and how many there are of each fate.
pub struct FatesView {
    pub claims: Vec<FateView>,
    pub counts: Vec<(Option<Fate>, usize)>,
}

impl FatesView {
    /// Takes claims in their order.
    pub fn of(claims: Vec<FateView>) -> Self {
        let mut counts: Vec<(Option<Fate>, usize)> = Vec::new();
        for claim in &claims {
            match counts.iter_mut().find(|(fate, _)| *fate == claim.fate) {
                Some((_, count)) => *count += 1,
                None => counts.push((claim.fate, 1)),
            }
        }
        Self { claims, counts }
    }
}

/// Names a fate.
pub fn fate_word(t: &Words, fate: Option<&Fate>) -> &'static str {
    match fate {
        Some(Fate::Unchanged) => t.say("unchanged"),
        Some(Fate::Moved) => t.say("moved"),
        Some(Fate::Edited) => t.say("edited"),
        Some(Fate::Lost) => t.say("lost"),
        Some(Fate::Back) => t.say("back"),
        None => t.say("recorded since"),
    }
}

/// Names what a change touches.
pub fn touched(t: &Words, touched: &Touched) -> &'static str {
    match touched {
        Touched::Figure => t.say("figure"),
        Touched::Negation => t.say("negation"),
        Touched::Denial => t.say("denial"),
        Touched::Condition => t.say("condition"),
        Touched::Direction => t.say("direction"),
        Touched::Source => t.say("who says it"),
        Touched::Name => t.say("name"),
        Touched::Hedge => t.say("hedge"),
        Touched::Order => t.say("order"),
        Touched::Wording => t.say("wording"),
    }
}

/// Gives the sign of a fate, which tells it without colour.
pub fn fate_sign(fate: Option<&Fate>) -> &'static str {
    match fate {
        Some(Fate::Unchanged) => "=",
        Some(Fate::Moved) => "↕",
        Some(Fate::Edited) => "±",
        Some(Fate::Lost) => "✗",
        Some(Fate::Back) => "↩",
        None => "+",
    }
}

/// Two drafts side by side, as far as they are shown.
pub struct SidesView {
    pub lines: Vec<LineView>,
    /// Lines that changed.
    pub changed: usize,
    /// Lines that the page has no room for.
    pub beyond: usize,
    pub whole: bool,
}

/// What stands in a line of the page.
pub enum LineView {
    /// Lines that stand as they were, and are not shown.
    Same(usize),
    Pair(PairView),
}

/// Two lines beside each other.
pub struct PairView {
    pub changed: bool,
    pub old: Option<SideView>,
    pub new: Option<SideView>,
}

/// A line of one draft, with the claims that begin on it.
pub struct SideView {
    pub parts: Vec<Part>,
    pub claims: Vec<(String, String, &'static str)>,
}

impl SidesView {
    /// Takes what changed with a line around it, or everything.
    pub fn of(rows: &[Row], claims: &[Fared], whole: bool) -> Self {
        let changed: Vec<bool> = rows.iter().map(Row::is_changed).collect();
        let near = |at: usize| {
            let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(rows.len());
            whole || changed[around].contains(&true)
        };
        let begin = Beginnings::of(claims);
        let (mut lines, mut shown, mut beyond) = (Vec::new(), 0, 0);
        for (at, row) in rows.iter().enumerate() {
            if !near(at) {
                match lines.last_mut() {
                    Some(LineView::Same(count)) => *count += 1,
                    _ => lines.push(LineView::Same(1)),
                }
            } else if shown < LINES {
                shown += 1;
                lines.push(LineView::Pair(PairView {
                    changed: changed[at],
                    old: row.old.as_ref().map(|side| begin.side(side, &begin.old)),
                    new: row.new.as_ref().map(|side| begin.side(side, &begin.new)),
                }));
            } else {
                beyond += 1;
            }
        }
        Self { lines, changed: changed.iter().filter(|changed| **changed).count(), beyond, whole }
    }
}

type Labelled = (String, String, &'static str);

/// Where claims begin in either draft.
struct Beginnings {
    old: BTreeMap<u64, Vec<Labelled>>,
    new: BTreeMap<u64, Vec<Labelled>>,
}

impl Beginnings {
    fn of(claims: &[Fared]) -> Self {
        let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
        for claim in claims {
            let label = claim.external_id.clone().unwrap_or_else(|| claim.id.short());
            let labelled = (claim.id.hex(), label, fate_sign(claim.fate.as_ref()));
            if let Some(start) = claim.old {
                old.entry(start).or_insert_with(Vec::new).push(labelled.clone());
            }
            if let Some(start) = claim.new {
                new.entry(start).or_insert_with(Vec::new).push(labelled);
            }
        }
        Self { old, new }
    }

    fn side(&self, side: &Side, starts: &BTreeMap<u64, Vec<Labelled>>) -> SideView {
        let range = side.range.start as u64..side.range.end as u64;
        SideView { parts: side.parts.clone(), claims: starts.range(range).flat_map(|(_, own)| own.clone()).collect() }
    }
}
