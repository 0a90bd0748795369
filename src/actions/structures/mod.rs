//! Structures: what their operator does with them. Each act is told in the journals of their managers.

pub mod codes;
pub mod create;
pub mod invite;
pub mod list;
pub mod open;

use super::change::LockedChange;
use super::{Abri, Outcome, Problem};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::structure::Role;
use crate::store::people;

/// Tells something that has happened in the journal of every manager of a structure. One whose vault is damaged
/// is left out, and the check says so: neither the others nor the act itself wait for it.
pub(super) async fn tell_managers(
    abri: &Abri,
    structure: StructureId,
    event: Event,
    details: &Details,
) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let people = people::of_structure(&mut tx, structure).await?;
    drop(tx);
    let managers = people
        .iter()
        .filter(|row| row.role == Role::Manager && row.deactivated_at.is_none());
    for manager in managers {
        match tell(abri, manager.vault_id, event, details).await {
            Err(Problem::Damaged(what)) => {
                tracing::error!(what, "a manager is not told; their vault is damaged");
            }
            told => told?,
        }
    }
    Ok(())
}

async fn tell(abri: &Abri, vault: VaultId, event: Event, details: &Details) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, vault).await?;
    change.tell(event, details).await?;
    change.commit().await
}
