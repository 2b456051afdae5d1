//! Reads where a page says that it properly stands: its canonical address, as the page itself gives it.

use std::borrow::Cow;

/// What the head of a page takes at most, in bytes; further down nobody looks for it.
const HEAD: usize = 512 * 1024;

/// Gives the addresses that a page names as its own, `<link rel=canonical>` before `og:url`.
///
/// The bytes may be anything; what is no page names none.
pub fn canonical_addresses(page: &[u8]) -> Vec<String> {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
    let of_tag = |tag: &str, by: &str, word: &str, holds: &str| {
        let tags = tags(&head, tag).into_iter();
        let meant = tags.filter(|tag| attribute(tag, by).is_some_and(|value| value.trim().eq_ignore_ascii_case(word)));
        meant.filter_map(|tag| attribute(tag, holds)).collect::<Vec<_>>()
    };
    let mut found = of_tag("<link", "rel", "canonical", "href");
    found.extend(of_tag("<meta", "property", "og:url", "content"));
    found.retain(|address| address.starts_with("http://") || address.starts_with("https://"));
    found.dedup();
    found
}

/// Gives what stands between the name of a tag and its end, for each of that name.
fn tags<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    let small = head.to_ascii_lowercase();
    let starts = memchr::memmem::find_iter(small.as_bytes(), name.as_bytes());
    starts.filter_map(|at| head[at + name.len()..].split('>').next()).filter(|tag| tag.len() < 4096).collect()
}

/// Reads an attribute, quoted or bare.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let small = tag.to_ascii_lowercase();
    let at = memchr::memmem::find_iter(small.as_bytes(), name.as_bytes()).find(|at| {
        let before = small[..*at].chars().next_back();
        before.is_some_and(char::is_whitespace) && small[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?.trim_end_matches('/'),
    };
    Some(unescaped(value.trim()).into_owned())
}

fn unescaped(value: &str) -> Cow<'_, str> {
    match value.contains("&amp;") {
        true => value.replace("&amp;", "&").into(),
        false => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::canonical_addresses;

    #[test]
    fn a_page_names_its_own_address() {
        let rows: [(&str, &[&str]); 8] = [
            (
                "<head><link rel=\"canonical\" href=\"https://a.example/x?a=1&amp;b=2\"></head>",
                &["https://a.example/x?a=1&b=2"],
            ),
            ("<LINK HREF='https://a.example/y' REL='Canonical' />", &["https://a.example/y"]),
            ("<link rel=canonical href=https://a.example/z>", &["https://a.example/z"]),
            ("<meta content='https://a.example/o' property='og:url'>", &["https://a.example/o"]),
            ("<link rel=stylesheet href='https://a.example/s.css'>", &[]),
            ("<link rel=canonical href='javascript:alert(1)'>", &[]),
            ("<link rel=canonical", &[]),
            ("", &[]),
        ];
        for (page, expected) in rows {
            assert_eq!(canonical_addresses(page.as_bytes()), expected, "{page}");
        }
    }
}
