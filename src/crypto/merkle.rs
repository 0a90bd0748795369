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

/// What is beside the way from leaves to the root (RFC 6962, section 2.1.1), of each of `leaves` in the tree that they
/// make of `before`; each path from the leaf upwards.
pub fn paths(before: &Tree, leaves: &[[u8; 32]]) -> Vec<Vec<[u8; 32]>> {
    let mut paths = vec![Vec::new(); leaves.len()];
    let mut edge = before.edge.clone();
    let (mut level, mut first) = (leaves.to_vec(), before.size);
    let mut places: Vec<u64> = (first..).take(leaves.len()).collect();
    while first > 0 || level.len() > 1 {
        if first % 2 == 1 {
            // Whole already, and no part of what comes: the smallest that is left of the edge.
            level.splice(..0, edge.pop());
            first -= 1;
        }
        for (path, place) in std::iter::zip(&mut paths, &mut places) {
            // The last of a level may have nobody beside it.
            let beside = usize::try_from((*place ^ 1) - first).ok();
            path.extend(beside.and_then(|at| level.get(at)));
            *place /= 2;
        }
        level = level.chunks(2).map(pair).collect();
        first /= 2;
    }
    paths
}

fn pair(two: &[[u8; 32]]) -> [u8; 32] {
    match two {
        [left, right] => node(left, right),
        alone => alone.first().copied().unwrap_or_default(),
    }
}

/// The root that a path gives for a leaf at this place of a tree of this size (RFC 9162, section 2.1.3.2); `None` where
/// no such path leads.
pub fn root_of(leaf: [u8; 32], place: u64, size: u64, path: &[[u8; 32]]) -> Option<[u8; 32]> {
    let (mut at, mut last) = (place, size.checked_sub(1)?);
    if at > last {
        return None;
    }
    let mut hash = leaf;
    for beside in path {
        if last == 0 {
            return None;
        }
        // Those that have nobody beside them go up as they are.
        while at == last && at % 2 == 0 {
            (at, last) = (at / 2, last / 2);
        }
        hash = if at % 2 == 1 {
            node(beside, &hash)
        } else {
            node(&hash, beside)
        };
        (at, last) = (at / 2, last / 2);
    }
    (last == 0).then_some(hash)
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

    /// RFC 6962, section 2.1.1, word for word.
    fn plain_path(place: usize, leaves: &[[u8; 32]]) -> Vec<[u8; 32]> {
        if leaves.len() < 2 {
            return Vec::new();
        }
        let left = leaves.len().next_power_of_two() / 2;
        let (mut path, beside) = if place < left {
            (plain_path(place, &leaves[..left]), plain(&leaves[left..]))
        } else {
            let path = plain_path(place - left, &leaves[left..]);
            (path, plain(&leaves[..left]))
        };
        path.push(beside);
        path
    }

    #[test]
    fn paths_are_those_of_rfc_6962_and_lead_to_the_root() {
        let leaves: Vec<_> = (0_u8..40).map(|number| leaf(&[number])).collect();
        for all in 1..=leaves.len() {
            let root = plain(&leaves[..all]);
            for old in 0..all {
                let mut before = Tree::default();
                for leaf in &leaves[..old] {
                    before.push(*leaf);
                }
                let paths = paths(&before, &leaves[old..all]);
                assert_eq!(paths.len(), all - old);
                for (place, path) in (old..).zip(&paths) {
                    assert_eq!(path, &plain_path(place, &leaves[..all]), "{place} of {all}");
                    let led = root_of(leaves[place], place as u64, all as u64, path);
                    assert_eq!(led, Some(root), "{place} of {all}");
                }
            }
        }
    }

    #[test]
    fn paths_match_the_published_certificate_transparency_vectors() {
        let inputs = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let leaves = inputs.map(|hex| leaf(&HEXLOWER.decode(hex.as_bytes()).unwrap()));
        let first = &paths(&Tree::default(), &leaves)[0];
        let first: Vec<_> = first.iter().map(|hash| HEXLOWER.encode(hash)).collect();
        assert_eq!(
            first,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        );
    }

    #[test]
    fn attack_a_path_is_of_one_leaf_one_place_and_one_size() {
        let leaves: Vec<_> = (0_u8..11).map(|number| leaf(&[number])).collect();
        let root = plain(&leaves);
        for (place, path) in (0_u64..).zip(&paths(&Tree::default(), &leaves)) {
            let leads =
                |leaf, place, size, path: &[_]| root_of(leaf, place, size, path) == Some(root);
            let own = leaves[usize::try_from(place).unwrap()];
            assert!(leads(own, place, 11, path));
            assert!(!leads(leaf(b"other"), place, 11, path));
            for other in (0..20).filter(|other| *other != place) {
                assert!(!leads(own, other, 11, path), "{place} as {other}");
            }
            assert!(!leads(own, place, 0, path));
            assert!(!leads(own, place, 11, &path[1..]));
            let longer = [&path[..], &[[7; 32]]].concat();
            assert!(!leads(own, place, 11, &longer));
            for at in 0..path.len() {
                let mut other = path.clone();
                other[at][31] ^= 1;
                assert!(!leads(own, place, 11, &other));
            }
        }
    }
}
