//! Proofs for others: of an event, of all of a claim, and that a log continues a head that was kept.

use super::session::Session;
use super::terminal::{visible, visible_path};
use super::verify::{read_heads, read_notes};
use actions::Casebook;
use actions::record::policy::Head;
use actions::record::prove::{self, ENDING, Under};
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Prove that an event is in its log, or that a log has only grown
///
/// The proof of an event is a C2SP tlog-proof. With the proof, the bytes of the event and the key of the log, anyone
/// can run `tickmark verify PROOF` without the casebook. For a claim, it proves the event that recorded it.
///
/// Examples:
///   tickmark prove 4c1f -o claim.tlog-proof
///   tickmark log --event 4c1f > claim.json
///   tickmark prove 4c1f --all proofs
///   tickmark prove --consistency mailed-in-october.txt -o since-october.txt
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ProveArgs {
    /// The event, or the claim
    #[arg(value_name = "ID", required_unless_present = "consistency")]
    event: Option<String>,
    /// Prove every event of the claim: write the proofs and events to this folder
    #[arg(long, value_name = "FOLDER", requires = "event", conflicts_with = "output")]
    all: Option<PathBuf>,
    /// Prove that the log continues the head in this file, or `-` on standard input
    #[arg(long, value_name = "OLD", conflicts_with = "event")]
    consistency: Option<PathBuf>,
    /// Which log, if the file holds heads of several
    #[arg(long, value_name = "ORIGIN", requires = "consistency")]
    log: Option<String>,
    /// Use the latest head that a witness cosigned, not the latest of all
    #[arg(long, conflicts_with = "consistency")]
    cosigned: bool,
    /// Write the proof to this file, which must not exist yet
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl ProveArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        if let Some(old) = &self.consistency {
            let old = the_one(old_heads(old)?, self.log.as_deref())?;
            let proven = prove::growth(casebook.reader(), &old.note)?;
            self.hand_over(session, "growth-proof", &proven, &proven.proof)?;
        } else if let Some(event) = &self.event {
            let under = if self.cosigned { Under::Cosigned } else { Under::Latest };
            match &self.all {
                Some(folder) => prove_claim(session, &casebook, event, folder, under)?,
                None => {
                    let proven = prove::event(casebook.reader(), event, under)?;
                    self.hand_over(session, "event-proof", &proven, &proven.proof)?;
                }
            }
        }
        Ok(Exit::Done)
    }

    fn hand_over(&self, session: &Session, shape: &str, proven: &impl Serialize, proof: &str) -> Result<()> {
        if let Some(file) = &self.output {
            prove::write(file, proof)?;
        }
        session.terminal.show(shape, proven, |page| match &self.output {
            Some(file) => page.line(format!("wrote {}", visible_path(file))),
            None => page.line(proof.trim_end()),
        })
    }
}

fn prove_claim(session: &Session, casebook: &Casebook, claim: &str, folder: &Path, under: Under) -> Result<()> {
    let proven = prove::claim(casebook, claim, folder, under)?;
    session.terminal.show("claim-proofs", &proven, |page| {
        let folder = visible_path(&proven.folder);
        page.line(format!(
            "wrote {} proofs to {folder}, each as ID.{ENDING}, with its event as ID.json",
            proven.events.len()
        ));
        let left_out = format!("the bytes of {}, confidential; `--reveal` includes them", proven.kept_back);
        page.field("left out", (proven.kept_back > 0).then_some(left_out));
    })
}

fn old_heads(file: &PathBuf) -> Result<Vec<Head>> {
    match file.as_os_str() == "-" {
        true => read_notes(file, std::io::stdin().lock()),
        false => read_heads(file),
    }
}

fn the_one(heads: Vec<Head>, origin: Option<&str>) -> Result<Head> {
    let mut wanted: Vec<Head> =
        heads.into_iter().filter(|head| origin.is_none_or(|origin| head.checkpoint.origin == origin)).collect();
    match wanted.len() {
        1 => Ok(wanted.remove(0)),
        0 => Err(Error::Invalid("the file has no head of that log".into())),
        _ => {
            let logs: Vec<String> = wanted.iter().map(|head| visible(&head.checkpoint.origin)).collect();
            Err(Error::Invalid(format!("the file holds several heads; say which log with --log: {}", logs.join(", "))))
        }
    }
}
