//! The Merkle tree over a log, as RFC 6962 section 2.1 defines it.

use sha2::{Digest, Sha256};

/// A node of the tree: the SHA-256 of a leaf or of two nodes.
pub type Hash = [u8; 32];

/// Hashes the bytes of an entry with the leaf prefix 0x00.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new_with_prefix([0]).chain_update(entry).finalize().into()
}

/// Hashes two nodes with the inner prefix 0x01.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut joined = [1; 65];
    joined[1..33].copy_from_slice(left);
    joined[33..].copy_from_slice(right);
    Sha256::digest(joined).into()
}

/// Gives the root of a tree without leaves: the SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The right edge of a growing tree: the roots of its complete subtrees, largest first.
///
/// Appending costs one hash on average; the root costs one hash per bit set in the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Takes back what [`Frontier::peaks`] gave; `None` if the peaks do not fit the size.
    pub fn restore(size: u64, peaks: &[u8]) -> Option<Self> {
        let (chunks, rest) = peaks.as_chunks::<32>();
        (rest.is_empty() && chunks.len() == size.count_ones() as usize).then(|| Self { size, peaks: chunks.to_vec() })
    }

    /// Gives the peaks as bytes, to be kept until the next append.
    pub fn peaks(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Gives the number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("there is a peak for every bit set in the size");
            node = node_hash(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Gives the root over all leaves.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tlog_tiles::tlog;

    /// The stored hashes of a growing tree, read back by index.
    struct Stored(Vec<tlog::Hash>);

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            Ok(indexes.iter().map(|&index| self.0[index as usize]).collect())
        }
    }

    #[test]
    fn roots_agree_with_another_implementation() {
        let mut frontier = Frontier::default();
        let mut stored = Stored(Vec::new());
        for size in 0..300u64 {
            assert_eq!(frontier.root(), tlog::tree_hash(size, &stored).unwrap().0, "size {size}");
            assert_eq!(Frontier::restore(size, &frontier.peaks()).as_ref(), Some(&frontier));
            let entry = size.to_string();
            let hashes = tlog::stored_hashes(size, entry.as_bytes(), &stored).unwrap();
            stored.0.extend(hashes);
            frontier.push(leaf_hash(entry.as_bytes()));
        }
    }

    #[test]
    fn peaks_that_do_not_fit_the_size_are_refused() {
        assert_eq!(Frontier::restore(3, &[0; 32]), None);
        assert_eq!(Frontier::restore(1, &[0; 31]), None);
    }
}
