//! Attaching evidence: from a source that is known or new, with a file, an address, a quotation or a figure.

use super::fields::{day, quantity};
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::posted_file::PostedFile;
use actions::evidence::attach::{self, NewEvidence};
use actions::sources::capture::{self, NewCapture};
use actions::sources::fetch::{self, Wanted};
use actions::sources::source::{self, NewSource};
use actions::{Actor, Casebook};
use record::model::words::{Stance, Tier};
use store::error::{Error, Result};

/// What a form offers as evidence.
pub struct Offer {
    source: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    address: Option<String>,
    tier: Tier,
    /// The address is to be fetched now.
    fetch: bool,
    file: Option<PostedFile>,
    stance: Stance,
    locator: Option<String>,
    quote: Option<String>,
    unverified: bool,
    speaker: Option<String>,
    note: Option<String>,
    cell: Option<String>,
    quantity: Option<record::model::quantity::Quantity>,
    as_of: Option<record::model::time::Day>,
    good_until: Option<record::model::time::Day>,
    /// Why it is to count although something of it does not stand.
    despite: Option<String>,
}

/// What of an offer stands, though the rest was refused: the form goes on from there.
#[derive(Default)]
pub struct Kept {
    source: Option<String>,
}

impl Kept {
    /// Gives the fields that are to be shown otherwise than they came.
    pub fn instead(self) -> Vec<(String, String)> {
        match self.source {
            None => Vec::new(),
            Some(source) => {
                [("source", source.as_str()), ("title", ""), ("publisher", ""), ("address", ""), ("fetch", "")]
                    .map(|(name, value)| (name.to_string(), value.to_string()))
                    .to_vec()
            }
        }
    }
}

impl Offer {
    /// Reads a form.
    pub fn read(posted: &mut Posted) -> Result<Self, Fault> {
        let file = posted.take_file().filter(|file| file.path().metadata().is_ok_and(|about| about.len() > 0));
        Ok(Self {
            source: posted
                .text("source")
                .map(|source| source.split_whitespace().next().unwrap_or_default().to_string()),
            title: posted.owned("title"),
            publisher: posted.owned("publisher"),
            address: posted.owned("address").map(|address| address.trim().to_string()),
            tier: posted.parsed("tier")?.unwrap_or(Tier::Secondary),
            fetch: posted.ticked("fetch"),
            file,
            stance: posted.must("stance", "the stance")?,
            locator: posted.owned("locator"),
            quote: posted.owned("quote"),
            unverified: posted.ticked("unverified"),
            speaker: posted.owned("speaker"),
            note: posted.owned("note"),
            cell: posted.owned("cell"),
            quantity: quantity(posted)?,
            as_of: day(posted, "as_of")?,
            good_until: day(posted, "good_until")?,
            despite: posted.owned("despite"),
        })
    }

    /// Attaches it to a claim; what was named, filed or fetched on the way is kept.
    pub fn take(&self, casebook: &mut Casebook, actor: &Actor, claim: &str, kept: &mut Kept) -> Result<()> {
        // A claim that is not there is told before anything is kept.
        actions::claim(casebook.reader(), claim)?;
        let source = source(casebook, actor, self, kept)?;
        if let Some(file) = &self.file {
            let path = file.path();
            let new = NewCapture { source: Some(&source), ..NewCapture::of_file(&path) };
            capture::file(casebook, actor, new, |_| {})?;
            kept.source = Some(source.clone());
        }
        let new = NewEvidence {
            source: &source,
            capture: None,
            stance: self.stance,
            confidence: None,
            locator: self.locator.as_deref(),
            quote: self.quote.as_deref(),
            unverified_quote: self.unverified,
            speaker: self.speaker.as_deref(),
            note: self.note.as_deref(),
            quantity: self.quantity.clone(),
            cell: self.cell.as_deref(),
            as_of: self.as_of,
            good_until: self.good_until,
            despite: self.despite.as_deref(),
            no_figure: false,
        };
        attach::attach(casebook, actor, claim, &new).map(drop)
    }
}

/// Gives the source that is meant: a known one, one that is fetched, or one that is named now.
fn source(casebook: &mut Casebook, actor: &Actor, offer: &Offer, kept: &mut Kept) -> Result<String> {
    if let Some(source) = &offer.source {
        return Ok(source.clone());
    }
    if let Some(address) = offer.address.as_deref().filter(|_| offer.fetch) {
        let wanted = Wanted { address, source: None, media_type: None, allow: &[], confidential: None };
        let caught = fetch::capture(casebook, actor, &wanted, |_, _| {})?;
        let source = fetch::source_of(casebook, &caught, address)?;
        kept.source = Some(source.hex());
        return Ok(source.hex());
    }
    let named = offer.file.as_ref().map(|file| file.name.as_str());
    let title = offer.title.as_deref().or(named.filter(|_| offer.address.is_none()));
    if title.is_none() && offer.address.is_none() && offer.publisher.is_none() {
        return Err(Error::Invalid(
            "no source was chosen: choose one, or name a new one, or give a file or an address".into(),
        ));
    }
    let new = NewSource {
        title,
        publisher: offer.publisher.as_deref(),
        address: offer.address.as_deref(),
        ..NewSource::of(offer.tier)
    };
    let source = source::add(casebook, actor, &new)?.hex();
    kept.source = Some(source.clone());
    Ok(source)
}
