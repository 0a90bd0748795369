//! Somebody reads what is shown to them: the opening, and every request after it.
//!
//! Opening spends and is told in the journal before anything is given out. Each later request
//! opens the grants again and asks the consent again; the narrower of the two decides. Whatever
//! has ended, was stopped or never was is one answer: `NotFound`.

mod opening;

pub(super) use opening::spend;
pub use opening::{Opening, open, parse_link, parse_spoken, peek};

use super::change::LockedChange;
use super::grant::Grant;
use super::{Abri, Outcome, Problem, appointments, check, show, tries};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::grants as sealing;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::sessions;
use crate::domain::access::{self, Keep, KeepMarked, Look, Permit, Standing};
use crate::domain::ids::{AppointmentId, ConsentId, DocumentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::share::{Recipient, Terms};
use crate::domain::time::{Moment, Span};
use crate::store::consents::{self, ConsentRow};
use crate::store::grants::{self, GrantRow};
use crate::store::viewings::{self, ViewingRow};
use crate::store::{documents, throttle};
use zeroize::Zeroizing;

/// How often a day what is shown may be told of: more would fill the person's journal.
const TOLD_TIMES: u32 = 300;

/// How often one copy of all papers may be made, and within which time.
const KEPT: (u64, Span) = (10, Span::hours(2));

/// What somebody looks by.
pub(super) enum Behind {
    /// The cookie of a viewing, which a link opened.
    Viewing(Secret),
    /// An appointment, and the professional to whom alone it is shown.
    Appointment(AppointmentId, VaultId),
}

impl Behind {
    const fn cookie(&self) -> Option<&Secret> {
        match self {
            Self::Viewing(secret) => Some(secret),
            Self::Appointment(..) => None,
        }
    }

    /// What is asked while bytes are on their way.
    fn asked(&self) -> Asked {
        match self {
            Self::Viewing(secret) => Asked::Viewing(viewing_id(secret)),
            Self::Appointment(id, _) => Asked::Appointment(*id),
        }
    }

    /// Tells openings apart, so that each look is told once for each.
    fn name(&self, share: &[u8; 32]) -> [u8; 32] {
        match self {
            Self::Viewing(secret) => viewing_id(secret),
            Self::Appointment(id, by) => {
                let whole = [&id.as_bytes()[..], by.as_bytes(), share].concat();
                lookups::id(Kind::Viewing, &whole)
            }
        }
    }
}

/// The same, without a secret.
#[derive(Clone, Copy)]
enum Asked {
    Viewing([u8; 32]),
    Appointment(AppointmentId),
}

/// Somebody looking, for the time of one request.
pub struct Looking {
    behind: Behind,
    share: [u8; 32],
    vault: VaultId,
    consent: ConsentId,
    standing: Standing,
    /// Who looks, as they said.
    pub reader: Recipient,
    /// When it was opened.
    pub since: Moment,
    /// What was agreed to.
    pub terms: Terms,
    /// The name of the person whose papers they are.
    pub person: String,
    /// The papers, in their order.
    pub papers: Vec<Shown>,
}

/// One paper that is shown.
pub struct Shown {
    /// Its place in the share.
    pub position: u32,
    document: DocumentId,
    version: u32,
    /// Its keys and facts.
    pub grant: Grant,
}

/// What tells, while bytes are on their way, whether they may go on.
#[derive(Clone, Copy)]
pub struct Watch {
    asked: Asked,
    share: [u8; 32],
    vault: VaultId,
    document: DocumentId,
}

impl Looking {
    /// What the cookie must hold; a professional needs none beside their session.
    pub const fn cookie(&self) -> Option<&Secret> {
        self.behind.cookie()
    }

    /// The paper at this place.
    pub fn paper(&self, position: u32) -> Outcome<&Shown> {
        self.papers
            .iter()
            .find(|paper| paper.position == position)
            .ok_or(Problem::NotFound)
    }

    /// Leave to see the pages of a paper.
    pub fn may_look(&self, paper: &Shown, now: Moment) -> Outcome<Permit<Look>> {
        access::may_look_shown(self.standing, &paper.grant.facts.terms, now)
            .ok_or(Problem::NotFound)
    }

    /// Leave to receive the kept file of a paper.
    pub fn may_keep(&self, paper: &Shown, now: Moment) -> Outcome<Permit<Keep>> {
        access::may_keep_shown(self.standing, &paper.grant.facts.terms, now)
            .filter(|_| paper.grant.key.is_some())
            .ok_or(Problem::NotFound)
    }

    /// Leave to receive the kept files of all papers, as one copy.
    pub fn may_keep_all(&self, now: Moment) -> Outcome<Permit<Keep>> {
        let mut permit = Err(Problem::NotFound);
        for paper in &self.papers {
            permit = Ok(self.may_keep(paper, now)?);
        }
        permit
    }

    /// Leave to receive a copy of a paper with words across it.
    pub fn may_keep_marked(&self, paper: &Shown, now: Moment) -> Outcome<Permit<KeepMarked>> {
        access::may_keep_marked_shown(self.standing, &paper.grant.facts.terms, now)
            .ok_or(Problem::NotFound)
    }

    /// A short number by which the person finds this consent in the list that they can take with them.
    pub fn reference(&self) -> String {
        let mut id = self.consent.to_string().to_uppercase();
        id.truncate(8);
        id
    }

    /// What is asked again and again while a paper is sent.
    pub fn watch(&self, paper: &Shown) -> Watch {
        Watch {
            asked: self.behind.asked(),
            share: self.share,
            vault: self.vault,
            document: paper.document,
        }
    }

    fn details(&self, paper: &Shown) -> Details {
        Details {
            who: self.reader.name.clone(),
            structure: self.reader.structure.clone(),
            consent: self.consent.to_string(),
            purpose: show::purpose(&self.terms),
            document: paper.document.to_string(),
            version: paper.version,
            title: paper.grant.facts.title.as_str().to_owned(),
            ..Details::default()
        }
    }
}

fn viewing_id(secret: &Secret) -> [u8; 32] {
    lookups::id(Kind::Viewing, secret.expose())
}

fn open_grants(kek: &Key, rows: Vec<GrantRow>) -> Outcome<Vec<Shown>> {
    rows.into_iter()
        .map(|row| {
            Ok(Shown {
                position: row.position,
                document: row.document_id,
                version: row.version,
                grant: Grant::open(kek, &row)?,
            })
        })
        .collect()
}

fn standing(row: &ConsentRow, now: Moment) -> Standing {
    Standing {
        vault: row.vault_id,
        state: show::state_of(row, now),
        until: row.until,
        mode: row.mode,
    }
}

/// What a viewing remembers beside the key.
#[derive(serde::Serialize, serde::Deserialize)]
struct Notes {
    reader: Recipient,
    since: i64,
}

fn context(vault: VaultId, id: &[u8; 32], share: &[u8; 32]) -> Context {
    let both = lookups::id(Kind::Viewing, &[&id[..], &share[..]].concat());
    Context::new(Purpose::Viewing, vault, 0).hashed_object(&both)
}

fn seal_viewing(looking: &Looking, secret: &Secret, kek: &Key, epoch: &Key) -> ViewingRow {
    let id = viewing_id(secret);
    let notes = Notes {
        reader: looking.reader.clone(),
        since: looking.since.millis(),
    };
    let mut value = Zeroizing::new(kek.expose().to_vec());
    // Strings and numbers alone: nothing in it can fail to serialise.
    serde_json::to_writer(&mut *value, &notes).unwrap_or_default();
    let context = context(looking.vault, &id, &looking.share);
    ViewingRow {
        id,
        share: looking.share,
        envelope: sessions::seal(secret, epoch, &context, &value),
        until: looking.terms.end(),
    }
}

/// The viewing of a cookie, everything opened and asked again.
pub async fn resume(abri: &Abri, secret: Secret) -> Outcome<Looking> {
    let now = abri.now();
    let id = viewing_id(&secret);
    let mut tx = abri.store.ephemeral.look().await?;
    let row = viewings::find(&mut tx, &id, now)
        .await?
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let mut tx = abri.store.durable.look().await?;
    let consent = consents::find_by_lookup(&mut tx, &row.share).await?;
    let consent = consent.ok_or(Problem::NotFound)?;
    drop(tx);
    let epoch = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let place = context(consent.vault_id, &id, &row.share);
    let value = sessions::open(&secret, &epoch, &place, &row.envelope)?;
    let (kek, notes) = read(&value)?;
    let since = Moment::from_millis(notes.since);
    let behind = Behind::Viewing(secret);
    shown(abri, behind, (consent, &kek), |_| (notes.reader, since)).await
}

/// What this secret shows now to whoever it is sealed to, of whom the terms speak.
pub(super) async fn with_secret(abri: &Abri, behind: Behind, secret: &Secret) -> Outcome<Looking> {
    let share = lookups::id(Kind::Share, secret.expose());
    let mut tx = abri.store.durable.look().await?;
    let consent = consents::find_by_lookup(&mut tx, &share).await?;
    let consent = consent.ok_or(Problem::NotFound)?;
    drop(tx);
    let epoch = abri.day_key(consent.until).await?;
    let epoch = epoch.ok_or(Problem::NotFound)?;
    let stretched = sealing::stretch(&abri.argon, secret, None).await;
    let kek = sealing::kek(secret, &stretched.map_err(|_| Problem::Busy)?, &epoch);
    let reader = |terms: &Terms| (terms.recipient.clone(), Moment::from_millis(terms.from));
    shown(abri, behind, (consent, &kek), reader).await
}

/// Everything of a share opened and asked again: its grants, its papers, its consent.
async fn shown(
    abri: &Abri,
    behind: Behind,
    (consent, kek): (ConsentRow, &Key),
    reader: impl FnOnce(&Terms) -> (Recipient, Moment),
) -> Outcome<Looking> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.look().await?;
    let mut grants = grants::of_share(&mut tx, &consent.lookup, now).await?;
    drop(tx);
    let mut tx = abri.store.durable.look().await?;
    // What lies among the removed papers is not shown.
    let kept = documents::kept(&mut tx, consent.vault_id).await?;
    drop(tx);
    grants.retain(|grant| kept.contains(&grant.document_id));
    let standing = standing(&consent, now);
    let mut papers = open_grants(kek, grants)?;
    papers
        .retain(|paper| access::may_look_shown(standing, &paper.grant.facts.terms, now).is_some());
    let facts = &papers.first().ok_or(Problem::NotFound)?.grant.facts;
    let (reader, since) = reader(&facts.terms);
    Ok(Looking {
        behind,
        share: consent.lookup,
        vault: consent.vault_id,
        consent: consent.id,
        standing,
        reader,
        since,
        terms: facts.terms.clone(),
        person: facts.person.clone(),
        papers,
    })
}

fn read(value: &[u8]) -> Outcome<(Key, Notes)> {
    const DAMAGED: Problem = Problem::Damaged("viewing");
    let (key, notes) = value.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    Ok((
        Key::from_slice(key).ok_or(DAMAGED)?,
        serde_json::from_slice(notes).map_err(|_| DAMAGED)?,
    ))
}

/// Whether what is being sent may go on: nothing of it has ended or was stopped meanwhile.
pub async fn still(abri: &Abri, watch: &Watch) -> Outcome<()> {
    let now = abri.now();
    match watch.asked {
        Asked::Viewing(id) => {
            let mut tx = abri.store.ephemeral.look().await?;
            let row = viewings::find(&mut tx, &id, now).await?;
            row.ok_or(Problem::NotFound)?;
        }
        Asked::Appointment(id) => appointments::still(abri, id, &watch.share).await?,
    }
    let mut tx = abri.store.durable.look().await?;
    let consent = consents::find_by_lookup(&mut tx, &watch.share).await?;
    consent
        .filter(|row| show::state_of(row, now).is_active())
        .ok_or(Problem::NotFound)?;
    let kept = documents::kept(&mut tx, watch.vault).await?;
    if kept.contains(&watch.document) {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

/// Tells that a paper is looked at: once for each opening, before its first page leaves.
pub async fn look(abri: &Abri, looking: &Looking, paper: &Shown) -> Outcome<Permit<Look>> {
    let permit = looking.may_look(paper, abri.now())?;
    let opening = looking.behind.name(&looking.share);
    let mark = [&opening[..], &paper.position.to_be_bytes()].concat();
    let mark = abri.keys.throttle_id("looked", &mark);
    let mut tx = abri.store.ephemeral.read().await?;
    let told = throttle::read(&mut tx, &mark, abri.now()).await? > 0;
    drop(tx);
    if !told {
        tell(abri, looking, paper, Event::ShareLooked).await?;
        let mut tx = abri.store.ephemeral.begin().await?;
        let span = looking.terms.end().left_at(abri.now());
        throttle::count(&mut tx, &mark, abri.now(), span).await?;
        tx.commit().await?;
    }
    Ok(permit)
}

/// Tells that a copy of a paper is kept, before its first byte leaves.
pub async fn keep(abri: &Abri, looking: &Looking, paper: &Shown) -> Outcome<Permit<Keep>> {
    let permit = looking.may_keep(paper, abri.now())?;
    tell(abri, looking, paper, Event::ShareCopied).await?;
    Ok(permit)
}

/// Tells that a marked copy of a paper is kept, before its first byte leaves.
pub async fn keep_marked(
    abri: &Abri,
    looking: &Looking,
    paper: &Shown,
) -> Outcome<Permit<KeepMarked>> {
    let permit = looking.may_keep_marked(paper, abri.now())?;
    tell(abri, looking, paper, Event::ShareCopied).await?;
    Ok(permit)
}

/// Tells that all papers are kept as one copy, before its first byte leaves.
///
/// The same copy is made a few times: more often it would fill the person's journal, and is `TooMuch`.
pub async fn tell_kept(abri: &Abri, looking: &Looking) -> Outcome<()> {
    let share = abri.keys.throttle_id("kept", &looking.share);
    tries::seldom(abri, &share, KEPT, "copy-kept-often").await?;
    tell_all(abri, looking, &looking.papers, Event::ShareCopied).await
}

async fn tell(abri: &Abri, looking: &Looking, paper: &Shown, event: Event) -> Outcome<()> {
    tell_all(abri, looking, std::slice::from_ref(paper), event).await
}

/// Counts what is about to be told of a share, however it was opened, together with what is told: `TooMuch` leaves no trace.
async fn may_be_told(change: &mut LockedChange, share: &[u8; 32]) -> Outcome<()> {
    let now = change.now();
    let told = consents::count_told(change.tx(), share, now, Span::DAY)
        .await?
        .ok_or(Problem::NotFound)?;
    if told > TOLD_TIMES {
        return Err(Problem::TooMuch("show-looked-often"));
    }
    Ok(())
}

async fn tell_all(abri: &Abri, looking: &Looking, papers: &[Shown], event: Event) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, looking.vault).await?;
    // Asked once more under the vault's lock: a stop that came first wins.
    let now = change.now();
    let consent = consents::find_by_lookup(change.tx(), &looking.share).await?;
    consent
        .filter(|row| show::state_of(row, now).is_active())
        .ok_or(Problem::NotFound)?;
    may_be_told(&mut change, &looking.share).await?;
    for paper in papers {
        change.tell(event, &looking.details(paper)).await?;
    }
    change.commit().await
}

/// A paper that is shown does not read back as it was put in: told to the person, once for each object.
pub async fn damaged(abri: &Abri, looking: &Looking, paper: &Shown, object: &str) -> Outcome<()> {
    tracing::error!(
        object,
        "a stored object is damaged: restore it from a backup"
    );
    let version = (paper.document, paper.version);
    check::tell_damage(abri, looking.vault, version, object).await
}

/// The reader closes: nothing more can be seen with this cookie.
pub async fn close(abri: &Abri, secret: &Secret) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    viewings::delete(&mut tx, &viewing_id(secret)).await?;
    Ok(tx.commit().await?)
}
