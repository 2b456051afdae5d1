//! A stretch of a capture's text, with a passage to be shown in it.

use super::capture;
use formats::ingest::{Block, Document};
use record::model::entities::Capture;
use record::model::id::Id;
use std::ops::Range;
use store::casebook::Casebook;
use store::error::{Error, Result};
use store::find::Kind;

/// How many bytes of text one stretch holds, or one block where that is longer.
const STRETCH: u64 = 60_000;

/// Which part of the text is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Evidence whose quotation is to be marked.
    pub evidence: Option<String>,
    /// Words to be marked where they first stand.
    pub quote: Option<String>,
    /// The stretch, from 1; else the one that holds the passage.
    pub part: Option<usize>,
}

/// A capture, and a stretch of its text.
pub struct CaptureText {
    pub capture: Capture,
    pub source_name: Option<String>,
    /// Absent where no text could be read.
    pub document: Option<Document>,
    /// The blocks of the stretch.
    pub blocks: Range<usize>,
    pub part: usize,
    pub parts: usize,
    /// Byte offsets of the passage.
    pub passage: Option<Range<usize>>,
    /// The words that were looked for stand nowhere in it.
    pub missed: bool,
    /// The claim that the evidence bears on.
    pub claim: Option<Id>,
}

/// Reads a stretch; a capture that is kept back from the reader, or encrypted, is refused.
pub fn read(casebook: &Casebook, reference: &str, wanted: &Wanted) -> Result<CaptureText> {
    let reader = casebook.reader();
    let capture = shown(casebook, reference)?;
    let document = capture::document(casebook, capture.row)?;
    let source_name = match capture.source {
        Some(source) => Some(reader.source(reader.row_of(source)?)?.name()),
        None => None,
    };
    let (mut passage, mut claim, mut missed) = (None, None, false);
    if let Some(evidence) = &wanted.evidence {
        (passage, claim) = quoted(casebook, evidence, capture.id)?;
    }
    if let (Some(quote), Some(document), None) = (&wanted.quote, &document, &passage) {
        passage = document.text.find(quote.as_str()).map(|start| start..start + quote.len());
        missed = passage.is_none();
    }
    let stretches = document.as_ref().map(|document| stretches(&document.blocks)).unwrap_or_default();
    let holding = |at: usize| {
        let blocks = &document.as_ref()?.blocks;
        let ends = |stretch: &Range<usize>| blocks[stretch.end - 1].span.end as usize > at;
        stretches.iter().position(ends)
    };
    let part = match wanted.part {
        Some(part) => part.clamp(1, stretches.len().max(1)),
        None => passage.as_ref().and_then(|passage| holding(passage.start)).unwrap_or(0) + 1,
    };
    let blocks = stretches.get(part - 1).cloned().unwrap_or_default();
    let parts = stretches.len();
    Ok(CaptureText { capture, source_name, document, blocks, part, parts, passage, missed, claim })
}

/// Finds a capture that may be shown.
pub fn shown(casebook: &Casebook, reference: &str) -> Result<Capture> {
    let reader = casebook.reader();
    let capture = reader.capture(reader.find(Kind::Capture, reference)?.row)?;
    match capture.confidential {
        true => Err(Error::Confidential(format!("capture {}", capture.id.short()))),
        false => Ok(capture),
    }
}

/// Gives where the quotation of a piece of evidence was found in a capture, and its claim.
fn quoted(casebook: &Casebook, evidence: &str, capture: Id) -> Result<(Option<Range<usize>>, Option<Id>)> {
    let reader = casebook.reader();
    let found = reader.find(Kind::Evidence, evidence)?;
    let about = reader.record(found.row)?.event.about_claim();
    let Some(about) = about else { return Ok((None, None)) };
    let claim = reader.claim(reader.row_of(about)?)?;
    let own = claim.evidence.iter().find(|own| own.mark.id == found.id && own.capture == Some(capture));
    let passage = own.and_then(|own| own.passage.as_ref()).map(|passage| passage.start as usize..passage.end as usize);
    Ok((passage, Some(claim.recorded.id)))
}

/// Parts the blocks of a text into stretches of about the same length.
fn stretches(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        match stretches.last_mut() {
            Some(last) if block.span.end - blocks[last.start].span.start <= STRETCH => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}
