//! Sweeping: what has ended leaves the tables.

use super::{Abri, Outcome};
use crate::store::{consents, grants, requests, sessions, throttle, viewings};

/// Deletes ended sessions, viewings, grants, requests and counts, and the links of ended shares.
pub async fn sweep(abri: &Abri) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete_ended(&mut tx, now).await?;
    viewings::delete_ended(&mut tx, now).await?;
    grants::delete_ended(&mut tx, now).await?;
    requests::delete_ended(&mut tx, now).await?;
    throttle::delete_ended(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = abri.store.durable.begin().await?;
    consents::forget_ended_links(&mut tx, now).await?;
    Ok(tx.commit().await?)
}
