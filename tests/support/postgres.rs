//! One PostgreSQL server per test process, one database per test.
//!
//! The server is started by a small shell script that waits for the test process to end (its
//! standard input closes), then stops the server it started and removes its folder. A machine
//! without PostgreSQL fails the tests.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// `nobody`, when the tests run as root: PostgreSQL refuses root.
const NOBODY: u32 = 65_534;

const SERVE: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
cd "$1" || exit 1
initdb --pgdata=data --username=abri --auth=trust --encoding=UTF8 --locale=C --no-sync >log 2>&1 || exit 1
pg_ctl --pgdata=data --log=log --wait --silent start --options="-k '$1' \
    -c listen_addresses= -c fsync=off -c full_page_writes=off $2 \
    -c max_connections=400 -c shared_buffers=32MB" >>log 2>&1 || exit 1
echo ready
cat >/dev/null
pg_ctl --pgdata=data --mode=immediate --silent stop >>log 2>&1
cd / && rm -rf "$1"
"#;

const CREATE: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
exec createdb --host="$1" --username=abri "$2"
"#;

/// A running server; it ends with the one who has it.
pub struct Server {
    /// Its socket, its data and its log.
    pub folder: PathBuf,
    /// Kept so that its standard input stays open.
    _script: Child,
}

/// The address of a new, empty database, on the server that the tests of this process have together.
pub fn database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    // Nothing here outlives the process.
    let server = SERVER.get_or_init(|| Server::start("-c synchronous_commit=off"));
    server.database()
}

impl Server {
    /// The address of a new, empty database.
    pub fn database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let folder = self.folder.to_str().expect("plain path");
        let name = format!("test{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let made = Command::new("sh")
            .args(["-c", CREATE, "sh", folder, &name])
            .status()
            .expect("sh runs");
        assert!(made.success(), "createdb failed");
        format!("postgres:///{name}?host={folder}&user=abri")
    }

    /// Starts one, with more settings.
    pub fn start(more: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("abri-postgres-{}-{number}", std::process::id());
        start(std::env::temp_dir().join(name), more)
    }
}

/// A command for `sh`, as whoever may run PostgreSQL.
fn shell() -> Command {
    if !rustix::process::getuid().is_root() {
        return Command::new("sh");
    }
    let nobody = NOBODY.to_string();
    let mut setpriv = Command::new("setpriv");
    setpriv.args([
        "--reuid",
        &nobody,
        "--regid",
        &nobody,
        "--clear-groups",
        "sh",
    ]);
    setpriv
}

fn start(folder: PathBuf, more: &str) -> Server {
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .expect("a new folder");
    if rustix::process::getuid().is_root() {
        chown(&folder, Some(NOBODY), Some(NOBODY)).expect("root may give a folder away");
    }
    let mut script = shell()
        .args(["-c", SERVE, "sh"])
        .arg(&folder)
        .arg(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // An interrupted test run must not interrupt the clean-up.
        .process_group(0)
        .spawn()
        .expect("the script that starts PostgreSQL runs");
    let mut line = String::new();
    BufReader::new(script.stdout.take().expect("piped"))
        .read_line(&mut line)
        .expect("the script speaks");
    assert_eq!(
        line,
        "ready\n",
        "PostgreSQL did not start: see {}/log",
        folder.display()
    );
    Server {
        folder,
        _script: script,
    }
}
