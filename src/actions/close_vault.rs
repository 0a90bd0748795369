//! "Fermer le coffre": everything is erased, at once or in seven days, and no backup brings it back.
//!
//! The moment in the vault's row is the intent: from then on nobody comes in, and every round of sweeping finishes what a
//! crash left. Rows go in one transaction; the emptied row stays until the last object is deleted.

use super::change::{Change, LockedChange};
use super::checkpoints::{compare, heads};
use super::objects::{self, Begun};
use super::session::Session;
use super::tombstones::{self, Kind};
use super::ways_in::account;
use super::{Abri, Outcome, Problem, deposits, papers, prove};
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::time::{Moment, Span};
use crate::store::closing::DueRow;
use crate::store::vaults::VaultRow;
use crate::store::{
    appointments, closing, deposits as waiting, documents, grants, outbox, recoveries, requests,
    sessions, vaults, viewings,
};

/// How long the person has to change their mind.
pub const THINKING: Span = Span::days(7);
/// Vaults that a round erases at most; the next round takes the rest.
const AT_ONCE: u32 = 20;

/// What is certified of a vault that was closed, or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// When everything is erased.
    pub at: Moment,
    /// How many papers there were.
    pub papers: usize,
    /// Number of the last entry of the journal.
    pub number: u64,
    /// Its hash, over all entries before it.
    pub hash: [u8; 32],
}

/// Asks for the vault to be closed in seven days.
pub async fn later(abri: &Abri, session: &Session) -> Outcome<Certificate> {
    decide(abri, session, abri.now() + THINKING, Event::ClosingAsked).await
}

/// Closes it now. What cannot be erased at once is erased by the next round.
pub async fn now(abri: &Abri, session: &Session) -> Outcome<Certificate> {
    let certificate = decide(abri, session, abri.now(), Event::VaultClosed).await?;
    if let Err(problem) = erase(abri, session.open.vault).await {
        tracing::warn!(%problem, "a closed vault is erased by the next round");
    }
    Ok(certificate)
}

/// The person changed their mind; nothing to keep open is no error.
pub async fn keep(abri: &Abri, session: &Session) -> Outcome<()> {
    let open = &session.open;
    if session.vault.closes_at.is_none() {
        return Ok(());
    }
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    closing::set(change.tx(), open.vault, open.generation, None).await?;
    change
        .tell(Event::ClosingStopped, &Details::default())
        .await?;
    change.commit().await
}

/// When a vault is closed, if this installation says so: a moment without its MAC was written by somebody else, and
/// counts for nothing.
pub(super) fn moment(abri: &Abri, row: &VaultRow) -> Option<Moment> {
    let vault = (row.id, row.generation);
    row.closes_at
        .filter(|at| is_ours(abri, vault, *at, row.closes_mac))
}

/// Whether nobody comes in any more.
pub(super) fn is_due(abri: &Abri, row: &VaultRow) -> bool {
    moment(abri, row).is_some_and(|at| at <= abri.now())
}

fn is_ours(abri: &Abri, vault: (VaultId, u32), at: Moment, mac: Option<[u8; 32]>) -> bool {
    mac.is_some_and(|mac| abri.keys.closes(vault, at, &mac))
}

async fn decide(abri: &Abri, session: &Session, at: Moment, event: Event) -> Outcome<Certificate> {
    let open = &session.open;
    if open.whose != Whose::Beneficiary || !prove::is_fresh(abri, session) {
        return Err(Problem::NotFound);
    }
    let papers = papers::all(abri, open).await?.len();
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    let mac = abri.keys.closing_mac((open.vault, open.generation), at);
    closing::set(change.tx(), open.vault, open.generation, Some((at, mac))).await?;
    let details = Details {
        count: u32::try_from(papers).unwrap_or(u32::MAX),
        until: at.millis(),
        ..Details::default()
    };
    let number = change.tell(event, &details).await?;
    let hash = change.vault().journal_hash;
    change.commit().await?;
    Ok(Certificate {
        at,
        papers,
        number,
        hash,
    })
}

/// Erases the vaults whose time has come, and finishes those that a crash left half erased.
pub(super) async fn erase_due(abri: &Abri) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let due = closing::due(&mut tx, abri.now(), AT_ONCE).await?;
    drop(tx);
    let mut outcome = Ok(());
    for vault in due {
        // One that fails, for one object, keeps nobody else's from being erased.
        if let Err(problem) = erase_or_wait(abri, &vault).await {
            outcome = Err(problem);
        }
    }
    outcome
}

/// In tables that were taken back, what the person wanted since is not known; nor do they want what has no MAC, or was put
/// back after they changed their mind: nothing is erased, and they are told.
async fn erase_or_wait(abri: &Abri, due: &DueRow) -> Outcome<()> {
    let vault = due.id;
    let ours = is_ours(abri, (vault, due.generation), due.closes_at, due.closes_mac);
    let wanted = ours && is_wanted(abri, vault).await?;
    if wanted && !compare::compare(abri, vault).await? {
        return erase(abri, vault).await;
    }
    if !wanted {
        tracing::error!(
            "the moment at which a vault is closed was changed in the tables; nothing is erased, its person is told"
        );
    }
    let mut change = LockedChange::begin(abri, vault).await?;
    let generation = change.vault().generation;
    closing::set(change.tx(), vault, generation, None).await?;
    change
        .tell(Event::ClosingStopped, &Details::default())
        .await?;
    change.commit().await
}

/// Whether the journal does not say, after it was asked for, that it was stopped. An emptied vault has no journal.
async fn is_wanted(abri: &Abri, vault: VaultId) -> Outcome<bool> {
    let mut tx = abri.store.durable.read().await?;
    let last = closing::last_told(&mut tx, vault).await?;
    Ok(last.is_none_or(|code| code != Event::ClosingStopped.code()))
}

/// Erases a vault: what opens it to others, its tombstone, its rows, its objects, its own row.
pub(super) async fn erase(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let now = abri.now();
    end(abri, vault).await?;
    tombstones::write(abri, Kind::Vault, vault.as_bytes()).await?;
    // As the log of checkpoints names it: it is not missed there.
    let logged = abri.keys.checkpoint_id(vault);
    tombstones::write(abri, Kind::Vault, &logged).await?;
    let mut tx = abri.store.durable.begin().await?;
    let Some(row) = vaults::lock(&mut tx, vault).await? else {
        return Ok(());
    };
    let mut names = Vec::new();
    for row in documents::of_vault(&mut tx, vault).await? {
        names.extend(std::iter::once(row.object).chain(row.pictures));
    }
    for row in waiting::sealed(&mut tx, vault).await? {
        names.extend([row.object, row.pictures]);
    }
    for object in names {
        objects::begin_removal(&mut tx, vault, object, now).await?;
    }
    let mac = abri.keys.closing_mac((vault, row.generation), now);
    closing::empty(&mut tx, vault, (now, mac)).await?;
    let left = closing::intents(&mut tx, vault).await?;
    tx.commit().await?;
    let begun: Vec<Begun> = left.into_iter().map(Begun::of).collect();
    objects::remove(abri, &begun).await?;
    let mut tx = abri.store.durable.begin().await?;
    closing::delete(&mut tx, vault, now).await?;
    tx.commit().await?;
    heads::forget(abri, vault).await?;
    // Once more, for what was begun while the rows were still there.
    end(abri, vault).await
}

async fn end(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete_of_vault(&mut tx, vault, None).await?;
    viewings::delete_of_vault(&mut tx, vault).await?;
    grants::delete_of_vault(&mut tx, vault).await?;
    requests::delete_of_vault(&mut tx, vault).await?;
    recoveries::delete_of_vault(&mut tx, vault).await?;
    appointments::forget_person(&mut tx, vault).await?;
    outbox::delete_of_vault(&mut tx, vault).await?;
    tx.commit().await?;
    deposits::end_of_vault(abri, vault).await
}
