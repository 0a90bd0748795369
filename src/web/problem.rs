//! Pages for when something is not there or does not work: what happened, what is safe, what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{Leave, Page, Place, html_with};
use super::picto::Picto;
use crate::i18n::Texts;

/// What went wrong, as far as anyone outside may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Absent, ended, stopped or forbidden: all look alike.
    Gone,
    /// Our own mistake, with the reference that the person can read out and the log holds.
    Broken {
        /// Short code of the log line.
        reference: String,
    },
    /// Too much to do at once.
    Busy,
    /// No room is left on the disk, so that nothing was kept.
    Full,
    /// The database or the objects do not answer for now.
    Away,
    /// Too many tries from here; how long to wait, in words.
    Slow {
        /// For example "10 minutes".
        left: String,
    },
    /// Too many vaults opened from here; how long to wait, in words.
    ManyVaults {
        /// For example "1 heure".
        left: String,
    },
    /// More than a day, or an hour, allows to a professional; the key of the sentence that says so.
    TooMuch(&'static str),
    /// More than a file may weigh; the most allowed, in words.
    TooLarge {
        /// For example "25 mégaoctets".
        size: String,
    },
    /// A form that was open too long or came from elsewhere.
    StaleForm,
    /// No network: the page that a browser keeps for that.
    Offline,
}

impl Trouble {
    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Gone => StatusCode::NOT_FOUND,
            Self::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Busy | Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Slow { .. } | Self::ManyVaults { .. } | Self::TooMuch(_) => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::StaleForm => StatusCode::FORBIDDEN,
            Self::Offline => StatusCode::OK,
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    trouble: &'a Trouble,
}

/// The page of a trouble.
pub fn answer(t: &Texts, page: &Page, trouble: &Trouble) -> Response {
    html_with(trouble.status(), &ProblemPage { t, page, trouble })
}
