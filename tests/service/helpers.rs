//! The helpers themselves, against a stand-in that says one line and serves a few pages.

use std::process::Command;

use crate::server::Server;

fn stand_in(data: &tempfile::TempDir) -> Server {
    let mut command = Command::new("node");
    command.arg("tests/browser/fixture-server.mjs");
    Server::start(command, data.path())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_speaks_tls_keeps_cookies_and_sends_forms() {
    let data = tempfile::tempdir().unwrap();
    let server = stand_in(&data);
    let person = server.person();
    let answer = person.get("/").await;
    assert_eq!(answer.status(), 200);
    assert!(answer.cookies().any(|cookie| cookie.name() == "seen"));
    assert_eq!(person.form("/", &[("a", "é")]).await.status(), 200);
    assert_eq!(person.get("/absent").await.status(), 404);
    assert!(std::path::Path::new(&format!("/proc/{}", server.pid())).exists());
    server.stop();
}

#[test]
fn a_server_that_is_killed_or_dropped_is_gone() {
    let data = tempfile::tempdir().unwrap();
    let server = stand_in(&data);
    let process = format!("/proc/{}", server.pid());
    server.kill();
    assert!(!std::path::Path::new(&process).exists());
    let again = stand_in(&data);
    let process = format!("/proc/{}", again.pid());
    drop(again);
    assert!(!std::path::Path::new(&process).exists());
}

#[test]
#[should_panic(expected = "certificate")]
fn a_program_that_does_not_know_its_arguments_says_so() {
    let data = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "echo no certificate >&2; exit 2"]);
    drop(Server::start(command, data.path()));
}
