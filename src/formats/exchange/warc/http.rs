//! Reads the head of an HTTP answer: status line and headers, as RFC 9112 writes them.

/// Bytes of the lines before a body, and the longest list of them.
pub(super) const HEAD_LIMIT: u64 = 256 << 10;
const HEADER_LIMIT: usize = 1000;

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// Where the body starts.
    pub body: usize,
}

/// Reads the head of an answer; the reason, if it is none.
pub(super) fn parse(block: &[u8]) -> Result<Message, String> {
    let mut at = 0;
    let line = next_line(block, &mut at).ok_or("its HTTP status line is missing")?;
    let status = status(&latin(line)).ok_or("its HTTP status line is broken")?;
    let mut headers: Vec<(String, String)> = Vec::new();
    while let Some(line) = next_line(block, &mut at) {
        if line.is_empty() {
            return Ok(Message { status, headers, body: at });
        }
        if at as u64 > HEAD_LIMIT || headers.len() >= HEADER_LIMIT {
            return Err(format!("its HTTP headers have more than {HEAD_LIMIT} bytes or {HEADER_LIMIT} lines"));
        }
        take(&mut headers, &latin(line));
    }
    // An answer without a body may end with its last header.
    Ok(Message { status, headers, body: block.len() })
}

/// Gives the first header of a name, whatever its case.
pub(super) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn next_line<'a>(block: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    let rest = block.get(*at..).filter(|rest| !rest.is_empty())?;
    let (line, used) = match memchr::memchr(b'\n', rest) {
        Some(end) => (&rest[..end], end + 1),
        None => (rest, rest.len()),
    };
    *at += used;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

fn status(line: &str) -> Option<u16> {
    let rest = line.strip_prefix("HTTP/")?;
    let code = rest.split_ascii_whitespace().nth(1)?;
    code.parse().ok().filter(|code| (100..1000).contains(code))
}

fn take(headers: &mut Vec<(String, String)>, line: &str) {
    if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), headers.last_mut()) {
        value.push(' ');
        value.push_str(line.trim());
    } else if let Some((name, value)) = line.split_once(':') {
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
}

/// Headers are UTF-8 in practice and Latin-1 by the old rule.
fn latin(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
