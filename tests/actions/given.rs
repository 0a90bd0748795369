//! What the stories about showing begin with: a vault, papers in it, a share of them.

use abri::actions::add_paper::NewPaper;
use abri::actions::change::Change;
use abri::actions::open::Open;
use abri::actions::open_vault::{NewVault, Notice, open_vault};
use abri::actions::read_shown::{self, Looking, Opening};
use abri::actions::record::{Facts, Picture, Record, Stored};
use abri::actions::session::Session;
use abri::actions::show::{self, NewShare};
use abri::actions::uploads::{Authority, append, begin};
use abri::actions::{Abri, Problem};
use abri::crypto::documents::{DocumentKey, Encryptor, Summary};
use abri::crypto::random;
use abri::crypto::secrets::Secret;
use abri::domain::access::may_write;
use abri::domain::document::{FileType, Title};
use abri::domain::ids::{ConsentId, DocumentId, UploadId};
use abri::domain::journal::{Details, Event};
use abri::domain::person::CallName;
use abri::domain::share::{Mode, Openings, Recipient, Until};
use abri::domain::slot::Place;
use abri::store::documents::{self, DocumentRow};
use abri::store::vaults::{self, Given};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::stream;

use crate::samples;

/// The bytes of the paper's file.
pub const FILE: &[u8] = b"%PDF-1.7 the kept file itself";

/// The picture of its only page.
pub fn picture() -> Vec<u8> {
    samples::encoded(samples::corners(400, 560), image::ImageFormat::Jpeg)
}

pub async fn vault(abri: &Abri) -> Session {
    newcomer(abri).await.0
}

/// The same, with the secret of the phone.
pub async fn newcomer(abri: &Abri) -> (Session, Option<Secret>) {
    let new = NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    open_vault(abri, new).await.unwrap()
}

async fn object(abri: &Abri, folder: &str, key: &DocumentKey, plain: &[u8]) -> (Stored, Summary) {
    let (sealed, summary) = Encryptor::for_document(key, abri.buffers.clone()).whole(plain);
    let name = format!("{folder}/{}", HEXLOWER.encode(&random::bytes::<16>()));
    abri.objects.put(&name, sealed.into()).await.unwrap();
    let stored = Stored {
        object: name,
        length: summary.ciphertext_length,
        digest: HEXLOWER.encode(&summary.ciphertext_digest),
    };
    (stored, summary)
}

/// Puts a paper in, as the worker would have left it.
pub async fn paper(abri: &Abri, open: &Open, title: &str) -> DocumentId {
    let pages = [(400, 560, picture())];
    let made = Made {
        title,
        kind: "bulletin_salaire",
        file: FILE,
        file_type: FileType::Pdf,
        pages: &pages,
    };
    made.put_in(abri, open).await
}

/// A paper as the worker would have left it.
pub struct Made<'a> {
    pub title: &'a str,
    pub kind: &'a str,
    pub file: &'a [u8],
    pub file_type: FileType,
    /// Width, height, JPEG.
    pub pages: &'a [(u32, u32, Vec<u8>)],
}

impl Made<'_> {
    /// Puts it in.
    pub async fn put_in(&self, abri: &Abri, open: &Open) -> DocumentId {
        let (key, pictures_key) = (DocumentKey::new(), DocumentKey::new());
        let (file, summary) = object(abri, "d", &key, self.file).await;
        let mut together = Vec::new();
        let mut pages = Vec::new();
        for (width, height, jpeg) in self.pages {
            pages.push(Picture {
                offset: together.len() as u64,
                length: jpeg.len() as u64,
                width: *width,
                height: *height,
            });
            together.extend_from_slice(jpeg);
        }
        let (pictures_file, pictures) = object(abri, "p", &pictures_key, &together).await;
        let digest = HEXLOWER.encode(&summary.plaintext_digest);
        let record = Record {
            key,
            pictures_key,
            facts: Facts {
                title: Title::parse(self.title).unwrap(),
                kind: self.kind.into(),
                ends: None,
                dated: None,
                file_type: self.file_type,
                file: file.clone(),
                bytes: self.file.len() as u64,
                digest: digest.clone(),
                received: digest,
                pictures_file: pictures_file.clone(),
                thumbnail: pages[0],
                pages,
                active: false,
                doubt: None,
                origin: None,
                upload: None,
                added: abri.now().millis(),
            },
        };
        let id = DocumentId::from_bytes(random::bytes());
        let row = DocumentRow {
            vault_id: open.vault,
            id,
            version: 1,
            generation: open.generation,
            record: record.seal(open, id, 1),
            object: file.object,
            length: file.length,
            digest: summary.ciphertext_digest,
            pictures: Some(pictures_file.object),
            pictures_length: Some(pictures_file.length),
            pictures_digest: Some(pictures.ciphertext_digest),
            added_at: abri.now(),
            removed_at: None,
        };
        let permit = may_write(open.owner(), open.vault).unwrap();
        let mut change = Change::begin(abri, open, &permit).await.unwrap();
        documents::add(change.tx(), &row).await.unwrap();
        let more = row.length + row.pictures_length.unwrap();
        let (vault, quota) = (open.vault, abri.quotas.vault_bytes());
        assert!(
            vaults::take_room(change.tx(), vault, open.generation, more, quota)
                .await
                .unwrap()
        );
        change
            .tell(Event::PaperAdded, &Details::default())
            .await
            .unwrap();
        change.commit().await.unwrap();
        id
    }
}

/// What the person agrees to, to be changed by a story.
pub fn wish(papers: &[DocumentId]) -> NewShare {
    NewShare {
        id: ConsentId::from_bytes(random::bytes()),
        papers: papers.to_vec(),
        recipient: claire(),
        purpose: "rsa".into(),
        purpose_words: String::new(),
        until: Until::Appointment,
        mode: Mode::View,
        openings: Openings::Unlimited,
        spoken: false,
        sentence: "Je montre 1 papier à Claire Morel pendant 2 heures.".into(),
        language: "fr".into(),
    }
}

pub fn claire() -> Recipient {
    Recipient::parse("Claire Morel", "Association Le Porche").unwrap()
}

/// Agrees; the id of the consent.
pub async fn agree(abri: &Abri, session: &Session, wish: NewShare) -> ConsentId {
    let id = wish.id;
    show::agree(abri, session, wish).await.unwrap();
    id
}

/// What opens the share, as Claire brings it.
pub async fn opening(abri: &Abri, open: &Open, id: ConsentId) -> Opening {
    let link = show::link(abri, open, id).await.unwrap();
    Opening {
        secret: read_shown::parse_link(&link.text).unwrap(),
        spoken: link.spoken.and_then(|code| read_shown::parse_spoken(&code)),
        reader: claire(),
    }
}

/// Comes back with the cookie.
pub async fn again(abri: &Abri, looking: &Looking) -> Result<Looking, Problem> {
    read_shown::resume(abri, looking.cookie().unwrap().duplicate()).await
}

/// The codes of the journal, the oldest first.
pub async fn codes(abri: &Abri, open: &Open) -> Vec<String> {
    let mut tx = abri.store.durable.read().await.unwrap();
    let rows = abri::store::journal::all(&mut tx, open.vault)
        .await
        .unwrap();
    rows.into_iter().map(|row| row.code).collect()
}

/// How many entries of this kind the journal has.
pub async fn told(abri: &Abri, open: &Open, event: Event) -> usize {
    let codes = codes(abri, open).await;
    codes.iter().filter(|code| *code == event.code()).count()
}

/// An upload with the bytes of the paper that is there: putting it in asks, and changes nothing.
pub async fn sent_again(abri: &Abri, session: &Session) -> UploadId {
    let authority = Authority::of(&session.open);
    let length = FILE.len() as u64;
    let id = begin(abri, &authority, length, length).await.unwrap();
    let bytes = stream::iter([Ok(Bytes::from_static(FILE))]);
    append(abri, &authority, id, 0, bytes).await.unwrap();
    id
}

pub fn unnamed() -> NewPaper {
    NewPaper {
        title: Title::parse("Bail").unwrap(),
        kind: "autre".into(),
        ends: None,
        after: None,
    }
}
