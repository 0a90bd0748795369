//! The small set of problems that doors translate into a page or a JSON answer.

use crate::domain::slot::SlotKind;
use crate::domain::time::Span;

/// What an action answers.
pub type Outcome<T> = Result<T, Problem>;

/// Why an action did not happen. Nothing of the person, their papers or their secrets is inside, so
/// that a log may hold it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Absent, ended, stopped or not yours: all look alike from outside.
    #[error("not found")]
    NotFound,
    /// There is no open session any more.
    #[error("sign in again")]
    SignInAgain,
    /// The code or the words are wrong.
    #[error("wrong secret, {left:?} tries left")]
    WrongSecret {
        /// Tries left where they are counted: a card, a device, a spoken code.
        left: Option<u32>,
    },
    /// Ten wrong codes running erased this way in; these remain.
    #[error("this way in is erased")]
    WayErased {
        /// The ways in that remain.
        others: Vec<SlotKind>,
    },
    /// Too many tries from here; wait.
    #[error("too many tries")]
    TooManyTries {
        /// How long.
        wait: Span,
    },
    /// Too many vaults were opened from here; wait.
    #[error("too many new vaults")]
    TooManyVaults {
        /// How long.
        wait: Span,
    },
    /// More than a day, or an hour, allows to one person; the key of the sentence that says so.
    #[error("too much: {0}")]
    TooMuch(&'static str),
    /// The service has more to do than it can; try again in a few seconds.
    #[error("busy")]
    Busy,
    /// The file is larger than the operator allows.
    #[error("file too large")]
    FileTooLarge,
    /// The vault is full.
    #[error("vault full")]
    VaultFull,
    /// The service has no room left; nothing was stored.
    #[error("no room left")]
    NoRoom,
    /// The kind of paper is one that the operator does not take (health data).
    #[error("kind refused")]
    KindRefused,
    /// A field holds what it cannot hold; the key of the sentence that says so.
    #[error("field refused: {0}")]
    Field(&'static str),
    /// Somebody changed the same thing at the same time; load the page again.
    #[error("changed meanwhile")]
    Conflict,
    /// Something stored is damaged or was tampered with: refused, told, and the operator must look.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The database or the objects do not answer for now: nothing that was kept is lost; try again.
    #[error("unavailable: {0}")]
    Away(String),
    /// Something that the service needs does not work.
    #[error("unavailable: {0}")]
    Unavailable(String),
}

impl From<crate::store::Error> for Problem {
    fn from(error: crate::store::Error) -> Self {
        match error {
            crate::store::Error::Conflict => Self::Conflict,
            crate::store::Error::Corrupt(what) => Self::Damaged(what),
            crate::store::Error::Busy => Self::Busy,
            crate::store::Error::Full => Self::NoRoom,
            crate::store::Error::Unavailable => Self::Away(error.to_string()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<crate::blobs::Error> for Problem {
    fn from(error: crate::blobs::Error) -> Self {
        use crate::blobs::Error as Of;
        match error {
            Of::Missing | Of::Length { .. } | Of::Malformed => Self::Damaged("object"),
            Of::Full => Self::NoRoom,
            Of::Unavailable | Of::Refused => Self::Away(error.to_string()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<crate::crypto::envelope::Refused> for Problem {
    fn from(_: crate::crypto::envelope::Refused) -> Self {
        Self::Damaged("sealed value")
    }
}
