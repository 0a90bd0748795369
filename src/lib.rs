//! Abri: one encrypted vault per person, shown with consent, for a time.
//!
//! Doors above, rules below: `web`, `cli` and `jobs` translate; `actions` write; `store`, `blobs`,
//! `crypto`, `media` and `notify` reach the outside world (`blocking` is how two of them wait for a disk); `domain` decides. Arrows point down only
//! (`tests/architecture` holds the table).

pub mod actions;
pub mod blobs;
pub mod blocking;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod crypto;
pub mod domain;
pub mod i18n;
pub mod jobs;
pub mod media;
pub mod notify;
pub mod serve;
pub mod store;
pub mod web;
