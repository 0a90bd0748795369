//! A PostgreSQL server that is restarted and stopped, and a cable to it that is cut.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

use crate::postgres::Server;

/// What goes wrong with the cable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Whenever a transaction is to be made to last, before that is asked.
    BeforeCommit,
    /// Once that is asked and done, before the answer.
    AfterCommit,
    /// In the middle of whatever it is.
    Anywhere,
    /// Nothing goes through, and nobody says so.
    Silence,
}

/// A cable to the server: a port of this machine.
pub struct Cable {
    pub port: u16,
    plan: Arc<Mutex<Option<Cut>>>,
    met: Arc<AtomicU32>,
    cut: watch::Sender<u32>,
}

impl Cable {
    pub async fn lay(server: &Server) -> Self {
        let socket = server.folder.join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cable = Self {
            port: listener.local_addr().unwrap().port(),
            plan: Arc::default(),
            met: Arc::default(),
            cut: watch::channel(0).0,
        };
        let (plan, met, cut) = (cable.plan.clone(), cable.met.clone(), cable.cut.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (plan, met, cut) = (plan.clone(), met.clone(), cut.subscribe());
                let Ok(server) = UnixStream::connect(&socket).await else {
                    continue;
                };
                tokio::spawn(connection(client, server, plan, met, cut));
            }
        });
        cable
    }

    /// From now on this goes wrong.
    pub fn begin(&self, cut: Cut) {
        self.met.store(0, Ordering::SeqCst);
        *self.plan.lock().unwrap() = Some(cut);
        if cut == Cut::Anywhere {
            self.met.fetch_add(1, Ordering::SeqCst);
            self.cut.send_modify(|number| *number += 1);
        }
    }

    /// Nothing goes wrong any more; how often it did.
    pub fn end(&self) -> u32 {
        *self.plan.lock().unwrap() = None;
        self.met()
    }

    /// How often it did.
    pub fn met(&self) -> u32 {
        self.met.load(Ordering::SeqCst)
    }
}

async fn connection(
    mut client: TcpStream,
    mut server: UnixStream,
    plan: Arc<Mutex<Option<Cut>>>,
    met: Arc<AtomicU32>,
    mut cut: watch::Receiver<u32>,
) {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let planned = || *plan.lock().unwrap();
    let asks = async {
        let mut buffer = vec![0; 64 << 10];
        while let Some(read) = some(&mut from_client, &mut buffer).await {
            let ends = buffer[..read].windows(7).any(|word| word == b"COMMIT\0");
            match planned() {
                Some(Cut::BeforeCommit) if ends => break,
                Some(Cut::AfterCommit) if ends => {
                    all(&mut to_server, &buffer[..read]).await;
                    // It is done when the server begins to answer; the answer is lost.
                    return true;
                }
                _ => {}
            }
            while planned() == Some(Cut::Silence) {
                met.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            all(&mut to_server, &buffer[..read]).await;
        }
        false
    };
    let answers = async {
        let mut buffer = vec![0; 64 << 10];
        while let Some(read) = some(&mut from_server, &mut buffer).await {
            all(&mut to_client, &buffer[..read]).await;
        }
    };
    tokio::select! {
        biased;
        _ = cut.changed() => return,
        done = asks => {
            let planned = planned();
            if planned == Some(Cut::BeforeCommit) || done {
                met.fetch_add(1, Ordering::SeqCst);
            }
            if !done {
                return;
            }
        }
        () = answers => return,
    }
    let mut lost = [0];
    drop(from_server.read(&mut lost).await);
}

async fn some(from: &mut (impl AsyncRead + Unpin), buffer: &mut [u8]) -> Option<usize> {
    from.read(buffer).await.ok().filter(|read| *read > 0)
}

async fn all(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) {
    // One that went away is noticed by whoever reads from it.
    drop(to.write_all(bytes).await);
}

/// The process that listens.
fn postmaster(folder: &Path) -> Pid {
    let text = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
    Pid::from_raw(text.lines().next().unwrap().parse().unwrap()).unwrap()
}

/// Restarted, `fast` or `immediate`.
pub fn restart(server: &Server, mode: &str) {
    let mut command = Command::new("sh");
    if rustix::process::getuid().is_root() {
        command.uid(65_534).gid(65_534);
    }
    let done = command
        .args([
            "-c",
            "for bin in /usr/lib/postgresql/*/bin; do PATH=\"$PATH:$bin\"; done; cd \"$1\" && \
             exec pg_ctl --pgdata=data --log=log --mode=\"$2\" --wait --silent restart",
            "sh",
        ])
        .arg(&server.folder)
        .arg(mode)
        .status()
        .unwrap();
    assert!(done.success(), "not restarted");
}

/// Stopped as it is, with each of its processes; and let go on.
pub fn signal(server: &Server, signal: Signal) {
    let listens = postmaster(&server.folder);
    let number = listens.as_raw_nonzero();
    let children = format!("/proc/{number}/task/{number}/children");
    kill_process(listens, signal).unwrap();
    for child in std::fs::read_to_string(children)
        .unwrap()
        .split_whitespace()
    {
        // One may have ended meanwhile.
        let _ended = kill_process(Pid::from_raw(child.parse().unwrap()).unwrap(), signal).is_err();
    }
}
