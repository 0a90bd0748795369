//! One request at a time makes a paper of an upload, one upload at a time of each vault, and few of them at all: opening
//! its parts and encrypting them anew is work that a few bytes can ask for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Semaphore;

use super::remove;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::{UploadId, VaultId};
use crate::domain::time::Span;
use crate::store::uploads;

/// Uploads that become papers at the same time, on one node.
const AT_ONCE: usize = 4;
/// Uploads of one vault that wait behind each other.
const WAITING: usize = 40;
/// After a crash, somebody else may begin again.
const HELD: Span = Span::seconds(60);

/// Places for uploads that become papers.
pub struct Finishing {
    all: Semaphore,
    /// The queue of each vault that has one: whoever brings many waits behind themselves.
    own: Mutex<HashMap<VaultId, Weak<Queue>>>,
}

struct Queue {
    /// At work or waiting.
    known: Semaphore,
    working: Semaphore,
}

impl Default for Finishing {
    fn default() -> Self {
        Self {
            all: Semaphore::new(AT_ONCE),
            own: Mutex::default(),
        }
    }
}

impl Finishing {
    fn queue(&self, vault: VaultId) -> Arc<Queue> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = own.get(&vault).and_then(Weak::upgrade) {
            return queue;
        }
        own.retain(|_, queue| queue.strong_count() > 0);
        let queue = Arc::new(Queue {
            known: Semaphore::new(WAITING),
            working: Semaphore::new(1),
        });
        own.insert(vault, Arc::downgrade(&queue));
        queue
    }

    /// Does `work` once it is the turn of this vault; `Busy` when too much of it waits already.
    async fn in_turn<T>(
        &self,
        vault: VaultId,
        work: impl Future<Output = Outcome<T>>,
    ) -> Outcome<T> {
        let queue = self.queue(vault);
        let _known = queue.known.try_acquire().map_err(|_| Problem::Busy)?;
        let _own = queue.working.acquire().await;
        let _place = self.all.acquire().await;
        Box::pin(work).await
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
    let done = abri.finishing.in_turn(vault, work).await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::random;

    #[tokio::test]
    async fn attack_whoever_brings_many_uploads_keeps_nobody_else_waiting() {
        let finishing = Finishing::default();
        let (many, other) = (
            VaultId::from_bytes(random::bytes()),
            VaultId::from_bytes(random::bytes()),
        );
        let slow = || finishing.in_turn(many, std::future::pending::<Outcome<()>>());
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(slow())).collect();
        for one in &mut waiting {
            assert!(futures_util::poll!(one).is_pending());
        }
        assert!(matches!(slow().await, Err(Problem::Busy)));
        finishing
            .in_turn(other, std::future::ready(Ok(())))
            .await
            .unwrap();
        drop(waiting);
        finishing
            .in_turn(many, std::future::ready(Ok(())))
            .await
            .unwrap();
        assert_eq!(
            finishing.own.lock().unwrap().len(),
            1,
            "queues end with their use"
        );
    }
}
