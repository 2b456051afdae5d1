//! The gate's verdict as SARIF 2.1.0, by which a code host marks the lines.

use super::{Finding, Rule};
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run with a result for each finding; `path` is where the draft lies, relative to the repository.
///
/// Regions count characters. A finding without a place is put on the first line, which its message says.
pub fn sarif(path: &str, rules: &[Rule]) -> String {
    let described = rules.iter().map(|rule| {
        json!({"id": rule.rule, "shortDescription": {"text": plain(&rule.asks)}, "defaultConfiguration": {"level": "error"}})
    });
    let uri = uri(path);
    let results = rules.iter().enumerate().flat_map(|(at, rule)| {
        let result = |finding| result(at, rule.rule, finding, &uri);
        rule.findings.iter().map(result).collect::<Vec<_>>()
    });
    let driver = json!({
        "name": "tickmark", "version": env!("CARGO_PKG_VERSION"), "rules": described.collect::<Vec<_>>()
    });
    let run = json!({
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results.collect::<Vec<_>>()
    });
    json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}).to_string() + "\n"
}

fn result(index: usize, rule: &str, finding: &Finding, uri: &str) -> Value {
    let region = match finding.region {
        Some(region) => json!({
            "startLine": region.line, "startColumn": region.column,
            "endLine": region.end_line, "endColumn": region.end_column
        }),
        None => json!({"startLine": 1}),
    };
    json!({
        "ruleId": rule, "ruleIndex": index, "level": "error", "message": {"text": plain(&finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}]
    })
}

/// Keeps a text from being read as a link or as a placeholder, which messages may hold.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '[' | ']' | '\\' => escaped.extend(['\\', character]),
            '{' | '}' => escaped.extend([character, character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Gives a path as a relative reference: nothing in it is a scheme, a host, a query or a fragment.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.trim_start_matches('/').bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_strangers_is_no_link_and_no_address() {
        assert_eq!(plain("[here](http://x) {0} \\"), "\\[here\\](http://x) {{0}} \\\\");
        assert_eq!(uri("drafts/año 1.txt"), "drafts/a%C3%B1o%201.txt");
        assert_eq!(uri("javascript:alert(1)?a#b"), "javascript%3Aalert%281%29%3Fa%23b");
        assert_eq!(uri("//host/x"), "host/x");
    }
}
