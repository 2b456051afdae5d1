//! What units measure.

/// What a unit measures. Sizes count in the dimension's first unit, named beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    /// No unit at all.
    Bare,
    /// A currency by its code, or a name that several share (`$`).
    Money(&'static str),
    /// Percent of a whole.
    Share,
    /// Percentage points.
    Points,
    /// Percent by which something grew.
    Change,
    /// How many times.
    Factor,
    /// Kilograms.
    Mass,
    /// Tons of which nobody said which.
    Tons,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Gallons of which nobody said which.
    Gallons,
    /// Watts.
    Power,
    /// Watt hours.
    Energy,
    /// Seconds.
    Time,
    /// Calendar months: they have no exact length in days.
    Months,
    /// Completed years of a life.
    Age,
    /// A year of the calendar.
    Year,
    Rank,
    /// Things counted, by their name in the singular.
    Count(String),
}
