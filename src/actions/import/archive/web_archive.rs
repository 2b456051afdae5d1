//! Taking captures out of a web archive: WARC, or WACZ with its list of pages.

use super::documents::{bytes_named, is_document, is_of_the_web, name_of_bytes};
use super::intake::{Filing, Intake, Spot};
use super::summary::Taken;
use super::{Holding, Progress, Wanted, clipped, in_utc, refused};
use crate::sources::capture::{Content, Fetched, NewCapture};
use crate::sources::fetch::{file_name, header_lines};
use crate::sources::origins::plain_address;
use crate::sources::source::NewSource;
use formats::exchange::warc::{self, Response};
use formats::exchange::{Fault, Limits, wacz};
use record::model::id::Id;
use record::model::words::{Method, Tier};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use store::blobs::measure;
use store::error::{Error, Result};

/// The longest address that is taken for one, in bytes; a page within an address is longer.
const ADDRESS: usize = 8_000;

/// Takes a web archive in, and gives the name of the program that made it.
///
/// That name may stand behind the captures, so it is handed in again when they are written.
pub fn go_through(
    intake: &mut Intake,
    wanted: &Wanted,
    software: Option<&str>,
    progress: Progress,
) -> Result<Option<String>> {
    let limits = Limits::default();
    let (path, is_wacz) = (wanted.file, wanted.holding == Holding::Wacz);
    intake.summary.format = if is_wacz { "WACZ" } else { "WARC" }.to_owned();
    let about = match is_wacz {
        true => Some(wacz::contents(open(path)?, &limits).map_err(|fault| refused(path, &fault))?),
        false => None,
    };
    let pages = about.iter().flat_map(|about| &about.pages);
    let pages = pages.map(|page| (plain_address(&page.address), page.title.clone())).collect();
    let tool = about.as_ref().and_then(|about| about.software.clone()).or_else(|| software.map(str::to_string));
    let tool = tool.as_deref().map(clipped);
    let mut shelving = Shelving { intake, all: wanted.all, pages, tool: tool.as_deref() };
    let held = read(path, is_wacz, &limits, progress, |response| shelving.take(&response))?;
    for archive in &held {
        intake.summary.tell(&archive.faults);
        intake.summary.fault_count += archive.untold;
        intake.summary.passed_over.revisits += archive.revisits.len() as u64;
    }
    Ok(tool.or_else(|| held.into_iter().find_map(|archive| archive.software)))
}

/// Reads an archive to its end with nothing done, to know that it is whole.
pub fn check(path: &Path) -> Result<()> {
    read(path, true, &Limits::default(), &mut |_, _| {}, |_| Ok(())).map(drop)
}

fn open(path: &Path) -> Result<File> {
    let file = File::open(path).map_err(|error| Error::file(path, &error))?;
    match file.metadata().map_err(|error| Error::file(path, &error))?.is_file() {
        true => Ok(file),
        false => Err(Error::File { path: path.to_path_buf(), reason: "it is no ordinary file".into() }),
    }
}

/// Why reading stopped: the archive, or what was done with it.
enum Stop {
    Fault(Fault),
    Error(Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

fn read(
    path: &Path,
    is_wacz: bool,
    limits: &Limits,
    progress: Progress,
    mut each: impl FnMut(Response) -> Result<()>,
) -> Result<Vec<warc::Summary>> {
    let file = open(path)?;
    let bytes = file.metadata().map_err(|error| Error::file(path, &error))?.len();
    // The files in a WACZ file are read once for their hashes and once for what they hold.
    let total = if is_wacz { bytes * 2 } else { bytes };
    let progress = RefCell::new(progress);
    let watched = Watched { file, done: 0, each: |done: u64| (progress.borrow_mut())(done.min(total), total) };
    let each = |response| each(response).map_err(Stop::Error);
    let held = match is_wacz {
        true => wacz::each_response(watched, limits, each)
            .map(|summary| summary.archives.into_iter().map(|(_, archive)| archive).collect()),
        false => warc::each_response(watched, limits, each).map(|archive| vec![archive]),
    };
    held.map_err(|stop| match stop {
        Stop::Fault(fault) => refused(path, &fault),
        Stop::Error(error) => error,
    })
}

/// Tells how much of a file was read.
struct Watched<F> {
    file: File,
    done: u64,
    each: F,
}

impl<F: FnMut(u64)> Read for Watched<F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(into)?;
        self.done += read as u64;
        (self.each)(self.done);
        Ok(read)
    }
}

impl<F> Seek for Watched<F> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// Finds or names the source of each answer, and files it.
struct Shelving<'i, 'h, 'p> {
    intake: &'i mut Intake<'h, 'p>,
    all: bool,
    /// The titles of the pages that somebody looked at, by plain address.
    pages: HashMap<String, Option<String>>,
    tool: Option<&'i str>,
}

/// Where a capture belongs.
enum Place {
    Of(Spot),
    OfNewSource,
    /// It is filed already, of no source.
    Filed,
}

impl Shelving<'_, '_, '_> {
    fn take(&mut self, response: &Response) -> Result<()> {
        if self.is_passed_over(response) {
            return Ok(());
        }
        if let Some(fault) = fault_of(response) {
            let name = name_of(response);
            self.intake.summary.fault(format!("{name}: {fault}"));
            return Ok(());
        }
        let sha256 = measure(Path::new(&response.address), response.body.as_slice(), |_| {})?.sha256;
        let date = in_utc(&response.date);
        let place = self.place(response, sha256)?;
        if let Place::Of(spot) = place {
            self.intake.meet(spot);
        }
        match place {
            Place::Filed => self.intake.summary.captures.add(false),
            Place::Of(spot) if self.intake.is_filed(spot, sha256, date.as_deref())? => {
                self.intake.summary.captures.add(false);
            }
            Place::Of(spot) => self.file(response, sha256, date, Some(spot))?,
            Place::OfNewSource => self.file(response, sha256, date, None)?,
        }
        Ok(())
    }

    /// Says whether a record is none that is wanted, and counts it.
    fn is_passed_over(&mut self, response: &Response) -> bool {
        let passed_over = &mut self.intake.summary.passed_over;
        let is_page = self.pages.contains_key(&plain_address(&response.address));
        let is_wanted = is_page || is_document(&response.media_type, &response.address);
        let count = match response.status {
            // 206 is a part of a file.
            Some(status) if !(200..300).contains(&status) || status == 206 => &mut passed_over.other_answers,
            _ if response.body.is_empty() => &mut passed_over.empty,
            _ if self.all || is_wanted && is_of_the_web(&response.address) => return false,
            _ => &mut passed_over.other_types,
        };
        *count += 1;
        true
    }

    fn place(&self, response: &Response, sha256: Id) -> Result<Place> {
        if let Some(spot) = self.intake.at_address(&response.address) {
            return Ok(Place::Of(spot));
        }
        // What we gave back ourselves is known by its bytes.
        if bytes_named(&response.address) == Some(&sha256.hex()) {
            match self.intake.reader().source_with_bytes(&sha256.hex())? {
                Some(Some(row)) => return Ok(Place::Of(self.intake.there(row)?)),
                Some(None) => return Ok(Place::Filed),
                None => {}
            }
        }
        Ok(Place::OfNewSource)
    }

    fn file(&mut self, response: &Response, sha256: Id, date: Option<String>, spot: Option<Spot>) -> Result<()> {
        let name = name_of_bytes(&response.address).unwrap_or_else(|| file_name(&response.address));
        let media_type = Some(response.media_type.as_str()).filter(|media_type| !media_type.is_empty());
        let media_type = media_type.map(|media_type| media_type.chars().take(100).collect::<String>());
        let new = NewCapture {
            media_type: media_type.as_deref(),
            tool: self.tool,
            fetched: Some(Fetched {
                asked: response.address.clone(),
                answered: response.address.clone(),
                status: response.status.map(|status| status.to_string()),
                at: date.clone(),
                redirects: Vec::new(),
                headers: header_lines(&response.headers),
            }),
            ..NewCapture::of(Content::Bytes { name: &name, bytes: &response.body }, Method::Imported)
        };
        let prepared = self.intake.prepare(new)?;
        let document = prepared.as_ref().and_then(|prepared| prepared.document());
        let listed = self.pages.get(&plain_address(&response.address)).cloned().flatten();
        let titled =
            document.and_then(|document| document.title.clone()).or(listed).or(name_of_bytes(&response.address));
        let title = titled.map(|title| clipped(title.trim())).filter(|title| !title.is_empty());
        let byline = document.and_then(|document| document.byline.as_deref()).map(clipped);
        let published = document.and_then(|document| document.published.as_deref()).map(clipped);
        let new_source = spot.is_none();
        let spot = match spot {
            Some(spot) => spot,
            None => self.intake.add_source(&NewSource {
                title: title.as_deref(),
                author: byline.as_deref(),
                address: Some(&response.address),
                published: published.as_deref(),
                ..NewSource::of(Tier::Secondary)
            })?,
        };
        let (address, bytes) = (Some(response.address.clone()), Some(response.body.len() as u64));
        let taken =
            Taken { title, address, date, media_type: media_type.clone(), bytes, new_source, ..Taken::default() };
        self.intake.add_capture(spot, Filing { sha256, taken, prepared })
    }
}

/// Says what keeps an answer from being filed as what was there.
fn fault_of(response: &Response) -> Option<String> {
    if response.address.is_empty() {
        return Some("it has no address".into());
    }
    if response.address.len() > ADDRESS {
        return Some(format!("its address has more than {ADDRESS} bytes"));
    }
    if let Some(encoding) = &response.encoding {
        return Some(format!("it is packed with `{encoding}`, which is not unpacked here"));
    }
    response.truncated.as_ref().map(|why| format!("the archive kept only a part of it ({why})"))
}

fn name_of(response: &Response) -> String {
    let address: String = response.address.chars().take(200).collect();
    match address.is_empty() {
        true => format!("record {}", response.record_id),
        false => address,
    }
}
