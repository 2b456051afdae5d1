//! Who stands behind a request: found by its cookie, among those who are signed in.

use super::desk::Desk;
use super::fault::Fault;
use super::visitor::{Visitor, cookie, session_cookie, words_of};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

impl FromRequestParts<Arc<Desk>> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Fault> {
        let token = cookie(&parts.headers, &session_cookie(desk.port(), desk.is_secure(&parts.headers)))
            .ok_or_else(Fault::sign_in)?;
        let session = desk.sessions.find(&token).ok_or_else(Fault::sign_in)?;
        let words = words_of(&parts.headers);
        Ok(Self::of(session, token, words))
    }
}
