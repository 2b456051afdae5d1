//! What a claim is tied to, as its page shows it.

use super::terminal::{Page, shortened, visible};
use actions::claims::card::Ties;
use actions::claims::depend::Neighbour;

/// Adds the claims that it rests on and those that rest on it, and the doubt that came that way.
pub fn compose_claims(ties: &Ties, page: &mut Page) {
    for (name, claims) in [("rests on", &ties.rests_on), ("carried by", &ties.carried_by)] {
        for neighbour in claims {
            page.field(name, Some(in_words(neighbour)));
        }
    }
    for doubt in &ties.in_doubt {
        page.line(format!("  in doubt: {}", visible(&doubt.in_words())));
    }
}

/// Adds how many sources and origins there are in support, and what only repeats the piece.
pub fn compose_origins(ties: &Ties, page: &mut Page) {
    for way in &ties.circular {
        page.line(format!("  circular: {}", visible(&way.forwards())));
    }
}

fn in_words(neighbour: &Neighbour) -> String {
    let Neighbour { claim, external_id, status, statement } = neighbour;
    let own = external_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let statement = shortened(statement.as_deref().unwrap_or("(withheld)"), 80);
    format!("{}{own}  {statement} ({status})", claim.short())
}
