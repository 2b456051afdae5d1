//! The pages of the desk, one file each.

mod article;
mod board;
mod capture;
mod claim;
mod drafts;
mod home;
mod ownership;
mod record;
mod reports;
mod search;
mod settings;
mod sources;
mod undo;

use super::desk::Desk;
use axum::Router;
use std::sync::Arc;

/// Answers for every page.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .merge(home::routes())
        .merge(article::routes())
        .merge(drafts::routes())
        .merge(sources::routes())
        .merge(ownership::routes())
        .merge(claim::routes())
        .merge(capture::routes())
        .merge(board::routes())
        .merge(reports::routes())
        .merge(search::routes())
        .merge(record::routes())
        .merge(settings::routes())
        .merge(undo::routes())
}
