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
    -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
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

struct Server {
    folder: PathBuf,
    /// Kept so that its standard input stays open as long as this process lives.
    _script: Child,
}

/// The address of a new, empty database.
pub fn database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let folder = SERVER
        .get_or_init(start)
        .folder
        .to_str()
        .expect("plain path");
    let name = format!("test{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let made = Command::new("sh")
        .args(["-c", CREATE, "sh", folder, &name])
        .status()
        .expect("sh runs");
    assert!(made.success(), "createdb failed");
    format!("postgres:///{name}?host={folder}&user=abri")
}

fn start() -> Server {
    let folder = std::env::temp_dir().join(format!("abri-postgres-{}", std::process::id()));
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .expect("a new folder");
    let mut script = if rustix::process::getuid().is_root() {
        chown(&folder, Some(NOBODY), Some(NOBODY)).expect("root may give a folder away");
        let mut setpriv = Command::new("setpriv");
        let nobody = NOBODY.to_string();
        setpriv.args([
            "--reuid",
            &nobody,
            "--regid",
            &nobody,
            "--clear-groups",
            "sh",
        ]);
        setpriv
    } else {
        Command::new("sh")
    };
    let mut script = script
        .args(["-c", SERVE, "sh"])
        .arg(&folder)
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
