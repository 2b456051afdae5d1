//! Measures how deep a page is nested before any library builds a tree of it: building and walking may recurse.

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

/// Counts tags without understanding them; a page can only be less deep than this says.
pub(super) fn measure(text: &str) -> Nesting {
    let bytes = text.as_bytes();
    let mut found = Nesting { depth: 0, elements: 0 };
    let mut depth = 0u32;
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'<', &bytes[at..]) {
        at += offset + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let name = tag_name(&bytes[start..]);
        at = start + name.len();
        if name.is_empty() || SELF_CLOSING.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes())) {
            found.elements += u64::from(!name.is_empty());
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        found.elements += 1;
        depth += u32::from(!closes_itself(&bytes[at..]));
        found.depth = found.depth.max(depth);
        at += raw_text(name, &bytes[at..]);
    }
    found
}

fn tag_name(bytes: &[u8]) -> &[u8] {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    &bytes[..end]
}

/// Drawings close most of their elements in the tag itself.
fn closes_itself(bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(4096)];
    memchr::memchr(b'>', near).is_some_and(|end| end > 0 && near[end - 1] == b'/')
}

/// Gives how much follows that is no markup, because a script or style sheet has been opened.
fn raw_text(name: &[u8], bytes: &[u8]) -> usize {
    let end: &[u8] = match () {
        () if name.eq_ignore_ascii_case(b"script") => b"</script",
        () if name.eq_ignore_ascii_case(b"style") => b"</style",
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
        check("a < b <", 0, 0);
    }
}
