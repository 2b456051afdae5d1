//! Where everything in a drawing stands, in pixels.

use super::layers::{Item, Layers, What};
use super::lines::wrap;
use super::picture::{Arrow, Box, Picture};
use unicode_width::UnicodeWidthStr;

/// How wide a column of the two sizes of type is on average, in the widest of the usual sans-serif faces.
const NAME_COLUMN: f64 = 9.0;
const NOTE_COLUMN: f64 = 7.4;
pub const NAME_LINE: f64 = 18.0;
pub const NOTE_LINE: f64 = 15.0;
pub const MARGIN: f64 = 24.0;
const PADDING: f64 = 10.0;
const GAP: f64 = 22.0;
/// The least and the most room between rows, and the part of the way that a line goes sideways to add to it.
const ROW_GAP: f64 = 20.0;
const MOST_ROW_GAP: f64 = 64.0;
const SLOPE: f64 = 0.12;
const LEAST_BOX: f64 = 130.0;
const BEND: f64 = 8.0;
const NAME_COLUMNS: usize = 24;
const NOTE_COLUMNS: usize = 40;
const NAME_LINES: usize = 4;
const ROUNDS: usize = 40;
const LAST_ROUNDS: usize = 20;

/// The words of an item and the room that it takes, its middle at `x`, `y`.
#[derive(Clone, Debug)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub lines: Vec<String>,
    pub notes: Vec<String>,
}

/// A whole drawing with its size.
pub struct Layout {
    pub layers: Layers,
    /// By item.
    pub spots: Vec<Spot>,
    pub width: f64,
    pub height: f64,
}

impl Layout {
    pub fn of(picture: &Picture) -> Self {
        let layers = Layers::of(picture);
        let spots = layers.items.iter().map(|item| match item.what {
            What::Box(at) => Spot::of_box(&picture.boxes[at]),
            What::Label(at) => Spot::of_label(&picture.arrows[at]),
            What::Bend => Spot::sized(BEND, 0.0, Vec::new(), Vec::new()),
        });
        let mut layout = Self { spots: spots.collect(), layers, width: 0.0, height: 0.0 };
        layout.spread();
        layout.stack();
        layout
    }

    /// Gives every row its height, and more room where lines go far sideways.
    fn stack(&mut self) {
        let mut top = MARGIN;
        for row in &self.layers.rows {
            let sideways = row.iter().flat_map(|item| self.layers.items[*item].above.iter().map(move |up| (up, item)));
            let farthest =
                sideways.map(|(up, item)| (self.spots[*up].x - self.spots[*item].x).abs()).fold(0.0, f64::max);
            top += (farthest * SLOPE).min(MOST_ROW_GAP - ROW_GAP);
            let height = row.iter().map(|item| self.spots[*item].height).fold(0.0, f64::max);
            for item in row {
                self.spots[*item].y = top + height / 2.0;
            }
            top += height + ROW_GAP;
        }
        self.height = top - ROW_GAP + MARGIN;
    }

    /// Moves every item towards the middle of its neighbours, as far as the order and the room in its row allow.
    fn spread(&mut self) {
        let rows = self.layers.rows.clone();
        for row in &rows {
            self.settle(row, |_, _| 0.0);
        }
        for round in 0..ROUNDS {
            let down = round % 2 == 0;
            for step in 0..rows.len() {
                let row = if down { step } else { rows.len() - 1 - step };
                self.settle(&rows[row], |layout, item| layout.middle(item, round));
            }
        }
        let left = self.spots.iter().map(|spot| spot.x - spot.width / 2.0).fold(f64::INFINITY, f64::min);
        let left = if left.is_finite() { left } else { 0.0 };
        for spot in &mut self.spots {
            spot.x += MARGIN - left;
        }
        self.width = self.spots.iter().map(|spot| spot.x + spot.width / 2.0).fold(0.0, f64::max) + MARGIN;
    }

    fn middle(&self, item: usize, round: usize) -> f64 {
        let Item { above, below, .. } = &self.layers.items[item];
        let (first, second) = if round.is_multiple_of(2) { (above, below) } else { (below, above) };
        // In the last rounds both sides count, so that a box stands between its owners and what it owns, and a label
        // stands straight above or below the box that has no other arrow on that side.
        let both = round + LAST_ROUNDS >= ROUNDS;
        if let (true, false, &[up], &[down]) =
            (both, matches!(self.layers.items[item].what, What::Box(_)), &above[..], &below[..])
        {
            let alone_up = self.layers.items[up].below.len() == 1;
            let alone_down = self.layers.items[down].above.len() == 1;
            if alone_up != alone_down {
                return self.spots[if alone_up { up } else { down }].x;
            }
        }
        let beside: Vec<f64> = match both {
            true => first.iter().chain(second).map(|other| self.spots[*other].x).collect(),
            false if first.is_empty() => second.iter().map(|other| self.spots[*other].x).collect(),
            false => first.iter().map(|other| self.spots[*other].x).collect(),
        };
        match beside.len() {
            0 => self.spots[item].x,
            count => beside.iter().sum::<f64>() / count as f64,
        }
    }

    /// Places the items of a row as near to where they want to be as their order and widths allow.
    fn settle(&mut self, row: &[usize], wanted: impl Fn(&Self, usize) -> f64) {
        // Items that would overlap become one block, at the mean of what its items want (isotonic regression).
        let mut blocks: Vec<(f64, Vec<usize>)> = Vec::new();
        let offsets = self.offsets(row);
        for (place, &item) in row.iter().enumerate() {
            let mut block = (wanted(self, item) - offsets[place], vec![place]);
            while let Some((before, _)) = blocks.last()
                && *before > block.0
            {
                let Some((mean, mut places)) = blocks.pop() else { break };
                let (many, few) = (places.len() as f64, block.1.len() as f64);
                block.0 = (mean * many + block.0 * few) / (many + few);
                places.append(&mut block.1);
                block.1 = places;
            }
            blocks.push(block);
        }
        for (start, places) in blocks {
            for place in places {
                self.spots[row[place]].x = start + offsets[place];
            }
        }
    }

    /// Gives how far each item of a row stands from the first at least.
    fn offsets(&self, row: &[usize]) -> Vec<f64> {
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(row.len());
        for (place, item) in row.iter().enumerate() {
            if place > 0 {
                offset += (self.spots[row[place - 1]].width + self.spots[*item].width) / 2.0 + GAP;
            }
            offsets.push(offset);
        }
        offsets
    }
}

impl Spot {
    fn sized(width: f64, height: f64, lines: Vec<String>, notes: Vec<String>) -> Self {
        Self { x: 0.0, y: 0.0, width, height, lines, notes }
    }

    fn of_box(shown: &Box) -> Self {
        let lines = wrap(&shown.name, NAME_COLUMNS, NAME_LINES);
        let notes: Vec<String> = shown.note.iter().flat_map(|note| wrap(note, NOTE_COLUMNS, NAME_LINES)).collect();
        let width = widest(&lines, NAME_COLUMN).max(widest(&notes, NOTE_COLUMN)) + 2.0 * PADDING;
        let height = lines.len() as f64 * NAME_LINE + notes.len() as f64 * NOTE_LINE + 2.0 * PADDING;
        Self::sized(width.max(LEAST_BOX), height, lines, notes)
    }

    fn of_label(arrow: &Arrow) -> Self {
        let lines = wrap(&arrow.share, NAME_COLUMNS, NAME_LINES);
        let notes = if arrow.told_of.is_empty() { Vec::new() } else { wrap(&arrow.told_of, NOTE_COLUMNS, NAME_LINES) };
        let width = widest(&lines, NAME_COLUMN).max(widest(&notes, NOTE_COLUMN)) + PADDING;
        let height = lines.len() as f64 * NAME_LINE + notes.len() as f64 * NOTE_LINE + PADDING;
        Self::sized(width, height, lines, notes)
    }
}

fn widest(lines: &[String], column: f64) -> f64 {
    lines.iter().map(|line| line.width() as f64 * column).fold(0.0, f64::max)
}
