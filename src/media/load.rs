//! How much the workers have to do, and what became of them.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Refusal;
use super::pool::Workers;

/// How much the workers have to do, and what became of it since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Workers at work.
    pub running: usize,
    /// Files and pages that wait for one.
    pub waiting: usize,
    /// Files and pages for which too many waited already.
    pub turned_away: u64,
    /// Workers started.
    pub started: u64,
    /// Files that a worker refused.
    pub refused: u64,
    /// Workers that died, talked nonsense or took too long.
    pub died: u64,
}

/// What became of workers.
#[derive(Debug, Default)]
pub(super) struct Tally {
    started: AtomicU64,
    refused: AtomicU64,
    died: AtomicU64,
}

impl Tally {
    /// A worker starts.
    pub(super) fn start(&self) {
        self.started.fetch_add(1, Ordering::Relaxed);
    }

    /// A worker gave no answer that can be used.
    pub(super) fn note(&self, refusal: Refusal) {
        let counter = match refusal {
            Refusal::TookTooLong | Refusal::WorkerDied => &self.died,
            _ => &self.refused,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

impl Workers {
    /// How much there is to do now, and what became of it since the start.
    pub fn load(&self) -> Load {
        let (examining, marking) = (self.examining.load(), self.marking.load());
        let told = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Load {
            running: examining.0 + marking.0,
            waiting: examining.1 + marking.1,
            turned_away: examining.2 + marking.2,
            started: told(&self.tally.started),
            refused: told(&self.tally.refused),
            died: told(&self.tally.died),
        }
    }
}
