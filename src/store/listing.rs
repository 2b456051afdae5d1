//! Lists: pages of claims by filter, sort and search, and the counts of the board.

use super::Reader;
use super::rows::Facet;
use crate::error::{Error, Result};
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Status, Verdict, words};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

/// Which claims to list; an absent filter lets all through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub piece: Option<i64>,
    pub statuses: Vec<Status>,
    pub verdicts: Vec<Verdict>,
    pub types: Vec<ClaimType>,
    pub priorities: Vec<Priority>,
    pub assignee: Option<String>,
    pub contested: bool,
    /// Due before this day, and neither signed off nor cut.
    pub due_before: Option<String>,
    /// Words that must occur in the statement.
    pub search: Option<String>,
    /// Only claims at these rows.
    pub among: Option<Vec<i64>>,
}

words! {
    /// The order of a list.
    #[derive(Default)]
    Sort, "order" {
        #[default]
        Recorded = "recorded",
        Priority = "priority",
        Status = "status",
        Due = "due",
        Place = "place",
        Relevance = "relevance",
    }
}

/// A claim as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub row: i64,
    pub id: Id,
    pub external_id: Option<String>,
    pub piece: i64,
    pub claim_type: ClaimType,
    pub priority: Priority,
    pub status: Status,
    pub verdict: Option<Verdict>,
    pub contested: bool,
    pub assignee: Option<String>,
    pub due: Option<String>,
    pub statement: Option<String>,
}

/// A count of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub facet: Facet,
    pub claims: u64,
}

/// How many matches of a search are ranked; beyond that, the order of recording serves.
const RANKED: usize = 2000;

const LISTED: &str = "SELECT claim.row, claim.id, claim.external_id, claim.piece, claim.type, claim.priority,
    claim.status, claim.verdict, claim.contested, claim.assignee, claim.due, claim.statement FROM claim";

impl Filter {
    fn admits(&self, facet: &Facet) -> bool {
        let among = |codes: Vec<i64>, code: i64| codes.is_empty() || codes.contains(&code);
        self.piece.is_none_or(|piece| piece == facet.piece)
            && among(self.statuses.iter().map(|value| value.code()).collect(), facet.status)
            && among(self.verdicts.iter().map(|value| value.code()).collect(), facet.verdict)
            && among(self.types.iter().map(|value| value.code()).collect(), facet.claim_type)
            && among(self.priorities.iter().map(|value| value.code()).collect(), facet.priority)
            && self.assignee.as_ref().is_none_or(|assignee| *assignee == facet.assignee)
            && (!self.contested || facet.contested == 1)
    }

    fn by_facet_only(&self) -> bool {
        self.search.is_none() && self.due_before.is_none() && self.among.is_none()
    }
}

/// A claim that has a place in a draft, as its table tells.
#[derive(Clone, Debug)]
pub struct PlacedRow {
    pub row: i64,
    /// Row of its latest event.
    pub updated: i64,
    pub record_sha256: Vec<u8>,
    pub statement: Option<String>,
    pub external_id: Option<String>,
    pub assignee: Option<String>,
}

impl Reader<'_> {
    /// Gives every combination that occurs, with its number of claims.
    pub fn counts(&self) -> Result<Vec<Count>> {
        let mut select = self.0.prepare_cached(
            "SELECT piece, status, priority, type, verdict, contested, assignee, claims FROM facet ORDER BY 1, 2, 3, 4, 5, 6, 7",
        )?;
        let counts = select.query_map([], |row| {
            let facet = Facet {
                piece: row.get(0)?,
                status: row.get(1)?,
                priority: row.get(2)?,
                claim_type: row.get(3)?,
                verdict: row.get(4)?,
                contested: row.get(5)?,
                assignee: row.get(6)?,
            };
            Ok(Count { facet, claims: row.get::<_, i64>(7)? as u64 })
        })?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// Lists a page of claims, and says how many match in all where that is known without counting them.
    pub fn claims(&self, filter: &Filter, sort: Sort, skip: usize, limit: usize) -> Result<(Vec<Listed>, Option<u64>)> {
        let facets: Vec<Count> = self.counts()?.into_iter().filter(|count| filter.admits(&count.facet)).collect();
        let total = facets.iter().map(|count| count.claims).sum();
        let rows = match (filter.by_facet_only(), sort) {
            (true, Sort::Recorded | Sort::Relevance) => self.page_of_facets(&facets, skip, limit)?,
            (true, Sort::Priority) => self.page_by_code(facets, |facet| facet.priority, skip, limit)?,
            (true, Sort::Status) => self.page_by_code(facets, |facet| facet.status, skip, limit)?,
            (_, Sort::Due) if filter.search.is_none() => {
                // Two lists, so that each can be read from its index up to the end of the page.
                let enough = skip + limit;
                let mut listed = self.page_of_matches(filter, &facets, sort, "claim.due IS NOT NULL", 0, enough)?;
                let missing = enough - listed.len();
                let order = Sort::Recorded;
                listed.extend(self.page_of_matches(filter, &facets, order, "claim.due IS NULL", 0, missing)?);
                return Ok((listed.into_iter().skip(skip).collect(), None));
            }
            _ => return Ok((self.page_of_matches(filter, &facets, sort, "1", skip, limit)?, None)),
        };
        let listed = rows.into_iter().map(|row| self.listed(row)).collect::<Result<_>>()?;
        Ok((listed, Some(total)))
    }

    /// Takes the first rows of each combination and merges them, so that a page never costs more than its length.
    fn page_of_facets(&self, facets: &[Count], skip: usize, limit: usize) -> Result<Vec<i64>> {
        let mut select = self.0.prepare_cached(
            "SELECT row FROM claim WHERE piece = ?1 AND status = ?2 AND priority = ?3 AND type = ?4 AND verdict = ?5
             AND contested = ?6 AND assignee = ?7 ORDER BY row LIMIT ?8",
        )?;
        let mut rows = Vec::new();
        for Count { facet, .. } in facets {
            let Facet { piece, status, priority, claim_type, verdict, contested, assignee } = facet;
            let enough = (skip + limit) as i64;
            let key = params![piece, status, priority, claim_type, verdict, contested, assignee, enough];
            for row in select.query_map(key, |row| row.get::<_, i64>(0))? {
                rows.push(row?);
            }
        }
        rows.sort_unstable();
        Ok(rows.into_iter().skip(skip).take(limit).collect())
    }

    fn page_by_code(
        &self,
        mut facets: Vec<Count>,
        code: impl Fn(&Facet) -> i64,
        mut skip: usize,
        limit: usize,
    ) -> Result<Vec<i64>> {
        facets.sort_by_key(|count| code(&count.facet));
        let mut rows = Vec::new();
        for group in facets.chunk_by(|one, next| code(&one.facet) == code(&next.facet)) {
            let size: u64 = group.iter().map(|count| count.claims).sum();
            if skip as u64 >= size {
                skip -= size as usize;
                continue;
            }
            rows.extend(self.page_of_facets(group, skip, limit - rows.len())?);
            skip = 0;
            if rows.len() == limit {
                break;
            }
        }
        Ok(rows)
    }

    fn page_of_matches(
        &self,
        filter: &Filter,
        facets: &[Count],
        sort: Sort,
        besides: &str,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Listed>> {
        let mut values: Vec<Value> = Vec::new();
        let mut conditions: Vec<String> = vec![besides.to_string()];
        let mut from = LISTED.to_string();
        let mut order = match (sort, &filter.due_before, besides) {
            // The due days are found by their index, which a walk in the order of rows would not use.
            (Sort::Recorded | Sort::Relevance, Some(_), _) => "+claim.row".to_string(),
            (Sort::Due, _, "claim.due IS NOT NULL") => "claim.due, claim.row".to_string(),
            _ => order(sort).to_string(),
        };
        if let Some(search) = &filter.search {
            let query = search_query(search);
            from += " JOIN claim_text ON claim_text.rowid = claim.row";
            conditions.push("claim_text MATCH ?".into());
            if matches!(sort, Sort::Recorded | Sort::Relevance) {
                // Matches come in this order of themselves, so that the first page ends the search.
                order = "claim_text.rowid".into();
            }
            if sort == Sort::Relevance && self.few_matches(&query)? {
                order = "bm25(claim_text), claim.row".into();
            }
            values.push(Value::Text(query));
        }
        if let Some(day) = &filter.due_before {
            conditions.push(format!(
                "claim.due < ? AND claim.status NOT IN ({}, {})",
                Status::SignedOff.code(),
                Status::Cut.code()
            ));
            values.push(Value::Text(day.clone()));
        }
        if let Some(among) = &filter.among {
            let rows: Vec<String> = among.iter().map(i64::to_string).collect();
            conditions.push("claim.row IN (SELECT value FROM json_each(?))".into());
            values.push(Value::Text(format!("[{}]", rows.join(","))));
        }
        // Each list of codes is made of our own numbers.
        for (column, codes) in admitted_codes(filter, facets) {
            conditions.push(format!("+claim.{column} IN ({codes})"));
        }
        if let Some(assignee) = &filter.assignee {
            conditions.push("+claim.assignee = ?".into());
            values.push(Value::Text(assignee.clone()));
        }
        if filter.contested {
            conditions.push("+claim.contested = 1".into());
        }
        let sql = format!("{from} WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {skip}", conditions.join(" AND "));
        let mut select = self.0.prepare_cached(&sql).map_err(Error::from)?;
        let rows = select.query_map(params_from_iter(values), listed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn few_matches(&self, query: &str) -> Result<bool> {
        let sql = "SELECT rowid FROM claim_text WHERE claim_text MATCH ?1 LIMIT 1 OFFSET ?2";
        let beyond = self.0.prepare_cached(sql)?.query_row(params![query, RANKED as i64], |_| Ok(())).optional()?;
        Ok(beyond.is_none())
    }

    /// Reads a claim as a list shows it.
    pub fn listed(&self, row: i64) -> Result<Listed> {
        let mut select = self.0.prepare_cached(&format!("{LISTED} WHERE claim.row = ?1"))?;
        Ok(select.query_row([row], listed)?)
    }

    /// Lists every claim of a piece in the order of recording, those that were cut too.
    pub fn claims_of_piece(&self, piece: i64) -> Result<Vec<i64>> {
        let mut select = self.0.prepare_cached("SELECT row FROM claim WHERE piece = ?1 ORDER BY row")?;
        let rows = select.query_map([piece], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists every claim of a piece that is not cut, in the order of recording.
    pub fn live_claims(&self, piece: i64) -> Result<Vec<i64>> {
        let mut select =
            self.0.prepare_cached("SELECT row FROM claim WHERE piece = ?1 AND status <> ?2 ORDER BY row")?;
        let rows = select.query_map([piece, Status::Cut.code()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists every claim of a piece that has, or had, a place in a draft, in the order of their places.
    pub fn placed_claims(&self, piece: i64) -> Result<Vec<i64>> {
        let sql = "SELECT row FROM claim WHERE piece = ?1 AND span_start IS NOT NULL AND draft IS NOT NULL
            ORDER BY span_start, row";
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([piece], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists the claims of a piece that have a place in a draft, in the order of their places, with what tells whether
    /// they changed.
    pub fn placed(&self, piece: i64) -> Result<Vec<PlacedRow>> {
        let sql = "SELECT row, updated, record_sha256, statement, external_id, assignee FROM claim
            WHERE piece = ?1 AND span_start IS NOT NULL AND draft IS NOT NULL ORDER BY span_start, row";
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([piece], |row| {
            Ok(PlacedRow {
                row: row.get(0)?,
                updated: row.get(1)?,
                record_sha256: row.get(2)?,
                statement: row.get(3)?,
                external_id: row.get(4)?,
                assignee: Some(row.get::<_, String>(5)?).filter(|name| !name.is_empty()),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lists every claim of a piece that has no place in a draft but knows the hashes of its spans.
    pub fn unplaced_claims(&self, piece: i64) -> Result<Vec<i64>> {
        let mut select = self.0.prepare_cached(
            "SELECT row FROM claim WHERE piece = ?1 AND draft IS NULL AND span_start IS NOT NULL ORDER BY row",
        )?;
        let rows = select.query_map([piece], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn admitted_codes(filter: &Filter, facets: &[Count]) -> Vec<(&'static str, String)> {
    let joined = |codes: Vec<i64>| codes.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let mut lists = vec![
        ("status", joined(filter.statuses.iter().map(|value| value.code()).collect())),
        ("verdict", joined(filter.verdicts.iter().map(|value| value.code()).collect())),
        ("type", joined(filter.types.iter().map(|value| value.code()).collect())),
        ("priority", joined(filter.priorities.iter().map(|value| value.code()).collect())),
    ];
    lists.retain(|(_, codes)| !codes.is_empty());
    if let Some(piece) = filter.piece {
        lists.push(("piece", piece.to_string()));
    }
    if facets.is_empty() {
        lists.push(("row", String::new()));
    }
    lists
}

fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Recorded | Sort::Relevance => "claim.row",
        Sort::Priority => "claim.priority, claim.row",
        Sort::Status => "claim.status, claim.row",
        Sort::Due => "claim.due IS NULL, claim.due, claim.row",
        Sort::Place => "claim.piece, claim.span_start IS NULL, claim.span_start, claim.row",
    }
}

/// Makes a search of plain words: each must begin a word, quotes keep whole words together, and nothing else has a
/// meaning.
fn search_query(search: &str) -> String {
    let mut terms = Vec::new();
    // The index takes a zero byte for the end of the query.
    let search = search.replace(char::is_control, " ");
    for (at, part) in search.split('"').enumerate() {
        // Every second part stood between quotes.
        let (words, ending) = if at % 2 == 1 { (vec![part], "") } else { (part.split_whitespace().collect(), " *") };
        let named = words.into_iter().filter(|word| word.chars().any(char::is_alphanumeric));
        terms.extend(named.map(|word| format!("\"{word}\"{ending}")));
    }
    match terms.is_empty() {
        true => "\"\"".into(),
        false => terms.join(" "),
    }
}

fn listed(row: &Row) -> rusqlite::Result<Listed> {
    let damaged = |at: usize| rusqlite::Error::IntegralValueOutOfRange(at, -1);
    Ok(Listed {
        row: row.get(0)?,
        id: Id(row.get(1)?),
        external_id: row.get(2)?,
        piece: row.get(3)?,
        claim_type: ClaimType::from_code(row.get(4)?).ok_or_else(|| damaged(4))?,
        priority: Priority::from_code(row.get(5)?).ok_or_else(|| damaged(5))?,
        status: Status::from_code(row.get(6)?).ok_or_else(|| damaged(6))?,
        verdict: Verdict::from_code(row.get(7)?),
        contested: row.get(8)?,
        assignee: Some(row.get::<_, String>(9)?).filter(|name| !name.is_empty()),
        due: row.get(10)?,
        statement: row.get(11)?,
    })
}

/// A question or a request for comment, with the claim that it is about.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Exchange {
    pub id: Id,
    pub claim: Id,
    /// The recipient of a query, or whom a request for comment went to.
    pub to: String,
    pub whom: Option<String>,
    pub until: Option<String>,
    pub text: Option<String>,
    pub asked_by: String,
    pub asked_at: String,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<String>,
}

impl Reader<'_> {
    /// Lists questions, the open ones only where that is wanted.
    pub fn queries(&self, open_only: bool) -> Result<Vec<Exchange>> {
        self.exchanges("query", "recipient, whom, NULL, question", open_only)
    }

    /// Lists requests for comment, the open ones only where that is wanted.
    pub fn replies(&self, open_only: bool) -> Result<Vec<Exchange>> {
        self.exchanges("reply", "whom, NULL, until, about", open_only)
    }

    /// Counts the questions that nobody has answered, of one piece or of all.
    pub fn open_queries(&self, piece: Option<i64>) -> Result<u64> {
        self.open_exchanges("query", piece)
    }

    /// Counts the requests for comment without an answer, of one piece or of all.
    pub fn open_replies(&self, piece: Option<i64>) -> Result<u64> {
        self.open_exchanges("reply", piece)
    }

    fn open_exchanges(&self, table: &str, piece: Option<i64>) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM {table} JOIN claim ON claim.row = {table}.claim
             WHERE answer IS NULL AND (?1 IS NULL OR claim.piece = ?1)"
        );
        Ok(self.0.prepare_cached(&sql)?.query_row([piece], |row| row.get::<_, i64>(0))? as u64)
    }

    fn exchanges(&self, table: &str, columns: &str, open_only: bool) -> Result<Vec<Exchange>> {
        let sql = format!(
            "SELECT event.id, claim.id, {columns}, asked_by, asked_at, answer, answered_by, answered_at
             FROM {table} JOIN event ON event.row = coalesce(
                (SELECT place.event FROM place WHERE place.row = {table}.row), {table}.row) JOIN claim ON claim.row = {table}.claim
             WHERE NOT ?1 OR answer IS NULL ORDER BY {table}.row"
        );
        let mut select = self.0.prepare_cached(&sql)?;
        let rows = select.query_map([open_only], |row| {
            Ok(Exchange {
                id: Id(row.get(0)?),
                claim: Id(row.get(1)?),
                to: row.get(2)?,
                whom: row.get(3)?,
                until: row.get(4)?,
                text: row.get(5)?,
                asked_by: row.get(6)?,
                asked_at: row.get(7)?,
                answer: row.get(8)?,
                answered_by: row.get(9)?,
                answered_at: row.get(10)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Counts the claims that are past the day they were due, neither signed off nor cut, by assignee.
    pub fn overdue(&self, today: &str, piece: Option<i64>) -> Result<Vec<(String, u64)>> {
        let mut select = self.0.prepare_cached(
            "SELECT assignee, count(*) FROM claim WHERE due < ?1 AND status NOT IN (?2, ?3) AND (?4 IS NULL OR piece = ?4)
             GROUP BY 1 ORDER BY 1",
        )?;
        let done = params![today, Status::SignedOff.code(), Status::Cut.code(), piece];
        let rows = select.query_map(done, |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
