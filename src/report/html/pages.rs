//! On which page of paper a place stands.

use super::Desk;
use super::page::Page;

/// Writes the page of a place; WeasyPrint counts it by the style sheet, and a browser is told in a second printing.
pub fn page_of(page: &mut Page, desk: &Desk, place: &str) {
    let number = desk.places.and_then(|places| places.get(place)).map(u32::to_string);
    page.open("a", &[("class", "page"), ("href", &format!("#{place}"))]);
    page.text(number.as_deref().unwrap_or("")).close("a");
}
