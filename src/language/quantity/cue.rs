//! What a word or phrase can tell the scan.

use record::model::words::{ClaimType, Comparator};

/// A part of a number written in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// Adds to what is being counted: `five`, `twenty`, `doscientos`.
    Add(u16),
    /// Multiplies what has been counted so far by a hundred.
    Hundred,
    /// Multiplies what has been counted so far by a thousand.
    Thousand,
    /// A power of ten from the million up.
    Million(u8),
    /// Twelve of them.
    Dozen,
    /// `half` of the scale word that follows, or of the one before: `half a million`, `millón y medio`.
    Half,
}

/// Which end of a period a word before a date sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The date is the whole period: `in 2007`.
    Whole,
    /// The period begins there: `since 2015`.
    From,
    /// The period ends there: `until 2020`, `by 2030`.
    To,
    /// The period ends just before: `before 2006`.
    Before,
    /// The period begins just after: `after 1914`.
    After,
}

/// An amount that a word states by itself: a majority is more than 50 percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    pub comparator: Comparator,
    /// A plain decimal.
    pub amount: &'static str,
    pub unit: &'static str,
}

/// What a word or phrase can tell the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    Number(NumberWord),
    /// The denominator of a fraction: `thirds`.
    Parts(u16),
    /// A Roman numeral, as centuries are counted.
    Roman(u16),
    Ordinal(u16),
    /// A hedge before a number.
    Hedge(Comparator),
    /// A hedge after a number: `or more`.
    HedgeAfter(Comparator),
    Stated(Stated),
    /// A unit of measure, or `percent`.
    Unit(&'static str),
    /// A unit of time, in the plural.
    Time(&'static str),
    /// A currency that may stand before or after the number: code, symbol or name.
    Currency(&'static str),
    /// A scale written short after the digits, as a power of ten: `bn`, `m`, `k`.
    Suffix(u8),
    /// `per year`, as it is added to the unit.
    Per(&'static str),
    Month(u8),
    Weekday,
    Season,
    Edge(Edge),
    /// `between`, `from`.
    RangeStart,
    /// `to`, `and`, a dash.
    RangeJoin,
    /// `past`, `last`: the number of years that follows is counted back from now.
    Back,
    /// A date that can only be read from the day of writing: `yesterday`.
    Relative,
    /// A part of a year, in months: `quarter` is 3.
    YearPart(u8),
    Decade,
    Century,
    /// A verb of change, after which `from … to` is no interval.
    Change,
    /// A word that says something went up.
    Rise,
    /// A word that says something went down.
    Fall,
    /// A word that makes a name or a reference of the number behind it: `FTSE`, `page`, `Ley`.
    Label,
    /// A word that a street's name begins or ends with.
    Street,
    /// A word that is no part of a unit: an article, a preposition, a verb.
    Stop,
    /// An adjective that stands before the noun it counts.
    Adjective,
    /// A full stop after it does not end a sentence.
    Abbreviation,
    /// An age follows.
    Aged,
    /// A post, title or trade that somebody holds.
    Role,
    /// Words that make a role of what follows: `worked at`, `is running for`.
    RoleVerb,
    /// Words that may stand between a holder and the role: `former`, `vice`.
    RoleModifier,
    /// A place in an order, with the rank where it is stated.
    Ranking(Option<u16>),
    /// A claim of a type that the phrase itself gives away: ownership, a cause, an accusation.
    Tells(ClaimType),
    /// A verb of saying.
    Speech,
    /// `according to`.
    According,
    Opinion,
    Prediction,
    Instruction,
    Crime,
    Health,
    Revenue,
    Investment,
    Market,
    /// A part of the name of a body, so that the name is not a person's.
    Body,
    /// `Mr`, `Dr`.
    Honorific,
    /// A first name.
    GivenName,
    /// `he`, `her`.
    Person,
    /// A word that marks the language of a text.
    Common,
}

/// The sort of a cue, without what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sort {
    Number,
    Parts,
    Roman,
    Ordinal,
    Hedge,
    HedgeAfter,
    Stated,
    Unit,
    Time,
    Currency,
    Suffix,
    Per,
    Month,
    Weekday,
    Season,
    Edge,
    RangeStart,
    RangeJoin,
    Back,
    Relative,
    YearPart,
    Decade,
    Century,
    Change,
    Rise,
    Fall,
    Label,
    Street,
    Stop,
    Adjective,
    Abbreviation,
    Aged,
    Role,
    RoleVerb,
    RoleModifier,
    Ranking,
    Tells,
    Speech,
    According,
    Opinion,
    Prediction,
    Instruction,
    Crime,
    Health,
    Revenue,
    Investment,
    Market,
    Body,
    Honorific,
    GivenName,
    Person,
    Common,
}

impl Sort {
    /// Gives the bit that stands for the sort in a token.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}

macro_rules! sorts {
    ($cue:expr; $($bare:ident)*; $($full:ident)*) => {
        match $cue { $(Cue::$bare => Sort::$bare,)* $(Cue::$full(_) => Sort::$full,)* }
    };
}

impl Cue {
    /// Gives the sort of the cue.
    pub fn sort(self) -> Sort {
        sorts!(self;
            Weekday Season RangeStart RangeJoin Back Relative Decade Century Change Rise Fall Label Street Stop Adjective Abbreviation Aged
            Role RoleVerb RoleModifier Speech According Opinion Prediction Instruction Crime Health Revenue Investment
            Market Body Honorific GivenName Person Common;
            Number Parts Roman Ordinal Hedge HedgeAfter Stated Unit Time Currency Suffix Per Month Edge YearPart Ranking Tells)
    }
}
