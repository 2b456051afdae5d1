//! What the address of the board asks for; it holds the whole view, so that it can be kept and handed on.

use crate::web::fault::Fault;
use actions::claims::list::Sort;
use actions::claims::list::{Asked, View};
use record::model::words::{ClaimType, Priority, Status, Verdict};
use std::str::FromStr;
use url::form_urlencoded;

/// How many claims a page shows.
pub const PAGE: usize = 50;

/// The last page that can be asked for.
const LAST_PAGE: usize = 100_000;

/// Every name that an address may hold, in the order in which it is written.
const NAMES: [&str; 10] =
    ["piece", "view", "search", "status", "verdict", "type", "priority", "assignee", "sort", "page"];

/// The address of a list: names and values, without those that ask for nothing.
#[derive(Clone, Debug, Default)]
pub struct Address(Vec<(&'static str, String)>, String);

impl Address {
    /// Reads what stands after the question mark; what has no meaning here is left out.
    pub fn read(query: &str) -> Self {
        let given: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let values = |name: &'static str| {
            let of_name = given.iter().filter(move |(key, value)| key == name && !value.trim().is_empty());
            of_name.map(move |(_, value)| (name, value.trim().to_string()))
        };
        let claim = given.iter().find(|(key, _)| key == "claim").map(|(_, value)| value.to_string());
        Self(NAMES.into_iter().flat_map(values).collect(), claim.unwrap_or_default())
    }

    /// Gives the claim that is open beside the list; it is no part of the list.
    pub fn claim(&self) -> &str {
        &self.1
    }

    /// Takes the address out of where a form wants to go on.
    pub fn of_next(next: &str) -> Self {
        Self::read(next.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default()))
    }

    /// Gives the first value of a name.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// Says whether a name has a value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(key, held)| *key == name && held.split(',').any(|part| part.trim() == value))
    }

    /// Says whether it asks for anything but a piece, an order and a page.
    pub fn narrows(&self) -> bool {
        self.0.iter().any(|(key, _)| !matches!(*key, "piece" | "sort" | "page"))
    }

    /// Gives the address with another value for a name, at the first page; nothing takes the name away.
    pub fn with(&self, name: &'static str, value: &str) -> String {
        let kept = self.0.iter().filter(|(key, _)| *key != name && *key != "page");
        let mut pairs: Vec<(&str, &str)> = kept.map(|(key, value)| (*key, value.as_str())).collect();
        if !value.is_empty() {
            pairs.push((name, value));
        }
        written(&pairs)
    }

    /// Gives the address of one of the views, in the same piece.
    pub fn of_view(&self, view: Option<&View>) -> String {
        let pairs = [("piece", self.value("piece")), ("view", view.map_or("", |view| view.word()))];
        written(&pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
    }

    /// Gives the address as it is.
    pub fn itself(&self) -> String {
        written(&self.0.iter().map(|(key, value)| (*key, value.as_str())).collect::<Vec<_>>())
    }

    /// Gives the page, from 1.
    pub fn page(&self) -> usize {
        self.value("page").parse::<usize>().unwrap_or(1).clamp(1, LAST_PAGE)
    }

    /// Says what is asked for.
    pub fn asked(&self) -> Result<Asked, Fault> {
        let one = |name: &str| Some(self.value(name).to_string()).filter(|value| !value.is_empty());
        Ok(Asked {
            piece: one("piece"),
            view: self.words("view")?.pop(),
            statuses: self.words::<Status>("status")?,
            verdicts: self.words::<Verdict>("verdict")?,
            types: self.words::<ClaimType>("type")?,
            priorities: self.words::<Priority>("priority")?,
            assignee: one("assignee"),
            search: one("search"),
            sort: self.words::<Sort>("sort")?.pop(),
            skip: (self.page() - 1) * PAGE,
            limit: PAGE,
        })
    }

    /// Reads the words of a name, which may stand more than once or with commas between.
    fn words<T: FromStr<Err = String>>(&self, name: &str) -> Result<Vec<T>, Fault> {
        let values = self.0.iter().filter(|(key, _)| *key == name).flat_map(|(_, value)| value.split(','));
        values.map(|word| word.trim().parse().map_err(Fault::refused)).collect()
    }
}

fn written(pairs: &[(&str, &str)]) -> String {
    match pairs.is_empty() {
        true => "/board".into(),
        false => format!("/board?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_it_asks_for_and_nothing_else() {
        let address = Address::read("status=checked%2Cquery&search=%20river+%26%20mine&junk=1&page=3&assignee=");
        assert_eq!(address.itself(), "/board?search=river+%26+mine&status=checked%2Cquery&page=3");
        assert_eq!(address.with("sort", "due"), "/board?search=river+%26+mine&status=checked%2Cquery&sort=due");
        assert_eq!(address.with("status", ""), "/board?search=river+%26+mine");
        assert_eq!(address.of_view(Some(&View::Mine)), "/board?view=mine");
        let asked = address.asked().unwrap();
        assert_eq!((asked.statuses, asked.skip), (vec![Status::Checked, Status::Query], 2 * PAGE));
        assert!(Address::read("status=bogus").asked().is_err());
        assert_eq!(Address::read("page=18446744073709551615").page(), LAST_PAGE);
        assert_eq!(Address::read("page=0").page(), 1);
    }
}
