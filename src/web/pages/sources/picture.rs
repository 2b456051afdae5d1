//! Where a source comes from, and what comes from there, as a drawing.

use crate::web::words::Words;
use actions::evidence::stake::{Answer, Arrow, Boxed, Picture, svg_in_page};
use actions::sources::card::SourceCard;

/// Draws the family of a source; nothing where it stands by itself.
pub fn drawing(t: Words, card: &SourceCard) -> Option<String> {
    let family = &card.family;
    if family.ties.is_empty() {
        return None;
    }
    let boxes = family.members.iter().map(|member| Boxed {
        name: member.name.clone(),
        note: match (member.is_piece, member.id) {
            (true, _) => Some(t.say("the piece").to_string()),
            (false, None) => Some(t.say("origin").to_string()),
            (false, Some(_)) => None,
        },
        subject: member.own,
    });
    let arrows = family.ties.iter().map(|(from, to, relation)| Arrow {
        owner: *from,
        owned: *to,
        share: manner(t, relation),
        told_of: String::new(),
        control: Answer::No,
        stake: card.source.id,
        sentence: sentence(t, card, *from, *to, relation),
    });
    let title = t.fill("Where it comes from: {}", card.source.name());
    let sentences: Vec<String> =
        family.ties.iter().map(|(from, to, relation)| sentence(t, card, *from, *to, relation)).collect();
    let picture = Picture {
        title,
        description: sentences.join(" "),
        boxes: boxes.collect(),
        arrows: arrows.collect(),
        legend: vec![t.say("Arrows lead from each source to what came from it.")],
    };
    Some(svg_in_page(&picture))
}

/// Says how one thing came from another; without a relation its origin is known by name.
pub fn manner(t: Words, relation: &str) -> String {
    match relation {
        "" => t.say("by name").to_string(),
        relation => t.word(relation),
    }
}

/// Says a tie as a sentence.
pub fn sentence(t: Words, card: &SourceCard, from: usize, to: usize, relation: &str) -> String {
    let name = |at: usize| card.family.members[at].name.as_str();
    format!("{} ← {} ({}).", name(to), name(from), manner(t, relation))
}
