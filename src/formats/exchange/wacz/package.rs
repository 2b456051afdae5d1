//! The files that vouch for the rest: `datapackage.json`, its digest, and the lists of pages.

use super::directory;
use crate::exchange::digest::{self, Algorithm, Hasher, Stated};
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
use serde::Deserialize;
use std::io::{Read, Seek};
use zip::ZipArchive;

pub(super) const PACKAGE: &str = "datapackage.json";
pub(super) const DIGEST: &str = "datapackage-digest.json";

/// A page that somebody looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Page {
    #[serde(rename = "url", default)]
    pub address: String,
    #[serde(default)]
    pub title: Option<String>,
    /// When it was looked at, as given.
    #[serde(rename = "ts", default)]
    pub date: Option<String>,
}

/// What `datapackage.json` says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Package {
    #[serde(default)]
    profile: String,
    #[serde(default)]
    resources: Vec<Resource>,
    pub title: Option<String>,
    pub created: Option<String>,
    pub software: Option<String>,
    #[serde(skip)]
    pub signed: bool,
}

#[derive(Debug, Deserialize)]
struct Resource {
    path: String,
    hash: String,
    bytes: u64,
}

#[derive(Deserialize)]
struct PackageDigest {
    hash: String,
    #[serde(rename = "signedData")]
    signed: Option<serde::de::IgnoredAny>,
}

impl Package {
    pub fn open<R: Read + Seek>(zip: &mut ZipArchive<R>, limits: &Limits) -> Result<Self, Fault> {
        if zip.index_for_name(PACKAGE).is_none() {
            let instead = "a WACZ file has a datapackage.json, since version 1".to_owned();
            return Err(Fault::Unsupported { what: "a zip file of another kind".to_owned(), instead });
        }
        let bytes = directory::part(zip, PACKAGE, limits.list)?;
        let mut signed = false;
        if zip.index_for_name(DIGEST).is_some() {
            let stated: PackageDigest = parse(DIGEST, &directory::part(zip, DIGEST, limits.list)?)?;
            signed = stated.signed.is_some();
            if !digest_of(DIGEST, &stated.hash)?.matches(&bytes) {
                let found = digest::sha256(&bytes);
                return Err(Fault::Changed { part: PACKAGE.to_owned(), stated: stated.hash, found });
            }
        }
        let package = Self { signed, ..parse(PACKAGE, &bytes)? };
        if package.profile == "multi-wacz-package" {
            let instead = "take in the WACZ files that it names one by one".to_owned();
            return Err(Fault::Unsupported { what: "a list of other WACZ files".to_owned(), instead });
        }
        Ok(package)
    }

    /// Lists the files of a folder that have one of some endings.
    pub fn named(&self, folder: &str, endings: &[&str]) -> Vec<&str> {
        let wanted = |path: &&str| path.starts_with(folder) && endings.iter().any(|ending| path.ends_with(ending));
        self.resources.iter().map(|resource| resource.path.as_str()).filter(wanted).collect()
    }

    /// Checks that every file is the one that was listed, and that none to be read is unlisted.
    pub fn check_resources<R: Read + Seek>(&self, zip: &mut ZipArchive<R>, limits: &Limits) -> Result<(), Fault> {
        let mut listed: Vec<&str> = self.resources.iter().map(|resource| resource.path.as_str()).collect();
        listed.sort_unstable();
        if let Some(twice) = listed.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Fault::broken(PACKAGE, format!("it names {} twice", twice[0])));
        }
        for name in zip.file_names() {
            let name = name.map_err(|error| Fault::broken("the archive", error))?;
            let is_read = (name.starts_with("archive/") || name.starts_with("pages/")) && !name.ends_with('/');
            if is_read && listed.binary_search(&name.as_ref()).is_err() {
                return Err(Fault::Unlisted { part: name.into_owned() });
            }
        }
        let mut left = limits.unpacked;
        for resource in &self.resources {
            let over = || Fault::Bomb { part: "the archive".to_owned(), most: limits.unpacked };
            left = left.checked_sub(resource.bytes).ok_or_else(over)?;
            resource.check(zip)?;
        }
        Ok(())
    }
}

impl Resource {
    /// Reads a file through once; no further than the length that it should have.
    fn check<R: Read + Seek>(&self, zip: &mut ZipArchive<R>) -> Result<(), Fault> {
        let part = || self.path.clone();
        let stated = digest_of(&self.path, &self.hash)?;
        if zip.index_for_name(&self.path).is_none() {
            return Err(Fault::Missing { part: part() });
        }
        let entry = zip.by_name(&self.path).map_err(|error| Fault::broken(&self.path, error))?;
        let mut content = entry.take(self.bytes.saturating_add(1));
        let mut hasher = Hasher::new(stated.algorithm);
        let mut piece = vec![0; 64 << 10];
        let mut found = 0;
        loop {
            match content.read(&mut piece).map_err(|error| Fault::reading(&self.path, error))? {
                0 => break,
                read => {
                    hasher.update(&piece[..read]);
                    found += read as u64;
                }
            }
        }
        if found != self.bytes {
            return Err(Fault::Resized { part: part(), stated: self.bytes, found });
        }
        let digest = hasher.finish();
        match stated.is(&digest) {
            true => Ok(()),
            false => {
                let found = digest::written(stated.algorithm, &digest);
                Err(Fault::Changed { part: part(), stated: self.hash.clone(), found })
            }
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(part: &str, bytes: &'a [u8]) -> Result<T, Fault> {
    serde_json::from_slice(bytes).map_err(|error| Fault::broken(part, error))
}

/// Takes a hash that a file is vouched for with; SHA-1 or MD5 would vouch for nothing.
fn digest_of(part: &str, hash: &str) -> Result<Stated, Fault> {
    let stated = Stated::parse(hash).filter(|stated| stated.algorithm == Algorithm::Sha256);
    stated.ok_or_else(|| Fault::broken(part, format!("its hash `{}` is not a SHA-256", hash.escape_debug())))
}

/// Reads a list of pages: a line each in JSON, under a line that says so.
pub(super) fn pages(part: &str, list: &[u8], limits: &Limits, pages: &mut Vec<Page>) -> Result<(), Fault> {
    for line in list.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        let page: Page = parse(part, line)?;
        if page.address.is_empty() {
            continue;
        }
        if pages.len() as u64 >= limits.records {
            return Err(Fault::TooMany { what: "pages", most: limits.records });
        }
        pages.push(page);
    }
    Ok(())
}
