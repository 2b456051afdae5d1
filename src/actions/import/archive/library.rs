//! Taking references out of a library, each as a source, with the files that are attached to it.

use super::attachments::{Folders, Named};
use super::intake::{Filing, Intake, Spot};
use super::summary::Taken;
use super::{Progress, Wanted, clipped, read_whole, refused};
use crate::sources::capture::{Content, NewCapture};
use crate::sources::source::NewSource;
use formats::exchange::Limits;
use formats::exchange::library::{self, Reference};
use record::model::id::Id;
use record::model::words::{Method, Tier};
use std::fs::File;
use std::path::Path;
use store::blobs::measure;
use store::error::{Error, Result};

/// Takes a library in.
pub fn go_through(intake: &mut Intake, wanted: &Wanted, progress: Progress) -> Result<()> {
    let limits = Limits::default();
    let bytes = read_whole(wanted.file, limits.library)?;
    let name = intake.summary.file.clone();
    let of_file = |fault| refused(wanted.file, &fault);
    intake.summary.format = library::format(&bytes, &name).map_err(of_file)?.to_string();
    let held = library::read(&bytes, &name, &limits).map_err(of_file)?;
    let folders = Folders::of(wanted.file, wanted.attachments)?;
    intake.summary.tell(&held.faults);
    let total = held.references.len() as u64;
    for (done, reference) in held.references.iter().enumerate() {
        take(intake, reference, &folders)?;
        progress(done as u64 + 1, total);
    }
    Ok(())
}

fn take(intake: &mut Intake, reference: &Reference, folders: &Folders) -> Result<()> {
    let (title, authors) = (clipped(&reference.title), clipped(&reference.authors.join("; ")));
    let author = Some(authors.as_str()).filter(|authors| !authors.is_empty());
    let spot = match known(intake, reference, &title, author)? {
        Some(spot) => {
            intake.meet(spot);
            spot
        }
        None if title.is_empty() && author.is_none() && reference.address.is_none() => {
            let key = &reference.key;
            intake.summary.fault(format!("the entry `{key}` has no title, no author and no address"));
            return Ok(());
        }
        None => add(intake, reference, &title, author)?,
    };
    for stated in &reference.files {
        attach(intake, spot, stated, folders)?;
    }
    Ok(())
}

fn known(intake: &Intake, reference: &Reference, title: &str, author: Option<&str>) -> Result<Option<Spot>> {
    if let Some(spot) = reference.address.as_deref().and_then(|address| intake.at_address(address)) {
        return Ok(Some(spot));
    }
    intake.by_title(title, author)
}

fn add(intake: &mut Intake, reference: &Reference, title: &str, author: Option<&str>) -> Result<Spot> {
    let text = |text: &Option<String>| text.as_deref().map(clipped);
    let (container, publisher) = (text(&reference.container), text(&reference.publisher));
    let published_by = match (&container, &publisher) {
        (Some(container), Some(publisher)) if container != publisher => Some(format!("{container}, {publisher}")),
        _ => publisher.or(container),
    };
    let (address, published) = (text(&reference.address), text(&reference.published));
    let (language, summary) = (text(&reference.language), text(&reference.summary));
    let key: String = reference.key.chars().take(200).collect();
    let spot = intake.add_source(&NewSource {
        title: Some(title).filter(|title| !title.is_empty()),
        publisher: published_by.as_deref().map(clipped).as_deref(),
        author,
        address: address.as_deref(),
        published: published.as_deref(),
        language: language.as_deref(),
        summary: summary.as_deref(),
        external_id: intake.is_free(&key)?.then_some(key.as_str()),
        ..NewSource::of(Tier::Secondary)
    })?;
    let title = Some(title.to_string()).filter(|title| !title.is_empty());
    intake.summary.take(Taken { what: "source", title, address, new_source: true, ..Taken::default() });
    Ok(spot)
}

fn attach(intake: &mut Intake, spot: Spot, stated: &str, folders: &Folders) -> Result<()> {
    match folders.find(stated) {
        Named::Address => {}
        Named::Refused(why) => {
            let stated: String = stated.chars().take(200).collect();
            intake.summary.notice(format!("the file `{stated}` is not taken: {why}"));
        }
        Named::File(path) => drop(file(intake, spot, &path, None, |_| true)?),
    }
    Ok(())
}

/// Where a file came from and when, as a list says.
pub struct Origin<'a> {
    pub address: &'a str,
    pub date: Option<String>,
}

/// Files a file at hand as a capture of a source, unless it is filed; `false` where its hash is not the one expected.
pub fn file(
    intake: &mut Intake,
    spot: Spot,
    path: &Path,
    origin: Option<&Origin>,
    is_expected: impl Fn(Id) -> bool,
) -> Result<bool> {
    let content = File::open(path).map_err(|error| Error::file(path, &error))?;
    let measured = measure(path, content, |_| {})?;
    if !is_expected(measured.sha256) {
        return Ok(false);
    }
    let date = origin.and_then(|origin| origin.date.clone());
    if intake.is_filed(spot, measured.sha256, date.as_deref())? {
        intake.summary.captures.add(false);
        return Ok(true);
    }
    let fetched = origin.map(|origin| crate::sources::capture::Fetched {
        asked: origin.address.to_string(),
        answered: origin.address.to_string(),
        at: origin.date.clone(),
        ..Default::default()
    });
    let new = NewCapture { fetched, ..NewCapture::of(Content::File(path), Method::Imported) };
    let prepared = intake.prepare(new)?;
    let title = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let address = origin.map(|origin| origin.address.to_string());
    let taken = Taken { title, address, date, bytes: Some(measured.bytes), ..Taken::default() };
    intake.add_capture(spot, Filing { sha256: measured.sha256, taken, prepared })?;
    Ok(true)
}
