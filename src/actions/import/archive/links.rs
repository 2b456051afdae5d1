//! Taking the links of an Auto Archiver table, each as a source, with what was archived of it and lies at hand.

use super::attachments::{Folders, Named};
use super::intake::{Intake, Spot};
use super::library::{self, Origin};
use super::summary::Taken;
use super::{Holding, Progress, Wanted, clipped, in_utc, read_whole, refused, web_archive};
use crate::sources::source::NewSource;
use formats::exchange::Limits;
use formats::exchange::archiver::{self, Archived};
use record::model::words::Tier;
use std::path::Path;
use store::error::Result;

/// Takes a table in.
pub fn go_through(intake: &mut Intake, wanted: &Wanted, progress: Progress) -> Result<()> {
    let limits = Limits::default();
    let bytes = read_whole(wanted.file, limits.library)?;
    let rows = archiver::read(&bytes, &limits).map_err(|fault| refused(wanted.file, &fault))?;
    let folders = Folders::of(wanted.file, wanted.attachments)?;
    let total = rows.len() as u64;
    for (done, row) in rows.iter().enumerate() {
        take(intake, row, &folders, wanted)?;
        progress(done as u64 + 1, total);
    }
    intake.summary.format = "Auto Archiver".to_owned();
    Ok(())
}

fn take(intake: &mut Intake, row: &Archived, folders: &Folders, wanted: &Wanted) -> Result<()> {
    let link = clipped(&row.link);
    let spot = match intake.at_address(&link) {
        Some(spot) => {
            intake.meet(spot);
            spot
        }
        None => add(intake, row, &link)?,
    };
    if let Some(status) = row.status.as_deref().filter(|status| is_failure(row, status)) {
        return intake.add_miss(spot, &link, &clipped(status));
    }
    let mut places: Vec<&String> = [&row.location, &row.screenshot, &row.wacz].into_iter().flatten().collect();
    places.dedup();
    for place in places {
        match folders.find(place) {
            Named::Address => intake.summary.notice(told(row, place, "it is an address, and nothing is fetched")),
            Named::Refused(why) => intake.summary.notice(told(row, place, &why)),
            Named::File(path) if is_wacz(&path) => take_wacz(intake, row, place, &path, wanted)?,
            Named::File(path) => file(intake, row, spot, place, &path)?,
        }
    }
    Ok(())
}

fn add(intake: &mut Intake, row: &Archived, link: &str) -> Result<Spot> {
    let text = |text: &Option<String>| text.as_deref().map(clipped);
    let (title, published, summary) = (text(&row.title), text(&row.posted), text(&row.text));
    let spot = intake.add_source(&NewSource {
        title: title.as_deref(),
        address: Some(link),
        published: published.as_deref(),
        summary: summary.as_deref(),
        ..NewSource::of(Tier::Secondary)
    })?;
    let address = Some(link.to_string());
    intake.summary.take(Taken { what: "source", title, address, new_source: true, ..Taken::default() });
    Ok(spot)
}

/// Says whether a row tells of a link that could not be archived, and not of one that waits.
fn is_failure(row: &Archived, status: &str) -> bool {
    let status = status.to_lowercase();
    !row.is_kept() && !["success", "progress"].iter().any(|word| status.contains(word))
}

fn is_wacz(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wacz"))
}

/// What is wrong with one archive of many costs that archive alone.
fn take_wacz(intake: &mut Intake, row: &Archived, place: &str, path: &Path, wanted: &Wanted) -> Result<()> {
    if let Err(broken) = web_archive::check(path) {
        intake.summary.fault(told(row, place, &broken.to_string()));
        return Ok(());
    }
    let within = Wanted { file: path, holding: Holding::Wacz, all: wanted.all, attachments: None };
    web_archive::go_through(intake, &within, None, &mut |_, _| {}).map(drop)
}

fn file(intake: &mut Intake, row: &Archived, spot: Spot, place: &str, path: &Path) -> Result<()> {
    // The digest is that of the main file; one of 64 digits is a SHA-256, and a longer one cannot be checked here.
    let is_main = row.location.as_deref() == Some(place);
    let stated = row.hash.as_deref().filter(|hash| is_main && hash.len() == 64).map(str::to_ascii_lowercase);
    let origin = Origin { address: &row.link, date: row.archived_at.as_deref().and_then(in_utc) };
    let is_expected = |found: record::model::id::Id| stated.as_ref().is_none_or(|stated| *stated == found.hex());
    if !library::file(intake, spot, path, Some(&origin), is_expected)? {
        intake.summary.fault(told(row, place, "its SHA-256 is not the one in the table"));
    }
    Ok(())
}

fn told(row: &Archived, place: &str, why: &str) -> String {
    let place: String = place.chars().take(200).collect();
    format!("line {}: `{place}` is not taken: {why}", row.line)
}
