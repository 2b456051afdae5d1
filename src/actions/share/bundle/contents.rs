//! Handing over: what goes into a bundle, event by event and file by file.

use super::packing::Packing;
use super::redacting::{Redactor, Share};
use super::verify_note::{Key, Revoked};
use super::{Bundled, Wanted};
use crate::record::prove::{self, Under};
use crate::reports::rendered::rendered;
use crate::reports::{dossier, write};
use record::bundle::absent::Absent;
use record::bundle::layout::{self, Cosignature, KeptBack, Line, Note, Shown};
use record::ledger::envelope::Envelope;
use record::ledger::note::{public_key, verifier_key};
use record::ledger::tree::leaf_hash;
use record::model::event::Event;
use record::model::id::Id;
use record::model::time::Moment;
use record::model::words::TimestampForm;
use report::html;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use store::Reader;
use store::error::{Error, Result};
use store::events::Log;
use store::find::Found;

const LINES: &str = "application/jsonl";
const PLAIN: &str = "text/plain";

/// A bundle being filled.
pub(super) struct Handing<'r, 'f> {
    reader: Reader<'r>,
    pub packing: Packing<'f>,
    redactor: Redactor,
    pub bundled: Bundled,
    absent: Absent,
    /// The time of the latest event in it.
    pub latest: Option<Moment>,
    /// The logs: who writes each, where that is shown, and its key.
    pub keys: Vec<Key>,
    /// The keys of which an event in it says that they are not to be trusted.
    pub revoked: Vec<Revoked>,
    /// The files that events in it name: what each is called, and its type.
    files: BTreeMap<Id, (String, String)>,
    /// The sizes of all logs, by origin.
    sizes: HashMap<String, u64>,
    /// Timestamps that events in it tell of.
    stamps: Vec<(Id, TimestampForm, String, Vec<u8>)>,
}

impl<'r, 'f> Handing<'r, 'f> {
    pub fn of(reader: Reader<'r>, packing: Packing<'f>, redactor: Redactor) -> Result<Self> {
        let sizes = reader.logs()?.into_iter().map(|log| (log.origin, log.size)).collect();
        let (files, stamps) = (BTreeMap::new(), Vec::new());
        let (latest, keys, revoked) = (None, Vec::new(), Vec::new());
        Ok(Self {
            sizes,
            reader,
            packing,
            redactor,
            bundled: Bundled::default(),
            absent: Absent::default(),
            latest,
            keys,
            revoked,
            files,
            stamps,
        })
    }

    /// Writes every log whole.
    pub fn whole_logs(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let logs = self.reader.logs()?;
        let total = logs.iter().map(|log| log.size).sum();
        for (at, log) in logs.iter().enumerate() {
            let folder = layout::log(at + 1);
            self.begin_log(&folder, log)?;
            self.packing.begin(&format!("{folder}{}", layout::CHECKPOINTS), "Signed checkpoints", LINES)?;
            let packing = &mut self.packing;
            self.reader.each_checkpoint(log.row, |note| put_line(packing, &Note { note }))?;
            self.packing.end()?;
            self.packing.begin(&format!("{folder}{}", layout::EVENTS), "Events with their texts", LINES)?;
            for seq in 0..log.size {
                let share = self.share(log, seq)?;
                match share.kept_back {
                    true => put_line(&mut self.packing, &KeptBack::of(&leaf_hash(share.bytes.as_bytes())))?,
                    false => {
                        let line = Line::event(&share.bytes, &share.texts);
                        self.packing.write_all(line.as_bytes()).map_err(|error| self.packing.failed(error))?;
                    }
                }
                self.count(share, at);
                progress(self.bundled.events + self.bundled.kept_back, total);
            }
            self.packing.end()?;
        }
        self.timestamps()
    }

    /// Writes some events, by their places, each with its proof.
    pub fn excerpt(&mut self, places: &BTreeSet<i64>, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let (mut done, total) = (0, places.len() as u64);
        let mut by_log: BTreeMap<i64, Vec<(u64, i64)>> = BTreeMap::new();
        for place in places {
            let (log, seq) = self.reader.position_of(*place)?;
            by_log.entry(log).or_default().push((seq, *place));
        }
        let logs = self.reader.logs()?.into_iter().filter(|log| by_log.contains_key(&log.row)).collect::<Vec<_>>();
        for (at, log) in logs.iter().enumerate() {
            let folder = layout::log(at + 1);
            self.begin_log(&folder, log)?;
            let (mut lines, mut chosen) = (String::new(), by_log.remove(&log.row).unwrap_or_default());
            chosen.sort_unstable();
            for (seq, place) in chosen {
                done += 1;
                progress(done, total);
                let share = self.share(log, seq)?;
                if share.kept_back {
                    self.bundled.kept_back += 1;
                    continue;
                }
                let proof = prove::prove(self.reader, Found { row: place, id: share.record.id }, Under::Latest)?;
                let name = format!("{folder}{}{seq}", layout::EXCERPT);
                self.packing.text(&format!("{name}.json"), "An event", "application/json", &share.bytes)?;
                self.packing.text(&format!("{name}.{}", prove::ENDING), "Its proof", PLAIN, &proof.proof)?;
                if !share.texts.is_empty() {
                    let disclosures = share.texts.iter().map(|json| layout::encoded(json)).collect();
                    lines += &(line(&Shown { disclosures, seq })? + "\n");
                }
                self.count(share, at);
            }
            self.packing.text(&format!("{folder}{}", layout::DISCLOSURES), "Texts that are shown", LINES, &lines)?;
        }
        self.timestamps()
    }

    fn begin_log(&mut self, folder: &str, log: &Log) -> Result<()> {
        let (_, note) = prove::head(self.reader, log)?;
        self.packing.text(&format!("{folder}{}", layout::CHECKPOINT), "The signed head of a log", PLAIN, &note)?;
        let cosignatures = prove::of_log(self.reader, log)?;
        if !cosignatures.is_empty() {
            self.packing.begin(&format!("{folder}{}", layout::COSIGNATURES), "What witnesses said", LINES)?;
            for of in cosignatures {
                put_line(&mut self.packing, &Cosignature { key: of.key, note: of.note })?;
            }
            self.packing.end()?;
        }
        let key = public_key(&log.key).map(|key| verifier_key(&log.origin, &key));
        self.keys.push(Key { actor: None, line: key.unwrap_or_default() });
        self.bundled.of += log.size;
        Ok(())
    }

    /// Decides what of an event is shown, and takes the timestamp that it tells of along.
    fn share(&mut self, log: &Log, seq: u64) -> Result<Share> {
        let handed = self.reader.handed(log.row, seq)?;
        let stamp = match &handed.record.event {
            Event::TimestampAttached(body) => self.reader.timestamp_of(&handed)?.map(|stamp| (body.form, stamp)),
            _ => None,
        };
        let share = self.redactor.share(handed);
        if let Some((form, (note, token))) = stamp.filter(|_| !share.kept_back) {
            self.stamps.push((share.record.id, form, note, token));
        }
        Ok(share)
    }

    /// Counts an event, and notes what has to come with it.
    fn count(&mut self, share: Share, log: usize) {
        let Share { record, bytes, shown, kept_back, .. } = share;
        if kept_back {
            self.bundled.kept_back += 1;
            return;
        }
        self.bundled.events += 1;
        self.bundled.shown += shown.len() as u64;
        self.bundled.missing += record.withheld as u64;
        let digests = Envelope::read_verified(bytes.as_bytes()).map(|envelope| envelope.digests).unwrap_or_default();
        let seen = shown.iter().map(|text| text.digest.clone()).collect();
        self.absent.take(record.id, &record.event, digests.into_iter(), &seen);
        self.latest = self.latest.max(Some(record.time));
        match &record.event {
            Event::LogOpened(_) => {
                let actor = shown.iter().find(|text| text.name == "actor").and_then(|text| text.value.text());
                self.keys[log].actor = actor.map(str::to_string);
            }
            Event::KeyRevoked(body) => {
                let size = self.sizes.get(&body.log).copied().unwrap_or(body.size);
                let (log, after) = (body.log.clone(), size.saturating_sub(body.size));
                self.revoked.push(Revoked { log, size: body.size, after });
            }
            Event::DraftAdded(_) | Event::CaptureFiled(_) => {
                if let Some(content) = shown.iter().find(|text| text.name == "content") {
                    let field = |name| content.value.field(name).map(str::to_string);
                    let media = field("media_type").filter(|media| !media.contains(char::is_whitespace));
                    let media = media.unwrap_or_else(|| "application/octet-stream".into());
                    let named = [
                        ("sha256", field("name").unwrap_or_else(|| "A file".into()), media),
                        ("text_sha256", "Its text".into(), PLAIN.into()),
                        ("layout_sha256", "Where its text stood".into(), "application/json".into()),
                    ];
                    for (name, called, media) in named {
                        if let Some(sha256) = content.value.field(name).and_then(Id::from_hex) {
                            self.files.entry(sha256).or_insert((called, media));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn timestamps(&mut self) -> Result<()> {
        for (event, form, note, token) in std::mem::take(&mut self.stamps) {
            let ending = match form {
                TimestampForm::Rfc3161 => "tsr",
                TimestampForm::OpenTimestamps => "ots",
            };
            let name = format!("{}{event}", layout::TIMESTAMPS);
            self.packing.text(&format!("{name}.note"), "What a timestamp is over", PLAIN, &note)?;
            self.packing.begin(&format!("{name}.{ending}"), "A timestamp", "application/octet-stream")?;
            self.packing.write_all(&token).map_err(|error| self.packing.failed(error))?;
            self.packing.end()?;
            self.bundled.timestamps += 1;
        }
        Ok(())
    }

    /// Says of the texts that are not in it how many are withheld and how many were erased.
    pub fn count_absent(&mut self) {
        (self.bundled.withheld, self.bundled.erased) = self.absent.counts();
        // What the casebook does not have and no event in the bundle says was erased.
        self.bundled.missing = self.bundled.missing.saturating_sub(self.bundled.erased);
    }

    /// Writes the files that events in the bundle name.
    pub fn captures(&mut self) -> Result<()> {
        for (sha256, (name, media)) in std::mem::take(&mut self.files) {
            // What was erased is named still.
            let Some(bytes) = self.reader.kept_bytes(sha256)? else { continue };
            self.packing.begin_known(&layout::capture(sha256), &name, &media, sha256)?;
            self.reader.pour(sha256, &mut self.packing).map_err(|error| match error {
                Error::Output(error) => self.packing.failed(error),
                error => error,
            })?;
            self.packing.end()?;
            self.bundled.files += 1;
            self.bundled.file_bytes += bytes;
        }
        Ok(())
    }

    /// Writes the reports that tell no more than the bundle does.
    pub fn reports(&mut self, wanted: &Wanted) -> Result<()> {
        if !self.redactor.is_idle() {
            self.bundled.reports_left_out = true;
            return Ok(());
        }
        if wanted.full() {
            self.audit()?;
        }
        let pieces = match &wanted.piece {
            Some(piece) => vec![self.reader.find(store::find::Kind::Piece, piece)?.id],
            None if wanted.full() => self.reader.pieces()?.into_iter().map(|piece| piece.id).collect(),
            None => Vec::new(),
        };
        for piece in pieces {
            let name = format!("report-{}.html", piece.short());
            let dossier = dossier::gather_now(self.reader, Some(&piece.hex()))?;
            self.packing.begin(&format!("{}{name}", layout::REPORTS), "The annotated article", "text/html")?;
            rendered(html::render(&dossier, &mut self.packing)).map_err(|error| self.unwritten(error))?;
            self.packing.end()?;
            self.bundled.reports.push(name);
        }
        Ok(())
    }

    fn audit(&mut self) -> Result<()> {
        let name = "audit.csv";
        let path = format!("{}{name}", layout::REPORTS);
        self.packing.begin(&path, "The audit report", "text/csv")?;
        let wanted = write::Wanted::default();
        let manifest = write::render_with_manifest(self.reader, name, wanted, &mut self.packing, &mut |_, _| {});
        let manifest = manifest.map_err(|error| self.unwritten(error))?;
        self.packing.end()?;
        let manifest = String::from_utf8_lossy(&manifest.to_bytes()).into_owned();
        self.packing.text(&format!("{path}.manifest.json"), "Its manifest", "application/json", &manifest)?;
        self.bundled.reports.push(name.into());
        Ok(())
    }

    fn unwritten(&self, error: Error) -> Error {
        match error {
            Error::Output(error) => self.packing.failed(error),
            error => error,
        }
    }
}

fn line(of: &impl Serialize) -> Result<String> {
    serde_json::to_string(of).map_err(|error| Error::Invalid(error.to_string()))
}

fn put_line(packing: &mut Packing, of: &impl Serialize) -> Result<()> {
    let line = line(of)? + "\n";
    packing.write_all(line.as_bytes()).map_err(|error| packing.failed(error))
}
