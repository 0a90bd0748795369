//! What everything asynchronous runs on.

use tokio::runtime::{Builder, Runtime};

/// Threads for work that waits for a disk, beside one for each core. A thread that was needed once keeps
/// its stack and its share of the heap: a hundred slow clients must not make a hundred of them, and a disk that is waited for
/// by eight is as quick as it gets.
const BLOCKING: usize = 8;

/// Bytes of stack for each thread, taken only as they are used. An action is one future, polled from the door to the database: without
/// optimisation, PostgreSQL's ends beyond the usual two megabytes.
const STACK: usize = 8 << 20;

/// A runtime on all cores.
pub(super) fn new() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .max_blocking_threads(BLOCKING)
        .build()
}
