//! The accept loop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Tls;
use super::balancer;
use super::connection::{self, Shared};
use super::limits::Bounds;
use super::metrics::Traffic;
use super::sources::Sources;

/// Serves `router` on `listener` until `shutdown`; then takes no more connections, lets requests in flight
/// finish within `bounds.stop`, and returns.
pub async fn listen(
    listener: TcpListener,
    tls: Tls,
    router: Router,
    bounds: Bounds,
    traffic: Traffic,
    shutdown: CancellationToken,
) {
    let sources = Arc::new(Sources::default());
    let cut = CancellationToken::new();
    let shared = Arc::new(Shared {
        router,
        bounds,
        traffic,
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
        let source = address.ip().to_canonical();
        let balanced = bounds.balancers.contains(&source);
        let per_source = if balanced || bounds.trusted_proxies.contains(&source) {
            bounds.connections
        } else {
            bounds.per_source
        };
        let Some(place) = sources.enter(source, bounds.connections, per_source) else {
            shared.traffic.refused();
            tracing::debug!("a connection over the cap was closed");
            continue;
        };
        let (tls, shared) = (tls.clone(), shared.clone());
        let sources = sources.clone();
        let open = shared.traffic.opened();
        tasks.spawn(async move {
            if balanced {
                let Some((stream, source)) = balancer::who_comes(stream, source, &shared).await
                else {
                    return;
                };
                // Whoever comes through a balancer is counted as whoever comes without.
                drop(place);
                let bounds = &shared.bounds;
                let Some(_place) = sources.enter(source, bounds.connections, bounds.per_source)
                else {
                    shared.traffic.refused();
                    return;
                };
                connection::serve(stream, source, &tls, &shared).await;
            } else {
                connection::serve(stream, source, &tls, &shared).await;
                drop(place);
            }
            drop(open);
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
