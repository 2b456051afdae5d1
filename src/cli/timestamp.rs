//! Timestamps: asking an authority, attaching what it gave, and what it proves.

use super::session::Session;
use super::terminal::{Page, visible, visible_path};
use actions::output::write_file;
use actions::record::judge_timestamps::{self, Belief, Judged, State};
use actions::record::timestamp::{self, Asked, Attestation, LIMIT, Timestamp};
use record::model::words::TimestampForm;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// What is said where there is nothing to show.
const NONE: &str = "No timestamps attached.";

/// Have others vouch that a checkpoint existed at a given time (RFC 3161, OpenTimestamps)
#[derive(clap::Subcommand)]
pub enum TimestampCommand {
    /// Write a request for a timestamp authority, for the latest checkpoint of each log
    ///
    /// Nothing is sent anywhere. Without --output, two files are written to this folder for each log: the request, and
    /// the checkpoint it is for.
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
        /// Write the bytes to be timestamped to this file
        #[arg(long, value_name = "FILE", requires = "output")]
        checkpoint: Option<PathBuf>,
        /// Only for this person's log
        #[arg(long, value_name = "ACTOR")]
        log: Option<String>,
    },
    /// Attach the reply to the checkpoint it is for
    ///
    /// Examples:
    ///   tickmark timestamp attach ana.tsr --request ana.tsq
    ///   tickmark timestamp attach ana.checkpoint.ots
    #[command(verbatim_doc_comment)]
    Attach {
        /// The reply of an authority (.tsr), or an OpenTimestamps file (.ots)
        file: PathBuf,
        /// The request you sent: the reply must carry its nonce
        #[arg(long, value_name = "FILE")]
        request: Option<PathBuf>,
    },
    /// Show what each timestamp proves, and to whom
    ///
    /// Trusted are the authorities in --ca, or else in authorities.pem in your settings folder, never what a timestamp
    /// claims about itself. Tickmark does not check whether a certificate was revoked. It takes Bitcoin block headers
    /// as given: get them from someone you trust.
    ///
    /// Examples:
    ///   tickmark timestamp verify --ca authority.pem
    ///   tickmark timestamp verify --bitcoin-header 358391=$(bitcoin-cli getblockheader HASH false)
    #[command(verbatim_doc_comment)]
    Verify {
        #[command(flatten)]
        belief: BeliefArgs,
    },
    /// List attached timestamps, trusted or not
    List,
}

/// Whom to believe when it comes to times.
#[derive(clap::Args)]
pub struct BeliefArgs {
    /// Certificates of the timestamp authorities you trust, as PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// A block header for OpenTimestamps: the height, and its 80 bytes in hexadecimal (repeatable)
    #[arg(long, value_name = "HEIGHT=HEADER")]
    bitcoin_header: Vec<String>,
}

impl BeliefArgs {
    /// Reads whom to believe: what was named, else the authorities in the settings folder.
    pub fn read(&self, session: &Session) -> Result<Belief> {
        Belief::read(session.home(), self.ca.as_deref(), &self.bitcoin_header)
    }
}

impl TimestampCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Request { output, checkpoint, log } => request(session, output, checkpoint, log.as_deref()),
            Self::Attach { file, request } => attach(session, &file, request.as_deref()),
            Self::Verify { belief } => verify(session, &belief.read(session)?),
            Self::List => list(session),
        }
    }
}

fn request(session: &Session, output: Option<PathBuf>, checkpoint: Option<PathBuf>, log: Option<&str>) -> Result<Exit> {
    let mut casebook = session.open()?;
    let asked = timestamp::ask(&mut casebook, log)?;
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
                "there are {} logs, and a request is for one: say whose with --log: {}",
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
            page.line(format!("wrote {}", visible_path(file)));
        }
    })?;
    session.terminal.say("send the .tsq to an authority, and attach its reply: `tickmark timestamp attach FILE.tsr`");
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
        true => Err(Error::File { path: path.to_path_buf(), reason: "it is too large for a timestamp".into() }),
        false => Ok(bytes),
    }
}

fn attach(session: &Session, file: &Path, request: Option<&Path>) -> Result<Exit> {
    let (bytes, request) = (read(file)?, request.map(read).transpose()?);
    let (mut casebook, actor) = (session.open()?, session.actor()?);
    let attached = timestamp::attach(&mut casebook, &actor, &bytes, request.as_deref())?;
    session.terminal.show("timestamp-attached", &attached, |page| {
        page.line(format!("attached to the first {} events of {}", attached.size, attached.log));
        stated(page, &attached);
    })?;
    session.terminal.say("what it proves depends on whom you trust: `tickmark timestamp verify --ca FILE`");
    Ok(Exit::Done)
}

fn stated(page: &mut Page, timestamp: &Timestamp) {
    page.field("states", timestamp.time.map(|time| time.to_string()));
    page.field("authority", timestamp.authority.as_ref().map(|name| format!("{name} (as it says)")));
    timestamp.attestations.iter().for_each(|attestation| shown(page, attestation));
    page.field("event", Some(timestamp.event.short()));
}

/// Shows where a path ends; what is pending is never shown as anything else.
fn shown(page: &mut Page, attestation: &Attestation) {
    let (name, text) = match attestation {
        Attestation::Pending { calendar } => ("pending", format!("promised by {calendar}")),
        Attestation::Bitcoin { height, merkle_root } => {
            let root = merkle_root.as_deref().unwrap_or("(cannot be computed)");
            ("claimed", format!("block {height} of Bitcoin has the Merkle root {root}"))
        }
        Attestation::Unknown { tag } => ("unknown", format!("an attestation of the kind {tag}")),
    };
    page.field(name, Some(text));
}

fn verify(session: &Session, belief: &Belief) -> Result<Exit> {
    let judged = judge_timestamps::judge(session.open()?.reader(), belief)?;
    session.terminal.show("timestamp-verify", &judged, |page| {
        judged.iter().for_each(|judged| proven(page, judged));
        if judged.is_empty() {
            page.line(NONE);
        }
    })?;
    let asks_authority = judged.iter().any(|judged| judged.timestamp.form == TimestampForm::Rfc3161);
    if belief.authorities.is_empty() && asks_authority {
        let path = visible_path(&session.home().authorities_path());
        let unbelieved =
            format!("no authority is trusted yet: name one with --ca FILE, or keep its certificate in {path}");
        session.terminal.say(unbelieved);
    }
    Ok(if judged.iter().all(|judged| judged.state == State::Proven) { Exit::Done } else { Exit::Problem })
}

fn proven(page: &mut Page, judged: &Judged) {
    let Timestamp { log, size, authority, attestations, event, .. } = &judged.timestamp;
    let events = format!("the first {size} events of {log}");
    let latest = judged.latest.map(|latest| latest.to_string()).unwrap_or_default();
    let name = visible(authority.as_deref().unwrap_or("an authority"));
    page.line(match judged.state {
        State::Proven => format!("proven: {events} existed by {latest}, says {name}"),
        State::Pending => {
            format!("pending: {events}: nothing is proven yet; upgrade the file, and attach it again")
        }
        State::Claimed => format!("claimed, not checked here: {events} are recorded in a Bitcoin block"),
        State::Refused => format!("not proven: {events}: {}", visible(judged.flaw.as_deref().unwrap_or_default())),
    });
    if judged.state != State::Proven {
        attestations.iter().for_each(|attestation| shown(page, attestation));
    }
    page.field("event", Some(event.short()));
}

fn list(session: &Session) -> Result<Exit> {
    let timestamps: Vec<Timestamp> =
        timestamp::list(session.open()?.reader())?.into_iter().map(|(timestamp, _)| timestamp).collect();
    session.terminal.show("timestamps", &timestamps, |page| {
        timestamps.iter().for_each(|timestamp| line(page, timestamp));
        if timestamps.is_empty() {
            page.line(NONE);
        }
    })?;
    Ok(Exit::Done)
}

fn line(page: &mut Page, timestamp: &Timestamp) {
    let Timestamp { event, form, time, authority, size, log, attestations, .. } = timestamp;
    let stated = match time {
        Some(time) => {
            format!("  {time}  {} (as it says)", visible(authority.as_deref().unwrap_or("nobody named")))
        }
        None => String::new(),
    };
    page.line(format!("{}  {form}{stated}, for the first {size} events of {log}", event.short()));
    attestations.iter().for_each(|attestation| shown(page, attestation));
}
