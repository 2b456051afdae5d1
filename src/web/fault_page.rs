//! The page of what was not done, in the language of whoever asked.

use super::fault::Fault;
use super::frame::{Frame, page};
use super::posted::is_inside;
use super::visitor::Visitor;
use super::words::Words;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use url::form_urlencoded;

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
    hints: Vec<String>,
}

/// Shows a fault to a person, or as a line to the script of a page; who has to sign in first comes to the page that was
/// wanted afterwards.
pub fn show(
    fault: &Fault,
    visitor: Option<Visitor>,
    words: Words,
    (plain, wanted): (bool, Option<String>),
) -> Response {
    if let (Some(go), false) = (fault.elsewhere(), plain) {
        let next = wanted.filter(|wanted| wanted != "/" && is_inside(wanted));
        let next = next.map(|next| form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish());
        let address = next.map_or_else(|| go.to_string(), |query| format!("{go}?{query}"));
        return Redirect::to(&address).into_response();
    }
    if plain {
        let lines = std::iter::once(fault.sentence()).chain(fault.hints().iter().map(String::as_str));
        return (fault.status(), lines.collect::<Vec<_>>().join("\n")).into_response();
    }
    let frame = match visitor {
        Some(visitor) => Frame::of(&visitor),
        None => Frame::outside(words),
    };
    let shown = page(&FaultPage { frame, sentence: fault.sentence().to_string(), hints: fault.hints().to_vec() });
    (fault.status(), shown).into_response()
}
