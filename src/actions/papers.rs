//! The papers of an open vault, readable: one query for all of them.

use super::open::Open;
use super::record::Record;
use super::{Abri, Outcome, Problem};
use crate::domain::checklist::Held;
use crate::domain::document::{PrintedDate, Rest};
use crate::domain::ids::DocumentId;
use crate::domain::journal::Details;
use crate::domain::time::Moment;
use crate::store::documents::{self, DocumentRow};

/// A paper with its versions.
pub struct Paper {
    /// Which.
    pub id: DocumentId,
    /// In the vault, or among the removed papers.
    pub rest: Rest,
    /// The newest version: what lists, shares and prints mean.
    pub current: Version,
    /// The versions before it, the newest first.
    pub earlier: Vec<Version>,
}

/// One version of a paper.
pub struct Version {
    /// 1 for the first.
    pub number: u32,
    /// What is known of it, and its keys.
    pub record: Record,
    /// When it was put in.
    pub added: Moment,
}

impl Version {
    /// What the journal tells of this version of a paper.
    pub(super) fn details(&self, id: DocumentId) -> Details {
        let facts = &self.record.facts;
        Details {
            document: id.to_string(),
            version: self.number,
            title: facts.title.as_str().to_owned(),
            digest: facts.digest.clone(),
            ..Details::default()
        }
    }
}

impl Paper {
    /// The version of this number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        std::iter::once(&self.current)
            .chain(&self.earlier)
            .find(|version| version.number == number)
    }

    /// Whether it lies in the vault, not among the removed papers.
    pub fn is_kept(&self) -> bool {
        self.rest == Rest::Kept
    }

    /// As the rules of checklists see it.
    pub fn held(&self) -> Held {
        let facts = &self.current.record.facts;
        // A paper is not younger for having changed vaults.
        let since = facts.origin.as_ref().and_then(|origin| origin.since);
        let added = since.map_or(self.current.added, Moment::from_millis);
        Held {
            kind: facts.kind.clone(),
            ends: facts.ends,
            dated: facts.dated,
            added: PrintedDate::of(added.day()),
            pages: facts.pages.len(),
        }
    }
}

/// Every paper, removed ones included, the one put in last first.
pub async fn all(abri: &Abri, open: &Open) -> Outcome<Vec<Paper>> {
    let mut tx = abri.store.durable.read().await?;
    let rows = documents::of_vault(&mut tx, open.vault).await?;
    drop(tx);
    let mut papers: Vec<Paper> = Vec::new();
    for row in &rows {
        let (rest, version) = read(open, row)?;
        match papers.last_mut().filter(|paper| paper.id == row.id) {
            Some(paper) => {
                let before = std::mem::replace(&mut paper.current, version);
                paper.earlier.insert(0, before);
            }
            None => papers.push(Paper {
                id: row.id,
                rest,
                current: version,
                earlier: Vec::new(),
            }),
        }
    }
    papers.sort_by_key(|paper| std::cmp::Reverse(paper.current.added));
    Ok(papers)
}

/// One paper of the vault.
pub async fn find(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<Paper> {
    let mut tx = abri.store.durable.read().await?;
    let rows = documents::versions(&mut tx, open.vault, id).await?;
    drop(tx);
    let (last, before) = rows.split_last().ok_or(Problem::NotFound)?;
    let (rest, current) = read(open, last)?;
    let earlier = before.iter().rev().map(|row| Ok(read(open, row)?.1));
    Ok(Paper {
        id,
        rest,
        current,
        earlier: earlier.collect::<Outcome<_>>()?,
    })
}

/// One paper that lies in the vault, not among the removed ones.
pub async fn find_kept(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<Paper> {
    let paper = find(abri, open, id).await?;
    if paper.is_kept() {
        Ok(paper)
    } else {
        Err(Problem::NotFound)
    }
}

pub(super) fn read(open: &Open, row: &DocumentRow) -> Outcome<(Rest, Version)> {
    let version = Version {
        number: row.version,
        record: Record::open(open, row.id, row.version, &row.record)?,
        added: row.added_at,
    };
    Ok((Rest::from_removed_at(row.removed_at), version))
}
