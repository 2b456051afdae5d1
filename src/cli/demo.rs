//! The demonstration: the seed case in a new folder, and what can be done with it.

use super::session::Session;
use super::status;
use super::terminal::visible_path;
use actions::claims::board;
use actions::demo::{review, river, seed_case};
use actions::export::datasette;
use actions::reports::write::{self, Wanted};
use actions::{Actor, FILE_NAME};
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Build two example cases in a new folder, show their board, and write their audit report
///
/// One is a real article: 83 claims found in it, 147 published sources, and no verdict about anyone. The steps shown on
/// its claims about companies are recorded for an actor called `demo`. The other is a made-up story, checked by `demo`
/// and `demo second`: it shows a quote that was altered, a figure that disagrees, verdicts that differ, a sign-off that
/// went stale, and one given despite something.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// The folder; it must not exist yet
    #[arg(default_value = "tickmark-demo")]
    folder: PathBuf,
}

#[derive(Serialize)]
struct Demo {
    folder: PathBuf,
    casebook: PathBuf,
    report: PathBuf,
    datasette: Option<PathBuf>,
    claims: usize,
    sources: usize,
    evidence: usize,
    stakes: usize,
    next: [String; 5],
}

impl DemoArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        std::fs::create_dir(&self.folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(self.folder.clone()),
            _ => Error::file(&self.folder, &error),
        })?;
        let (path, report) = (self.folder.join(FILE_NAME), self.folder.join("audit.csv"));
        let mut casebook = session.create(&path)?;
        let actor = Actor::named("demo")?;
        let planted = seed_case::plant(&mut casebook, &actor)?;
        review::review_companies(&mut casebook, &actor)?;
        river::check(&mut casebook, &actor, &Actor::named("demo second")?)?;
        let written = write::write_audit(&casebook, &report, false, Wanted::default(), &mut |_, _| {})?;
        let datasette = datasette::write_beside(&path)?;
        let demo = Demo {
            datasette,
            next: next_steps(&self.folder),
            folder: self.folder,
            casebook: path,
            report,
            claims: planted.claims,
            sources: planted.sources,
            evidence: planted.evidence,
            stakes: planted.stakes,
        };
        let board = board::board(casebook.reader(), None, session.clock().today())?;
        session.terminal.show("demo", &demo, |page| {
            let Demo { claims, sources, evidence, stakes, .. } = &demo;
            page.line(format!(
                "The seed case: {claims} claims, {sources} sources, {evidence} pieces of evidence, {stakes} stakes."
            ));
            page.line(
                "A made-up story about a dam: 4 claims, 3 sources, checked by two people up to its second draft.",
            );
            status::compose(&board, page);
            page.heading("Written");
            page.line(format!("  {}  the casebook, one SQLite file", shown(&demo.casebook)));
            page.line(format!("  {}  the audit report, {} rows", shown(&demo.report), written.rows));
            page.line(format!("  {}  its hash and the signed heads", shown(&written.manifest)));
            if let Some(settings) = &demo.datasette {
                page.line(format!(
                    "  {}  settings for Datasette, which shows a casebook in a browser",
                    shown(settings)
                ));
            }
            page.heading("Try next");
            for step in &demo.next {
                page.line(format!("  {step}"));
            }
        })?;
        Ok(Exit::Done)
    }
}

fn shown(path: &Path) -> String {
    visible_path(path)
}

/// Names the program as it was called, so that the commands can be pasted.
fn next_steps(folder: &Path) -> [String; 5] {
    let program = std::env::current_exe().ok();
    let here = std::env::current_dir().ok();
    let program = program.as_deref().map_or_else(
        || "tickmark".to_string(),
        |path| here.and_then(|here| path.strip_prefix(here).ok().map(shown)).unwrap_or_else(|| shown(path)),
    );
    let book = format!("{program} --casebook {}", shown(&folder.join(FILE_NAME)));
    [
        format!("{book} serve"),
        format!("{book} recheck"),
        format!("{book} claim show river-share"),
        format!("{book} ownership 'Las Bambas' --as-of 2016"),
        format!("{book} verify {}", shown(&folder.join("audit.csv"))),
    ]
}
