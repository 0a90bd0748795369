//! How many connections stand, in all and from each source.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::peer::Peer;

/// Counts open connections.
#[derive(Default)]
pub(super) struct Sources(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    all: usize,
    each: HashMap<IpAddr, usize>,
}

/// One counted connection; dropping it gives its place back.
pub(super) struct Place {
    sources: Arc<Sources>,
    source: IpAddr,
}

impl Sources {
    /// A place for a connection, unless either bound is reached.
    pub(super) fn enter(
        self: &Arc<Self>,
        address: IpAddr,
        most: usize,
        most_each: usize,
    ) -> Option<Place> {
        let source = Peer(address).network();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.all >= most || counts.each.get(&source).is_some_and(|&n| n >= most_each) {
            return None;
        }
        counts.all += 1;
        *counts.each.entry(source).or_default() += 1;
        Some(Place {
            sources: self.clone(),
            source,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self
            .sources
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        counts.all -= 1;
        if let Some(n) = counts.each.get_mut(&self.source) {
            *n -= 1;
            if *n == 0 {
                counts.each.remove(&self.source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bounds_hold_and_places_come_back() {
        let sources = Arc::new(Sources::default());
        let enter = |address: &str| sources.enter(address.parse().unwrap(), 3, 2);
        let first = enter("2001:db8::1");
        let second = enter("2001:db8::2");
        assert!(first.is_some() && second.is_some());
        assert!(enter("2001:db8::3").is_none(), "same /64");
        let third = enter("192.0.2.1");
        assert!(third.is_some());
        assert!(enter("192.0.2.2").is_none(), "all places taken");
        drop(second);
        assert!(enter("192.0.2.2").is_some());
    }
}
