//! One connection: handshake, HTTP/1 or HTTP/2 by ALPN, and a watch over slow clients.
//!
//! hyper closes slow heads of HTTP/1 by itself. The watch closes what it leaves open: an HTTP/2 preface
//! that never ends, a client that asks and does not read, and one that abandons request after request.

mod body;
mod paced;
mod watch;

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, Version, header};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::limits::Bounds;
use super::metrics::Traffic;
use super::peer;
use super::served::Tls;
use crate::web::routes::Policy;
use crate::web::turned_away::TurnedAway;
use body::{Received, Sent};
use paced::Paced;
use watch::Watch;

/// The largest head of a request, in bytes.
const HEAD: u32 = 16 * 1024;
/// The buffer of an HTTP/1 connection, in bytes: hyper's adaptive one grows to hundreds of kilobytes. With 32 KiB, a hundred
/// uploads take a third more memory.
const BUFFER: usize = 24 * 1024;
/// Encrypted bytes that wait for a client to read, a record of TLS and a half: with one alone, a download of 2 MB takes 7 % more
/// of the processor, with two a hundred slow readers a megabyte more of memory.
const RECORDS: usize = 24 * 1024;
/// What an HTTP/2 client may send ahead, in bytes, on one stream and in all.
const STREAM_WINDOW: u32 = 128 * 1024;
const CONNECTION_WINDOW: u32 = 256 * 1024;
/// Streams of one HTTP/2 connection at once.
const STREAMS: u32 = 64;
/// Streams that may be reset before they were looked at.
const PENDING_RESETS: usize = 20;

/// What all connections of a listener share.
pub(super) struct Shared {
    pub router: Router,
    pub bounds: Bounds,
    /// Figures.
    pub traffic: Traffic,
    /// Finish what is in flight, then close.
    pub shutdown: CancellationToken,
    /// Close now.
    pub cut: CancellationToken,
}

pub(super) async fn serve(stream: TcpStream, address: IpAddr, tls: &Tls, shared: &Arc<Shared>) {
    let Some(mut stream) = shake_hands(stream, tls, shared).await else {
        return;
    };
    stream.get_mut().1.set_buffer_limit(Some(RECORDS));
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let watch = Arc::new(Watch::new(two));
    let service = {
        let (shared, watch) = (shared.clone(), watch.clone());
        service_fn(move |request| answer(request, address, shared.clone(), watch.clone()))
    };
    let io = TokioIo::new(stream);
    let bounds = &shared.bounds;
    if two {
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEAD)
            .max_pending_accept_reset_streams(PENDING_RESETS)
            .max_local_error_reset_streams(PENDING_RESETS)
            .max_send_buf_size(BUFFER)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .keep_alive_interval(bounds.idle)
            .keep_alive_timeout(bounds.stall)
            .serve_connection(io, service);
        until_over(Box::pin(connection), &watch, shared).await;
    } else {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.header)
            .max_buf_size(BUFFER)
            .serve_connection(io, service);
        until_over(Box::pin(connection), &watch, shared).await;
    }
}

async fn shake_hands(
    stream: TcpStream,
    tls: &Tls,
    shared: &Shared,
) -> Option<TlsStream<TcpStream>> {
    // Without it, small answers wait for the acknowledgement of the one before.
    stream.set_nodelay(true).ok()?;
    let handshake = tokio::time::timeout(shared.bounds.handshake, tls.accept(stream));
    tokio::select! {
        () = shared.shutdown.cancelled() => None,
        done = handshake => done.ok().flatten(),
    }
}

/// Answers until the client leaves, is found to be hopeless, or the service stops: then what is in flight is finished.
async fn until_over<C: GracefulConnection>(
    mut connection: Pin<Box<C>>,
    watch: &Watch,
    shared: &Shared,
) {
    let closed = async {
        tokio::select! {
            () = shared.cut.cancelled() => {}
            () = watch.until_hopeless(&shared.bounds) => {}
        }
    };
    let mut closed = pin!(closed);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = closed.as_mut() => return,
        () = shared.shutdown.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    watch.leave();
    tokio::select! {
        _ = connection => {}
        () = closed => {}
    }
}

async fn answer(
    request: Request<Incoming>,
    address: IpAddr,
    shared: Arc<Shared>,
    watch: Arc<Watch>,
) -> Result<Response<Sent>, Infallible> {
    let begun = Instant::now();
    let in_flight = watch.enter();
    // No body is sent for HEAD, so nobody will read it to its end.
    let bodiless = request.method() == Method::HEAD;
    let first_version = request.version() < Version::HTTP_2;
    let peer = peer::of(address, request.headers(), &shared.bounds.trusted_proxies);
    let asks_first = request.headers().contains_key(header::EXPECT);
    let (head, body) = request.into_parts();
    let (body, unread) = Received::new(body, &shared, &watch, asks_first);
    let mut request = Request::from_parts(head, Body::new(Paced::new(body)));
    request.extensions_mut().insert(peer);
    let response = match shared.router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let policy = response.extensions().get::<Policy>().copied();
    let traffic = shared.traffic.clone();
    traffic.answered(policy, response.status(), begun.elapsed());
    if let Some(why) = response.extensions().get::<TurnedAway>() {
        traffic.turned_away(*why);
    }
    unread.throw_away().await;
    let unread = bodiless || first_version;
    Ok(response.map(|body| Sent::new(body, in_flight, traffic, unread)))
}
