//! Coming in to put papers in: with the link, or with a short code that stands for it.

use super::depositor::{Depositor, DepositorCookie};
use crate::actions::{Abri, Outcome};

/// Reads what was scanned or typed: the secret of a link, or a short code. Over, stopped, unknown, taken by
/// another phone: `NotFound` alike. `source` is a network address in text; too many wrong ones from it are
/// `TooManyTries`.
pub async fn enter(abri: &Abri, typed: &str, source: &str) -> Outcome<DepositorCookie> {
    todo!()
}

/// The right behind a cookie; `NotFound` once it is over, stopped, or was never there.
pub async fn resume(abri: &Abri, cookie: &DepositorCookie) -> Outcome<Depositor> {
    todo!()
}
