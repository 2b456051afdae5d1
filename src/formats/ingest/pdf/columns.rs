//! Finds two columns of running text that a PDF sets row by row, and puts one after the other.

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
/// What share of its column a line of running text fills at the least: the cells of a table are shorter.
const FILLED: f32 = 0.6;

/// Gives the runs of a page column by column; `None` if the page has no two columns or is in order already.
pub(super) fn order(runs: &[Stretch]) -> Option<Vec<usize>> {
    let rows = rows(runs);
    let left = runs.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
    let right = runs.iter().map(|run| run.right).fold(f32::NEG_INFINITY, f32::max);
    // A page is never wider than this; a broken one may say so.
    if rows.len() < FEWEST_ROWS || !(right - left).is_finite() || right - left > 20_000.0 {
        return None;
    }
    let steps = ((right - left) * 0.3 / HALF_GUTTER) as usize;
    let gutters = (0..=steps).map(|step| left + (right - left) * 0.35 + HALF_GUTTER * step as f32);
    let (count, gutter) = gutters
        .map(|gutter| (rows.iter().filter(|row| is_split(runs, row, gutter)).count(), gutter))
        .max_by_key(|(count, _)| *count)?;
    let across = rows.iter().filter(|row| crosses(runs, row, gutter)).count();
    let filled = rows.iter().filter(|row| is_split(runs, row, gutter) && is_filled(runs, row, (left, gutter, right)));
    let found = count >= FEWEST_ROWS && count >= 2 * across && 5 * filled.count() >= 3 * count;
    (found && 2 * returns(runs, gutter) >= count).then(|| by_column(runs, &rows, gutter))
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

fn is_filled(runs: &[Stretch], row: &[usize], (left, gutter, right): (f32, f32, f32)) -> bool {
    let reach = |runs: &mut dyn Iterator<Item = Stretch>| {
        runs.fold((f32::INFINITY, f32::NEG_INFINITY), |(from, to), run| (from.min(run.left), to.max(run.right)))
    };
    let one = reach(&mut row.iter().map(|run| runs[*run]).filter(|run| run.left < gutter));
    let other = reach(&mut row.iter().map(|run| runs[*run]).filter(|run| run.left > gutter));
    one.1 - one.0 >= FILLED * (gutter - left) && other.1 - other.0 >= FILLED * (right - gutter)
}

/// Counts how often the file goes back from the right column to the left one.
fn returns(runs: &[Stretch], gutter: f32) -> usize {
    runs.windows(2).filter(|pair| pair[0].left > gutter && pair[1].left < gutter).count()
}

/// Lists the left column before the right one, in each band between lines that go across.
fn by_column(runs: &[Stretch], rows: &[Vec<usize>], gutter: f32) -> Vec<usize> {
    let mut order = Vec::with_capacity(runs.len());
    let mut right = Vec::new();
    for row in rows {
        if crosses(runs, row, gutter) {
            order.append(&mut right);
            order.extend(row);
            continue;
        }
        let (one, other): (Vec<usize>, Vec<usize>) = row.iter().partition(|run| runs[**run].left < gutter);
        order.extend(one);
        right.extend(other);
    }
    order.append(&mut right);
    order
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
    fn a_line_across_parts_the_columns_into_bands() {
        let mut runs = page([(72.0, 290.0), (310.0, 530.0)], 8);
        runs.push(Stretch { left: 72.0, right: 530.0, baseline: 700.0 - 12.0 * 3.5 });
        let found = order(&runs).unwrap();
        assert_eq!(found, [0, 2, 4, 6, 1, 3, 5, 7, 16, 8, 10, 12, 14, 9, 11, 13, 15]);
    }
}
