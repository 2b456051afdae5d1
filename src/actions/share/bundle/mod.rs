//! Bundles: a casebook, or some claims of it, as one file that proves itself, with what is not shown left out.

mod contents;
mod excerpt;
mod packing;
mod redacting;
pub mod unpacking;
pub mod verify;
mod verify_note;
mod wanted;

pub use redacting::Redaction;

use crate::claims::standing::standing;
use crate::output::{Target, refuse_casebook};
use crate::reports::dossier::last_day;
use contents::Handing;
use packing::{Packing, Seal};
use record::bundle::About;
use record::ledger::note::public_key;
use record::model::words::Status;
use redacting::Redactor;
use report::tally::Tally;
use std::fs::File;
use std::path::Path;
use store::Reader;
use store::blobs::measure;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use verify_note::Told;
pub use wanted::{Bundled, Wanted};

/// How everything in a bundle is spelt, for whoever reads it without this program.
const FORMAT: &str = include_str!("../../../../docs/format.md");

/// How a zip file begins.
const ZIPPED: &[u8] = b"PK\x03\x04";

/// Makes a bundle for whose files nobody stands; the same casebook gives the same bytes. `progress` hears events done, and
/// events in all.
pub fn bundle(casebook: &Casebook, to: &Path, wanted: &Wanted, progress: &mut dyn FnMut(u64, u64)) -> Result<Bundled> {
    bundle_by(casebook, to, wanted, None, progress)
}

/// Makes a bundle whose files stand under the key of `by`, where they write a log here.
pub fn bundle_by(
    casebook: &Casebook,
    to: &Path,
    wanted: &Wanted,
    by: Option<&Actor>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Bundled> {
    refuse_casebook(casebook, to)?;
    let seal = by.map(|by| seal(casebook, by)).transpose()?.flatten();
    let mut target = Target::private(to, false)?;
    let mut bundled = casebook.reader().at_one_moment(|reader| {
        let packing = Packing::into(to, target.temporary.as_file_mut());
        make(reader, packing, wanted, seal.as_ref(), progress)
    })?;
    let written = File::open(target.temporary.path()).map_err(|error| Error::file(to, &error))?;
    let measured = measure(to, written, |_| {})?;
    (bundled.file, bundled.bytes, bundled.sha256) = (to.to_path_buf(), measured.bytes, Some(measured.sha256));
    target.put_in_place(false)?;
    Ok(bundled)
}

/// Counts how the claims of the bundle stand, as the reports do.
fn tally(reader: Reader, wanted: &Wanted) -> Result<Tally> {
    let mut claims = excerpt::claims(reader, wanted)?;
    if wanted.full() {
        for piece in reader.pieces()? {
            claims.extend(reader.claims_of_piece(piece.row)?);
        }
    }
    let mut tally = Tally::default();
    for row in claims {
        let claim = reader.claim(row)?;
        if claim.status() != Status::Cut {
            tally.add(&standing(reader, &claim, last_day(reader)?)?);
        }
    }
    Ok(tally)
}

/// Finds the key and the log of somebody who writes one here.
fn seal(casebook: &Casebook, by: &Actor) -> Result<Option<Seal>> {
    let Some(signer) = casebook.home.key_if_there(by.name())? else { return Ok(None) };
    let log = casebook.reader().logs()?.into_iter().rfind(|log| public_key(&log.key) == Some(signer.verifying_key()));
    Ok(log.map(|log| Seal { origin: log.origin, signer }))
}

fn make(
    reader: Reader,
    packing: Packing,
    wanted: &Wanted,
    seal: Option<&Seal>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Bundled> {
    let redactor = Redactor::of(reader, &wanted.redactions)?;
    let mut handing = Handing::of(reader, packing, redactor)?;
    handing.bundled.full = wanted.full();
    match wanted.full() {
        true => handing.whole_logs(progress)?,
        false => handing.excerpt(&excerpt::chosen(reader, wanted)?, progress)?,
    }
    handing.count_absent();
    if wanted.captures {
        handing.captures()?;
    }
    if wanted.reports {
        handing.reports(wanted)?;
    }
    let Handing { mut packing, mut bundled, latest, keys, revoked, .. } = handing;
    let about = About {
        name: "A check file".into(),
        description: description(&bundled),
        time: latest.map_or_else(|| "1970-01-01T00:00:00.000Z".into(), |latest| latest.to_string()),
    };
    packing.text(
        record::bundle::layout::VERIFY,
        "How to verify this",
        "text/markdown",
        &verify_note::write(&Told {
            bundled: &bundled,
            tally: &tally(reader, wanted)?,
            keys: &keys,
            revoked: &revoked,
        }),
    )?;
    packing.text(record::bundle::layout::SPELT, "How everything in it is spelt", "text/markdown", FORMAT)?;
    packing.finish(&about, seal)?;
    bundled.signed_by = seal.map(|seal| seal.origin.clone());
    Ok(bundled)
}

/// Says in a sentence what a bundle is.
fn description(bundled: &Bundled) -> String {
    let what = if bundled.full { "The whole record" } else { "An excerpt of the record" };
    format!("{what} of a check: {} of {} events, {} texts withheld", bundled.events, bundled.of, bundled.withheld)
}

/// The first files of zip files that are something else, and what those are.
const OTHER_ZIPS: &[(&str, &str)] = &[
    ("[Content_Types].xml", "an office document"),
    ("_rels/.rels", "an office document"),
    ("xl/", "a workbook"),
    ("word/", "a Word file"),
    ("docProps/", "an office document"),
    ("mimetype", "an office document or an e-book"),
    ("archive/", "a web archive"),
    ("datapackage.json", "a web archive"),
];

/// The bytes of a zip file before the name of its first file, and those that are looked at.
const BEFORE_NAME: usize = 30;
const LOOKED_AT: u64 = 60;

/// Says whether a file begins as a zip file does.
///
/// # Errors
/// A document that is kept as a zip file is refused: nobody tampered with it, it is something else.
pub fn is_bundle(path: &Path) -> Result<bool> {
    use std::io::Read;
    let mut start = Vec::new();
    let file = File::open(path).map_err(|error| Error::file(path, &error))?;
    file.take(LOOKED_AT).read_to_end(&mut start).map_err(|error| Error::file(path, &error))?;
    let name = start.get(BEFORE_NAME..).unwrap_or_default();
    match OTHER_ZIPS.iter().find(|(first, _)| name.starts_with(first.as_bytes())) {
        Some((_, what)) if start.starts_with(ZIPPED) => Err(Error::NotABundle { path: path.to_path_buf(), what }),
        _ => Ok(start.starts_with(ZIPPED)),
    }
}
