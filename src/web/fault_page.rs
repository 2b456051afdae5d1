//! The page of what was not done, in the language of whoever asked.

use super::fault::Fault;
use super::frame::{Frame, page};
use super::visitor::Visitor;
use super::words::Words;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
    hints: Vec<String>,
}

/// Shows a fault to a person, or as a line to the script of a page.
pub fn show(fault: &Fault, visitor: Option<Visitor>, words: Words, plain: bool) -> Response {
    if let (Some(go), false) = (fault.elsewhere(), plain) {
        return Redirect::to(go).into_response();
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
