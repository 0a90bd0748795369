//! Under systemd: an address handed over by the real `systemd-socket-activate`, and how things stand told to a socket that listens.

use std::fs::File;
use std::net::SocketAddr;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::house::House;
use crate::server::free_port;

/// Patience for a start on a loaded machine.
const SOON: Duration = Duration::from_mins(1);

/// What was told until `wanted`, which must come.
fn told(socket: &UnixDatagram, wanted: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    while all.last().is_none_or(|last: &String| last != wanted) {
        let length = socket.recv(&mut buffer).unwrap();
        all.push(String::from_utf8_lossy(&buffer[..length]).trim().to_owned());
    }
    all
}

#[test]
fn an_address_handed_over_is_served_and_the_supervisor_knows_how_things_stand() {
    let house = House::new();
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let notify = house.file("notify");
    let socket = UnixDatagram::bind(&notify).unwrap();
    socket.set_read_timeout(Some(SOON)).unwrap();
    let mut child = Command::new("systemd-socket-activate")
        .arg(format!("--listen={address}"))
        .arg(format!("--setenv=NOTIFY_SOCKET={}", notify.display()))
        .arg("--setenv=WATCHDOG_USEC=200000")
        .arg(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(house.file("abri.toml"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(house.file("log")).unwrap())
        .spawn()
        .unwrap();
    // The configuration's address is another one: who knocks here is let in by the socket that was handed over.
    let knock = std::thread::spawn(move || {
        for _ in 0..600 {
            if let Ok(stream) = std::net::TcpStream::connect(address) {
                return Some(stream);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    });
    assert!(knock.join().unwrap().is_some(), "nobody listens");
    let before = told(&socket, "READY=1");
    assert_eq!(before, ["READY=1"], "ready before it is");
    let log = std::fs::read_to_string(house.file("log")).unwrap();
    assert!(
        log.contains(&format!("listening address={address}")),
        "{log}"
    );
    assert!(told(&socket, "WATCHDOG=1").len() <= 2);

    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    told(&socket, "STOPPING=1");
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_socket_that_is_none_of_tcp_is_refused_with_its_reason() {
    let house = House::new();
    let path = house.file("unix");
    let child = Command::new("systemd-socket-activate")
        .arg(format!("--listen={}", path.display()))
        .arg(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(house.file("abri.toml"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut knocked = None;
    for _ in 0..600 {
        knocked = std::os::unix::net::UnixStream::connect(&path).ok();
        if knocked.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(knocked.is_some());
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!done.status.success());
    assert!(
        said.contains("handed over by systemd cannot be used"),
        "{said}"
    );
}
