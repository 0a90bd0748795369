//! What may wait for a disk, done where it is asked for: the runtime goes on elsewhere meanwhile.
//!
//! Handing it to a thread kept for such work wakes that thread, and then this one again: more than a few chunks in memory
//! cost (`docs/speed.md`).

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Does the work, on this thread.
pub fn here<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(work),
        // Of a single thread nobody else could take over.
        _ => work(),
    }
}
