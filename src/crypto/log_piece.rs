//! A piece of the log of checkpoints, as it is written once:
//!
//! ```text
//! <signed note>                  of the log that ends with these lines
//!                                an empty line
//! line <hex>                     each line
//! edge <hex>                     the right edge of the tree then, the largest subtree first
//! ```

use std::fmt::Write;

use data_encoding::HEXLOWER;

use crate::crypto::checkpoints::{Line, Signers};
use crate::crypto::merkle::Tree;

/// Some lines, and the log that they end.
pub struct Piece {
    /// The signed note.
    pub note: String,
    /// Which of the signers signed it.
    pub by: usize,
    /// The lines.
    pub lines: Vec<Line>,
    /// The log, these lines included.
    pub tree: Tree,
}

/// The text of a piece; `note` is signed over `tree`, which `lines` end.
pub fn text(note: &str, lines: &[Line], tree: &Tree) -> String {
    let mut text = format!("{note}\n");
    for line in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "line {}", HEXLOWER.encode(&line.to_bytes()));
    }
    for hash in tree.edge() {
        let _ = writeln!(text, "edge {}", HEXLOWER.encode(hash));
    }
    text
}

impl Piece {
    /// Reads a piece that follows a log of `before` lines; `None` where its note, signed by none before `least`, does not sign it.
    pub fn read(signers: &Signers, least: usize, before: u64, text: &str) -> Option<Self> {
        let (note, body) = text.rsplit_once("\n\n")?;
        let note = format!("{note}\n");
        let signed = signers.read(&note, least)?;
        let (mut lines, mut edge) = (Vec::new(), Vec::new());
        for row in body.lines() {
            let (kind, hex) = row.split_once(' ')?;
            let bytes = HEXLOWER.decode(hex.as_bytes()).ok()?;
            match kind {
                "line" => lines.push(Line::from_bytes(&bytes)?),
                "edge" => edge.push(bytes.try_into().ok()?),
                _ => return None,
            }
        }
        let tree = Tree::from_parts(signed.size, edge)?;
        let follows = before.checked_add(lines.len() as u64) == Some(signed.size);
        let whole = follows && !lines.is_empty() && tree.root() == signed.root;
        whole.then_some(Self {
            note,
            by: signed.by,
            lines,
            tree,
        })
    }
}
