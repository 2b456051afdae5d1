//! Undoes the content coding of a body that was sent compressed although nobody asked for it.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// How the bytes that were sent relate to what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The bytes that were sent are the content.
    AsSent,
    /// The server compressed the content; here it is as it was before.
    Decoded { coding: String, bytes: Vec<u8> },
    /// The server used a coding that is not undone here, or broke it.
    Encoded { coding: String },
}

/// Undoes the coding that the header `Content-Encoding` names; an error where the content would be longer than `most`.
pub fn decode(header: Option<&str>, body: &[u8], most: u64) -> Result<Content, String> {
    let coding = header.unwrap_or_default().trim().to_ascii_lowercase();
    let decoded = match coding.as_str() {
        "" | "identity" => return Ok(Content::AsSent),
        // An answer without a body, such as 304, may name the coding of the body that it leaves out.
        _ if body.is_empty() => return Ok(Content::AsSent),
        "gzip" | "x-gzip" => read_within(MultiGzDecoder::new(body), most),
        "deflate" => inflate(body, most),
        _ => Ok(None),
    };
    match decoded {
        Ok(Some(bytes)) => Ok(Content::Decoded { coding, bytes }),
        Ok(None) => Ok(Content::Encoded { coding }),
        Err(TooLong) => {
            Err(format!("its content is longer than the {most} bytes allowed, once the {coding} coding is undone"))
        }
    }
}

/// The content goes beyond the limit.
struct TooLong;

/// "deflate" means zlib by the standard, and bare deflate by many servers.
fn inflate(body: &[u8], most: u64) -> Result<Option<Vec<u8>>, TooLong> {
    match read_within(ZlibDecoder::new(body), most)? {
        Some(bytes) => Ok(Some(bytes)),
        None => read_within(DeflateDecoder::new(body), most),
    }
}

/// Reads to the end, and not much beyond the limit; nothing where the coding is broken.
fn read_within(decoder: impl Read, most: u64) -> Result<Option<Vec<u8>>, TooLong> {
    let mut bytes = Vec::new();
    let read = decoder.take(most.saturating_add(1)).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() as u64 > most => Err(TooLong),
        Ok(_) => Ok(Some(bytes)),
        Err(_) => Ok(None),
    }
}
