//! Corrections as Markdown.

use super::Page;
use crate::markdown::ink::Ink;

pub fn write(page: &Page) -> String {
    let mut ink = Ink::default();
    ink.raw("# Corrections: ").words(page.title).raw("\n");
    let head = [("By", page.byline), ("Publisher", page.publisher), ("Address", page.address)];
    ink.raw(if head.iter().any(|(_, words)| words.is_some()) { "\n" } else { "" });
    for (name, words) in head {
        ink.field("", name, words);
    }
    if page.corrections.is_empty() {
        ink.raw("\nNothing has been corrected.\n");
    }
    for entry in &page.corrections {
        ink.raw("\n## ").plain(entry.published).raw("\n");
        for (name, words) in [("It said", entry.was), ("It says now", entry.now), ("Why", entry.reason)] {
            if let Some(words) = words {
                ink.raw("\n").raw(name).raw(":\n\n").quote("", words);
            }
        }
    }
    ink.finish()
}
