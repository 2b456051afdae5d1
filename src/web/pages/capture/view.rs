//! A capture as its page shows it.

use actions::drafts::article::marks::{Covering, cut};
use actions::drafts::read::{Block, Kind};
use actions::sources::capture_text::CaptureText;
use std::ops::Range;

/// Everything that the page shows.
pub struct CaptureView {
    pub id: String,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    pub sha256: Option<String>,
    pub time: String,
    pub method: String,
    pub answered: Option<String>,
    pub status: Option<String>,
    pub source: Option<(String, String)>,
    pub blocks: Vec<BlockView>,
    pub has_text: bool,
    pub part: usize,
    pub parts: usize,
    pub missed: bool,
    /// The passage stands in this stretch.
    pub marked: bool,
    pub claim: Option<String>,
    /// What to know before anybody quotes from it.
    pub warnings: Vec<String>,
    pub is_page: bool,
    pub is_image: bool,
}

/// One block of the text.
pub struct BlockView {
    /// The page that begins with it.
    pub page: Option<u32>,
    pub is_heading: bool,
    /// What stands outside the main text begins with it.
    pub begins_outside: bool,
    pub words: Vec<WordsView>,
}

/// Words that are marked alike.
pub struct WordsView {
    pub at: usize,
    pub text: String,
    pub is_passage: bool,
    /// The first words of the passage.
    pub first: bool,
}

/// Says whether bytes of a type may be shown as a picture.
pub fn image_type(media_type: &str) -> Option<&'static str> {
    let bare = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["image/png", "image/jpeg", "image/webp", "image/gif"].into_iter().find(|known| *known == bare)
}

/// Says whether bytes of a type are a page.
pub fn is_page(media_type: &str) -> bool {
    let bare = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(bare.as_str(), "text/html" | "application/xhtml+xml")
}

impl CaptureView {
    /// Takes what was read.
    pub fn of(read: CaptureText) -> Self {
        let CaptureText { capture, source_name, document, blocks, part, parts, passage, missed, claim } = read;
        let media_type = capture.media_type.unwrap_or_default();
        let mut shown = Vec::with_capacity(blocks.len());
        let (mut last, mut outside) = (None, false);
        if let Some(document) = &document {
            for block in document.blocks.get(blocks).unwrap_or_default() {
                let page = block.page.filter(|page| Some(*page) != last);
                last = block.page.or(last);
                let begins_outside = block.kind == Kind::Outside && !outside;
                outside |= begins_outside;
                shown.push(BlockView { page, begins_outside, ..block_view(&document.text, block, passage.as_ref()) });
            }
        }
        Self {
            id: capture.id.hex(),
            name: capture.name.unwrap_or_else(|| capture.id.short()),
            bytes: capture.bytes,
            sha256: capture.sha256,
            time: capture.time,
            method: capture.method,
            answered: capture.answered,
            status: capture.http_status,
            source: capture.source.map(|source| source.hex()).zip(source_name),
            has_text: document.is_some(),
            warnings: document.as_ref().map(|document| document.warnings.clone()).unwrap_or_default(),
            marked: shown.iter().any(|block| block.words.iter().any(|words| words.first)),
            blocks: shown,
            part,
            parts,
            missed,
            claim: claim.map(|claim| claim.hex()),
            is_page: is_page(&media_type),
            is_image: image_type(&media_type).is_some(),
            media_type,
        }
    }
}

fn block_view(text: &str, block: &Block, passage: Option<&Range<usize>>) -> BlockView {
    let range = block.span.start as usize..block.span.end as usize;
    let covering = passage.filter(|passage| passage.start < range.end && range.start < passage.end);
    let covering: Vec<Covering> =
        covering.map(|passage| Covering { range: passage.clone(), claim: Some(0) }).into_iter().collect();
    let pieces = if text.get(range.clone()).is_some() { cut(&range, &covering) } else { Vec::new() };
    let words = pieces.into_iter().filter_map(|piece| {
        Some(WordsView {
            at: piece.range.start,
            first: piece.claim.is_some() && passage.is_some_and(|passage| passage.start >= piece.range.start),
            is_passage: piece.claim.is_some(),
            text: text.get(piece.range)?.to_string(),
        })
    });
    BlockView { page: None, begins_outside: false, is_heading: block.kind == Kind::Heading, words: words.collect() }
}
