//! The log of checkpoints: its pieces, each an object that is written once.

use super::FOLDER;
use crate::actions::{Abri, Outcome, Problem};
use crate::blobs;
use crate::crypto::checkpoints::{Line, Signers};
use crate::crypto::log_piece::{self, Piece};
use crate::crypto::log_proof;
use crate::crypto::merkle::{self, Tree};
use bytes::Bytes;

/// A piece that is not what it must be.
const DAMAGED: Problem = Problem::Damaged("log of checkpoints");

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
    let text = log_piece::text(&note, lines, &tree);
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
    let piece = Piece::read(&reading.signers, reading.least, size, text).ok_or(DAMAGED)?;
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
