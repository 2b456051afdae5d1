//! Who owns how much of what, as evidence tells it.

use crate::required;
pub use language::ownership::{
    Answer, Arrow, Boxed, Graph, Holding, Ownership, Picture, SetAside, Share, Step, Unknown, dot, style_within, svg,
    svg_in_page, tree,
};
use language::ownership::{Majority, NotDrawn};
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::event::{StakeRecorded, StakeWithdrawn};
use record::model::id::Id;
use record::model::quantity::{Figure, parse_amount};
use record::model::stake::Stake;
use record::model::time::{Day, days_of};
use record::model::words::{ClaimType, Comparator};
use rust_decimal::Decimal;
use serde::Serialize;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// A stake to be recorded.
#[derive(Clone, Debug)]
pub struct NewStake<'a> {
    pub owner: &'a str,
    pub owned: &'a str,
    pub figure: Figure,
    pub evidence: Option<&'a str>,
    pub source: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// Reads a share in percent and the time of which it is told: `62.5%`, `>50 %`, `~74`, `60-65%`; `2014`, `2014-06-04`.
pub fn figure(share: &str, as_of: Option<&str>) -> Result<Figure> {
    let (comparator, rest) = comparator(share.trim());
    let plain = |text: &str| parse_amount(text.trim()).map_err(Error::Invalid);
    let rest = rest.trim().trim_end_matches('%').trim_end();
    let (amount, upper, comparator) = match rest.split_once('-').filter(|(lower, _)| !lower.is_empty()) {
        Some((lower, upper)) => {
            (plain(lower.trim_end().trim_end_matches('%'))?, Some(plain(upper)?), Comparator::Between)
        }
        None => (plain(rest)?, None, comparator),
    };
    let within = |amount: &Decimal| *amount >= Decimal::ZERO && *amount <= Decimal::ONE_HUNDRED;
    let beyond = comparator == Comparator::Greater && amount == Decimal::ONE_HUNDRED;
    if beyond || !within(&amount) || !upper.as_ref().is_none_or(|upper| within(upper) && *upper >= amount) {
        return Err(Error::Invalid(format!(
            "`{}` is not a share: a share lies between 0 and 100 percent",
            share.escape_debug()
        )));
    }
    let (from, to) = match as_of {
        None => (None, None),
        Some(text) => days_of(text).map(|(from, to)| (Some(from), Some(to))).ok_or_else(|| {
            Error::Invalid(format!(
                "`{}` is not a day, month or year such as 2014-06-04, 2014-06 or 2014",
                text.escape_debug()
            ))
        })?,
    };
    Ok(Figure { change: None, amount: Some(amount), basis: None, comparator, from, to, upper })
}

fn comparator(share: &str) -> (Comparator, &str) {
    let marks = [
        (">=", Comparator::AtLeast),
        ("<=", Comparator::AtMost),
        (">", Comparator::Greater),
        ("<", Comparator::Less),
        ("~", Comparator::About),
        ("=", Comparator::Equal),
    ];
    let marked = marks.into_iter().find_map(|(mark, meant)| Some((meant, share.strip_prefix(mark)?)));
    marked.unwrap_or((Comparator::Equal, share))
}

/// Records a stake.
pub fn add(casebook: &mut Casebook, actor: &Actor, new: &NewStake) -> Result<Id> {
    casebook.write(actor, |pen| add_with(pen, new))
}

/// Records a stake within a transaction that does more.
pub fn add_with(pen: &mut Pen, new: &NewStake) -> Result<Id> {
    required("name of the owner", new.owner)?;
    required("name of what is owned", new.owned)?;
    let evidence = new.evidence.map(|evidence| pen.reader().find(Kind::Evidence, evidence)).transpose()?;
    let source = new.source.map(|source| pen.reader().find(Kind::Source, source)).transpose()?;
    let parties = Value::fields([("owned", Some(new.owned.to_string())), ("owner", Some(new.owner.to_string()))]);
    let mut texts = vec![("parties", parties)];
    crate::optional(&mut texts, "note", new.note);
    let event = StakeRecorded {
        evidence: evidence.map(|evidence| evidence.id),
        figure: new.figure.clone(),
        source: source.map(|source| source.id),
    };
    Ok(pen.record(event, texts)?.id)
}

/// Takes a stake back; it stays in the record.
pub fn withdraw(casebook: &mut Casebook, actor: &Actor, stake: &str, reason: &str) -> Result<Id> {
    casebook.write(actor, |pen| {
        let stake = pen.reader().find(Kind::Stake, stake)?;
        if pen.reader().stakes()?.iter().any(|known| known.id == stake.id && known.withdrawn) {
            return Err(Error::Invalid(format!("stake {} was withdrawn already", stake.id.short())));
        }
        Ok(pen.record(StakeWithdrawn { stake: stake.id }, vec![("reason", required("reason", reason)?)])?.id)
    })
}

/// Puts all stakes together that stand, as of a day or by the latest statements.
pub fn graph(reader: Reader, as_of: Option<Day>) -> Result<Graph> {
    Ok(Graph::of(reader.stakes()?, as_of))
}

/// Reads of when is asked: the last day of a day, a month or a year.
pub fn last_day(text: &str) -> Result<Day> {
    days_of(text).map(|(_, last)| last).ok_or_else(|| {
        Error::Invalid(format!(
            "`{}` is not a day, month or year such as 2014-06-04, 2014-06 or 2014",
            text.escape_debug()
        ))
    })
}

/// All stakes, with a drawing of them and the shares of one company.
pub struct Told {
    /// In the order of their recording, those that were taken back too.
    pub stakes: Vec<Stake>,
    /// Everybody and everything that a stake names.
    pub names: Vec<String>,
    /// Of the company that was asked for.
    pub ownership: Option<Ownership>,
    pub picture: std::result::Result<Picture, NotDrawn>,
}

/// Tells who owns whom: of one company, or of all.
pub fn told(reader: Reader, company: Option<&str>, as_of: Option<Day>) -> Result<Told> {
    let stakes = reader.stakes()?;
    let graph = Graph::of(stakes.clone(), as_of);
    let unknown = |unknown: Unknown| Error::Invalid(unknown.to_string());
    let ownership = company.map(|company| graph.ownership_of(company)).transpose().map_err(unknown)?;
    let mut names: Vec<String> = stakes.iter().flat_map(|stake| [stake.owner.clone(), stake.owned.clone()]).collect();
    names.sort();
    names.dedup();
    Ok(Told { names, ownership, picture: graph.picture(company), stakes })
}

/// Both answers to a claim of ownership.
#[derive(Clone, Debug, Serialize)]
pub struct OwnershipAnswer {
    pub owner: String,
    pub company: String,
    pub majority: Majority,
}

/// Answers a claim of ownership by what the stakes say of its subject and the companies that it names.
pub fn answers(reader: Reader, claim: &Claim) -> Result<Vec<OwnershipAnswer>> {
    let subject = claim.quantity.as_ref().and_then(|quantity| quantity.subject.as_deref());
    let (Some(subject), ClaimType::OwnershipShare) = (subject, claim.claim_type) else { return Ok(Vec::new()) };
    let graph = graph(reader, None)?;
    let metric = claim.quantity.as_ref().and_then(|quantity| quantity.metric.as_deref()).unwrap_or_default();
    let named = format!("{metric} {}", claim.statement.as_deref().unwrap_or_default()).to_lowercase();
    let holdings = graph.holdings_of(subject).unwrap_or_default();
    let meant = holdings.into_iter().filter(|holding| named.contains(&holding.owned.to_lowercase()));
    Ok(meant
        .map(|holding| OwnershipAnswer { majority: holding.majority(), owner: holding.owner, company: holding.owned })
        .collect())
}

/// Lists every stake, also those that were withdrawn.
pub fn list(casebook: &Casebook) -> Result<Vec<Stake>> {
    casebook.reader().stakes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (share, as_of, expected) in [
            ("62.5%", Some("2014"), "= 62.5, 2014-01-01 to 2014-12-31"),
            (">50 %", None, "> 50"),
            ("~74", Some("2015-11"), "~ 74, 2015-11-01 to 2015-11-30"),
            ("60-65%", Some("2024-06-04"), "between 60 and 65, 2024-06-04 to 2024-06-04"),
            (">= 25%", None, ">= 25"),
        ] {
            let figure = figure(share, as_of).unwrap();
            let quantity = record::model::quantity::Quantity { figure, subject: None, metric: None, unit: None };
            assert_eq!(quantity.to_string(), expected);
        }
        for wrong in ["", "%", "101%", "-5%", "half", "65-60%", "1e1%"] {
            assert!(figure(wrong, None).is_err(), "{wrong}");
        }
        assert!(figure("5%", Some("last year")).is_err());
    }
}
