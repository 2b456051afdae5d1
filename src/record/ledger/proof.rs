//! Merkle proofs over a log: that an event is in it, and that it only grew (RFC 9162, sections 2.1.3 and 2.1.4).

use super::tiles::{TILE_WIDTH, root_of_full};
use super::tree::{Hash, empty_root, node_hash};
use std::collections::HashMap;

/// The hashes of a proof, from the leaf up.
pub type Path = Vec<Hash>;

/// The size and root of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of leaves.
    pub size: u64,
    pub root: Hash,
}

/// Gives the path from a leaf to the root over the first `size` leaves; `None` where there is no such leaf, or a tile
/// lacks hashes.
///
/// `load` gives the hashes at a level and position, and is asked once for each tile.
pub fn inclusion<E>(
    index: u64,
    size: u64,
    load: impl FnMut(u64, u64) -> Result<Vec<u8>, E>,
) -> Result<Option<Path>, E> {
    if index >= size {
        return Ok(None);
    }
    let (mut from, mut to, mut siblings) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = middle(from, to);
        let left = index < middle;
        siblings.push(if left { (middle, to) } else { (from, middle) });
        (from, to) = if left { (from, middle) } else { (middle, to) };
    }
    Nodes::behind(load).roots(siblings.into_iter().rev())
}

/// Gives the proof that the first `new` leaves begin with the first `old`; `None` where `old` is larger, or a tile
/// lacks hashes.
///
/// It is empty where the sizes are equal, and where `old` is 0. `load` is asked once for each tile.
pub fn consistency<E>(old: u64, new: u64, load: impl FnMut(u64, u64) -> Result<Vec<u8>, E>) -> Result<Option<Path>, E> {
    if old > new {
        return Ok(None);
    }
    let (mut from, mut to, mut parts) = (0, if old == 0 { 0 } else { new }, Vec::new());
    while old < to {
        let middle = middle(from, to);
        let left = old <= middle;
        parts.push(if left { (middle, to) } else { (from, middle) });
        (from, to) = if left { (from, middle) } else { (middle, to) };
    }
    // Where the old tree is a whole subtree of the new one, who checks has its root already.
    if from > 0 {
        parts.push((from, to));
    }
    Nodes::behind(load).roots(parts.into_iter().rev())
}

/// Says whether a leaf stands at `index` of the tree, by its path.
pub fn verify_inclusion(leaf: &Hash, index: u64, head: &Head, path: &[Hash]) -> bool {
    root_by(leaf, index, head.size, path) == Some(head.root)
}

/// Gives the root to which a path leads from a leaf; `None` where the path does not fit index and size.
pub fn root_by(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    let mut climb = Climb::between(index, size.checked_sub(1).filter(|last| index <= *last)?);
    let mut root = *leaf;
    for sibling in path {
        root = match climb.side()? {
            Side::Left => node_hash(sibling, &root),
            Side::Right => node_hash(&root, sibling),
        };
    }
    climb.arrived().then_some(root)
}

/// Says whether the tree under `new` begins with the tree under `old`, by a proof of consistency.
pub fn verify_consistency(old: &Head, new: &Head, path: &[Hash]) -> bool {
    if old.size == 0 {
        return old.root == empty_root() && path.is_empty();
    }
    if old.size == new.size {
        return old.root == new.root && path.is_empty();
    }
    old.size < new.size && roots_by(old, new.size, path) == Some((old.root, new.root))
}

fn roots_by(old: &Head, new: u64, path: &[Hash]) -> Option<(Hash, Hash)> {
    let (start, path) = if old.size.is_power_of_two() { (&old.root, path) } else { path.split_first()? };
    let full = (old.size - 1).trailing_ones();
    let mut climb = Climb::between((old.size - 1) >> full, new.checked_sub(1)?.checked_shr(full)?);
    let (mut before, mut after) = (*start, *start);
    for part in path {
        match climb.side()? {
            Side::Left => (before, after) = (node_hash(part, &before), node_hash(part, &after)),
            Side::Right => after = node_hash(&after, part),
        }
    }
    climb.arrived().then_some((before, after))
}

/// Where the next hash of a path stands, seen from the node that was reached.
enum Side {
    Left,
    Right,
}

/// The way up from a node, beside the last node of its level.
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    fn between(node: u64, last: u64) -> Self {
        Self { node, last }
    }

    /// Goes up to where the next hash of a path joins; `None` where that is above the root.
    fn side(&mut self) -> Option<Side> {
        if self.last == 0 || self.node > self.last {
            return None;
        }
        let left = self.node & 1 == 1 || self.node == self.last;
        if left {
            // The last node of an uneven level moves up unpaired.
            let unpaired = self.node.trailing_zeros().min(63);
            (self.node, self.last) = (self.node >> unpaired, self.last >> unpaired);
        }
        (self.node, self.last) = (self.node >> 1, self.last >> 1);
        Some(if left { Side::Left } else { Side::Right })
    }

    fn arrived(&self) -> bool {
        self.last == 0
    }
}

/// Gives where a tree over more than one leaf is split: the largest power of two below its size.
fn middle(from: u64, to: u64) -> u64 {
    from + (1 << (to - from - 1).ilog2())
}

/// The nodes of a tree, from its tiles.
struct Nodes<L> {
    load: L,
    tiles: HashMap<(u64, u64), Vec<u8>>,
}

impl<E, L: FnMut(u64, u64) -> Result<Vec<u8>, E>> Nodes<L> {
    fn behind(load: L) -> Self {
        Self { load, tiles: HashMap::new() }
    }

    fn roots(mut self, ranges: impl Iterator<Item = (u64, u64)>) -> Result<Option<Path>, E> {
        ranges.map(|(from, to)| self.root(from, to)).collect()
    }

    /// Gives the root over a range of leaves that is a subtree.
    fn root(&mut self, from: u64, to: u64) -> Result<Option<Hash>, E> {
        if (to - from).is_power_of_two() {
            let level = u64::from((to - from).ilog2());
            return self.node(level, from >> level);
        }
        let middle = middle(from, to);
        let (left, right) = (self.root(from, middle)?, self.root(middle, to)?);
        Ok(left.zip(right).map(|(left, right)| node_hash(&left, &right)))
    }

    /// Gives the node over 2^`level` leaves, the `index`th of its level.
    fn node(&mut self, level: u64, index: u64) -> Result<Option<Hash>, E> {
        let (within, first) = (level % 8, index << (level % 8));
        let (level, position) = (level / 8, first / TILE_WIDTH as u64);
        let tile = match self.tiles.entry((level, position)) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => new.insert((self.load)(level, position)?),
        };
        let at = (first % TILE_WIDTH as u64) as usize * 32;
        Ok(tile.get(at..at + (32 << within)).map(root_of_full))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tiles::Edge;
    use super::super::tree::{Frontier, leaf_hash};
    use super::*;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;
    use std::convert::Infallible;
    use tlog_tiles::tlog;

    /// A tree as a log keeps it, and the root at every size.
    struct Grown {
        tiles: HashMap<(u64, u64), Vec<u8>>,
        roots: Vec<Hash>,
    }

    impl Grown {
        fn to(size: u64) -> Self {
            let (mut edge, mut frontier, mut tiles) = (Edge::default(), Frontier::default(), HashMap::new());
            let mut roots = vec![frontier.root()];
            for index in 0..size {
                frontier.push(leaf(index));
                roots.push(frontier.root());
                let kept: Result<(), Infallible> = edge.push(leaf(index), |full| {
                    tiles.insert((full.level, full.position), full.hashes);
                    Ok(())
                });
                kept.unwrap();
            }
            tiles.extend(edge.unfinished().map(|tile| ((tile.level, tile.position), tile.hashes)));
            Self { tiles, roots }
        }

        fn load(&self) -> impl FnMut(u64, u64) -> Result<Vec<u8>, Infallible> {
            let mut asked = std::collections::HashSet::new();
            move |level, position| {
                assert!(asked.insert((level, position)), "tile {level}/{position} was asked for twice");
                Ok(self.tiles[&(level, position)].clone())
            }
        }

        fn head(&self, size: u64) -> Head {
            Head { size, root: self.roots[size as usize] }
        }

        fn inclusion(&self, index: u64, size: u64) -> Path {
            inclusion(index, size, self.load()).unwrap().unwrap()
        }

        fn consistency(&self, old: u64, new: u64) -> Path {
            consistency(old, new, self.load()).unwrap().unwrap()
        }
    }

    fn leaf(index: u64) -> Hash {
        leaf_hash(&index.to_be_bytes())
    }

    /// The hashes that `tlog` would have stored, by its own numbering.
    struct Stored(Vec<tlog::Hash>);

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            Ok(indexes.iter().map(|&index| self.0[index as usize]).collect())
        }
    }

    impl Stored {
        fn to(size: u64) -> Self {
            let mut stored = Self(Vec::new());
            for index in 0..size {
                let hashes = tlog::stored_hashes(index, &index.to_be_bytes(), &stored).unwrap();
                stored.0.extend(hashes);
            }
            stored
        }
    }

    #[test]
    fn proofs_agree_with_another_implementation() {
        let (ours, theirs) = (Grown::to(300), Stored::to(300));
        for size in (1..=130).chain(253..=259).chain([300]) {
            let head = ours.head(size);
            for index in 0..size {
                let path = ours.inclusion(index, size);
                let expected = tlog::prove_record(size, index, &theirs).unwrap();
                assert!(path.iter().eq(expected.iter().map(|hash| &hash.0)), "event {index} of {size}");
                assert!(verify_inclusion(&leaf(index), index, &head, &path), "event {index} of {size}");
            }
            for old in 1..=size {
                let path = ours.consistency(old, size);
                let expected = tlog::prove_tree(size, old, &theirs).unwrap();
                assert!(path.iter().eq(expected.iter().map(|hash| &hash.0)), "from {old} to {size}");
                assert!(verify_consistency(&ours.head(old), &head, &path), "from {old} to {size}");
            }
        }
    }

    #[test]
    fn a_third_implementation_accepts_the_proofs() {
        let ours = Grown::to(120);
        let mut theirs = MemoryBackedTree::<sha2::Sha256, [u8; 8]>::new();
        let mut roots = vec![theirs.root()];
        for size in 1..=120u64 {
            theirs.push((size - 1).to_be_bytes());
            roots.push(theirs.root());
            let root = theirs.root();
            for index in 0..size {
                let bytes = ours.inclusion(index, size).concat();
                let proof = ct_merkle::InclusionProof::try_from_bytes(bytes).unwrap();
                root.verify_inclusion(&index.to_be_bytes(), index, &proof).unwrap();
            }
            for old in 1..size {
                let bytes = ours.consistency(old, size).concat();
                let proof = ct_merkle::ConsistencyProof::try_from_bytes(bytes).unwrap();
                root.verify_consistency(&roots[old as usize], &proof).unwrap();
            }
        }
    }

    #[test]
    fn proofs_hold_in_trees_of_several_levels() {
        let (ours, theirs) = (Grown::to(140_000), Stored::to(140_000));
        let sizes = [255, 256, 257, 511, 65_535, 65_536, 65_537, 65_793, 100_001, 131_071, 131_072, 131_073, 140_000];
        for size in sizes {
            for index in sizes.iter().map(|other| other - 1).chain([0, size / 2, size / 3]).filter(|at| *at < size) {
                let path = ours.inclusion(index, size);
                assert!(path.iter().eq(tlog::prove_record(size, index, &theirs).unwrap().iter().map(|hash| &hash.0)));
                assert!(verify_inclusion(&leaf(index), index, &ours.head(size), &path));
                let old = index + 1;
                let path = ours.consistency(old, size);
                assert!(path.iter().eq(tlog::prove_tree(size, old, &theirs).unwrap().iter().map(|hash| &hash.0)));
                assert!(verify_consistency(&ours.head(old), &ours.head(size), &path));
            }
        }
    }

    #[test]
    fn what_is_not_there_has_no_proof() {
        let tree = Grown::to(5);
        assert_eq!(inclusion(5, 5, tree.load()), Ok(None));
        assert_eq!(inclusion(0, 0, tree.load()), Ok(None));
        assert_eq!(consistency(6, 5, tree.load()), Ok(None));
        assert_eq!(inclusion(1, 9, |_, _| Ok::<_, ()>(vec![0; 64])), Ok(None));
        assert_eq!(inclusion(1, 9, |_, _| Err("unread")), Err("unread"));
        assert_eq!(consistency(0, 5, tree.load()), Ok(Some(vec![])));
    }

    #[test]
    fn every_size_follows_from_the_empty_tree_and_from_nothing_else() {
        let tree = Grown::to(5);
        assert!(verify_consistency(&tree.head(0), &tree.head(5), &[]));
        assert!(!verify_consistency(&Head { size: 0, root: [1; 32] }, &tree.head(5), &[]));
        assert!(!verify_consistency(&tree.head(0), &tree.head(5), &[[1; 32]]));
    }

    #[test]
    fn numbers_at_the_edge_are_refused_without_a_panic() {
        let head = |size| Head { size, root: [0; 32] };
        for size in [0, 1, 2, u64::MAX - 1, u64::MAX] {
            for index in [0, 1, size.wrapping_sub(1), size, u64::MAX] {
                for length in [0, 1, 63, 64, 65, 200] {
                    assert!(!verify_inclusion(&[1; 32], index, &head(size), &vec![[2; 32]; length]));
                    let old = Head { size: index, root: [3; 32] };
                    assert!(!verify_consistency(&old, &head(size), &vec![[2; 32]; length]));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_tampered_proof_of_inclusion_is_refused(
            size in 1u64..2000, at in any::<u64>(), other in any::<u64>(), bit in any::<usize>(), extra in any::<Hash>()
        ) {
            let tree = Grown::to(size);
            let (index, other) = (at % size, other % (size + 3));
            let (head, path, leaf) = (tree.head(size), tree.inclusion(index, size), leaf(index));
            prop_assert!(verify_inclusion(&leaf, index, &head, &path));
            prop_assert!(other == index || !verify_inclusion(&leaf, other, &head, &path));
            for wrong in tampered(&path, bit, extra) {
                prop_assert!(!verify_inclusion(&leaf, index, &head, &wrong));
            }
            prop_assert!(!verify_inclusion(&flipped(&leaf, bit), index, &head, &path));
            prop_assert!(!verify_inclusion(&leaf, index, &elsewhere(head, bit), &path));
        }

        #[test]
        fn a_tampered_proof_of_consistency_is_refused(
            new in 1u64..2000, at in any::<u64>(), bit in any::<usize>(), extra in any::<Hash>()
        ) {
            let tree = Grown::to(new);
            let old = tree.head(at % new + 1);
            let (head, path) = (tree.head(new), tree.consistency(old.size, new));
            prop_assert!(verify_consistency(&old, &head, &path));
            for wrong in tampered(&path, bit, extra) {
                prop_assert!(!verify_consistency(&old, &head, &wrong));
            }
            prop_assert!(!verify_consistency(&elsewhere(old, bit), &head, &path));
            prop_assert!(!verify_consistency(&old, &elsewhere(head, bit), &path));
            prop_assert!(old.size == new || !verify_consistency(&head, &old, &path));
        }

        #[test]
        fn every_pair_in_a_large_tree_is_proven(size in 1u64..140_000, at in any::<u64>()) {
            let tree = LARGE.get_or_init(|| Grown::to(140_000));
            let index = at % size;
            let head = tree.head(size);
            prop_assert!(verify_inclusion(&leaf(index), index, &head, &tree.inclusion(index, size)));
            let old = tree.head(index + 1);
            prop_assert!(verify_consistency(&old, &head, &tree.consistency(old.size, size)));
        }
    }

    static LARGE: std::sync::OnceLock<Grown> = std::sync::OnceLock::new();

    fn tampered(path: &[Hash], bit: usize, extra: Hash) -> Vec<Path> {
        let longer = [path, &[extra]].concat();
        let earlier = [&[extra], path].concat();
        let mut wrong = vec![longer, earlier];
        if let Some((_, shorter)) = path.split_last() {
            wrong.push(shorter.to_vec());
            let at = bit % path.len();
            let mut bent = path.to_vec();
            bent[at] = flipped(&bent[at], bit);
            wrong.push(bent);
        }
        if path.len() > 1 {
            wrong.push(path.iter().rev().copied().collect());
        }
        wrong
    }

    fn elsewhere(head: Head, bit: usize) -> Head {
        Head { root: flipped(&head.root, bit), ..head }
    }

    fn flipped(hash: &Hash, bit: usize) -> Hash {
        let mut bent = *hash;
        bent[bit % 32] ^= 1 << (bit % 8);
        bent
    }
}
