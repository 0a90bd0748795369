//! Words and rules. No input or output, no clock, no randomness: all of it is passed in.

pub mod ids;
pub mod time;
