//! Whether a journal goes on from what was logged of it. If not, the tables were taken back to an earlier state, and the
//! person is told.

use super::heads;
use crate::actions::change::LockedChange;
use crate::actions::{Abri, Outcome};
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::store::vaults;

/// Compares, and tells in the journal of a vault that it went back; whether it was so.
pub(in crate::actions) async fn compare(abri: &Abri, vault: VaultId) -> Outcome<bool> {
    let Some(logged) = heads::logged(abri, vault).await? else {
        return Ok(false);
    };
    let mut tx = abri.store.durable.look().await?;
    let Some(row) = vaults::read(&mut tx, vault).await? else {
        return Ok(false);
    };
    if heads::has_known(&mut tx, &row, &logged).await? {
        return Ok(false);
    }
    drop(tx);
    let mut change = LockedChange::begin(abri, vault).await?;
    change.tell(Event::WentBack, &Details::default()).await?;
    change.commit().await?;
    heads::end(abri, vault, logged).await?;
    tracing::error!(
        "a vault is at an earlier state than the one that was logged; its person is told"
    );
    Ok(true)
}
