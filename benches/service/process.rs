//! Processor time and memory of running processes, as the kernel counts them.

use std::future::Future;
use std::time::Duration;

use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// Some processes of one server.
pub struct Cpu(pub Vec<i32>);

impl Cpu {
    /// User and system time that they spend while something runs.
    pub async fn during(&self, work: impl Future<Output = ()>) -> Duration {
        let before = self.total();
        work.await;
        self.total().saturating_sub(before)
    }

    fn total(&self) -> Duration {
        self.0.iter().map(|pid| own(*pid)).sum()
    }
}

/// User and system time of a process itself.
fn own(pid: i32) -> Duration {
    let clock = clock_getcpuclockid(Pid::from_raw(pid)).unwrap();
    clock_gettime(clock).unwrap().into()
}

/// User and system time of its children that have ended (`proc(5)`), in ticks of 10 ms.
pub fn ended_children(pid: i32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks: u64 = fields[13..15]
        .iter()
        .map(|field| field.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The processes whose parent this is.
pub fn children(pid: i32) -> Vec<i32> {
    let path = format!("/proc/{pid}/task/{pid}/children");
    let text = std::fs::read_to_string(path).unwrap();
    text.split_whitespace()
        .map(|pid| pid.parse().unwrap())
        .collect()
}

/// Resident memory in bytes.
pub fn resident(pid: i32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() * 1024
}
