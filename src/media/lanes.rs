//! Who works when. Reading new papers and marking pictures each have places of their own: a person who looks
//! never waits behind files that take their time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Problem;
use crate::domain::ids::VaultId;

/// So many pages may wait for each file that may: one page takes a fraction of its time.
pub(super) const PAGES_TO_A_FILE: usize = 8;

/// Files or pages of one vault at work or known at the same time: who asks for many waits behind themselves.
const OF_ONE: usize = 4;

/// Places for one sort of work, served in the order in which it comes.
#[derive(Debug)]
pub(super) struct Lane {
    /// Under way.
    working: Arc<Semaphore>,
    /// Under way or waiting.
    known: Arc<Semaphore>,
    count: usize,
    places: usize,
    refused: AtomicU64,
    /// One queue for each vault that has one.
    own: Mutex<HashMap<VaultId, Weak<Semaphore>>>,
}

/// Held while a worker works.
pub(super) type Places = Vec<OwnedSemaphorePermit>;

impl Lane {
    pub(super) fn new(count: usize, waiting: usize) -> Self {
        Self {
            working: Arc::new(Semaphore::new(count)),
            known: Arc::new(Semaphore::new(count + waiting)),
            count,
            places: count + waiting,
            refused: AtomicU64::new(0),
            own: Mutex::default(),
        }
    }

    /// A place, once there is one; `Busy` when too many wait for it already.
    pub(super) async fn place(&self) -> Result<Places, Problem> {
        let known = Arc::clone(&self.known).try_acquire_owned();
        let known = known.map_err(|_| {
            self.refused.fetch_add(1, Ordering::Relaxed);
            Problem::Busy
        })?;
        let working = Arc::clone(&self.working).acquire_owned().await;
        Ok(vec![known, working.map_err(|_| Problem::Busy)?])
    }

    /// Under way, waiting, and turned away since the start.
    pub(super) fn load(&self) -> (usize, usize, u64) {
        let running = self.count - self.working.available_permits();
        let known = self.places - self.known.available_permits();
        let refused = self.refused.load(Ordering::Relaxed);
        // The two are read one after the other.
        (running, known.saturating_sub(running), refused)
    }

    /// The same for pages of one vault, of which few count as waiting.
    pub(super) async fn place_of(&self, vault: VaultId) -> Result<Places, Problem> {
        let own = self.own_of(vault).acquire_owned().await;
        let mut places = self.place().await?;
        places.push(own.map_err(|_| Problem::Busy)?);
        Ok(places)
    }

    fn own_of(&self, vault: VaultId) -> Arc<Semaphore> {
        let mut all = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = all.get(&vault).and_then(Weak::upgrade) {
            return queue;
        }
        all.retain(|_, queue| queue.strong_count() > 0);
        let queue = Arc::new(Semaphore::new(OF_ONE));
        all.insert(vault, Arc::downgrade(&queue));
        queue
    }
}
