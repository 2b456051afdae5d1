//! The gate's answer: which rules are met before publication, and what breaks the others.

use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::frame::{Frame, page};
use crate::web::visitor::Visitor;
use actions::claims::gate::{self, Gate};
use actions::drafts::piece;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;

/// How many findings of a rule are shown; the files for other tools hold all.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "gate.html")]
struct GatePage {
    frame: Frame,
    gate: Gate,
    title: String,
}

impl GatePage {
    fn broken(&self) -> usize {
        self.gate.rules.iter().filter(|rule| !rule.passed).count()
    }

    /// Gives how many findings of a rule are not shown.
    fn unshown(&self, findings: usize) -> usize {
        findings.saturating_sub(SHOWN)
    }
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    piece: String,
}

/// Holds the latest draft of a piece against the rules, as the visitor may see it.
pub async fn show(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(Asked { piece }): Query<Asked>,
) -> Result<Response, Fault> {
    let onlooker = visitor.actor.name().to_string();
    let found = desk.read(&visitor, move |casebook| {
        let piece = Some(piece.as_str()).filter(|piece| !piece.is_empty());
        let gate = gate::gate(casebook, gate::Asked { piece, onlooker: Some(&onlooker), ..gate::Asked::default() })?;
        let piece = piece::get(casebook.reader(), Some(&gate.piece.hex()))?;
        Ok((piece::title(&piece), gate))
    });
    let (title, gate) = found.await?;
    Ok(page(&GatePage { frame: Frame::of(&visitor).within("reports"), gate, title }))
}
