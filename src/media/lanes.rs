//! Who works when. Reading new papers and marking pictures each have places of their own: a person who looks
//! never waits behind files that take their time.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Problem;

/// So many pages may wait for each file that may: one page takes a fraction of its time.
pub(super) const PAGES_TO_A_FILE: usize = 8;

/// Places for one sort of work, served in the order in which it comes.
#[derive(Debug)]
pub(super) struct Lane {
    /// Under way.
    working: Arc<Semaphore>,
    /// Under way or waiting.
    known: Arc<Semaphore>,
}

/// Held while a worker works.
pub(super) type Places = [OwnedSemaphorePermit; 2];

impl Lane {
    pub(super) fn new(count: usize, waiting: usize) -> Self {
        Self {
            working: Arc::new(Semaphore::new(count)),
            known: Arc::new(Semaphore::new(count + waiting)),
        }
    }

    /// A place, once there is one; `Busy` when too many wait for it already.
    pub(super) async fn place(&self) -> Result<Places, Problem> {
        let known = Arc::clone(&self.known).try_acquire_owned();
        let known = known.map_err(|_| Problem::Busy)?;
        let working = Arc::clone(&self.working).acquire_owned().await;
        Ok([known, working.map_err(|_| Problem::Busy)?])
    }
}
