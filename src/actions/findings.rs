//! What a check finds, in words for the operator.

use std::fmt;

use super::backup::Why;
use super::checkpoints::read;
use super::verify_journal::Flaw;
use crate::domain::ids::{DocumentId, StructureId, VaultId};
use crate::domain::recovery::Seat;
use crate::domain::time::Span;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An object that a row names.
    Object {
        /// Whose.
        vault: VaultId,
        /// Its name.
        object: String,
        /// What is wrong.
        why: Why,
    },
    /// A row of a paper that is gone for good; nobody is shown it.
    Destroyed {
        /// Whose.
        vault: VaultId,
        /// Which.
        paper: DocumentId,
    },
    /// An object that no row names, older than an hour.
    Orphan(String),
    /// A journal.
    Journal {
        /// Whose.
        vault: VaultId,
        /// What is wrong.
        flaw: Flaw,
    },
    /// The published recipient of a vault's inbox is not the one that this installation made.
    Recipient(VaultId),
    /// A professional's key, structure or role is not what this installation vouched for.
    Member(VaultId),
    /// A deposit number leads elsewhere, or lets mediators in, without this installation having said so.
    Number(VaultId),
    /// The key of a structure's seat was not made by this installation.
    Seat {
        /// Whose.
        structure: StructureId,
        /// Which.
        seat: Seat,
    },
    /// The moment at which a vault is closed was not set by this installation.
    Closing(VaultId),
    /// The moment at which a paper was removed was not set by this installation.
    Removal {
        /// Whose.
        vault: VaultId,
        /// Which.
        paper: DocumentId,
    },
    /// The log of checkpoints.
    Log(read::Flaw),
    /// A journal does not go on from the entry that was logged of it.
    WentBack {
        /// Whose.
        vault: VaultId,
        /// Number of the entry that was logged.
        logged: u64,
        /// Number of its last entry now.
        now: u64,
    },
    /// Journals that were logged and whose vaults are gone; how many.
    Gone(usize),
    /// Keys of days that are over and were not destroyed; how many.
    PastKeys(usize),
    /// No key for the days to come: nobody can sign in or show anything.
    NoKeys,
    /// The clock is that far ahead of the last known moment.
    Clock(Span),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object { vault, object, why } => write!(
                f,
                "vault {vault}: object {object} {why}; take it from a backup (its owner was told)"
            ),
            Self::Destroyed { vault, paper } => write!(
                f,
                "vault {vault}: paper {paper} was destroyed, and has a row in the tables again; nobody is shown it"
            ),
            Self::Orphan(object) => {
                write!(f, "object {object} belongs to no row; it can be deleted")
            }
            Self::Journal { vault, flaw } => write!(f, "vault {vault}: journal: {flaw}"),
            Self::Recipient(vault) => write!(
                f,
                "vault {vault}: the recipient of its inbox was changed, or the secret `recipients` is another one"
            ),
            Self::Number(vault) => write!(
                f,
                "vault {vault}: its deposit number was changed, or the secret `recipients` is another one"
            ),
            Self::Seat { structure, seat } => write!(
                f,
                "structure {structure}: the key of place {} was changed, or the secret `recipients` is another one",
                seat.number()
            ),
            Self::Closing(vault) => write!(
                f,
                "vault {vault}: the moment at which it is closed was changed, or the secret `recipients` is another one; it does not close"
            ),
            Self::Removal { vault, paper } => write!(
                f,
                "vault {vault}: the moment at which paper {paper} was removed was changed, or the secret `recipients` is another one; it is not destroyed"
            ),
            Self::Member(vault) => write!(
                f,
                "vault {vault}: the key, structure or role of this professional was changed, or the secret `recipients` is another one"
            ),
            Self::Log(flaw) => write!(
                f,
                "log of checkpoints: {flaw}; compare it with a copy kept elsewhere"
            ),
            Self::WentBack { vault, logged, now } => write!(
                f,
                "vault {vault}: entry {logged} of its journal was logged and is not there (its last one is {now}): the tables went back to an earlier state"
            ),
            Self::Gone(count) => write!(
                f,
                "{count} journals were logged and their vaults are not there: the tables went back to an earlier state"
            ),
            Self::PastKeys(count) => write!(
                f,
                "{count} keys of days that are over still exist; start the service, it destroys them"
            ),
            Self::NoKeys => write!(
                f,
                "the keys of the coming days are missing; the service makes them when it starts"
            ),
            Self::Clock(ahead) => write!(
                f,
                "the clock is {} hours ahead of the last known moment; if it is right, run `abri clock accept`",
                ahead.as_millis() / Span::hours(1).as_millis()
            ),
        }
    }
}
