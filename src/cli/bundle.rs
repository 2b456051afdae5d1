//! Bundles: a file that proves itself, for somebody who has no casebook.

use super::session::Session;
use super::terminal::{Page, visible_path};
use actions::share::bundle::{self, Bundled, Redaction, Wanted};
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Export the record, or some of its claims, for someone to verify without this casebook
///
/// The bundle is one zip file: a BagIt bag around an RO-Crate, with the logs, the disclosed texts, captures, reports,
/// timestamps, and a VERIFY.md for the recipient. A bundle of some claims is an excerpt: each of its events comes with
/// a proof of its place in the log. Confidential material is withheld unless you give --reveal; use --redact to
/// withhold more. The log still verifies. Captures are included unchanged and may contain names you redact elsewhere,
/// so read them first, or leave them out with --no-captures. The same casebook always gives the same bytes.
///
/// Examples:
///   tickmark bundle for-the-lawyer.zip
///   tickmark bundle one-claim.zip --claim 4c1f --redact actor:ben
///   tickmark bundle quiet.zip --redact field:note --redact source:99ab --no-captures
///   tickmark verify for-the-lawyer.zip
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct BundleArgs {
    /// The file to write; it must not exist yet
    file: PathBuf,
    /// Only this claim and everything it rests on (repeatable)
    #[arg(long, value_name = "ID")]
    claim: Vec<String>,
    /// Only this piece's claims and everything they rest on
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Withhold source:ID, actor:NAME, field:NAME, event:ID, or everything listed in list:FILE
    #[arg(long, value_name = "WHAT")]
    redact: Vec<String>,
    /// Leave out captured files
    #[arg(long)]
    no_captures: bool,
    /// Leave out reports
    #[arg(long)]
    no_reports: bool,
}

impl BundleArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let mut redactions = Vec::new();
        for what in &self.redact {
            match what.strip_prefix("list:") {
                Some(file) => redactions.extend(read_list(Path::new(file))?),
                None => redactions.push(Redaction::parse(what)?),
            }
        }
        let (captures, reports) = (!self.no_captures, !self.no_reports);
        let wanted = Wanted { claims: self.claim, piece: self.piece, redactions, captures, reports };
        let casebook = session.open()?;
        let mut progress = session.terminal.progress("bundling");
        // Who has no name or no log here can hand over what others recorded, and nobody stands for the files.
        let by = session.named().ok();
        let by = by.as_ref();
        let bundled =
            bundle::bundle_by(&casebook, &self.file, &wanted, by, &mut |done, total| progress.at(done, total))?;
        drop(progress);
        session.terminal.show("bundle", &bundled, |page| compose(page, &bundled))?;
        session
            .terminal
            .say(format!("the recipient can verify it with `tickmark verify {}`", visible_path(&self.file)));
        Ok(Exit::Done)
    }
}

/// Reads a list of redactions, one a line; lines that begin with `#` are remarks.
fn read_list(file: &Path) -> Result<Vec<Redaction>> {
    let text = std::fs::read_to_string(file).map_err(|error| Error::file(file, &error))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(Redaction::parse).collect()
}

fn compose(page: &mut Page, bundled: &Bundled) {
    let Bundled { events, of, shown, withheld, erased, missing, kept_back, files, file_bytes, timestamps, .. } =
        bundled;
    let what = if bundled.full { "the whole record" } else { "an excerpt" };
    page.line(format!("wrote {}: {what}, {events} of {of} events", visible_path(&bundled.file)));
    let gone = if *missing > 0 { format!(", {missing} of them by whoever handed it on before") } else { String::new() };
    page.field("texts", Some(format!("{shown} shown, {withheld} withheld{gone}")));
    page.field("erased", (*erased > 0).then(|| format!("{erased} texts, as events record")));
    let told = if bundled.full { "shown only by their hash" } else { "left out" };
    page.field(
        "kept back",
        (*kept_back > 0).then(|| format!("{kept_back} events, {told}: they reveal a withheld figure")),
    );
    page.field("files", (*files > 0).then(|| format!("{files} ({file_bytes} bytes)")));
    page.field("timestamps", (*timestamps > 0).then(|| timestamps.to_string()));
    page.field("reports", (!bundled.reports.is_empty()).then(|| bundled.reports.join(", ")));
    page.field("no reports", bundled.reports_left_out.then(|| "they would reveal what is redacted".to_string()));
    page.field(
        "signed",
        Some(match &bundled.signed_by {
            Some(origin) => format!("its files stand under the key of {origin}"),
            None => "by nobody, since you write no log here: the recipient cannot tell who packed it".into(),
        }),
    );
    page.field("bytes", Some(bundled.bytes.to_string()));
    page.field("sha256", bundled.sha256.map(|sha256| sha256.to_string()));
}
