//! Timestamps: asking an authority, attaching what it gave, and what it proves.

use super::session::Session;
use super::terminal::{Page, visible};
use crate::actions::reporting::write_file;
use crate::actions::timestamping::{self, Asked, Judged, LIMIT, Timestamp};
use crate::casebook::trust;
use crate::error::{Error, Exit, Result};
use crate::timestamps::rfc3161::authority::Authorities;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is said where there is nothing to show.
const NONE: &str = "No timestamp is attached.";

/// Have others vouch for when a checkpoint existed (RFC 3161)
#[derive(clap::Subcommand)]
pub enum TimestampCommand {
    /// Make a request to a timestamp authority over the latest checkpoint of each log
    ///
    /// Nothing is sent anywhere. Without --output every log gets two files in this folder, named by the log: the
    /// request, and the checkpoint that it is over.
    ///
    /// Examples:
    ///   tickmark timestamp request
    ///   tickmark timestamp request --log ana -o ana.tsq --checkpoint ana.checkpoint
    ///   curl -H 'Content-Type: application/timestamp-query' --data-binary @ana.tsq ADDRESS -o ana.tsr
    #[command(verbatim_doc_comment)]
    Request {
        /// Write the request to this file, which must not exist yet
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Write the bytes that it is over beside it
        #[arg(long, value_name = "FILE", requires = "output")]
        checkpoint: Option<PathBuf>,
        /// Only over this person's log
        #[arg(long, value_name = "ACTOR")]
        log: Option<String>,
    },
    /// Attach what the authority gave to the checkpoint that it is over
    ///
    /// Example: tickmark timestamp attach ana.tsr --request ana.tsq
    Attach {
        /// The reply of an authority (.tsr)
        file: PathBuf,
        /// The request that was sent: the reply must carry its nonce
        #[arg(long, value_name = "FILE")]
        request: Option<PathBuf>,
    },
    /// Say of each timestamp what it proves, and to whom
    ///
    /// Believed are the authorities in --ca, else those in authorities.pem in the settings folder; never what a
    /// timestamp says of itself. Whether a certificate was revoked is not looked up.
    ///
    /// Example: tickmark timestamp verify --ca authority.pem
    Verify {
        /// Certificates of the authorities that are believed, as PEM
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
    },
    /// List what was attached, believed or not
    List,
}

impl TimestampCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Request { output, checkpoint, log } => request(session, output, checkpoint, log.as_deref()),
            Self::Attach { file, request } => attach(session, &file, request.as_deref()),
            Self::Verify { ca } => verify(session, ca.as_deref()),
            Self::List => list(session),
        }
    }
}

fn request(session: &Session, output: Option<PathBuf>, checkpoint: Option<PathBuf>, log: Option<&str>) -> Result<Exit> {
    let mut casebook = session.open()?;
    let asked = timestamping::ask(&mut casebook, log)?;
    let mut written = Vec::new();
    let mut place = |path: &Path, bytes: &[u8]| -> Result<()> {
        write_file(&casebook, path, false, bytes)?;
        written.push(path.to_path_buf());
        Ok(())
    };
    match (&output, asked.as_slice()) {
        (Some(output), [one]) => {
            place(output, &one.request)?;
            if let Some(checkpoint) = &checkpoint {
                place(checkpoint, one.checkpoint.as_bytes())?;
            }
        }
        (Some(_), several) => {
            let people: Vec<String> = several.iter().map(|one| whose(one.actor.as_deref())).collect();
            return Err(Error::Invalid(format!(
                "there are {} logs, and one request is over one: say whose with --log: {}",
                several.len(),
                people.join(", ")
            )));
        }
        (None, several) => {
            for Asked { log, request, checkpoint, .. } in several {
                let name = log.rsplit('/').next().unwrap_or(log);
                place(Path::new(&format!("{name}.tsq")), request)?;
                place(Path::new(&format!("{name}.checkpoint")), checkpoint.as_bytes())?;
            }
        }
    }
    session.terminal.show("timestamp-request", &asked, |page| {
        for file in &written {
            page.line(format!("wrote {}", visible(&file.display().to_string())));
        }
    })?;
    session
        .terminal
        .say("send the .tsq to an authority, and attach what comes back: `tickmark timestamp attach FILE.tsr`");
    Ok(Exit::Done)
}

fn whose(actor: Option<&str>) -> String {
    visible(actor.unwrap_or("(name withheld)"))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).map_err(|error| Error::file(path, &error))?;
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| Error::file(path, &error))?;
    match bytes.len() as u64 > LIMIT {
        true => Err(Error::File { path: path.to_path_buf(), reason: "it is too long for a timestamp".into() }),
        false => Ok(bytes),
    }
}

fn attach(session: &Session, file: &Path, request: Option<&Path>) -> Result<Exit> {
    let (bytes, request) = (read(file)?, request.map(read).transpose()?);
    let (mut casebook, actor) = (session.open()?, session.actor()?);
    let attached = timestamping::attach(&mut casebook, &actor, &bytes, request.as_deref())?;
    session.terminal.show("timestamp-attached", &attached, |page| {
        page.line(format!("attached to the first {} events of {}", attached.size, attached.log));
        stated(page, &attached);
    })?;
    session.terminal.say("what it proves depends on whom you believe: `tickmark timestamp verify --ca FILE`");
    Ok(Exit::Done)
}

fn stated(page: &mut Page, timestamp: &Timestamp) {
    page.field("states", timestamp.time.map(|time| time.to_string()));
    page.field("authority", timestamp.authority.as_ref().map(|name| format!("{name} (as it says)")));
    page.field("event", Some(timestamp.event.short()));
}

/// Reads whom to believe: the file that was named, else the one in the settings folder.
pub fn authorities(session: &Session, named: Option<&Path>) -> Result<Authorities> {
    let (path, pem) = match named {
        Some(path) => (path.to_path_buf(), Some(trust::read(path)?)),
        None => (session.home().authorities_path(), session.home().authorities()?),
    };
    let Some(pem) = pem else { return Ok(Authorities::default()) };
    Authorities::read(&pem).map_err(|fault| Error::File { path, reason: fault.to_string() })
}

fn verify(session: &Session, ca: Option<&Path>) -> Result<Exit> {
    let authorities = authorities(session, ca)?;
    let judged = timestamping::judge(session.open()?.reader(), &authorities)?;
    session.terminal.show("timestamp-verify", &judged, |page| {
        judged.iter().for_each(|judged| proven(page, judged));
        if judged.is_empty() {
            page.line(NONE);
        }
    })?;
    if authorities.is_empty() && !judged.is_empty() {
        let path = visible(&session.home().authorities_path().display().to_string());
        session
            .terminal
            .say(format!("no authority is believed: name one with --ca FILE, or keep its certificate in {path}"));
    }
    Ok(if judged.iter().all(|judged| judged.flaw.is_none()) { Exit::Done } else { Exit::Problem })
}

fn proven(page: &mut Page, judged: &Judged) {
    let Timestamp { log, size, authority, .. } = &judged.timestamp;
    let name = visible(authority.as_deref().unwrap_or("an authority"));
    match (&judged.flaw, judged.latest) {
        (None, Some(latest)) => {
            page.line(format!("proven: the first {size} events of {log} existed by {latest}, says {name}"));
        }
        (flaw, _) => {
            let flaw = flaw.as_deref().unwrap_or_default();
            page.line(format!("not proven: the first {size} events of {log}: {}", visible(flaw)));
        }
    }
    page.field("event", Some(judged.timestamp.event.short()));
}

fn list(session: &Session) -> Result<Exit> {
    let timestamps = timestamping::list(session.open()?.reader())?;
    session.terminal.show("timestamps", &timestamps, |page| {
        timestamps.iter().for_each(|timestamp| page.line(line(timestamp)));
        if timestamps.is_empty() {
            page.line(NONE);
        }
    })?;
    Ok(Exit::Done)
}

fn line(timestamp: &Timestamp) -> String {
    let Timestamp { event, form, time, authority, size, log, .. } = timestamp;
    let time = time.map(|time| time.to_string()).unwrap_or_default();
    let authority = visible(authority.as_deref().unwrap_or("(nobody named)"));
    format!("{}  {form}  {time}  {authority} (as it says), over the first {size} events of {log}", event.short())
}
