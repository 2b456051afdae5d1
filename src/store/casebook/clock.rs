//! The one place that asks for the time.

use record::model::time::{Day, Moment};

/// Tells the time that events claim.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's own.
    Machine,
    /// Stands still, so that a run can be repeated.
    Fixed(Moment),
}

impl Clock {
    /// Reads a fixed time where one is given.
    pub fn from_setting(fixed: Option<&str>) -> Result<Self, String> {
        match fixed {
            None => Ok(Self::Machine),
            Some(text) => Moment::parse(text)
                .map(Self::Fixed)
                .ok_or_else(|| format!("`{}` is not a time: write 2026-11-23T20:31:28.114Z", text.escape_debug())),
        }
    }

    /// Gives the present moment.
    pub fn now(self) -> Moment {
        match self {
            Self::Fixed(moment) => moment,
            Self::Machine => {
                let millis = chrono::Utc::now().timestamp_millis().clamp(0, 253_402_300_799_999);
                Moment::from_millis(millis).expect("clamped to the range")
            }
        }
    }

    /// Gives the present day in UTC.
    pub fn today(self) -> Day {
        self.now().day()
    }
}
