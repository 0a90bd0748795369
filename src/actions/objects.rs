//! Objects between their intent and their row: begun, kept, undone.
//!
//! An intent stands in the table before the first byte of its object is written. Whoever ends it
//! takes the object with it; the reconciler does so for what a crash left behind. The intent of a tombstone
//! stands until it is written, however long the objects are away.

use std::sync::Arc;

use super::tombstones::{self, Kind};
use super::{Abri, Outcome, Problem};
use crate::blobs::Blobs;
use crate::crypto::random;
use crate::crypto::tombstones::Names;
use crate::domain::ids::{IntentId, VaultId};
use crate::domain::time::Day;
use crate::domain::time::Moment;
use crate::store::intents::{self, IntentRow};
use crate::store::{Durable, DurableTx, deposits, documents};
use data_encoding::HEXLOWER;

/// Tombstones that a round writes.
const AT_ONCE: u32 = 200;

/// An object that is being written or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    pub(super) intent: IntentId,
    /// Its name in the object store.
    pub(super) object: String,
}

impl Begun {
    pub(super) fn of(intent: IntentRow) -> Self {
        Self {
            intent: intent.id,
            object: intent.object,
        }
    }
}

/// The name of a new object: `d/…` for documents, `p/…` for pictures, `u/…` for parts of uploads.
pub(super) fn name(folder: char) -> String {
    format!("{folder}/{}", HEXLOWER.encode(&random::bytes::<16>()))
}

/// Notes that an object with a fresh name is going to be written.
pub(super) async fn begin(
    tx: &mut DurableTx,
    vault: VaultId,
    folder: char,
    now: Moment,
) -> Outcome<Begun> {
    note(tx, vault, intents::Kind::Upload, name(folder), now).await
}

/// Work on an object goes on for as long again; `Conflict` when it took too long and the object is gone.
pub(super) async fn renew(abri: &Abri, vault: VaultId, begun: &mut Begun) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    if !intents::end(&mut tx, begun.intent).await? {
        return Err(Problem::Conflict);
    }
    let object = begun.object.clone();
    let renewed = note(&mut tx, vault, intents::Kind::Upload, object, abri.now()).await?;
    tx.commit().await?;
    *begun = renewed;
    Ok(())
}

/// Notes that an object has lost its row and must go.
pub(super) async fn begin_removal(
    tx: &mut DurableTx,
    vault: VaultId,
    object: String,
    now: Moment,
) -> Outcome<Begun> {
    note(tx, vault, intents::Kind::Removal, object, now).await
}

async fn note(
    tx: &mut DurableTx,
    vault: VaultId,
    kind: intents::Kind,
    object: String,
    now: Moment,
) -> Outcome<Begun> {
    let row = IntentRow {
        id: IntentId::from_bytes(random::bytes()),
        vault_id: vault,
        kind,
        object,
        begun_at: now,
    };
    intents::begin(tx, &row).await?;
    Ok(Begun {
        intent: row.id,
        object: row.object,
    })
}

/// Deletes objects that no row names and ends their intents. What does not work now is done by the
/// reconciler.
pub(super) async fn undo(abri: &Abri, begun: &[Begun]) {
    if let Err(problem) = try_undo(abri, begun).await {
        tracing::warn!(%problem, "objects could not be taken back; the next round will");
    }
}

async fn try_undo(abri: &Abri, begun: &[Begun]) -> Outcome<()> {
    for one in begun {
        abri.objects.delete(&one.object).await?;
    }
    end(&abri.store.durable, begun).await
}

async fn end(durable: &Durable, begun: &[Begun]) -> Outcome<()> {
    let mut tx = durable.begin().await?;
    for one in begun {
        // One that somebody else ended is as well ended.
        intents::end(&mut tx, one.intent).await?;
    }
    Ok(tx.commit().await?)
}

/// Where removals are finished.
#[derive(Clone)]
pub(super) struct Places {
    objects: Blobs,
    durable: Durable,
    names: Arc<Names>,
    day: Day,
}

impl Places {
    pub(super) fn of(abri: &Abri) -> Self {
        Self {
            objects: abri.objects.clone(),
            durable: abri.store.durable.clone(),
            names: Arc::new(abri.keys.tombstones()),
            day: abri.now().day(),
        }
    }

    /// The name under which a tombstone of this day lies.
    pub(super) fn tombstone(&self, kind: Kind, id: &[u8]) -> String {
        tombstones::object(&self.names, self.day, kind, id)
    }

    /// Deletes objects whose rows are erased: tombstone, object, intent, in this order, so that a crash
    /// between them loses nothing. A tombstone that is owed is written.
    ///
    /// An intent is a row like others, and whoever writes tables could write one: what a row still names stays, and so does
    /// what is no paper's.
    pub(super) async fn remove(&self, begun: &[Begun]) -> Outcome<()> {
        for one in begun {
            if tombstones::is_one(&one.object) {
                tombstones::put(&self.objects, &one.object).await?;
            } else if self.may_go(&one.object).await? {
                if one.object.starts_with("d/") {
                    let name = self.tombstone(Kind::Object, one.object.as_bytes());
                    tombstones::put(&self.objects, &name).await?;
                }
                self.objects.delete(&one.object).await?;
            } else {
                tracing::error!(
                    "the tables ask to delete an object that is in use: it stays, and the note is thrown away"
                );
            }
        }
        end(&self.durable, begun).await
    }

    async fn may_go(&self, object: &str) -> Outcome<bool> {
        let of_a_paper = ["d/", "p/", "u/"]
            .iter()
            .any(|folder| object.starts_with(folder));
        let mut tx = self.durable.read().await?;
        Ok(of_a_paper && !has_row(&mut tx, object).await?)
    }
}

/// Whether the object is that of a paper, or of one that waits to be taken in.
pub(super) async fn has_row(tx: &mut DurableTx, object: &str) -> Outcome<bool> {
    Ok(documents::names(tx, object).await? || deposits::names(tx, object).await?)
}

/// [`Places::remove`], by whoever has the service.
pub(super) async fn remove(abri: &Abri, begun: &[Begun]) -> Outcome<()> {
    Places::of(abri).remove(begun).await
}

/// Writes the tombstones that are owed since the objects were away.
pub(super) async fn pay_tombstones(abri: &Abri) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let owed = intents::tombstones(&mut tx, AT_ONCE).await?;
    drop(tx);
    if owed.is_empty() {
        return Ok(());
    }
    let owed: Vec<_> = owed.into_iter().map(Begun::of).collect();
    remove(abri, &owed).await
}
