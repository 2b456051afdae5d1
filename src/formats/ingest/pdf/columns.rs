//! Finds columns of running text that a PDF sets row by row, and puts one after the other.

/// Where a run of text stands on a page, in points from its lower left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
}

/// Half the least width of the blank between two columns, in points.
const HALF_GUTTER: f32 = 4.0;
/// How many rows must have text in both columns.
const FEWEST_ROWS: usize = 6;
/// A column narrower than this holds no running text, in points.
const NARROWEST: f32 = 90.0;
/// A gap wider than this parts cells, in points.
const WIDE_GAP: f32 = 15.0;
/// How many strips between columns are looked for.
const MOST_GUTTERS: usize = 4;
/// What share of its column a line of running text fills at the least: the cells of a table are shorter.
const FILLED: f32 = 0.6;

/// Gives the runs of a page column by column; `None` if the page has no columns or is in order already.
pub(super) fn order(runs: &[Stretch]) -> Option<Vec<usize>> {
    let rows = rows(runs);
    let left = runs.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
    let right = runs.iter().map(|run| run.right).fold(f32::NEG_INFINITY, f32::max);
    // A page is never wider than this; a broken one may say so.
    if rows.len() < FEWEST_ROWS || !(right - left).is_finite() || right - left > 20_000.0 {
        return None;
    }
    let columns = Columns { runs, gutters: gutters(runs, &rows, left, right) };
    let split: Vec<&Vec<usize>> = rows.iter().filter(|row| columns.is_split(row)).collect();
    let reaches = columns.reaches(&split)?;
    let filled = split.iter().filter(|row| columns.is_filled(row, &reaches)).count();
    let found = split.len() >= FEWEST_ROWS && 5 * filled >= 3 * split.len();
    (found && 2 * columns.returns() >= split.len()).then(|| columns.one_by_one(&rows))
}

/// Finds the blank strips between columns: hardly a row crosses them, and many have text on both sides.
fn gutters(runs: &[Stretch], rows: &[Vec<usize>], left: f32, right: f32) -> Vec<f32> {
    let steps = ((right - left - 2.0 * NARROWEST).max(0.0) / HALF_GUTTER) as usize;
    let mut found: Vec<Vec<f32>> = Vec::new();
    for gutter in (0..=steps).map(|step| left + NARROWEST + HALF_GUTTER * step as f32) {
        let split = rows.iter().filter(|row| is_split(runs, row, gutter)).count();
        let across = rows.iter().filter(|row| crosses(runs, row, gutter)).count();
        if split < FEWEST_ROWS || split < 2 * across {
            continue;
        }
        match found.last_mut() {
            Some(strip) if strip.last().is_some_and(|last| gutter - last < 1.5 * HALF_GUTTER) => strip.push(gutter),
            _ => found.push(vec![gutter]),
        }
    }
    found.into_iter().map(|strip| strip[strip.len() / 2]).take(MOST_GUTTERS).collect()
}

/// The columns of a page, told by the strips between them.
struct Columns<'a> {
    runs: &'a [Stretch],
    gutters: Vec<f32>,
}

impl Columns<'_> {
    fn of(&self, run: usize) -> usize {
        self.gutters.partition_point(|gutter| *gutter < self.runs[run].left)
    }

    fn crosses(&self, row: &[usize]) -> bool {
        self.gutters.iter().any(|gutter| crosses(self.runs, row, *gutter))
    }

    /// Says whether a row has text in several columns, and none between them.
    fn is_split(&self, row: &[usize]) -> bool {
        !self.crosses(row) && row.iter().any(|run| self.of(*run) != self.of(row[0]))
    }

    /// Gives how far each column reaches; `None` if one is too narrow for running text.
    fn reaches(&self, rows: &[&Vec<usize>]) -> Option<Vec<f32>> {
        let runs: Vec<usize> = rows.iter().flat_map(|row| row.iter().copied()).collect();
        let reaches: Vec<f32> = (0..=self.gutters.len()).map(|column| self.reach(&runs, column)).collect();
        let wide = self.gutters.is_empty() || reaches.iter().all(|reach| *reach >= NARROWEST);
        (wide && !self.gutters.is_empty()).then_some(reaches)
    }

    /// Gives how far some runs of a column reach.
    fn reach(&self, runs: &[usize], column: usize) -> f32 {
        let own = runs.iter().filter(|run| self.of(**run) == column).map(|run| self.runs[*run]);
        let (from, to) =
            own.fold((f32::INFINITY, f32::NEG_INFINITY), |(from, to), run| (from.min(run.left), to.max(run.right)));
        if from < to { to - from } else { 0.0 }
    }

    /// Says whether the lines of a row fill their columns without wide gaps, as running text does and cells do not.
    fn is_filled(&self, row: &[usize], reaches: &[f32]) -> bool {
        let fills = |(column, whole): (usize, &f32)| {
            let reach = self.reach(row, column);
            reach == 0.0 || reach >= FILLED * whole
        };
        let dense = row.windows(2).all(|pair| {
            self.of(pair[0]) != self.of(pair[1]) || self.runs[pair[1]].left - self.runs[pair[0]].right < WIDE_GAP
        });
        dense && reaches.iter().enumerate().all(fills)
    }

    /// Counts how often the file goes back to a column further left.
    fn returns(&self) -> usize {
        (1..self.runs.len()).filter(|run| self.of(*run) < self.of(run - 1)).count()
    }

    /// Lists one column after the other, in each band between lines that go across.
    fn one_by_one(&self, rows: &[Vec<usize>]) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.runs.len());
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); self.gutters.len() + 1];
        for row in rows {
            if self.crosses(row) {
                columns.iter_mut().for_each(|column| order.append(column));
                order.extend(row);
                continue;
            }
            row.iter().for_each(|run| columns[self.of(*run)].push(*run));
        }
        columns.iter_mut().for_each(|column| order.append(column));
        order
    }
}

/// Groups runs by their baseline, from the top of the page down, each row from left to right.
fn rows(runs: &[Stretch]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| runs[*b].baseline.total_cmp(&runs[*a].baseline));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for run in order {
        match rows.last_mut() {
            Some(row) if (runs[row[0]].baseline - runs[run].baseline).abs() < 3.0 => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| runs[*a].left.total_cmp(&runs[*b].left)));
    rows
}

fn crosses(runs: &[Stretch], row: &[usize], gutter: f32) -> bool {
    row.iter().any(|run| runs[*run].left < gutter + HALF_GUTTER && runs[*run].right > gutter - HALF_GUTTER)
}

fn is_split(runs: &[Stretch], row: &[usize], gutter: f32) -> bool {
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
    runs[*first].left < gutter && runs[*last].left > gutter && !crosses(runs, row, gutter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(columns: [(f32, f32); 2], rows: usize) -> Vec<Stretch> {
        let row =
            |row: usize| columns.map(|(left, right)| Stretch { left, right, baseline: 700.0 - 12.0 * row as f32 });
        (0..rows).flat_map(row).collect()
    }

    #[test]
    fn only_running_text_set_row_by_row_is_put_in_order() {
        let expected = vec![0, 2, 4, 6, 8, 10, 12, 1, 3, 5, 7, 9, 11, 13];
        assert_eq!(order(&page([(72.0, 290.0), (310.0, 530.0)], 7)), Some(expected));
        let mut table = page([(72.0, 120.0), (310.0, 350.0)], 7);
        table.push(Stretch { left: 72.0, right: 530.0, baseline: 760.0 });
        assert_eq!(order(&table), None, "a table");
        assert_eq!(order(&page([(72.0, 290.0), (310.0, 530.0)], 4)), None, "too little to tell");
        let mut in_order = page([(72.0, 290.0), (310.0, 530.0)], 7);
        in_order.sort_by(|a, b| a.left.total_cmp(&b.left));
        assert_eq!(order(&in_order), None, "in order already");
    }

    #[test]
    fn short_lines_and_three_columns_are_columns() {
        let short = page([(72.0, 205.0), (320.0, 460.0)], 6);
        assert_eq!(order(&short), Some(vec![0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]));
        let three: Vec<Stretch> = (0..6)
            .flat_map(|row| {
                let baseline = 700.0 - 12.0 * row as f32;
                [(50.0, 200.0), (218.0, 370.0), (386.0, 540.0)].map(|(left, right)| Stretch { left, right, baseline })
            })
            .collect();
        let column = |first: usize| (0..6).map(move |row| first + 3 * row);
        assert_eq!(order(&three), Some(column(0).chain(column(1)).chain(column(2)).collect()));
        let table: Vec<Stretch> = (0..8)
            .flat_map(|row| {
                let baseline = 700.0 - 12.0 * row as f32;
                [(50.0, 190.0), (300.0, 320.0), (400.0, 425.0), (500.0, 520.0)].map(|(left, right)| Stretch {
                    left,
                    right,
                    baseline,
                })
            })
            .collect();
        assert_eq!(order(&table), None, "labels and figures");
    }

    #[test]
    fn a_line_across_parts_the_columns_into_bands() {
        let mut runs = page([(72.0, 290.0), (310.0, 530.0)], 8);
        runs.push(Stretch { left: 72.0, right: 530.0, baseline: 700.0 - 12.0 * 3.5 });
        let found = order(&runs).unwrap();
        assert_eq!(found, [0, 2, 4, 6, 1, 3, 5, 7, 16, 8, 10, 12, 14, 9, 11, 13, 15]);
    }
}
