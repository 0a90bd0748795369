//! A PostgreSQL server of its own, which keeps its write-ahead log, and copies of it at an earlier moment. Each ends when
//! its standard input closes: with this process at the latest.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{DirBuilderExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::postgres;

/// `nobody`: PostgreSQL refuses root.
const NOBODY: u32 = 65_534;

const BEGIN: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
cd "$1" || exit 1
mkdir archive && initdb --pgdata=data --username=abri --auth=trust --encoding=UTF8 --locale=C --no-sync >log 2>&1 || exit 1
cat >>data/postgresql.conf <<END
archive_mode = on
archive_command = 'cp %p $1/archive/%f'
wal_level = replica
END
"#;

const RECOVER: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
cd "$1" || exit 1
cp -R "$2/base" data && chmod 700 data || exit 1
cat >>data/postgresql.conf <<END
archive_mode = off
restore_command = 'cp $2/archive/%f %p'
recovery_target_time = '$3'
recovery_target_action = 'promote'
END
touch data/recovery.signal
"#;

const SERVE: &str = r#"
pg_ctl --pgdata=data --log=log --wait --timeout=120 --silent start --options="-k '$1' -c listen_addresses= \
    -c fsync=off -c max_connections=60 -c shared_buffers=16MB" >>log 2>&1 || exit 1
until [ "$(psql --host="$1" --username=abri --dbname=postgres -Atc 'SELECT pg_is_in_recovery()')" = f ]; do sleep 0.2; done
echo ready
while read -r command; do sh -c "$command" >>log 2>&1 && echo done || echo failed; done
pg_ctl --pgdata=data --mode=immediate --silent stop >>log 2>&1
cd / && rm -rf "$1"
"#;

const DUMP: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
pg_dump --dbname="$1" | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --dbname="$2" >/dev/null
"#;

/// A dump of a whole database, both schemas, in another one; its address.
pub fn dumped(url: &str) -> String {
    let to = postgres::database();
    let copied = Command::new("sh")
        .args(["-c", DUMP, "sh", url, &to])
        .status();
    assert!(copied.unwrap().success(), "pg_dump or psql failed");
    to
}

/// A running server.
pub struct Cluster {
    folder: PathBuf,
    script: Child,
    answers: std::cell::RefCell<BufReader<ChildStdout>>,
}

impl Cluster {
    /// A new one.
    pub fn start() -> Self {
        let cluster = Self::serve("wal", &format!("{BEGIN}{SERVE}"), &[]);
        cluster.run("createdb --host=$PWD --username=abri abri");
        cluster
    }

    /// A copy of its files, taken while it runs.
    pub fn back_up(&self) {
        self.run("pg_basebackup --host=$PWD --username=abri --pgdata=$PWD/base --checkpoint=fast --wal-method=none");
    }

    /// Now, by its own clock, between two commits.
    pub fn moment(&self) -> String {
        self.run("sleep 1; psql --host=$PWD --username=abri --dbname=abri -Atc 'SELECT clock_timestamp()' >moment; sleep 1");
        let text = std::fs::read_to_string(self.folder.join("moment")).unwrap();
        text.trim().to_owned()
    }

    /// Everything so far is in the archive.
    pub fn archive(&self) {
        self.run("psql --host=$PWD --username=abri --dbname=abri -Atc 'CREATE TABLE public.later (x int); SELECT pg_switch_wal()' && sleep 2 && psql --host=$PWD --username=abri --dbname=abri -Atc 'SELECT pg_switch_wal()'; sleep 2");
    }

    /// Another server, as this one was at a moment.
    pub fn recovered(&self, moment: &str, name: &str) -> Self {
        let from = self.folder.to_str().unwrap();
        Self::serve(name, &format!("{RECOVER}{SERVE}"), &[from, moment])
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        format!("postgres:///abri?host={}&user=abri", self.folder.display())
    }

    fn serve(name: &str, script: &str, more: &[&str]) -> Self {
        let name = format!("abri-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .unwrap();
        let mut command = as_nobody(&folder);
        let mut script = command
            .args(["-c", script, "sh"])
            .arg(&folder)
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let answers = BufReader::new(script.stdout.take().unwrap());
        let cluster = Self {
            folder,
            script,
            answers: answers.into(),
        };
        cluster.hears("ready");
        cluster
    }

    fn run(&self, command: &str) {
        let mut input = self.script.stdin.as_ref().unwrap();
        writeln!(input, "{command}").unwrap();
        self.hears("done");
    }

    fn hears(&self, what: &str) {
        let mut line = String::new();
        self.answers.borrow_mut().read_line(&mut line).unwrap();
        let log = self.folder.join("log");
        let log = std::fs::read_to_string(log).unwrap_or_default();
        assert_eq!(line.trim(), what, "{log}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        drop(self.script.wait());
    }
}

fn as_nobody(folder: &Path) -> Command {
    if !rustix::process::getuid().is_root() {
        return Command::new("sh");
    }
    chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
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
}
