//! The listener for figures, apart from that of people: plain HTTP, one page.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Metrics;

/// Whoever reads figures needs one connection.
const CONNECTIONS: usize = 8;
/// For a whole connection, which serves one request.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes.
const HEAD: usize = 8 * 1024;

/// The listener at work.
pub struct Listening {
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

impl Listening {
    /// Takes the address and answers `GET /metrics` there, and nothing else, until [`Self::stop`].
    pub async fn start(address: SocketAddr, metrics: Metrics) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        tracing::info!(%address, "figures are told");
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(serve(listener, Arc::new(metrics), shutdown.clone()));
        Ok(Self { shutdown, task })
    }

    /// Ends it.
    pub async fn stop(self) {
        self.shutdown.cancel();
        // A listener that broke off tells nothing any more.
        drop(self.task.await);
    }
}

async fn serve(listener: TcpListener, metrics: Arc<Metrics>, shutdown: CancellationToken) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let tasks = TaskTracker::new();
    while let Some(accepted) = shutdown.run_until_cancelled(listener.accept()).await {
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            continue;
        };
        let (metrics, shutdown) = (metrics.clone(), shutdown.clone());
        tasks.spawn(async move {
            let connection = tokio::time::timeout(PATIENCE, converse(stream, metrics));
            let _ = shutdown.run_until_cancelled(connection).await;
            drop(place);
        });
    }
    tasks.close();
    tasks.wait().await;
}

async fn converse(stream: TcpStream, metrics: Arc<Metrics>) {
    let service = service_fn(move |request| answer(request, metrics.clone()));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    // Nobody is owed an answer here: whoever reads figures asks again.
    drop(connection.await);
}

async fn answer(
    request: Request<Incoming>,
    metrics: Arc<Metrics>,
) -> Result<Response<Body>, Infallible> {
    let mut response = Response::new(Body::empty());
    if request.method() != Method::GET || request.uri().path() != "/metrics" {
        *response.status_mut() = StatusCode::NOT_FOUND;
        return Ok(response);
    }
    match tokio::task::spawn_blocking(move || metrics.text()).await {
        Ok(Ok(text)) => {
            let kind = header::HeaderValue::from_static(CONTENT_TYPE);
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            *response.body_mut() = Body::from(text);
        }
        Ok(Err(_)) | Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    Ok(response)
}
