//! What the journal tells of reading: that the person looked, and that something was found damaged.

use super::change::Change;
use super::open::Open;
use super::papers::{Paper, Version};
use super::session::Session;
use super::ways_in::{account, leave};
use super::{Abri, Outcome};
use crate::domain::ids::DocumentId;
use crate::domain::journal::{Details, Event};
use crate::domain::time::Span;
use crate::store::throttle;
use zeroize::Zeroizing;

/// The person looked at a paper, printed it or took it with them.
pub async fn looked(abri: &Abri, session: &Session, papers: &[&Paper]) -> Outcome<()> {
    let open = &session.open;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    for paper in papers {
        change
            .tell(Event::PaperLooked, &details(paper.id, &paper.current))
            .await?;
    }
    change.commit().await?;
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    for paper in papers {
        let mark = mark(abri, session, paper);
        throttle::count(&mut tx, &mark, now, session.until.left_at(now)).await?;
    }
    Ok(tx.commit().await?)
}

/// A page of a paper is sent by itself: told, unless the paper was in this session.
pub async fn page_seen(abri: &Abri, session: &Session, paper: &Paper) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.read().await?;
    let told = throttle::read(&mut tx, &mark(abri, session, paper), abri.now()).await?;
    drop(tx);
    if told > 0 {
        return Ok(());
    }
    looked(abri, session, &[paper]).await
}

/// The person keeps their journal as a file, to read or to verify: told once a visit.
pub async fn journal_taken(abri: &Abri, session: &Session) -> Outcome<()> {
    let open = &session.open;
    let mark = abri
        .keys
        .throttle_id("journal taken", session.cookie().expose());
    let now = abri.now();
    let mut tx = abri.store.ephemeral.read().await?;
    let told = throttle::read(&mut tx, &mark, now).await?;
    drop(tx);
    if told > 0 {
        return Ok(());
    }
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    change
        .tell(Event::JournalTaken, &Details::default())
        .await?;
    change.commit().await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    throttle::count(&mut tx, &mark, now, session.until.left_at(now)).await?;
    Ok(tx.commit().await?)
}

/// What remembers that a paper was told in a session.
fn mark(abri: &Abri, session: &Session, paper: &Paper) -> [u8; 32] {
    let both = [&session.cookie().expose()[..], paper.id.as_bytes()].concat();
    abri.keys.throttle_id("own look", &Zeroizing::new(both))
}

/// A version does not read back as it was put in. Told once a day.
pub async fn damaged(abri: &Abri, open: &Open, paper: &Paper, version: &Version) -> Outcome<()> {
    damaged_version(abri, open, paper.id, version).await
}

/// Whether a version was told to be damaged within the day.
pub(super) async fn is_told_damaged(abri: &Abri, version: &Version) -> Outcome<bool> {
    let mut tx = abri.store.ephemeral.read().await?;
    Ok(throttle::read(&mut tx, &throttle_key(version), abri.now()).await? > 0)
}

/// The same of a version whose paper is not at hand.
pub(super) async fn damaged_version(
    abri: &Abri,
    open: &Open,
    id: DocumentId,
    version: &Version,
) -> Outcome<()> {
    tracing::error!(
        object = version.record.facts.file.object,
        "a stored object is damaged: restore it from a backup"
    );
    let details = details(id, version);
    let key = throttle_key(version);
    let mut tx = abri.store.ephemeral.begin().await?;
    let told = throttle::count(&mut tx, &key, abri.now(), Span::DAY).await?;
    tx.commit().await?;
    if told > 1 {
        return Ok(());
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    change.tell(Event::DamageFound, &details).await?;
    change.commit().await
}

/// Its own among the keys that are counted: the hash of a ciphertext.
fn throttle_key(version: &Version) -> [u8; 32] {
    let digest = &version.record.facts.file.digest;
    let bytes = data_encoding::HEXLOWER.decode(digest.as_bytes());
    bytes
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .unwrap_or_default()
}

fn details(id: DocumentId, version: &Version) -> Details {
    let facts = &version.record.facts;
    Details {
        document: id.to_string(),
        version: version.number,
        title: facts.title.as_str().to_owned(),
        ..Details::default()
    }
}
