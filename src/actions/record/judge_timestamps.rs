//! What timestamps prove to somebody who believes certain authorities, and has certain blocks.

use super::timestamp::{self, Filed, Timestamp};
use record::model::id::Id;
use record::model::time::Moment;
use record::timestamps::ots::{BlockHeader, Ots};
use record::timestamps::rfc3161::Token;
use record::timestamps::rfc3161::authority::Authorities;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::Path;
use store::Reader;
use store::casebook::home::Home;
use store::casebook::trust;
use store::error::{Error, Result};
use store::timestamps::StoredTimestamp;

/// Whom a verifier believes, and what the verifier has; none of it comes from what is verified.
#[derive(Clone, Debug, Default)]
pub struct Belief {
    pub authorities: Authorities,
    pub blocks: Vec<BlockHeader>,
}

/// How far a timestamp goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// An authority that is believed states it, or a block that the verifier has bears it out.
    Proven,
    /// A calendar promised to take it up.
    Pending,
    /// A block is named that the verifier has not looked at.
    Claimed,
    Refused,
}

/// A timestamp, and what it proves.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    #[serde(flatten)]
    pub timestamp: Timestamp,
    pub state: State,
    /// The earliest and the latest moment that it leaves open, where it is proven.
    pub earliest: Option<Moment>,
    pub latest: Option<Moment>,
    /// Why it proves nothing, where that is so.
    pub flaw: Option<String>,
    /// Row of the event that tells of it.
    #[serde(skip)]
    pub row: i64,
    /// The checkpoint that it is over.
    #[serde(skip)]
    pub note: String,
}

/// Says of each timestamp what it proves.
pub fn judge(reader: Reader, belief: &Belief) -> Result<Vec<Judged>> {
    let mut all = Vec::new();
    for (timestamp, stored) in timestamp::list(reader)? {
        let had = reader.had(&stored.note)?;
        let found = judged(timestamp, stored, belief);
        // Whatever it proves, it proves of another history.
        let flaw = "it is over a checkpoint that the log never had".to_string();
        all.push(if had { found } else { refused(found, flaw) });
    }
    Ok(all)
}

fn refused(judged: Judged, flaw: String) -> Judged {
    Judged { state: State::Refused, earliest: None, latest: None, flaw: Some(flaw), ..judged }
}

fn judged(timestamp: Timestamp, stored: StoredTimestamp, belief: &Belief) -> Judged {
    let StoredTimestamp { event, note, token } = stored;
    let found = match Id(Sha256::digest(&token).into()) == timestamp.digest {
        true => Filed::read(&token),
        false => Err("it is not the file that was attached".into()),
    };
    let judged =
        Judged { timestamp, state: State::Refused, earliest: None, latest: None, flaw: None, row: event, note };
    match found {
        Ok(Filed::Rfc3161(token)) => stated(judged, &token, &belief.authorities),
        Ok(Filed::OpenTimestamps(ots)) => taken_up(judged, &ots, &belief.blocks),
        Err(flaw) => Judged { flaw: Some(flaw), ..judged },
    }
}

fn stated(judged: Judged, token: &Token, authorities: &Authorities) -> Judged {
    match token.prove(judged.note.as_bytes(), authorities) {
        Ok(proven) => Judged {
            timestamp: Timestamp { authority: Some(proven.authority), time: Some(proven.time), ..judged.timestamp },
            state: State::Proven,
            earliest: Some(proven.earliest),
            latest: Some(proven.latest),
            ..judged
        },
        Err(flaw) => Judged { flaw: Some(flaw.to_string()), ..judged },
    }
}

fn taken_up(judged: Judged, ots: &Ots, blocks: &[BlockHeader]) -> Judged {
    if !ots.is_over(judged.note.as_bytes()) {
        return Judged { flaw: Some("it is over other bytes than the checkpoint".into()), ..judged };
    }
    if let Some(block) = ots.borne_out(blocks) {
        let (earliest, latest) = block.found_between();
        let authority = Some(format!("block {} of Bitcoin, as it was given", block.height));
        let timestamp = Timestamp { authority, time: Some(block.time()), ..judged.timestamp };
        return Judged { timestamp, state: State::Proven, earliest: Some(earliest), latest: Some(latest), ..judged };
    }
    let (state, flaw) = match (ots.names_a_block(), blocks.is_empty()) {
        (true, true) => (State::Claimed, None),
        (true, false) => (State::Refused, Some("no block that was given has the height and the root that it names")),
        (false, _) => (State::Pending, None),
    };
    Judged { state, flaw: flaw.map(str::to_string), ..judged }
}

impl Belief {
    /// Reads whom to believe: blocks as `HEIGHT=HEADER`, and authorities from the file that was named, else from the
    /// settings folder.
    pub fn read(home: &Home, authorities: Option<&Path>, blocks: &[String]) -> Result<Self> {
        let told = || Error::Invalid("write a block as HEIGHT=HEADER, with 160 hexadecimal digits".into());
        let blocks = blocks.iter().map(|text| BlockHeader::read(text).ok_or_else(told)).collect::<Result<_>>()?;
        let (path, pem) = match authorities {
            Some(path) => (path.to_path_buf(), Some(trust::read(path)?)),
            None => (home.authorities_path(), home.authorities()?),
        };
        let authorities = match pem {
            None => Authorities::default(),
            Some(pem) => Authorities::read(&pem).map_err(|fault| Error::File { path, reason: fault.to_string() })?,
        };
        Ok(Self { authorities, blocks })
    }
}
