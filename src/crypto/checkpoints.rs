//! The log of all journals' heads: an append-only Merkle tree (RFC 6962, section 2.1) whose root is signed as a
//! C2SP checkpoint (`tlog-checkpoint`, a `signed-note` with Ed25519).
//!
//! ```text
//! leaf  = kind u8 ‖ blinded id[32] ‖ number u64be ‖ hash[32] ‖ time i64be (ms)
//! note  = "abri/" ‖ key id ‖ "\n" ‖ size ‖ "\n" ‖ base64(root) ‖ "\n\n" ‖ "— abri/" ‖ key id ‖ " " ‖ base64(id[4] ‖ signature[64]) ‖ "\n"
//! ```
//!
//! The blinded id is `HMAC(lookup key, "abri/v1/checkpoint" 0x00 ‖ vault id)`: the log names nobody.

use data_encoding::{BASE64, HEXLOWER};

use crate::crypto::journal::Head;
use crate::crypto::kdf;
use crate::crypto::merkle::{self, Tree};
use crate::crypto::secrets::Key;
use crate::crypto::signing;
use crate::domain::time::Moment;

/// Length of a leaf.
pub const LEAF: usize = 1 + 32 + 8 + 32 + 8;
/// The algorithm byte of an Ed25519 key in a signed note.
const ED25519: u8 = 1;

/// What a line of the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The journal of a vault (its blinded id) ended with this entry.
    Head([u8; 32], Head),
    /// The same, of a journal that had gone back; its person was told.
    Anew([u8; 32], Head),
    /// The operator restored a backup: what was logged before may be gone, and everybody was told.
    Restored,
}

/// One line, with its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What is said.
    pub said: Said,
    /// When it was written.
    pub at: Moment,
}

impl Line {
    /// Its bytes in the tree.
    pub fn to_bytes(self) -> [u8; LEAF] {
        let (kind, vault, head) = match self.said {
            Said::Head(vault, head) => (1, vault, head),
            Said::Restored => (2, [0; 32], Head::EMPTY),
            Said::Anew(vault, head) => (3, vault, head),
        };
        let mut bytes = [0; LEAF];
        bytes[0] = kind;
        bytes[1..33].copy_from_slice(&vault);
        bytes[33..41].copy_from_slice(&head.number.to_be_bytes());
        bytes[41..73].copy_from_slice(&head.hash);
        bytes[73..].copy_from_slice(&self.at.millis().to_be_bytes());
        bytes
    }

    /// Its leaf in the tree.
    pub fn leaf(self) -> [u8; 32] {
        merkle::leaf(&self.to_bytes())
    }

    /// Reads them back.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; LEAF] = bytes.try_into().ok()?;
        let (kind, rest) = bytes.split_first()?;
        let (vault, rest) = rest.split_first_chunk::<32>()?;
        let (number, rest) = rest.split_first_chunk::<8>()?;
        let (hash, at) = rest.split_first_chunk::<32>()?;
        let head = Head {
            number: u64::from_be_bytes(*number),
            hash: *hash,
        };
        let said = match kind {
            1 => Said::Head(*vault, head),
            3 => Said::Anew(*vault, head),
            2 if *vault == [0; 32] && head == Head::EMPTY => Said::Restored,
            _ => return None,
        };
        let at = Moment::from_millis(i64::from_be_bytes(at.try_into().ok()?));
        Some(Self { said, at })
    }
}

/// The key that signs the log.
pub struct Signer {
    seed: Key,
    verifier: Verifier,
}

impl Signer {
    pub(super) fn new(seed: Key) -> Self {
        let verifier = Verifier::new(signing::public(&seed));
        Self { seed, verifier }
    }

    /// Who can tell its signatures.
    pub const fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The signed note of a tree.
    pub fn sign(&self, tree: &Tree) -> String {
        let Verifier { name, id, .. } = &self.verifier;
        let text = text(name, tree);
        let signature = signing::sign(&self.seed, text.as_bytes());
        let signature = BASE64.encode(&[&id[..], &signature].concat());
        format!("{text}\n— {name} {signature}\n")
    }
}

/// What a note says, and who signed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// Which of the signers.
    pub by: usize,
    /// Lines of the log then.
    pub size: u64,
    /// Root of its tree.
    pub root: [u8; 32],
}

/// The keys that sign a log one after the other, the oldest first. One of them signs here; those before it signed what came
/// before, and those after it sign where another node has gone over to them already.
#[derive(Debug, Clone)]
pub struct Signers {
    all: Vec<Verifier>,
    here: usize,
}

impl Signers {
    pub(super) fn new(before: &[Verifier], here: &Verifier, after: &[Verifier]) -> Self {
        Self {
            all: [before, std::slice::from_ref(here), after].concat(),
            here: before.len(),
        }
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> &[Verifier] {
        &self.all
    }

    /// Which of them signs here.
    pub const fn here(&self) -> usize {
        self.here
    }

    /// What a note says that is signed by one of them, and by none before `least`: once another key has taken over, the
    /// former one says nothing new.
    pub fn read(&self, note: &str, least: usize) -> Option<Signed> {
        self.all
            .iter()
            .enumerate()
            .skip(least)
            .find_map(|(by, key)| {
                let (size, root) = key.read(note)?;
                Some(Signed { by, size, root })
            })
    }
}

/// The public side of the log's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    public: [u8; 32],
    id: [u8; 4],
    name: String,
}

impl Verifier {
    fn new(public: [u8; 32]) -> Self {
        let short = kdf::sha256(&[b"abri/v1/checkpoint/name\0", &public]);
        let name = format!("abri/{}", HEXLOWER.encode(&short[..4]));
        let hash = kdf::sha256(&[name.as_bytes(), b"\n", &[ED25519], &public]);
        let id = [hash[0], hash[1], hash[2], hash[3]];
        Self { public, id, name }
    }

    /// The name of the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As other tools read it (`signed-note`, verifier key): name, key id, algorithm and key.
    pub fn text(&self) -> String {
        let key = BASE64.encode(&[&[ED25519], &self.public[..]].concat());
        format!("{}+{}+{key}", self.name, HEXLOWER.encode(&self.id))
    }

    /// The size and root that a note says, if it is signed by this key. What is signed ends at the last blank line (C2SP
    /// `signed-note`); nothing but signatures follows it, and those of others are passed over.
    pub fn read(&self, note: &str) -> Option<(u64, [u8; 32])> {
        let (text, signatures) = note.rsplit_once("\n\n")?;
        let text = format!("{text}\n");
        let mut signed = false;
        for line in signatures.lines() {
            let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
            signed |= name == self.name && self.signed(&text, signature);
        }
        if !signed {
            return None;
        }
        let mut lines = text.lines();
        let (name, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        if name != self.name {
            return None;
        }
        let root = BASE64.decode(root.as_bytes()).ok()?;
        Some((size.parse().ok()?, root.try_into().ok()?))
    }

    fn signed(&self, text: &str, signature: &str) -> bool {
        let Ok(signature) = BASE64.decode(signature.as_bytes()) else {
            return false;
        };
        let parts = signature.split_first_chunk::<4>();
        parts.is_some_and(|(id, signature)| {
            *id == self.id && signing::verify(&self.public, text.as_bytes(), signature)
        })
    }
}

/// Not the key of a log of checkpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key of a log is written abri/1234abcd+5678abcd+… as `abri journal checkpoint` prints it"
)]
pub struct NotAKey;

impl std::str::FromStr for Verifier {
    type Err = NotAKey;

    /// Reads what [`Verifier::text`] writes, and nothing else: name and id follow from the key.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        // Base 64 has this sign too: the key is all that follows the second.
        let key = text.trim().splitn(3, '+').nth(2).ok_or(NotAKey)?;
        let key = BASE64.decode(key.as_bytes()).map_err(|_| NotAKey)?;
        let public = match key.split_first() {
            Some((&ED25519, public)) => public.try_into().map_err(|_| NotAKey)?,
            _ => return Err(NotAKey),
        };
        let verifier = Self::new(public);
        (verifier.text() == text.trim())
            .then_some(verifier)
            .ok_or(NotAKey)
    }
}

fn text(name: &str, tree: &Tree) -> String {
    format!("{name}\n{}\n{}\n", tree.size(), BASE64.encode(&tree.root()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64) -> Line {
        let head = Head {
            number,
            hash: [3; 32],
        };
        Line {
            said: Said::Head([7; 32], head),
            at: Moment::from_millis(1000),
        }
    }

    fn tree(size: u64) -> Tree {
        let mut tree = Tree::default();
        for number in 0..size {
            tree.push(line(number).leaf());
        }
        tree
    }

    #[test]
    fn lines_read_back_and_nothing_else_does() {
        for one in [
            line(9),
            Line {
                said: Said::Restored,
                at: Moment::from_millis(5),
            },
        ] {
            assert_eq!(Line::from_bytes(&one.to_bytes()), Some(one));
            let mut other = one.to_bytes();
            other[0] = 4;
            assert_eq!(Line::from_bytes(&other), None);
            assert_eq!(Line::from_bytes(&one.to_bytes()[1..]), None);
        }
    }

    #[test]
    fn attack_a_note_is_of_one_key_one_size_and_one_root() {
        let signer = Signer::new(Key::take(&mut [1; 32]));
        let other = Signer::new(Key::take(&mut [2; 32]));
        let note = signer.sign(&tree(5));
        let name = signer.verifier().name();
        assert!(name.starts_with("abri/") && note.starts_with(&format!("{name}\n")));
        assert_eq!(
            signer.verifier().read(&note),
            Some((5, tree(5).root())),
            "{note}"
        );
        assert_eq!(other.verifier().read(&note), None);
        assert_eq!(
            signer.verifier().read(&note.replace("\n5\n", "\n6\n")),
            None
        );
        let forged = other.sign(&tree(6));
        let renamed = forged.replace(&other.verifier().name, &signer.verifier().name);
        assert_eq!(signer.verifier().read(&renamed), None);
        assert_eq!(signer.verifier().read(""), None);
        // Nothing stands between what is signed and its signature, nor after it, but other signatures.
        let (said, signature) = note.split_once("\n\n").unwrap();
        for more in ["\n", "\n\n", "6\n", "\nabri\n6\n"] {
            for note in [
                format!("{said}\n\n{more}{signature}"),
                format!("{said}\n\n{signature}{more}"),
            ] {
                let read = signer.verifier().read(&note);
                assert!(read.is_none(), "{note}");
            }
        }
        // Those of others are passed over, of a longer name and of the same one.
        let others = format!("— witness.example/w AAAA\n— {name}X AAAA\n— {name} AAAA\n");
        for note in [
            format!("{note}{others}"),
            format!("{said}\n\n{others}{signature}"),
        ] {
            assert_eq!(signer.verifier().read(&note), Some((5, tree(5).root())));
        }
        assert!(signer.verifier().text().starts_with("abri/"));
    }
}
