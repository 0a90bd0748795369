//! One request at a time makes a paper of an upload, and few of them at all: opening its parts and encrypting
//! them anew is work that a few bytes can ask for.

use tokio::sync::Semaphore;

use super::remove;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::{UploadId, VaultId};
use crate::domain::time::Span;
use crate::store::uploads;

/// Uploads that become papers at the same time, on one node.
const AT_ONCE: usize = 4;
/// After a crash, somebody else may begin again.
const HELD: Span = Span::seconds(60);

/// Places for uploads that become papers.
pub struct Finishing(Semaphore);

impl Default for Finishing {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

/// Does `work` on a whole upload while nobody else does; `Conflict` if somebody does. Done, the upload ends; not
/// wanted at all, it ends too; else it waits for another time.
pub(in crate::actions) async fn alone<T>(
    abri: &Abri,
    (vault, id): (VaultId, UploadId),
    work: impl Future<Output = Outcome<(T, bool)>>,
) -> Outcome<T> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let claimed = uploads::claim(&mut tx, id, vault, now, now + HELD).await?;
    tx.commit().await?;
    if !claimed {
        return Err(Problem::Conflict);
    }
    let place = abri.finishing.0.acquire().await;
    let done = Box::pin(work).await;
    drop(place);
    let ends = match &done {
        Ok((_, ends)) => *ends,
        Err(problem) => never_wanted(problem),
    };
    if ends {
        remove(abri, vault, id).await?;
    } else {
        let mut tx = abri.store.ephemeral.begin().await?;
        uploads::release(&mut tx, id, vault).await?;
        tx.commit().await?;
    }
    done.map(|(done, _)| done)
}

/// Whether the same bytes would be refused again. An anti-virus that is away, or a worker that was slow, will
/// not be so for ever.
fn never_wanted(problem: &Problem) -> bool {
    match problem {
        Problem::Field("papers-refused-unchecked" | "papers-refused-slow") => false,
        Problem::Field(_) | Problem::KindRefused => true,
        _ => false,
    }
}
