//! The house holds: who may import whom, which room owns which crate, what a file may contain.
//!
//! The tables are the decision; a change here is a change of architecture and says why.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod asvs;
mod claims;
mod dependencies;
mod files;
mod inventory;
mod markup;
mod named_tests;
mod no_break_glass;
mod reading;
mod rooms;
mod scripts;
