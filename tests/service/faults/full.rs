//! A disk that is full, and one that only reads: a small disk of its own, in a namespace, filled to the last bytes in
//! the middle of what people do, or taken the right to write, and given back what it was. On SQLite and disk.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Response;
use rustix::fs::{FallocateFlags, fallocate, statvfs};
use rustix::process::Pid;
use tempfile::TempDir;

use crate::evidence::Claim;
use crate::kills::{Serving, log_in};
use crate::not_run::not_run;
use crate::people::{a_photo, put_in};
use crate::setups::Setup;

use super::flow::between;
use super::refused::Failing;
use super::{ACTS, House, is_long};

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service a_full_disk";
/// The size of the disk.
const SIZE: &str = "384m";
/// How often the disk is filled when the suite is long, and when it is quick.
const POINTS: (usize, usize) = (200, 4);
/// What writes to a file that is open.
const WRITES: &str = "pwrite64,pwritev,pwritev2,ftruncate,fallocate";
/// Acts under which the disk begins to read only in the quick suite; in the long one it does under every one.
const QUICK: &[&str] = &["papers", "links", "opening"];

/// A namespace with a disk of memory where the house is; gone when dropped.
struct Disk {
    holder: Child,
    /// The house in there.
    within: PathBuf,
    place: PathBuf,
    /// Where it is noted which calls were refused.
    log: TempDir,
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
                    log: tempfile::tempdir().unwrap(),
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
        self.run("mount", &["-o", &format!("remount,{how}"), "tmpfs", "/mnt"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let done = self.command(program).args(arguments).status().unwrap();
        assert!(done.success(), "{program} {arguments:?}");
    }

    /// From now on it reads only, for a service that is at work on it. The kernel takes the right to write from no disk with
    /// files open for that, as it does itself when a disk fails: another mount covers it, which only reads, and what
    /// is written to an open file is refused.
    async fn begins_to_read_only(&self, service: Pid) -> Failing {
        let place = self.place.to_str().unwrap();
        self.run("mount", &["--bind", place, place]);
        self.run("mount", &["-o", "remount,bind,ro", place]);
        let failing = Failing::begin(self.log.path(), service, WRITES, "EROFS").await;
        failing.expect("is traced")
    }

    /// It takes what is written again.
    fn writes_again(&self, failing: Failing) -> usize {
        let refused = failing.end();
        self.run("umount", &[self.place.to_str().unwrap()]);
        refused
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
        not_run(
            "a_full_disk_costs_the_requests_that_met_it",
            "nobody may mount here",
        );
        return;
    };
    let serving = disk.serve(house.port);
    house.answers().await;
    if !Failing::may(disk.log.path(), serving.pid()).await {
        not_run(
            "a_full_disk_costs_the_requests_that_met_it",
            "nobody may trace here",
        );
        return;
    }
    drop(serving);
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
    starts_on_one_that_reads_only(&mut house, &disk).await;
    let turned = begins_to_read_only(&mut house, &disk).await;
    let serve = async || {
        let serving = disk.serve(house.port);
        house.answers().await;
        serving
    };
    house.ends(serve).await;
    eprintln!("filled {filled} times, {met} acts cut short");
    assert!(met > points / 4, "never full");
    let statuses = &house.told.borrow().statuses;
    eprintln!("answered: {statuses:?}");
    assert!(
        statuses.contains_key(&507),
        "no page says that there is no room"
    );
    eprintln!("the disk began to read only {turned} times");
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(filled as f64);
    }
}

/// A disk that has failed comes back as one that only reads: the service says so and ends, and is as before when it
/// may write again.
async fn starts_on_one_that_reads_only(house: &mut House, disk: &Disk) {
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

/// In the middle of an act the disk begins to read only: what writes is refused with a sentence, what reads is
/// answered, and with the right to write everything goes on, without a start. How often.
async fn begins_to_read_only(house: &mut House, disk: &Disk) -> usize {
    let acts = if is_long() { ACTS } else { QUICK };
    let (mut turned, mut cut) = (0, 0);
    for act in acts {
        if !house.may(act) {
            continue;
        }
        let mut serving = disk.serve(house.port);
        house.answers().await;
        // Takes in what waits.
        let home = house.people.owner.get("/papiers").await;
        assert_eq!(home.status(), 200, "{act}");
        let turns = async {
            tokio::time::sleep(Duration::from_millis(10)).await;
            disk.begins_to_read_only(serving.pid()).await
        };
        let (whole, failing) = tokio::join!(house.troubled(act), turns);
        read_and_refused(house).await;
        // Also where a paper waits to be taken in, which goes on waiting.
        let home = house.people.owner.get("/papiers").await;
        assert_eq!(home.status(), 200, "{act}");
        let refused = disk.writes_again(failing);
        eprintln!(
            "{act} on a disk that began to read only, whole: {whole}, {refused} calls refused"
        );
        assert!(refused > 0, "nothing was written to an open file");
        assert!(!serving.ended(), "the service gave up");
        house.calm(act).await;
        holds(house, disk, serving).await;
        house.point(act);
        turned += 1;
        cut += usize::from(!whole);
    }
    assert!(cut > turned / 3, "too late to cut anything short");
    turned
}

/// Pages that the owner reads without an entry in their journal.
const READ: &[&str] = &[
    "/papiers/retires",
    "/montrer/actifs",
    "/accords",
    "/qui-a-vu",
    "/compte",
    "/aide",
];

/// While nothing can be written: pages are read; no paper is, since its journal could not tell it; nothing is changed.
async fn read_and_refused(house: &House) {
    let (people, shown) = (&house.people, house.people.shown());
    for path in READ {
        let answer = people.owner.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(!answer.text().await.unwrap().is_empty(), "{path}");
    }
    for (person, path) in [(&people.depositor, "/d/recu"), (&people.worker, "/pro")] {
        assert_eq!(person.get(path).await.status(), 200, "{path}");
    }
    let at = |what: &str| format!("/papiers/{shown}/{what}");
    refused("a paper", people.owner.get(&at("1/original")).await).await;
    let name = [("name", "Autre nom")];
    refused("a name", people.owner.form(&at("nom"), &name).await).await;
    let stop = people.owner.form("/montrer/arreter", &[]).await;
    refused("a stop", stop).await;
    let put_in = put_in(&people.depositor, a_photo()).await;
    refused("a photograph", put_in.unwrap()).await;
    let known = &people.said["people"][1];
    let card = ["card", "code"].map(|field| known[field].as_str().unwrap());
    let card = [("number", card[0]), ("code", card[1]), ("place", "own")];
    let comes = people.anybody.another();
    refused("a card", comes.form("/entrer/carte/code", &card).await).await;
}

/// A page says so, in a sentence.
async fn refused(what: &str, answer: Response) {
    let status = answer.status();
    let page = answer.text().await.unwrap();
    assert!(status.is_server_error(), "{what}: {status}");
    let said = between(&page, "<h1>", "</h1>");
    assert!(
        said.is_some_and(|said| said.contains(' ')),
        "{what}: {page}"
    );
}

/// The service is stopped; what it left is looked at outside, by another one.
async fn holds(house: &mut House, disk: &Disk, serving: Serving) {
    drop(serving);
    disk.bring_out();
    let outside = house.serve().await;
    house.holds_in_a_copy().await;
    drop(outside);
}
