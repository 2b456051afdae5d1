//! Giving captures back as a web archive that other programs read and play.

use crate::import::archive::{address_of_bytes, is_document};
use crate::output::{Target, refuse_casebook};
use crate::sources::capture;
use formats::exchange::wacz::{self, About};
use formats::exchange::warc::{self, Http, Info, Kept};
use formats::exchange::{Fault, Limits};
use record::model::disclosure::Value;
use record::model::entities::Capture;
use record::model::id::Id;
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::Reader;
use store::blobs::measure;
use store::casebook::Casebook;
use store::error::{Error, Result};
use store::find::Kind;

/// In which form captures are given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Warc,
    Wacz,
}

/// Which captures are wanted, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub file: &'a Path,
    pub form: Form,
    pub source: Option<&'a str>,
    /// The piece on whose sources its claims rest.
    pub piece: Option<&'a str>,
}

/// What was given back.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Given {
    pub file: PathBuf,
    pub bytes: u64,
    pub sha256: Option<Id>,
    pub captures: u64,
    /// Left out because they, or their sources, are confidential.
    pub confidential: u64,
    /// Left out because they are sealed to others.
    pub sealed: u64,
    /// Left out because their bytes were erased.
    pub erased: u64,
    /// Captures that are too large for a record of a web archive, which are left out.
    pub too_large: Vec<Id>,
}

/// Writes captures to a new file; `progress` hears captures done and captures in all.
///
/// The same captures give the same bytes. What is confidential is left out unless it was revealed.
pub fn give_back(casebook: &Casebook, wanted: &Wanted, progress: &mut dyn FnMut(u64, u64)) -> Result<Given> {
    refuse_casebook(casebook, wanted.file)?;
    let mut target = Target::open(wanted.file, false)?;
    let mut given = casebook.reader().at_one_moment(|reader| {
        let (captures, title) = chosen(reader, wanted)?;
        let mut given = Given { file: wanted.file.to_path_buf(), ..Given::default() };
        let captures = givable(reader, &captures, &mut given)?;
        let created = latest(reader, &captures)?;
        let mut giving = Giving { casebook, reader, given, unfit: |fault| unfit(wanted.file, &fault) };
        let about = About {
            title,
            description: "Captures of a casebook".into(),
            created,
            software: concat!("tickmark ", env!("CARGO_PKG_VERSION")).into(),
        };
        giving.write(target.temporary.as_file_mut(), wanted.form, &about, &captures, progress)?;
        Ok(giving.given)
    })?;
    if given.captures == 0 {
        return Err(Error::Invalid(nothing(&given)));
    }
    let path = wanted.file.to_path_buf();
    let written = File::open(target.temporary.path()).map_err(|error| Error::file(&path, &error))?;
    let measured = measure(&path, written, |_| {})?;
    (given.bytes, given.sha256) = (measured.bytes, Some(measured.sha256));
    target.put_in_place(false)?;
    Ok(given)
}

fn nothing(given: &Given) -> String {
    match given.confidential {
        0 => "there is no capture to give back".into(),
        count => format!("there is no capture to give back that is not confidential ({count} are)"),
    }
}

fn unfit(path: &Path, fault: &Fault) -> Error {
    Error::File { path: path.to_path_buf(), reason: fault.to_string() }
}

/// Finds the captures by row, and a title for them all.
fn chosen(reader: Reader, wanted: &Wanted) -> Result<(Vec<i64>, String)> {
    if let Some(source) = wanted.source {
        let source = reader.find(Kind::Source, source)?;
        return Ok((reader.captures_of(Some(source.row), None)?, reader.source(source.row)?.name()));
    }
    let piece = wanted.piece.map(|piece| reader.find(Kind::Piece, piece)).transpose()?;
    let title = piece.map(|piece| reader.piece(piece.row)).transpose()?.and_then(|piece| piece.title);
    let captures = reader.captures_of(None, piece.map(|piece| piece.row))?;
    Ok((captures, title.unwrap_or_else(|| "Captures".into())))
}

/// Leaves out, and counts, what cannot be given back.
fn givable(reader: Reader, captures: &[i64], given: &mut Given) -> Result<Vec<i64>> {
    let mut givable = Vec::with_capacity(captures.len());
    for &row in captures {
        let (shown, whole) = (reader.capture(row)?, reader.revealing().capture(row)?);
        match (&whole.sha256, &shown.sha256) {
            (None, _) => given.erased += 1,
            (Some(_), None) => given.confidential += 1,
            (Some(_), Some(_)) if whole.bytes > Limits::default().body => given.too_large.push(whole.id),
            (Some(_), Some(_)) => givable.push(row),
        }
    }
    Ok(givable)
}

/// Gives the date of the latest capture, so that the file says the same whenever it is written.
fn latest(reader: Reader, captures: &[i64]) -> Result<String> {
    let mut latest = String::from("1970-01-01T00:00:00Z");
    for &row in captures {
        latest = latest.max(date_of(&reader.capture(row)?));
    }
    Ok(latest)
}

/// Gives when a capture was made, as far as that can be told, to the second.
fn date_of(capture: &Capture) -> String {
    use chrono::{DateTime, SecondsFormat, Utc};
    let read = |date: &str| DateTime::parse_from_rfc3339(date).ok();
    let date = capture.captured_at.as_deref().and_then(read).or_else(|| read(&capture.time));
    date.unwrap_or_default().with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A file in one of the forms.
enum Out<'f> {
    Warc(Box<warc::Writer<BufWriter<&'f mut File>>>),
    Wacz(Box<wacz::Writer<BufWriter<&'f mut File>>>),
}

impl<'f> Out<'f> {
    fn start(out: &'f mut File, form: Form, about: &About) -> Result<Self, Fault> {
        let out = BufWriter::new(out);
        Ok(match form {
            Form::Wacz => Self::Wacz(Box::new(wacz::Writer::start(out, about)?)),
            Form::Warc => {
                let (date, software) = (about.created.clone(), about.software.clone());
                let info = Info { date, software, part_of: about.title.clone() };
                Self::Warc(Box::new(warc::Writer::start(out, &info)?))
            }
        })
    }

    fn keep(&mut self, kept: &Kept, title: Option<&str>) -> Result<(), Fault> {
        match self {
            Self::Warc(writer) => writer.keep(kept).map(drop),
            Self::Wacz(writer) => writer.keep(kept, title),
        }
    }

    fn finish(self) -> Result<(), Fault> {
        let mut out = match self {
            Self::Warc(writer) => writer.finish()?,
            Self::Wacz(writer) => writer.finish()?,
        };
        out.flush().map_err(|error| Fault::Unwritable(error.to_string()))
    }
}

/// Captures on their way into a file.
struct Giving<'c, F> {
    casebook: &'c Casebook,
    reader: Reader<'c>,
    given: Given,
    unfit: F,
}

impl<F: Fn(Fault) -> Error> Giving<'_, F> {
    fn write(
        &mut self,
        out: &mut File,
        form: Form,
        about: &About,
        captures: &[i64],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        let total = captures.len() as u64;
        let mut out = Out::start(out, form, about).map_err(&self.unfit)?;
        for (done, &row) in captures.iter().enumerate() {
            if let Some((kept, title)) = self.kept(row)? {
                out.keep(&kept, title.as_deref()).map_err(&self.unfit)?;
            }
            progress(done as u64 + 1, total);
        }
        out.finish().map_err(&self.unfit)
    }

    /// Gives a capture as a web archive keeps it, with the title of its page; `None` where it is sealed to others.
    fn kept(&mut self, row: i64) -> Result<Option<(Kept, Option<String>)>> {
        let capture = self.reader.capture(row)?;
        let Some(body) = capture::bytes(self.casebook, row)? else {
            return match capture.confidential {
                true => {
                    self.given.sealed += 1;
                    Ok(None)
                }
                false => Err(Error::Damaged(format!("the bytes of capture {} are missing", capture.id.short()))),
            };
        };
        self.given.captures += 1;
        let media_type = capture.media_type.clone().unwrap_or_else(|| "application/octet-stream".into());
        let (address, date) = (address_of(&capture), date_of(&capture));
        let http = capture
            .http_status
            .as_deref()
            .and_then(|status| status.parse().ok())
            .filter(|status| (100..1000).contains(status));
        let http = http.map(|status| self.headers(row).map(|headers| Http { status, headers })).transpose()?;
        let title = match is_document(&media_type, &address) {
            true => Some(self.title(&capture)?),
            false => None,
        };
        Ok(Some((Kept { address, date, media_type, http, body, encoding: None }, title)))
    }

    fn headers(&self, row: i64) -> Result<Vec<(String, String)>> {
        let record = self.reader.record(row)?;
        let Some(Value::List(lines)) = record.texts.find("headers").map(|text| &text.value) else {
            return Ok(Vec::new());
        };
        let headers = lines.iter().filter_map(|line| line.split_once(": ").or_else(|| line.split_once(':')));
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
        let headers = headers.filter(|(name, _)| is_name(name));
        Ok(headers.map(|(name, value)| (name.to_string(), value.to_string())).collect())
    }

    fn title(&self, capture: &Capture) -> Result<String> {
        let source = capture.source.map(|source| self.reader.row_of(source)).transpose()?;
        let title = source.map(|source| self.reader.source(source)).transpose()?.and_then(|source| source.title);
        Ok(title.or_else(|| capture.name.clone()).unwrap_or_else(|| capture.id.short()))
    }
}

/// Gives the address that answered; what came from none goes by its hash and its name.
fn address_of(capture: &Capture) -> String {
    let known = [&capture.answered, &capture.asked].into_iter().flatten().find(|address| is_absolute(address));
    match known {
        Some(address) => address
            .chars()
            .map(|letter| match letter {
                letter if letter.is_whitespace() || letter.is_control() => {
                    letter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
                }
                letter => letter.to_string(),
            })
            .collect(),
        None => {
            let hash = capture.plain_sha256.as_ref().or(capture.sha256.as_ref());
            address_of_bytes(hash.map_or("", String::as_str), capture.name.as_deref().unwrap_or_default())
        }
    }
}

fn is_absolute(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}
