//! Taking a file in, whoever sends it: intents, ciphertext, anti-virus, worker, record. What it becomes, a paper
//! of the person's own or one that somebody put in, is for the verb that called.
//!
//! The bytes are encrypted while they arrive and never lie anywhere in clear. Whatever goes wrong
//! leaves nothing behind: at once, or through the reconciler after a crash.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{Stream, StreamExt};

use super::check_paper::{Checked, Kept, check};
use super::objects::{self, Begun};
use super::record::{Facts, Record, Stored};
use super::{Abri, Outcome, Problem, reading, refile};
use crate::crypto::documents::{DocumentKey, Encryptor, Summary};
use crate::crypto::random;
use crate::domain::document::{FileType, PrintedDate, Title};
use crate::domain::ids::{DocumentId, UploadId, VaultId};
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
    upload: Option<UploadId>,
}

impl Received {
    /// The same, come as this upload: asked to keep it again, the vault still has it once.
    #[must_use]
    pub const fn of_upload(mut self, upload: UploadId) -> Self {
        self.id = DocumentId::from_bytes(*upload.as_bytes());
        self.upload = Some(upload);
        self
    }

    /// The paper it becomes.
    pub const fn paper(&self) -> DocumentId {
        self.id
    }

    /// How many bytes came.
    pub const fn length(&self) -> u64 {
        self.summary.plaintext_length
    }

    /// SHA-256 of the bytes received, hexadecimal.
    pub fn digest(&self) -> String {
        HEXLOWER.encode(&self.summary.plaintext_digest)
    }

    /// The objects begun for it, to be taken back should it not be kept.
    pub(super) fn begun(&self) -> [Begun; 3] {
        self.begun.clone()
    }
}

/// Takes a file in as it arrives, `most` bytes at most. `FileTooLarge`, `VaultFull`, `NoRoom`, or an
/// error of the stream leave nothing behind.
pub(super) async fn receive<S>(
    abri: &Abri,
    vault: VaultId,
    bytes: S,
    most: u64,
) -> Outcome<Received>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    must_have_room(abri, most).await?;
    let mut tx = abri.store.durable.begin().await?;
    let row = vaults::lock(&mut tx, vault)
        .await?
        .ok_or(Problem::SignInAgain)?;
    let now = abri.now();
    let begun = [
        objects::begin(&mut tx, vault, 'd', now).await?,
        objects::begin(&mut tx, vault, 'd', now).await?,
        objects::begin(&mut tx, vault, 'p', now).await?,
    ];
    tx.commit().await?;
    let room = abri.quotas.vault_bytes().saturating_sub(row.bytes_used);
    match write(abri, &begun[0].object, bytes, most, room).await {
        Ok((key, stored, summary)) => Ok(Received {
            begun,
            key,
            stored,
            summary,
            id: DocumentId::from_bytes(random::bytes()),
            upload: None,
        }),
        Err(problem) => {
            objects::undo(abri, &begun).await;
            Err(problem)
        }
    }
}

/// `NoRoom` when so many bytes more would leave less than the disk must keep free.
pub(super) async fn must_have_room(abri: &Abri, more: u64) -> Outcome<()> {
    let free = abri.objects.free_bytes().await?;
    let least = abri.quotas.least_free_disk_bytes();
    if free.is_some_and(|free| free < least.saturating_add(more)) {
        return Err(Problem::NoRoom);
    }
    Ok(())
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
}

impl Sink {
    pub(super) async fn begin(abri: &Abri, object: &str, key: &DocumentKey) -> Outcome<Self> {
        let upload = abri.objects.put_stream(object).await?;
        Ok(Self {
            upload,
            encryptor: Encryptor::for_document(key, abri.buffers.clone()),
            object: object.to_owned(),
        })
    }

    pub(super) async fn push(&mut self, mut plain: &[u8]) -> Outcome<()> {
        while let Some((full, rest)) = self.encryptor.push(plain) {
            let large = full.is_large();
            self.upload.write(Bytes::from_owner(full)).await?;
            if !large {
                // With many at once, each has one buffer in memory and not two.
                self.upload.settle().await?;
            }
            plain = rest;
        }
        Ok(())
    }

    /// The object is whole and lasts.
    pub(super) async fn finish(mut self) -> Outcome<(Stored, Summary)> {
        let (end, summary) = self.encryptor.finish();
        self.upload.write(Bytes::from_owner(end)).await?;
        let length = self.upload.finish().await?;
        let stored = Stored {
            object: self.object,
            length,
            digest: HEXLOWER.encode(&summary.ciphertext_digest),
        };
        Ok((stored, summary))
    }
}

/// Keeps nothing of what was received.
pub(super) async fn give_up(abri: &Abri, received: Received) {
    objects::undo(abri, &received.begun).await;
}

/// What was received, as it came.
pub(super) async fn read_back(
    abri: &Abri,
    received: &Received,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<>> {
    let length = received.summary.plaintext_length;
    reading::received(abri, &received.key, &received.stored, length).await
}

/// What is said of a file beside its bytes.
pub(super) struct Said {
    pub(super) title: Title,
    pub(super) kind: String,
    pub(super) ends: Option<PrintedDate>,
}

/// A file that was looked at, ready to be kept.
pub(super) struct Ready {
    pub(super) record: Record,
    /// The objects of the record.
    kept: [Begun; 2],
    /// The object to delete once it is kept.
    pub(super) left: Begun,
}

impl Ready {
    /// Its objects have their row: `Conflict` when the reconciler was faster, since this took too long and the
    /// objects are gone.
    pub(super) async fn end_intents(&self, tx: &mut DurableTx) -> Outcome<()> {
        for begun in &self.kept {
            if !intents::end(tx, begun.intent).await? {
                return Err(Problem::Conflict);
            }
        }
        Ok(())
    }
}

/// Has a file that was received looked at. `Field` holds the sentence for one that is not taken in; the caller
/// takes its objects back.
pub(super) async fn look(
    abri: &Abri,
    vault: VaultId,
    received: Received,
    said: Said,
) -> Outcome<Ready> {
    refile::must_be_taken(abri, &said.kind)?;
    let [original, cleaned, pictures] = received.begun();
    let places = (cleaned.object.as_str(), pictures.object.as_str());
    let source = (
        &received.key,
        &received.stored,
        received.summary.plaintext_length,
    );
    let checked = check(abri, vault, source, places).await?;
    // Of a PDF the bytes received stay, of an image the cleaned ones.
    let (kept, left) = if checked.cleaned.is_some() {
        ([cleaned, pictures], original)
    } else {
        ([original, pictures], cleaned)
    };
    Ok(Ready {
        record: record(abri, received, checked, said),
        kept,
        left,
    })
}

fn record(abri: &Abri, received: Received, checked: Checked, said: Said) -> Record {
    let digest = |summary: &Summary| HEXLOWER.encode(&summary.plaintext_digest);
    let got = digest(&received.summary);
    let upload = received.upload.map(|upload| upload.to_string());
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
            title: said.title,
            kind: said.kind,
            ends: said.ends,
            dated: None,
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
            origin: None,
            upload,
            added: abri.now().millis(),
        },
    }
}

pub(super) fn bytes_of(stored: &Stored) -> Outcome<[u8; 32]> {
    let bytes = HEXLOWER.decode(stored.digest.as_bytes()).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Problem::Damaged("digest"))
}
