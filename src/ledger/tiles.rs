//! The node hashes of a growing tree, 256 to a tile, as C2SP tlog-tiles lays them out.

use super::tree::{Hash, node_hash};

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
            let unfinished = width % TILE_WIDTH as u64 != 0;
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

fn root_of_full(hashes: &[u8]) -> Hash {
    let mut nodes: Vec<Hash> = hashes.as_chunks::<32>().0.to_vec();
    while nodes.len() > 1 {
        nodes = nodes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    nodes[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tree::{Frontier, leaf_hash};
    use std::collections::HashMap;

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
