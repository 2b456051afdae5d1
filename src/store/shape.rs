//! Whether the file has the shape that this program gives it: schema, words, and no rows that nothing accounts for.

use super::{LAYOUT, Reader, Store, word_lists};
use crate::error::{Error, Result};
use record::ledger::chain::Fault;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;
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

/// Drops everything but the tables of the truth, as an earlier version made it, and makes it as this one does.
pub(super) fn make_anew(tx: &Transaction) -> Result<()> {
    let kept = "'event', 'disclosure', 'checkpoint', 'blob', 'blob_chunk', 'timestamp', 'cosignature'";
    let of_kind = |kind: &str| {
        format!("SELECT name FROM sqlite_schema WHERE type = '{kind}' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    };
    drop_all(tx, "VIEW", &of_kind("view"))?;
    drop_all(tx, "TRIGGER", &of_kind("trigger"))?;
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

impl Reader<'_> {
    /// Compares the shape of the file with the one that this program gives it.
    pub fn shape_faults(&self) -> Result<Vec<Fault>> {
        let mut faults = self.schema_faults()?;
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

    pub(super) fn schema_faults(&self) -> Result<Vec<Fault>> {
        let (expected, found) = (made_schema()?, schema(self.0)?);
        let named = |(kind, name, _): &(String, String, String), fault: &str| Fault {
            place: format!("{kind} {name}"),
            fault: fault.into(),
        };
        let changed =
            expected.difference(&found).map(|part| named(part, "it is missing or not as this program makes it"));
        let extra = found.difference(expected).map(|part| named(part, "this program makes no such thing"));
        Ok(changed.chain(extra).collect())
    }

    fn stored_words(&self) -> Result<BTreeSet<(String, i64, String)>> {
        let mut select = self.0.prepare("SELECT list, code, word FROM word")?;
        let words = select.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(words.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Asks the full-text index whether it says what the claims say; what cannot be asked here is not answered.
    pub fn search_fault(&self) -> Result<Option<Fault>> {
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
            Ok(()) | Err(Error::ReadOnly | Error::Busy) => Ok(None),
            Err(Error::Damaged(_)) => {
                let fault = "the full-text index does not say what the claims say".to_string();
                Ok(Some(Fault { place: "table claim_text".into(), fault }))
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
