//! Serving: TLS, connections with their limits, and an orderly stop. No rule and no page lives here.

mod accept;
mod balancer;
pub mod certificates;
pub mod compose;
mod connection;
pub mod first_start;
mod limits;
pub mod metrics;
mod peer;
mod proxy_header;
pub mod sandbox;
mod served;
mod sources;
mod supervisor;
pub mod tls;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::actions::{self, Abri};
use crate::config::Config;
use crate::domain::time::Clock;
use crate::{jobs, web};

pub use accept::listen;
pub use limits::Bounds;
use metrics::{Metrics, Traffic};
pub use peer::Peer;
use sandbox::Sandbox;
pub use served::Tls;
pub use supervisor::handed_over;

/// How long actions whose browsers went away are waited for at a stop.
const LEFT: Duration = Duration::from_secs(10);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A store, a key or the worker.
    #[error(transparent)]
    Compose(#[from] compose::Problem),
    /// The first round of the jobs, or the people of the demonstration.
    #[error("start: {0}")]
    Prepare(#[from] actions::Problem),
    /// The workers' locks.
    #[error(transparent)]
    Sandbox(#[from] sandbox::Unlocked),
    /// The certificate.
    #[error(transparent)]
    Tls(#[from] tls::Problem),
    /// The address to listen on.
    #[error("listen: {0} cannot be used ({1}); choose a free address of this machine")]
    Listen(SocketAddr, std::io::Error),
    /// The socket that the supervisor handed over.
    #[error(
        "the listening socket handed over by systemd cannot be used ({0}); it must be a TCP one"
    )]
    HandedOver(std::io::Error),
    /// The signals that ask for a stop.
    #[error("signals cannot be received ({0})")]
    Signals(std::io::Error),
}

/// Takes the address; connections wait until [`run`].
pub async fn bind(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Problem::Listen(address, error))
}

/// The address that the supervisor took for this process, whose `listener` it handed over.
pub fn adopt(listener: std::net::TcpListener) -> Result<TcpListener, Problem> {
    listener
        .set_nonblocking(true)
        .and_then(|()| TcpListener::from_std(listener))
        .map_err(Problem::HandedOver)
}

/// Serves `router` over TLS as the configuration says until SIGTERM or SIGINT; requests in flight are then
/// finished within `limits.stop_seconds`. `listening` is called with the real address once all is ready.
pub async fn run(
    config: &Config,
    listener: TcpListener,
    tls: Tls,
    router: Router,
    traffic: Traffic,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), Problem> {
    let address = listener
        .local_addr()
        .map_err(|error| Problem::Listen(config.listen, error))?;
    let shutdown = CancellationToken::new();
    stop_on_signals(&shutdown).map_err(Problem::Signals)?;
    tracing::info!(%address, "listening");
    listening(address);
    supervisor::ready();
    supervisor::keep_watch(shutdown.clone());
    listen(listener, tls, router, Bounds::of(config), traffic, shutdown).await;
    tracing::info!("stopped");
    Ok(())
}

/// The whole service over an address already taken: the workers' locks tried, stores opened, the days' keys made, `first` run
/// (the demonstration makes its people there), then jobs and [`run`].
pub async fn start<F: Future<Output = Result<(), Problem>>>(
    config: &Config,
    listener: TcpListener,
    first: impl FnOnce(Arc<Abri>) -> F,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), Problem> {
    match sandbox::look(&config.worker).await? {
        Sandbox::Whole => {}
        less @ Sandbox::WithoutLandlock => tracing::warn!("{less}"),
    }
    let procedures = compose::procedures(config)?;
    let clock = Clock::system();
    let abri = Arc::new(compose::open(config, clock).await?);
    let record = Arc::new(jobs::prepare(&abri).await.map_err(Problem::Prepare)?);
    first(abri.clone()).await?;
    let (tls, certificates) = certificates::start(config, abri.clone()).await?;
    let traffic = Traffic::default();
    let figures = match config.metrics.listen {
        Some(address) => {
            let holds = certificates.holds.clone();
            let metrics = Metrics::new(config, abri.clone(), record.clone(), holds, &traffic);
            let listening = metrics::Listening::start(address, metrics).await;
            Some(listening.map_err(|error| Problem::Listen(address, error))?)
        }
        None => None,
    };
    let jobs = jobs::start(abri.clone(), record);
    let app = Arc::new(compose::app(abri.clone(), procedures, config));
    let left = app.left.clone();
    let done = run(config, listener, tls, web::router(app), traffic, listening).await;
    // What a browser that went away had asked for is written before the stores are closed; not for so long that whoever stops
    // the service loses patience (`TimeoutStopSec` in deploy/systemd).
    left.close();
    if tokio::time::timeout(LEFT, left.wait()).await.is_err() {
        tracing::warn!(actions = left.len(), "cut: still unfinished");
    }
    certificates.stop().await;
    if let Some(figures) = figures {
        figures.stop().await;
    }
    jobs.stop().await;
    abri.store.close().await;
    done
}

/// Cancels `shutdown` when the process is asked to end.
fn stop_on_signals(shutdown: &CancellationToken) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let shutdown = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        supervisor::stopping();
        shutdown.cancel();
    });
    Ok(())
}
