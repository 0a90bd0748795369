//! Keys and everything sealed under them. The only room that knows a cipher.
//!
//! ```text
//! card, device, phrase, rescue ─ slots ─→ vault key ─ vault_keys ─→ wrap, meta, seal, journal, inbox
//! session id ‖ epoch key ─ sessions        link secret ‖ code ‖ epoch key ─ grants
//! document version: an age v1 file to a key of its own ─ documents
//! ```
//!
//! Small values are sealed in an [`envelope`], bound to their place by a [`context`]. Large ones
//! are ordinary age files. What is wrapped to somebody else's public key uses the hybrid
//! (post-quantum) recipient of [`hybrid`]. Formats are frozen by the files in `tests/golden/v1`.

pub mod appointments;
pub mod argon;
mod bech;
pub mod checkpoints;
pub mod codes;
pub mod context;
pub mod crockford;
pub mod deposits;
pub mod digest;
pub mod documents;
pub mod envelope;
#[cfg(test)]
mod golden;
pub mod grants;
pub mod guardians;
pub mod hybrid;
pub mod inbox;
pub mod journal;
mod kdf;
pub mod log_piece;
pub mod log_proof;
pub mod lookups;
pub mod merkle;
pub mod one_time;
pub mod random;
pub mod seal;
pub mod secrets;
pub mod server_keys;
pub mod sessions;
pub mod signing;
pub mod slots;
mod stack;
pub mod tombstones;
pub mod vault_keys;
pub mod words;
