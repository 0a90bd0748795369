//! Words and rules. No input or output, no clock, no randomness: all of it is passed in.

pub mod access;
pub mod appointment;
pub mod checklist;
pub mod deposit;
pub mod document;
pub mod entry_name;
mod event;
pub mod ids;
pub mod journal;
pub mod mark;
pub mod notices;
pub mod person;
pub mod quota;
pub mod recovery;
pub mod share;
pub mod sheets;
pub mod slot;
pub mod structure;
pub mod text;
pub mod time;
