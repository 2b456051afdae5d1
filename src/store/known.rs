//! Finding out whether what comes in is in the casebook already.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use record::model::id::Id;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::stake::Stake;
use record::model::time::Day;
use record::model::words::{Basis, Change, ClaimType, Comparator, Stance, Status};
use rusqlite::{OptionalExtension, Row, params};

/// What a claim says that came in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownClaim {
    pub row: i64,
    pub external_id: Option<String>,
    pub claim_type: Option<ClaimType>,
    pub cut: bool,
    /// Absent where the text is withheld.
    pub statement: Option<String>,
    pub quantity: Option<Quantity>,
}

/// What marks a piece of evidence out among those of one source for one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Passage<'a> {
    pub stance: Stance,
    pub locator: Option<&'a str>,
    pub quote: Option<&'a str>,
}

impl Reader<'_> {
    /// Gives the claims that were recorded under a content key.
    pub fn claims_by_content(&self, content_key: i64) -> Result<Vec<KnownClaim>> {
        let mut select = self.0.prepare_cached(
            "SELECT row, external_id, type, status, statement, comparator, amount, upper, unit, subject, metric,
                    period_from, period_to, basis, change
             FROM claim WHERE content_key = ?1 ORDER BY row",
        )?;
        let rows = select.query_map([content_key], known_claim)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether a piece has any claim.
    pub fn has_claims(&self, piece: i64) -> Result<bool> {
        let mut select = self.0.prepare_cached("SELECT 1 FROM claim WHERE piece = ?1 LIMIT 1")?;
        Ok(select.exists([piece])?)
    }

    /// Says whether there is any source.
    pub fn has_sources(&self) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM source LIMIT 1")?.exists([])?)
    }

    /// Finds the first source with an address.
    pub fn source_by_address(&self, address: &str) -> Result<Option<i64>> {
        let sql = "SELECT row FROM source WHERE address = ?1 ORDER BY row LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([address], |row| row.get(0)).optional()?)
    }

    /// Finds the first source with a title, a publisher and an author, whatever its address.
    pub fn source_by_name(
        &self,
        title: Option<&str>,
        publisher: Option<&str>,
        author: Option<&str>,
    ) -> Result<Option<i64>> {
        let sql = "SELECT row FROM source WHERE title IS ?1 AND publisher IS ?2 AND author IS ?3 ORDER BY row LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row(params![title, publisher, author], |row| row.get(0)).optional()?)
    }

    /// Lists all stakes in the order of their recording, those that were taken back too; those whose names are withheld, or that rest on what is confidential, are left out.
    pub fn stakes(&self) -> Result<Vec<Stake>> {
        let sql = concat!(
            "SELECT event.id, owner, owned, comparator, percent, upper, period_from, period_to, stake.evidence,
                stake.source, (SELECT 1 FROM stake_withdrawal WHERE stake_withdrawal.stake = stake.row) IS NOT NULL
            FROM stake JOIN event ON event.row = ",
            event_at!("stake.row"),
            " WHERE owner IS NOT NULL AND owned IS NOT NULL ORDER BY stake.row"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut stakes = Vec::new();
        while let Some(row) = rows.next()? {
            let (evidence, source): (Option<i64>, Option<i64>) = (row.get(8)?, row.get(9)?);
            if self.redacts_stake(source, evidence)? {
                continue;
            }
            let (id, owner, owned, withdrawn) = (Id(row.get(0)?), row.get(1)?, row.get(2)?, row.get(10)?);
            let evidence = self.stake_evidence(evidence, source)?;
            stakes.push(Stake { id, owner, owned, figure: stake_figure(row)?, evidence, withdrawn });
        }
        Ok(stakes)
    }

    /// Names what a stake rests on: the source by its own identifier where it has one.
    fn stake_evidence(&self, evidence: Option<i64>, source: Option<i64>) -> Result<Option<String>> {
        if let Some(evidence) = evidence {
            return Ok(Some(self.id_of(evidence)?.short()));
        }
        let source = source.map(|source| self.source(source)).transpose()?;
        Ok(source.map(|source| source.external_id.unwrap_or_else(|| source.id.short())))
    }

    /// Lists the figures of a piece's standing evidence whose unit could be a rate of exchange.
    pub fn rates_of_piece(&self, piece: i64) -> Result<Vec<(Id, Quantity)>> {
        let mut select = self.0.prepare_cached(concat!(
            "SELECT event.id, 0, 0, 0, 0, evidence.comparator, evidence.amount, evidence.upper, evidence.unit,
                    evidence.subject, evidence.metric, evidence.period_from, evidence.period_to, evidence.basis, evidence.change
             FROM evidence JOIN claim ON claim.row = evidence.claim JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " WHERE (instr(evidence.unit, '/') OR instr(evidence.unit, ' per ')) AND withdrawn IS NULL AND undermined IS NULL
             AND claim.piece = ?1 ORDER BY evidence.row"
        ))?;
        let rows = select.query_map([piece], |row| Ok((Id(row.get(0)?), quantity(row)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter_map(|(id, quantity)| Some((id, quantity?))).collect())
    }

    /// Says whether a claim was ever given a passage of a source, withdrawn ones included.
    pub fn has_evidence(&self, claim: i64, source: i64, passage: Passage) -> Result<bool> {
        let mut select = self.0.prepare_cached(
            "SELECT 1 FROM evidence
             WHERE claim = ?1 AND source = ?2 AND stance = ?3 AND locator IS ?4 AND quote IS ?5 LIMIT 1",
        )?;
        Ok(select.exists(params![claim, source, passage.stance.word(), passage.locator, passage.quote])?)
    }
}

fn known_claim(row: &Row) -> rusqlite::Result<KnownClaim> {
    Ok(KnownClaim {
        row: row.get(0)?,
        external_id: row.get(1)?,
        claim_type: ClaimType::from_code(row.get(2)?),
        cut: row.get::<_, i64>(3)? == Status::Cut.code(),
        statement: row.get(4)?,
        quantity: quantity(row)?,
    })
}

fn stake_figure(row: &Row) -> rusqlite::Result<Figure> {
    let word = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
    Ok(Figure {
        change: None,
        amount: word(4)?.and_then(|text| parse_amount(text).ok()),
        basis: None,
        comparator: word(3)?.and_then(Comparator::from_word).unwrap_or(Comparator::Equal),
        from: word(6)?.and_then(Day::parse),
        to: word(7)?.and_then(Day::parse),
        upper: word(5)?.and_then(|text| parse_amount(text).ok()),
    })
}

fn quantity(row: &Row) -> rusqlite::Result<Option<Quantity>> {
    let word = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
    let Some(comparator) = word(5)?.and_then(Comparator::from_word) else { return Ok(None) };
    let figure = Figure {
        change: word(14)?.and_then(Change::from_word),
        amount: word(6)?.and_then(|text| parse_amount(text).ok()),
        basis: word(13)?.and_then(Basis::from_word),
        comparator,
        from: word(11)?.and_then(Day::parse),
        to: word(12)?.and_then(Day::parse),
        upper: word(7)?.and_then(|text| parse_amount(text).ok()),
    };
    Ok(Some(Quantity { figure, subject: row.get(9)?, metric: row.get(10)?, unit: row.get(8)? }))
}
