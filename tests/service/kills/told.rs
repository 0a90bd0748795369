//! What was asked of the service, and what it answered for: after a crash the truth lies between.

use std::fmt::{self, Debug};

use super::deposits::{Deposit, DepositStage};
use crate::server::Person;

/// How far something has come: at least as far as was answered, at most as far as was asked.
pub struct Between<S> {
    answered: S,
    asked: S,
}

impl<S: Copy + Ord + Debug> Between<S> {
    /// It has come this far, and nothing more is asked.
    pub fn at(stage: S) -> Self {
        Self {
            answered: stage,
            asked: stage,
        }
    }

    /// More is asked of the service; it may happen from now on.
    pub fn ask(&mut self, stage: S) {
        self.asked = self.asked.max(stage);
    }

    /// The service has said that it happened.
    pub fn answer(&mut self, stage: S) {
        self.answered = self.answered.max(stage);
    }

    /// Whether this was said to have happened.
    pub fn is_answered(&self, stage: S) -> bool {
        self.answered >= stage
    }

    /// What is found after a crash stays so from now on.
    pub fn settle(&mut self, found: S, what: &str) {
        assert!(
            self.answered <= found && found <= self.asked,
            "{what} is {found:?}; {:?} was answered, {:?} was asked",
            self.answered,
            self.asked
        );
        *self = Self::at(found);
    }
}

/// The life of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperStage {
    Kept,
    Removed,
    Destroyed,
}

/// The life of a share; one that opens often is never spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareStage {
    Open,
    Spent,
    Stopped,
}

/// A paper that was said to be kept.
pub struct Paper {
    /// The number of its person.
    pub owner: usize,
    pub id: String,
    pub bytes: Vec<u8>,
    pub stage: Between<PaperStage>,
    /// The name that it was said to have.
    pub title: Option<String>,
    /// The page that certifies its destruction.
    pub certificate: Option<String>,
}

/// A share that was said to be given.
pub struct Share {
    pub id: String,
    /// Not known yet when the power went before the page with the link.
    pub link: Option<String>,
    pub once: bool,
    pub stage: Between<ShareStage>,
    /// Opened once after a crash, it is only asked after the next ones: each opening is told for ever.
    pub opened_after: bool,
}

/// Somebody with a name of their own opened a share, or tried to.
pub struct Opening {
    /// The number of the share.
    pub share: usize,
    pub name: String,
    /// Their browser, once the papers were before them.
    pub reader: Option<Person>,
    /// Whether a copy came whole.
    pub copied: bool,
}

/// Everything since the beginning.
#[derive(Default)]
pub struct Told {
    pub papers: Vec<Paper>,
    pub shares: Vec<Share>,
    pub openings: Vec<Opening>,
    pub deposits: Vec<Deposit>,
}

impl Told {
    /// How much was kept, shown and put in, and answered for.
    pub fn count(&self) -> usize {
        self.papers.len() + self.shares.len() + self.deposits.len()
    }

    /// Whether something of each sort was answered for: before that, nothing is shown.
    pub fn is_of_each_sort(&self) -> bool {
        let paper = |stage| {
            let mut papers = self.papers.iter();
            papers.any(|paper| paper.stage.is_answered(stage))
        };
        let share = |once, stage| {
            let mut shares = self.shares.iter().filter(|share| share.once == once);
            shares.any(|share| share.stage.is_answered(stage))
        };
        paper(PaperStage::Destroyed)
            && self.papers.iter().any(|paper| paper.title.is_some())
            && share(true, ShareStage::Spent)
            && share(false, ShareStage::Stopped)
            && self.openings.iter().any(|opening| opening.copied)
            && self
                .deposits
                .iter()
                .any(|deposit| deposit.stage.is_answered(DepositStage::TakenBack))
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let copies = self.openings.iter().filter(|opening| opening.copied);
        write!(
            f,
            "{} papers, {} shares, {} copies and {} papers put in were answered for",
            self.papers.len(),
            self.shares.len(),
            copies.count(),
            self.deposits.len()
        )
    }
}
