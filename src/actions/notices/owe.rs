//! Something is new for the person of a vault.

use crate::actions::{Abri, Outcome};
use crate::domain::ids::VaultId;
use crate::domain::notices::{AT_MOST_EVERY, Why};
use crate::store::{notices as rows, outbox};

/// Whoever asked for it is told, a short while later and by another task. Called once what is told has happened, after the
/// journal: two short statements, none where the operator configured nothing, and what goes wrong with them is not the
/// caller's. A crash in between loses the message, never the entry.
pub(crate) async fn owe(abri: &Abri, vault: VaultId, why: Why) {
    if !abri.notify.any() {
        return;
    }
    if let Err(problem) = put_down(abri, vault, why).await {
        tracing::warn!(%problem, "somebody is not told by a message that something is new");
    }
}

async fn put_down(abri: &Abri, vault: VaultId, why: Why) -> Outcome<()> {
    let mut tx = abri.store.durable.look().await?;
    let row = rows::of_vault(&mut tx, vault).await?;
    drop(tx);
    if row.is_none_or(|row| row.paused != 0) {
        return Ok(());
    }
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    match why {
        Why::Waits | Why::WayIn => outbox::owe(&mut tx, vault, now, AT_MOST_EVERY).await?,
        Why::Recovery => outbox::owe_now(&mut tx, vault, now).await?,
    }
    Ok(tx.commit().await?)
}
