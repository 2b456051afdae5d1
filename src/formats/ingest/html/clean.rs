//! Takes out of a page's tree what nobody sees on it, and what is struck; tells powers from the signs of notes.

use crate::ingest::account::Account;
use crate::ingest::raised::{Raised, raised};
use dom_query::{Attr, Document as Page, NodeRef};
use std::collections::HashSet;

/// Cleans a tree, and keeps account of what was taken out.
pub(super) fn clean(page: &Page, account: &mut Account) {
    let hiding = hiding_names(page);
    let body = page.tree.body().unwrap_or_else(|| page.tree.root());
    let whole = body.normalized_char_count();
    let found = body.descendants_it().filter_map(|node| Some((node, work(&node, &hiding)?)));
    for (node, work) in found.collect::<Vec<_>>() {
        match work {
            Work::Strike => strike(&node, account),
            Work::Raise => raise(&node, account),
            // A page that hides most of itself waits for its script to show it.
            Work::Hide if node.normalized_char_count() * 2 < whole => {
                account.hidden.add(&node.text());
                node.remove_from_parent();
            }
            Work::Hide => {}
        }
    }
}

/// What is to be done with an element.
#[derive(Clone, Copy)]
enum Work {
    Strike,
    Raise,
    Hide,
}

/// Says what is to be done with an element, mostly nothing; looks without copying, since a page has many.
fn work(node: &NodeRef, hiding: &HashSet<String>) -> Option<Work> {
    let element = node.element_ref()?;
    match element.name.local.as_ref() {
        "del" | "s" | "strike" => Some(Work::Strike),
        "sup" => Some(Work::Raise),
        "script" | "style" | "noscript" | "template" => None,
        _ => is_hidden(&element.attrs, hiding).then_some(Work::Hide),
    }
}

/// Takes out what is no text of a page at all; its data for machines has to be read before.
pub(super) fn strip_programs(page: &Page) {
    for node in page.select("script, style, noscript, template, svg, iframe, object, canvas").nodes() {
        node.remove_from_parent();
    }
}

/// A headline that is struck has to be told, too; only what is long is no correction but a fault of the page.
fn strike(node: &NodeRef, account: &mut Account) {
    let text = node.text();
    if text.chars().count() < 2000 {
        account.struck.add(&text);
        node.remove_from_parent();
    }
}

fn raise(node: &NodeRef, account: &mut Account) {
    let before = node.prev_sibling().map(|before| before.text().to_string()).unwrap_or_default();
    let text = node.text();
    match raised(&before, &text) {
        Raised::Kept(kept) if kept != text.as_ref() => node.set_text(kept.as_str()),
        Raised::Kept(_) => {}
        Raised::NoteMark => {
            account.note_marks.add(&text);
            node.remove_from_parent();
        }
    }
}

fn is_hidden(attributes: &[Attr], hiding: &HashSet<String>) -> bool {
    attributes.iter().any(|attribute| match attribute.name.local.as_ref() {
        "hidden" => !attribute.value.eq_ignore_ascii_case("until-found"),
        "style" => hides(&attribute.value),
        "class" if !hiding.is_empty() => attribute.value.split_ascii_whitespace().any(|name| hiding.contains(name)),
        "id" if !hiding.is_empty() => hiding.contains(&format!("#{}", attribute.value)),
        _ => false,
    })
}

/// Says whether declarations of style hide an element.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.split(';').any(|one| {
        let one = one.strip_suffix("!important").unwrap_or(one);
        matches!(one, "display:none" | "visibility:hidden" | "opacity:0" | "font-size:0" | "font-size:0px")
    })
}

/// Gives the classes, and ids with their `#`, that a rule of the page's own style sheets hides without a condition.
fn hiding_names(page: &Page) -> HashSet<String> {
    let mut names = HashSet::new();
    for sheet in page.select("style").nodes() {
        let text = sheet.text();
        // What is within a condition, for print or narrow screens, is deeper by one brace.
        let (mut depth, mut selector_start, mut body_start) = (0_u32, 0, 0);
        for (at, mark) in text.char_indices() {
            match mark {
                '{' => {
                    depth += 1;
                    body_start = at + 1;
                }
                '}' => {
                    if depth == 1 && hides(&text[body_start..at]) {
                        names.extend(text[selector_start..body_start - 1].split(',').filter_map(simple_name));
                    }
                    depth = depth.saturating_sub(1);
                    selector_start = at + 1;
                }
                _ => {}
            }
        }
    }
    names
}

/// Reads a selector that is one class or one id and nothing else.
fn simple_name(selector: &str) -> Option<String> {
    let selector = selector.trim();
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    match (selector.strip_prefix('.'), selector.strip_prefix('#')) {
        (Some(name), _) if is_name(name) => Some(name.to_owned()),
        (_, Some(name)) if is_name(name) => Some(selector.to_owned()),
        _ => None,
    }
}
