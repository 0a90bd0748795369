//! How a worker locks itself down, for good, before it reads a byte of an untrusted file.

use std::io;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rustix::process::{Resource, Rlimit, setpriority_process, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};
use serde::{Deserialize, Serialize};

use super::Bounds;

/// How far behind everything else a worker stands when cores are scarce (0 to 19): pages are served first.
const NICENESS: i32 = 10;

/// What holds in this worker besides limits and the list of system calls, without which it does not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// Whether the kernel enforces Landlock (5.13 and later, where it is switched on).
    pub landlock: bool,
}

/// Why a process could not be locked down.
#[derive(Debug, thiserror::Error)]
pub enum Unlocked {
    /// A limit was refused.
    #[error("limits: {0}")]
    Limits(#[from] rustix::io::Errno),
    /// Landlock failed although the kernel has it.
    #[error("Landlock: {0}")]
    Landlock(#[from] landlock::RulesetError),
    /// The kernel has no Landlock and it is required.
    #[error("this kernel has no Landlock, and it is required")]
    NoLandlock,
    /// The list of system calls was refused.
    #[error("seccomp: {0}")]
    Seccomp(String),
}

impl From<Unlocked> for io::Error {
    fn from(error: Unlocked) -> Self {
        Self::other(error)
    }
}

/// Gives up everything but computing and the two pipes.
pub fn lock_down(bounds: &Bounds) -> Result<Locked, Unlocked> {
    // Building the list may allocate and read; it comes before the limits.
    let calls = calls()?;
    let landlock = no_files_no_network()?;
    if bounds.require_landlock && !landlock {
        return Err(Unlocked::NoLandlock);
    }
    limits(bounds)?;
    // Sets no_new_privs first, without which the kernel refuses the list.
    seccompiler::apply_filter(&calls).map_err(|error| Unlocked::Seccomp(error.to_string()))?;
    Ok(Locked { landlock })
}

/// Landlock with nothing allowed: no path, no port, no signal or abstract socket outside. Says whether the
/// kernel enforces it on files.
pub(super) fn no_files_no_network() -> Result<bool, Unlocked> {
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V5))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

fn limits(bounds: &Bounds) -> Result<(), Unlocked> {
    let most = |resource, most| {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)
    };
    setpriority_process(None, NICENESS)?;
    most(Resource::Core, 0)?;
    most(Resource::Fsize, 0)?;
    most(Resource::Nofile, 0)?;
    most(Resource::Nproc, 0)?;
    // The softer limit first: its signal tells that it was time, not memory or a forbidden call.
    let seconds = u64::from(bounds.seconds);
    let processor = Rlimit {
        current: Some(seconds),
        maximum: Some(seconds + 1),
    };
    setrlimit(Resource::Cpu, processor)?;
    most(Resource::As, bounds.memory_bytes)?;
    Ok(())
}

/// The system calls that decoding needs; any other kills the process. Reading is for standard input,
/// writing for standard output and error, and no memory is ever made executable.
fn calls() -> Result<BpfProgram, Unlocked> {
    let seccomp = |error: seccompiler::BackendError| Unlocked::Seccomp(error.to_string());
    let is = |argument, operator, value| {
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)
            .and_then(|condition| SeccompRule::new(vec![condition]))
            .map_err(seccomp)
    };
    let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
    let mut list = vec![
        (libc::SYS_read, vec![is(0, SeccompCmpOp::Eq, 0)?]),
        (
            libc::SYS_write,
            vec![is(0, SeccompCmpOp::Eq, 1)?, is(0, SeccompCmpOp::Eq, 2)?],
        ),
    ];
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        list.push((call, vec![is(2, SeccompCmpOp::MaskedEq(executable), 0)?]));
    }
    let plain = [
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_brk,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigreturn,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    list.extend(plain.map(|call| (call, Vec::new())));
    let architecture = std::env::consts::ARCH.try_into().map_err(seccomp)?;
    SeccompFilter::new(
        list.into_iter().collect(),
        SeccompAction::KillProcess,
        SeccompAction::Allow,
        architecture,
    )
    .and_then(BpfProgram::try_from)
    .map_err(seccomp)
}
