//! How much was done when: events of all claims over time.

use super::chart;
use super::page::Page;
use crate::dossier::Dossier;
use record::model::time::Moment;

const DAY: i64 = 86_400_000;
/// Columns at most; a longer time has several days in each.
const MOST_COLUMNS: i64 = 48;
const HEIGHT: f64 = 120.0;
const FOOT: f64 = 22.0;
const HEAD: f64 = 18.0;

/// Events in stretches of equal length.
struct Columns {
    /// The first day, counted from 1970.
    first: i64,
    /// Days in each column.
    days: i64,
    counts: Vec<usize>,
}

impl Columns {
    fn of(times: &[Moment]) -> Option<Self> {
        let day = |time: &Moment| time.millis() / DAY;
        let (first, last) = (times.iter().map(day).min()?, times.iter().map(day).max()?);
        let days = (last - first) / MOST_COLUMNS + 1;
        let mut counts = vec![0; ((last - first) / days + 1) as usize];
        for time in times {
            counts[((day(time) - first) / days) as usize] += 1;
        }
        Some(Self { first, days, counts })
    }

    fn starts(&self, column: usize) -> String {
        let millis = (self.first + column as i64 * self.days) * DAY;
        Moment::from_millis(millis).map(|moment| moment.day().to_string()).unwrap_or_default()
    }

    fn in_words(&self) -> String {
        let told = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let told: Vec<String> = told.map(|(at, count)| format!("{}: {count}", self.starts(at))).collect();
        told.join("; ") + "."
    }
}

/// Writes the plot, where anything happened.
pub fn write(page: &mut Page, dossier: &Dossier) {
    let times: Vec<Moment> =
        dossier.claims.iter().flat_map(|entry| &entry.timeline).map(|step| step.mark.time).collect();
    let Some(columns) = Columns::of(&times) else { return };
    let caption = match columns.days {
        1 => "Events recorded each day".to_string(),
        days => format!("Events recorded in every {days} days"),
    };
    chart::figure(page, "activity", &caption, &columns.in_words(), HEIGHT, |page| draw(page, &columns));
}

fn draw(page: &mut Page, columns: &Columns) {
    let most = columns.counts.iter().copied().max().unwrap_or(0).max(1);
    let step = (chart::WIDTH / columns.counts.len() as f64).min(36.0);
    let room = HEIGHT - FOOT - HEAD;
    for (at, count) in columns.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (*count as f64 / most as f64 * room).max(1.0);
        chart::rect(page, "plain", (at as f64 * step, HEIGHT - FOOT - height), ((step - 1.5).max(1.0), height));
    }
    chart::rect(page, "axis", (0.0, HEIGHT - FOOT), (chart::WIDTH, 1.0));
    let fullest = columns.counts.iter().position(|count| *count == most).unwrap_or(0);
    let x = ((fullest as f64 + 0.5) * step).clamp(20.0, chart::WIDTH - 20.0);
    chart::words(page, "on-top", (x, HEAD - 5.0), &most.to_string());
    chart::words(page, "first", (0.0, HEIGHT - 6.0), &columns.starts(0));
    if columns.counts.len() > 1 {
        chart::words(page, "last", (chart::WIDTH, HEIGHT - 6.0), &columns.starts(columns.counts.len() - 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_gathered_into_few_columns() {
        let at = |day: &str| Moment::parse(&format!("{day}T10:00:00.000Z")).unwrap();
        let columns = Columns::of(&[at("2026-01-01"), at("2026-01-01"), at("2026-01-03")]).unwrap();
        assert_eq!((columns.days, &columns.counts[..]), (1, &[2, 0, 1][..]));
        assert_eq!(columns.in_words(), "2026-01-01: 2; 2026-01-03: 1.");
        let columns = Columns::of(&[at("2020-01-01"), at("2026-01-01")]).unwrap();
        assert!(columns.counts.len() <= 48, "{}", columns.counts.len());
        assert_eq!(columns.counts.iter().sum::<usize>(), 2);
        assert!(Columns::of(&[]).is_none());
    }
}
