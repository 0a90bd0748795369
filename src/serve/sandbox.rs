//! Whether the processes that read untrusted files can lock themselves down here: tried once, from inside,
//! before anybody comes.

use std::fmt;

use crate::config::Worker;
use crate::media::{Settings, Status, Trial};

/// What holds in every worker on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sandbox {
    /// System calls, limits and Landlock.
    Whole,
    /// System calls and limits: the kernel refuses Landlock, and it is not required.
    WithoutLandlock,
}

impl fmt::Display for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => {
                "workers for untrusted files: the list of system calls, the limits and Landlock hold"
            }
            Self::WithoutLandlock => {
                "workers for untrusted files: the list of system calls and the limits hold; this kernel \
                 refuses Landlock, the third lock (Linux 5.13 or later, `landlock` in its `lsm=`)"
            }
        })
    }
}

/// Why no worker may read a file here.
#[derive(Debug, thiserror::Error)]
pub enum Unlocked {
    /// The trials themselves could not be made.
    #[error("workers for untrusted files cannot be started ({0})")]
    Untried(#[from] std::io::Error),
    /// What every worker needs was tried and does not hold.
    #[error(
        "workers for untrusted files cannot lock themselves down here; allow Abri seccomp and resource limits"
    )]
    Open,
    /// The operator requires Landlock and the kernel refuses it.
    #[error(
        "worker.require_landlock is true and this kernel refuses Landlock; switch it on (Linux 5.13 or \
         later, `landlock` in its `lsm=`), or write false"
    )]
    NoLandlock,
}

/// Tries every lock as a hostile file would.
pub async fn look(worker: &Worker) -> Result<Sandbox, Unlocked> {
    let status = Status::of(&Settings::default().program).await?;
    if !status.is_sound() {
        return Err(Unlocked::Open);
    }
    match (status.holds(Trial::Landlock), worker.require_landlock) {
        (true, _) => Ok(Sandbox::Whole),
        (false, false) => Ok(Sandbox::WithoutLandlock),
        (false, true) => Err(Unlocked::NoLandlock),
    }
}
