//! HTML: the main content of a page, without its menus, with title, byline and date.

mod nesting;
mod walk;

use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::sniff::Format;
use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};
use std::panic::{AssertUnwindSafe, catch_unwind};

const PART: &str = "the page";

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    if bytes.len() as u64 > limits.page {
        return Err(Fault::TooLarge { size: bytes.len() as u64, most: limits.page });
    }
    let text = decode(bytes);
    // A panic in the library is the file's fault, and must not be ours.
    catch_unwind(AssertUnwindSafe(|| read_main_content(&text, limits)))
        .unwrap_or_else(|_| Err(Fault::Crashed { what: "HTML".to_owned() }))
}

/// Reads all the text of a page, for a passage that the main content turns out to lack.
pub(super) fn read_whole(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    if bytes.len() as u64 > limits.page {
        return Err(Fault::TooLarge { size: bytes.len() as u64, most: limits.page });
    }
    let page = tree(PART, &decode(bytes), limits)?;
    let mut composer = Composer::new();
    walk::compose(&page, &mut composer);
    composer.finish(Format::Html)
}

fn check(part: &str, text: &str, limits: &Limits) -> Result<(), Fault> {
    let found = nesting::measure(text);
    if found.depth > limits.depth {
        return Err(Fault::TooDeep { part: part.to_owned(), most: limits.depth });
    }
    if found.elements > limits.elements {
        return Err(Fault::TooManyElements { part: part.to_owned(), most: limits.elements });
    }
    Ok(())
}

/// Builds the tree of a page that was found to be of bearable size.
fn tree(part: &str, text: &str, limits: &Limits) -> Result<Page, Fault> {
    check(part, text, limits)?;
    let page = Page::from(text);
    // A tree is a few levels deeper than its tags tell: `tbody` and the like go in unasked.
    match nesting::tree_depth(&page, limits.depth * 2) {
        Some(_) => Ok(page),
        None => Err(Fault::TooDeep { part: part.to_owned(), most: limits.depth }),
    }
}

fn read_main_content(text: &str, limits: &Limits) -> Result<Document, Fault> {
    let page = tree(PART, text, limits)?;
    let mut composer = Composer::new();
    let mut readability = Readability::with_document(page.clone(), None, Some(Config::default()))
        .map_err(|error| Fault::broken(PART, error))?;
    let metadata = readability.get_article_metadata(readability.parse_json_ld());
    composer.title = Some(metadata.title);
    composer.byline = metadata.byline;
    composer.published = metadata.published_time;
    match readability.parse() {
        Ok(article) => {
            composer.title = Some(article.title);
            composer.byline = article.byline;
            composer.published = article.published_time;
            walk::compose(&Page::from(article.content.as_ref()), &mut composer);
        }
        Err(_) => composer.warnings.push("no main content stands out: the whole page was taken".to_owned()),
    }
    if composer.text().is_empty() {
        walk::compose(&page, &mut composer);
    }
    if composer.published.is_none() {
        composer.published = walk::date(&page);
    }
    composer.finish(Format::Html)
}

/// Adds all the text of a page that is a chapter, where everything is main content.
///
/// # Errors
/// [`Fault::TooDeep`] or [`Fault::TooManyElements`], naming the part.
pub(super) fn compose(part: &str, text: &str, composer: &mut Composer, limits: &Limits) -> Result<(), Fault> {
    walk::compose(&tree(part, text, limits)?, composer);
    Ok(())
}

/// Decodes a page by its byte order mark, else by what it says of itself, else as UTF-8, else as Windows-1252.
fn decode(bytes: &[u8]) -> String {
    let told = declared(&bytes[..bytes.len().min(1024)]);
    let guess = if std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 };
    let (text, _, _) = told.unwrap_or(guess).decode(bytes);
    text.into_owned()
}

fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + "charset=".len()..];
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|mark: char| !mark.is_ascii_alphanumeric() && !matches!(mark, '-' | '_'))?;
    encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
}
