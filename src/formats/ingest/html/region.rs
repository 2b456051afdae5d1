//! Tells by its element and its names what part of a page something is in.

use crate::ingest::account::Part;
use dom_query::NodeRef;

/// Words by which the makers of pages name the parts that are not the article.
const NAMES: [(Part, &[&str]); 4] = [
    (
        Part::Comments,
        &[
            "comment",
            "comments",
            "commentlist",
            "commentform",
            "disqus",
            "respond",
            "comentario",
            "comentarios",
            "opiniones",
            "discussion",
            "replies",
            "reader-comments",
            "coral",
            "livefyre",
            "viafoura",
            "spotim",
        ],
    ),
    (
        Part::Related,
        &[
            "related",
            "relateds",
            "recommended",
            "recommendations",
            "recirc",
            "recirculation",
            "readmore",
            "relacionados",
            "relacionadas",
            "relacionado",
            "relacionada",
            "recomendados",
            "recomendadas",
            "popular",
            "trending",
            "mostread",
            "masleidas",
            "masleido",
            "outbrain",
            "taboola",
            "onward",
            "morestories",
            "morenews",
            "masnoticias",
            "teasers",
            "jp-relatedposts",
            "latest",
            "ultimas",
            "destacadas",
            "suggested",
            "upnext",
            "seealso",
        ],
    ),
    (
        Part::Promotion,
        &[
            "newsletter",
            "subscribe",
            "subscription",
            "suscribete",
            "suscripcion",
            "promo",
            "promotion",
            "advert",
            "advertisement",
            "advertising",
            "publicidad",
            "ads",
            "ad",
            "sponsored",
            "sponsor",
            "patrocinado",
            "paywall",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "donate",
            "donation",
            "signup",
            "banner",
            "popup",
            "modal",
            "cta",
        ],
    ),
    (
        Part::Navigation,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "share",
            "sharing",
            "sharebar",
            "social",
            "compartir",
            "tags",
            "taglist",
            "etiquetas",
            "footer",
            "copyright",
            "toolbar",
            "masthead",
            "skip",
            "login",
            "search",
            "buscador",
            "sharedaddy",
            "addtoany",
            "print",
            "toc",
            "authorbio",
            "byline",
            "dateline",
            "timestamp",
            "postmeta",
            "meta",
        ],
    ),
];

/// Names of two words in a row.
const PAIRS: [(Part, &[[&str; 2]]); 3] = [
    (
        Part::Related,
        &[
            ["read", "more"],
            ["most", "read"],
            ["more", "stories"],
            ["more", "news"],
            ["see", "also"],
            ["read", "next"],
            ["up", "next"],
            ["also", "read"],
            ["te", "puede"],
            ["le", "puede"],
            ["mas", "noticias"],
            ["mas", "leidas"],
            ["mas", "leido"],
            ["lea", "tambien"],
            ["lee", "tambien"],
            ["leer", "mas"],
            ["ver", "tambien"],
            ["you", "may"],
            ["more", "from"],
            ["further", "reading"],
            ["más", "leídas"],
            ["otras", "noticias"],
        ],
    ),
    (
        Part::Navigation,
        &[["author", "bio"], ["about", "author"], ["post", "meta"], ["entry", "meta"], ["author", "box"]],
    ),
    (Part::Promotion, &[["sign", "up"], ["call", "out"]]),
];

/// Gives the part that an element opens; `None` where it says nothing of it.
pub(super) fn part_of(node: &NodeRef, name: &str, in_article: bool) -> Option<Part> {
    match name {
        "nav" | "menu" | "dialog" | "form" | "footer" => return Some(Part::Navigation),
        "aside" => return Some(by_names(node).unwrap_or(Part::Aside)),
        "header" if !in_article => return Some(Part::Navigation),
        "html" | "body" | "article" | "main" | "p" | "h1" | "h2" | "h3" | "blockquote" | "td" | "tr" | "table" => {
            return None;
        }
        _ => {}
    }
    if let Some(role) = node.attr("role") {
        match role.as_ref() {
            "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "menu" => return Some(Part::Navigation),
            "complementary" => return Some(Part::Aside),
            "main" | "article" => return None,
            _ => {}
        }
    }
    by_names(node)
}

/// Says whether an element names itself as a list of other articles, or as what readers wrote.
pub(super) fn is_beside(node: &NodeRef) -> bool {
    matches!(by_names(node), Some(Part::Related | Part::Comments | Part::Promotion))
}

fn by_names(node: &NodeRef) -> Option<Part> {
    let names = [node.id_attr(), node.class()];
    names.into_iter().flatten().find_map(|names| names.split_ascii_whitespace().find_map(part_named))
}

/// Reads one class or id, in which words are parted by marks or by capitals.
fn part_named(name: &str) -> Option<Part> {
    if name.len() > 60 {
        return None;
    }
    let words = words(name);
    // `has-sidebar`, `no-comments`, `with-ads` tell of the page, not of the element.
    if words.first().is_some_and(|first| matches!(first.as_str(), "has" | "no" | "with" | "without" | "is" | "single"))
    {
        return None;
    }
    let joined = words.concat();
    let alone = |part: &(Part, &[&str])| {
        let known = |word: &str| part.1.contains(&word);
        (known(&joined) || words.iter().any(|word| known(word))).then_some(part.0)
    };
    let paired = |part: &(Part, &[[&str; 2]])| {
        words
            .windows(2)
            .any(|pair| part.1.iter().any(|known| pair[0] == known[0] && pair[1] == known[1]))
            .then_some(part.0)
    };
    const STEMS: [(Part, &str); 7] = [
        (Part::Related, "related"),
        (Part::Related, "relacionad"),
        (Part::Related, "recommend"),
        (Part::Related, "recomendad"),
        (Part::Promotion, "newsletter"),
        (Part::Promotion, "suscri"),
        (Part::Navigation, "breadcrumb"),
    ];
    let stemmed = || {
        let begins = |stem: &(Part, &str)| words.iter().any(|word| word.starts_with(stem.1)).then_some(stem.0);
        STEMS.iter().find_map(begins)
    };
    PAIRS.iter().find_map(paired).or_else(|| NAMES.iter().find_map(alone)).or_else(stemmed)
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        let begins = letter.is_uppercase() && small;
        if !letter.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_are_read_word_by_word() {
        let rows = [
            ("comments", Some(Part::Comments)),
            ("comments-area", Some(Part::Comments)),
            ("articleComments", Some(Part::Comments)),
            ("commentary", None),
            ("intro", None),
            ("read-more-list", Some(Part::Related)),
            ("noticias-relacionadas", Some(Part::Related)),
            ("has-comments", None),
            ("story-body", None),
            ("ad-slot", Some(Part::Promotion)),
            ("adress", None),
            ("lead", None),
            ("social-share", Some(Part::Navigation)),
            ("section1", None),
        ];
        for (name, expected) in rows {
            assert_eq!(part_named(name), expected, "{name}");
        }
    }
}
