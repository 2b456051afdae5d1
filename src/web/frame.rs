//! What surrounds every page: who is here, in which language, and the way to everything else.

use super::assets;
use super::visitor::Visitor;
use super::words::Words;
use actions::users::Role;
use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

/// What every page is given.
pub struct Frame {
    pub t: Words,
    /// Who is here; nobody on the page to sign in.
    pub name: Option<String>,
    pub role: Role,
    /// The token that every form carries.
    pub csrf: String,
    /// Whether what is confidential is shown in full.
    pub reveal: bool,
    /// The part of the desk that the page belongs to, for the navigation.
    pub section: &'static str,
    /// What the page is about, so that what happens to it is shown at once: `claim/ID`, `piece/ID` or nothing.
    pub about: String,
    pub style: &'static str,
    pub script: &'static str,
}

impl Frame {
    /// Makes the frame for a visitor.
    pub fn of(visitor: &Visitor) -> Self {
        Self {
            t: visitor.words,
            name: Some(visitor.actor.name().to_string()),
            role: visitor.role,
            csrf: visitor.csrf.clone(),
            reveal: visitor.sees_all(),
            section: "",
            about: String::new(),
            style: assets::STYLE.address(),
            script: assets::SCRIPT.address(),
        }
    }

    /// Makes the frame for somebody who is not signed in.
    pub fn outside(t: Words) -> Self {
        Self {
            t,
            name: None,
            role: Role::Reader,
            csrf: String::new(),
            reveal: false,
            section: "",
            about: String::new(),
            style: assets::STYLE.address(),
            script: assets::SCRIPT.address(),
        }
    }

    /// Says which part of the desk the page belongs to.
    pub fn within(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    /// Says what the page is about.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// Says whether the visitor may do what needs a role.
    pub fn may(&self, role: &str) -> bool {
        Role::from_word(role).is_some_and(|least| self.role >= least)
    }

    /// Marks the link to the part that is open.
    pub fn current(&self, section: &str) -> &'static str {
        if self.section == section { "page" } else { "false" }
    }
}

/// Renders a page; its address shows another thing to everybody, so nobody keeps it.
pub fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(_) => super::fault::Fault::bug().into_response(),
    }
}

/// Gives the first letters of a name: `AF` of Ana Ferro.
pub fn initials(name: &str) -> String {
    let first = name.split(|letter: char| !letter.is_alphanumeric()).filter_map(|part| part.chars().next());
    first.take(3).flat_map(char::to_uppercase).collect()
}
