//! Requests that tried to go around a control, told to whoever counts answers. Nothing of whom they came from.

/// Why a request was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnedAway {
    /// Another host was named, or a change was asked for from elsewhere than our own pages.
    Forged,
    /// Too many tries, vaults or requests for what a source or a person may do.
    TooOften,
}
