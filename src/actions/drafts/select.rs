//! What words that somebody marked in a draft seem to claim, so that a claim on them starts filled in.

use super::add::latest;
use crate::claims::claim;
use crate::piece;
use language::text::suggest;
use record::model::event::Span;
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Priority};
use store::Reader;
use store::error::{Error, Result};

/// Which words are meant.
#[derive(Clone, Debug)]
pub enum Marked {
    /// Byte offsets into the latest draft.
    At(Span),
    /// The words themselves; which occurrence, from 1, where they stand more than once.
    Words { text: String, occurrence: Option<usize> },
}

/// Marked words, and what was read in them.
pub struct Selection {
    pub draft: Id,
    pub span: Span,
    pub words: String,
    /// The text of the paragraph before and after them.
    pub before: String,
    pub after: String,
    /// The sentence that they stand in, or the words themselves.
    pub sentence: String,
    pub claim_type: ClaimType,
    pub priority: Priority,
    /// The figure in them, and the other way to read it.
    pub readings: Vec<Quantity>,
}

/// Reads what somebody marked in the latest draft of a piece.
pub fn select(reader: Reader, of: &str, marked: &Marked) -> Result<Selection> {
    let piece = piece(reader, Some(of))?;
    let (draft, document) = latest(reader, piece.row)?;
    let text = &document.text;
    let span = match marked {
        Marked::At(span) => trimmed(text, *span)?,
        Marked::Words { text: words, occurrence } => claim::find_quoted(text, words.trim(), *occurrence)?,
    };
    let (start, end) = (span.start as usize, span.end as usize);
    let block = document.blocks.iter().find(|block| block.span.start <= span.start && span.start < block.span.end);
    let (from, to) = block.map_or((start, end), |block| (block.span.start as usize, block.span.end as usize));
    let touching = |range: &std::ops::Range<usize>| range.start < end && start < range.end;
    let found = suggest(text, None).claims.into_iter().filter(|claim| touching(&claim.span));
    // The one that shares most with what was marked; of two, the shorter.
    let shared = |range: &std::ops::Range<usize>| range.end.min(end) - range.start.max(start);
    let best = found.max_by_key(|claim| (shared(&claim.span), std::cmp::Reverse(claim.span.len())));
    let sentence = best.as_ref().map_or(&text[start..end], |claim| text[claim.sentence.clone()].trim());
    Ok(Selection {
        draft: draft.id,
        span,
        words: text[start..end].to_string(),
        before: text.get(from..start).unwrap_or_default().to_string(),
        after: text.get(end..to.max(end)).unwrap_or_default().to_string(),
        sentence: sentence.to_string(),
        claim_type: best.as_ref().map_or(ClaimType::Characterisation, |claim| claim.kind),
        priority: best.as_ref().map_or(Priority::Medium, |claim| claim.priority),
        readings: best.into_iter().flat_map(|claim| claim.quantity.into_iter().chain(claim.alternative)).collect(),
    })
}

/// Gives a span without the blank text around it.
fn trimmed(text: &str, span: Span) -> Result<Span> {
    let words = text.get(span.start as usize..span.end as usize).filter(|words| !words.trim().is_empty());
    let words = words.ok_or_else(|| Error::Invalid("no words of the draft were marked".into()))?;
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Ok(Span { start: start as u64, end: (start + words.trim().len()) as u64 })
}
