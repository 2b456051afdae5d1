//! The overview in pictures: status, verdicts, origins, activity, owners.

use super::chart::{self, Bar, Part};
use super::page::Page;
use super::signs::{badge, plain};
use super::{activity, owners};
use crate::dossier::{Dossier, Entry};
use crate::look::{self, Look, found, of_hold};
use crate::tally::Tally;
use language::standing::Hold;
use record::model::words::Status;
use std::collections::BTreeMap;

/// From so many independent origins on, claims are counted together.
const MANY: usize = 5;

/// Writes the section.
pub fn write(page: &mut Page, dossier: &Dossier) {
    if dossier.claims.is_empty() && dossier.stakes.is_empty() {
        return;
    }
    page.raw("<section class=\"part\" id=\"glance\" aria-labelledby=\"glance-title\">\n");
    page.raw("<h2 id=\"glance-title\">At a glance</h2>\n<div class=\"plots\">\n");
    if !dossier.claims.is_empty() {
        statuses(page, dossier);
        origins(page, dossier);
        verdicts(page, dossier);
        activity::write(page, dossier);
    }
    page.raw("</div>\n");
    owners::write(page, dossier);
    page.raw("</section>\n");
}

fn statuses(page: &mut Page, dossier: &Dossier) {
    let of_status = |status: Status, hold: Hold| {
        let alike = |entry: &&Entry| (entry.status, entry.standing.hold) == (status, hold);
        let (count, look) = (dossier.claims.iter().filter(alike).count(), look::of_status(status, hold));
        Part { count, class: look.class, sign: look.sign, word: of_hold(hold).word }
    };
    let bars = dossier.by_status().into_keys().map(|status| {
        let own = look::of_status(status, Hold::Open);
        let parts = Hold::ALL.iter().map(|hold| of_status(status, *hold)).filter(|part| part.count > 0);
        Bar { label: format!("{} {}", own.sign, own.word), parts: parts.collect() }
    });
    chart::bars(page, "by-status", "Claims by status", &bars.collect::<Vec<_>>());
    let bars = Tally::of(dossier).holds.into_iter().map(|(hold, count)| {
        let look = of_hold(hold);
        Bar::plain(format!("{} {}", look.sign, language::standing::Hold::word(hold)), count, look.class)
    });
    chart::bars(page, "by-standing", "Claims by how they stand", &bars.collect::<Vec<_>>());
}

fn verdicts(page: &mut Page, dossier: &Dossier) {
    let mut by_type: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
    for entry in &dossier.claims {
        by_type.entry(entry.claim.claim_type).or_default().push(entry);
    }
    let bars: Vec<Bar> =
        by_type.iter().map(|(of, entries)| Bar { label: plain(of.word()), parts: parts(entries) }).collect();
    page.raw("<div class=\"with-legend\">");
    chart::bars(page, "by-type", "Verdicts by type of claim", &bars);
    page.raw("<p class=\"legend\">");
    for sign in look::all().filter(|sign| dossier.claims.iter().any(|entry| found(entry).class == sign.class)) {
        badge(page, "badge verdict", sign);
        page.raw(" ");
    }
    page.raw("</p></div>\n");
}

fn parts(entries: &[&Entry]) -> Vec<Part> {
    let count = |sign: Look| entries.iter().filter(|entry| found(entry).class == sign.class).count();
    let part = |sign: Look| Part { count: count(sign), class: sign.class, sign: sign.sign, word: sign.word };
    look::all().map(part).filter(|part| part.count > 0).collect()
}

fn origins(page: &mut Page, dossier: &Dossier) {
    let mut counts = [0; MANY + 1];
    for entry in &dossier.claims {
        counts[entry.standing.origins.low.min(MANY)] += 1;
    }
    let last = counts.iter().rposition(|count| *count > 0).unwrap_or(0);
    let bars: Vec<Bar> = counts[..=last]
        .iter()
        .enumerate()
        .map(|(origins, count)| {
            let label = match origins {
                0 => "none".to_string(),
                1 => "one origin".into(),
                MANY => format!("{MANY} or more"),
                more => format!("{more} origins"),
            };
            Bar::plain(label, *count, if origins == 0 { "early" } else { "plain" })
        })
        .collect();
    chart::bars(page, "by-origins", "Claims by independent origins in support, at least", &bars);
}
