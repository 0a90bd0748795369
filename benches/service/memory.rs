//! Memory of the server process above idle while 128 transfers of 20 MB are under way at once. One of each has been made
//! before: the pages of the program that it brings in stay, whoever comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use reqwest::{Body, Client, StatusCode};
use tokio::sync::Barrier;

use crate::abri::Abri;
use crate::papers::{self, Sizes};
use crate::process;

/// Transfers at once.
const AT_ONCE: usize = 128;
/// Of these, how many stand still for a while, shorter than the server allows.
const STALLED: usize = 32;
const PAUSE: Duration = Duration::from_secs(6);

/// Downloads through a share; a quarter of the readers stop reading for six seconds. Megabytes.
pub async fn downloads(abri: &Abri) -> f64 {
    let (client, url) = (abri.reader().await, abri.shown(Sizes::Twenty));
    let bytes = Sizes::Twenty.bytes();
    let first = client.get(url.clone()).send().await.unwrap();
    assert_eq!(first.bytes().await.unwrap().len(), bytes);
    let watch = Watch::start(abri.pid()).await;
    let all = Arc::new(Barrier::new(AT_ONCE));
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|number| {
            let (client, url, all) = (client.clone(), url.clone(), all.clone());
            tokio::spawn(async move {
                let mut answer = client.get(url).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK);
                let mut read = answer.chunk().await.unwrap().unwrap().len();
                // From here on all of them are under way.
                all.wait().await;
                if number < STALLED {
                    tokio::time::sleep(PAUSE).await;
                }
                while let Some(piece) = answer.chunk().await.unwrap() {
                    read += piece.len();
                }
                assert_eq!(read, bytes);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    watch.peak()
}

/// Uploads by one person; a quarter of them stop sending for six seconds. Megabytes. Whether a paper
/// is then kept or put off is for the workers, who read one after the other; an answer is what counts.
pub async fn uploads(abri: &Abri) -> f64 {
    let (client, url) = (abri.owner(), abri.url("/papiers/ajouter"));
    let file = Bytes::from(papers::pdf(Sizes::Twenty));
    abri.put_in(&papers::another(&papers::pdf(Sizes::Two)))
        .await;
    let watch = Watch::start(abri.pid()).await;
    let all = Arc::new(Barrier::new(AT_ONCE));
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|number| {
            let body = body(file.clone(), all.clone(), number < STALLED);
            tokio::spawn(upload(client.clone(), url.clone(), body))
        })
        .collect();
    let mut kept = 0;
    for task in tasks {
        kept += usize::from(task.await.unwrap());
    }
    eprintln!("{kept} of {AT_ONCE} uploads were kept");
    watch.peak()
}

async fn upload(client: Client, url: reqwest::Url, body: Body) -> bool {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let asked = client.post(url).header("content-type", kind).body(body);
    let answer = asked.send().await.unwrap();
    let kept = answer.status() == StatusCode::SEE_OTHER;
    assert!(
        kept || answer.status().is_client_error(),
        "{}",
        answer.status()
    );
    kept
}

const BOUNDARY: &str = "mesure";

/// The form with its one file, in pieces; after the first of them it waits for all others.
fn body(file: Bytes, all: Arc<Barrier>, stalls: bool) -> Body {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"papier\"; filename=\"a.pdf\"\r\n\
         content-type: application/pdf\r\n\r\n"
    );
    let tail = format!("\r\n--{BOUNDARY}--\r\n");
    let mut pieces = vec![Bytes::from(head)];
    let mut rest = file;
    pieces.push(papers::another(&rest.split_to(64)).into());
    while !rest.is_empty() {
        pieces.push(rest.split_to(rest.len().min(64 * 1024)));
    }
    pieces.push(Bytes::from(tail));
    let pieces = futures_util::stream::unfold(
        (pieces.into_iter().enumerate(), all),
        move |(mut pieces, all)| async move {
            let (number, piece) = pieces.next()?;
            if number == 4 {
                all.wait().await;
                if stalls {
                    tokio::time::sleep(PAUSE).await;
                }
            }
            Some((Ok::<_, std::io::Error>(piece), (pieces, all)))
        },
    );
    Body::wrap_stream(pieces)
}

/// Looks at the resident memory every twenty milliseconds.
pub struct Watch {
    idle: u64,
    peak: Arc<AtomicU64>,
    done: Arc<AtomicBool>,
}

impl Watch {
    /// Begins once it is idle.
    pub async fn start(pid: i32) -> Self {
        // What was under way before has ended by then.
        tokio::time::sleep(Duration::from_secs(3)).await;
        let idle = process::resident(pid);
        let (peak, done) = (
            Arc::new(AtomicU64::new(idle)),
            Arc::new(AtomicBool::new(false)),
        );
        let (seen, over) = (peak.clone(), done.clone());
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                seen.fetch_max(process::resident(pid), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Self { idle, peak, done }
    }

    /// Megabytes above idle, at most.
    #[expect(clippy::cast_precision_loss, reason = "megabytes with one decimal")]
    pub fn peak(self) -> f64 {
        self.done.store(true, Ordering::Relaxed);
        let above = self.peak.load(Ordering::Relaxed) - self.idle;
        above as f64 / 1e6
    }
}
