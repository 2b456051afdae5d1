//! What is confidential, and how much of it a reader gets to see.

use super::Reader;
use crate::error::Result;
use record::model::disclosure::{Text, Value};
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use rusqlite::{OptionalExtension, params};

/// How much of what is confidential can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A letter in the place of a name, and none of the words.
    Discreet,
    Whole,
}

/// How much of a record is kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Redaction {
    None,
    /// All but a letter in the place of the name.
    Name,
    /// What the texts say; that they are there is told.
    Words,
    /// All that evidence says, its figure too.
    Evidence,
    AllBut(&'static [&'static str]),
    All,
}

/// What stands in the place of words that must be there.
pub const REDACTED: &str = "(confidential)";

impl Reader<'_> {
    /// Gives the same reader with everything in sight: for work whose words do not leave the program.
    pub fn revealing(&self) -> Self {
        self.seeing(Access::Whole)
    }

    /// Says how much this reader sees.
    pub fn sight(&self) -> Access {
        self.1
    }

    /// Says whether this reader keeps what is confidential back.
    pub(super) fn discreet(&self) -> bool {
        self.1 == Access::Discreet
    }

    /// Says whether a source is confidential as things stand.
    pub fn confidential_source(&self, source: i64) -> Result<bool> {
        let sql = "SELECT coalesce(
            (SELECT confidential FROM source_terms WHERE source = ?1 ORDER BY row DESC LIMIT 1),
            (SELECT confidential FROM source WHERE row = ?1), 0)";
        Ok(self.0.prepare_cached(sql)?.query_row([source], |row| row.get(0))?)
    }

    /// Says whether a capture is confidential: by itself, or because its source is.
    pub fn confidential_capture(&self, capture: i64) -> Result<bool> {
        let sql = "SELECT confidential, source FROM capture WHERE row = ?1";
        let found =
            self.0.prepare_cached(sql)?.query_row([capture], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((false, Some(source))) => self.confidential_source(source),
            Some((confidential, _)) => Ok(confidential),
            None => Ok(false),
        }
    }

    /// Gives the name that stands for a confidential source: A, B … Z, AA …
    pub(super) fn redacted_name(&self, source: i64) -> Result<String> {
        let sql = "SELECT title FROM source_shown WHERE row = ?1";
        let name: Option<String> = self.0.prepare_cached(sql)?.query_row([source], |row| row.get(0))?;
        Ok(name.unwrap_or_else(|| REDACTED.into()))
    }

    /// Takes out of a record what this reader does not get to see; says whether there was anything.
    pub(super) fn redact(&self, mut record: Record) -> Result<(Record, bool)> {
        if !self.discreet() {
            return Ok((record, false));
        }
        let redaction = self.redaction_for(&record)?;
        match redaction {
            Redaction::None => {}
            Redaction::Name => {
                let digest = record.texts.find("title").map(|text| text.digest.clone()).unwrap_or_default();
                let value = Value::Text(self.redacted_name(record.row)?);
                record.texts.0 = vec![Text { name: "title".into(), value, digest }];
            }
            Redaction::Words => record.texts.0.iter_mut().for_each(|text| text.value = Value::Text(REDACTED.into())),
            Redaction::AllBut(kept) => record.texts.0.retain(|text| kept.contains(&text.name.as_str())),
            Redaction::Evidence => {
                record.texts.0.clear();
                if let Event::EvidenceAttached(body) = &mut record.event {
                    // A figure may tell whose it is as a name does.
                    body.figure = None;
                }
            }
            Redaction::All => record.texts.0.clear(),
        }
        Ok((record, redaction != Redaction::None))
    }

    /// Says how much of a record is kept back; every kind of event says so itself.
    fn redaction_for(&self, record: &Record) -> Result<Redaction> {
        let where_so =
            |redaction: Redaction, so: Result<bool>| so.map(|so| if so { redaction } else { Redaction::None });
        match &record.event {
            Event::SourceAdded(_) => where_so(Redaction::Name, self.confidential_source(record.row)),
            Event::SourceTermsSet(body) => where_so(Redaction::All, self.is_confidential(body.source)),
            Event::SourceLinked(body) => {
                where_so(Redaction::All, self.ties_confidential(body.source, body.derived_from))
            }
            Event::CaptureMissed(body) => where_so(Redaction::All, self.is_confidential(body.source)),
            Event::CaptureFiled(_) => where_so(Redaction::All, self.confidential_capture(record.row)),
            Event::EvidenceAttached(body) => {
                where_so(Redaction::Evidence, self.redacts_evidence(body.source, body.capture))
            }
            Event::EvidenceWithdrawn(body) => where_so(Redaction::Words, self.redacts_evidence_by_id(body.evidence)),
            Event::StakeRecorded(body) => {
                let source = body.source.map_or(Ok(false), |source| self.is_confidential(source))?;
                let evidence = body.evidence.map_or(Ok(false), |evidence| self.redacts_evidence_by_id(evidence))?;
                where_so(Redaction::All, Ok(source || evidence))
            }
            Event::EvidenceDerived(body) => {
                let mut confidential = false;
                for source in &body.sources {
                    confidential |= self.is_confidential(*source)?;
                }
                where_so(Redaction::AllBut(&["formula", "quantity"]), Ok(confidential))
            }
            Event::SourceUnlinked(body) => where_so(Redaction::Words, self.redacts_link(body.link)),
            Event::StakeWithdrawn(body) => where_so(Redaction::Words, self.redacts_texts_of(body.stake)),
            Event::ClaimNoted(body) => where_so(Redaction::Words, Ok(body.confidential)),
            Event::ActUndone(body) => where_so(Redaction::Words, self.redacts_act(body.act)),
            Event::ErasureRecorded(body) => where_so(Redaction::Words, self.redacts_texts_of(body.event)),
            // None of these tells anything of a source.
            Event::LogOpened(_)
            | Event::KeySucceeded(_)
            | Event::KeyRevoked(_)
            | Event::PolicySet(_)
            | Event::PieceAdded(_)
            | Event::DraftAdded(_)
            | Event::ClaimRecorded(_)
            | Event::ClaimAnchored(_)
            | Event::WordingConfirmed(_)
            | Event::ClaimAmended(_)
            | Event::ClaimCut(_)
            | Event::ClaimRestored(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimStarted(_)
            | Event::ClaimChecked(_)
            | Event::SecondCheckRequested(_)
            | Event::VerdictsResolved(_)
            | Event::ClaimReturned(_)
            | Event::ClaimSignedOff(_)
            | Event::ClaimReopened(_)
            | Event::DependencyRecorded(_)
            | Event::DependencyDropped(_)
            | Event::QueryAsked(_)
            | Event::QueryAnswered(_)
            | Event::ReplyRequested(_)
            | Event::ReplyReceived(_)
            | Event::CorrectionRecorded(_)
            | Event::EvidenceUndermined(_)
            | Event::SuggestionDismissed(_)
            | Event::SuggestionRestored(_)
            | Event::ImportFiled(_)
            | Event::TimestampAttached(_)
            | Event::HeadWitnessed(_) => Ok(Redaction::None),
        }
    }

    /// Says whether either end of a link is confidential; a piece, which can be one of them, never is.
    fn ties_confidential(&self, source: Id, derived_from: Id) -> Result<bool> {
        Ok(self.is_confidential(source)? || self.is_confidential(derived_from)?)
    }

    fn is_confidential(&self, source: Id) -> Result<bool> {
        self.confidential_source(self.row_of(source)?)
    }

    fn redacts_evidence_by_id(&self, evidence: Id) -> Result<bool> {
        match self.revealing().record(self.row_of(evidence)?)?.event {
            Event::EvidenceAttached(body) => self.redacts_evidence(body.source, body.capture),
            Event::EvidenceDerived(body) => {
                let sources = body.sources.iter().map(|source| self.is_confidential(*source));
                Ok(sources.collect::<Result<Vec<_>>>()?.contains(&true))
            }
            _ => Ok(false),
        }
    }

    fn redacts_link(&self, link: Id) -> Result<bool> {
        match self.revealing().record(self.row_of(link)?)?.event {
            Event::SourceLinked(body) => self.ties_confidential(body.source, body.derived_from),
            _ => Ok(false),
        }
    }

    /// Why something was erased or taken back may tell what it was.
    fn redacts_texts_of(&self, event: Id) -> Result<bool> {
        let record = self.revealing().record(self.row_of(event)?)?;
        Ok(self.redaction_for(&record)? != Redaction::None)
    }

    /// An act that is named may be in no table: whoever took it back wrote its name.
    fn redacts_act(&self, act: Id) -> Result<bool> {
        match self.row_of(act) {
            Ok(_) => self.redacts_texts_of(act),
            Err(_) => Ok(true),
        }
    }

    /// Says whether a stake rests on what is confidential: its source, or its evidence, by row.
    pub(super) fn redacts_stake(&self, source: Option<i64>, evidence: Option<i64>) -> Result<bool> {
        let source = source.map_or(Ok(false), |source| self.confidential_source(source))?;
        let evidence = evidence.map_or(Ok(false), |row| self.redacts_evidence_by_id(self.id_of(row)?))?;
        Ok(self.discreet() && (source || evidence))
    }

    fn redacts_evidence(&self, source: Id, capture: Option<Id>) -> Result<bool> {
        if self.is_confidential(source)? {
            return Ok(true);
        }
        capture.map_or(Ok(false), |capture| self.confidential_capture(self.row_of(capture)?))
    }

    /// Lists the actors under whose keys something can be sealed: name and public key (base64). A key that somebody
    /// went on from, that was revoked or that only signs is not
    /// among them.
    pub fn actors(&self) -> Result<Vec<(String, String)>> {
        let mut select = self.0.prepare_cached(
            "SELECT actor, key FROM log WHERE actor IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM event WHERE row = log.row AND bytes ->> '$.body.signs_only')
             AND origin NOT IN (SELECT log FROM key_succession) AND key NOT IN (SELECT key FROM key_revocation)
             ORDER BY row",
        )?;
        let actors = select.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(actors.collect::<Result<_, _>>()?)
    }
}
