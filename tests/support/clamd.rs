//! A real clamd with one hand-made signature, in a folder of its own; ended when dropped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the signature finds.
pub const VIRUS: &str = "ABRI-TEST-SIGNATURE-7f3c";

/// How long it may take to listen on a loaded machine.
const SOON: Duration = Duration::from_mins(1);

pub struct Clamd {
    child: Child,
    socket: PathBuf,
    _folder: tempfile::TempDir,
}

impl Clamd {
    /// Started, and listening.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let hex = data_encoding::HEXLOWER.encode(VIRUS.as_bytes());
        fs::create_dir(at.join("signatures")).unwrap();
        fs::write(
            at.join("signatures/abri.ndb"),
            format!("Abri.Test:0:*:{hex}\n"),
        )
        .unwrap();
        let socket = at.join("clamd.sock");
        let config = format!(
            "LocalSocket {}\nDatabaseDirectory {}\nTemporaryDirectory {}\nForeground yes\n",
            socket.display(),
            at.join("signatures").display(),
            at.display()
        );
        fs::write(at.join("clamd.conf"), config).unwrap();
        let child = Command::new(program())
            .arg(format!("--config-file={}", at.join("clamd.conf").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let clamd = Self {
            child,
            socket,
            _folder: folder,
        };
        let until = Instant::now() + SOON;
        while std::os::unix::net::UnixStream::connect(&clamd.socket).is_err() {
            assert!(Instant::now() < until, "clamd does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        clamd
    }

    /// Where it listens.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Ends it; its socket stays behind, as after a crash.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        // Already ended is fine too.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Debian keeps it where only root's path looks.
fn program() -> &'static str {
    ["/usr/sbin/clamd", "/usr/local/sbin/clamd"]
        .into_iter()
        .find(|path| Path::new(path).exists())
        .unwrap_or("clamd")
}
