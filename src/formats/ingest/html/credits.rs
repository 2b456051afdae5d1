//! What a page says of itself for machines: headline, names of its authors, date, the whole text.

use crate::ingest::account::Finding;
use dom_query::{Document as Page, NodeRef};
use serde_json::Value;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Credits {
    pub headline: Option<Finding>,
    pub byline: Option<Finding>,
    pub published: Option<Finding>,
    /// The whole text of the article.
    pub body: Option<String>,
    /// Headlines and titles of every kind.
    pub titles: Vec<String>,
}

const LINKED_DATA: &str = "the page's linked data";

/// Reads what a page says of itself; to be asked while its scripts are still in the tree.
pub(super) fn credits(page: &Page) -> Credits {
    let mut credits = Credits::default();
    let data = linked_data(page);
    let word = |name: &str| data.as_ref()?.get(name)?.as_str().map(str::trim).filter(|word| !word.is_empty());
    let found = |words: &str, place: &str| Finding { words: words.to_owned(), place: place.to_owned() };
    let outlets = outlets(page, data.as_ref());
    let headline = word("headline").map(|words| found(words, LINKED_DATA));
    let meta =
        |names: &[&str]| names.iter().find_map(|name| Some(found(&meta(page, name)?, &format!("its meta tag {name}"))));
    credits.headline = headline.or_else(|| meta(&["og:title", "twitter:title"]));
    credits.titles.extend(credits.headline.iter().map(|found| found.words.clone()));
    credits.titles.extend(meta(&["og:title"]).map(|found| found.words));
    credits.titles.extend(page.select("title").nodes().first().map(|title| title.text().to_string()));
    credits.published = word("datePublished").map(|words| found(words, LINKED_DATA)).or_else(|| {
        meta(&[
            "article:published_time",
            "datePublished",
            "date",
            "dc.date",
            "DC.date.issued",
            "pubdate",
            "publish-date",
        ])
    });
    credits.byline = byline(page, data.as_ref(), &outlets);
    credits.body = word("articleBody").map(plain).or_else(|| microdata(page));
    credits
}

/// The text of the article in linked data may be HTML.
fn plain(body: &str) -> String {
    match body.contains("</") || body.contains("&#") || body.contains("&nbsp;") {
        true => Page::from(body).text().to_string(),
        false => body.to_owned(),
    }
}

fn microdata(page: &Page) -> Option<String> {
    let body = page.select("[itemprop=articleBody]");
    let node = body.nodes().first()?;
    let text = match node.node_name().as_deref() {
        Some("meta") => node.attr("content")?.to_string(),
        _ => return None,
    };
    Some(text)
}

fn meta(page: &Page, name: &str) -> Option<String> {
    let selector = format!("meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']");
    let found = page.select(&selector).nodes().iter().find_map(|node| node.attr("content"));
    found.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// Finds the article in the linked data of a page.
fn linked_data(page: &Page) -> Option<Value> {
    page.select("script[type='application/ld+json']").nodes().iter().find_map(|script| {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
        article(&serde_json::from_str(text).ok()?, 0)
    })
}

fn article(value: &Value, depth: u32) -> Option<Value> {
    match value {
        _ if depth > 4 => None,
        Value::Array(items) => items.iter().find_map(|item| article(item, depth + 1)),
        Value::Object(object) => {
            let is_article = |kind: &Value| {
                kind.as_str()
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
            };
            let kinds = object.get("@type").into_iter().flat_map(|kind| match kind {
                Value::Array(kinds) => kinds.clone(),
                kind => vec![kind.clone()],
            });
            if kinds.into_iter().any(|kind| is_article(&kind)) {
                return Some(value.clone());
            }
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|name| article(object.get(*name)?, depth + 1))
        }
        _ => None,
    }
}

/// Gives the names under which a page is published.
fn outlets(page: &Page, data: Option<&Value>) -> Vec<String> {
    let publisher = data.and_then(|data| data.get("publisher")).and_then(|one| one.get("name")).and_then(Value::as_str);
    let mut outlets: Vec<String> = publisher.into_iter().map(str::to_lowercase).collect();
    outlets.extend(
        ["og:site_name", "application-name", "twitter:site"]
            .iter()
            .filter_map(|name| meta(page, name))
            .map(|name| name.trim_start_matches('@').to_lowercase()),
    );
    outlets
}

/// Finds who wrote the page: names of persons, or none.
fn byline(page: &Page, data: Option<&Value>, outlets: &[String]) -> Option<Finding> {
    let told =
        |words: String, place: &str| persons(&words, outlets).map(|words| Finding { words, place: place.to_owned() });
    let author = data.and_then(|data| data.get("author"));
    if let Some(found) = author.and_then(names_in).and_then(|words| told(words, LINKED_DATA)) {
        return Some(found);
    }
    for name in ["author", "article:author", "dc.creator", "DC.creator", "parsely-author", "sailthru.author", "byl"] {
        if let Some(found) = meta(page, name).and_then(|words| told(words, &format!("its meta tag {name}"))) {
            return Some(found);
        }
    }
    // Of what is printed on the page, only what is no box about another article.
    let printed = page
        .select("[rel~=author], [itemprop~=author], [class*=byline], [class*=author], [class*=autor], [class*=firma]");
    printed.nodes().iter().filter(|node| is_of_article(node)).find_map(|node| {
        let text = node.text();
        let line = text.split('\n').map(str::trim).find(|line| !line.is_empty())?.to_owned();
        (line.chars().count() < 100).then(|| told(line, "its byline")).flatten()
    })
}

fn is_of_article(node: &NodeRef) -> bool {
    !node.ancestors_it(Some(12)).any(|above| {
        let name = above.node_name().unwrap_or_default();
        let is_other = matches!(name.as_ref(), "aside" | "footer" | "nav" | "li" | "figure");
        is_other || (name.as_ref() != "body" && super::region::is_beside(&above))
    })
}

fn names_in(author: &Value) -> Option<String> {
    let name = |one: &Value| match one {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(one) if one.get("@type").and_then(Value::as_str) != Some("Organization") => {
            one.get("name").and_then(Value::as_str).map(|name| name.trim().to_owned())
        }
        _ => None,
    };
    let names: Vec<String> = match author {
        Value::Array(all) => all.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// Gives the names of persons in a byline, parted by commas; `None` where none of its parts is one.
fn persons(byline: &str, outlets: &[String]) -> Option<String> {
    let line = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = without_opening(&line);
    let cut = [" | ", " · ", " • ", " – ", " — ", " / "].iter().filter_map(|mark| line.find(mark)).min();
    let line = &line[..cut.unwrap_or(line.len())];
    let mut parts = vec![line];
    for mark in [", ", " and ", " y ", " & ", "; ", " e ", " con ", " with "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let part = without_opening(part.trim());
        if is_person(part, outlets) && !names.contains(&part) {
            names.push(part);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

fn without_opening(line: &str) -> &str {
    const OPENINGS: [&str; 9] = ["Written by ", "Reported by ", "By: ", "By ", "BY ", "by ", "Por: ", "Por ", "POR "];
    OPENINGS.iter().find_map(|opening| line.strip_prefix(opening)).unwrap_or(line).trim()
}

/// Says whether words are the name of a person: two to six of them, written as names are, and none a word for an office.
fn is_person(name: &str, outlets: &[String]) -> bool {
    const PARTICLES: [&str; 18] = [
        "de", "la", "las", "los", "del", "da", "do", "dos", "das", "van", "von", "der", "den", "di", "el", "al", "bin",
        "i",
    ];
    const OFFICES: [&str; 62] = [
        "news",
        "staff",
        "newsroom",
        "desk",
        "team",
        "editor",
        "editors",
        "editorial",
        "press",
        "agency",
        "agencies",
        "associated",
        "reuters",
        "afp",
        "efe",
        "ap",
        "media",
        "times",
        "post",
        "daily",
        "journal",
        "magazine",
        "correspondent",
        "reporter",
        "writer",
        "bureau",
        "service",
        "services",
        "wire",
        "contributor",
        "contributors",
        "redacción",
        "redaccion",
        "agencia",
        "agencias",
        "equipo",
        "diario",
        "noticias",
        "periódico",
        "editora",
        "prensa",
        "corresponsal",
        "colaborador",
        "grupo",
        "redactor",
        "radio",
        "tv",
        "admin",
        "webmaster",
        "online",
        "digital",
        "ediciones",
        "europa",
        "board",
        "university",
        "institute",
        "foundation",
        "council",
        "ministry",
        "ministerio",
        "universidad",
        "fundación",
    ];
    let lower = name.to_lowercase();
    if outlets.contains(&lower) || name.contains(['@', '/', ':']) || name.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let particle = |word: &&str| PARTICLES.contains(&word.to_lowercase().as_str());
    let office =
        |word: &&str| OFFICES.contains(&word.to_lowercase().trim_matches(|mark: char| !mark.is_alphanumeric()));
    (2..=6).contains(&words.len())
        && words.iter().all(|word| is_name(word) || particle(word))
        && words.iter().filter(|word| is_name(word)).count() >= 2
        && !words.iter().any(office)
        && !matches!(lower.split(' ').next(), Some("the" | "la" | "el" | "los" | "las"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names_of_persons_or_none() {
        let outlets = ["the harbour post".to_owned(), "mar abierto".to_owned()];
        let rows = [
            ("Ada Hale", Some("Ada Hale")),
            ("By Ada Hale and Bo Lind", Some("Ada Hale, Bo Lind")),
            ("Por Lena Ruiz de la Torre", Some("Lena Ruiz de la Torre")),
            ("Ada Hale, Political Correspondent", Some("Ada Hale")),
            ("Ada Hale | The Harbour Post", Some("Ada Hale")),
            ("The Harbour Post", None),
            ("Mar Abierto", None),
            ("Redacción", None),
            ("Newsroom Staff", None),
            ("Associated Press", None),
            ("https://www.facebook.com/harbour", None),
            ("admin", None),
            ("3 May 2024", None),
        ];
        for (byline, expected) in rows {
            assert_eq!(persons(byline, &outlets).as_deref(), expected, "{byline}");
        }
    }
}
