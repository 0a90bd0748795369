//! The operator's anti-virus.

use std::path::PathBuf;

use serde::Deserialize;

use super::problems::Problems;

/// ClamAV, asked about every paper that is put in; not at all without a socket.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClamAv {
    /// Where clamd listens (`LocalSocket` of its own configuration).
    pub socket: Option<PathBuf>,
    /// What happens to a paper in which it finds something.
    pub on_found: Then,
    /// What happens to a paper that it could not look at.
    pub when_away: Then,
    /// How long it is waited for, for one paper, in seconds.
    pub seconds: u32,
}

/// What happens to a paper that the anti-virus did not clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It is not taken in, and the person reads why.
    Refuse,
    /// It is taken in, and says so to whoever sees it.
    Mark,
}

impl Default for ClamAv {
    fn default() -> Self {
        Self {
            socket: None,
            on_found: Then::Refuse,
            when_away: Then::Refuse,
            seconds: 30,
        }
    }
}

impl ClamAv {
    pub(super) fn check(&self, problems: &mut Problems) {
        if self
            .socket
            .as_ref()
            .is_some_and(|socket| !socket.is_absolute())
        {
            problems.add("clamav.socket", "write the whole path of clamd's socket");
        }
        if !(1..=600).contains(&self.seconds) {
            problems.add(
                "clamav.seconds",
                format!("is {}; write a number from 1 to 600", self.seconds),
            );
        }
    }
}
