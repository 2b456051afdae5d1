//! The row of every box, owners above what they own, and the order of what stands side by side.

use super::picture::Picture;

/// Rounds of sorting each row by what its neighbours' places are.
const ROUNDS: usize = 12;

/// Something with a place in the layout: a box, the label of an arrow, or a bend of a long arrow.
#[derive(Clone, Debug)]
pub struct Item {
    pub what: What,
    /// Boxes stand in even rows, labels and bends anywhere between.
    pub row: usize,
    pub above: Vec<usize>,
    pub below: Vec<usize>,
}

/// What an item shows, by its place in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Box(usize),
    Label(usize),
    Bend,
}

/// The items of a picture in rows, each row in its order from left to right.
#[derive(Debug, Default)]
pub struct Layers {
    pub items: Vec<Item>,
    pub rows: Vec<Vec<usize>>,
    /// By arrow: the items that it passes, from the upper box to the lower.
    pub ways: Vec<Vec<usize>>,
    /// By arrow: it leads up, from a lower owner, because it closes a cycle.
    pub upward: Vec<bool>,
}

impl Layers {
    pub fn of(picture: &Picture) -> Self {
        let closing = closing(picture);
        let ranks = ranks(picture, &closing);
        let lowest = ranks.iter().copied().max().unwrap_or(0);
        let mut layers = Self { rows: vec![Vec::new(); 2 * lowest + 1], upward: closing, ..Self::default() };
        for (at, rank) in ranks.iter().enumerate() {
            layers.add(What::Box(at), 2 * (lowest - rank));
        }
        for at in 0..picture.arrows.len() {
            layers.lead(picture, at);
        }
        layers.order();
        layers
    }

    fn add(&mut self, what: What, row: usize) -> usize {
        self.items.push(Item { what, row, above: Vec::new(), below: Vec::new() });
        self.rows[row].push(self.items.len() - 1);
        self.items.len() - 1
    }

    /// Leads an arrow from row to row, with its label just under the upper box.
    fn lead(&mut self, picture: &Picture, at: usize) {
        let arrow = &picture.arrows[at];
        // Boxes were added first, so that their places are those of their items.
        let (upper, lower) = if self.upward[at] { (arrow.owned, arrow.owner) } else { (arrow.owner, arrow.owned) };
        let (from, to) = (self.items[upper].row, self.items[lower].row);
        let mut way = vec![upper];
        for row in from + 1..to {
            way.push(self.add(if row == from + 1 { What::Label(at) } else { What::Bend }, row));
        }
        way.push(lower);
        for pair in way.windows(2) {
            self.items[pair[0]].below.push(pair[1]);
            self.items[pair[1]].above.push(pair[0]);
        }
        self.ways.push(way);
    }

    /// Sorts every row by the mean place of the neighbours in the row before it, downwards and upwards in turn.
    fn order(&mut self) {
        for round in 0..ROUNDS {
            let down = round % 2 == 0;
            let count = self.rows.len();
            for step in 1..count {
                let row = if down { step } else { count - 1 - step };
                let neighbours = if down { row - 1 } else { row + 1 };
                self.sort(row, neighbours, down);
            }
        }
    }

    fn sort(&mut self, row: usize, neighbours: usize, down: bool) {
        let mut places = vec![0.0; self.items.len()];
        let half = self.rows[neighbours].len() as f64 / 2.0;
        for (place, item) in self.rows[neighbours].iter().enumerate() {
            places[*item] = place as f64 - half;
        }
        let own_half = self.rows[row].len() as f64 / 2.0;
        let mut keyed: Vec<(f64, usize)> = Vec::new();
        for (place, &item) in self.rows[row].iter().enumerate() {
            let beside = if down { &self.items[item].above } else { &self.items[item].below };
            let sum: f64 = beside.iter().map(|other| places[*other]).sum();
            keyed.push((if beside.is_empty() { place as f64 - own_half } else { sum / beside.len() as f64 }, item));
        }
        keyed.sort_by(|one, two| one.0.total_cmp(&two.0));
        self.rows[row] = keyed.into_iter().map(|(_, item)| item).collect();
    }
}

/// Finds the arrows that close a cycle, going from each owner down.
fn closing(picture: &Picture) -> Vec<bool> {
    let mut below = vec![Vec::new(); picture.boxes.len()];
    let mut has_owner = vec![false; picture.boxes.len()];
    for (at, arrow) in picture.arrows.iter().enumerate() {
        below[arrow.owner].push(at);
        has_owner[arrow.owned] = true;
    }
    let mut closing = vec![false; picture.arrows.len()];
    let mut state = vec![State::New; picture.boxes.len()];
    // Ultimate owners first, so that what closes a cycle is an arrow inside it.
    let mut starts: Vec<usize> = (0..picture.boxes.len()).collect();
    starts.sort_by_key(|at| has_owner[*at]);
    for start in starts {
        descend(picture, &below, start, &mut state, &mut closing);
    }
    closing
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

// A picture holds a bounded number of boxes, and so many calls at most.
fn descend(picture: &Picture, below: &[Vec<usize>], here: usize, state: &mut [State], closing: &mut [bool]) {
    if state[here] != State::New {
        return;
    }
    state[here] = State::Open;
    for &at in &below[here] {
        let owned = picture.arrows[at].owned;
        closing[at] = state[owned] == State::Open;
        descend(picture, below, owned, state, closing);
    }
    state[here] = State::Done;
}

/// Gives how many stakes lie at most between each box and the lowest below it.
fn ranks(picture: &Picture, closing: &[bool]) -> Vec<usize> {
    let mut ranks = vec![0; picture.boxes.len()];
    let mut changed = true;
    while changed {
        changed = false;
        for (arrow, _) in picture.arrows.iter().zip(closing).filter(|(_, closing)| !**closing) {
            let rank = ranks[arrow.owned] + 1;
            if ranks[arrow.owner] < rank {
                ranks[arrow.owner] = rank;
                changed = true;
            }
        }
    }
    ranks
}
