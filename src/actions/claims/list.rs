//! The list of the board: the claims that somebody asks for, as whoever looks may see them.

use super::number::numbers_at;
use super::standing::{Hold, OriginCount, in_brief, seen_standing};
use super::{card, recheck};
use crate::piece;
use language::quantity::in_words;
use record::model::claim::Claim;
use record::model::id::Id;
use record::model::standing::Reason;
use record::model::time::{Day, Moment};
use record::model::words::{ClaimType, Priority, Status, Verdict, words};
use std::collections::{BTreeMap, BTreeSet};
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;
use store::listing::Count;
pub use store::listing::{Filter, Listed, Sort};

words! {
    /// A list that is often wanted.
    View, "view" {
        /// What the onlooker has to do.
        Mine = "mine",
        Overdue = "overdue",
        Contested = "contested",
        Stale = "stale",
        /// With a question that nobody has answered.
        Queries = "queries",
        /// Which want another look.
        InDoubt = "in-doubt",
        /// Which nobody has.
        Unassigned = "unassigned",
    }
}

/// Which claims are asked for, in which order; what is absent lets all through.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub piece: Option<String>,
    pub view: Option<View>,
    pub statuses: Vec<Status>,
    pub verdicts: Vec<Verdict>,
    pub types: Vec<ClaimType>,
    pub priorities: Vec<Priority>,
    pub assignee: Option<String>,
    pub search: Option<String>,
    pub sort: Option<Sort>,
    pub skip: usize,
    pub limit: usize,
}

/// A stretch of the list, and what stands around it.
pub struct Browsed {
    pub claims: Vec<Shown>,
    /// How many match in all, where that is known without counting them.
    pub total: Option<u64>,
    /// Whether more come after these.
    pub more: bool,
    pub sort: Sort,
    /// How far the check has come, in the piece that was asked for or in all.
    pub by_status: BTreeMap<Status, u64>,
    /// How many claims the views hold, where that costs nothing to say.
    pub views: BTreeMap<View, u64>,
    /// Everybody who has a claim.
    pub assignees: BTreeSet<String>,
    pub pieces: Vec<(i64, Id, String)>,
    /// The latest event of all, so that what came later is noticed.
    pub latest: Option<Id>,
}

/// A claim of the list.
pub struct Shown {
    pub listed: Listed,
    /// Its number in its piece: `C12`.
    pub number: Option<String>,
    /// Its own words in the latest draft that it has a place in.
    pub words: Option<String>,
    /// Its figure, as understood.
    pub figure: Option<String>,
    /// How many pieces of evidence have not been withdrawn, where the onlooker may know.
    pub evidence: Option<usize>,
    /// When it last changed, where the onlooker may know.
    pub changed: Option<Moment>,
    /// How many independent origins support it.
    pub origins: OriginCount,
    /// How it stands, as far as the onlooker may know.
    pub hold: Hold,
    /// What of it does not stand, or was taken all the same.
    pub reasons: Vec<Reason>,
    /// Why else it wants another look, where that was asked for.
    pub doubts: Vec<String>,
}

/// What is still to be done.
const OPEN: [Status; 8] = [
    Status::Unchecked,
    Status::Assigned,
    Status::Checking,
    Status::Query,
    Status::Checked,
    Status::SecondCheck,
    Status::Returned,
    Status::Stale,
];

/// Gives a stretch of the claims that are asked for, for one who looks.
pub fn browse(casebook: &Casebook, asked: &Asked, onlooker: &str) -> Result<Browsed> {
    let day = casebook.clock.today();
    let today = day.to_string();
    let doubts = match asked.view {
        Some(View::InDoubt) => doubted(casebook, asked, onlooker)?,
        _ => BTreeMap::new(),
    };
    casebook.reader().at_one_moment(|reader| {
        let only = asked.piece.as_deref().map(|of| piece(reader, Some(of))).transpose()?.map(|piece| piece.row);
        let among = (asked.view == Some(View::InDoubt)).then(|| doubts.keys().copied().collect());
        let filter = filter(asked, only, among, onlooker, &today);
        let sort = asked.sort.unwrap_or_else(|| natural_order(asked));
        let (mut listed, total) = reader.claims(&filter, sort, asked.skip, asked.limit + 1)?;
        let more = listed.len() > asked.limit;
        listed.truncate(asked.limit);
        let seen = listed.into_iter().map(|listed| card::unseen(reader, listed, Some(onlooker)));
        let seen: Vec<Listed> = seen.collect::<Result<_>>()?;
        // What is hidden from the onlooker must not be found by asking for it either.
        let found = |listed: &Listed| {
            (filter.verdicts.is_empty() || listed.verdict.is_some()) && (!filter.contested || listed.contested)
        };
        let seen: Vec<Listed> = seen.into_iter().filter(found).collect();
        let rows: Vec<(i64, i64)> = seen.iter().map(|listed| (listed.row, listed.piece)).collect();
        let numbered = seen.into_iter().zip(numbers_at(reader, &rows)?);
        let claims = numbered.map(|(listed, number)| shown(reader, listed, number, &doubts, (onlooker, day)));
        let counts = reader.counts()?;
        let of_piece: Vec<&Count> =
            counts.iter().filter(|count| only.is_none_or(|piece| piece == count.facet.piece)).collect();
        Ok(Browsed {
            claims: claims.collect::<Result<_>>()?,
            total,
            more,
            sort,
            by_status: by_status(&of_piece),
            views: views(reader, &of_piece, only, onlooker, &today)?,
            assignees: assignees(&counts),
            pieces: named_pieces(reader)?,
            latest: reader.event_rows(None, i64::MAX, 1)?.first().map(|row| reader.id_of(*row)).transpose()?,
        })
    })
}

fn filter(asked: &Asked, piece: Option<i64>, among: Option<Vec<i64>>, onlooker: &str, today: &str) -> Filter {
    let own = |view| asked.view == Some(view);
    let statuses = match asked.view {
        _ if !asked.statuses.is_empty() => asked.statuses.clone(),
        Some(View::Mine | View::Unassigned) => OPEN.to_vec(),
        Some(View::Stale) => vec![Status::Stale],
        Some(View::Queries) => vec![Status::Query],
        Some(View::Overdue | View::Contested | View::InDoubt) | None => Vec::new(),
    };
    let assignee = match asked.view {
        Some(View::Mine) => Some(onlooker.to_string()),
        Some(View::Unassigned) => Some(String::new()),
        _ => asked.assignee.clone(),
    };
    Filter {
        piece,
        statuses,
        verdicts: asked.verdicts.clone(),
        types: asked.types.clone(),
        priorities: asked.priorities.clone(),
        assignee,
        contested: own(View::Contested),
        due_before: own(View::Overdue).then(|| today.to_string()),
        search: asked.search.clone(),
        among,
    }
}

fn natural_order(asked: &Asked) -> Sort {
    match asked.view {
        _ if asked.search.is_some() => Sort::Relevance,
        Some(View::Overdue) => Sort::Due,
        Some(View::Mine | View::Unassigned | View::InDoubt) => Sort::Priority,
        _ => Sort::Recorded,
    }
}

fn doubted(casebook: &Casebook, asked: &Asked, onlooker: &str) -> Result<BTreeMap<i64, Vec<String>>> {
    let all = recheck::Asked { piece: asked.piece.as_deref(), skip: 0, limit: usize::MAX, onlooker: Some(onlooker) };
    let reader = casebook.reader();
    let waiting = recheck::queue(casebook, all)?.claims.into_iter();
    let row = |claim: recheck::Waiting| {
        // What does not stand is said of every claim of the list.
        let others = claim.reasons.iter().filter(|reason| !matches!(reason, recheck::Reason::DoesNotStand(_)));
        Ok((reader.row_of(claim.claim)?, others.map(recheck::Reason::in_words).collect()))
    };
    waiting.map(row).collect()
}

fn shown(
    reader: Reader,
    listed: Listed,
    number: Option<String>,
    doubts: &BTreeMap<i64, Vec<String>>,
    (onlooker, today): (&str, Day),
) -> Result<Shown> {
    let claim = reader.claim(listed.row)?;
    let standing = seen_standing(reader, &claim, today, onlooker)?;
    let doubts = doubts.get(&listed.row).cloned().unwrap_or_default();
    let open = !claim.blind_for(onlooker);
    Ok(Shown {
        origins: standing.origins,
        hold: standing.hold,
        reasons: in_brief(&standing),
        words: words_of(&claim),
        figure: claim.quantity.as_ref().map(in_words),
        evidence: open.then(|| claim.evidence.iter().filter(|evidence| evidence.withdrawn.is_none()).count()),
        changed: open.then_some(claim.updated.time),
        doubts,
        listed,
        number,
    })
}

/// Gives the words of a claim in its draft, on one line.
fn words_of(claim: &Claim) -> Option<String> {
    let anchor = claim.anchor.as_ref().filter(|_| claim.draft.is_some())?;
    Some(anchor.exact.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn by_status(counts: &[&Count]) -> BTreeMap<Status, u64> {
    let mut by_status = BTreeMap::new();
    for count in counts {
        if let Some(status) = Status::from_code(count.facet.status) {
            *by_status.entry(status).or_default() += count.claims;
        }
    }
    by_status
}

fn views(
    reader: Reader,
    counts: &[&Count],
    piece: Option<i64>,
    onlooker: &str,
    today: &str,
) -> Result<BTreeMap<View, u64>> {
    let open = |count: &Count| Status::from_code(count.facet.status).is_some_and(|status| OPEN.contains(&status));
    let sum = |holds: &dyn Fn(&Count) -> bool| -> u64 {
        counts.iter().filter(|count| holds(count)).map(|count| count.claims).sum()
    };
    let of = |status: Status| sum(&|count| count.facet.status == status.code());
    Ok(BTreeMap::from([
        (View::Mine, sum(&|count| open(count) && count.facet.assignee == onlooker)),
        (View::Overdue, reader.overdue(today, piece)?.into_iter().map(|(_, claims)| claims).sum()),
        (View::Stale, of(Status::Stale)),
        (View::Queries, of(Status::Query)),
        (View::Unassigned, sum(&|count| open(count) && count.facet.assignee.is_empty())),
        (View::Contested, contested(reader, piece, onlooker)?),
    ]))
}

/// Counts the claims whose verdicts differ, as far as the onlooker may know.
fn contested(reader: Reader, piece: Option<i64>, onlooker: &str) -> Result<u64> {
    let filter = Filter { piece, contested: true, ..Filter::default() };
    let (listed, _) = reader.claims(&filter, Sort::Recorded, 0, usize::MAX >> 1)?;
    let seen = listed.into_iter().map(|listed| card::unseen(reader, listed, Some(onlooker)));
    Ok(seen.collect::<Result<Vec<_>>>()?.iter().filter(|listed| listed.contested).count() as u64)
}

fn assignees(counts: &[Count]) -> BTreeSet<String> {
    counts.iter().map(|count| count.facet.assignee.clone()).filter(|name| !name.is_empty()).collect()
}

fn named_pieces(reader: Reader) -> Result<Vec<(i64, Id, String)>> {
    let named =
        |piece: record::model::entities::Piece| (piece.row, piece.id, piece.title.unwrap_or_else(|| piece.id.short()));
    Ok(reader.pieces()?.into_iter().map(named).collect())
}

/// Claims that were listed, each with its piece and its number there.
#[derive(Clone, Debug)]
pub struct Found {
    pub claims: Vec<(Listed, Option<Id>, Option<String>)>,
    /// How many there are in all, where that is known.
    pub total: Option<u64>,
    /// There may be more than were asked for.
    pub full: bool,
}

/// Lists the claims that a filter lets through, as whoever looks may see them; the filter needs no piece.
pub fn list(
    casebook: &Casebook,
    filter: Filter,
    of_piece: Option<&str>,
    order: (Option<Sort>, usize, usize),
    onlooker: Option<&str>,
) -> Result<Found> {
    let (reader, (sort, skip, limit)) = (casebook.reader(), order);
    let of_piece = of_piece.map(|reference| piece(reader, Some(reference))).transpose()?;
    let filter = Filter { piece: of_piece.map(|piece| piece.row), ..filter };
    let natural = if filter.search.is_some() { Sort::Relevance } else { Sort::Recorded };
    let (listed, total) = reader.claims(&filter, sort.unwrap_or(natural), skip, limit)?;
    let full = listed.len() == limit;
    let pieces = reader.pieces()?;
    let piece_id = |row: i64| pieces.iter().find(|piece| piece.row == row).map(|piece| piece.id);
    let seen = listed.into_iter().map(|listed| card::unseen(reader, listed, onlooker)).collect::<Result<Vec<_>>>()?;
    // What is hidden from the onlooker must not be found by asking for it either.
    let found = |listed: &Listed| {
        (filter.verdicts.is_empty() || listed.verdict.is_some()) && (!filter.contested || listed.contested)
    };
    let claims: Vec<Listed> = seen.into_iter().filter(found).collect();
    let rows: Vec<(i64, i64)> = claims.iter().map(|listed| (listed.row, listed.piece)).collect();
    let numbered = claims.into_iter().zip(numbers_at(reader, &rows)?);
    let claims = numbered.map(|(listed, number)| (piece_id(listed.piece), listed, number));
    Ok(Found { claims: claims.map(|(piece, listed, number)| (listed, piece, number)).collect(), total, full })
}
