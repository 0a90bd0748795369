//! The whole log, read for a check.

use std::collections::HashMap;

use super::log;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::checkpoints::Said;
use crate::crypto::journal::Head;
use crate::crypto::merkle::Tree;

/// What the log says.
#[derive(Default)]
pub(in crate::actions) struct Whole {
    /// How many lines it has.
    pub(in crate::actions) lines: u64,
    /// The last head of each journal, by its blinded id, since the last restore that was told.
    pub(in crate::actions) heads: HashMap<[u8; 32], Head>,
    /// Journals that the log has seen go back; everyone concerned was told.
    pub(in crate::actions) went_back: u64,
    /// Whether its end is signed by a key of before: another one has taken over, and has signed nothing yet.
    pub(in crate::actions) by_earlier_key: bool,
}

/// Why the log cannot be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A piece is not signed by this installation, or its lines are not those that were signed.
    #[error("the piece after line {0} is damaged, or was not written by this installation")]
    Piece(u64),
    /// It does not go on from what was before.
    #[error("the lines after {0} do not follow from those before")]
    Fork(u64),
    /// Another key has taken over, and has signed nothing.
    #[error(
        "its end is signed by an earlier key: the service signs it anew within five minutes of its start; if it has run for longer, somebody else wrote it"
    )]
    EarlierKey,
    /// What was kept elsewhere is no checkpoint of this installation.
    #[error("the checkpoint that was kept is not signed by this installation")]
    NotSigned,
    /// It is shorter than the noted one, or another one.
    #[error("it is not the log that was noted: lines up to {0} were taken away or changed")]
    NotTheNoted(u64),
}

/// Reads and verifies everything, against a noted checkpoint if there is one.
pub(in crate::actions) async fn whole(
    abri: &Abri,
    noted: Option<(u64, [u8; 32])>,
) -> Outcome<Result<Whole, Flaw>> {
    let here = abri.keys.checkpoint_signers().here();
    let mut reading = log::Reading::of(abri);
    let (mut whole, mut tree) = (Whole::default(), Tree::default());
    let mut found = noted.is_none_or(|noted| noted == (0, tree.root()));
    loop {
        let size = tree.size();
        let piece = match log::after(abri, &mut reading, size).await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(Problem::Damaged(_)) => return Ok(Err(Flaw::Piece(size))),
            Err(other) => return Err(other),
        };
        for line in &piece.lines {
            tree.push(line.leaf());
            found |= noted == Some((tree.size(), tree.root()));
            match line.said {
                Said::Restored => whole.heads.clear(),
                Said::Head(vault, head) | Said::Anew(vault, head) => {
                    whole.heads.insert(vault, head);
                    whole.went_back += u64::from(matches!(line.said, Said::Anew(..)));
                }
            }
        }
        if tree != piece.tree {
            return Ok(Err(Flaw::Fork(size)));
        }
        whole.by_earlier_key = piece.by < here;
    }
    whole.lines = tree.size();
    match noted {
        Some((size, _)) if !found => Ok(Err(Flaw::NotTheNoted(size))),
        _ => Ok(Ok(whole)),
    }
}

/// The newest signed checkpoint, to be kept elsewhere, and who signs. `NotFound` while the log is empty.
pub async fn newest(abri: &Abri) -> Outcome<(String, String)> {
    let piece = log::end(abri, 0).await?.ok_or(Problem::NotFound)?;
    let signers = abri.keys.checkpoint_signers();
    let key = signers.all().get(piece.by).ok_or(Problem::NotFound)?;
    Ok((piece.note, key.text()))
}

/// Whether the log goes on from a checkpoint that was kept elsewhere.
pub async fn goes_on_from(abri: &Abri, note: &str) -> Outcome<Result<(), Flaw>> {
    let Some(noted) = abri.keys.checkpoint_signers().read(note, 0) else {
        return Ok(Err(Flaw::NotSigned));
    };
    let read = whole(abri, Some((noted.size, noted.root))).await?;
    Ok(read.map(drop))
}
