//! EPUB: the chapters in reading order, each a page of HTML.

use super::archive::Archive;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::html;
use super::limits::Limits;
use super::markup::{self, Token};
use super::sniff::Format;
use std::collections::HashMap;

const CONTAINER: &str = "META-INF/container.xml";

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    let mut archive = Archive::open(bytes, limits)?;
    let package = package_name(&mut archive, limits)?;
    let xml = archive.text("EPUB", &package)?;
    let chapters = chapters(&package, &xml, limits)?;
    check_encryption(&mut archive, &chapters)?;
    let mut composer = Composer::new();
    let mut found = markup::properties(&package, &xml, limits)?;
    composer.title = found.remove("title");
    composer.byline = found.remove("creator");
    composer.published = found.remove("date");
    for chapter in chapters {
        let Some(page) = archive.text_if_any(&chapter)? else {
            composer.warnings.push(format!("{chapter} is named in the book but is not in it"));
            continue;
        };
        if page.contains("<!ENTITY") {
            return Err(Fault::Entities { part: chapter });
        }
        composer.clear_headings();
        html::compose(&chapter, &page, &mut composer, limits)?;
    }
    composer.finish(Format::Epub)
}

fn package_name(archive: &mut Archive, limits: &Limits) -> Result<String, Fault> {
    let container = archive.text("EPUB", CONTAINER)?;
    let mut name = None;
    markup::walk(CONTAINER, &container, limits, |token| {
        if let Token::Open(element) = token
            && element.name == "rootfile"
            && name.is_none()
        {
            name = element.attribute("full-path").map(str::to_owned);
        }
        Ok(())
    })?;
    name.ok_or_else(|| Fault::missing("EPUB", "its package file"))
}

/// Gives the names of the chapters in reading order.
fn chapters(package: &str, xml: &str, limits: &Limits) -> Result<Vec<String>, Fault> {
    let folder = package.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut files: HashMap<String, String> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    markup::walk(package, xml, limits, |token| {
        let Token::Open(element) = token else { return Ok(()) };
        match (element.name.as_str(), element.attribute("id"), element.attribute("href"), element.attribute("idref")) {
            ("item", Some(id), Some(href), _) => {
                files.insert(id.to_owned(), format!("{folder}{}", unescape(href)));
            }
            ("itemref", _, _, Some(id)) => order.push(id.to_owned()),
            _ => {}
        }
        Ok(())
    })?;
    // A chapter that is named a thousand times is still one chapter.
    Ok(order.iter().filter_map(|id| files.remove(id)).collect())
}

/// Takes `%20` and the like apart.
fn unescape(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [byte, after @ ..] = rest {
        let value = after.get(..2).filter(|_| *byte == b'%').and_then(hexadecimal);
        bytes.push(value.unwrap_or(*byte));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Fonts are often garbled under a well-known key; only a chapter that is encrypted makes the book unreadable.
fn check_encryption(archive: &mut Archive, chapters: &[String]) -> Result<(), Fault> {
    let encryption = archive.text_if_any("META-INF/encryption.xml")?.unwrap_or_default();
    if chapters.iter().any(|chapter| encryption.contains(&format!("\"{chapter}\""))) {
        return Err(Fault::Encrypted { what: "book".to_owned() });
    }
    Ok(())
}
