//! The public shapes of sources and captures.

use crate::dossier::CitedSource;
use record::model::entities::Capture;
use record::model::id::Id;
use serde::Serialize;

#[derive(Serialize)]
pub struct SourceShape<'a> {
    number: usize,
    id: Id,
    external_id: &'a Option<String>,
    tier: &'a str,
    confidential: bool,
    medium: &'a Option<String>,
    terms: &'a Option<String>,
    title: &'a Option<String>,
    publisher: &'a Option<String>,
    author: &'a Option<String>,
    address: &'a Option<String>,
    published: &'a Option<String>,
    language: &'a Option<String>,
    summary: &'a Option<String>,
    origin: &'a Option<String>,
    ultimate_origin: &'a str,
    derived_from: Option<Id>,
    relation: &'a Option<String>,
}

impl<'a> SourceShape<'a> {
    pub fn of(cited: &'a CitedSource) -> Self {
        let source = &cited.source;
        Self {
            number: cited.number,
            id: source.id,
            external_id: &source.external_id,
            tier: &source.tier,
            confidential: source.confidential,
            medium: &source.medium,
            terms: &source.terms,
            title: &source.title,
            publisher: &source.publisher,
            author: &source.author,
            address: &source.address,
            published: &source.published,
            language: &source.language,
            summary: &source.summary,
            origin: &source.origin,
            ultimate_origin: &cited.ultimate_origin,
            derived_from: source.derived_from,
            relation: &source.relation,
        }
    }
}

#[derive(Serialize)]
pub struct CaptureShape<'a> {
    id: Id,
    source: Option<Id>,
    again: Option<Id>,
    time: &'a str,
    method: &'a str,
    confidential: bool,
    bytes: u64,
    name: &'a Option<String>,
    media_type: &'a Option<String>,
    sha256: &'a Option<String>,
    text_sha256: &'a Option<String>,
    asked: &'a Option<String>,
    answered: &'a Option<String>,
    http_status: &'a Option<String>,
    captured_at: &'a Option<String>,
}

impl<'a> CaptureShape<'a> {
    pub fn of(capture: &'a Capture) -> Self {
        Self {
            id: capture.id,
            source: capture.source,
            again: capture.again,
            time: &capture.time,
            method: &capture.method,
            confidential: capture.confidential,
            bytes: capture.bytes,
            name: &capture.name,
            media_type: &capture.media_type,
            sha256: &capture.sha256,
            text_sha256: &capture.text_sha256,
            asked: &capture.asked,
            answered: &capture.answered,
            http_status: &capture.http_status,
            captured_at: &capture.captured_at,
        }
    }
}
