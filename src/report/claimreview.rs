//! Signed-off claims as schema.org `ClaimReview`, for the head of the page on which they are published.

mod scale;
mod settings;
#[cfg(test)]
mod tests;

pub use scale::{Preset, Rating, Scale};
pub use settings::{Publisher, Settings};

use super::dossier::{Dossier, Entry};
use super::linked::{object, web_address, write};
use crate::error::{Error, Result};
use language::gate::policy::FILE_NAME;
use language::standing::Hold;
use record::model::time::{Day, Moment};
use record::model::words::{Status, Verdict};
use serde_json::{Value, json};
use std::io::Write;

/// Which claims, and in what form.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The ids of the claims, in hexadecimal; else all that may be published.
    pub claims: &'a [String],
    /// Those too that are checked and not signed off yet.
    pub checked: bool,
    /// As an element for the head of a page.
    pub script: bool,
    /// The day on which the piece under check was published.
    pub published: Option<Day>,
    /// Where the claims were made first, if that was elsewhere.
    pub first_appearance: Option<&'a str>,
}

/// What went into the report, and what did not.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// How many reviews.
    pub reviews: usize,
    /// Claims left out because the scale has no rating for what was found, with the verdict.
    pub unrated: Vec<(String, Verdict)>,
    /// Claims left out because they need another look or do not stand, with the first reason.
    pub fallen: Vec<(String, String)>,
    /// How many others are not signed off.
    pub unready: usize,
}

/// Writes the reviews: one object, or a list of them.
///
/// # Errors
/// A sentence that names what is missing and where to set it; nothing is written then.
pub fn render(dossier: &Dossier, settings: &Settings, wanted: &Wanted, out: &mut dyn Write) -> Result<Chosen> {
    let scale = settings.scale()?;
    let (entries, mut chosen) = choose(dossier, &scale, wanted)?;
    let publisher = settings.publisher()?;
    require_single_addresses(&publisher, entries.len())?;
    let about = About::of(dossier, wanted)?;
    let reviews = entries.iter().map(|(entry, verdict)| review(&about, &publisher, &scale, entry, *verdict));
    let mut reviews = reviews.collect::<Result<Vec<_>>>()?;
    chosen.reviews = reviews.len();
    let document = if reviews.len() == 1 { reviews.remove(0) } else { Value::Array(reviews) };
    if wanted.script {
        out.write_all(b"<script type=\"application/ld+json\">\n").map_err(Error::Output)?;
    }
    write(&document, out)?;
    if wanted.script {
        out.write_all(b"</script>\n").map_err(Error::Output)?;
    }
    Ok(chosen)
}

type Ready<'d> = (&'d Entry, Verdict);

fn choose<'d>(dossier: &'d Dossier, scale: &Scale, wanted: &Wanted) -> Result<(Vec<Ready<'d>>, Chosen)> {
    let (mut ready, mut chosen) = (Vec::new(), Chosen::default());
    for entry in &dossier.claims {
        let hex = entry.claim.recorded.id.hex();
        let named = wanted.claims.contains(&hex);
        if !wanted.claims.is_empty() && !named {
            continue;
        }
        match (fit(entry, wanted.checked), named) {
            (Ok(verdict), _) if scale.rating(verdict).is_some() => ready.push((entry, verdict)),
            (Ok(verdict), true) => return Err(unrated(entry, verdict)),
            (Ok(verdict), false) => chosen.unrated.push((entry.claim.recorded.id.short(), verdict)),
            (Err(reason), true) => return Err(Error::Invalid(reason.said(entry))),
            (Err(Unfit::Fallen(reason)), false) => chosen.fallen.push((entry.claim.recorded.id.short(), reason)),
            (Err(Unfit::Unready(_)), false) => chosen.unready += 1,
        }
    }
    if ready.is_empty() {
        let which = if wanted.checked { "checked or signed off" } else { "signed off" };
        let more = if wanted.checked { "" } else { "; `--checked` takes those that have a verdict alone" };
        return Err(Error::Invalid(format!(
            "no claim of this piece is {which} with a verdict that the scale rates{more}"
        )));
    }
    Ok((ready, chosen))
}

/// Why a claim is not published as reviewed.
enum Unfit {
    /// Its review has not come far enough; a sentence.
    Unready(String),
    /// It needs another look, or does not stand; the first reason.
    Fallen(String),
}

impl Unfit {
    fn said(self, entry: &Entry) -> String {
        let id = entry.claim.recorded.id.short();
        match self {
            Self::Unready(sentence) => sentence,
            Self::Fallen(reason) if entry.standing.hold == Hold::LookAgain => {
                format!("claim {id} needs another look: {reason}; `tickmark claim show {id}` says what about")
            }
            Self::Fallen(reason) => {
                format!("claim {id} does not stand: {reason}; `tickmark claim show {id}` says what about")
            }
        }
    }
}

/// Says whether a claim may be published as reviewed, and with what verdict.
fn fit(entry: &Entry, checked: bool) -> Result<Verdict, Unfit> {
    let id = entry.claim.recorded.id.short();
    let is_far_enough =
        entry.status == Status::SignedOff || checked && matches!(entry.status, Status::Checked | Status::SecondCheck);
    if !is_far_enough {
        let sentence = format!("claim {id} is {}, and only what is signed off is published as reviewed", entry.status);
        return Err(Unfit::Unready(sentence));
    }
    let outdated =
        entry.claim.standing_resolution().is_none() && entry.claim.standing_checks().any(|check| check.outdated);
    if outdated {
        return Err(Unfit::Unready(format!("the verdict on claim {id} is about earlier words")));
    }
    if matches!(entry.standing.hold, Hold::LookAgain | Hold::Falls) {
        let first = entry.standing.reasons().find(|reason| reason.bars());
        return Err(Unfit::Fallen(first.map(ToString::to_string).unwrap_or_default()));
    }
    entry.verdict.ok_or_else(|| {
        let settle = format!("settle them with `tickmark resolve {id} VERDICT`");
        Unfit::Unready(format!("the verdicts on claim {id} differ: {settle}"))
    })
}

fn unrated(entry: &Entry, verdict: Verdict) -> Error {
    let id = entry.claim.recorded.id.short();
    Error::Invalid(format!(
        "claim {id} is {verdict}, for which the scale has no rating: set `{verdict} = {{ name = \"…\" }}` in {FILE_NAME} \
         under [claimreview.ratings]"
    ))
}

/// Two reviews at one address would be taken for one.
fn require_single_addresses(publisher: &Publisher, reviews: usize) -> Result<()> {
    match reviews > 1 && !publisher.address.contains(settings::CLAIM_MARK) {
        true => Err(Error::Invalid(format!(
            "these are {reviews} reviews, and each needs an address of its own: write `{}` into `url` in {FILE_NAME} under \
             [claimreview], such as \"{}#claim-{}\"; or choose one claim with `--claim ID`",
            settings::CLAIM_MARK,
            publisher.address,
            settings::CLAIM_MARK
        ))),
        false => Ok(()),
    }
}

/// What is the same for every claim of the piece.
struct About {
    claimant: Option<Value>,
    published: Option<Value>,
    appearance: Option<Value>,
    first: Option<Value>,
}

impl About {
    fn of(dossier: &Dossier, wanted: &Wanted) -> Result<Self> {
        let piece = &dossier.piece;
        let of_type =
            |name: &Option<String>, of_type: &str| name.as_ref().map(|name| json!({"@type": of_type, "name": name}));
        let work = |address: String| json!({"@type": "CreativeWork", "url": address});
        let first = match wanted.first_appearance {
            None => None,
            Some(text) => Some(web_address(Some(text)).ok_or_else(|| {
                Error::Invalid(format!(
                    "`{}` is no address on the web, such as https://example.org/",
                    text.escape_debug()
                ))
            })?),
        };
        Ok(Self {
            claimant: of_type(&piece.byline, "Person").or_else(|| of_type(&piece.publisher, "Organization")),
            published: wanted.published.map(|day| json!(day.to_string())),
            appearance: web_address(piece.address.as_deref()).map(|address| {
                let mut work = work(address);
                if let (Some(object), Some(title)) = (work.as_object_mut(), &piece.title) {
                    object.insert("headline".into(), json!(title));
                }
                work
            }),
            first: first.map(work),
        })
    }
}

fn review(about: &About, publisher: &Publisher, scale: &Scale, entry: &Entry, verdict: Verdict) -> Result<Value> {
    let claim = &entry.claim;
    let id = claim.recorded.id;
    let statement = claim.statement.as_deref().filter(|statement| !statement.trim().is_empty());
    let statement = statement.ok_or_else(|| {
        Error::Invalid(format!("the statement of claim {} is withheld, and `claimReviewed` needs it", id.short()))
    })?;
    let rating = scale.rating(verdict).ok_or_else(|| unrated(entry, verdict))?;
    let address = publisher.address_of(&id.hex());
    let item = object([
        ("@type", Some(json!("Claim"))),
        ("author", about.claimant.clone()),
        ("datePublished", about.published.clone()),
        ("appearance", about.appearance.clone()),
        ("firstAppearance", about.first.clone()),
    ]);
    let author = object([
        ("@type", Some(json!("Organization"))),
        ("name", Some(json!(publisher.name))),
        ("url", publisher.home.as_ref().map(|home| json!(home))),
    ]);
    Ok(object([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("ClaimReview"))),
        ("@id", Some(json!(format!("urn:tickmark:claimreview:{}", id.hex())))),
        ("claimReviewed", Some(json!(statement))),
        ("author", Some(author)),
        ("datePublished", reviewed(entry).map(|time| json!(time.day().to_string()))),
        ("inLanguage", publisher.language.as_ref().map(|language| json!(language))),
        ("itemReviewed", Some(item)),
        ("reviewRating", Some(rated(scale, rating))),
        ("url", Some(json!(address))),
    ]))
}

fn rated(scale: &Scale, rating: &Rating) -> Value {
    let number = |number: i64| rating.value.map(|_| json!(number));
    object([
        ("@type", Some(json!("Rating"))),
        ("alternateName", Some(json!(rating.name))),
        ("ratingValue", rating.value.map(|value| json!(value))),
        ("bestRating", number(scale.best)),
        ("worstRating", number(scale.worst)),
    ])
}

/// When it was signed off, else when the last verdict was given.
fn reviewed(entry: &Entry) -> Option<Moment> {
    let signed = entry.claim.sign_off.as_ref().filter(|_| entry.status == Status::SignedOff);
    signed.map(|sign_off| sign_off.mark.time).or_else(|| {
        let resolved = entry.claim.standing_resolution().map(|resolution| resolution.mark.time);
        entry.claim.standing_checks().map(|check| check.mark.time).chain(resolved).max()
    })
}
