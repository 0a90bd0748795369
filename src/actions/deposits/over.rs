//! Rights to put papers in that end by themselves, or with a restore.

use super::{mediations, pair};
use crate::actions::change::LockedChange;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::deposit::REMEMBERED;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::store::mediations as rows;
use crate::store::{deposit_codes, deposits, invitations, pairings, uploads};

/// Links that a round ends at most; the next round takes the rest.
const AT_ONCE: u32 = 100;

/// Ends what is over and tells it; forgets who put in what came eight days ago and was taken in.
pub(in crate::actions) async fn sweep(abri: &Abri) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    deposit_codes::delete_ended(&mut tx, now).await?;
    let phones = pairings::delete_ended(&mut tx, now).await?;
    for row in &phones {
        uploads::delete_of_right(&mut tx, row.vault_id, row.right_id.as_bytes()).await?;
    }
    tx.commit().await?;
    for row in phones.iter().filter(|row| row.held_by.is_some()) {
        match tell_ended(abri, row).await {
            // Its inbox was tampered with: the check says so, and the others are told.
            Err(Problem::Damaged(what)) => tracing::error!(what, "the end of a phone is not told"),
            told => told?,
        }
    }
    mediations::sweep(abri).await?;
    let mut tx = abri.store.durable.read().await?;
    let ended = invitations::ended(&mut tx, now, AT_ONCE).await?;
    drop(tx);
    for row in &ended {
        match tell_over(abri, row).await {
            // Its inbox was tampered with: the check says so, and the others still end.
            Err(Problem::Damaged(what)) => tracing::error!(what, "the end of a link is not told"),
            told => told?,
        }
    }
    let mut tx = abri.store.durable.begin().await?;
    deposits::forget(&mut tx, now - REMEMBERED).await?;
    Ok(tx.commit().await?)
}

async fn tell_ended(abri: &Abri, row: &pairings::PairingRow) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    change.tell(Event::PhoneEnded, &pair::told(row)).await?;
    change.commit().await
}

async fn tell_over(abri: &Abri, row: &invitations::NameRow) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    uploads::delete_of_right(&mut tx, row.vault_id, row.id.as_bytes()).await?;
    tx.commit().await?;
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    let now = change.now();
    if invitations::forget(change.tx(), row.vault_id, row.id, now).await? {
        let details = Details {
            consent: row.id.to_string(),
            ..Details::default()
        };
        change.tell(Event::InvitationOver, &details).await?;
    }
    change.commit().await
}

/// Takes away whatever opens a way to put papers into a vault, and what is on its way.
pub(in crate::actions) async fn end_of_vault(abri: &Abri, vault: VaultId) -> Outcome<()> {
    end_before_restored(abri, vault).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    uploads::delete_of_vault(&mut tx, vault).await?;
    Ok(tx.commit().await?)
}

/// What passes of a vault that is restored: nothing of it may survive beside the restored rows.
pub(in crate::actions) async fn end_before_restored(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    pairings::delete_of_vault(&mut tx, vault).await?;
    rows::delete_of_vault(&mut tx, vault).await?;
    deposit_codes::delete_of_vault(&mut tx, vault).await?;
    Ok(tx.commit().await?)
}
