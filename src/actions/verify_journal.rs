//! Whether a journal is whole: one that its person took away (no service needed), or those of the
//! tables.
//!
//! A list whose hashes were all made again from the changed entry on is told by the mark that its person noted (the number
//! and hash of an entry at some moment), and by the proof in its first line that an entry was logged, as far as the key of the
//! log is the one that its operator publishes.

use std::fmt;

use data_encoding::HEXLOWER;

use super::every_vault::Walk;
use super::take_journal::{FORMAT, First, Line, Logged};
use super::{Abri, Outcome, state, tombstones};
use crate::crypto::checkpoints::{NotAKey, Said, Verifier};
use crate::crypto::journal::{self as chain, Bad, Entry, Head};
use crate::crypto::log_proof;
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;
use crate::store::journal;
use crate::store::vaults::VaultRow;

/// What is wrong, and with which entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The first line is not that of a journal.
    #[error("this is not a journal taken from Abri (format {FORMAT})")]
    NotAJournal,
    /// A line that is no entry.
    #[error("line {line} is no entry of a journal")]
    Unreadable {
        /// The line, from 1.
        line: usize,
    },
    /// Entries were taken out.
    #[error("entry {number} is missing: something was deleted there")]
    Deleted {
        /// The first that is not there.
        number: u64,
    },
    /// An entry that does not belong there was put in.
    #[error(
        "entry {number} stands where entry {expected} belongs: something was inserted or moved"
    )]
    Inserted {
        /// The one that stands there.
        number: u64,
        /// The one that belongs there.
        expected: u64,
    },
    /// An entry was changed.
    #[error("entry {number} was changed")]
    Changed {
        /// Which.
        number: u64,
    },
    /// Its details are not those that it was written with.
    #[error("the details of entry {number} were changed")]
    Details {
        /// Which.
        number: u64,
    },
    /// The end was cut off.
    #[error(
        "the list ends with entry {last} and should end with entry {expected}: its end was cut off"
    )]
    Cut {
        /// The last entry that is there.
        last: u64,
        /// The last one that should be.
        expected: u64,
    },
    /// It is not the list that the noted mark was taken from.
    #[error("entry {number} is not the one that was noted: the list was written anew")]
    NotTheNoted {
        /// Which.
        number: u64,
    },
    /// The key of the log was given, and nothing shows that any entry was logged.
    #[error(
        "no proof comes with it that an entry was logged: it was cut out, or nothing was logged yet"
    )]
    Unproven,
    /// It was logged in another log than the one whose key was given.
    #[error("the proof is of the log {log}, not of the one whose key was given")]
    AnotherLog {
        /// Its name.
        log: String,
    },
    /// The proof shows nothing.
    #[error("the proof that an entry was logged does not hold: it was forged, damaged or cut")]
    Forged,
    /// The entry that was logged is not the one that is there.
    #[error(
        "entry {number} is not the one that was logged: the list was written anew, or the proof is of another one"
    )]
    NotTheLogged {
        /// Which.
        number: u64,
    },
}

impl From<Bad> for Flaw {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Missing { expected, found } if found > expected => {
                Self::Deleted { number: expected }
            }
            Bad::Missing { expected, found } => Self::Inserted {
                number: found,
                expected,
            },
            Bad::Altered { number } => Self::Changed { number },
        }
    }
}

/// What a person noted from their page: `57:3f9a 2c41 77de 0b12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    number: u64,
    /// The beginning of the hash, hexadecimal.
    hash: String,
}

/// Not a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mark is a number, a colon and at least eight digits, such as 57:3f9a2c41")]
pub struct NotAMark;

impl std::str::FromStr for Mark {
    type Err = NotAMark;

    fn from_str(text: &str) -> Result<Self, NotAMark> {
        let (number, hash) = text.split_once(':').ok_or(NotAMark)?;
        let hash: String = hash.split_whitespace().collect::<String>().to_lowercase();
        let digits = hash.len() >= 8 && hash.len() <= 64;
        if !digits || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAMark);
        }
        let number = number.trim().parse().map_err(|_| NotAMark)?;
        Ok(Self { number, hash })
    }
}

/// The key of a log of checkpoints, as its operator publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKey(Verifier);

impl std::str::FromStr for LogKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        text.parse().map(Self)
    }
}

/// What the proof in a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InLog {
    /// Number of the entry that was logged.
    pub number: u64,
    /// Its line in the log, from 1.
    pub line: u64,
    /// How many lines the log had then.
    pub lines: u64,
    /// The key that signed it.
    pub key: String,
}

/// A journal that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Whose.
    pub vault: VaultId,
    /// How many entries.
    pub entries: u64,
    /// Hash of the last one.
    pub head: [u8; 32],
    /// Entries whose details were erased or could not be read.
    pub without_details: u64,
    /// The newest entry that is proven to be in the log of checkpoints.
    pub logged: Option<InLog>,
}

impl fmt::Display for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} entries, nothing changed, deleted, inserted or cut off",
            self.entries
        )?;
        if self.without_details > 0 {
            let n = self.without_details;
            write!(f, "; {n} of them without details (erased)")?;
        }
        match &self.logged {
            None => write!(f, "; not shown to be logged")?,
            Some(logged) => write!(
                f,
                "; logged up to entry {} (line {} of {} lines) by {}",
                logged.number, logged.line, logged.lines, logged.key
            )?,
        }
        let digits = HEXLOWER.encode(&self.head[..8]);
        write!(f, "; mark {}:{digits}", self.entries)
    }
}

/// Verifies a journal that was taken away, against a noted mark and the key of the log where they are given. Without a key,
/// that of the list itself is believed.
pub fn taken(text: &str, noted: Option<&Mark>, key: Option<&LogKey>) -> Result<Sound, Flaw> {
    let mut lines = text.lines().enumerate();
    let first = lines.next().map(|(_, line)| serde_json::from_str(line));
    let Some(Ok(first)) = first else {
        return Err(Flaw::NotAJournal);
    };
    let First {
        format,
        vault,
        entries,
        head: promised,
        logged,
        ..
    } = first;
    let vault: VaultId = vault.parse().map_err(|_| Flaw::NotAJournal)?;
    if format != FORMAT {
        return Err(Flaw::NotAJournal);
    }
    let logged = in_log(logged.as_ref(), key)?;
    let mut head = Head::EMPTY;
    let mut without_details = 0;
    for (at, text) in lines {
        let unreadable = Flaw::Unreadable { line: at + 1 };
        let line: Line = serde_json::from_str(text).map_err(|_| unreadable.clone())?;
        let (entry, hash) = clear(&line).ok_or(unreadable)?;
        head = chain::verify(vault, head, [(entry, hash)])?;
        match details_fit(&line, &entry) {
            Some(true) => {}
            Some(false) => {
                return Err(Flaw::Details {
                    number: line.number,
                });
            }
            None => without_details += 1,
        }
        if noted
            .is_some_and(|mark| mark.number == line.number && !line.hash.starts_with(&mark.hash))
        {
            return Err(Flaw::NotTheNoted {
                number: line.number,
            });
        }
        if logged
            .as_ref()
            .is_some_and(|(then, _)| then.number == head.number && then.hash != head.hash)
        {
            return Err(Flaw::NotTheLogged {
                number: line.number,
            });
        }
    }
    let expected = entries
        .max(noted.map_or(0, |mark| mark.number))
        .max(logged.as_ref().map_or(0, |(then, _)| then.number));
    if head.number < expected {
        return Err(Flaw::Cut {
            last: head.number,
            expected,
        });
    }
    if head.number > entries || HEXLOWER.encode(&head.hash) != promised {
        return Err(Flaw::Changed {
            number: head.number,
        });
    }
    Ok(Sound {
        vault,
        entries: head.number,
        head: head.hash,
        without_details,
        logged: logged.map(|(_, logged)| logged),
    })
}

/// The head that the proof of a list shows to be in the log. Whose it is, the hashes of the list say: the log names nobody.
fn in_log(logged: Option<&Logged>, key: Option<&LogKey>) -> Result<Option<(Head, InLog)>, Flaw> {
    let Some(logged) = logged else {
        return key.map_or(Ok(None), |_| Err(Flaw::Unproven));
    };
    let verifier: Verifier = logged.key.parse().map_err(|_| Flaw::Forged)?;
    if key.is_some_and(|LogKey(key)| *key != verifier) {
        let log = verifier.name().to_owned();
        return Err(Flaw::AnotherLog { log });
    }
    let proven = log_proof::proven(&verifier, &logged.proof).ok_or(Flaw::Forged)?;
    let (Said::Head(_, head) | Said::Anew(_, head)) = proven.line.said else {
        return Err(Flaw::Forged);
    };
    let shown = InLog {
        number: head.number,
        line: proven.place + 1,
        lines: proven.size,
        key: verifier.text(),
    };
    Ok(Some((head, shown)))
}

fn clear(line: &Line) -> Option<(Entry<'_>, [u8; 32])> {
    let entry = Entry {
        number: line.number,
        at: Moment::from_millis(line.at),
        code: &line.code,
        commitment: bytes(&line.commitment)?,
    };
    Some((entry, bytes(&line.hash)?))
}

/// Whether the details are those committed to; `None` if there are none.
fn details_fit(line: &Line, entry: &Entry<'_>) -> Option<bool> {
    match (&line.salt, &line.details) {
        (None, None) => None,
        (Some(salt), Some(details)) => {
            let salt = bytes(salt);
            let made = salt.map(|salt| chain::commitment(&salt, details.as_bytes()));
            Some(made == Some(entry.commitment))
        }
        _ => Some(false),
    }
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok()
}

/// Verifies the chain of one vault in the tables; details stay shut.
pub async fn stored(abri: &Abri, vault: &VaultRow) -> Outcome<Result<Sound, Flaw>> {
    let found = chain_of(abri, vault).await?;
    // Its journal goes while somebody who walks through all vaults has its row in hand.
    if found.is_err() && tombstones::is_erased(abri, vault.id).await? {
        return Ok(Ok(Sound {
            vault: vault.id,
            entries: 0,
            head: Head::EMPTY.hash,
            without_details: 0,
            logged: None,
        }));
    }
    Ok(found)
}

async fn chain_of(abri: &Abri, vault: &VaultRow) -> Outcome<Result<Sound, Flaw>> {
    let mut tx = abri.store.durable.read().await?;
    let rows = journal::all(&mut tx, vault.id).await?;
    drop(tx);
    let links = rows.iter().map(|row| (state::entry(row), row.hash));
    let head = match chain::verify(vault.id, Head::EMPTY, links) {
        Ok(head) => head,
        Err(bad) => return Ok(Err(bad.into())),
    };
    // An entry written since the vault's row was read is no flaw.
    if head.number < vault.journal_number {
        return Ok(Err(Flaw::Cut {
            last: head.number,
            expected: vault.journal_number,
        }));
    }
    let then = rows
        .iter()
        .find(|row| row.number == vault.journal_number)
        .map_or(Head::EMPTY.hash, |row| row.hash);
    if then != vault.journal_hash {
        return Ok(Err(Flaw::Changed {
            number: vault.journal_number,
        }));
    }
    Ok(Ok(Sound {
        vault: vault.id,
        entries: head.number,
        head: head.hash,
        without_details: 0,
        logged: None,
    }))
}

/// What a look at all chains found.
#[derive(Debug, Default)]
pub struct All {
    /// Vaults.
    pub vaults: u64,
    /// Entries of those that are whole.
    pub entries: u64,
    /// Those that are not.
    pub flaws: Vec<(VaultId, Flaw)>,
}

/// Verifies the chains of all vaults.
pub async fn all(abri: &Abri) -> Outcome<All> {
    let mut all = All::default();
    let mut walk = Walk::default();
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            return Ok(all);
        }
        for vault in &vaults {
            all.vaults += 1;
            match stored(abri, vault).await? {
                Ok(sound) => all.entries += sound.entries,
                Err(flaw) => all.flaws.push((vault.id, flaw)),
            }
        }
    }
}
