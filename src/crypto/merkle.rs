//! Merkle trees as RFC 6962, section 2.1, defines them, grown leaf by leaf.

use crate::crypto::kdf;

/// The hash of a leaf.
pub fn leaf(bytes: &[u8]) -> [u8; 32] {
    kdf::sha256(&[&[0], bytes])
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    kdf::sha256(&[&[1], left, right])
}

/// A tree that leaves are appended to: its size, and the roots of the whole subtrees at its right edge, the largest
/// first. No more of it is needed to go on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    edge: Vec<[u8; 32]>,
}

impl Tree {
    /// From what was kept of one; `None` when a tree of that size has another edge.
    pub fn from_parts(size: u64, edge: Vec<[u8; 32]>) -> Option<Self> {
        (edge.len() == size.count_ones() as usize).then_some(Self { size, edge })
    }

    /// How many leaves it has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots at its right edge.
    pub fn edge(&self) -> &[[u8; 32]] {
        &self.edge
    }

    /// Appends the hash of a leaf.
    pub fn push(&mut self, leaf: [u8; 32]) {
        let mut hash = leaf;
        // Each trailing one of the size is a whole subtree, as large as what has grown to its right.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.edge.pop() {
                hash = node(&left, &hash);
            }
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// The Merkle tree hash.
    pub fn root(&self) -> [u8; 32] {
        let mut from_the_right = self.edge.iter().rev();
        match from_the_right.next() {
            None => kdf::sha256(&[]),
            Some(last) => from_the_right.fold(*last, |right, left| node(left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn hashes(leaves: &[&[u8]]) -> String {
        let mut tree = Tree::default();
        for bytes in leaves {
            tree.push(leaf(bytes));
        }
        HEXLOWER.encode(&tree.root())
    }

    #[test]
    fn roots_match_the_published_certificate_transparency_vectors() {
        assert_eq!(
            hashes(&[]),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hashes(&[b""]),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            hashes(&[b"", b"\0"]),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
        assert_eq!(
            hashes(&[b"", b"\0", b"\x10"]),
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        );
    }

    /// The definition, word for word.
    fn plain(leaves: &[[u8; 32]]) -> [u8; 32] {
        match leaves {
            [] => kdf::sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let left = leaves.len().next_power_of_two() / 2;
                node(&plain(&leaves[..left]), &plain(&leaves[left..]))
            }
        }
    }

    #[test]
    fn a_tree_that_grows_has_the_root_of_rfc_6962() {
        let mut tree = Tree::default();
        let mut leaves = Vec::new();
        for number in 0_u8..100 {
            assert_eq!(tree.root(), plain(&leaves), "{number}");
            let kept = Tree::from_parts(tree.size(), tree.edge().to_vec());
            assert_eq!(kept.as_ref(), Some(&tree));
            leaves.push(leaf(&[number]));
            tree.push(leaf(&[number]));
        }
        assert_eq!(Tree::from_parts(6, tree.edge()[..1].to_vec()), None);
    }
}
