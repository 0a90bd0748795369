//! A call of the disk fails: the nth of its kind in the middle of an act, on SQLite and disk.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::evidence::Claim;
use crate::not_run::not_run;
use crate::setups::Setup;

use super::{ACTS, House, is_long};

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service a_call_of_the_disk";

/// What fails, and how. Not `write`: the runtime wakes itself by it; `full` has those fail.
const FAILURES: &[(&str, &str)] = &[
    ("pwrite64", "EIO"),
    ("pwrite64", "ENOSPC"),
    ("fsync,fdatasync", "EIO"),
    ("fsync,fdatasync", "ENOSPC"),
    ("ftruncate,fallocate", "ENOSPC"),
    ("openat", "EIO"),
    ("openat", "ENOSPC"),
    ("rename,renameat,renameat2,link,linkat", "EIO"),
    ("unlink,unlinkat", "EIO"),
    ("mkdir,mkdirat", "ENOSPC"),
    ("pread64", "EIO"),
    ("pwrite64", "EROFS"),
    ("openat", "EROFS"),
];
/// How often a call goes well before it fails, in turn.
const BEFORE: &[u32] = &[1, 2, 3, 5, 8, 13, 21];

/// `strace` beside the service; gone when dropped.
pub struct Failing {
    child: Child,
    log: std::path::PathBuf,
}

impl Failing {
    /// Nothing where the kernel lets nobody trace.
    pub async fn begin(folder: &Path, service: Pid, calls: &str, how: &str) -> Option<Self> {
        let log = folder.join("strace");
        let mut child = Command::new("strace")
            .args(["-f", "-p", &service.to_string(), "-e"])
            .arg(format!("trace={calls}"))
            .arg("-e")
            .arg(format!("inject={calls}:error={how}"))
            .arg("-o")
            .arg(&log)
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let threads = format!("/proc/{service}/task");
        // A busy machine takes its time to stop every thread; where nobody may trace, the program ends at once.
        for _ in 0..1500 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if child.try_wait().ok()?.is_some() {
                return None;
            }
            let traced = fs::read_dir(&threads).ok()?.all(|thread| {
                let status = thread.map(|thread| thread.path().join("status"));
                let status = status.and_then(fs::read_to_string).unwrap_or_default();
                !status.contains("TracerPid:\t0\n")
            });
            if traced {
                return Some(Self { child, log });
            }
        }
        None
    }

    /// Whether anybody may trace this service.
    pub async fn may(folder: &Path, service: Pid) -> bool {
        let first = Self::begin(folder, service, "fsync", "EIO:when=60000").await;
        first.map(Self::end).is_some()
    }

    /// Lets go; how many calls failed.
    pub fn end(mut self) -> usize {
        let _ = kill_process(Pid::from_child(&self.child), Signal::INT);
        drop(self.child.wait());
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        drop(fs::remove_file(&self.log));
        log.matches("(INJECTED)").count()
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_of_the_disk_that_fails_costs_what_it_was_for() {
    let wanted = if is_long() { 500 } else { 12 };
    let mut house = House::of(Setup::embedded()).await;
    let folder = tempfile::tempdir().unwrap();
    let mut serving = house.serve().await;
    if !Failing::may(folder.path(), serving.pid()).await {
        not_run(
            "a_call_of_the_disk_that_fails_costs_what_it_was_for",
            "nobody may trace here",
        );
        return;
    }
    let claim = is_long().then(|| Claim::begin("io-failures", "sqlite-disk", COMMAND));
    let (mut failed, mut turn) = (0, 0);
    let mut gave_up = Vec::new();
    while failed < wanted {
        let act = ACTS[turn % ACTS.len()];
        let (calls, error) = FAILURES[turn % FAILURES.len()];
        let when = BEFORE[turn / FAILURES.len() % BEFORE.len()];
        turn += 1;
        if !house.may(act) {
            continue;
        }
        assert!(turn < 40 * wanted, "{failed} of {wanted} calls failed");
        let how = format!("{error}:when={when}");
        let failing = Failing::begin(folder.path(), serving.pid(), calls, &how).await;
        let whole = house.troubled(act).await;
        let injected = failing.unwrap().end();
        failed += injected;
        eprintln!("{act}: {calls} {error} after {when}: {injected} failed, whole: {whole}");
        if injected == 0 {
            continue;
        }
        if serving.ended() {
            gave_up.push(format!("{act}: {calls} {error} after {when}"));
            serving = house.serve().await;
        }
        house.settles().await;
        // One failure costs one request: the service goes on by itself.
        house.calm(act).await;
        house.holds().await;
        house.point(act);
    }
    drop(serving);
    house.ends(|| house.serve()).await;
    eprintln!("answered: {:?}", house.told.borrow().statuses);
    eprintln!("{failed} calls failed in {turn} acts");
    assert!(gave_up.is_empty(), "the service gave up: {gave_up:#?}");
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(failed as f64);
    }
}
