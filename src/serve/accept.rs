//! The accept loop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Tls;
use super::connection::{self, Shared};
use super::limits::Bounds;
use super::sources::Sources;

/// Serves `router` on `listener` until `shutdown`; then takes no more connections, lets requests in flight
/// finish within `bounds.stop`, and returns.
pub async fn listen(
    listener: TcpListener,
    tls: Tls,
    router: Router,
    bounds: Bounds,
    shutdown: CancellationToken,
) {
    let acceptor = TlsAcceptor::from(tls);
    let sources = Arc::new(Sources::default());
    let cut = CancellationToken::new();
    let shared = Arc::new(Shared {
        router,
        bounds,
        shutdown: shutdown.clone(),
        cut: cut.clone(),
    });
    let tasks = TaskTracker::new();
    loop {
        let (stream, address) = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most often: a moment later some are free again.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let bounds = &shared.bounds;
        let trusted = bounds
            .trusted_proxies
            .contains(&address.ip().to_canonical());
        let per_source = if trusted {
            bounds.connections
        } else {
            bounds.per_source
        };
        let Some(place) = sources.enter(address.ip(), bounds.connections, per_source) else {
            tracing::debug!("a connection over the cap was closed");
            continue;
        };
        let (acceptor, shared) = (acceptor.clone(), shared.clone());
        tasks.spawn(async move {
            connection::serve(stream, address.ip(), &acceptor, &shared).await;
            drop(place);
        });
    }
    drop(listener);
    tasks.close();
    if tokio::time::timeout(shared.bounds.stop, tasks.wait())
        .await
        .is_err()
    {
        tracing::warn!(
            connections = tasks.len(),
            "cut: still unfinished after limits.stop_seconds"
        );
        cut.cancel();
        tasks.wait().await;
    }
}
