//! Style and script, carried in the program; their addresses change with their bytes.

use actions::evidence::stake::style_within;
use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file that every page needs.
pub struct Asset {
    bytes: LazyLock<String>,
    media_type: &'static str,
    address: LazyLock<String>,
}

/// The look of all pages, then of each.
const STYLES: &str = concat!(
    include_str!("assets/base.css"),
    include_str!("assets/article.css"),
    include_str!("assets/drafts.css"),
    include_str!("assets/claim.css"),
    include_str!("assets/panel.css"),
    include_str!("assets/board.css"),
    include_str!("assets/sources.css"),
    include_str!("assets/reports.css"),
);

/// The comfort of all pages, then of each.
const SCRIPTS: &str = concat!(
    include_str!("assets/desk.js"),
    include_str!("assets/panel.js"),
    include_str!("assets/article.js"),
    include_str!("assets/claim.js"),
    include_str!("assets/board.js"),
    include_str!("assets/home.js"),
);

/// The look of the desk, and that of its drawings.
pub static STYLE: Asset = Asset {
    bytes: LazyLock::new(|| format!("{STYLES}{}", style_within(".drawing"))),
    media_type: "text/css; charset=utf-8",
    address: LazyLock::new(|| address(&STYLE.bytes, "css")),
};

/// The comfort of the desk.
pub static SCRIPT: Asset = Asset {
    bytes: LazyLock::new(|| SCRIPTS.to_string()),
    media_type: "text/javascript; charset=utf-8",
    address: LazyLock::new(|| address(SCRIPTS, "js")),
};

fn address(bytes: &str, ending: &str) -> String {
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)[..8]);
    format!("/assets/{digest}.{ending}")
}

impl Asset {
    /// Gives its address.
    pub fn address(&'static self) -> &'static str {
        &self.address
    }

    fn answer(&'static self) -> impl IntoResponse + use<> {
        let kept = "public, max-age=31536000, immutable";
        ([(header::CONTENT_TYPE, self.media_type), (header::CACHE_CONTROL, kept)], self.bytes.as_str())
    }
}

/// Answers for both.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(STYLE.address(), get(|| async { STYLE.answer() }))
        .route(SCRIPT.address(), get(|| async { SCRIPT.answer() }))
}
