//! Attaching evidence: from a source that is known or new, with a file, an address, a quotation or a figure.

use super::fields::{day, quantity};
use super::line::Line;
use super::refused::Choice;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use crate::web::posted_file::PostedFile;
use actions::evidence::attach::{self, NewEvidence};
use actions::quantity::in_words;
use actions::sources::capture::{self, NewCapture};
use actions::sources::fetch::{self, Reached, Wanted};
use actions::sources::find::{Match, Standing, find_everywhere};
use actions::sources::list;
use actions::sources::source::{self, NewSource};
use actions::{Actor, Casebook};
use record::model::words::{Stance, Tier};
use store::error::{Error, Result};

/// What a form offers as evidence.
pub struct Offer {
    /// An address or words, as they were pasted.
    line: Line,
    source: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    address: Option<String>,
    tier: Tier,
    /// The address is to be fetched now.
    fetch: bool,
    /// What came of asking for it.
    reached: Option<Reached>,
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
    /// The address of the line became a source, and only its words are left to say.
    line: Option<String>,
    /// The sources that have the words that were looked for, where one is to be chosen.
    pub choices: Vec<Choice>,
}

/// What was read while evidence was attached.
pub struct Read {
    /// The name of the source, and where in it.
    pub place: Option<String>,
    /// The figure that was read from the words.
    pub figure: Option<String>,
}

impl Kept {
    /// Gives the fields that are to be shown otherwise than they came.
    pub fn instead(&self) -> Vec<(String, String)> {
        let line = self.line.iter().map(|line| ("line", line.as_str()));
        let source = self.source.iter().flat_map(|source| {
            [("source", source.as_str()), ("title", ""), ("publisher", ""), ("address", ""), ("fetch", "")]
        });
        source.chain(line).map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }
}

impl Offer {
    /// Reads a form.
    pub fn read(posted: &mut Posted) -> Result<Self, Fault> {
        let file = posted.take_file().filter(|file| file.path().metadata().is_ok_and(|about| about.len() > 0));
        let chosen = posted.text("among").or(posted.text("source"));
        let stance = match posted.parsed("instead")? {
            Some(stance) => stance,
            None => posted.must("stance", "the stance")?,
        };
        Ok(Self {
            line: Line::read(posted.text("line").unwrap_or_default()),
            source: chosen.map(|source| source.split_whitespace().next().unwrap_or_default().to_string()),
            title: posted.owned("title"),
            publisher: posted.owned("publisher"),
            address: posted.owned("address").map(|address| address.trim().to_string()),
            tier: posted.parsed("tier")?.unwrap_or(Tier::Secondary),
            fetch: posted.ticked("fetch"),
            reached: None,
            file,
            stance,
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

    /// Gives the address that is to be fetched before anything is recorded.
    pub fn to_fetch(&self) -> Option<&str> {
        let address = self.line.address().or(self.address.as_deref().filter(|_| self.fetch));
        address.filter(|_| self.source.is_none())
    }

    /// Takes in what came of asking for it.
    pub fn with_reached(mut self, reached: Reached) -> Self {
        self.reached = Some(reached);
        self
    }

    /// Attaches it to a claim; what was named, filed or fetched on the way is kept.
    pub fn take(&mut self, casebook: &mut Casebook, actor: &Actor, claim: &str, kept: &mut Kept) -> Result<Read> {
        // A claim that is not there is told before anything is kept.
        actions::claim(casebook.reader(), claim)?;
        let source = source(casebook, actor, self, kept)?;
        if let Some(file) = &self.file {
            let path = file.path();
            let new = NewCapture { source: Some(&source), ..NewCapture::of_file(&path) };
            capture::file(casebook, actor, new, |_| {})?;
            kept.source = Some(source.clone());
        }
        let quote = self.quote.as_deref().or(self.line.words());
        if quote.is_none() && self.line.address().is_some() && self.locator.is_none() {
            let wanted = "the source is kept: now paste the words in it that bear on the claim";
            return Err(Error::Invalid(wanted.into()));
        }
        let new = NewEvidence {
            source: &source,
            capture: None,
            stance: self.stance,
            confidence: None,
            locator: self.locator.as_deref(),
            quote,
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
        let attached = attach::attach(casebook, actor, claim, &new)?;
        let name = list::get(casebook.reader(), &source)?.name();
        let place = attached.quote.map(|quote| format!("{name}, {}", quote.place));
        Ok(Read { place, figure: attached.figure.as_ref().map(in_words) })
    }
}

/// Gives the source that is meant: a known one, one that is fetched, one that has the words, or one that is named now.
fn source(casebook: &mut Casebook, actor: &Actor, offer: &mut Offer, kept: &mut Kept) -> Result<String> {
    if let Some(source) = &offer.source {
        return Ok(source.clone());
    }
    let pasted = offer.line.address().map(str::to_string);
    let known = pasted.as_deref().map(|address| fetch::known_at(casebook.reader(), address)).transpose()?.flatten();
    if let Some(source) = known {
        return Ok(keep(kept, offer, source.hex()));
    }
    let fetched = pasted.or_else(|| offer.address.clone().filter(|_| offer.fetch));
    if let (Some(address), Some(reached)) = (fetched.as_deref(), offer.reached.take()) {
        let wanted = Wanted { address, source: None, media_type: None, allow: &[], confidential: None };
        let caught = fetch::capture_reached(casebook, actor, &wanted, reached)?;
        let source = fetch::source_of(casebook, &caught, address)?;
        return Ok(keep(kept, offer, source.hex()));
    }
    let named = offer.file.as_ref().map(|file| file.name.as_str());
    let title = offer.title.as_deref().or(named.filter(|_| offer.address.is_none()));
    if title.is_none() && offer.address.is_none() && offer.publisher.is_none() {
        return source_with(casebook, offer, kept);
    }
    let new = NewSource {
        title,
        publisher: offer.publisher.as_deref(),
        address: offer.address.as_deref(),
        ..NewSource::of(offer.tier)
    };
    let source = source::add(casebook, actor, &new)?.hex();
    Ok(keep(kept, offer, source))
}

/// Notes what stays although the rest may be refused.
fn keep(kept: &mut Kept, offer: &Offer, source: String) -> String {
    kept.source = Some(source.clone());
    kept.line = offer.line.address().map(|_| offer.line.words().unwrap_or_default().to_string());
    source
}

/// Gives the one source whose captures have the words of the line; where several have them, one is to be chosen.
fn source_with(casebook: &Casebook, offer: &Offer, kept: &mut Kept) -> Result<String> {
    let Some(words) = offer.line.words() else {
        let wanted = "no source was chosen: choose one, or name a new one, or give a file or an address";
        return Err(Error::Invalid(wanted.into()));
    };
    let mut found = find_everywhere(casebook, &[words], |_, _| {})?;
    found.retain(|standing| standing.source.is_some());
    let verbatim = |standing: &Standing| standing.found.matched != Match::Approximate;
    if found.iter().any(verbatim) {
        found.retain(verbatim);
    }
    for standing in found {
        let source = standing.source.map(|source| source.hex()).unwrap_or_default();
        if kept.choices.iter().all(|choice| choice.source != source) {
            kept.choices.push(Choice { source, name: standing.name, place: standing.place });
        }
    }
    match &kept.choices[..] {
        [] => Err(Error::Invalid(
            "these words are in no capture: paste the address they are at, drop the file, or choose a source".into(),
        )),
        [one] => {
            let source = one.source.clone();
            kept.choices.clear();
            Ok(source)
        }
        _ => Err(Error::Invalid("several sources have these words: choose one".into())),
    }
}
