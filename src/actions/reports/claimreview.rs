//! Publishing what was found of claims, in the words and under the name that the settings give.

use super::dossier::gather_now;
use super::rendered::rendered;
use language::gate::policy::FILE_NAME;
use record::model::time::Day;
use report::claimreview::{self, Chosen, Settings, Wanted};
use std::io::Write;
use std::path::Path;
use store::Reader;
use store::casebook::Casebook;
use store::error::{Error, Result};
use store::find::Kind;

/// Which claims are to be published, and in what form.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The piece; else that of the claims that are named, else the only one.
    pub piece: Option<&'a str>,
    pub claims: &'a [String],
    pub checked: bool,
    pub script: bool,
    pub published: Option<Day>,
    pub first_appearance: Option<&'a str>,
}

/// Reads who publishes, from the file that is named or from `tickmark.toml` beside the casebook, which need not be there.
pub fn settings(casebook: &Casebook, named: Option<&Path>) -> Result<Settings> {
    let path = named.map_or_else(|| casebook.path().with_file_name(FILE_NAME), Path::to_path_buf);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Settings::default());
        }
        Err(error) => return Err(Error::file(&path, &error)),
    };
    Settings::read(&text).map_err(|fault| {
        let line = fault.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        Error::File { path, reason: format!("{line}{}", fault.message) }
    })
}

/// Writes the reviews inside a reading that is of one moment.
pub fn render(reader: Reader, settings: &Settings, asked: &Asked, out: &mut dyn Write) -> Result<Chosen> {
    let named = asked.claims.iter().map(|claim| reader.find(Kind::Claim, claim)).collect::<Result<Vec<_>>>()?;
    let piece = match (asked.piece, named.first()) {
        (None, Some(claim)) => Some(reader.claim(claim.row)?.piece.hex()),
        (piece, _) => piece.map(String::from),
    };
    let dossier = gather_now(reader, piece.as_deref())?;
    let claims: Vec<String> = named.iter().map(|claim| claim.id.hex()).collect();
    let of_piece = |hex: &&String| dossier.claims.iter().any(|entry| entry.claim.recorded.id.hex() == **hex);
    if let Some(other) = claims.iter().find(|hex| !of_piece(hex)) {
        return Err(Error::Invalid(format!("claim {} is of another piece", &other[..8])));
    }
    let Asked { checked, script, published, first_appearance, .. } = *asked;
    let wanted = Wanted { claims: &claims, checked, script, published, first_appearance };
    rendered(claimreview::render(&dossier, settings, &wanted, out))
}
