//! The second case of `tickmark demo`: a made-up story about a dam, checked by two people as far as shows what the program
//! catches: a quotation that was altered, a figure that disagrees, verdicts that differ, a sign-off gone stale, and one given
//! despite something.

use crate::claims::claim::{self, NewClaim, Place};
use crate::claims::review;
use crate::drafts::add::{self, NewDraft};
use crate::drafts::piece::{self, NewPiece};
use crate::drafts::revise;
use crate::evidence::attach::{self, NewEvidence};
use crate::quantity::Parts;
use crate::sources::capture::{self, Content, NewCapture};
use crate::sources::source::{self, NewSource};
use formats::ingest::{self, Document, Reading};
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Comparator, Method, Priority, Stance, Tier, Verdict};
use std::path::Path;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// By which the piece goes on the command line.
pub const PIECE: &str = "river";

const MONEY: &str = "river-money";
const SHARE: &str = "river-share";
const PERMIT: &str = "river-permit";
const UNSEEN: &str = "river-unseen";

/// A file of the case.
struct Seed {
    name: &'static str,
    bytes: &'static [u8],
}

const STORY: Seed = Seed { name: "story.docx", bytes: include_bytes!("../../../seeds/river/story.docx") };
const STORY_2: Seed = Seed { name: "story-2.docx", bytes: include_bytes!("../../../seeds/river/story-2.docx") };
const REPORT: Seed = Seed { name: "report.txt", bytes: include_bytes!("../../../seeds/river/report.txt") };
const REGISTER: Seed = Seed { name: "register.txt", bytes: include_bytes!("../../../seeds/river/register.txt") };
const MINUTES: Seed = Seed { name: "minutes.txt", bytes: include_bytes!("../../../seeds/river/minutes.txt") };

/// Takes the story in and checks it as two people would, up to its second draft.
pub fn check(casebook: &mut Casebook, first: &Actor, second: &Actor) -> Result<()> {
    let new = NewPiece {
        title: "The river permit (made up)",
        byline: Some("A. Writer"),
        external_id: Some(PIECE),
        ..NewPiece::default()
    };
    piece::add_piece(casebook, first, &new)?;
    bring_in(casebook, first, &STORY)?;
    claim_all(casebook, first)?;
    name_sources(casebook, first)?;
    attach_evidence(casebook, first)?;
    review_all(casebook, first, second)?;
    let document = read(&STORY_2)?;
    revise::revise(casebook, first, Some(PIECE), &draft(&STORY_2, &document))?;
    Ok(())
}

fn read(seed: &Seed) -> Result<Document> {
    ingest::read(seed.bytes, seed.name, Reading::Accepted)
        .map_err(|fault| Error::Invalid(format!("the file {} of the demonstration: {fault}", seed.name)))
}

fn draft<'a>(seed: &'a Seed, document: &'a Document) -> NewDraft<'a> {
    NewDraft { path: Path::new(seed.name), bytes: seed.bytes, document, after: None }
}

fn bring_in(casebook: &mut Casebook, actor: &Actor, seed: &Seed) -> Result<()> {
    let document = read(seed)?;
    add::add(casebook, actor, Some(PIECE), &draft(seed, &document)).map(drop)
}

fn dollars(comparator: Comparator, amount: &str) -> Result<Option<Quantity>> {
    let (amount, unit) = (Some(amount.to_string()), Some("USD".to_string()));
    Parts { comparator: Some(comparator), amount, unit, ..Parts::default() }.quantity()
}

fn percent(amount: &str) -> Result<Option<Quantity>> {
    let (amount, unit) = (Some(amount.to_string()), Some("percent".to_string()));
    Parts { amount, unit, ..Parts::default() }.quantity()
}

fn claim_all(casebook: &mut Casebook, actor: &Actor) -> Result<()> {
    let money = dollars(Comparator::Greater, "12000000")?;
    for (id, words, claim_type, priority, quantity) in [
        (MONEY, "over 12 million dollars", ClaimType::InvestmentTotal, Priority::High, money),
        (SHARE, "It owns 62.5 per cent of the dam", ClaimType::OwnershipShare, Priority::High, percent("62.5")?),
        (PERMIT, "Bo Lind, mayor of Altona, signed the permit in 2019", ClaimType::Role, Priority::Medium, None),
        (UNSEEN, "Nobody has seen the permit", ClaimType::Characterisation, Priority::Medium, None),
    ] {
        let place = Place::Quoted { text: words.to_string(), occurrence: None };
        let new = NewClaim {
            piece: Some(PIECE),
            statement: None,
            place,
            claim_type,
            priority,
            quantity,
            external_id: Some(id),
            note: None,
        };
        claim::add(casebook, actor, &new)?;
    }
    Ok(())
}

fn name_sources(casebook: &mut Casebook, actor: &Actor) -> Result<()> {
    for (id, title, publisher, file) in [
        ("river-report", "Annual report 2023", "Vega Mining", REPORT),
        ("river-register", "Register of companies", "District of Altona", REGISTER),
        ("river-minutes", "Minutes of 11 June 2019", "Council of Altona", MINUTES),
    ] {
        let new = NewSource {
            title: Some(title),
            publisher: Some(publisher),
            origin: Some(publisher),
            external_id: Some(id),
            ..NewSource::of(Tier::Primary)
        };
        source::add(casebook, actor, &new)?;
        let content = Content::Bytes { name: file.name, bytes: file.bytes };
        let new = NewCapture { source: Some(id), ..NewCapture::of(content, Method::Filed) };
        capture::file(casebook, actor, new, |_| {})?;
    }
    Ok(())
}

fn quoted(source: &'static str, stance: Stance, quote: &'static str) -> NewEvidence<'static> {
    NewEvidence { quote: Some(quote), ..NewEvidence::of(source, stance) }
}

fn attach_evidence(casebook: &mut Casebook, actor: &Actor) -> Result<()> {
    let report = quoted("river-report", Stance::Supports, "Spent on the river works: 12.4 million US dollars");
    attach::attach(casebook, actor, MONEY, &report)?;
    let report = quoted("river-report", Stance::Supports, "Vega Mining owns 62.5 per cent of the dam at Altona");
    attach::attach(casebook, actor, SHARE, &report)?;
    let minutes = quoted("river-minutes", Stance::Contradicts, "he had not signed the permit");
    attach::attach(casebook, actor, PERMIT, &minutes)?;
    // The minutes say that the council has not: the quotation says more.
    let altered = quoted("river-minutes", Stance::Supports, "The council has never seen the permit.");
    let altered = NewEvidence { despite: Some("The clerk says that the minutes were worded politely."), ..altered };
    attach::attach(casebook, actor, UNSEEN, &altered).map(drop)
}

fn review_all(casebook: &mut Casebook, first: &Actor, second: &Actor) -> Result<()> {
    review::check(casebook, first, MONEY, Verdict::Confirmed, Some("12.4 million in the annual report"))?;
    review::second_check(casebook, second, MONEY, Verdict::Confirmed, Some("same figure, read again"))?;
    review::sign_off(casebook, first, MONEY, None, None)?;

    review::check(casebook, first, SHARE, Verdict::Confirmed, Some("as the annual report has it"))?;
    review::second_check(casebook, second, SHARE, Verdict::Confirmed, None)?;
    // What speaks against it came after both verdicts.
    let register = quoted("river-register", Stance::Contradicts, "Vega Mining holds 22.5 per cent of the dam");
    attach::attach(casebook, first, SHARE, &register)?;
    let despite = "The register lists the holders before the sale of May 2024; the new extract is ordered.";
    review::sign_off(casebook, first, SHARE, None, Some(despite))?;

    review::check(casebook, first, PERMIT, Verdict::Confirmed, Some("the permit names the mayor"))?;
    review::second_check(casebook, second, PERMIT, Verdict::Incorrect, Some("his deputy signed, say the minutes"))?;

    review::check(casebook, first, UNSEEN, Verdict::Confirmed, None).map(drop)
}
