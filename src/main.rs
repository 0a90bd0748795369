//! The program: what must hold before anything else, then the command line.

use std::alloc::System;
use std::process::ExitCode;

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
};
use zeroizing_alloc::ZeroAlloc;

/// Without it, freed memory of an idle server holds thousands of pieces of documents.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    if let Err(error) = keep_memory_private() {
        abri::cli::say(&format!(
            "memory dumps cannot be switched off ({error}); Abri does not start without it"
        ));
        return ExitCode::FAILURE;
    }
    open_as_many_files_as_allowed();
    // Never shown by the command line: the server starts it for itself, with one untrusted file each.
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("worker") {
        return abri::media::worker::run(arguments);
    }
    abri::cli::run()
}

/// No core file, and no other process of the same user may read this one's memory. Memory is not locked
/// (`mlockall`): the usual limit for it is a few megabytes, and reaching it would fail allocations; the
/// operator's guide asks for encrypted swap or none.
fn keep_memory_private() -> rustix::io::Result<()> {
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
}

/// A connection is a file. The limit that a process begins with (1024) is that of old programs; up to the other one
/// each may go by itself.
fn open_as_many_files_as_allowed() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Where it is refused, connections wait for one another as before.
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: maximum,
            maximum,
        },
    );
}
