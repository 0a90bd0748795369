//! The pieces of the log, each an object that is written once:
//!
//! ```text
//! <signed note>                  of the log that ends with these lines
//!                                an empty line
//! line <hex>                     each line
//! edge <hex>                     the right edge of the tree then, the largest subtree first
//! ```

use super::FOLDER;
use crate::actions::{Abri, Outcome, Problem};
use crate::blobs;
use crate::crypto::checkpoints::{Line, Signers};
use crate::crypto::log_proof;
use crate::crypto::merkle::{self, Tree};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use std::fmt::Write;

/// A piece that is not what it must be.
const DAMAGED: Problem = Problem::Damaged("log of checkpoints");

/// Some lines, and the log that they end.
pub(super) struct Piece {
    /// The signed note.
    pub(super) note: String,
    /// Which of the signers signed it.
    pub(super) by: usize,
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The log, these lines included.
    pub(super) tree: Tree,
}

fn name(first: u64) -> String {
    format!("{FOLDER}/log/{first:016}")
}

/// Adds lines to a log of which `tree` is known; the proof of each.
pub(super) async fn add(abri: &Abri, mut tree: Tree, lines: &[Line]) -> Outcome<Vec<String>> {
    let (first, at) = (tree.size(), name(tree.size()));
    let leaves: Vec<_> = lines.iter().map(|line| line.leaf()).collect();
    let paths = merkle::paths(&tree, &leaves);
    for leaf in leaves {
        tree.push(leaf);
    }
    let note = abri.keys.checkpoint_signer().sign(&tree);
    let proofs = (first..).zip(std::iter::zip(lines, paths));
    let proofs = proofs.map(|(place, (line, path))| log_proof::proof(*line, place, &path, &note));
    let proofs = proofs.collect();
    let mut text = note + "\n";
    for line in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "line {}", HEXLOWER.encode(&line.to_bytes()));
    }
    for hash in tree.edge() {
        let _ = writeln!(text, "edge {}", HEXLOWER.encode(hash));
    }
    abri.objects.put(&at, Bytes::from(text)).await?;
    Ok(proofs)
}

/// Who is believed, piece after piece.
pub(super) struct Reading {
    signers: Signers,
    /// Nobody before this one any more.
    least: usize,
}

impl Reading {
    pub(super) fn of(abri: &Abri) -> Self {
        Self {
            signers: abri.keys.checkpoint_signers(),
            least: 0,
        }
    }
}

/// The piece that follows a log of this size; `None` at its end.
pub(super) async fn after(abri: &Abri, reading: &mut Reading, size: u64) -> Outcome<Option<Piece>> {
    let name = name(size);
    let Some(length) = abri.objects.head(&name).await? else {
        return Ok(None);
    };
    let bytes = match abri.objects.get_range(&name, length, 0..length).await {
        Ok(bytes) => bytes,
        Err(blobs::Error::Malformed | blobs::Error::Length { .. }) => return Err(DAMAGED),
        Err(other) => return Err(other.into()),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| DAMAGED)?;
    let piece = parse(reading, size, text).ok_or(DAMAGED)?;
    reading.least = piece.by;
    Ok(Some(piece))
}

/// The end of the log, from a place in it that is known.
pub(super) async fn end(abri: &Abri, from: u64) -> Outcome<Option<Piece>> {
    let (mut size, mut last, mut reading) = (from, None, Reading::of(abri));
    while let Some(piece) = after(abri, &mut reading, size).await? {
        size = piece.tree.size();
        last = Some(piece);
    }
    Ok(last)
}

/// Reads a piece; what its note does not sign is none.
fn parse(reading: &Reading, before: u64, text: &str) -> Option<Piece> {
    let (note, body) = text.rsplit_once("\n\n")?;
    let note = format!("{note}\n");
    let signed = reading.signers.read(&note, reading.least)?;
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
    whole.then_some(Piece {
        note,
        by: signed.by,
        lines,
        tree,
    })
}
