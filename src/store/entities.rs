//! Reading what stands around claims: pieces, drafts, sources, captures, the policy.

use super::Reader;
use super::confidentiality::REDACTED;
use super::find::Found;
use super::place::event_at;
use crate::error::Result;
use record::model::entities::{Capture, Draft, Link, Origin, Piece, Source};
use record::model::event::{Event, Policy, PolicySet};
use record::model::id::Id;
use record::model::rules::Rules;
use rusqlite::{OptionalExtension, Row, params};

const PIECE: &str = concat!(
    "SELECT piece.row, event.id, title, byline, publisher, address, external_id, due
    FROM piece JOIN event ON event.row = ",
    event_at!("piece.row")
);
const DRAFT: &str = concat!(
    "SELECT draft.row, event.id, piece, draft.bytes, name, format, sha256, text_sha256, layout_sha256
    FROM draft JOIN event ON event.row = ",
    event_at!("draft.row")
);
const SOURCE: &str = concat!(
    "SELECT source.row, event.id, external_id, tier, title, publisher, author, address, published,
    language, origin, summary,
    (SELECT event.id FROM source_link JOIN event ON event.row = ",
    event_at!("derived_from"),
    " WHERE source = source.row
     AND NOT EXISTS (SELECT 1 FROM source_unlink WHERE link = source_link.row) ORDER BY source_link.row DESC LIMIT 1),
    (SELECT relation FROM source_link WHERE source = source.row
     AND NOT EXISTS (SELECT 1 FROM source_unlink WHERE link = source_link.row) ORDER BY row DESC LIMIT 1),
    confidential, medium,
    coalesce((SELECT terms FROM source_terms WHERE source = source.row ORDER BY row DESC LIMIT 1), terms)
    FROM source JOIN event ON event.row = ",
    event_at!("source.row")
);
const CAPTURE: &str = concat!(
    "SELECT capture.row, event.id, (SELECT id FROM event WHERE row = ",
    event_at!("capture.source"),
    "), capture.bytes, name, media_type, sha256, text_sha256,
    layout_sha256, (SELECT id FROM event WHERE row = ",
    event_at!("capture.again"),
    "), event.bytes ->> '$.time', method, confidential,
    plain_sha256, tool, asked, answered, http_status, captured_at
    FROM capture JOIN event ON event.row = ",
    event_at!("capture.row")
);

impl Reader<'_> {
    /// Lists the pieces in the order in which they came.
    pub fn pieces(&self) -> Result<Vec<Piece>> {
        self.all(&format!("{PIECE} ORDER BY piece.row"), params![], piece)
    }

    /// Reads a piece.
    pub fn piece(&self, row: i64) -> Result<Piece> {
        Ok(self.0.prepare_cached(&format!("{PIECE} WHERE piece.row = ?1"))?.query_row([row], piece)?)
    }

    /// Lists the drafts of a piece, the first first.
    pub fn drafts(&self, piece: i64) -> Result<Vec<Draft>> {
        self.all(&format!("{DRAFT} WHERE piece = ?1 ORDER BY draft.row"), params![piece], draft)
    }

    /// Reads a draft.
    pub fn draft(&self, row: i64) -> Result<Draft> {
        Ok(self.0.prepare_cached(&format!("{DRAFT} WHERE draft.row = ?1"))?.query_row([row], draft)?)
    }

    /// Reads a source.
    pub fn source(&self, row: i64) -> Result<Source> {
        Ok(self.0.prepare_cached(&format!("{} WHERE source.row = ?1", self.source_sql()))?.query_row([row], source)?)
    }

    /// Lists a page of sources whose title, publisher or address holds the words.
    pub fn sources(&self, holds: Option<&str>, skip: usize, limit: usize) -> Result<Vec<Source>> {
        self.sources_of_tier(None, holds, skip, limit)
    }

    /// Lists a page of sources, of one tier or of all.
    pub fn sources_of_tier(
        &self,
        tier: Option<&str>,
        holds: Option<&str>,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Source>> {
        let sql = format!(
            "{} WHERE (?4 IS NULL OR tier = ?4) AND (?1 IS NULL OR instr(lower(coalesce(title, '') || ' ' || coalesce(publisher, '') || ' ' ||
             coalesce(address, '') || ' ' || coalesce(external_id, '')), lower(?1))) ORDER BY source.row LIMIT ?2 OFFSET ?3",
            self.source_sql()
        );
        self.all(&sql, params![holds, limit as i64, skip as i64, tier], source)
    }

    /// What is confidential is read where it stands under a letter.
    fn source_sql(&self) -> String {
        match self.discreet() {
            true => SOURCE.replacen("FROM source JOIN", "FROM source_shown source JOIN", 1),
            false => SOURCE.to_string(),
        }
    }

    /// Reads a capture.
    pub fn capture(&self, row: i64) -> Result<Capture> {
        let capture = self.0.prepare_cached(&format!("{CAPTURE} WHERE capture.row = ?1"))?.query_row([row], capture)?;
        self.redacted_capture(capture)
    }

    fn redacted_capture(&self, capture: Capture) -> Result<Capture> {
        if !self.discreet() || !self.confidential_capture(capture.row)? {
            return Ok(capture);
        }
        let Capture { row, id, source, again, time, method, bytes, .. } = capture;
        Ok(Capture {
            row,
            id,
            source,
            again,
            time,
            method,
            confidential: true,
            bytes,
            name: Some(REDACTED.into()),
            media_type: None,
            sha256: None,
            text_sha256: None,
            layout_sha256: None,
            plain_sha256: None,
            tool: None,
            asked: None,
            answered: None,
            http_status: None,
            captured_at: None,
        })
    }

    /// Lists captures, of one source or of all.
    pub fn captures(&self, source: Option<i64>) -> Result<Vec<Capture>> {
        let sql = format!("{CAPTURE} WHERE ?1 IS NULL OR capture.source = ?1 ORDER BY capture.row");
        let captures = self.all(&sql, params![source], capture)?;
        captures.into_iter().map(|capture| self.redacted_capture(capture)).collect()
    }

    /// Gives the policy in force.
    pub fn policy(&self) -> Result<Policy> {
        Ok(self.policy_set()?.map(|set| set.policy).unwrap_or_default())
    }

    /// Gives the rules that were stated last, beside the policy.
    pub fn rules(&self) -> Result<Rules> {
        Ok(self.policy_set()?.and_then(|set| set.rules).unwrap_or_default())
    }

    /// Reads the event that set the rules last.
    fn policy_set(&self) -> Result<Option<PolicySet>> {
        let sql = "SELECT row FROM policy ORDER BY row DESC LIMIT 1";
        let Some(row) = self.0.query_row(sql, [], |row| row.get(0)).optional()? else { return Ok(None) };
        match self.record(row)?.event {
            Event::PolicySet(body) => Ok(Some(body)),
            _ => Ok(None),
        }
    }

    /// Lists the claims that a source is evidence for or against.
    pub fn claims_of_source(&self, source: i64) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT claim FROM evidence WHERE source = ?1 ORDER BY claim";
        self.all(sql, params![source], |row| row.get(0))
    }

    /// Lists the events that filed or named the file with this SHA-256 (hex) in an import.
    pub fn import_of(&self, sha256: &str) -> Result<Option<i64>> {
        let sql = "SELECT row FROM import WHERE sha256 = ?1 ORDER BY row LIMIT 1";
        Ok(self.0.query_row(sql, [sha256], |row| row.get(0)).optional()?)
    }

    /// Goes through every file that a draft or capture names: what names it, and its SHA-256 in hexadecimal.
    pub fn each_filed_hash(&self, mut each: impl FnMut(&str, &str)) -> Result<()> {
        let mut select = self.0.prepare_cached("SELECT what || ' ' || row, sha256 FROM filed")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
            each(text(0)?, text(1)?);
        }
        Ok(())
    }

    /// Gives the named origin where a source's information comes from: its own, or that of the end of its chain.
    pub fn origin(&self, source: i64) -> Result<String> {
        Ok(match self.origin_end(source)? {
            Origin::Named(name) => name,
            Origin::Source(row) => format!("source {row}"),
            Origin::Circle(row) => format!("circle of {row}"),
            Origin::Piece(row) => format!("piece {row}"),
        })
    }

    /// Gives the latest link of a source that was not taken back.
    pub fn link_of(&self, source: i64) -> Result<Option<Link>> {
        let sql = "SELECT row, derived_from, relation FROM source_link WHERE source = ?1
            AND NOT EXISTS (SELECT 1 FROM source_unlink WHERE link = source_link.row) ORDER BY row DESC LIMIT 1";
        let read = |row: &Row| Ok(Link { row: row.get(0)?, derived_from: row.get(1)?, relation: row.get(2)? });
        Ok(self.0.prepare_cached(sql)?.query_row([source], read).optional()?)
    }

    /// Finds the piece of which a draft has these bytes, or this text.
    pub fn piece_of_draft_with(&self, sha256: Id) -> Result<Option<Found>> {
        let sql = concat!(
            "SELECT draft.piece, event.id FROM draft JOIN event ON event.row = ",
            event_at!("draft.piece"),
            " WHERE draft.sha256 = ?1 OR draft.text_sha256 = ?1 ORDER BY draft.row LIMIT 1"
        );
        let read = |row: &Row| Ok(Found { row: row.get(0)?, id: Id(row.get(1)?) });
        Ok(self.0.prepare_cached(sql)?.query_row([sha256.hex()], read).optional()?)
    }

    /// Lists what was computed from a piece of evidence and still stands: the claim, and the evidence.
    pub fn computed_from(&self, input: Id) -> Result<Vec<(Id, Id)>> {
        let sql = concat!(
            "SELECT claim.id, event.id FROM evidence JOIN claim ON claim.row = evidence.claim JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " WHERE inputs IS NOT NULL AND withdrawn IS NULL AND undermined IS NULL AND instr(inputs, ?1)
            ORDER BY evidence.row"
        );
        self.all(sql, params![input.hex()], |row| Ok((Id(row.get(0)?), Id(row.get(1)?))))
    }

    /// Says whether a row is that of a piece.
    pub fn is_piece(&self, row: i64) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM piece WHERE row = ?1")?.exists([row])?)
    }

    /// Gives the end of the way that [`Reader::descent`] follows.
    pub fn origin_end(&self, source: i64) -> Result<Origin> {
        Ok(self.descent(source)?.end)
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn piece(row: &Row) -> rusqlite::Result<Piece> {
    Ok(Piece {
        row: row.get(0)?,
        id: Id(row.get(1)?),
        title: row.get(2)?,
        byline: row.get(3)?,
        publisher: row.get(4)?,
        address: row.get(5)?,
        external_id: row.get(6)?,
        due: row.get(7)?,
    })
}

fn draft(row: &Row) -> rusqlite::Result<Draft> {
    Ok(Draft {
        row: row.get(0)?,
        id: Id(row.get(1)?),
        piece: row.get(2)?,
        bytes: row.get::<_, i64>(3)? as u64,
        name: row.get(4)?,
        format: row.get(5)?,
        sha256: row.get(6)?,
        text_sha256: row.get(7)?,
        layout_sha256: row.get(8)?,
    })
}

fn source(row: &Row) -> rusqlite::Result<Source> {
    Ok(Source {
        row: row.get(0)?,
        id: Id(row.get(1)?),
        external_id: row.get(2)?,
        tier: row.get(3)?,
        title: row.get(4)?,
        publisher: row.get(5)?,
        author: row.get(6)?,
        address: row.get(7)?,
        published: row.get(8)?,
        language: row.get(9)?,
        origin: row.get(10)?,
        summary: row.get(11)?,
        derived_from: row.get::<_, Option<[u8; 32]>>(12)?.map(Id),
        relation: row.get(13)?,
        confidential: row.get(14)?,
        medium: row.get(15)?,
        terms: row.get(16)?,
    })
}

fn capture(row: &Row) -> rusqlite::Result<Capture> {
    Ok(Capture {
        row: row.get(0)?,
        id: Id(row.get(1)?),
        source: row.get::<_, Option<[u8; 32]>>(2)?.map(Id),
        bytes: row.get::<_, i64>(3)? as u64,
        name: row.get(4)?,
        media_type: row.get(5)?,
        sha256: row.get(6)?,
        text_sha256: row.get(7)?,
        layout_sha256: row.get(8)?,
        again: row.get::<_, Option<[u8; 32]>>(9)?.map(Id),
        time: row.get(10)?,
        method: row.get(11)?,
        confidential: row.get(12)?,
        plain_sha256: row.get(13)?,
        tool: row.get(14)?,
        asked: row.get(15)?,
        answered: row.get(16)?,
        http_status: row.get(17)?,
        captured_at: row.get(18)?,
    })
}
