//! Files that the browser is to keep: their names made harmless, their bytes handed over as the browser takes them.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tempfile::TempDir;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// What is opened from the desk all the same can do nothing: no script, no form, nothing fetched, the origin of nobody.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
                           form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// How many chunks wait for a slow browser.
const WAITING: usize = 4;

/// The bytes of a chunk.
const CHUNK: usize = 64 << 10;

/// The most letters of a title that go into the name of a file.
const LETTERS: usize = 60;

/// Says by a header that a file is to be kept, and under what name.
fn disposition(name: &str) -> String {
    // A name is free text; a header takes ASCII, and RFC 6266 the rest by its percent-encoding.
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// Makes the first part of a file's name out of a title: its letters and digits, with a hyphen in place of all else.
pub fn stem(title: &str) -> String {
    let mut stem = String::new();
    for letter in title.chars().take(LETTERS) {
        match letter.is_alphanumeric() {
            true => stem.push(letter),
            false if !stem.ends_with('-') => stem.push('-'),
            false => {}
        }
    }
    stem.trim_matches('-').to_string()
}

/// Hands over a file from a folder, which is gone when the last byte is.
pub fn of_file(name: &str, media_type: &'static str, folder: TempDir, path: &Path) -> io::Result<Response> {
    let inert = to_look_at(media_type, folder, path)?;
    Ok(([(header::CONTENT_DISPOSITION, disposition(name))], inert).into_response())
}

/// Hands over a file from a folder, which is gone when the last byte is, to be shown where it can do nothing.
pub fn to_look_at(media_type: &'static str, folder: TempDir, path: &Path) -> io::Result<Response> {
    let file = File::open(path)?;
    let headers = [
        (header::CONTENT_TYPE, media_type.to_string()),
        (header::CONTENT_LENGTH, file.metadata()?.len().to_string()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_string()),
        (header::CACHE_CONTROL, "no-store".to_string()),
    ];
    let (sender, receiver) = channel(WAITING);
    tokio::spawn(async move {
        pour(file, sender).await;
        drop(folder);
    });
    Ok((headers, Body::from_stream(ReceiverStream::new(receiver))).into_response())
}

/// Reads a chunk only when there is room for it, so that a slow browser holds no thread.
async fn pour(mut file: File, sender: Sender<io::Result<Bytes>>) {
    while let Ok(place) = sender.reserve().await {
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = vec![0; CHUNK];
            let read = file.read(&mut chunk).map(|bytes| {
                chunk.truncate(bytes);
                Bytes::from(chunk)
            });
            (file, read)
        });
        match read.await {
            Ok((_, Ok(chunk))) if chunk.is_empty() => return,
            Ok((rest, Ok(chunk))) => {
                file = rest;
                place.send(Ok(chunk));
            }
            // The browser sees that the file did not come whole.
            Ok((_, Err(error))) => return place.send(Err(error)),
            Err(_) => return place.send(Err(io::Error::other("the file could not be read to its end"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_harmless_name() {
        let rows = [
            ("The River Permit", "The-River-Permit"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\"; filename=evil.exe\r\nX: y", "a-filename-evil-exe-X-y"),
            ("\u{202e}gpj.exe", "gpj-exe"),
            ("…", ""),
            ("Año 2019: ¿quién pagó?", "Año-2019-quién-pagó"),
        ];
        for (title, expected) in rows {
            assert_eq!(stem(title), expected);
        }
        assert!(stem(&"word ".repeat(100)).chars().count() <= LETTERS);
    }

    #[test]
    fn a_header_cannot_be_left() {
        let said = disposition("a\"\r\nb;é.txt");
        assert_eq!(said, "attachment; filename=\"a___b__.txt\"; filename*=UTF-8''a%22%0D%0Ab%3B%C3%A9.txt");
    }
}
