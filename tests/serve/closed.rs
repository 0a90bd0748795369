//! Every shape of slow client at once, against the bounds that a configuration comes with: how long each is kept.

use std::time::Duration;

use abri::config::Limits;
use abri::serve::Bounds;
use futures_util::future::join_all;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::Instant;

use crate::evidence::Claim;
use crate::frames;
use crate::house::{House, ask};

const COMMAND: &str = "cargo test --release --test serve closed::";
/// Longer than anything that would pass.
const FAR: Duration = Duration::from_mins(1);
/// The goal, in seconds; it is a time, so this test alone looks at one.
const GOAL: f64 = 15.0;

/// How a client comes.
#[derive(Clone, Copy)]
enum By {
    /// TCP, and nothing of TLS yet.
    Tcp,
    /// TLS without a word about the protocol.
    NoAlpn,
    One,
    Two,
}

/// A client that says `first`, then `then` again and again with a pause before each.
struct Shape {
    name: &'static str,
    by: By,
    first: Vec<u8>,
    then: Option<(Vec<u8>, Duration)>,
}

/// A drip often enough to look alive.
const OFTEN: Duration = Duration::from_millis(50);
/// A drip just before the server would miss a byte.
const SELDOM: Duration = Duration::from_millis(9_500);

const POST: &[u8] = b"POST /count HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n";

fn shapes() -> Vec<Shape> {
    let silent = |name, by, first: &[u8]| Shape {
        name,
        by,
        first: first.to_vec(),
        then: None,
    };
    let drips = |name, by, first: &[u8], piece: &[u8], pause| Shape {
        name,
        by,
        first: first.to_vec(),
        then: Some((piece.to_vec(), pause)),
    };
    let two = |more: Vec<u8>| [frames::PREFACE, &more].concat();
    let post = two(frames::post(1, "/count"));
    let drop = frames::data(1, b"x", false);
    vec![
        silent("silent before TLS", By::Tcp, b""),
        // A record of 16 000 bytes is announced.
        drips(
            "drips the handshake",
            By::Tcp,
            &[22, 3, 1, 0x3E, 0x80],
            b"\x01",
            OFTEN,
        ),
        silent("silent after TLS, HTTP/1", By::One, b""),
        silent("silent after TLS, HTTP/2", By::Two, b""),
        silent("silent after TLS, no ALPN", By::NoAlpn, b""),
        silent("half a request line", By::One, b"GET /pap"),
        silent(
            "half the headers",
            By::One,
            b"GET / HTTP/1.1\r\nhost: localhost\r\nacc",
        ),
        drips(
            "drips headers, HTTP/1",
            By::One,
            b"GET / HTTP/1.1\r\na: ",
            b"a",
            OFTEN,
        ),
        silent("half an HTTP/2 preface", By::Two, b"PRI * HTTP/2.0\r\n"),
        silent("HTTP/2 settings, then nothing", By::Two, frames::PREFACE),
        drips(
            "HTTP/2 that only pings",
            By::Two,
            frames::PREFACE,
            frames::PING,
            OFTEN,
        ),
        drips(
            "drips headers, HTTP/2",
            By::Two,
            &two(frames::half_head(1)),
            &frames::more_head(1),
            OFTEN,
        ),
        silent("a body that stops, HTTP/1", By::One, POST),
        silent("a body that stops, HTTP/2", By::Two, &post),
        drips("drips a body, HTTP/1", By::One, POST, b"x", OFTEN),
        drips("drips a body, HTTP/2", By::Two, &post, &drop, OFTEN),
        drips("drips a body seldom, HTTP/1", By::One, POST, b"x", SELDOM),
        drips("drips a body seldom, HTTP/2", By::Two, &post, &drop, SELDOM),
    ]
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Seconds from connecting to the server's end of it.
async fn kept(house: &House, shape: Shape) -> f64 {
    let since = Instant::now();
    let stream: Box<dyn Stream> = match shape.by {
        By::Tcp => Box::new(house.tcp().await),
        By::NoAlpn => Box::new(house.tls("").await),
        By::One => Box::new(house.tls("http/1.1").await),
        By::Two => Box::new(house.tls("h2").await),
    };
    let (mut read, mut write) = tokio::io::split(stream);
    write.write_all(&shape.first).await.unwrap();
    write.flush().await.unwrap();
    let end = async {
        let mut buffer = [0; 4096];
        while let Ok(1..) = read.read(&mut buffer).await {}
    };
    let drip = async {
        while let Some((piece, pause)) = &shape.then {
            tokio::time::sleep(*pause).await;
            if write.write_all(piece).await.is_err() || write.flush().await.is_err() {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let closed = async {
        tokio::select! {
            () = end => {}
            () = drip => {}
        }
    };
    // Whoever is kept for so long shows by the figure.
    let _ = tokio::time::timeout(FAR, closed).await;
    since.elapsed().as_secs_f64()
}

/// The same of a client that asks and does not read. It cannot see the end: a server with one place gives
/// that place to somebody else.
async fn kept_unread(two: bool, path: &str) -> f64 {
    let mut bounds = Bounds::from(&Limits::default());
    bounds.connections = 1;
    let house = House::open(bounds).await;
    let since = Instant::now();
    let mut unread = house.tls(if two { "h2" } else { "http/1.1" }).await;
    let request = if two {
        [frames::PREFACE, &frames::get(1, path)].concat()
    } else {
        format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
    };
    unread.write_all(&request).await.unwrap();
    unread.flush().await.unwrap();
    while since.elapsed() < FAR {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if let Ok(mut other) = house.over(house.tcp().await, "http/1.1").await {
            assert_eq!(ask(&mut other, "/").await, "welcome");
            break;
        }
    }
    let kept = since.elapsed().as_secs_f64();
    drop(unread);
    kept
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_slow_clients_of_every_shape_are_closed() {
    let claim = Claim::begin("slow-clients", "bounds-as-they-come", COMMAND);
    let house = House::open(Bounds::from(&Limits::default())).await;
    let slow = join_all(shapes().into_iter().map(async |shape| {
        let name = shape.name;
        (name, kept(&house, shape).await)
    }));
    let unread = join_all(
        [
            ("reads no document, HTTP/1", false, "/endless"),
            ("reads no page, HTTP/1", false, "/large"),
            ("reads no document, HTTP/2", true, "/endless"),
            ("reads no page, HTTP/2", true, "/large"),
        ]
        .map(async |(name, two, path)| (name, kept_unread(two, path).await)),
    );
    let meanwhile = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        house.is_well().await;
    };
    let (mut all, unread, ()) = tokio::join!(slow, unread, meanwhile);
    all.extend(unread);
    for (name, seconds) in &all {
        eprintln!("{name}: {seconds:.1} s");
    }
    let worst = all.iter().map(|(_, seconds)| *seconds).fold(0.0, f64::max);
    house.is_well().await;
    assert!(worst <= GOAL, "kept for {worst:.1} s");
    claim.held(worst);
}
