//! The lock tried from inside: each trial is a process that locks itself down and then attempts what a
//! hostile file would. Nothing is believed because it was asked for; only what failed counts.

use std::fs::File;
use std::io::{self, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use serde::{Deserialize, Serialize};

use super::{Bounds, sandbox};

/// The argument after `worker` that asks for trials.
pub const FLAG: &str = "--self-test";
/// Exit code of a trial whose attempt was refused without being killed.
const REFUSED: u8 = 42;

/// One attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trial {
    /// Open a file (seccomp kills).
    Open,
    /// Connect to a port (seccomp kills).
    Connect,
    /// Start a process (seccomp kills).
    Fork,
    /// Take more memory than the limit (the limit refuses).
    Memory,
    /// Open a file with Landlock alone (Landlock refuses; not every kernel has it).
    Landlock,
    /// Compute without end (the limit kills after its seconds).
    Loop,
}

impl Trial {
    /// Those that [`Status`] tells of; the endless one takes its time and stays for tests.
    const QUICK: [Self; 5] = [
        Self::Open,
        Self::Connect,
        Self::Fork,
        Self::Memory,
        Self::Landlock,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Connect => "connect",
            Self::Fork => "fork",
            Self::Memory => "memory",
            Self::Landlock => "landlock",
            Self::Loop => "loop",
        }
    }

    fn held(self, ended: ExitStatus) -> bool {
        match self {
            Self::Open | Self::Connect | Self::Fork => ended.signal() == Some(libc::SIGSYS),
            Self::Memory | Self::Landlock => ended.code() == Some(i32::from(REFUSED)),
            Self::Loop => ended.signal().is_some(),
        }
    }
}

/// Which trials failed, as they should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    held: Vec<Trial>,
}

impl Status {
    /// Tries every lock with workers of this program (`/proc/self/exe` for the running one).
    pub async fn of(program: &Path) -> io::Result<Self> {
        let told = tokio::process::Command::new(program)
            .args(["worker", FLAG])
            .env_clear()
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await?;
        Ok(serde_json::from_slice(&told.stdout)?)
    }

    /// Whether this attempt failed.
    pub fn holds(&self, trial: Trial) -> bool {
        self.held.contains(&trial)
    }

    /// Whether the list of system calls and the limits hold: no worker works without them.
    pub fn is_sound(&self) -> bool {
        Trial::QUICK
            .iter()
            .all(|trial| *trial == Trial::Landlock || self.holds(*trial))
    }
}

/// Runs every quick trial in a process of its own and writes a [`Status`] to standard output.
pub(super) fn run_all() -> io::Result<()> {
    let mut held = Vec::new();
    for trial in Trial::QUICK {
        let ended = Command::new("/proc/self/exe")
            .args(["worker", FLAG, trial.name()])
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if trial.held(ended) {
            held.push(trial);
        }
    }
    serde_json::to_writer(io::stdout(), &Status { held })?;
    io::stdout().flush()
}

/// Locks this process down and attempts one thing.
pub(super) fn run_one(name: &str) -> ExitCode {
    let refused = match name {
        "open" => attempt(|| File::open("/").map(drop)),
        "connect" => attempt(|| TcpStream::connect(("127.0.0.1", 9)).map(drop)),
        "fork" => attempt(|| Command::new("/proc/self/exe").spawn().map(drop)),
        "memory" => attempt(take_memory),
        "landlock" => match sandbox::no_files_no_network() {
            Ok(true) => File::open("/").is_err(),
            _ => false,
        },
        "loop" => attempt(|| {
            loop {
                std::hint::spin_loop();
            }
        }),
        _ => false,
    };
    if refused {
        ExitCode::from(REFUSED)
    } else {
        ExitCode::FAILURE
    }
}

/// Whether the attempt was refused; a process that is killed never gets so far.
fn attempt(attempt: impl FnOnce() -> io::Result<()>) -> bool {
    let bounds = Bounds {
        seconds: 1,
        ..Bounds::default()
    };
    sandbox::lock_down(&bounds).is_ok() && attempt().is_err()
}

fn take_memory() -> io::Result<()> {
    let most = usize::try_from(Bounds::default().memory_bytes).unwrap_or(usize::MAX);
    Vec::<u8>::new()
        .try_reserve_exact(most)
        .map_err(|_| io::ErrorKind::OutOfMemory.into())
}
