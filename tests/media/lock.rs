//! The worker's lock, and what the server does when a worker misbehaves.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use abri::media::{Bounds, Problem, Refusal, Settings, Status, Trial, Workers};
use image::ImageFormat;

use crate::samples::{corners, encoded, pdf};
use crate::{bounded, check_with, refusal, settings, workers};

const ABRI: &str = env!("CARGO_BIN_EXE_abri");

#[tokio::test]
async fn a_worker_cannot_open_connect_fork_or_take_more_memory() {
    let status = Status::of(Path::new(ABRI)).await.unwrap();
    for trial in [Trial::Open, Trial::Connect, Trial::Fork, Trial::Memory] {
        assert!(status.holds(trial), "{trial:?}");
    }
    assert!(status.is_sound());
}

#[tokio::test]
async fn landlock_is_required_only_where_it_can_be_had() {
    let status = Status::of(Path::new(ABRI)).await.unwrap();
    let workers = bounded(Bounds {
        require_landlock: true,
        ..Bounds::default()
    });
    let checked = check_with(&workers, &pdf(1, "", "")).await;
    if status.holds(Trial::Landlock) {
        assert!(checked.is_ok());
    } else {
        assert!(matches!(checked, Err(Problem::NoWorker(_))));
    }
}

#[test]
fn a_worker_that_computes_without_end_is_stopped_by_its_own_limit() {
    let ended = Command::new(ABRI)
        .args(["worker", "--self-test", "loop"])
        .status()
        .unwrap();
    assert_eq!(ended.signal(), Some(libc::SIGXCPU));
}

/// A pool whose workers are another program.
fn impostor(program: &str, arguments: &[&str], seconds: u32) -> Workers {
    Workers::new(Settings {
        program: program.into(),
        arguments: arguments.iter().map(Into::into).collect(),
        bounds: Bounds {
            seconds,
            ..Bounds::default()
        },
        ..settings()
    })
}

#[tokio::test]
async fn a_worker_that_never_answers_is_killed_in_time() {
    let since = Instant::now();
    let workers = impostor("/bin/sleep", &["60"], 1);
    assert_eq!(
        refusal(&workers, &pdf(1, "", "")).await,
        Refusal::TookTooLong
    );
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_worker_that_talks_nonsense_is_not_believed() {
    for (program, arguments) in [
        ("/bin/cat", &[][..]),
        ("/bin/true", &[]),
        ("/bin/echo", &["VVVVVVVVVVVVVVVVVVVVVV"]),
        ("/no/such/program", &[]),
    ] {
        let workers = impostor(program, arguments, 5);
        let checked = check_with(&workers, &pdf(1, "", "")).await;
        assert!(matches!(checked, Err(Problem::NoWorker(_))), "{program}");
    }
}

#[tokio::test]
async fn a_file_that_takes_all_memory_kills_its_worker_alone() {
    let workers = bounded(Bounds {
        memory_bytes: 96 << 20,
        ..Bounds::default()
    });
    let photo = encoded(corners(6000, 6000), ImageFormat::Jpeg);
    assert_eq!(refusal(&workers, &photo).await, Refusal::WorkerDied);
}

#[tokio::test]
async fn files_beyond_the_queue_are_turned_away() {
    let workers = Workers::new(Settings {
        count: 1,
        waiting: 0,
        ..settings()
    });
    let photo = encoded(corners(64, 64), ImageFormat::Png);
    let first = workers.check(crate::NOBODY, &photo[..]).await.unwrap();
    let second = workers.check(crate::NOBODY, &photo[..]).await.map(drop);
    assert!(matches!(second, Err(Problem::Busy)));
    drop(first);
    assert!(
        check_with(&workers, &photo).await.is_ok(),
        "its place is free again"
    );
}

#[tokio::test]
async fn many_files_at_once_all_get_their_answer() {
    let workers = workers();
    let bytes = pdf(2, "", "");
    let all = (0..24).map(|_| check_with(&workers, &bytes));
    for checked in futures_util::future::join_all(all).await {
        assert_eq!(checked.unwrap().pages.len(), 2);
    }
}
