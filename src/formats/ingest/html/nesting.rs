//! Measures how deep a page is nested before any library builds a tree of it: building and walking may recurse.

use dom_query::Document as Page;
use std::collections::HashMap;

/// What a page would cost.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Nesting {
    /// Elements that are open at once and that only an end tag closes.
    pub depth: u32,
    pub elements: u64,
}

/// Elements that have no content, or that the next of their kind closes.
const SELF_CLOSING: [&str; 29] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
];

/// Elements that a parser opens again in every block that follows, until they are closed.
const REOPENED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Counts tags without understanding them: close to what a parser will make of the page, at a fraction of the cost.
pub(super) fn measure(text: &str) -> Nesting {
    let bytes = text.as_bytes();
    let mut scan = Scan { found: Nesting { depth: 0, elements: 0 }, open: HashMap::new(), depth: 0, reopened: 0 };
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'<', &bytes[at..]) {
        at += offset + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let name = tag_name(&bytes[start..]).to_ascii_lowercase();
        at = start + name.len();
        if closing {
            scan.close(&name);
        } else if !name.is_empty() {
            at += raw_text(&name, &bytes[at..]);
            scan.open(name, closes_itself(&bytes[start..]));
        }
    }
    scan.found
}

struct Scan {
    found: Nesting,
    open: HashMap<Vec<u8>, u32>,
    depth: u32,
    reopened: u32,
}

impl Scan {
    fn open(&mut self, name: Vec<u8>, closed: bool) {
        let reopened = is_one_of(&name, &REOPENED);
        self.found.elements += 1 + if reopened { 0 } else { u64::from(self.reopened) };
        if closed || is_one_of(&name, &SELF_CLOSING) {
            return;
        }
        self.reopened += u32::from(reopened);
        self.depth += 1;
        self.found.depth = self.found.depth.max(self.depth);
        *self.open.entry(name).or_default() += 1;
    }

    /// An end tag closes only what was opened under its name.
    fn close(&mut self, name: &[u8]) {
        if let Some(count) = self.open.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth -= 1;
            self.reopened -= u32::from(is_one_of(name, &REOPENED));
        }
    }
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|other| other.as_bytes() == name)
}

/// Gives the depth of the tree that a parser made, or `None` past `most`; walks without recursion.
pub(super) fn tree_depth(page: &Page, most: u32) -> Option<u32> {
    let mut open = vec![page.tree.root().children_it(false).collect::<Vec<_>>()];
    let mut deepest = 0;
    while let Some(siblings) = open.last_mut() {
        match siblings.pop() {
            Some(node) => open.push(node.children_it(false).collect()),
            None => {
                open.pop();
            }
        }
        deepest = deepest.max(open.len() as u32);
        if deepest > most {
            return None;
        }
    }
    Some(deepest)
}

fn tag_name(bytes: &[u8]) -> &[u8] {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    &bytes[..end]
}

/// Drawings close most of their elements in the tag itself; the real depth of the tree is measured again later.
fn closes_itself(bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(4096)];
    memchr::memchr(b'>', near).is_some_and(|end| end > 0 && near[end - 1] == b'/')
}

/// Gives how much follows that is no markup, because a script or style sheet has been opened.
fn raw_text(name: &[u8], bytes: &[u8]) -> usize {
    let end: &[u8] = match () {
        () if name == b"script" => b"</script",
        () if name == b"style" => b"</style",
        () => return 0,
    };
    memchr::memmem::find(bytes, end).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_must_be_closed_counts_as_deep() {
        let check = |text: &str, depth, elements| assert_eq!(measure(text), Nesting { depth, elements }, "{text}");
        check("<div><div></div></div><div></div>", 2, 3);
        check("<p>one<p>two<br><li>three", 0, 4);
        check("<script>if (a<b && c<d) {}</script><svg><path/></svg>", 1, 3);
        check(&"<div>".repeat(5_000), 5_000, 5_000);
        check("<div></q><div></q><div></q>", 3, 3);
        check("<b><i><div><p>x<p>y", 3, 2 + 3 * 3);
        check("a < b <", 0, 0);
    }
}
