//! The pages of the desk, one file each.

mod article;
mod board;
mod capture;
mod claim;
mod home;
mod reports;

pub use reports::Waiting;

use super::desk::Desk;
use axum::Router;
use std::sync::Arc;

/// Answers for every page.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .merge(home::routes())
        .merge(article::routes())
        .merge(claim::routes())
        .merge(capture::routes())
        .merge(board::routes())
        .merge(reports::routes())
}
