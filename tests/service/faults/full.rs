//! A disk that is full, and one that only reads: a small disk of its own, in a namespace, filled to the last bytes in
//! the middle of what people do, and given room again. On SQLite and disk.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use crate::evidence::Claim;
use crate::kills::{Serving, log_in};
use crate::setups::Setup;

use super::{ACTS, House, is_long};

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service a_full_disk";
/// The size of the disk.
const SIZE: &str = "384m";
/// How often the disk is filled when the suite is long, and when it is quick.
const POINTS: (usize, usize) = (200, 4);

/// A namespace with a disk of memory where the house is; gone when dropped.
struct Disk {
    holder: Child,
    /// The house in there.
    within: PathBuf,
    place: PathBuf,
}

impl Disk {
    /// Nothing where the kernel lets nobody mount.
    async fn with(folder: &Path) -> Option<Self> {
        let script = format!(
            "mount -t tmpfs -o size={SIZE},mode=700 tmpfs /mnt && cp -a \"$0\"/. /mnt/ \
             && mount --bind /mnt \"$0\" && touch \"$0\"/there && exec sleep 100000"
        );
        let mut holder = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
            .arg(folder)
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let root = PathBuf::from(format!("/proc/{}/root", holder.id()));
        let within = root.join(folder.strip_prefix("/").unwrap());
        for _ in 0..500 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if holder.try_wait().ok()?.is_some() {
                return None;
            }
            if within.join("there").exists() {
                return Some(Self {
                    holder,
                    within,
                    place: folder.to_owned(),
                });
            }
        }
        drop(holder.kill());
        None
    }

    /// A command in there.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.holder.id().to_string()]);
        command.args(["--user", "--mount", "--preserve-credentials", program]);
        command
    }

    fn serve(&self, port: u16) -> Serving {
        let child = self
            .command(env!("CARGO_BIN_EXE_abri"))
            .args(["serve", "--config"])
            .arg(self.place.join("demo.toml"))
            .stderr(log_in(&self.place))
            .spawn()
            .unwrap();
        Serving(child).listening(port)
    }

    /// Leaves so many bytes free.
    fn fill(&self, left: u64) {
        let filler = File::create(self.within.join("filler")).unwrap();
        let disk = statvfs(&self.within).unwrap();
        let free = disk.f_bavail * disk.f_frsize;
        let length = free.saturating_sub(left);
        if length > 0 {
            fallocate(&filler, FallocateFlags::empty(), 0, length).unwrap();
        }
    }

    fn empty(&self) {
        fs::remove_file(self.within.join("filler")).unwrap();
    }

    fn remount(&self, how: &str) {
        let mut command = self.command("mount");
        let command = command.args(["-o", &format!("remount,{how}"), "tmpfs"]);
        let done = command.arg("/mnt").status().unwrap();
        assert!(done.success(), "{how}");
    }

    /// What lies there is brought out, to be looked at.
    fn bring_out(&self) {
        for entry in fs::read_dir(&self.place).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else if !path.ends_with("log") {
                fs::remove_file(path).unwrap();
            }
        }
        let done = Command::new("cp")
            .arg("-a")
            .arg(self.within.join("."))
            .arg(&self.place)
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(self.holder.kill());
        drop(self.holder.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_costs_the_requests_that_met_it() {
    let points = if is_long() { POINTS.0 } else { POINTS.1 };
    let mut house = House::of(Setup::embedded()).await;
    let folder = house.stores.folder.path().to_owned();
    let Some(disk) = Disk::with(&folder).await else {
        eprintln!("nobody may mount here: nothing is recorded");
        return;
    };
    let claim = is_long().then(|| Claim::begin("disk-full", "sqlite-disk", COMMAND));
    let (mut filled, mut met) = (0, 0);
    for point in 0.. {
        if filled == points {
            break;
        }
        let act = ACTS[point % ACTS.len()];
        if !house.may(act) {
            continue;
        }
        filled += 1;
        let serving = disk.serve(house.port);
        house.answers().await;
        // From nothing at all to what the act would need.
        let left = (point / ACTS.len()) as u64 * 24 * 1024;
        disk.fill(left);
        let whole = house.troubled(act).await;
        eprintln!("{act} with {left} bytes left, whole: {whole}");
        disk.empty();
        // Room again: the service goes on by itself.
        house.calm(act).await;
        met += usize::from(!whole);
        holds(&mut house, &disk, serving).await;
        house.point(act);
    }
    reads_only(&mut house, &disk).await;
    let serving = disk.serve(house.port);
    house.answers().await;
    house.ends().await;
    drop(serving);
    eprintln!("filled {filled} times, {met} acts cut short");
    assert!(met > points / 4, "never full");
    let statuses = &house.told.borrow().statuses;
    eprintln!("answered: {statuses:?}");
    assert!(
        statuses.contains_key(&507),
        "no page says that there is no room"
    );
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(filled as f64);
    }
}

/// A disk that has failed comes back as one that only reads: the service says so and ends, and is as before when it
/// may write again.
async fn reads_only(house: &mut House, disk: &Disk) {
    disk.remount("ro");
    let log = disk.place.join("log-ro");
    let child = disk
        .command(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(disk.place.join("demo.toml"))
        .stderr(File::create(&log).unwrap())
        .spawn();
    let mut refused = Serving(child.unwrap());
    let mut tries = 0;
    while !refused.ended() {
        tokio::time::sleep(Duration::from_millis(50)).await;
        tries += 1;
        assert!(tries < 600, "serves from a disk that only reads");
    }
    let said = fs::read_to_string(&log).unwrap();
    assert!(!said.is_empty() && !said.contains("panicked"), "{said}");
    eprintln!("on a disk that only reads: {said}");
    disk.remount("rw");
    let serving = disk.serve(house.port);
    house.answers().await;
    house.calm("papers").await;
    holds(house, disk, serving).await;
}

/// The service is stopped; what it left is looked at outside, by another one.
async fn holds(house: &mut House, disk: &Disk, serving: Serving) {
    drop(serving);
    disk.bring_out();
    let outside = house.serve().await;
    house.holds_in_a_copy().await;
    drop(outside);
}
