//! The scripts of linked data in a page, found without building its tree.

/// Gives what stands in each script of type `application/ld+json`, in order; one pass, whatever the page holds.
pub fn scripts(page: &str) -> Vec<&str> {
    // Changing only ASCII letters leaves every byte where it was.
    let lower = page.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next(&lower, at) {
        let Some(opened) = lower[start..].find('>').map(|end| start + end + 1) else { break };
        let Some(closed) = lower[opened..].find("</script").map(|end| opened + end) else { break };
        if is_linked_data(&lower[start..opened]) {
            found.push(bare(&page[opened..closed]));
        }
        at = closed;
    }
    found.retain(|script| !script.is_empty());
    found
}

/// Finds the next script that does not stand in a comment.
fn next(lower: &str, mut at: usize) -> Option<usize> {
    loop {
        let script = lower[at..].find("<script")? + at;
        match lower[at..script].find("<!--").map(|comment| at + comment) {
            Some(comment) => at = comment + 4 + lower[comment + 4..].find("-->")? + 3,
            None => return Some(script),
        }
    }
}

fn is_linked_data(tag: &str) -> bool {
    let compact: String = tag.chars().filter(|letter| !letter.is_whitespace() && !"\"'".contains(*letter)).collect();
    compact.contains("type=application/ld+json")
}

/// Takes off the comment or section that some pages put around a script.
fn bare(script: &str) -> &str {
    let mut script = script.trim();
    for (before, after) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")] {
        script = script.strip_prefix(before).unwrap_or(script).trim();
        script = script.strip_suffix(after).unwrap_or(script).trim();
    }
    script
}
