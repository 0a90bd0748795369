//! A person brings back what they took out of a vault, here or at another Abri. The archive is looked at as a whole
//! before anything is kept; then each file goes the way of any paper, and what fails keeps nobody else's from arriving.
//!
//! The archive lies encrypted and is read by its directory, at the places that this names: nothing of it is held in
//! memory but a few chunks, nothing lies in clear, and an archive that is wrong anywhere is refused before its first
//! paper. Read as a stream of heads, it would have been half kept by then.

mod aside;
mod directory;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{Stream, TryStreamExt};

use self::aside::Aside;
use self::directory::{File, HEAD, NOT_OURS};
use super::add_paper::{self, Brought, NewPaper};
use super::session::Session;
use super::take_out::{FORMAT, INDEX, Index, JOURNAL, PAGE, VersionIn};
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers};
use crate::catalogue;
use crate::crypto::digest::Digest;
use crate::domain::document::{PrintedDate, Title};
use crate::domain::ids::DocumentId;
use crate::domain::time::Moment;

/// Bytes of an index that are read at all.
const MOST_INDEX: u64 = 16 << 20;
/// What an archive holds beside the files themselves, at most: names, heads, index, page, journal.
pub const BESIDE: u64 = 64 << 20;
/// How often a paper waits for a worker, a second each time.
const PATIENCE: u32 = 30;

/// An archive that was looked at, and holds what it says.
pub struct Archive {
    aside: Aside,
    files: BTreeMap<String, File>,
    index: Index,
}

impl Archive {
    /// How many files it brings.
    pub fn files(&self) -> usize {
        let versions = self.index.papers.iter().map(|paper| paper.versions.len());
        versions.sum()
    }
}

/// What became of one file.
pub struct Came {
    /// What it is called.
    pub title: String,
    /// What became of it.
    pub became: Became,
}

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// It is kept.
    Kept(DocumentId),
    /// The vault has the same bytes already.
    Already(DocumentId),
    /// It is not kept: the key of the sentence that says why.
    Refused(&'static str),
}

/// Takes an archive in as it arrives, and looks at it whole. `Field` holds the sentence for one that is refused;
/// nothing of it is left then.
pub async fn receive<S>(abri: &Abri, session: &Session, bytes: S, most: u64) -> Outcome<Archive>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    leave(&session.open)?;
    let most = most.min(abri.quotas.vault_bytes().saturating_add(BESIDE));
    let aside = Aside::take(abri, session.open.vault, bytes, most).await?;
    match look(abri, &aside).await {
        Ok((files, index)) => Ok(Archive {
            aside,
            files,
            index,
        }),
        Err(problem) => {
            aside.give_up(abri).await;
            Err(problem)
        }
    }
}

async fn look(abri: &Abri, aside: &Aside) -> Outcome<(BTreeMap<String, File>, Index)> {
    let length = aside.length();
    let tail = length.saturating_sub(directory::TAIL)..length;
    let tail = aside.read(abri, tail).await?;
    let (place, count) = directory::place(&tail, length)?;
    let from = place.start;
    let files = directory::files(&aside.read(abri, place).await?, from, count)?;
    let index = files.get(INDEX).ok_or(NOT_OURS)?;
    if index.length > MOST_INDEX {
        return Err(NOT_OURS);
    }
    let body = body(abri, aside, index).await?;
    let text = aside.read(abri, body).await?;
    // Nested deeper than a few levels, it is refused by the reader itself.
    let index: Index = serde_json::from_slice(&text).map_err(|_| NOT_OURS)?;
    must_agree(&files, &index)?;
    Ok((files, index))
}

/// Each file is named once, and each name is a file of that length.
fn must_agree(files: &BTreeMap<String, File>, index: &Index) -> Outcome<()> {
    if index.format != FORMAT {
        return Err(NOT_OURS);
    }
    let mut named = BTreeSet::from([INDEX, PAGE, JOURNAL]);
    for version in index.papers.iter().flat_map(|paper| &paper.versions) {
        let file = files.get(&version.file).ok_or(NOT_OURS)?;
        if file.length != version.length || !named.insert(&version.file) {
            return Err(NOT_OURS);
        }
    }
    if files.keys().any(|name| !named.contains(name.as_str())) {
        return Err(NOT_OURS);
    }
    Ok(())
}

async fn body(abri: &Abri, aside: &Aside, file: &File) -> Outcome<std::ops::Range<u64>> {
    let head = file.at..file.at + HEAD + file.name.len() as u64;
    directory::body(file, &aside.read(abri, head).await?)
}

/// Keeps what an archive holds, the paper put in first first; `say` hears of each. What the vault has is not kept
/// twice. Nothing of the archive itself is left.
pub async fn bring_back(
    abri: &Arc<Abri>,
    session: &Session,
    archive: Archive,
    most: u64,
    mut say: impl FnMut(Came) + Send,
) -> Outcome<()> {
    let kept = keep_all(abri, session, &archive, most, &mut say).await;
    archive.aside.give_up(abri).await;
    kept
}

async fn keep_all(
    abri: &Arc<Abri>,
    session: &Session,
    archive: &Archive,
    most: u64,
    say: &mut (impl FnMut(Came) + Send),
) -> Outcome<()> {
    let mut held = held(abri, session).await?;
    for paper in archive.index.papers.iter().rev() {
        let mut after = None;
        for version in &paper.versions {
            let became = match one(abri, session, archive, version, (after, most), &held).await {
                Ok(became) => became,
                Err(problem) => match reason(&problem) {
                    Some(key) => Became::Refused(key),
                    None => return Err(problem),
                },
            };
            if let Became::Kept(id) | Became::Already(id) = became {
                held.insert(version.sha256.clone(), id);
                after = Some(id);
            }
            say(Came {
                title: version.title.clone(),
                became,
            });
        }
    }
    Ok(())
}

/// The papers of the vault by what their bytes are, and were when they came.
async fn held(abri: &Abri, session: &Session) -> Outcome<HashMap<String, DocumentId>> {
    let all = papers::all(abri, &session.open).await?;
    let mut held = HashMap::new();
    for paper in all.iter().filter(|paper| paper.is_kept()) {
        for version in std::iter::once(&paper.current).chain(&paper.earlier) {
            let facts = &version.record.facts;
            held.insert(facts.received.clone(), paper.id);
            held.insert(facts.digest.clone(), paper.id);
        }
    }
    Ok(held)
}

async fn one(
    abri: &Arc<Abri>,
    session: &Session,
    archive: &Archive,
    version: &VersionIn,
    (after, most): (Option<DocumentId>, u64),
    held: &HashMap<String, DocumentId>,
) -> Outcome<Became> {
    let open = &session.open;
    let file = archive.files.get(&version.file).ok_or(NOT_OURS)?;
    let part = body(abri, &archive.aside, file).await?;
    let mut digest = Digest::default();
    let mut bytes = archive.aside.stream(abri, part.clone());
    while let Some(piece) = bytes.try_next().await? {
        digest.update(&piece);
    }
    if HEXLOWER.encode(&digest.finish()) != version.sha256 {
        return Err(Problem::Field("back-refused-altered"));
    }
    if let Some(id) = held.get(&version.sha256) {
        return Ok(Became::Already(*id));
    }
    let mut tries = 0;
    loop {
        let (new, brought) = said(abri, version, after)?;
        let bytes = archive.aside.stream(abri, part.clone());
        let received = add_paper::receive(abri, open, bytes, most).await?;
        match add_paper::keep_brought(abri, open, received, new, brought).await {
            Ok(added) => return Ok(Became::Kept(added.id)),
            // Workers are for everybody: it waits for its turn.
            Err(Problem::Busy) if tries < PATIENCE => {
                tries += 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            Err(problem) => return Err(problem),
        }
    }
}

/// What the index says of a version, as far as it can be true.
fn said(
    abri: &Abri,
    version: &VersionIn,
    after: Option<DocumentId>,
) -> Outcome<(NewPaper, Brought)> {
    let title = Title::parse(&version.title).map_err(|_| Problem::Field("papers-name-wrong"))?;
    let known = catalogue::is_kind(&version.kind);
    let kind = if known { &version.kind } else { "autre" };
    let date = |text: &Option<String>| text.as_deref().and_then(PrintedDate::parse);
    let since = Moment::from_millis(version.put_in);
    let possible = since <= abri.now() && version.put_in > 0;
    let new = NewPaper {
        title,
        kind: kind.to_owned(),
        ends: date(&version.ends),
        after,
    };
    let brought = Brought {
        dated: date(&version.dated),
        since: possible.then_some(since),
    };
    Ok((new, brought))
}

/// Why one file is not kept, as the key of a sentence; `None` for what concerns all of them.
const fn reason(problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::FileTooLarge => "papers-refused-large",
        Problem::VaultFull => "papers-refused-full",
        Problem::NoRoom => "papers-refused-room",
        Problem::Busy => "papers-refused-busy",
        Problem::KindRefused => "papers-kind-health",
        Problem::Field(key) => key,
        _ => return None,
    })
}
