//! Files on their way in, in parts: begun, gone on with after whatever cut it, given up.
//!
//! Each part is sealed before it is written, under a key of the upload; that key is sealed to the
//! [`Authority`] that may go on. The id of an upload is no secret and opens nothing. How far an upload is,
//! is what lasts: a part's object first, then its row and the count, in one transaction.

mod append;
mod arrived;
mod claim;

pub use append::append;
pub use arrived::{Arrived, keep_or_ask, put_in};
pub(super) use arrived::{move_over, read};
pub use claim::Finishing;
pub(super) use claim::alone;

use super::open::Open;
use super::{Abri, Outcome, Problem, receive};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::Key;
use crate::crypto::{envelope, random};
use crate::domain::ids::{UploadId, VaultId};
use crate::domain::time::{Moment, Span};
use crate::store::uploads::{self, UploadRow};
use crate::store::vaults;

/// What has not arrived within this time is abandoned.
const LASTS: Span = Span::DAY;
/// Uploads under way at once, of the person or by one right. Begun at the very same moment, a few more can pass.
const AT_ONCE: u64 = 20;
/// Parts of abandoned uploads that are deleted at a time.
const ROUND: u32 = 1_000;

/// On whose behalf a file is taken in: the vault whose room it takes, and the key to which the upload's own
/// key is sealed. Whoever has the same authority later can go on.
pub struct Authority<'a> {
    vault: VaultId,
    generation: u32,
    right: Option<[u8; 16]>,
    /// Uploads under way at once.
    at_once: u64,
    key: &'a Key,
}

impl<'a> Authority<'a> {
    /// The person, in any session of theirs.
    pub const fn of(open: &'a Open) -> Self {
        Self {
            vault: open.vault,
            generation: open.generation,
            right: None,
            at_once: AT_ONCE,
            key: &open.keys.upload,
        }
    }

    /// Whoever puts papers in by this right, with the key that their cookie gives.
    pub(super) const fn depositor(
        vault: VaultId,
        generation: u32,
        right: [u8; 16],
        left: u32,
        key: &'a Key,
    ) -> Self {
        Self {
            vault,
            generation,
            right: Some(right),
            at_once: if (left as u64) < AT_ONCE {
                left as u64
            } else {
                AT_ONCE
            },
            key,
        }
    }

    const fn context(&self, purpose: Purpose, id: UploadId) -> Context {
        Context::new(purpose, self.vault, self.generation).object(id.as_bytes())
    }

    fn open_key(&self, row: &UploadRow) -> Outcome<Key> {
        let context = self.context(Purpose::UploadKey, row.id);
        // Sealed to somebody else: for this one it does not exist.
        let key = envelope::open(self.key, &context, &row.key).map_err(|_| Problem::NotFound)?;
        Key::from_slice(&key).ok_or(Problem::Damaged("upload"))
    }
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes announced.
    pub length: u64,
    /// Bytes that have arrived and last.
    pub received: u64,
}

/// Begins an upload of this length, `most` bytes at most. `FileTooLarge`, `VaultFull`, `NoRoom`; `Busy` when
/// too many are under way.
pub async fn begin(
    abri: &Abri,
    authority: &Authority<'_>,
    length: u64,
    most: u64,
) -> Outcome<UploadId> {
    if length > most {
        return Err(Problem::FileTooLarge);
    }
    if length == 0 {
        return Err(Problem::Field("papers-refused-empty"));
    }
    if authority.at_once == 0 {
        return Err(Problem::NotFound);
    }
    receive::must_have_room(abri, length).await?;
    let mut durable = abri.store.durable.read().await?;
    let vault = vaults::read(&mut durable, authority.vault)
        .await?
        .ok_or(Problem::NotFound)?;
    drop(durable);
    let id = UploadId::from_bytes(random::bytes());
    let context = authority.context(Purpose::UploadKey, id);
    let row = UploadRow {
        id,
        vault_id: authority.vault,
        right_id: authority.right,
        key: envelope::seal(authority.key, &context, random::key().expose()),
        length,
        received: 0,
        parts: 0,
        begun_at: abri.now(),
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    uploads::add(&mut tx, &row).await?;
    let (count, bytes) = uploads::under_way(
        &mut tx,
        authority.vault,
        authority.right.as_ref(),
        expired(abri),
    )
    .await?;
    if count > authority.at_once {
        return Err(Problem::Busy);
    }
    // Whoever puts papers in for somebody learns nothing of what is there; how much room is left is seen when one is kept.
    if authority.right.is_none()
        && vault.bytes_used.saturating_add(bytes) > abri.quotas.vault_bytes()
    {
        return Err(Problem::VaultFull);
    }
    tx.commit().await?;
    Ok(id)
}

/// How far an upload is; `NotFound` when it ended, or is somebody else's.
pub async fn progress(abri: &Abri, authority: &Authority<'_>, id: UploadId) -> Outcome<Progress> {
    let (row, _) = find(abri, authority, id).await?;
    Ok(Progress {
        length: row.length,
        received: row.received,
    })
}

/// Gives an upload up: nothing of it stays.
pub async fn cancel(abri: &Abri, authority: &Authority<'_>, id: UploadId) -> Outcome<()> {
    find(abri, authority, id).await?;
    remove(abri, authority.vault, id).await
}

/// The same where one that has ended, or never was, is as good as given up.
pub async fn leave(abri: &Abri, authority: &Authority<'_>, id: UploadId) -> Outcome<()> {
    match cancel(abri, authority, id).await {
        Err(Problem::NotFound) => Ok(()),
        done => done,
    }
}

/// Ends what was begun a day ago, and deletes the parts of what has ended; how many parts.
pub async fn forget_abandoned(abri: &Abri) -> Outcome<usize> {
    let mut tx = abri.store.ephemeral.begin().await?;
    uploads::delete_begun_by(&mut tx, abri.now() - LASTS).await?;
    tx.commit().await?;
    let mut gone = 0;
    loop {
        let mut tx = abri.store.ephemeral.read().await?;
        let loose = uploads::loose(&mut tx, ROUND).await?;
        drop(tx);
        if loose.is_empty() {
            return Ok(gone);
        }
        delete(abri, &loose).await?;
        gone += loose.len();
    }
}

/// From its row on nobody can add to it; its parts then go, or with the next round after a crash.
pub(super) async fn remove(abri: &Abri, vault: VaultId, id: UploadId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    uploads::delete(&mut tx, id, vault).await?;
    let parts = uploads::parts(&mut tx, id).await?;
    tx.commit().await?;
    if let Err(problem) = delete(abri, &parts).await {
        tracing::warn!(%problem, "parts could not be deleted; the next round will");
    }
    Ok(())
}

/// Objects, then the rows that name them.
async fn delete(abri: &Abri, parts: &[uploads::PartRow]) -> Outcome<()> {
    for part in parts {
        abri.objects.delete(&part.object).await?;
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    for part in parts {
        uploads::delete_part(&mut tx, part).await?;
    }
    Ok(tx.commit().await?)
}

pub(super) async fn find(
    abri: &Abri,
    authority: &Authority<'_>,
    id: UploadId,
) -> Outcome<(UploadRow, Key)> {
    let mut tx = abri.store.ephemeral.read().await?;
    let found = uploads::find(&mut tx, id, authority.vault, expired(abri)).await?;
    drop(tx);
    let row = found.ok_or(Problem::NotFound)?;
    let key = authority.open_key(&row)?;
    Ok((row, key))
}

fn expired(abri: &Abri) -> Moment {
    abri.now() - LASTS
}
