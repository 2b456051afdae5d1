//! Taking in what others keep in tables.

use super::archives::{ArchiveArgs, LibraryArgs, LinksArgs};
use super::session::Session;
use super::terminal::{Page, shortened, visible};
use super::workbook;
use actions::import::archive::Holding;
use actions::import::csv::Column;
use actions::import::csv::{self, Defaults, Manner, Sample, Summary, TableFile};
use record::model::words::{ClaimType, Priority};
use std::path::PathBuf;
use store::error::{Exit, Result};

/// Import claims, sources and evidence from other programs
#[derive(clap::Subcommand)]
pub enum ImportCommand {
    /// Import claims, sources and evidence from a CSV file, all or nothing
    ///
    /// Headers may be in English or Spanish, in any case. Comma, semicolon, tab and bar are told apart, as are UTF-8
    /// and Windows-1252. Rows already in the casebook are recognised and left as they are, so you can import a file
    /// again with rows added.
    ///
    /// Examples:
    ///   tickmark import csv claims.csv --dry-run
    ///   tickmark import csv claims.csv --map 'Line in text=statement' --ignore Category
    ///   tickmark import csv - --piece 4c1f < claims.csv
    #[command(verbatim_doc_comment)]
    Csv(Box<CsvArgs>),
    /// Import captures from a web archive, plain or gzipped
    ///
    /// Pages, texts, data and office files become captures with their address, date and headers, each under the source
    /// at its address or a new one. A record with a wrong digest is left out and named (exit code 3). Nothing is saved
    /// twice.
    ///
    /// Examples:
    ///   tickmark import warc crawl.warc.gz --dry-run
    ///   tickmark import warc crawl.warc.gz --all
    #[command(verbatim_doc_comment)]
    Warc(ArchiveArgs),
    /// Import captures from a WACZ file, as Browsertrix and ArchiveWeb.page save them
    ///
    /// Every file in it must match its hash, or nothing is imported. Its signature is not checked.
    ///
    /// Example: tickmark import wacz pages.wacz
    Wacz(ArchiveArgs),
    /// Import sources from a reference library: CSL JSON, RIS or BibTeX, as Zotero and others export them
    ///
    /// Attached files are saved if they are in the folder of the library, or in the one that --attachments names; files
    /// elsewhere are never read, wherever the library points.
    ///
    /// Example: tickmark import zotero library.json --attachments ~/Zotero/storage
    Zotero(LibraryArgs),
    /// Import links and what was archived of them from Auto Archiver's table, saved as CSV
    ///
    /// Files and WACZ files are saved if they are in the folder of the table, or in the one that --attachments names;
    /// nothing is fetched. Links that could not be archived are recorded as such.
    ///
    /// Example: tickmark import auto-archiver links.csv
    AutoArchiver(LinksArgs),
    Xlsx(super::workbook::ReturnedArgs),
    #[command(name = "claimreview")]
    ClaimReview(super::reviews::ClaimReviewArgs),
    Annotations(super::annotations::AnnotationsArgs),
}

/// Which file, and how to read it.
#[derive(clap::Args)]
pub struct CsvArgs {
    /// The file, or `-` for standard input
    file: PathBuf,
    /// The piece for rows that name none (default: the only one, or a new one titled like the file)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// What a header means, such as 'Line in text=statement'
    #[arg(long, value_name = "HEADER=COLUMN", value_parser = mapping)]
    map: Vec<(String, Column)>,
    /// A header whose column to ignore
    #[arg(long, value_name = "HEADER")]
    ignore: Vec<String>,
    /// The file is the audit report of this casebook, edited in a spreadsheet: import the changes
    #[arg(long, conflicts_with_all = ["piece", "map", "ignore"])]
    edited: bool,
    /// Show what would happen without writing anything
    #[arg(long)]
    dry_run: bool,
    /// The type for claims whose row gives none
    #[arg(long = "type", value_name = "TYPE", default_value = "characterisation")]
    claim_type: ClaimType,
    /// The priority for claims whose row gives none
    #[arg(long, value_name = "WORD", default_value = "medium")]
    priority: Priority,
}

/// A header can hold `=`; a column cannot.
fn mapping(text: &str) -> Result<(String, Column), String> {
    let (header, column) = text.rsplit_once('=').ok_or("write a header and a column as HEADER=COLUMN")?;
    Ok((header.to_string(), column.parse()?))
}

impl ImportCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Csv(args) if args.edited => workbook::take_back_table(session, &args.file, args.dry_run),
            Self::Csv(args) => args.run(session).map(|()| Exit::Done),
            Self::Xlsx(args) => args.run(session),
            Self::ClaimReview(args) => args.run(session),
            Self::Annotations(args) => args.run(session),
            Self::Warc(args) => args.run(session, Holding::Warc),
            Self::Wacz(args) => args.run(session, Holding::Wacz),
            Self::Zotero(args) => args.run(session),
            Self::AutoArchiver(args) => args.run(session),
        }
    }
}

impl CsvArgs {
    fn run(self, session: &Session) -> Result<()> {
        let mut casebook = session.open()?;
        let file = match self.file.as_os_str() == "-" {
            true => TableFile::put_aside(std::io::stdin().lock(), "standard input".into())?,
            false => TableFile::open(&self.file)?,
        };
        let manner = Manner {
            piece: self.piece.as_deref(),
            columns: &self.map,
            ignored: &self.ignore,
            defaults: Defaults { claim_type: self.claim_type, priority: self.priority },
        };
        let mut progress = session.terminal.progress("importing");
        let told = |done, total| progress.at(done, total);
        let summary = match self.dry_run {
            true => csv::rehearse(&casebook, &file, &manner, told)?,
            false => csv::take_in(&mut casebook, &session.actor()?, &file, &manner, told)?,
        };
        drop(progress);
        conclude(session, &summary)
    }
}

/// Shows what was found; rows at fault are an error, besides.
fn conclude(session: &Session, summary: &Summary) -> Result<()> {
    let refusal = summary.refusal();
    if refusal.is_none() || summary.dry_run || session.terminal.json() {
        session.terminal.show("import-csv", summary, |page| compose(page, summary))?;
    }
    refusal.map_or(Ok(()), Err)
}

fn compose(page: &mut Page, summary: &Summary) {
    let file = visible(&summary.file);
    page.line(match (summary.fault_count, summary.adds_nothing(), summary.dry_run) {
        (0, true, _) => format!("{file}: nothing new"),
        (0, false, true) => format!("{file}: nothing written yet; this is what would be imported"),
        (0, false, false) => format!("{file}: imported"),
        _ => {
            format!("{file}: {} cannot be imported, so nothing would be", counted(summary.rows_at_fault, "row", "rows"))
        }
    });
    counts(page, summary);
    if summary.dry_run {
        columns(page, summary);
    }
    let headers = summary.headers_line.map(|line| format!("on line {line}; the lines above were passed over"));
    page.field("headers", headers);
    page.field("ignored", (!summary.ignored.is_empty()).then(|| summary.ignored.join(", ")));
    if summary.dry_run && !summary.sample.is_empty() {
        page.heading("As understood");
        let headers = ["line", "type", "priority", "quantity", "source", "statement"];
        page.table(&headers, summary.sample.iter().map(cells).collect());
    }
    if summary.notice_count > 0 {
        page.heading(&format!("Left out: {}", counted(summary.notice_count, "row", "rows")));
        for notice in &summary.notices {
            page.line(format!("  line {}: {}", notice.line, visible(&notice.reason)));
        }
        let unshown = summary.notice_count - summary.notices.len() as u64;
        if unshown > 0 {
            page.line(format!("  and {unshown} more"));
        }
    }
}

fn counts(page: &mut Page, summary: &Summary) {
    let Summary { claims, sources, evidence, .. } = summary;
    let rows = listed([(summary.rows, "read"), (summary.blank_rows, "blank"), (summary.rows_at_fault, "at fault")]);
    page.field("rows", Some(rows));
    let parts = [
        (claims.new, "new"),
        (claims.known, "already known"),
        (claims.repeated, "repeated in the file"),
        (claims.left_out, "left out"),
        (summary.assigned, "assigned"),
    ];
    page.field("claims", Some(listed(parts)));
    let parts = [
        (sources.new, "new"),
        (sources.known, "already known"),
        (sources.alone, "in rows without a claim, not attached"),
    ];
    page.field("sources", Some(listed(parts)));
    let parts = [
        (evidence.new, "new"),
        (evidence.known, "already known"),
        (evidence.without_stance, "without a stance, recorded as context"),
    ];
    page.field("evidence", Some(listed(parts)));
    page.field("new pieces", (!summary.new_pieces.is_empty()).then(|| summary.new_pieces.join("; ")));
}

/// Puts counts in one line; the first stands there even where it is 0.
fn listed<const N: usize>(counts: [(u64, &str); N]) -> String {
    let shown = counts.iter().enumerate().filter(|(at, (count, _))| *at == 0 || *count > 0);
    shown.map(|(_, (count, what))| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn columns(page: &mut Page, summary: &Summary) {
    let mapped = summary.columns.iter().map(|mapped| format!("{} → {}", mapped.header, mapped.column));
    page.field("columns", Some(mapped.collect::<Vec<_>>().join(", ")));
}

fn cells(sample: &Sample) -> Vec<String> {
    let source = sample.source.as_deref().map(|source| match (sample.stance, &sample.statement) {
        (Some(stance), _) => format!("{stance}: {source}"),
        (None, Some(_)) => format!("context: {source}"),
        (None, None) => source.to_string(),
    });
    let id = sample.external_id.as_deref().map_or(String::new(), |id| format!("[{id}] "));
    let statement = sample.statement.as_deref().unwrap_or_default();
    vec![
        sample.line.to_string(),
        sample.claim_type.map(|word| word.to_string()).unwrap_or_default(),
        sample.priority.map(|word| word.to_string()).unwrap_or_default(),
        shortened(sample.quantity.as_deref().unwrap_or_default(), 60),
        shortened(source.as_deref().unwrap_or_default(), 60),
        shortened(&format!("{id}{statement}"), 120),
    ]
}
