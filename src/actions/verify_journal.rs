//! Whether a journal is whole: one that its person took away (no service needed), or those of the
//! tables.
//!
//! A list whose hashes were all made again from the changed entry on can only be told by the mark
//! that its person noted: the number and hash of an entry at some moment.

use std::fmt;

use data_encoding::HEXLOWER;

use super::every_vault::Walk;
use super::take_journal::{FORMAT, First, Line};
use super::{Abri, Outcome, state};
use crate::crypto::journal::{self as chain, Bad, Entry, Head};
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
}

impl fmt::Display for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = HEXLOWER.encode(&self.head[..8]);
        write!(
            f,
            "{} entries, nothing changed, deleted, inserted or cut off; mark {}:{digits}",
            self.entries, self.entries
        )?;
        match self.without_details {
            0 => Ok(()),
            n => write!(f, "; {n} of them without details (erased)"),
        }
    }
}

/// Verifies a journal that was taken away, against a noted mark if there is one.
pub fn taken(text: &str, noted: Option<&Mark>) -> Result<Sound, Flaw> {
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
        ..
    } = first;
    let vault: VaultId = vault.parse().map_err(|_| Flaw::NotAJournal)?;
    if format != FORMAT {
        return Err(Flaw::NotAJournal);
    }
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
    }
    let expected = entries.max(noted.map_or(0, |mark| mark.number));
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
    })
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
