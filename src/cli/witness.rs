//! Witnesses: asking for a cosignature, giving one, keeping what came back.

use super::session::Session;
use super::terminal::visible_path;
use super::verify::{read_notes, read_text};
use actions::record::policy::{log_key, witness_key};
use actions::record::{prove, witness};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// The longest request that is read, in bytes.
const REQUEST_LIMIT: u64 = 1 << 16;

/// Have someone else cosign the head of a log, and cosign others'
///
/// A witness confirms that a log has only been added to since it last looked. Requests and answers are files, in the
/// C2SP tlog-witness and tlog-cosignature formats; a witness sees sizes and hashes, and none of the work.
#[derive(clap::Subcommand)]
pub enum WitnessCommand {
    /// Ask a witness to cosign the head of your log
    ///
    /// Example: tickmark witness request --witness KEY -o for-ben.txt
    Request(RequestArgs),
    /// Cosign the head of someone's log, as a witness
    ///
    /// Signing is refused if the log does not continue the last head of it that you cosigned. The first time, you must
    /// name the log's key, which is then kept. If you have a log in this casebook, what you saw is recorded there.
    ///
    /// Example: tickmark witness sign for-ben.txt --key KEY -o cosigned.txt
    Sign(SignArgs),
    /// Keep a cosignature from a witness
    ///
    /// Example: tickmark witness import cosigned.txt --witness KEY
    Import(ImportArgs),
    /// Show your witness key, so that others can trust you as a witness
    Key,
}

#[derive(clap::Args)]
pub struct RequestArgs {
    /// The key of the witness: the request continues from the last head that it cosigned
    #[arg(long, value_name = "KEY")]
    witness: Option<String>,
    /// Which log (default: your own)
    #[arg(long, value_name = "ORIGIN")]
    log: Option<String>,
    /// The size of the last head it cosigned, in events, if the casebook does not know it
    #[arg(long, value_name = "SIZE")]
    from: Option<u64>,
    /// Write the request to this file, which must not exist yet
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct SignArgs {
    /// The request, or `-` for standard input
    request: PathBuf,
    /// The key of the log, from someone you trust (only needed the first time)
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Write the cosigned head to this file, which must not exist yet
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct ImportArgs {
    /// One or more cosigned heads, or the cosignature lines that a witness on the web answers with; `-` for standard
    /// input
    file: PathBuf,
    /// The key of the witness, from someone you trust (only needed the first time)
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
}

impl WitnessCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Request(args) => args.run(session)?,
            Self::Sign(args) => args.run(session)?,
            Self::Import(args) => args.run(session)?,
            Self::Key => show_key(session)?,
        }
        Ok(Exit::Done)
    }
}

fn show_key(session: &Session) -> Result<()> {
    #[derive(Serialize)]
    struct Shown {
        name: String,
        key: String,
    }
    let key = witness::key(session.home(), &session.named()?)?;
    let shown = Shown { key: key.line(), name: key.name };
    session.terminal.show("witness-key", &shown, |page| page.line(&shown.key))
}

impl RequestArgs {
    fn run(self, session: &Session) -> Result<()> {
        let witness = self.witness.as_deref().map(witness_key).transpose()?;
        let actor = if self.log.is_some() { None } else { Some(session.named()?) };
        let casebook = session.open()?;
        let asked =
            witness::request(casebook.reader(), actor.as_ref(), self.log.as_deref(), witness.as_ref(), self.from)?;
        hand_over(session, "witness-request", &asked, &asked.request, self.output.as_deref())
    }
}

impl SignArgs {
    fn run(self, session: &Session) -> Result<()> {
        let (actor, request) = (session.actor()?, read_request(&self.request)?);
        let trusted = self.key.iter().map(|key| log_key(key)).collect::<Result<Vec<_>>>()?;
        let mut cosigned = witness::sign(session.home(), session.clock(), &actor, &request, &trusted)?;
        if let Some(mut casebook) = session.open_if_there()? {
            witness::embed(&mut casebook, &actor, &mut cosigned)?;
        }
        hand_over(session, "cosigned", &cosigned, &cosigned.note, self.output.as_deref())
    }
}

impl ImportArgs {
    fn run(self, session: &Session) -> Result<()> {
        let named = self.witness.iter().map(|key| witness_key(key)).collect::<Result<Vec<_>>>()?;
        let text = match self.file.as_os_str() == "-" {
            true => read_text(&self.file, std::io::stdin().lock())?,
            false => read_text(
                &self.file,
                std::fs::File::open(&self.file).map_err(|error| Error::file(&self.file, &error))?,
            )?,
        };
        let mut casebook = session.open()?;
        let notes = match witness::answers(casebook.reader(), &text, &named)? {
            Some(notes) => notes,
            None => read_notes(&self.file, text.as_bytes())?,
        };
        let kept = witness::import(&mut casebook, &notes, &named)?;
        session.terminal.show("cosignatures-kept", &kept, |page| {
            for one in &kept {
                let witness = one.witness.split('+').next().unwrap_or_default();
                let known = if one.known { "; it was there already" } else { "" };
                page.line(format!(
                    "kept: {} events of {} cosigned by {witness} at {}{known}",
                    one.size, one.log, one.time
                ));
            }
        })
    }
}

fn read_request(path: &PathBuf) -> Result<String> {
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut text = String::new();
    match path.as_os_str() == "-" {
        true => std::io::stdin().lock().take(REQUEST_LIMIT).read_to_string(&mut text).map_err(failed)?,
        false => {
            std::fs::File::open(path).map_err(failed)?.take(REQUEST_LIMIT).read_to_string(&mut text).map_err(failed)?
        }
    };
    Ok(text)
}

/// Writes what somebody else is to get to a file, or shows it.
fn hand_over(session: &Session, shape: &str, data: &impl Serialize, text: &str, to: Option<&Path>) -> Result<()> {
    if let Some(file) = to {
        prove::write(file, text)?;
    }
    session.terminal.show(shape, data, |page| match to {
        Some(file) => page.line(format!("wrote {}", visible_path(file))),
        None => page.line(text.trim_end()),
    })
}
