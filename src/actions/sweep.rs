//! Sweeping: what has ended leaves the tables.

use super::{Abri, Outcome, appointments, close_vault, deposits, show, stop};
use crate::domain::notices::AT_MOST_EVERY;
use crate::domain::quota::KEPT_DAYS;
use crate::domain::time::Moment;
use crate::store::{
    certificates, consents, grants, help_cases, outbox, person_invitations, recoveries, requests,
    sessions, throttle, viewings, work_counts,
};

/// Deletes ended sessions, viewings, grants, requests, counts, recoveries, messages, certificates, invitations to work at a
/// structure and cases of help, numbers older than ninety days, the links of ended shares, rights to put papers in, appointments,
/// what opens a share without a live consent, and vaults whose closing is due.
pub async fn sweep(abri: &Abri) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete_ended(&mut tx, now).await?;
    viewings::delete_ended(&mut tx, now).await?;
    grants::delete_ended(&mut tx, now).await?;
    requests::delete_ended(&mut tx, now).await?;
    throttle::delete_ended(&mut tx, now).await?;
    recoveries::delete_ended(&mut tx, now).await?;
    outbox::delete_over(&mut tx, now - AT_MOST_EVERY).await?;
    certificates::delete_ended(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = abri.store.durable.begin().await?;
    consents::forget_ended_links(&mut tx, now).await?;
    person_invitations::delete_ended(&mut tx, now).await?;
    help_cases::delete_ended(&mut tx, now).await?;
    work_counts::delete_before(&mut tx, now.day().plus(-KEPT_DAYS)).await?;
    tx.commit().await?;
    // One of these that fails, for one vault, keeps no other from being done.
    let closed = close_vault::erase_due(abri).await;
    let deposits = deposits::sweep(abri).await;
    let appointments = appointments::sweep(abri).await;
    let stopped = without_consent(abri, now).await;
    closed.and(deposits).and(appointments).and(stopped)
}

/// A share stopped while it was being given, or withdrawn just before a crash, has grants left. They
/// open nothing, and go. Grants are read first: each came after its consent.
async fn without_consent(abri: &Abri, now: Moment) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.read().await?;
    let shares = grants::shares(&mut tx).await?;
    drop(tx);
    let mut tx = abri.store.durable.read().await?;
    let mut left = Vec::new();
    for row in shares {
        let consent = consents::find_by_lookup(&mut tx, &row.share).await?;
        if !consent.is_some_and(|consent| show::state_of(&consent, now).is_active()) {
            left.push(row.share);
        }
    }
    drop(tx);
    for share in &left {
        stop::take_keys(abri, share).await?;
    }
    Ok(())
}
