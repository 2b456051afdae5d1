//! Everything that can be handed over of a casebook, each as one file of a kind that is named by a word.

use super::claimreview::{self, Asked as Published};
use super::prov::gather;
use super::rendered::rendered;
use super::write::{self, Wanted};
use super::{docx, print, reviewers};
use crate::claims::gate;
use crate::output;
use language::gate::junit::junit;
use language::gate::sarif::sarif;
use record::model::time::Day;
use record::model::words::words;
use report::audit::{Dialect, Per};
use report::dossier::Dossier;
use report::{annotations, cited, corrections, html, json, markdown, prov, reviewers as figures};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use zip::write::SimpleFileOptions;

words! {
    /// A report, by the word that stands in its address.
    Report, "report" {
        /// The audit rows and their manifest, in one archive.
        Audit = "audit",
        Csv = "csv",
        Html = "html",
        Pdf = "pdf",
        Markdown = "markdown",
        Xlsx = "xlsx",
        /// The draft with a comment at every claim.
        Checking = "checking",
        /// The draft with the recommended changes tracked.
        Checked = "checked",
        Json = "json",
        Bibtex = "bibtex",
        Ris = "ris",
        Csl = "csl",
        CorrectionsMarkdown = "corrections-markdown",
        CorrectionsHtml = "corrections-html",
        CorrectionsJson = "corrections-json",
        ClaimReview = "claimreview",
        Prov = "prov",
        Annotations = "annotations",
        Reviewers = "reviewers",
        ReviewersJson = "reviewers-json",
        Sarif = "gate-sarif",
        Junit = "gate-junit",
    }
}

/// What a report is to be about.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The piece; else the only one, and for audit rows and figures on reviewers all of them.
    pub piece: Option<String>,
    pub per: Per,
    pub dialect: Dialect,
    /// Reviews of claims that are checked and not signed off yet, too.
    pub checked: bool,
    /// Reviews as an element for the head of a page.
    pub script: bool,
    /// The day on which the piece was published.
    pub published: Option<Day>,
}

impl Report {
    /// Gives what its file name ends in: what it is, and the extension.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Audit => "audit.zip",
            Self::Csv => "audit.csv",
            Self::Html => "report.html",
            Self::Pdf => "report.pdf",
            Self::Markdown => "report.md",
            Self::Xlsx => "check.xlsx",
            Self::Checking => "checking.docx",
            Self::Checked => "checked.docx",
            Self::Json => "dossier.json",
            Self::Bibtex => "sources.bib",
            Self::Ris => "sources.ris",
            Self::Csl => "sources.csl.json",
            Self::CorrectionsMarkdown => "corrections.md",
            Self::CorrectionsHtml => "corrections.html",
            Self::CorrectionsJson => "corrections.json",
            Self::ClaimReview => "claimreview.json",
            Self::Prov => "prov.json",
            Self::Annotations => "annotations.json",
            Self::Reviewers => "reviewers.md",
            Self::ReviewersJson => "reviewers.json",
            Self::Sarif => "gate.sarif",
            Self::Junit => "gate.junit.xml",
        }
    }

    /// Gives the media type.
    pub fn media_type(self) -> &'static str {
        match self.ending().rsplit('.').next().unwrap_or_default() {
            "zip" => "application/zip",
            "csv" => "text/csv; charset=utf-8",
            "html" => "text/html; charset=utf-8",
            "pdf" => "application/pdf",
            "md" => "text/markdown; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "json" | "sarif" => "application/json",
            "xml" => "application/xml",
            _ => "text/plain; charset=utf-8",
        }
    }
}

/// Writes a report to a new file in a folder that holds nothing else, and gives its path.
///
/// # Errors
/// As each report: no such piece, no program that prints, settings that are missing, figures that are for others.
pub fn hand_over(casebook: &Casebook, actor: &Actor, report: Report, asked: &Asked, folder: &Path) -> Result<PathBuf> {
    let to = folder.join(report.ending());
    let piece = asked.piece.as_deref();
    let dossier = |render: &dyn Fn(&Dossier, &mut dyn Write) -> Result<()>| {
        write::write_dossier(casebook, &to, false, piece, render).map(drop)
    };
    let cite = |format| dossier(&|dossier, out| rendered(cited::render(dossier, format, out)).map(drop));
    let correct = |format| dossier(&|dossier, out| rendered(corrections::render(dossier, format, out)).map(drop));
    match report {
        Report::Audit => audit(casebook, asked, folder, &to)?,
        Report::Csv => write::write_audit(casebook, &to, false, wanted(asked), &mut |_, _| {}).map(drop)?,
        Report::Html => dossier(&|dossier, mut out| rendered(html::render(dossier, &mut out)))?,
        Report::Pdf => print::write_pdf(casebook, &to, false, piece, None).map(drop)?,
        Report::Markdown => dossier(&|dossier, out| rendered(markdown::render(dossier, out)))?,
        Report::Json => dossier(&|dossier, out| rendered(json::render(dossier, out)))?,
        Report::Xlsx => write::write_workbook(casebook, &to, false, piece).map(drop)?,
        Report::Checking => docx::write(casebook, &to, false, piece, docx::Copy::Checking).map(drop)?,
        Report::Checked => docx::write(casebook, &to, false, piece, docx::Copy::Checked).map(drop)?,
        Report::Bibtex => cite(cited::Format::Bibtex)?,
        Report::Ris => cite(cited::Format::Ris)?,
        Report::Csl => cite(cited::Format::Csl)?,
        Report::CorrectionsMarkdown => correct(corrections::Format::Markdown)?,
        Report::CorrectionsHtml => correct(corrections::Format::Html)?,
        Report::CorrectionsJson => correct(corrections::Format::Json)?,
        Report::ClaimReview => reviews(casebook, asked, &to)?,
        Report::Prov => {
            let render = |reader: store::Reader, out: &mut dyn Write| {
                rendered(prov::render(&gather(reader, piece)?, out)).map(drop)
            };
            write::write_reading(casebook, &to, false, render).map(drop)?;
        }
        Report::Annotations => dossier(&|dossier, out| rendered(annotations::render(dossier, out)))?,
        Report::Reviewers => {
            let counted = reviewers::count(casebook, actor, piece)?;
            output::write_text(casebook, &to, false, &figures::markdown(&counted))?;
        }
        Report::ReviewersJson => {
            let counted = reviewers::count(casebook, actor, piece)?;
            let text = serde_json::to_string_pretty(&counted).expect("counts hold nothing that JSON cannot");
            output::write_text(casebook, &to, false, &(text + "\n"))?;
        }
        Report::Sarif | Report::Junit => gate(casebook, actor, report, piece, &to)?,
    }
    Ok(to)
}

fn wanted(asked: &Asked) -> Wanted<'_> {
    Wanted { per: asked.per, dialect: asked.dialect, piece: asked.piece.as_deref() }
}

/// Puts the rows and the manifest that vouches for them into one archive.
fn audit(casebook: &Casebook, asked: &Asked, folder: &Path, to: &Path) -> Result<()> {
    let written =
        write::write_audit(casebook, &folder.join(Report::Csv.ending()), false, wanted(asked), &mut |_, _| {})?;
    let of_file = |error: std::io::Error| Error::file(to, &error);
    let packed = |error: zip::result::ZipError| Error::Invalid(format!("the archive could not be made: {error}"));
    let mut archive = zip::ZipWriter::new(std::fs::File::create_new(to).map_err(of_file)?);
    for path in [&written.file, &written.manifest] {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        archive.start_file(name, SimpleFileOptions::default().large_file(true)).map_err(packed)?;
        let mut file = std::fs::File::open(path).map_err(of_file)?;
        std::io::copy(&mut file, &mut archive).map_err(of_file)?;
    }
    archive.finish().map_err(packed)?.sync_data().map_err(of_file)
}

fn reviews(casebook: &Casebook, asked: &Asked, to: &Path) -> Result<()> {
    let settings = claimreview::settings(casebook, None)?;
    let published = Published {
        piece: asked.piece.as_deref(),
        claims: &[],
        checked: asked.checked,
        script: asked.script,
        published: asked.published,
        first_appearance: None,
    };
    let render =
        |reader: store::Reader, out: &mut dyn Write| claimreview::render(reader, &settings, &published, out).map(drop);
    write::write_reading(casebook, to, false, render).map(drop)
}

fn gate(casebook: &Casebook, actor: &Actor, report: Report, piece: Option<&str>, to: &Path) -> Result<()> {
    let asked = gate::Asked { piece, onlooker: Some(actor.name()), ..gate::Asked::default() };
    let found = gate::gate(casebook, asked)?;
    let path = found.draft_name.as_deref().unwrap_or("draft");
    let bytes = match report {
        Report::Junit => junit(path, &found.rules).map_err(Error::Output)?,
        _ => sarif(path, &found.rules).into_bytes(),
    };
    output::write_file(casebook, to, false, &bytes)
}
