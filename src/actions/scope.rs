//! What a session is for.

use super::helped::{self, Helper};
use crate::domain::appointment::DESK;
use crate::domain::slot::SESSION_AT_MOST;
use crate::domain::time::Span;

/// All that its person may do, or one thing.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of it.
    #[default]
    Whole,
    /// Beginning, with somebody who helps, on their screen.
    Helped(Helper),
    /// Replacing what somebody who helped saw being made.
    Renewing,
    /// Answering a request at the professional's own computer.
    Answer,
}

impl Scope {
    /// It ends after this, whatever happens.
    pub(super) const fn at_most(&self) -> Span {
        match self {
            Self::Whole | Self::Renewing => SESSION_AT_MOST,
            Self::Helped(_) => helped::AT_MOST,
            Self::Answer => DESK,
        }
    }
}
