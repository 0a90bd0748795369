//! The listener of `src/serve` with a trivial router behind it: what it speaks, whom it closes, how it stops.
//!
//! A time limit here is only ever "closed within [`house::SOON`]": nothing depends on how fast a machine is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod balanced;
mod caps;
mod certificate;
mod closed;
#[path = "../support/evidence.rs"]
mod evidence;
mod frames;
mod hello;
mod house;
mod refused;
mod slow;
mod smuggling;
mod stop;
mod unread;
mod versions;
