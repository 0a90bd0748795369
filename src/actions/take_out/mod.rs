//! A person takes everything out: one archive of the originals, with an index that anybody can read and the
//! journal with its proof. Free, as often as they like; a secret is asked again just before.

mod index;
mod words;

pub use index::{
    FOLDER, FORMAT, INDEX, Index, JOURNAL, LeftOut, OriginIn, PAGE, PaperIn, VersionIn,
};
pub use words::{draw, under_words};

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use super::change::Change;
use super::papers::{self, Version};
use super::reading::{self, Looked};
use super::session::{self, Session};
use super::ways_in::leave;
use super::zipping::{self, Content, Entry, Zipping};
use super::{Abri, Outcome, Problem, notices, prove, take_journal, tell_reading};
use crate::crypto::documents::DocumentKey;
use crate::domain::access;
use crate::domain::document::PrintedDate;
use crate::domain::entry_name;
use crate::domain::ids::DocumentId;
use crate::domain::journal::{Details, Event};

/// Objects asked for at the same time.
const AT_ONCE: usize = 8;

/// What would leave now.
pub struct Survey {
    /// What the index says.
    pub index: Index,
    /// Bytes of all files together.
    pub bytes: u64,
    /// Each file with its paper, in the order of the index.
    leaving: Vec<(DocumentId, Version)>,
}

impl Survey {
    /// How many files leave.
    pub const fn files(&self) -> usize {
        self.leaving.len()
    }
}

/// An archive on its way out.
pub struct Parcel {
    /// How many bytes it has in all.
    pub length: u64,
    /// Its pieces. An error must cut the answer: what came before it is not a whole archive.
    pub stream: BoxStream<'static, Outcome<Bytes>>,
}

/// Looks at everything that is kept: what is there and as long as it must be leaves, what is not is named.
/// `NotFound` where the vault is not one's own, or somebody helps.
pub async fn survey(abri: &Arc<Abri>, session: &Session) -> Outcome<Survey> {
    let open = &session.open;
    access::may_keep(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    let told_at = notices::mine(abri, session).await?.address;
    let mut papers = papers::all(abri, open).await?;
    papers.retain(papers::Paper::is_kept);
    let mut each = Vec::new();
    for (place, paper) in papers.into_iter().enumerate() {
        let id = paper.id;
        each.extend(index::versions(paper).into_iter().map(|v| (place, id, v)));
    }
    let looked: Vec<_> = stream::iter(each)
        .map(|(place, id, version)| async move {
            let there = is_there(abri, &version).await?;
            Ok::<_, Problem>((place, id, version, there))
        })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let of = looked.iter().filter(|(.., there)| *there).count();
    let mut survey = Survey {
        index: Index {
            format: FORMAT.to_owned(),
            made_at: abri.now().millis(),
            told_at: told_at.map(|address| address.as_str().to_owned()),
            papers: Vec::new(),
            left_out: Vec::new(),
        },
        bytes: 0,
        leaving: Vec::with_capacity(of),
    };
    let mut last = None;
    for (place, id, version, there) in looked {
        if !there {
            survey.index.left_out.push(LeftOut::of(&version));
            tell_reading::damaged_version(abri, open, id, &version).await?;
            continue;
        }
        let facts = &version.record.facts;
        let (title, ending) = (facts.title.as_str(), facts.file_type.extension());
        let name = entry_name::of(survey.leaving.len() + 1, of, title, ending);
        let entry = VersionIn::of(&version, format!("{FOLDER}{name}"));
        let papers = &mut survey.index.papers;
        if last != Some(place) {
            papers.push(PaperIn {
                versions: Vec::new(),
            });
            last = Some(place);
        }
        if let Some(paper) = papers.last_mut() {
            paper.versions.push(entry);
        }
        survey.bytes = survey.bytes.saturating_add(facts.bytes);
        survey.leaving.push((id, version));
    }
    Ok(survey)
}

/// Whether the object is there and as long as it must be. One that broke off an archive within the day is read whole.
async fn is_there(abri: &Abri, version: &Version) -> Outcome<bool> {
    let (key, facts) = (&version.record.key, &version.record.facts);
    let found = async {
        let file = &facts.file;
        if !tell_reading::is_told_damaged(abri, version).await? {
            return Ok(abri
                .objects
                .reader(&file.object, file.length)
                .await
                .map(drop)?);
        }
        let always = || std::future::ready(true);
        let read = reading::whole(abri, key, file, facts.bytes, always).await?;
        read.try_for_each(|_| async { Ok(()) }).await
    };
    match found.await {
        Ok(()) => Ok(true),
        Err(Problem::Damaged(_)) => Ok(false),
        Err(problem) => Err(problem),
    }
}

/// Gives everything out, with this page beside it. Told in the journal before the first byte, and the journal that
/// leaves tells it too. `Conflict` when no secret was typed just before.
///
/// Every chunk is authenticated before it leaves. What turns out damaged ends the stream with an error, is told in
/// the journal, and is left out of the next archive.
pub async fn take_out(
    abri: &Arc<Abri>,
    session: Arc<Session>,
    survey: Survey,
    page: String,
    day: PrintedDate,
) -> Outcome<Parcel> {
    let open = &session.open;
    access::may_keep(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    if !prove::is_proved(abri, &session) {
        return Err(Problem::Conflict);
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let details = Details {
        count: u32::try_from(survey.index.papers.len()).unwrap_or(u32::MAX),
        ..Details::default()
    };
    change.tell(Event::TakenOut, &details).await?;
    change.commit().await?;
    let journal = take_journal::lines(abri, open).await?;
    // Strings and numbers alone: nothing in it can fail to serialise.
    let index = serde_json::to_string_pretty(&survey.index).unwrap_or_default();
    let made = |name: &str, text: String| Entry {
        name: name.to_owned(),
        content: Content::Made(text.into()),
    };
    let mut entries = vec![made(PAGE, page), made(INDEX, index), made(JOURNAL, journal)];
    let before = entries.len();
    let names = survey.index.papers.iter().flat_map(|paper| &paper.versions);
    for ((_, version), named) in survey.leaving.iter().zip(names) {
        entries.push(Entry {
            name: named.file.clone(),
            content: Content::Kept {
                key: DocumentKey::from_key(version.record.key.key().duplicate()),
                stored: version.record.facts.file.clone(),
                bytes: version.record.facts.bytes,
            },
        });
    }
    let length = zipping::length(&entries);
    let leaving = Leaving {
        abri: abri.clone(),
        looked: Looked::now(&abri.clock),
        zipping: Zipping::new(abri, entries, day),
        before,
        of: survey.leaving,
        session,
    };
    let stream = stream::try_unfold(leaving, |mut leaving| async move {
        let piece = leaving.next().await?;
        Ok(piece.map(|piece| (piece, leaving)))
    });
    Ok(Parcel {
        length,
        stream: stream.boxed(),
    })
}

struct Leaving {
    abri: Arc<Abri>,
    session: Arc<Session>,
    looked: Looked,
    zipping: Zipping,
    /// Entries before the first paper.
    before: usize,
    of: Vec<(DocumentId, Version)>,
}

impl Leaving {
    async fn next(&mut self) -> Outcome<Option<Bytes>> {
        // Whoever signs out elsewhere stops what is still being sent.
        if self.looked.is_due() {
            let cookie = self.session.cookie().duplicate();
            session::resume(&self.abri, cookie).await?;
        }
        match self.zipping.next().await {
            Err(Problem::Damaged(what)) => {
                let place = self.zipping.under_way();
                let place = place.and_then(|place| place.checked_sub(self.before));
                if let Some((id, version)) = place.and_then(|place| self.of.get(place)) {
                    let open = &self.session.open;
                    tell_reading::damaged_version(&self.abri, open, *id, version).await?;
                }
                Err(Problem::Damaged(what))
            }
            next => next,
        }
    }
}
