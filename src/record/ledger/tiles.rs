//! The node hashes of a growing tree, 256 to a tile, as C2SP tlog-tiles lays them out.

use super::tree::{Frontier, Hash, node_hash};

/// Hashes in a full tile; a height of eight, which tlog-tiles fixes.
pub const TILE_WIDTH: usize = 256;

/// A tile: the hashes at one level, from `position` × 256 on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// 0 for leaf hashes, 1 for the roots of full tiles of level 0, and so on.
    pub level: u64,
    pub position: u64,
    /// Up to 256 hashes of 32 bytes.
    pub hashes: Vec<u8>,
}

/// The place of a tile in the layout of tlog-tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub level: u64,
    pub position: u64,
    /// How many hashes it holds: 256, or fewer at the right edge.
    pub width: usize,
}

impl Shelf {
    /// Gives the path of the tile's hashes.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.name())
    }

    /// Gives the path of the bundle of events under a tile of leaves.
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.name())
    }

    /// Gives the number of the first event under the tile.
    pub fn first(&self) -> u64 {
        self.position << (8 * (self.level + 1))
    }

    /// Gives the number after the last event under the tile.
    pub fn end(&self) -> u64 {
        self.first() + ((self.width as u64) << (8 * self.level))
    }

    /// Three digits to a folder, and all but the last behind an `x`.
    fn name(&self) -> String {
        let mut name = format!("{:03}", self.position % 1000);
        let mut rest = self.position / 1000;
        while rest > 0 {
            name = format!("x{:03}/{name}", rest % 1000);
            rest /= 1000;
        }
        if self.width < TILE_WIDTH { format!("{name}.p/{}", self.width) } else { name }
    }
}

/// Gives the tiles of a tree over `size` leaves, level by level.
pub fn shelves(size: u64) -> impl Iterator<Item = Shelf> {
    let levels = (0..8).map(move |level| (level, size >> (8 * level))).take_while(|(_, nodes)| *nodes > 0);
    levels.flat_map(|(level, nodes)| {
        let width = TILE_WIDTH as u64;
        (0..nodes.div_ceil(width)).map(move |position| Shelf {
            level,
            position,
            width: (nodes - position * width).min(width) as usize,
        })
    })
}

/// The unfinished tile of each level.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    levels: Vec<(u64, Vec<u8>)>,
}

impl Edge {
    /// Takes back the unfinished tiles of a tree; `load` gives the hashes at a level and position.
    pub fn restore<E>(size: u64, mut load: impl FnMut(u64, u64) -> Result<Vec<u8>, E>) -> Result<Self, E> {
        let mut levels = Vec::new();
        let mut width = size;
        while width > 0 {
            let position = width / TILE_WIDTH as u64;
            let unfinished = !width.is_multiple_of(TILE_WIDTH as u64);
            let hashes = if unfinished { load(levels.len() as u64, position)? } else { Vec::new() };
            levels.push((position, hashes));
            width = position;
        }
        Ok(Self { levels })
    }

    /// Adds a leaf; `full` hears of every tile that this completes.
    pub fn push<E>(&mut self, leaf: Hash, mut full: impl FnMut(Tile) -> Result<(), E>) -> Result<(), E> {
        let mut node = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push((0, Vec::new()));
            }
            let (position, hashes) = &mut self.levels[level];
            hashes.extend(node);
            if hashes.len() < TILE_WIDTH * 32 {
                break;
            }
            node = root_of_full(hashes);
            let done = Tile { level: level as u64, position: *position, hashes: std::mem::take(hashes) };
            *position += 1;
            full(done)?;
        }
        Ok(())
    }

    /// Gives the unfinished tiles that hold anything.
    pub fn unfinished(&self) -> impl Iterator<Item = Tile> {
        let tile = |(level, (position, hashes)): (usize, &(u64, Vec<u8>))| Tile {
            level: level as u64,
            position: *position,
            hashes: hashes.clone(),
        };
        self.levels.iter().enumerate().filter(|(_, (_, hashes))| !hashes.is_empty()).map(tile)
    }
}

/// Gives the root over the first `size` leaves of a tree that may have grown since; `None` where a tile lacks hashes.
///
/// `load` gives the hashes at a level and position, and is asked once for each level at most.
pub fn root_at<E>(size: u64, mut load: impl FnMut(u64, u64) -> Result<Vec<u8>, E>) -> Result<Option<Hash>, E> {
    let mut peaks = Vec::new();
    let mut width = size;
    for level in 0.. {
        let (position, unfinished) = (width / TILE_WIDTH as u64, (width % TILE_WIDTH as u64) as usize);
        if unfinished != 0 {
            let hashes = load(level, position)?;
            let Some(hashes) = hashes.get(..unfinished * 32) else { return Ok(None) };
            peaks.push(peaks_within(hashes));
        }
        if position == 0 {
            break;
        }
        width = position;
    }
    // The largest subtrees stand at the highest level.
    let peaks: Vec<u8> = peaks.into_iter().rev().flatten().flatten().collect();
    Ok(Frontier::restore(size, &peaks).map(|frontier| frontier.root()))
}

/// Gives the roots of the complete subtrees over these hashes, the largest first.
fn peaks_within(mut hashes: &[u8]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    while let Some(bits) = (hashes.len() / 32).checked_ilog2() {
        let (subtree, rest) = hashes.split_at(32 << bits);
        peaks.push(root_of_full(subtree));
        hashes = rest;
    }
    peaks
}

/// Gives the root over a number of hashes that is a power of two.
pub(super) fn root_of_full(hashes: &[u8]) -> Hash {
    let mut nodes: Vec<Hash> = hashes.as_chunks::<32>().0.to_vec();
    while nodes.len() > 1 {
        nodes = nodes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    nodes[0]
}

#[cfg(test)]
mod tests {
    use super::super::tree::leaf_hash;
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_root_of_every_earlier_size_is_found_in_a_grown_tree() {
        let (mut edge, mut frontier, mut tiles) = (Edge::default(), Frontier::default(), HashMap::new());
        let mut roots = vec![frontier.root()];
        for size in 1..=140_000u64 {
            let leaf = leaf_hash(&size.to_be_bytes());
            frontier.push(leaf);
            edge.push(leaf, |tile| tiles.insert((tile.level, tile.position), tile.hashes).map_or(Ok(()), Err)).unwrap();
            roots.push(if size <= 1000 || LARGE.contains(&size) { frontier.root() } else { [0; 32] });
        }
        tiles.extend(edge.unfinished().map(|tile| ((tile.level, tile.position), tile.hashes)));
        for size in (0..=1000).chain(LARGE) {
            let (mut asked, load) = (0, |level, position| tiles.get(&(level, position)).cloned().ok_or(()));
            let root = root_at(size, |level, position| {
                asked += 1;
                load(level, position)
            });
            assert_eq!(root, Ok(Some(roots[size as usize])), "size {size}");
            assert!(asked <= 3, "{asked} tiles for size {size}");
        }
        assert_eq!(root_at(140_001, |_, _| Ok::<_, ()>(vec![0; 32])), Ok(None));
    }

    const LARGE: [u64; 9] = [65_535, 65_536, 65_537, 65_792, 131_071, 131_072, 131_073, 139_999, 140_000];

    #[test]
    fn tiles_stand_where_another_implementation_looks_for_them() {
        for size in [1, 255, 256, 257, 511, 65_536, 70_000] {
            let ours: Vec<String> = shelves(size).map(|shelf| shelf.path().replacen("tile/", "tile/8/", 1)).collect();
            let theirs: Vec<String> =
                tlog_tiles::Tile::new_tiles(8, 0, size).iter().map(tlog_tiles::Tile::path).collect();
            assert_eq!(ours, theirs, "size {size}");
        }
        let seventy: Vec<Shelf> = shelves(70_000).filter(|shelf| shelf.width < TILE_WIDTH).collect();
        let paths: Vec<String> = seventy.iter().map(Shelf::path).collect();
        assert_eq!(paths, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
        let far = Shelf { level: 0, position: 1_234_067, width: 256 };
        assert_eq!(
            (far.path(), far.entries_path()),
            ("tile/0/x001/x234/067".into(), "tile/entries/x001/x234/067".into())
        );
        assert_eq!((far.first(), far.end()), (1_234_067 * 256, 1_234_068 * 256));
    }

    #[test]
    fn another_reader_finds_the_same_root_in_the_tiles() {
        let (mut edge, mut frontier, mut tiles) = (Edge::default(), Frontier::default(), HashMap::new());
        for size in 1..=66_000u64 {
            let leaf = leaf_hash(&size.to_be_bytes());
            frontier.push(leaf);
            edge.push(leaf, |tile| tiles.insert((tile.level, tile.position), tile.hashes).map_or(Ok(()), Err)).unwrap();
            if [1, 255, 256, 257, 65_536, 66_000].contains(&size) {
                let mut all = tiles.clone();
                all.extend(edge.unfinished().map(|tile| ((tile.level, tile.position), tile.hashes)));
                assert_eq!(root_by_tiles(size, &all), frontier.root(), "size {size}");
                let load = |level, position| all.get(&(level, position)).cloned().ok_or(());
                let restored = Edge::restore(size, load).unwrap();
                assert!(restored.unfinished().eq(edge.unfinished()));
            }
        }
    }

    fn root_by_tiles(size: u64, tiles: &HashMap<(u64, u64), Vec<u8>>) -> Hash {
        use tlog_tiles::tlog::{self, HashReader};
        struct Tiles<'a>(&'a HashMap<(u64, u64), Vec<u8>>);
        impl HashReader for Tiles<'_> {
            fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
                Ok(indexes.iter().map(|&index| self.node(index)).collect())
            }
        }
        impl Tiles<'_> {
            fn node(&self, index: u64) -> tlog::Hash {
                let (level, at) = tlog::split_stored_hash_index(index);
                let (tile_level, rest) = (u64::from(level) / 8, u64::from(level) % 8);
                let first = at << rest;
                let hashes = &self.0[&(tile_level, first / 256)];
                let from = (first % 256) as usize * 32;
                let mut nodes: Vec<Hash> = hashes[from..from + (32 << rest)].as_chunks::<32>().0.to_vec();
                while nodes.len() > 1 {
                    nodes = nodes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
                }
                tlog::Hash(nodes[0])
            }
        }
        tlog::tree_hash(size, &Tiles(tiles)).unwrap().0
    }
}
