//! Certificates that are ordered, renewed and read again, against a real authority (Pebble).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod attacks;
mod authority;
#[path = "../support/evidence.rs"]
mod evidence;
mod files;
mod gate;
#[expect(dead_code, reason = "the houses of other tests do more")]
#[path = "../support/house.rs"]
mod house;
mod node;
mod orders;
#[path = "../support/postgres.rs"]
mod postgres;
mod scanned;
