//! Papers and the operator's anti-virus: found, clean, away, dying, silent. Nothing passes without a word.

use std::io::Read;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use abri::actions::Problem;
use abri::actions::add_paper::Added;
use abri::actions::papers as vaults_papers;
use abri::actions::read_shown;
use abri::actions::scan::Scanning;
use abri::actions::session::Session;
use abri::actions::uploads::put_in;
use abri::config::Then;
use abri::domain::document::Doubt;
use abri::media::Scanner;

use crate::clamd::{Clamd, VIRUS};
use crate::given::{agree, opening, wish};
use crate::papers::{add, vault};
use crate::samples::pdf;
use crate::support::Service;
use crate::uploads::{paper, whole};

async fn service(socket: &Path, on_found: Then, when_away: Then) -> (Service, Session) {
    let mut service = Service::open().await;
    let scanner = Scanner {
        socket: socket.to_owned(),
        patience: Duration::from_secs(5),
    };
    service.abri.scanning = Some(Scanning::new(scanner, on_found, when_away));
    let session = vault(&service).await;
    (service, session)
}

fn infected() -> Vec<u8> {
    pdf(1, &format!("/X ({VIRUS})"), "")
}

async fn doubt(service: &Service, session: &Session, added: Added) -> Option<Doubt> {
    let paper = vaults_papers::find_kept(&service.abri, &session.open, added.id).await;
    paper.unwrap().current.record.facts.doubt
}

async fn is_refused(service: &Service, session: &Session, bytes: &[u8], why: &str) -> bool {
    let refused = add(service, session, bytes).await;
    let kept = vaults_papers::all(&service.abri, &session.open)
        .await
        .unwrap();
    matches!(refused, Err(Problem::Field(key)) if key == why) && kept.is_empty()
}

#[tokio::test]
async fn what_clamd_finds_is_refused_or_marked_as_the_operator_chose() {
    let clamd = Clamd::start();
    let (service, session) = service(clamd.socket(), Then::Refuse, Then::Refuse).await;
    assert!(is_refused(&service, &session, &infected(), "papers-refused-virus").await);
    let clean = add(&service, &session, &pdf(1, "", "")).await.unwrap();
    assert_eq!(doubt(&service, &session, clean).await, None);

    let (service, session) = self::service(clamd.socket(), Then::Mark, Then::Refuse).await;
    let marked = add(&service, &session, &infected()).await.unwrap();
    assert_eq!(doubt(&service, &session, marked).await, Some(Doubt::Found));
    // Whoever is shown the paper is told too.
    let id = agree(&service.abri, &session, wish(&[marked.id])).await;
    let link = opening(&service.abri, &session.open, id).await;
    let looking = read_shown::open(&service.abri, &link).await.unwrap();
    let shown = looking.paper(0).unwrap();
    assert_eq!(shown.grant.facts.doubt, Some(Doubt::Found));
}

#[tokio::test]
async fn attack_without_clamd_nothing_passes_silently() {
    let mut clamd = Clamd::start();
    let socket = clamd.socket().to_owned();
    clamd.kill();
    let (strict, session) = service(&socket, Then::Refuse, Then::Refuse).await;
    assert!(
        is_refused(
            &strict,
            &session,
            &pdf(1, "", ""),
            "papers-refused-unchecked"
        )
        .await
    );
    let (mild, session) = service(&socket, Then::Refuse, Then::Mark).await;
    let kept = add(&mild, &session, &pdf(1, "", "")).await.unwrap();
    assert_eq!(doubt(&mild, &session, kept).await, Some(Doubt::Unchecked));
}

/// Listens as clamd would, reads `bytes`, and then either hangs up or says nothing more.
fn impostor(folder: &Path, bytes: usize, hangs_up: bool) -> PathBuf {
    let socket = folder.join(format!("impostor-{bytes}-{hangs_up}"));
    let listener = UnixListener::bind(&socket).unwrap();
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            drop(stream.read_exact(&mut vec![0; bytes]));
            if !hangs_up {
                held.push(stream);
            }
        }
    });
    socket
}

#[tokio::test]
async fn attack_a_clamd_that_dies_or_falls_silent_clears_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let paper = pdf(100, "", "");
    for (bytes, hangs_up) in [(1, true), (4_000, true), (10, false), (4_000, false)] {
        let socket = impostor(folder.path(), bytes, hangs_up);
        let (mut service, session) = service(&socket, Then::Refuse, Then::Refuse).await;
        if let Some(scanning) = &mut service.abri.scanning {
            scanning.scanner.patience = Duration::from_millis(500);
        }
        let why = "papers-refused-unchecked";
        assert!(
            is_refused(&service, &session, &paper, why).await,
            "{bytes} {hangs_up}"
        );
    }
}

#[tokio::test]
async fn an_upload_waits_for_an_anti_virus_that_is_away() {
    let mut clamd = Clamd::start();
    let socket = clamd.socket().to_owned();
    clamd.kill();
    let (service, session) = service(&socket, Then::Refuse, Then::Refuse).await;
    let bytes = pdf(1, "", "");
    let id = whole(&service, &session, &bytes).await;
    for _ in 0..2 {
        let refused = put_in(&service.abri, &session.open, id, paper(), false).await;
        let why = Problem::Field("papers-refused-unchecked");
        assert_eq!(refused.unwrap_err().to_string(), why.to_string());
    }
}
