//! The index of a web archive as CDXJ: a line a record, sorted by an address turned round.

use crate::exchange::warc::Entry;
use serde_json::{Value, json};

/// Writes the index of a WARC file.
pub(super) fn cdxj(entries: &[Entry], file: &str) -> Vec<u8> {
    let mut lines: Vec<String> = entries.iter().map(|entry| line(entry, file)).collect();
    lines.sort_unstable();
    lines.concat().into_bytes()
}

fn line(entry: &Entry, file: &str) -> String {
    let fields: Value = json!({
        "url": entry.address,
        "mime": entry.media_type,
        // Players look for a status, and take a file that was kept without one for found.
        "status": entry.status.unwrap_or(200).to_string(),
        "digest": entry.payload_digest,
        "length": entry.length.to_string(),
        "offset": entry.offset.to_string(),
        "filename": file,
    });
    format!("{} {} {fields}\n", key(&entry.address), timestamp(&entry.date))
}

/// Takes the digits of a date: 20240501080000.
pub(super) fn timestamp(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// Turns an address round, so that those of one site stand together: `org,example)/path?query`.
fn key(address: &str) -> String {
    let lower = address.to_lowercase().replace(' ', "%20");
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let Some(rest) = rest.map(|rest| rest.split('#').next().unwrap_or_default()) else { return lower };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (site, path) = rest.split_at(end);
    let site = site.rsplit('@').next().unwrap_or_default();
    let (host, port) = site.split_once(':').map_or((site, ""), |(host, port)| (host, port));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let turned: Vec<&str> = host.rsplit('.').collect();
    let port = if matches!(port, "" | "80" | "443") { String::new() } else { format!(":{port}") };
    format!("{}{port}){}", turned.join(","), sorted_query(path))
}

/// Puts the parts of a query in order, as those who look an address up do.
fn sorted_query(path: &str) -> String {
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    match path.split_once('?') {
        None | Some((_, "")) => path.trim_end_matches('?').to_owned(),
        Some((path, query)) => {
            let mut parts: Vec<&str> = query.split('&').collect();
            parts.sort_unstable();
            format!("{path}?{}", parts.join("&"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_turned_round() {
        let check = |address: &str, expected: &str| assert_eq!(key(address), expected);
        check("https://www.Tarn.example:8080/a/B?z=1&a=2#x", "example,tarn:8080)/a/b?a=2&z=1");
        check("http://tarn.example", "example,tarn)/");
        check("http://me@tarn.example:80?b", "example,tarn)/?b");
        check("urn:sha256:5", "urn:sha256:5");
        assert_eq!(timestamp("2024-05-01T08:00:00Z"), "20240501080000");
    }
}
