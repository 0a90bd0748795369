//! Putting a paper in: intent, ciphertext, check, then one transaction with record, room, journal
//! and seal. Nothing is said to be kept before that.
//!
//! The bytes are encrypted while they arrive and never lie anywhere in clear. Whatever goes wrong
//! leaves nothing behind: at once, or through the reconciler after a crash.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{Stream, StreamExt};

use super::change::Change;
use super::check_paper::{Checked, Kept, check};
use super::objects::{self, Begun};
use super::open::Open;
use super::record::{Facts, Record, Stored};
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers, reading, refile};
use crate::crypto::documents::{Buffer, Buffers, CHUNK, DocumentKey, Encryptor, Summary};
use crate::crypto::random;
use crate::domain::access;
use crate::domain::document::{FileType, PrintedDate, Title};
use crate::domain::ids::DocumentId;
use crate::domain::journal::{Details, Event};
use crate::store::documents::{self, DocumentRow};
use crate::store::{DurableTx, intents, vaults};

/// A file that has arrived and lies encrypted, not yet looked at.
pub struct Received {
    /// The object of the bytes received, of a cleaned image, of the pictures.
    begun: [Begun; 3],
    key: DocumentKey,
    stored: Stored,
    summary: Summary,
    /// The paper it becomes unless it is another version of one.
    id: DocumentId,
}

impl Received {
    /// The same, to become the paper of this id: asked to keep it again, the vault still has it once.
    #[must_use]
    pub const fn as_paper(mut self, id: DocumentId) -> Self {
        self.id = id;
        self
    }

    /// How many bytes came.
    pub const fn length(&self) -> u64 {
        self.summary.plaintext_length
    }

    /// SHA-256 of the bytes received, hexadecimal.
    pub fn digest(&self) -> String {
        HEXLOWER.encode(&self.summary.plaintext_digest)
    }
}

/// What the person says of a paper, or what stands for it until they have said it.
pub struct NewPaper {
    /// What it is called.
    pub title: Title,
    /// Its kind in the catalogue.
    pub kind: String,
    /// When it ends.
    pub ends: Option<PrintedDate>,
    /// The paper of which it is another version.
    pub after: Option<DocumentId>,
}

/// A paper that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Which.
    pub id: DocumentId,
    /// Its version.
    pub version: u32,
    /// Number of the journal entry that certifies the deposit.
    pub number: u64,
}

/// Takes a file in as it arrives, `most` bytes at most. `FileTooLarge`, `VaultFull`, `NoRoom`, or an
/// error of the stream leave nothing behind.
pub async fn receive<S>(abri: &Abri, open: &Open, bytes: S, most: u64) -> Outcome<Received>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    // Before a byte is taken: a professional has no room for papers.
    leave(open)?;
    let free = abri.objects.free_bytes().await?;
    if free.is_some_and(|free| free < abri.quotas.least_free_disk_bytes().saturating_add(most)) {
        return Err(Problem::NoRoom);
    }
    let mut tx = abri.store.durable.begin().await?;
    let vault = vaults::lock(&mut tx, open.vault)
        .await?
        .ok_or(Problem::SignInAgain)?;
    let now = abri.now();
    let begun = [
        objects::begin(&mut tx, open.vault, 'd', now).await?,
        objects::begin(&mut tx, open.vault, 'd', now).await?,
        objects::begin(&mut tx, open.vault, 'p', now).await?,
    ];
    tx.commit().await?;
    let room = abri.quotas.vault_bytes().saturating_sub(vault.bytes_used);
    match write(abri, &begun[0].object, bytes, most, room).await {
        Ok((key, stored, summary)) => Ok(Received {
            begun,
            key,
            stored,
            summary,
            id: DocumentId::from_bytes(random::bytes()),
        }),
        Err(problem) => {
            objects::undo(abri, &begun).await;
            Err(problem)
        }
    }
}

async fn write<S>(
    abri: &Abri,
    object: &str,
    mut bytes: S,
    most: u64,
    room: u64,
) -> Outcome<(DocumentKey, Stored, Summary)>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    let key = DocumentKey::new();
    let mut sink = Sink::begin(abri, object, &key).await?;
    let mut received = 0_u64;
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        received = received.saturating_add(piece.len() as u64);
        if received > most {
            return Err(Problem::FileTooLarge);
        }
        if received > room {
            return Err(Problem::VaultFull);
        }
        sink.push(&piece).await?;
    }
    if received == 0 {
        return Err(Problem::Field("papers-refused-empty"));
    }
    let (stored, summary) = sink.finish().await?;
    Ok((key, stored, summary))
}

/// An object being encrypted and written.
pub(super) struct Sink {
    upload: crate::blobs::Upload,
    encryptor: Encryptor,
    object: String,
    buffers: Buffers,
    out: Buffer,
}

impl Sink {
    pub(super) async fn begin(abri: &Abri, object: &str, key: &DocumentKey) -> Outcome<Self> {
        let upload = abri.objects.put_stream(object).await?;
        let mut out = abri.buffers.take(u64::MAX);
        Ok(Self {
            upload,
            encryptor: Encryptor::for_document(key, out.bytes()),
            object: object.to_owned(),
            buffers: abri.buffers.clone(),
            out,
        })
    }

    pub(super) async fn push(&mut self, plain: &[u8]) -> Outcome<()> {
        // No piece fills more than one chunk.
        for piece in plain.chunks(CHUNK) {
            self.encryptor.push(piece, self.out.bytes());
            if self.out.chunks() == 0 {
                let next = self.buffers.take(u64::MAX);
                let full = std::mem::replace(&mut self.out, next);
                self.upload.write(Bytes::from_owner(full)).await?;
            }
        }
        Ok(())
    }

    /// The object is whole and lasts.
    pub(super) async fn finish(mut self) -> Outcome<(Stored, Summary)> {
        let summary = self.encryptor.finish(self.out.bytes());
        self.upload.write(Bytes::from_owner(self.out)).await?;
        let length = self.upload.finish().await?;
        let stored = Stored {
            object: self.object,
            length,
            digest: HEXLOWER.encode(&summary.ciphertext_digest),
        };
        Ok((stored, summary))
    }
}

/// The kept paper whose bytes, as they were received, are the same: whoever sends one again is asked first.
pub async fn twin(abri: &Abri, open: &Open, received: &Received) -> Outcome<Option<DocumentId>> {
    let digest = received.digest();
    let all = papers::all(abri, open).await?;
    let mut kept = all.iter().filter(|paper| paper.is_kept());
    Ok(kept
        .find(|paper| paper.current.record.facts.received == digest)
        .map(|paper| paper.id))
}

/// Keeps nothing of what was received.
pub async fn give_up(abri: &Abri, received: Received) {
    objects::undo(abri, &received.begun).await;
}

/// What was received, as it came.
pub(super) async fn read_back(
    abri: &Abri,
    open: &Open,
    received: &Received,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<>> {
    let permit = access::may_keep(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    let length = received.summary.plaintext_length;
    let always = || std::future::ready(true);
    reading::original(
        abri,
        &permit,
        &received.key,
        &received.stored,
        length,
        always,
    )
    .await
}

/// Looks at what was received and keeps it. `Field` holds the sentence for a file that is not
/// taken in; nothing of it is left then.
pub async fn keep(abri: &Abri, open: &Open, received: Received, new: NewPaper) -> Outcome<Added> {
    let begun = received.begun.clone();
    match Box::pin(prepare(abri, open, received, new)).await {
        Ok((change, added, left)) => {
            // Should this fail without a word of whether it lasted, the intents know: they end with it.
            change.commit().await?;
            objects::undo(abri, &left).await;
            Ok(added)
        }
        Err(problem) => {
            objects::undo(abri, &begun).await;
            Err(problem)
        }
    }
}

/// Everything but the last step; also the objects to delete after it.
async fn prepare<'a>(
    abri: &Abri,
    open: &'a Open,
    received: Received,
    new: NewPaper,
) -> Outcome<(Change<'a>, Added, Vec<Begun>)> {
    refile::must_be_taken(abri, &new.kind)?;
    let [original, cleaned, pictures] = &received.begun;
    let places = (cleaned.object.as_str(), pictures.object.as_str());
    let source = (
        &received.key,
        &received.stored,
        received.summary.plaintext_length,
    );
    let checked = check(abri, open, source, places).await?;
    // Of a PDF the bytes received stay, of an image the cleaned ones.
    let (kept, left) = if checked.cleaned.is_some() {
        ([cleaned, pictures], vec![original.clone()])
    } else {
        ([original, pictures], vec![cleaned.clone()])
    };
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    for begun in kept {
        // Ended by the reconciler: this took too long, and the object is gone.
        if !intents::end(change.tx(), begun.intent).await? {
            return Err(Problem::Conflict);
        }
    }
    let (id, version) = place(&mut change, open, new.after, received.id).await?;
    let record = record(abri, received, checked, new);
    let row = row(open, id, version, &record, change.now())?;
    documents::add(change.tx(), &row).await?;
    take_room(abri, change.tx(), open, &row).await?;
    let details = Details {
        document: id.to_string(),
        version,
        title: record.facts.title.as_str().to_owned(),
        digest: record.facts.digest.clone(),
        ..Details::default()
    };
    let number = change.tell(Event::PaperAdded, &details).await?;
    let added = Added {
        id,
        version,
        number,
    };
    Ok((change, added, left))
}

async fn place(
    change: &mut Change<'_>,
    open: &Open,
    after: Option<DocumentId>,
    fresh: DocumentId,
) -> Outcome<(DocumentId, u32)> {
    let Some(id) = after else {
        return Ok((fresh, 1));
    };
    let versions = documents::versions(change.tx(), open.vault, id).await?;
    match versions.last() {
        Some(last) if last.removed_at.is_none() => Ok((id, last.version + 1)),
        _ => Err(Problem::NotFound),
    }
}

fn record(abri: &Abri, received: Received, checked: Checked, new: NewPaper) -> Record {
    let digest = |summary: &Summary| HEXLOWER.encode(&summary.plaintext_digest);
    let got = digest(&received.summary);
    let (key, file, summary) = match checked.cleaned {
        Some(Kept {
            key,
            stored,
            summary,
        }) => (key, stored, summary),
        None => (received.key, received.stored, received.summary),
    };
    Record {
        key,
        pictures_key: checked.pictures.key,
        facts: Facts {
            title: new.title,
            kind: new.kind,
            ends: new.ends,
            file_type: checked.file_type,
            file,
            bytes: summary.plaintext_length,
            digest: digest(&summary),
            received: got,
            pictures_file: checked.pictures.stored,
            pages: checked.pages,
            thumbnail: checked.thumbnail,
            active: checked.active && checked.file_type == FileType::Pdf,
            doubt: checked.doubt,
            added: abri.now().millis(),
        },
    }
}

fn row(
    open: &Open,
    id: DocumentId,
    version: u32,
    record: &Record,
    now: crate::domain::time::Moment,
) -> Outcome<DocumentRow> {
    let facts = &record.facts;
    Ok(DocumentRow {
        vault_id: open.vault,
        id,
        version,
        generation: open.generation,
        record: record.seal(open, id, version),
        object: facts.file.object.clone(),
        length: facts.file.length,
        digest: bytes_of(&facts.file)?,
        pictures: Some(facts.pictures_file.object.clone()),
        pictures_length: Some(facts.pictures_file.length),
        pictures_digest: Some(bytes_of(&facts.pictures_file)?),
        added_at: now,
        removed_at: None,
    })
}

fn bytes_of(stored: &Stored) -> Outcome<[u8; 32]> {
    let bytes = HEXLOWER.decode(stored.digest.as_bytes()).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Problem::Damaged("digest"))
}

async fn take_room(abri: &Abri, tx: &mut DurableTx, open: &Open, row: &DocumentRow) -> Outcome<()> {
    let more = row.length + row.pictures_length.unwrap_or(0);
    let quota = abri.quotas.vault_bytes();
    if vaults::take_room(tx, open.vault, open.generation, more, quota).await? {
        Ok(())
    } else {
        Err(Problem::VaultFull)
    }
}
