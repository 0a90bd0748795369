//! Copies that leave: several kept files as one ZIP, page pictures as a PDF.
//!
//! Whoever calls tells each paper as copied in its person's journal before the first byte leaves
//! ([`super::read_shown::keep`] and its siblings do); nothing is told here.

mod bound;
mod one_pdf;
mod shrunk;
mod zip;

pub use self::zip::{Originals, TOO_HEAVY, zip};
pub use bound::{marked, photocopy};
pub use one_pdf::{SIZES, TOO_MANY_AT_ALL, TOO_MANY_PAGES, one_pdf};

use std::future::Future;

use zeroize::Zeroizing;

use super::grant::Grant;
use super::reading::{self, Looked};
use super::record::{Picture, Stored};
use super::zipping::PIECE;
use super::{Abri, Outcome, Problem};
use crate::catalogue::{self, Kind};
use crate::crypto::documents::DocumentKey;
use crate::domain::sheets::{Pages, Sheet, lay_out};

/// Asks, while a copy is made and sent, whether it may go on.
struct Still<A> {
    looked: Looked,
    allowed: A,
}

impl<A, F> Still<A>
where
    A: Fn() -> F,
    F: Future<Output = bool>,
{
    fn new(abri: &Abri, allowed: A) -> Self {
        Self {
            looked: Looked::now(&abri.clock),
            allowed,
        }
    }

    /// `NotFound` once it may not; asked every two seconds.
    async fn must(&mut self) -> Outcome<()> {
        if self.looked.is_due() && !(self.allowed)().await {
            return Err(Problem::NotFound);
        }
        Ok(())
    }
}

/// One page picture and what opens it.
struct Page {
    /// Opens the pictures.
    key: DocumentKey,
    /// Where they lie.
    stored: Stored,
    /// Which of them.
    picture: Picture,
}

impl Page {
    async fn fetch(&self, abri: &Abri) -> Outcome<Zeroizing<Vec<u8>>> {
        reading::fetch(abri, &self.key, &self.stored, &self.picture).await
    }
}

/// Papers to be bound together.
#[derive(Default)]
pub struct Papers {
    pages: Vec<Page>,
    laid: Vec<Pages>,
}

impl Papers {
    /// Adds the pages of one paper.
    pub fn add(&mut self, key: &DocumentKey, stored: &Stored, pages: &[Picture], kind: &Kind) {
        self.pages.extend(pages.iter().map(|picture| Page {
            key: DocumentKey::from_key(key.key().duplicate()),
            stored: stored.clone(),
            picture: *picture,
        }));
        self.laid.push(Pages {
            kind: kind.key.clone(),
            card: kind.sides == 2,
            sizes: pages.iter().map(|page| (page.width, page.height)).collect(),
        });
    }

    /// Adds the pages of one paper that is shown.
    pub fn add_shown(&mut self, grant: &Grant) {
        let facts = &grant.facts;
        let kind = catalogue::kind(&facts.kind);
        self.add(
            &grant.pictures_key,
            &facts.pictures_file,
            &facts.pages,
            kind,
        );
    }

    /// How they lie on sheets.
    pub fn sheets(&self) -> Vec<Sheet> {
        lay_out(&self.laid)
    }
}
