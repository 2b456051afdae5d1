//! Proposes the claims that a text makes, each with its span, its type, its quantity and a reason.

use super::clue::{CLUES, Clue, clue};
use super::name;
use super::priority::{People, Stakes};
use super::quotation::{Quotation, quotations};
use super::role::role;
use super::scope::{Scope, scope};
use super::segment::sentences_in;
use crate::quantity::{Convention, Kind, Language, Reading, Scan, Sort, blocks, find_in, lexicons, read};
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Priority};
use std::ops::Range;

/// How many claims are proposed for one text; a book has fewer.
pub const MOST: usize = 20_000;

/// A claim that the text seems to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Byte offsets in the text, the end exclusive.
    pub span: Range<usize>,
    /// The sentence that the claim stands in.
    pub sentence: Range<usize>,
    pub kind: ClaimType,
    pub quantity: Option<Quantity>,
    /// The other way to read the quantity, where the writing allows two.
    pub alternative: Option<Quantity>,
    /// The speaker of a quotation, the source of an attribution, the holder of a role, in the text's own words.
    pub subject: Option<String>,
    pub priority: Priority,
    pub priority_reason: String,
    /// Why this was taken for a claim.
    pub reason: String,
}

/// A sentence that nobody can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfScope {
    pub span: Range<usize>,
    pub kind: Scope,
    pub reason: String,
}

/// What was spotted in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    pub language: Language,
    /// In the order of their spans, which may overlap.
    pub claims: Vec<Suggestion>,
    /// Sentences of opinion, prediction and instruction; figures in them are suggested all the same.
    pub out_of_scope: Vec<OutOfScope>,
    /// How many more claims the text seems to make than are kept.
    pub left: usize,
}

impl Suggestions {
    /// Keeps what a draft can have; the rest is counted.
    fn bound(&mut self) {
        self.left += self.claims.len().saturating_sub(MOST);
        self.claims.truncate(MOST);
        self.out_of_scope.truncate(MOST);
    }
}

/// Proposes claims. The language is told from the text where it is not given.
///
/// The same text always gives the same suggestions; the time taken grows with the length of the text and no faster, and
/// no more than [`MOST`] claims are kept.
pub fn suggest(text: &str, language: Option<Language>) -> Suggestions {
    let language = language.unwrap_or_else(|| super::language(text));
    let (lexicon, convention) = (lexicons::of(language), Convention::of(text, language));
    let mut found = Suggestions {
        language,
        claims: Vec::with_capacity((text.len() / 100).min(MOST)),
        out_of_scope: Vec::new(),
        left: 0,
    };
    let (mut tokens, mut people) = (Vec::new(), People::default());
    for block in blocks(text) {
        tokens.clear();
        read(text, block, lexicon, &mut tokens);
        let scan = Scan { text, tokens: &tokens, lexicon, language, convention };
        spot_block(&scan, &mut people, &mut found);
    }
    found
}

fn spot_block(scan: &Scan, people: &mut People, found: &mut Suggestions) {
    let (readings, quotes) = (find_in(scan), quotations(scan));
    let (mut readings, mut quotes) = (readings.into_iter().peekable(), quotes.into_iter().peekable());
    for tokens in sentences_in(scan) {
        let mut sentence = Sentence::new(scan, tokens.clone(), people, found);
        while let Some(reading) = readings.next_if(|reading| reading.tokens.start < tokens.end) {
            sentence.figure(reading);
        }
        while let Some(quote) = quotes.next_if(|quote| quote.tokens.start < tokens.end) {
            sentence.quotation(&quote);
        }
        sentence.phrases();
        sentence.finish();
        found.bound();
    }
}

struct Sentence<'s, 'a> {
    scan: &'s Scan<'a>,
    tokens: Range<usize>,
    span: Range<usize>,
    stakes: Stakes<'a>,
    scope: Option<(Scope, &'a str)>,
    found: &'s mut Suggestions,
    /// Where the claims of this sentence begin.
    first: usize,
    /// Tokens that figures take.
    figures: Vec<Range<usize>>,
    quoted: bool,
}

impl<'s, 'a> Sentence<'s, 'a> {
    fn new(scan: &'s Scan<'a>, tokens: Range<usize>, people: &mut People, found: &'s mut Suggestions) -> Self {
        let first = found.claims.len();
        let span = scan.tokens[tokens.start].start..scan.tokens[tokens.end - 1].end;
        let (stakes, scope) = (Stakes::of(scan, &tokens, people), scope(scan, &tokens));
        Self { scan, tokens, span, stakes, scope, found, first, figures: Vec::new(), quoted: false }
    }

    fn add(&mut self, tokens: Range<usize>, kind: ClaimType, figure: Option<Kind>, reason: String) -> &mut Suggestion {
        let (priority, priority_reason) = self.stakes.priority(kind, figure);
        let last = tokens.end.max(tokens.start + 1) - 1;
        let span = self.scan.tokens[tokens.start].start..self.scan.tokens[last].end;
        let sentence = self.span.start.min(span.start)..self.span.end;
        let claim = Suggestion {
            span,
            sentence,
            kind,
            quantity: None,
            alternative: None,
            subject: None,
            priority,
            priority_reason,
            reason,
        };
        self.found.claims.push(claim);
        self.found.claims.last_mut().expect("one was just pushed")
    }

    fn figure(&mut self, reading: Reading) {
        let Reading { found, tokens } = reading;
        let kind = self.figure_type(found.kind, &tokens, &found.reason);
        let kind = if found.quantity.fault(kind).is_some() { ClaimType::Quantity } else { kind };
        let mut reason = found.reason;
        if let Some((scope, words)) = self.scope {
            for part in ["; it stands in a sentence of ", scope.word(), " (“", words, "”)"] {
                reason.push_str(part);
            }
        }
        self.figures.push(tokens.clone());
        let claim = self.add(tokens, kind, Some(found.kind), reason);
        (claim.quantity, claim.alternative) = (Some(found.quantity), found.alternative);
    }

    fn figure_type(&self, figure: Kind, tokens: &Range<usize>, reason: &str) -> ClaimType {
        let near = |sort| self.distance(tokens, sort);
        match figure {
            Kind::Date => ClaimType::Date,
            Kind::Duration if reason.contains("counted back") => ClaimType::Date,
            Kind::Money => match (near(Sort::Investment), near(Sort::Revenue)) {
                (Some(investment), Some(revenue)) if revenue < investment => ClaimType::RevenueFigure,
                (Some(_), _) => ClaimType::InvestmentTotal,
                (None, Some(_)) => ClaimType::RevenueFigure,
                (None, None) => ClaimType::Quantity,
            },
            Kind::Percentage | Kind::Share if self.owned(tokens) => ClaimType::OwnershipShare,
            Kind::Percentage | Kind::Share if self.market(tokens) => ClaimType::MarketShare,
            _ => ClaimType::Quantity,
        }
    }

    /// How many tokens away the nearest word of a sort stands, within the sentence.
    fn distance(&self, tokens: &Range<usize>, sort: Sort) -> Option<usize> {
        let near = tokens.start.saturating_sub(20).max(self.tokens.start)..(tokens.end + 12).min(self.tokens.end);
        near.filter(|at| self.scan.may(*at, sort)).map(|at| at.abs_diff(tokens.start)).min()
    }

    fn owned(&self, tokens: &Range<usize>) -> bool {
        let near = tokens.start.saturating_sub(6).max(self.tokens.start)..(tokens.end + 6).min(self.tokens.end);
        near.into_iter().any(|at| {
            let owns = |cue| matches!(cue, crate::quantity::Cue::Tells(ClaimType::OwnershipShare)).then_some(());
            self.scan.may(at, Sort::Tells) && self.scan.phrase(at, owns).is_some()
        })
    }

    fn market(&self, tokens: &Range<usize>) -> bool {
        let after = tokens.end..(tokens.end + 8).min(self.tokens.end);
        let share = after.clone().any(|at| self.scan.is_any(at, &["share", "of", "cuota", "de", "del"]));
        share && after.into_iter().any(|at| self.scan.may(at, Sort::Market))
    }

    fn quotation(&mut self, quote: &Quotation<'a>) {
        self.quoted = true;
        let reason = match quote.speaker {
            Some(speaker) => format!("words in quotation marks; said by “{speaker}”"),
            None => "words in quotation marks; no speaker stands beside them".to_string(),
        };
        let claim = self.add(quote.tokens.clone(), ClaimType::Quotation, None, reason);
        claim.subject = quote.speaker.map(str::to_string);
    }

    /// Goes through the words once for roles and for phrases that give claims away.
    fn phrases(&mut self) {
        let mut at = self.tokens.start;
        while at < self.tokens.end {
            let sorts = self.scan.tokens[at].sorts;
            let clued = (sorts & CLUES != 0).then(|| clue(self.scan, at, &self.tokens, self.quoted)).flatten();
            let role = if sorts & Sort::Role.bit() != 0 { role(self.scan, at, &self.tokens) } else { None };
            let next = match (clued, role) {
                (_, Some(role)) => {
                    let next = role.tokens.end;
                    let reason = format!("a role or title: “{}”", name::words(self.scan, role.tokens.clone()));
                    self.add(role.tokens, ClaimType::Role, None, reason).subject = role.holder.map(str::to_string);
                    next
                }
                (Some(clue), None) => self.clue(clue),
                (None, None) => at + 1,
            };
            at = next.max(at + 1);
        }
    }

    fn clue(&mut self, clue: Clue) -> usize {
        let next = clue.phrase.end;
        let counted =
            self.figures.iter().any(|figure| figure.start < clue.phrase.end && clue.phrase.start < figure.end);
        let said = name::words(self.scan, clue.phrase.clone());
        let doubtful = matches!(clue.kind, ClaimType::Causal | ClaimType::Ranking | ClaimType::Relationship);
        if counted && clue.kind == ClaimType::Ranking || doubtful && self.scope.is_some() {
            return next;
        }
        let what = match clue.kind {
            ClaimType::Ranking => "a rank or superlative",
            ClaimType::OwnershipShare => "ownership",
            ClaimType::Relationship => "a relation between people or bodies",
            ClaimType::Causal => "a cause and its effect",
            ClaimType::Attribution => "a statement laid to somebody",
            ClaimType::Role => "a role or a step in a career",
            _ => "an accusation or finding",
        };
        let claim = self.add(clue.tokens, clue.kind, None, format!("{what}: “{said}”"));
        (claim.quantity, claim.subject) = (clue.quantity, clue.subject.map(str::to_string));
        next
    }

    fn finish(self) {
        let found = self.found;
        if let Some((kind, words)) = self.scope {
            let reason = format!("{} by the words “{words}”", kind.word());
            found.out_of_scope.push(OutOfScope { span: self.span, kind, reason });
        }
        found.claims[self.first..].sort_by_key(|claim| (claim.span.start, claim.span.end, claim.kind));
        for at in (self.first + 1..found.claims.len()).rev() {
            let (earlier, claim) = (&found.claims[at - 1], &found.claims[at]);
            if earlier.span == claim.span && earlier.kind == claim.kind {
                found.claims.remove(at);
            }
        }
    }
}
