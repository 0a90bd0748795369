//! Every five minutes the heads of the journals that grew are logged.

use super::{compare, heads, log};
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::checkpoints::{Line, Said};
use crate::crypto::journal::Head;
use crate::crypto::log_piece::Piece;
use crate::crypto::merkle::Tree;
use crate::domain::time::Span;
use crate::store::vaults::{self, VaultRow};
use crate::store::{leases, marks};

/// Journals that a round logs, well within the lease though each takes a few steps of an object store; the next round
/// takes the rest.
const AT_ONCE: u32 = 1_000;
const LEASE: &str = "checkpoints";
/// How long the log was, so that its end is found again without reading it all. What a restore takes back is read on
/// from there.
const LENGTH: &str = "checkpoints";
/// How long the log may be, raised before it grows: a longer one was written by tables that were taken back since.
const AT_MOST: &str = "checkpoints at most";

/// Logs what changed; how many journals. Another process at it: none.
pub async fn append(abri: &Abri, holder: &[u8; 16]) -> Outcome<usize> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let taken = leases::take(&mut tx, LEASE, holder, now, Span::minutes(5)).await?;
    tx.commit().await?;
    if !taken {
        return Ok(0);
    }
    let logged = log_grown(abri).await;
    let mut tx = abri.store.ephemeral.begin().await?;
    leases::release(&mut tx, LEASE, holder).await?;
    tx.commit().await?;
    logged
}

async fn log_grown(abri: &Abri) -> Outcome<usize> {
    let mut tx = abri.store.durable.look().await?;
    let grown = vaults::unlogged(&mut tx, AT_ONCE).await?;
    drop(tx);
    let mut sound = Vec::new();
    for vault in grown {
        match compare::compare(abri, vault.id).await {
            Ok(false) => sound.push(vault),
            // Logged at the next round, with the entry that says so.
            Ok(true) => {}
            // Its inbox was tampered with: the check says so, and all others are logged.
            Err(Problem::Damaged(what)) => {
                tracing::error!(what, "a vault that went back cannot be told, nor logged");
            }
            Err(other) => return Err(other),
        }
    }
    if sound.is_empty() && is_signed_before(abri).await? {
        // A line that says nothing new: the key that has taken over vouches for all that came before.
        let mut tx = abri.store.durable.look().await?;
        sound = vaults::after(&mut tx, None, 1).await?;
    }
    if sound.is_empty() {
        return Ok(0);
    }
    let mut lines = Vec::new();
    for vault in &sound {
        lines.push(line(abri, vault).await?);
    }
    let proofs = add(abri, &lines).await?;
    let mut logged = Vec::new();
    for (vault, proof) in std::iter::zip(&sound, proofs) {
        heads::write(abri, vault.id, head(vault), proof).await?;
        logged.push((vault.id, vault.journal_number));
    }
    let mut tx = abri.store.durable.begin().await?;
    for (id, number) in logged {
        vaults::logged(&mut tx, id, number).await?;
    }
    tx.commit().await?;
    Ok(sound.len())
}

/// Whether the end of the log is signed by a key of before. Nothing is read where there was none.
async fn is_signed_before(abri: &Abri) -> Outcome<bool> {
    let here = abri.keys.checkpoint_signers().here();
    Ok(here > 0 && end(abri).await?.is_some_and(|piece| piece.by < here))
}

/// A backup was restored and everybody is told of it: what was logged before counts no more.
pub(in crate::actions) async fn restored(abri: &Abri) -> Outcome<()> {
    let line = Line {
        said: Said::Restored,
        at: abri.now(),
    };
    add(abri, &[line]).await.map(drop)
}

/// Whether the log is longer than these tables know: they are at an earlier state. Tables that never noted its length
/// say nothing.
pub(in crate::actions) async fn is_ahead(abri: &Abri) -> Outcome<bool> {
    let size = tree(abri).await?.size();
    // The log first: a node that writes raises the mark before it.
    let mut tx = abri.store.durable.look().await?;
    let known = marks::read(&mut tx, AT_MOST).await?;
    Ok(known.is_some_and(|known| u64::try_from(known).unwrap_or(0) < size))
}

/// What followed from that is done.
pub(in crate::actions) async fn caught_up(abri: &Abri) -> Outcome<()> {
    let size = tree(abri).await?.size();
    raise(abri, AT_MOST, size).await
}

async fn raise(abri: &Abri, mark: &str, to: u64) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    marks::raise(&mut tx, mark, i64::try_from(to).unwrap_or(i64::MAX)).await?;
    Ok(tx.commit().await?)
}

/// The end of the log as it is now.
async fn end(abri: &Abri) -> Outcome<Option<Piece>> {
    let mut tx = abri.store.durable.look().await?;
    let from = marks::read(&mut tx, LENGTH).await?.unwrap_or(0);
    drop(tx);
    let from = u64::try_from(from).unwrap_or(0);
    let here = abri.keys.checkpoint_signers().here();
    match log::end(abri, from).await? {
        Some(piece) if piece.by >= here => Ok(Some(piece)),
        // The mark names a length at which no piece begins yet: the log is that long, or shorter and was taken away. Or its
        // end is signed by an earlier key, which may stand behind nothing that a later one signed.
        _ => log::end(abri, 0).await,
    }
}

async fn tree(abri: &Abri) -> Outcome<Tree> {
    let end = end(abri).await?;
    Ok(end.map_or_else(Tree::default, |piece| piece.tree))
}

/// Adds lines; the proof of each.
async fn add(abri: &Abri, lines: &[Line]) -> Outcome<Vec<String>> {
    let end = end(abri).await?;
    let here = abri.keys.checkpoint_signers().here();
    if end.as_ref().is_some_and(|piece| piece.by > here) {
        // What this key signed now would be no part of the log.
        return Err(Problem::Unavailable(
            "another node signs the log of checkpoints with a newer key".to_owned(),
        ));
    }
    let tree = end.map_or_else(Tree::default, |piece| piece.tree);
    let before = tree.size();
    raise(abri, AT_MOST, before + lines.len() as u64).await?;
    let proofs = log::add(abri, tree, lines).await?;
    // The beginning of the last piece: from there one object gives the whole edge.
    raise(abri, LENGTH, before).await?;
    Ok(proofs)
}

fn head(vault: &VaultRow) -> Head {
    Head {
        number: vault.journal_number,
        hash: vault.journal_hash,
    }
}

async fn line(abri: &Abri, vault: &VaultRow) -> Outcome<Line> {
    let (id, head) = (abri.keys.checkpoint_id(vault.id), head(vault));
    let said = if heads::are_over(abri, vault.id).await? {
        Said::Anew(id, head)
    } else {
        Said::Head(id, head)
    };
    Ok(Line {
        said,
        at: abri.now(),
    })
}
