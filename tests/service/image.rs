//! The image, made by `deploy/image/build` and run by podman as the guide says: nobody's rights, a root that is only read.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::evidence::Claim;
use crate::not_run::not_run;
use crate::people::{a_photo, come_in, depositor, papers, put_in};
use crate::server::{Person, Server, free_port};

const COMMAND: &str = "cargo test --release --test service image::";
/// How long a command may take on a loaded machine.
const SOON: Duration = Duration::from_mins(2);
/// As whom it runs.
const NOBODY: u32 = 65_532;
/// As `compose.yaml` has it.
const AS_THE_GUIDE_SAYS: &[&str] = &[
    "--read-only",
    "--user=65532:65532",
    "--cap-drop=all",
    "--security-opt=no-new-privileges",
    "--ulimit=core=0:0",
    "--ulimit=nofile=16384:16384",
    "--tmpfs=/tmp:mode=1777,size=512m",
];
/// What the machine of a test may lack: networks of containers, groups of processes, the right to raise a limit.
const ON_ANY_MACHINE: &[&str] = &[
    "--network=host",
    "--cgroups=disabled",
    "--ulimit=nproc=4096:4096",
];

/// An image of the program that is tested, in a place of its own.
struct Image {
    place: TempDir,
    name: String,
}

impl Image {
    /// The reason, where the machine lets nobody make or run one.
    fn make() -> Result<Self, String> {
        let place = tempfile::tempdir().unwrap();
        let at = place.path().display();
        let storage = format!(
            "[storage]\ndriver = \"vfs\"\ngraphroot = \"{at}/graph\"\nrunroot = \"{at}/run\"\n"
        );
        fs::write(place.path().join("storage.conf"), storage).unwrap();
        let mut image = Self {
            place,
            name: String::new(),
        };
        let build = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/image/build");
        let mut build = Command::new(build);
        build.arg(env!("CARGO_BIN_EXE_abri"));
        let made = said(image.placed(&mut build))?;
        made.lines().last().unwrap().clone_into(&mut image.name);
        said(&mut image.command("version", &[], &["--version"]))?;
        Ok(image)
    }

    /// A command that finds its images and containers here.
    fn placed<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env(
            "CONTAINERS_STORAGE_CONF",
            self.place.path().join("storage.conf"),
        )
    }

    fn podman(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("podman");
        self.placed(&mut command).args(arguments);
        command
    }

    /// The program in a container of this name, with these folders of the machine: where they lie, and where they are in it.
    fn command(&self, container: &str, folders: &[(&Path, &str)], arguments: &[&str]) -> Command {
        // Where groups of processes are of both versions at once, the runtime takes the first alone.
        let script = "umount /sys/fs/cgroup/unified 2>/dev/null; exec podman run --rm \"$@\"";
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-c", script, "podman"]);
        command.arg(format!("--name={container}"));
        command.args(AS_THE_GUIDE_SAYS).args(ON_ANY_MACHINE);
        for (here, there) in folders {
            command.arg(format!("--volume={}:{there}", here.display()));
        }
        command
            .arg(format!("localhost/{}", self.name))
            .args(arguments);
        self.placed(&mut command);
        command
    }

    /// Where the first process of a container is to be looked at.
    fn process(&self, container: &str) -> PathBuf {
        let asked = ["inspect", "--format={{.State.Pid}}", container];
        let pid = said(&mut self.podman(&asked)).unwrap();
        Path::new("/proc").join(pid.trim())
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // One that a test left running would outlive it.
        drop(
            self.podman(&["rm", "--all", "--force", "--time=0"])
                .output(),
        );
    }
}

/// What a command that ended well said; what it said else is the error. One that does not end is ended.
fn said(command: &mut Command) -> Result<String, String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let until = Instant::now() + SOON;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            drop(child.kill());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).trim().to_owned();
    if done.status.success() {
        Ok(text(&done.stdout))
    } else {
        Err(text(&done.stderr))
    }
}

/// A folder of the machine for whoever the image runs as.
fn volume(place: &TempDir, name: &str) -> PathBuf {
    let folder = place.path().join(name);
    fs::create_dir(&folder).unwrap();
    chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

/// That a process has no right at all, and a root that nobody writes to.
fn is_locked_up(process: &Path) {
    let status = fs::read_to_string(process.join("status")).unwrap();
    let is = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let nobody = [NOBODY.to_string().as_str(); 4].join(" ");
    assert_eq!((is("Uid:"), is("Gid:")), (nobody.clone(), nobody));
    for rights in ["CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"] {
        assert_eq!(is(rights), "0000000000000000", "{rights}");
    }
    assert_eq!(
        (is("NoNewPrivs:").as_str(), is("Seccomp:").as_str()),
        ("1", "2")
    );
    let root = process.join("root");
    let written = fs::write(root.join("var/lib/written"), "").unwrap_err();
    assert_eq!(written.kind(), ErrorKind::ReadOnlyFilesystem);
    assert!(!root.join("bin").exists() && !root.join("usr/bin/sh").exists());
}

/// Papers that came are looked at in there by a process that is locked up once more; they are given out as they were put in.
async fn serves_people(image: &Image, place: &TempDir) {
    let data = volume(place, "data");
    let there = data.to_str().unwrap();
    let command = image.command("people", &[(&data, there)], &["demo"]);
    let server = Server::start(command, &data);
    is_locked_up(&image.process("people"));
    let person = come_in(&server.person(), server.said(), 0).await;
    let kept = papers(&person).await;
    let (giver, _) = depositor(&server.person(), server.said()).await;
    let put = put_in(&giver, a_photo()).await.unwrap();
    assert_eq!(put.status(), 303);
    let now = papers(&person).await;
    assert_eq!(now.len(), kept.len() + 1);
    for id in now {
        let picture = person.get(&format!("/papiers/{id}/1/page/1")).await;
        assert_eq!(picture.status(), 200, "{id}");
    }
    server.stop();
}

/// What it does when nothing else is asked: it serves with the configuration in `/etc/abri`.
async fn serves_what_is_mounted(image: &Image, place: &TempDir) {
    let (data, epochs) = (volume(place, "kept"), volume(place, "epochs"));
    let settings = volume(place, "settings");
    let mounted = [
        (data.as_path(), "/var/lib/abri"),
        (&epochs, "/var/lib/abri-epochs"),
        (&settings, "/etc/abri"),
    ];
    let ends = |name: &str, arguments: &[&str]| {
        said(&mut image.command(name, &mounted, arguments)).unwrap()
    };
    ends("secrets", &["secrets", "make", "/etc/abri/secrets"]);
    let origin = format!("https://localhost:{}", free_port());
    let listen = origin.replace("https://localhost", "127.0.0.1");
    let text = format!(
        "url = '{origin}'\nlisten = '{listen}'\ndata = '/var/lib/abri'\ncertificate.self_made = true\n\
         database.url = 'sqlite:///var/lib/abri/abri.sqlite'\nobjects.url = '/var/lib/abri/objects'\n\
         epochs.url = '/var/lib/abri-epochs'\nhelp = {{ name = 'Accueil des Tilleuls', phone = '01 99 00 00 00' }}\n\
         secrets = {{ pepper = '/etc/abri/secrets/pepper', lookup = '/etc/abri/secrets/lookup', \
         recipients = '/etc/abri/secrets/recipients' }}\n"
    );
    fs::write(settings.join("abri.toml"), text).unwrap();
    let config = ["--config", "/etc/abri/abri.toml"];
    ends(
        "configuration",
        &[&["config", "check"], &config[..]].concat(),
    );
    let mut served = image.command("served", &mounted, &[]).spawn().unwrap();
    let certificate = data.join("localhost.pem");
    let mut first = None;
    for _ in 0..600 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(served.try_wait().unwrap().is_none(), "it ended");
        let Ok(pem) = fs::read(&certificate) else {
            continue;
        };
        let asked = Person::new(&pem, &origin).ask(reqwest::Method::GET, "/");
        first = asked.send().await.ok();
        if first.is_some() {
            break;
        }
    }
    assert_eq!(first.expect("it answers").status(), 200);
    is_locked_up(&image.process("served"));
    ends("checked", &[&["check", "--full"], &config[..]].concat());
    said(&mut image.podman(&["stop", "--time=30", "served"])).unwrap();
    assert!(served.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_image_runs_as_the_guide_says() {
    let test = "the_image_runs_as_the_guide_says";
    if !rustix::process::geteuid().is_root() {
        return not_run(test, "volumes belong to user 65532: only root makes them");
    }
    let image = match Image::make() {
        Ok(image) => image,
        Err(why) => return not_run(test, &format!("no container runs here: {why}")),
    };
    let claim = Claim::begin("image", "podman", COMMAND);
    let place = tempfile::tempdir().unwrap();
    serves_people(&image, &place).await;
    serves_what_is_mounted(&image, &place).await;
    claim.held(0.0);
}
