//! A professional who holds the key of a seat makes sure of somebody, or refuses.
//!
//! The first gets a layer of this one vault that is still sealed to the other seat; the second seals the vault key to the
//! case. Neither sees a paper, and the person's journal names both.

use super::{day, must_not_be_dead, ours, place, progress, vouched};
use crate::actions::change::LockedChange;
use crate::actions::checkpoints::compare;
use crate::actions::guardians::{agreement, holding};
use crate::actions::people::roster::called;
use crate::actions::people::{counts, tell_own};
use crate::actions::session::Session;
use crate::actions::structures::tell_managers;
use crate::actions::{Abri, Outcome, Problem, notices, tries};
use crate::crypto::context::Purpose;
use crate::crypto::{guardians as sealing, hybrid, words};
use crate::domain::access::Sit;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::recovery::{BEGUN, CivilIdentity, Manner, Refusal, Seat, Stage, Step};
use crate::domain::time::{Moment, Span};
use crate::store::guardianships::{self, GuardianshipRow};
use crate::store::recoveries::{self, RecoveryRow};

/// Words that one professional types in a quarter of an hour.
const TRIES: u64 = 20;
const WINDOW: Span = Span::minutes(15);

/// What a professional sees of a case.
pub struct Asked {
    /// Who the person says they are.
    pub who: CivilIdentity,
    /// How they are to be made sure of.
    pub manner: Manner,
    /// When it was asked.
    pub asked: Moment,
    /// How far it is.
    pub stage: Stage,
    /// Whether whoever looks has confirmed it themselves.
    pub by_me: bool,
    /// Its end.
    pub until: Moment,
}

/// Finds the case of these words at one's own structure. `NotFound` for whoever has no key of a seat.
pub async fn find(abri: &Abri, session: &Session, typed: &str) -> Outcome<Asked> {
    let (sit, seat, identity) = holding(abri, session).await?;
    let row = of_words(abri, &sit, typed).await?;
    let progress = progress(&row);
    Ok(Asked {
        who: who(abri, &row, seat, &identity).await?,
        manner: row.manner,
        asked: row.asked_at,
        stage: progress.stage(abri.now()),
        by_me: progress.first.is_some_and(|first| first.by == sit.by()),
        until: row.until,
    })
}

async fn of_words(abri: &Abri, sit: &Sit, typed: &str) -> Outcome<RecoveryRow> {
    let key = abri.keys.throttle_id("recovery words", sit.by().as_bytes());
    let now = abri.now();
    tries::within(abri, &key, TRIES, WINDOW).await?;
    let id = abri
        .keys
        .recovery_words_id(sit.structure(), &words::folded(typed));
    let mut tx = abri.store.ephemeral.look().await?;
    let row = ours(abri, recoveries::by_words(&mut tx, &id, now).await?)?;
    row.ok_or(Problem::Field("recovery-words"))
}

async fn who(
    abri: &Abri,
    row: &RecoveryRow,
    seat: Seat,
    identity: &hybrid::Identity,
) -> Outcome<CivilIdentity> {
    let sealed = match seat {
        Seat::First => &row.who_first,
        Seat::Second => &row.who_second,
    };
    let epoch = day(abri, row.asked_at + BEGUN).await?;
    let at = place(Purpose::RecoveryWho, row.id, Some(seat));
    let json = sealing::open_for_day(identity, &epoch, &at, sealed)?;
    serde_json::from_slice(&json).map_err(|_| Problem::Damaged("recovery"))
}

/// Says that one has made sure of the person; how far the case is then.
pub async fn confirm(abri: &Abri, session: &Session, typed: &str) -> Outcome<Stage> {
    let (sit, seat, identity) = holding(abri, session).await?;
    let before = of_words(abri, &sit, typed).await?;
    let now = abri.now();
    let step = progress(&before).confirm(seat, sit.by(), now);
    let step = step.map_err(|refusal| match refusal {
        Refusal::Ended => Problem::Field("recovery-words"),
        Refusal::Complete => Problem::Field("recovery-both"),
        Refusal::SamePerson => Problem::Field("recovery-same-person"),
    })?;
    counts::managed(abri, sit.by()).await?;
    let row = standing(abri, &before).await?;
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    let details = Details {
        who: called(session)?,
        structure: working.structure.clone(),
        ..Details::default()
    };
    // All that can fail comes before anything is told.
    let acting = Acting {
        seat,
        identity: &identity,
        agreement: &row,
    };
    let (event, mut after) = match step {
        Step::First(next) => {
            let mut after = first(abri, &before, &acting).await?;
            after.until = next.until;
            let confirmation = next.first;
            after.first_seat = confirmation.map(|one| one.seat);
            after.first_by = confirmation.map(|one| one.by);
            after.first_at = confirmation.map(|one| one.at);
            (Event::RecoveryConfirmed, after)
        }
        Step::Second(next) => {
            let ready = next.ready.unwrap_or(now);
            let after = second(abri, &before, &acting, (ready, next.until)).await?;
            (Event::RecoveryReady, after)
        }
    };
    let details = Details {
        until: after.ready_at.map_or(0, Moment::millis),
        ..details
    };
    let about = (row.vault_id, before.manner);
    after.told = Some(tell(abri, session, about, event, &details).await?);
    notices::owe(abri, row.vault_id, Why::Recovery).await;
    let after = vouched(abri, after);
    let mut tx = abri.store.ephemeral.begin().await?;
    if !recoveries::save(&mut tx, &after, &before.mac).await? {
        // The other seat came first. What was told is true: the person was made sure of.
        return Err(Problem::Conflict);
    }
    tx.commit().await?;
    Ok(progress(&after).stage(now))
}

/// The agreement that a case rests on. Whoever has never agreed here is told of to a professional who holds a seat, and to
/// nobody else.
async fn standing(abri: &Abri, case: &RecoveryRow) -> Outcome<GuardianshipRow> {
    const NONE: Problem = Problem::Field("recovery-no-agreement");
    let mut tx = abri.store.durable.look().await?;
    let row = guardianships::find(&mut tx, &case.lookup).await?;
    let row = row.ok_or(NONE)?;
    drop(tx);
    let same = row.structure_id == case.structure_id
        && (case.agreement.is_none() || case.agreement == Some(row.id));
    // Tables that went back may hold an agreement that was stopped since.
    let back = compare::compare(abri, row.vault_id).await?;
    if !same || back || !must_not_be_dead(abri, case.id, &row).await? {
        return Err(NONE);
    }
    Ok(row)
}

/// Who acts, and on what.
struct Acting<'a> {
    seat: Seat,
    identity: &'a hybrid::Identity,
    agreement: &'a GuardianshipRow,
}

impl Acting<'_> {
    fn place(&self, purpose: Purpose, seat: Seat) -> crate::crypto::context::Context {
        let of = (self.agreement.vault_id, self.agreement.generation);
        agreement::place(purpose, of, self.agreement.id, seat)
    }
}

async fn first(abri: &Abri, case: &RecoveryRow, acting: &Acting<'_>) -> Outcome<RecoveryRow> {
    let sealed = match acting.seat {
        Seat::First => &acting.agreement.first,
        Seat::Second => &acting.agreement.second,
    };
    let outside = acting.place(Purpose::GuardianBoth, acting.seat);
    // The seat has another key than the one that was agreed to.
    let layer = sealing::open_outer(acting.identity, &outside, sealed)
        .map_err(|_| Problem::Field("recovery-no-agreement"))?;
    let epoch = day(abri, case.asked_at + BEGUN).await?;
    let at = place(Purpose::RecoveryLayer, case.id, Some(acting.seat));
    Ok(RecoveryRow {
        vault_id: Some(acting.agreement.vault_id),
        agreement: Some(acting.agreement.id),
        layer: Some(sealing::keep_layer(&epoch, &at, &layer)),
        ..case.clone()
    })
}

async fn second(
    abri: &Abri,
    case: &RecoveryRow,
    acting: &Acting<'_>,
    (ready, until): (Moment, Moment),
) -> Outcome<RecoveryRow> {
    const DAMAGED: Problem = Problem::Damaged("recovery");
    let kept = case.layer.as_ref().ok_or(DAMAGED)?;
    let epoch = day(abri, case.asked_at + BEGUN).await?;
    let at = place(Purpose::RecoveryLayer, case.id, Some(acting.seat.other()));
    let layer = sealing::layer(&epoch, &at, kept)?;
    let inside = acting.place(Purpose::GuardianLayer, acting.seat);
    let key = sealing::open_inner(acting.identity, &inside, &layer)
        .map_err(|_| Problem::Field("recovery-no-agreement"))?;
    let to = hybrid::Recipient::from_bytes(&case.recipient).map_err(|_| DAMAGED)?;
    let epoch = abri.coming_day_key(until).await?;
    let at = place(Purpose::RecoveryKey, case.id, None);
    Ok(RecoveryRow {
        layer: None,
        ready_at: Some(ready),
        until,
        key: Some(sealing::seal_key(&to, &epoch, &at, (ready, &key))),
        ..case.clone()
    })
}

/// Tells the person's journal, one's own without a name, and, of a case from afar, the managers'; who confirmed, sealed for
/// the person's screens.
async fn tell(
    abri: &Abri,
    session: &Session,
    (vault, manner): (VaultId, Manner),
    event: Event,
    details: &Details,
) -> Outcome<Vec<u8>> {
    let mut change = LockedChange::begin(abri, vault).await?;
    // Strings and numbers alone: nothing in it can fail to serialise.
    let json = serde_json::to_vec(details).unwrap_or_default();
    let place = super::veto::told_place(vault, change.vault().generation);
    let sealed = change.seal_for(&place, &json);
    change.tell(event, details).await?;
    change.commit().await?;
    tell_own(abri, session, Event::RecoveryHelped, &Details::default()).await?;
    if manner == Manner::FromAfar {
        let working = session.working.as_ref().ok_or(Problem::NotFound)?;
        let told = Details {
            who: details.who.clone(),
            ..Details::default()
        };
        let structure = working.member.structure;
        tell_managers(abri, structure, Event::RecoveryTold, &told).await?;
    }
    Ok(sealed)
}

/// Ends a case that something is wrong with. The person is told, where it had come as far as their vault.
pub async fn refuse(abri: &Abri, session: &Session, typed: &str) -> Outcome<()> {
    let (sit, _, _) = holding(abri, session).await?;
    let row = of_words(abri, &sit, typed).await?;
    super::end(abri, row.id).await?;
    let Some(vault) = row.vault_id else {
        return Ok(());
    };
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    let details = Details {
        who: called(session)?,
        structure: working.structure.clone(),
        ..Details::default()
    };
    let mut change = LockedChange::begin(abri, vault).await?;
    change.tell(Event::RecoveryRefused, &details).await?;
    change.commit().await
}
