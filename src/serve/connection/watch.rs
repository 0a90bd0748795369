//! The watch over one connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::time::Instant;

use crate::serve::limits::Bounds;

/// What is known of a connection's requests.
pub(super) struct Watch {
    /// HTTP/2: requests may be abandoned one by one.
    two: bool,
    state: Mutex<State>,
}

struct State {
    next: u64,
    /// Requests in flight, each with what the client was handed last, if it is the client who is waited for.
    in_flight: HashMap<u64, Option<Handed>>,
    idle_since: Instant,
    asked: bool,
    /// The server stops: what is not in flight by now will not begin.
    leaving: bool,
    /// A body came too slowly: what HTTP/2 ends then is a stream, and a client could go on with the connection.
    slow: bool,
    abandoned: u32,
}

struct Handed {
    at: Instant,
    bytes: u64,
    /// Once more was asked for: what was handed over. While any of it is still held, the client has not taken it.
    held: Option<Weak<()>>,
}

impl Handed {
    fn is_held(&self) -> bool {
        let held = self.held.as_ref();
        held.is_none_or(|held| held.strong_count() > 0)
    }
}

/// One request in flight; dropped before [`InFlight::done`], it was abandoned by the client.
pub(super) struct InFlight {
    watch: Arc<Watch>,
    number: u64,
    done: bool,
}

impl Watch {
    pub(super) fn new(two: bool) -> Self {
        let state = State {
            next: 0,
            in_flight: HashMap::new(),
            idle_since: Instant::now(),
            asked: false,
            leaving: false,
            slow: false,
            abandoned: 0,
        };
        Self {
            two,
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request begins.
    pub(super) fn enter(self: &Arc<Self>) -> InFlight {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        state.asked = true;
        state.in_flight.insert(number, None);
        InFlight {
            watch: self.clone(),
            number,
            done: false,
        }
    }

    /// From now on only what is in flight is waited for, and then that its last bytes are taken: a client
    /// that is asleep, and never says goodbye, must not hold up the end.
    pub(super) fn leave(&self) {
        let mut state = self.state();
        state.leaving = true;
        state.idle_since = Instant::now();
    }

    /// A body came too slowly. Once what is in flight is over, the connection stays just long enough for the answer.
    pub(super) fn too_slow(&self) {
        self.state().slow = true;
    }

    /// Returns once the connection is not worth keeping.
    pub(super) async fn until_hopeless(&self, bounds: &Bounds) {
        let shortest = bounds.header.min(bounds.idle).min(bounds.stall);
        let tick = (shortest / 8).clamp(Duration::from_millis(10), Duration::from_secs(1));
        let mut ticks = tokio::time::interval(tick);
        loop {
            ticks.tick().await;
            if self.hopeless(bounds) {
                return;
            }
        }
    }

    fn hopeless(&self, bounds: &Bounds) -> bool {
        let state = self.state();
        if self.two && state.abandoned > bounds.resets {
            return true;
        }
        if state.in_flight.is_empty() {
            let most = match (state.slow, state.leaving, state.asked) {
                (true, _, _) => bounds.stall / 4,
                (false, true, _) => bounds.stall,
                (false, false, true) => bounds.idle,
                (false, false, false) => bounds.header,
            };
            return state.idle_since.elapsed() > most;
        }
        let stalled = |handed: &Handed| {
            handed.is_held() && handed.at.elapsed() > bounds.allowance(handed.bytes)
        };
        state.in_flight.values().flatten().any(stalled)
    }
}

impl InFlight {
    /// A piece of the answer was handed over; the next one must be asked for in time.
    pub(super) fn handed(&self, bytes: u64) {
        self.set(Some(Handed {
            at: Instant::now(),
            bytes,
            held: None,
        }));
    }

    /// The next piece is asked for and is not there: it may be waiting for the room of what is still `held`. Once nothing is,
    /// the client waits for us, not we for it.
    pub(super) fn asked(&self, held: Weak<()>) {
        let mut state = self.watch.state();
        if let Some(Some(handed)) = state.in_flight.get_mut(&self.number) {
            handed.held = Some(held);
        }
    }

    /// Nothing follows what was handed over.
    pub(super) fn complete(&mut self) {
        self.done = true;
    }

    /// The answer is complete.
    pub(super) fn done(&mut self) {
        self.done = true;
        self.set(None);
    }

    fn set(&self, handed: Option<Handed>) {
        self.watch.state().in_flight.insert(self.number, handed);
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut state = self.watch.state();
        state.in_flight.remove(&self.number);
        state.idle_since = Instant::now();
        if !self.done {
            state.abandoned = state.abandoned.saturating_add(1);
        }
    }
}
