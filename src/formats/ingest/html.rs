//! HTML: the main content of a page, without its menus, with title, byline and date.

mod choose;
mod clean;
mod credits;
mod encoding;
mod nesting;
mod region;
mod walk;

use super::account::{Account, Finding, Part};
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::sniff::Format;
use choose::{Choice, Hints};
use credits::Credits;
use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};
use encoding::decode;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use walk::Piece;

const PART: &str = "the page";

/// How much longer the article as given for machines has to be than what was found, to be taken in its place; in
/// percent, and at least some bytes.
const MUCH_LONGER: (usize, usize) = (150, 100);

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    if bytes.len() as u64 > limits.page {
        return Err(Fault::TooLarge { size: bytes.len() as u64, most: limits.page });
    }
    let (text, encoding) = decode(bytes);
    let account = Account { encoding: Some(encoding), ..Account::default() };
    // A panic in the library is the file's fault, and must not be ours.
    catch_unwind(AssertUnwindSafe(|| read_main_content(&text, account, limits)))
        .unwrap_or_else(|_| Err(Fault::Crashed { what: "HTML".to_owned() }))
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

fn read_main_content(text: &str, account: Account, limits: &Limits) -> Result<Document, Fault> {
    let page = tree(PART, text, limits)?;
    let mut composer = Composer::new();
    composer.account = account;
    let Credits { headline, byline, published, body, titles } = credits::credits(&page);
    clean::clean(&page, &mut composer.account);
    let (title, taken) = general_reading(&page);
    clean::strip_programs(&page);
    let pieces = walk::pieces(&page);
    let byline_words = byline.as_ref().map(|found| found.words.clone());
    let hints = Hints { taken, titles, body, byline: byline_words };
    let mut choice = choose::choose(&page, &pieces, &hints);
    if !choice.taken.contains(&true) {
        composer.warnings.push("no main content stands out: the whole page was taken".to_owned());
        choice.taken.fill(true);
    }
    let printed =
        choice.headline.map(|at| Finding { words: pieces[at].text.clone(), place: "its headline".to_owned() });
    composer.title = headline.as_ref().or(printed.as_ref()).map(|found| found.words.clone()).or(title);
    composer.byline = byline.as_ref().map(|found| found.words.clone());
    let time = || walk::date(&page).map(|words| Finding { words, place: "its first time element".to_owned() });
    let published = published.or_else(time);
    composer.published = published.as_ref().map(|found| found.words.clone());
    (composer.account.headline, composer.account.byline) = (printed.or(headline), byline);
    composer.account.published = published;
    compose_main(&pieces, &choice, hints.body.as_deref(), &mut composer);
    composer.finish(Format::Html)
}

/// Gives the title and the pieces that a general method finds to be the main content.
fn general_reading(page: &Page) -> (Option<String>, HashSet<String>) {
    let article = Readability::with_document(page.clone(), None, Some(Config::default()))
        .ok()
        .and_then(|mut readability| readability.parse().ok());
    let Some(article) = article else { return (None, HashSet::new()) };
    let pieces = walk::pieces(&Page::from(article.content.as_ref()));
    (Some(article.title), pieces.into_iter().map(|piece| piece.text).collect())
}

/// Adds the pieces that were chosen, and lays the others aside.
fn compose_main(pieces: &[Piece], choice: &Choice, given: Option<&str>, composer: &mut Composer) {
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for (piece, is_taken) in pieces.iter().zip(&choice.taken) {
        if *is_taken { &mut taken } else { &mut left }.push(piece);
    }
    let length: usize = taken.iter().map(|piece| piece.text.len()).sum();
    if let Some(given) = given.filter(|given| given.len() > MUCH_LONGER.0 * length / 100 + MUCH_LONGER.1) {
        composer
            .warnings
            .push("the page shows little of its article: the text is what it gives for search engines".to_owned());
        let headings = |piece: &&Piece| matches!(piece.shape, walk::Shape::Heading(1));
        left.extend(taken.extract_if(.., |piece| !headings(piece)));
        walk::compose(taken.iter().copied(), composer);
        for paragraph in given.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            composer.block(super::block::Kind::Paragraph, paragraph);
        }
    } else {
        walk::compose(taken.iter().copied(), composer);
    }
    composer.account.taken = taken.iter().map(|piece| piece.words()).sum();
    for piece in left {
        *composer.account.left.entry(piece.part.unwrap_or(Part::Other)).or_default() += piece.words();
        composer.outside.push(piece.text.clone());
    }
}

/// Adds all the text of a page that is a chapter, where everything is main content.
///
/// # Errors
/// [`Fault::TooDeep`] or [`Fault::TooManyElements`], naming the part.
pub(super) fn compose(part: &str, text: &str, composer: &mut Composer, limits: &Limits) -> Result<(), Fault> {
    let page = tree(part, text, limits)?;
    clean::clean(&page, &mut composer.account);
    walk::compose(&walk::pieces(&page), composer);
    Ok(())
}
