//! "Reprendre la main": somebody else knows a code, or holds a card. The person's vault gets another key and another
//! generation; their papers stay, and every way in but one new card is over.
//!
//! One durable transaction seals everything anew. What passes goes before and after it; whatever of it is left by a crash
//! opens nothing, since each opening and each write asks for the generation or for a consent that stands.

mod renew;

use super::change::Change;
use super::guardians::agreement;
use super::open::Open;
use super::session::{self, Session};
use super::tombstones::{Dead, Kind};
use super::ways_in::{Made, account, make_held};
use super::{Abri, Outcome, Problem, deposits, notices, prove};
use crate::crypto::random;
use crate::domain::access::Whose;
use crate::domain::ids::{GuardianshipId, RecoveryId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::slot::SlotKind;
use crate::store::{
    appointments, closing, grants, guardianships, recoveries, requests, slots, viewings,
};

/// What was ended, and under which generation that can be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ended {
    generation: u32,
    /// Ways in that open nothing any more.
    pub ways: u32,
    /// Other screens on which the vault stood open.
    pub screens: u32,
    /// Shares that were stopped.
    pub shares: u32,
    /// Links and codes by which papers could be put in.
    pub links: u32,
}

/// What regaining control ended, if this session has just done so.
pub fn ended(session: &Session) -> Option<Ended> {
    let ended = session.notes.ended;
    ended.filter(|ended| ended.generation == session.open.generation)
}

/// A case by which two professionals help somebody back in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    /// Its id.
    pub id: RecoveryId,
    /// What it rests on.
    pub agreement: GuardianshipId,
    /// The name of the structure, as it is told.
    pub structure: &'a str,
}

impl Case<'_> {
    /// Asked under the vault's lock: the person may have said no while the new card was made.
    async fn must_stand(self, abri: &Abri, change: &mut Change<'_>) -> Outcome<()> {
        let vault = change.vault().id;
        let agreed = guardianships::of_vault(change.tx(), vault).await?;
        let stands = agreed.is_some_and(|row| row.id == self.agreement)
            && !Dead::read(abri)
                .await?
                .has(Kind::Recovery, self.id.as_bytes());
        if stands {
            return Ok(());
        }
        Err(Problem::WrongSecret { left: None })
    }
}

/// Comes back in with the help of two professionals, in a session that their case opened: the same, told as what it is.
/// `WrongSecret` where the case does not stand any more.
pub(super) async fn recover(abri: &Abri, session: &mut Session, case: Case<'_>) -> Outcome<Ended> {
    let told = Details {
        structure: case.structure.to_owned(),
        ..Details::default()
    };
    anew(abri, session, Some(case), (Event::Recovered, told)).await
}

/// Regains control. The session stays, with the code of the new card to be shown; `NotFound` unless a secret was typed
/// in it a short while ago, and for anybody but a beneficiary; `SignInAgain` when it was done meanwhile.
pub async fn regain(abri: &Abri, session: &mut Session) -> Outcome<Ended> {
    let open = &session.open;
    if open.whose != Whose::Beneficiary || !prove::is_fresh(abri, session) {
        return Err(Problem::NotFound);
    }
    let told = (Event::ControlRegained, Details::default());
    anew(abri, session, None, told).await
}

async fn anew(
    abri: &Abri,
    session: &mut Session,
    case: Option<Case<'_>>,
    (event, told): (Event, Details),
) -> Outcome<Ended> {
    let open = &session.open;
    let vault = open.vault;
    // Another key, not only another generation: whoever has a copy of an old way in could open the old one.
    let next = Open::new(
        vault,
        open.generation + 1,
        random::key(),
        Whose::Beneficiary,
    );
    let Made { row: card, drawn } =
        make_held(abri, &next, SlotKind::Card, &random::secret()).await?;
    let mediators = deposits::mediations(abri, open).await?;

    let mut change = Change::begin(abri, open, &account(open)?).await?;
    if let Some(case) = case {
        case.must_stand(abri, &mut change).await?;
    }
    take_grants(abri, vault).await?;
    deposits::adopt_in(abri, &mut change, open).await?;
    let old = slots::of_vault(change.tx(), vault).await?;
    agreement::end_in(&mut change, open).await?;
    // Perhaps it is somebody else who is told.
    notices::end_in(&mut change, open).await?;
    let (shares, links) = renew::everything(abri, &mut change, open, &next).await?;
    for one in &mediators {
        let details = Details {
            who: one.who.name.clone(),
            structure: one.who.structure.clone(),
            consent: one.right.to_string(),
            count: one.arrived,
            ..Details::default()
        };
        change.tell(Event::MediationStopped, &details).await?;
    }
    for slot in &old {
        slots::erase(change.tx(), vault, &slot.id).await?;
        change.bury(slot);
        change
            .tell(Event::SlotRemoved, &Details::of_way(slot.kind))
            .await?;
    }
    slots::add(change.tx(), &card).await?;
    deposits::anew(abri, &next, change.tx()).await?;
    if change.vault().closes_at.is_some() {
        // Perhaps it was not the person who asked for it.
        closing::set(change.tx(), vault, next.generation, None).await?;
        change
            .tell(Event::ClosingStopped, &Details::default())
            .await?;
    }
    change
        .tell(Event::SlotAdded, &Details::of_way(SlotKind::Card))
        .await?;
    let mut ended = Ended {
        generation: next.generation,
        ways: count(old.len()),
        screens: 0,
        shares,
        links: links + count(mediators.len()),
    };
    let details = Details {
        count: ended.ways,
        ..told
    };
    change.tell(event, &details).await?;

    // Where the code can be read, before the old ways are gone: the session opens the vault on either side of the
    // commit, though the service or the answer be lost on the way.
    session.notes.drawn = vec![drawn];
    session.notes.offered.clear();
    session.notes.noticing = None;
    session.notes.slot = SlotKind::Card;
    session.notes.slot_id = card.id;
    session.notes.ended = Some(ended);
    session::save_across(abri, session, &next).await?;
    change.commit().await?;

    ended.screens = u32::try_from(session::end_others(abri, session).await?).unwrap_or(u32::MAX);
    session.notes.ended = Some(ended);
    session::go_across(abri, session, next).await?;
    take_grants(abri, vault).await?;
    deposits::end_of_vault(abri, vault).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    appointments::end_of_person(&mut tx, vault).await?;
    recoveries::delete_of_vault(&mut tx, vault).await?;
    tx.commit().await?;
    notices::forget(abri, vault).await?;
    Ok(ended)
}

/// Takes away all that opens a paper to others.
async fn take_grants(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    viewings::delete_of_vault(&mut tx, vault).await?;
    grants::delete_of_vault(&mut tx, vault).await?;
    requests::delete_of_vault(&mut tx, vault).await?;
    Ok(tx.commit().await?)
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
