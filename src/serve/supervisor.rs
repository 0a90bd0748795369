//! systemd, or whatever speaks its two small protocols: an address handed over, and how things stand.

use std::io;

use listenfd::ListenFd;
use sd_notify::NotifyState;
use tokio_util::sync::CancellationToken;

/// The listening socket that the supervisor opened for this process (`sd_listen_fds(3)`), if there is one:
/// it can hold a port below 1024 that this process could not take, and keeps it while the service starts again.
///
/// To be called before any thread is started: it takes the variables out of the environment.
pub fn handed_over() -> io::Result<Option<std::net::TcpListener>> {
    ListenFd::from_env().take_tcp_listener(0)
}

/// Tells that the service answers (`sd_notify(3)`); nobody listens outside systemd.
pub(super) fn ready() {
    tell(NotifyState::Ready);
}

/// Tells that the service finishes what is in flight.
pub(super) fn stopping() {
    tell(NotifyState::Stopping);
}

/// Tells twice in each `WatchdogSec=` that tasks still have their turn. A database that is away does not
/// matter here: starting again would not bring it back.
pub(super) fn keep_watch(until: CancellationToken) {
    let Some(within) = sd_notify::watchdog_enabled() else {
        return;
    };
    tokio::spawn(until.run_until_cancelled_owned(async move {
        loop {
            tell(NotifyState::Watchdog);
            tokio::time::sleep(within / 2).await;
        }
    }));
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "the supervisor could not be told how things stand");
    }
}
