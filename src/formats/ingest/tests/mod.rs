//! Files of every format, good and bad, made up in code.

mod hostile;
mod make;
mod office;
mod pages;
mod pdf;
mod saved;
mod shapes;
mod sheets;
mod text;

use super::{Block, Document, Fault, Reading, read};

fn read_as(bytes: &[u8], name: &str) -> Document {
    read(bytes, name, Reading::Accepted).unwrap()
}

fn refused(bytes: &[u8], name: &str) -> Fault {
    read(bytes, name, Reading::Accepted).unwrap_err()
}

fn words<'a>(document: &'a Document, block: &Block) -> &'a str {
    &document.text[block.span.start as usize..block.span.end as usize]
}

/// Writes down every block: its place and its words.
fn written(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| format!("{}: {}", document.place(block.span.start), words(document, block)))
        .collect()
}

/// Checks what holds for every document: blocks in order and on characters, nothing but blanks between them.
fn check_sound(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && block.span.end > block.span.start, "{block:?}");
        assert!(!words(document, block).is_empty());
        end = block.span.end;
    }
    for note in &document.notes {
        assert!(document.text.get(note.span.start as usize..note.span.end as usize).is_some(), "{note:?}");
    }
}
