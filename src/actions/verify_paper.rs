//! A person has a paper verified: every byte of every version is read and compared with what it was when it came in.

use futures_util::TryStreamExt;

use super::change::Change;
use super::open::Open;
use super::papers::Version;
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers, reading, tell_reading};
use crate::crypto::digest::Digest;
use crate::domain::ids::DocumentId;
use crate::domain::journal::Event;
use data_encoding::HEXLOWER;

/// Reads the paper whole; the number of the journal entry that certifies it. `Damaged` where a byte of it is not what it
/// was: that is told too.
pub async fn verify_paper(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<u64> {
    let paper = papers::find_kept(abri, open, id).await?;
    for version in std::iter::once(&paper.current).chain(&paper.earlier) {
        if let Err(problem) = is_whole(abri, version).await {
            if matches!(problem, Problem::Damaged(_)) {
                tell_reading::damaged(abri, open, &paper, version).await?;
            }
            return Err(problem);
        }
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let checked = paper.current.details(paper.id);
    let number = change.tell(Event::PaperChecked, &checked).await?;
    change.commit().await?;
    Ok(number)
}

async fn is_whole(abri: &Abri, version: &Version) -> Outcome<()> {
    let facts = &version.record.facts;
    let always = || std::future::ready(true);
    let file = reading::whole(abri, &version.record.key, &facts.file, facts.bytes, always).await?;
    let opened = file.try_fold(Digest::default(), add).await?;
    let pictures = &facts.pictures_file;
    let stored = abri.objects.get_stream(&pictures.object, pictures.length);
    let stored = stored.await?.map_err(Problem::from);
    let sealed = stored.try_fold(Digest::default(), add).await?;
    let same = |digest: Digest, was: &str| HEXLOWER.encode(&digest.finish()) == was;
    if same(opened, &facts.digest) && same(sealed, &pictures.digest) {
        Ok(())
    } else {
        Err(Problem::Damaged("object"))
    }
}

async fn add(mut digest: Digest, piece: bytes::Bytes) -> Outcome<Digest> {
    digest.update(&piece);
    Ok(digest)
}
