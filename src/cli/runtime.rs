//! What everything asynchronous runs on.

use tokio::runtime::{Builder, Runtime};

/// Threads for work that blocks: disks, ciphers over whole chunks, Argon2. A thread that was needed once keeps
/// its stack and its share of the heap: a hundred slow clients must not make a hundred of them.
const BLOCKING: usize = 24;

/// A runtime on all cores.
pub(super) fn new() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING)
        .build()
}
