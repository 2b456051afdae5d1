//! Giving out what others can read: captures as web archives, logs as tiles.

use super::session::Session;
use super::terminal::{Page, visible_path};
use actions::export::archive::{self, Form, Given, Wanted};
use actions::export::tiles;
use std::path::PathBuf;
use store::error::{Exit, Result};

/// Export captures and logs for other programs
#[derive(clap::Subcommand)]
pub enum ExportCommand {
    /// Write captures as a web archive: WARC 1.1, packed with gzip
    ///
    /// Each capture keeps its address, date and type, and the server's headers if they are known. A file that came from
    /// no address is identified by its hash and its name. Confidential captures are left out unless you give --reveal.
    /// The same captures always give the same bytes.
    ///
    /// Example: tickmark export warc captures.warc.gz --piece 4c1f
    Warc(ExportArgs),
    /// Write captures as a WACZ file, for ReplayWeb.page and other players
    ///
    /// Example: tickmark export wacz captures.wacz --source 99ab
    Wacz(ExportArgs),
    /// Write the logs as C2SP tlog-tiles, for any web server to publish
    ///
    /// Each log gets a folder with its checkpoint, its hashes and its events. Files already there stay; run it again to
    /// add what has been recorded since. Texts are not part of events, so none is published; statuses, verdicts, times
    /// and figures are.
    ///
    /// Example: tickmark export tiles public/logs
    Tiles(TilesArgs),
}

/// Which logs, and where to.
#[derive(clap::Args)]
pub struct TilesArgs {
    /// The folder; it may already contain these logs
    folder: PathBuf,
    /// Only this person's logs
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
}

/// Which captures, and where to.
#[derive(clap::Args)]
pub struct ExportArgs {
    /// The file to write; it must not exist yet
    file: PathBuf,
    /// Only the captures of this source
    #[arg(long, value_name = "ID", conflicts_with = "piece")]
    source: Option<String>,
    /// Only captures of sources that this piece's claims rest on
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
}

impl ExportCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Warc(args) => args.run(session, Form::Warc),
            Self::Wacz(args) => args.run(session, Form::Wacz),
            Self::Tiles(args) => args.run(session),
        }
    }
}

impl ExportArgs {
    fn run(&self, session: &Session, form: Form) -> Result<Exit> {
        let (source, piece) = (self.source.as_deref(), self.piece.as_deref());
        let wanted = Wanted { file: &self.file, form, source, piece };
        let casebook = session.open()?;
        let mut progress = session.terminal.progress("writing");
        let given = archive::give_back(&casebook, &wanted, &mut |done, total| progress.at(done, total))?;
        drop(progress);
        session.terminal.show("exported", &given, |page| compose(page, &given))?;
        let whole = given.sealed == 0 && given.too_large.is_empty();
        Ok(if whole { Exit::Done } else { Exit::Problem })
    }
}

impl TilesArgs {
    fn run(&self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let mut progress = session.terminal.progress("writing");
        let laid =
            tiles::mirror(&casebook, &self.folder, self.actor.as_deref(), &mut |done, all| progress.at(done, all))?;
        drop(progress);
        session.terminal.show("tiles-exported", &laid, |page| {
            for log in &laid {
                let folder = visible_path(&log.folder);
                let (new, files) = (log.size - log.before, log.files);
                page.line(format!("{folder}  {} events, {new} of them new, {files} files written", log.size));
            }
        })?;
        Ok(Exit::Done)
    }
}

fn compose(page: &mut Page, given: &Given) {
    let captures = if given.captures == 1 { "capture" } else { "captures" };
    let file = visible_path(&given.file);
    page.line(format!("wrote {file}  {} {captures}, {} bytes", given.captures, given.bytes));
    page.field("sha256", given.sha256.map(|hash| hash.hex()));
    let left_out = |count: u64, why: &str| (count > 0).then(|| format!("{count} {why}"));
    page.field("left out", left_out(given.confidential, "confidential; `--reveal` includes them"));
    page.field("left out", left_out(given.sealed, "sealed to others"));
    page.field("left out", left_out(given.erased, "erased"));
    let large: Vec<String> = given.too_large.iter().map(|id| id.short()).collect();
    page.field("left out", (!large.is_empty()).then(|| format!("too large for a web archive: {}", large.join(", "))));
}
