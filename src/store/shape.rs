//! Whether the file has the shape that this program gives it: schema, words, and no rows that nothing accounts for.

use super::{LAYOUT, Reader, Store, word_lists};
use crate::error::{Error, Result};
use record::ledger::chain::Fault;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

/// Counts that are 0 in every sound casebook: the table, the question, and what another answer means.
const NEVER: [(&str, &str, &str); 10] = [
    (
        "checkpoint",
        "SELECT count(*) FROM (SELECT min(row) AS first, max(row) AS last, count(*) AS rows FROM checkpoint)
         WHERE rows > 0 AND (first != 1 OR last != rows)",
        "its rows are not numbered 1, 2, 3 …",
    ),
    (
        "checkpoint",
        "SELECT count(*) FROM checkpoint JOIN checkpoint AS other ON other.log = checkpoint.log
         AND other.size = checkpoint.size AND other.row > checkpoint.row",
        "a checkpoint stands in it twice",
    ),
    (
        "cosignature",
        "SELECT count(*) FROM (SELECT min(row) AS first, max(row) AS last, count(*) AS rows FROM cosignature)
         WHERE rows > 0 AND (first != 1 OR last != rows)",
        "its rows are not numbered 1, 2, 3 …",
    ),
    (
        "blob",
        "SELECT count(*) FROM blob WHERE lower(hex(sha256)) NOT IN (SELECT sha256 FROM filed)",
        "it holds files that no draft or capture names",
    ),
    (
        // How many gaps there are tells what was here before an erasure, which no event says of this casebook.
        "blob",
        "SELECT count(*) FROM (SELECT max(row) AS last, count(*) AS rows FROM blob)
         WHERE rows > 0 AND last != rows AND NOT EXISTS (SELECT 1 FROM erasure WHERE event IN
         (SELECT row FROM draft WHERE sha256 IS NULL UNION ALL SELECT row FROM capture WHERE sha256 IS NULL))",
        "its rows are not numbered 1, 2, 3 …, and no erasure tells why",
    ),
    (
        "blob_chunk",
        "SELECT count(*) FROM blob_chunk WHERE NOT EXISTS (SELECT 1 FROM blob WHERE row = blob_chunk.blob)",
        "it holds bytes of no file",
    ),
    (
        "blob_chunk",
        "SELECT count(*) FROM blob WHERE (bytes, 0, 0) IS NOT
         (SELECT coalesce(sum(length(data)), 0), coalesce(min(position), 0), coalesce(max(position) + 1, 0) - count(*)
          FROM blob_chunk WHERE blob_chunk.blob = blob.row)",
        "its pieces do not make the files that are filed",
    ),
    (
        "timestamp",
        "SELECT count(*) FROM timestamp WHERE NOT EXISTS
         (SELECT 1 FROM event WHERE row = timestamp.event AND bytes ->> '$.kind' = 'timestamp.attached')",
        "it holds a timestamp that no event tells of",
    ),
    (
        "place",
        "SELECT count(*) FROM place WHERE row = event OR event NOT IN (SELECT row FROM place)
         OR event NOT IN (SELECT row FROM event)",
        "it does not put as many events elsewhere as it takes away",
    ),
    (
        "tile",
        "SELECT count(*) FROM tile WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.row = tile.log)
         OR (position << (8 * (level + 1))) > (SELECT size FROM log WHERE log.row = tile.log)",
        "it holds hashes of no event",
    ),
];

/// Makes all that the schema names and is not there, and spells the words.
pub(super) fn make(tx: &Transaction) -> Result<()> {
    tx.execute_batch(include_str!("../../schema.sql"))?;
    for (list, code, word) in known_words() {
        tx.execute("INSERT INTO word (list, code, word) VALUES (?1, ?2, ?3)", params![list, code, word])?;
    }
    Ok(tx.pragma_update(None, "user_version", LAYOUT)?)
}

/// The tables of the truth, from which everything else is made again.
const TRUTH: &str = "'event', 'disclosure', 'checkpoint', 'blob', 'blob_chunk', 'timestamp', 'cosignature'";

/// Refuses to make anything again from tables of the truth that are none: nobody could say what they gave.
pub(super) fn require_truth(conn: &Connection, path: &Path) -> Result<()> {
    let sql = format!("SELECT type || ' ' || name FROM sqlite_schema WHERE name IN ({TRUTH}) AND type != 'table'");
    let mut select = conn.prepare(&sql)?;
    let faults: Vec<String> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Error::NoTruth { path: path.to_path_buf(), faults }),
    }
}

/// Drops everything but the tables of the truth, as somebody else or an earlier version made it, and makes it as this
/// program does.
pub(super) fn make_anew(tx: &Transaction) -> Result<()> {
    let kept = TRUTH;
    let of_kind = |kind: &str| {
        format!("SELECT name FROM sqlite_schema WHERE type = '{kind}' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    };
    drop_all(tx, "VIEW", &of_kind("view"))?;
    drop_all(tx, "TRIGGER", &of_kind("trigger"))?;
    drop_all(tx, "INDEX", &of_kind("index"))?;
    // With the index of words go the tables that it keeps itself in.
    tx.execute_batch("DROP TABLE IF EXISTS claim_text")?;
    drop_all(tx, "TABLE", &format!("{} AND name NOT IN ({kept})", of_kind("table")))?;
    make(tx)
}

fn drop_all(tx: &Transaction, kind: &str, names: &str) -> Result<()> {
    let names: Vec<String> = tx.prepare(names)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in names {
        tx.execute_batch(&format!("DROP {kind} \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// How the schema of a file differs from the one that this program makes.
pub(super) struct Differences {
    /// What is missing or changed, and triggers that were added: with these, nothing in the file is what it seems, and
    /// asking it can take for ever.
    pub barring: Vec<Fault>,
    /// Tables, views and indexes that were added, of which nothing is asked.
    pub extra: Vec<Fault>,
}

impl Reader<'_> {
    /// Compares the shape of the file with the one that this program gives it.
    pub fn shape_faults(&self) -> Result<Vec<Fault>> {
        let mut faults = self.differences()?.barring;
        if self.stored_words()? != known_words() {
            faults.push(Fault {
                place: "table word".into(),
                fault: "it does not spell the words of this program".into(),
            });
        }
        for (table, sql, fault) in NEVER {
            if self.0.query_row(sql, [], |row| row.get::<_, i64>(0))? != 0 {
                faults.push(Fault { place: format!("table {table}"), fault: fault.into() });
            }
        }
        Ok(faults)
    }

    /// Names the tables, views and indexes that this program does not make. Nothing is asked of them.
    pub fn additions(&self) -> Result<Vec<Fault>> {
        Ok(self.differences()?.extra)
    }

    /// Says whether the schema is exactly the one that this program makes.
    pub(super) fn is_as_made(&self) -> Result<bool> {
        let Differences { barring, extra } = self.differences()?;
        Ok(barring.is_empty() && extra.is_empty())
    }

    /// Compares the schema with the one that this program makes. It asks nothing of any table, so that it can be asked
    /// of any file.
    pub(super) fn differences(&self) -> Result<Differences> {
        let (expected, found) = (made_schema()?, schema(self.0)?);
        let named =
            |(kind, name, _): &Part, fault: &str| Fault { place: format!("{kind} {name}"), fault: fault.into() };
        let changed = expected.difference(&found);
        let changed = changed.map(|part| named(part, "it is missing or not as this program makes it"));
        let acts = |part: &&Part| part.0 == "trigger";
        let added = || found.difference(expected).filter(|part| !expected.iter().any(|known| known.1 == part.1));
        let added_fault = |part: &Part| named(part, "this version makes no such thing");
        let mut barring: Vec<Fault> = changed.chain(added().filter(acts).map(added_fault)).collect();
        // What takes its indexes and triggers away with it is named before them.
        let kinds = ["table", "view", "trigger"];
        barring.sort_by_key(|fault| kinds.iter().position(|kind| fault.place.starts_with(kind)).unwrap_or(kinds.len()));
        let extra = added().filter(|part| !acts(part)).map(added_fault).collect();
        Ok(Differences { barring, extra })
    }

    fn stored_words(&self) -> Result<BTreeSet<(String, i64, String)>> {
        let mut select = self.0.prepare("SELECT list, code, word FROM word")?;
        let words = select.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(words.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Refuses a file in which something is missing, is not as this program makes it, or would act by itself.
    pub(super) fn require_shape(&self) -> Result<()> {
        let Differences { barring, .. } = self.reader().differences()?;
        match barring.is_empty() {
            true => Ok(()),
            false => Err(Error::Misshapen { path: self.path.clone(), faults: barring }),
        }
    }

    /// Asks the full-text index whether it says what the claims say; no answer where the file can only be read.
    pub fn search_fault(&self) -> Result<Option<Vec<Fault>>> {
        if self.guest {
            return Ok(None);
        }
        let store = Self::open(&self.path)?;
        let asked = store.conn.unchecked_transaction().and_then(|tx| {
            // The question has the form of a write, so that it is taken back.
            tx.execute("INSERT INTO claim_text (claim_text, rank) VALUES ('integrity-check', 1)", [])?;
            tx.rollback()
        });
        match asked.map_err(Error::from) {
            Ok(()) => Ok(Some(Vec::new())),
            Err(Error::ReadOnly | Error::Busy) => Ok(None),
            Err(Error::Damaged(_)) => {
                let fault = "the full-text index does not say what the claims say".to_string();
                Ok(Some(vec![Fault { place: "table claim_text".into(), fault }]))
            }
            Err(other) => Err(other),
        }
    }
}

type Part = (String, String, String);

/// Gives the schema as this program makes it; SQLite is asked once, since several threads verify each file.
fn made_schema() -> Result<&'static BTreeSet<Part>> {
    static MADE: OnceLock<BTreeSet<Part>> = OnceLock::new();
    if let Some(made) = MADE.get() {
        return Ok(made);
    }
    let conn = Connection::open_in_memory()?;
    conn.execute_batch(include_str!("../../schema.sql"))?;
    let made = schema(&conn)?;
    Ok(MADE.get_or_init(|| made))
}

fn schema(conn: &Connection) -> Result<BTreeSet<Part>> {
    // What SQLite keeps for itself about its own planning is no part of the shape.
    let sql =
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'";
    let mut select = conn.prepare(sql)?;
    let parts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(parts.collect::<Result<_, _>>()?)
}

fn known_words() -> BTreeSet<(String, i64, String)> {
    let lists = word_lists();
    let words = lists
        .iter()
        .flat_map(|(list, words)| words.iter().map(|(code, word)| (list.to_string(), *code, word.to_string())));
    words.collect()
}
