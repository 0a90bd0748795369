//! The person stops showing. Taking away begins with the keys: grants, viewings and short codes
//! go first, then the consent is withdrawn and the journal says so.

use super::change::Change;
use super::open::Open;
use super::{Abri, Outcome, Problem, deposits, show, ways_in};
use crate::domain::ids::ConsentId;
use crate::domain::journal::Event;
use crate::store::consents::{self, ConsentRow};
use crate::store::{appointments, grants, requests, viewings};

/// Stops one share. One that has ended already is `NotFound`.
pub async fn stop(abri: &Abri, open: &Open, id: ConsentId) -> Outcome<()> {
    let row = show::live(abri, open, id).await?;
    let share = row.lookup;
    take_keys(abri, &share).await?;
    if withdraw(abri, open, &[row]).await? == 0 {
        return Err(Problem::NotFound);
    }
    // Grants that were still on their way when the first ones went.
    take_keys(abri, &share).await
}

/// Stops every share of the vault, and every link by which papers can be put in; how many.
pub async fn stop_all(abri: &Abri, open: &Open) -> Outcome<usize> {
    let mut tx = abri.store.durable.read().await?;
    let rows = consents::live_of_vault(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    for row in &rows {
        take_keys(abri, &row.lookup).await?;
    }
    let shares = withdraw(abri, open, &rows).await?;
    deposits::end_any(abri, open).await?;
    Ok(shares + deposits::stop_all(abri, open).await?)
}

/// Deletes all that opens a share, and ends the appointment in which it was given.
pub(super) async fn take_keys(abri: &Abri, share: &[u8; 32]) -> Outcome<()> {
    take_grants(abri, share).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    appointments::end_of_share(&mut tx, share).await?;
    Ok(tx.commit().await?)
}

/// Deletes all that opens a share.
pub(super) async fn take_grants(abri: &Abri, share: &[u8; 32]) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    grants::delete_of_share(&mut tx, share).await?;
    viewings::delete_of_share(&mut tx, share).await?;
    requests::delete_of_share(&mut tx, share).await?;
    Ok(tx.commit().await?)
}

async fn withdraw(abri: &Abri, open: &Open, rows: &[ConsentRow]) -> Outcome<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    let mut change = Change::begin(abri, open, &ways_in::leave(open)?).await?;
    let now = change.now();
    let mut stopped = 0;
    for row in rows {
        let generation = open.generation;
        if consents::withdraw(change.tx(), open.vault, row.id, generation, now).await? {
            let receipt = show::receipt(open, row)?;
            change
                .tell(Event::ShareStopped, &show::told(row.id, &receipt))
                .await?;
            stopped += 1;
        }
    }
    change.commit().await?;
    Ok(stopped)
}
