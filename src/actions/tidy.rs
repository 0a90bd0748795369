//! Tidying: papers that rested long enough are destroyed, and what a crash left is finished or undone.

use super::objects::{self, Begun};
use super::{Abri, Outcome, remove_paper, uploads};
use crate::crypto::random;
use crate::domain::time::Span;
use crate::store::intents::{self, IntentRow, Kind};
use crate::store::{leases, uploads as parts};
use futures_util::TryStreamExt;

/// Work that began longer ago than this is not under way any more.
const STALE: Span = Span::hours(1);
/// Objects younger than this may belong to work under way.
const YOUNG: Span = Span::DAY;
/// Intents that a round looks at.
const AT_ONCE: u32 = 200;
const LEASE: &str = "orphans";

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Papers destroyed because their seven days are over.
    pub destroyed: usize,
    /// Intents finished or undone.
    pub reconciled: usize,
    /// Parts deleted of uploads that ended or were abandoned.
    pub parts: usize,
    /// Objects deleted that nothing named.
    pub orphans: usize,
}

/// Every round, and once a day a look at all objects.
pub async fn tidy(abri: &Abri) -> Outcome<Round> {
    // One step that fails, for one object, keeps nobody else's from being done.
    let paid = objects::pay_tombstones(abri).await;
    let (destroyed, reconciled) = (remove_paper::destroy_due(abri).await, reconcile(abri).await);
    let (parts, orphans) = (uploads::forget_abandoned(abri).await, daily(abri).await);
    paid?;
    Ok(Round {
        destroyed: destroyed?,
        reconciled: reconciled?,
        parts: parts?,
        orphans: orphans?,
    })
}

/// Finishes removals and undoes uploads that nobody works at any more.
async fn reconcile(abri: &Abri) -> Outcome<usize> {
    let mut tx = abri.store.durable.read().await?;
    let stale = intents::older_than(&mut tx, abri.now() - STALE, AT_ONCE).await?;
    drop(tx);
    let mut outcome = Ok(());
    for intent in &stale {
        // One object that fails keeps no other from being gone.
        let done = match intent.kind {
            Kind::Removal => objects::remove(abri, &[Begun::of(intent.clone())]).await,
            Kind::Upload => undo(abri, intent).await,
        };
        outcome = outcome.and(done);
    }
    outcome?;
    if stale.iter().any(|intent| intent.kind == Kind::Upload) {
        // On a disk, what was killed while it was written lies beside the objects, unlisted.
        abri.objects.remove_unfinished(abri.now() - STALE).await?;
    }
    Ok(stale.len())
}

/// The intent is taken first: an upload that comes late after all finds it gone and gives up.
async fn undo(abri: &Abri, intent: &IntentRow) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    if !intents::end(&mut tx, intent.id).await? || objects::has_row(&mut tx, &intent.object).await?
    {
        return Ok(tx.commit().await?);
    }
    let removal =
        objects::begin_removal(&mut tx, intent.vault_id, intent.object.clone(), abri.now()).await?;
    tx.commit().await?;
    objects::undo(abri, &[removal]).await;
    Ok(())
}

/// Once a day, by one process: objects that no row and no intent names.
async fn daily(abri: &Abri) -> Outcome<usize> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    // Held by nobody in particular, so that it cannot be renewed before the day is over.
    let taken = leases::take(&mut tx, LEASE, &random::bytes(), now, Span::DAY).await?;
    tx.commit().await?;
    if !taken {
        return Ok(0);
    }
    abri.objects.remove_unfinished(now - YOUNG).await?;
    let mut found = 0;
    for folder in ["d", "p", "u"] {
        let mut listed = abri.objects.list(folder);
        while let Some(object) = listed.try_next().await? {
            if object.written_at < now - YOUNG && !is_named(abri, &object.name).await? {
                tracing::warn!("an object that nothing named was deleted");
                abri.objects.delete(&object.name).await?;
                found += 1;
            }
        }
    }
    Ok(found)
}

async fn is_named(abri: &Abri, object: &str) -> Outcome<bool> {
    if object.starts_with("u/") {
        let mut tx = abri.store.ephemeral.read().await?;
        return Ok(parts::names(&mut tx, object).await?);
    }
    let mut tx = abri.store.durable.read().await?;
    Ok(intents::names(&mut tx, object).await? || objects::has_row(&mut tx, object).await?)
}
