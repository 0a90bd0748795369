//! Checkpoints: the heads of all journals, written down outside the tables, so that whoever takes the whole database
//! back to yesterday is found out.
//!
//! ```text
//! checkpoints/log/<size before, 16 digits>              some lines, and the signed note of the log that they end
//! checkpoints/heads/<blinded id[16], hex>/<number, 16 digits><hash[16], hex>     the last logged head of one journal
//! ```
//!
//! The log tells `abri check`; the heads are the same by vault, so that each person is told at their next visit.

pub mod append;
pub(super) mod compare;
mod head_name;
pub(super) mod heads;
mod log;
pub mod read;

/// Everything of checkpoints lies there, beside the objects.
pub(super) const FOLDER: &str = "checkpoints";
