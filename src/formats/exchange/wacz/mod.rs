//! WACZ, a zip of web archives with an index, a list of pages and the hash of each file: version 1.1.1.
//!
//! [`each_response`] checks every hash before it hands anything on; [`Writer`] writes one capture at a time.

mod directory;
mod index;
mod package;
#[cfg(test)]
mod tests;
mod write;

pub use package::Page;
pub use write::{About, Writer};

use super::fault::Fault;
use super::limits::Limits;
use super::warc::{self, Response};
use package::Package;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// What a WACZ file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub title: Option<String>,
    /// When it was made, as it says.
    pub created: Option<String>,
    /// The program that made it, by its own word.
    pub software: Option<String>,
    /// The pages that somebody looked at, each of which has its answer among the responses.
    pub pages: Vec<Page>,
    /// The name of each web archive within and what it held.
    pub archives: Vec<(String, warc::Summary)>,
    /// Whether it carries a signature, which is not checked here.
    pub signed: bool,
}

/// Hands on every answer in the web archives of a WACZ file.
///
/// # Errors
/// A [`Fault`] that names the file whose hash or size is not the one stated, before anything is handed on; one as of
/// [`warc::each_response`]; or what `each` gives.
pub fn each_response<E: From<Fault>>(
    file: impl Read + Seek,
    limits: &Limits,
    mut each: impl FnMut(Response) -> Result<(), E>,
) -> Result<Summary, E> {
    let (mut zip, package) = open(file, limits)?;
    package.check_resources(&mut zip, limits)?;
    let mut summary = about(&mut zip, &package, limits)?;
    for name in package.named("archive/", &[".warc", ".warc.gz"]) {
        let archive = warc::each_response(entry(&mut zip, name)?, limits, &mut each)?;
        summary.archives.push((name.to_owned(), archive));
    }
    Ok(summary)
}

/// Gives what a WACZ file says of itself and its pages, without looking into its web archives or at any hash.
///
/// # Errors
/// A [`Fault`] where the file is no WACZ file, or its lists cannot be read.
pub fn contents(file: impl Read + Seek, limits: &Limits) -> Result<Summary, Fault> {
    let (mut zip, package) = open(file, limits)?;
    about(&mut zip, &package, limits)
}

fn open<R: Read + Seek>(file: R, limits: &Limits) -> Result<(ZipArchive<R>, Package), Fault> {
    let mut zip = directory::open(file, limits)?;
    let package = Package::open(&mut zip, limits)?;
    Ok((zip, package))
}

fn about<R: Read + Seek>(zip: &mut ZipArchive<R>, package: &Package, limits: &Limits) -> Result<Summary, Fault> {
    let mut summary = Summary {
        title: package.title.clone(),
        created: package.created.clone(),
        software: package.software.clone(),
        signed: package.signed,
        ..Summary::default()
    };
    for name in package.named("pages/", &[".jsonl"]) {
        let list = directory::part(zip, name, limits.list)?;
        package::pages(name, &list, limits, &mut summary.pages)?;
    }
    Ok(summary)
}

fn entry<'a, R: Read + Seek>(zip: &'a mut ZipArchive<R>, name: &str) -> Result<impl Read + 'a, Fault> {
    zip.by_name(name).map_err(|error| Fault::broken(name, error))
}
