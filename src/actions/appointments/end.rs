//! An appointment ends: by its professional, with their account, or by time. What opens the papers goes first.
//! The person stops it as any share (`stop`).

use super::{DAMAGED, mine, own, told, told_oneself};
use crate::actions::change::LockedChange;
use crate::actions::people::tell_own;
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem, stop};
use crate::domain::appointment::State;
use crate::domain::ids::{AppointmentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::structure::Role;
use crate::store::appointments::{self, AppointmentRow, ProfessionalRow};
use crate::store::{consents, people};

/// Takes back what nobody has answered; whoever has read it is told.
pub async fn call_back(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<()> {
    let (_, row) = own(abri, session, id).await?;
    let state = row.state_at(abri.now());
    if !matches!(state, State::Offered | State::Read) {
        return Err(Problem::NotFound);
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::end(&mut tx, id, state).await? {
        return Err(Problem::Conflict);
    }
    tx.commit().await?;
    let Some(person) = row.person else {
        return Ok(());
    };
    let (_, request) = mine::asked(abri, session, &row).await?;
    let mut change = LockedChange::begin(abri, person).await?;
    change
        .tell(Event::AppointmentEnded, &told(&request))
        .await?;
    change.commit().await?;
    let told = told_oneself(&request.purpose);
    tell_own(abri, session, Event::AppointmentClosed, &told).await
}

/// "Terminer le rendez-vous": nothing of it opens any more.
pub async fn finish(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<()> {
    let (_, row) = own(abri, session, id).await?;
    if row.state_at(abri.now()) != State::Given {
        return Err(Problem::NotFound);
    }
    let given = mine::receipt(abri, session, &row).await?.ok_or(DAMAGED)?;
    let details = told(&given.request);
    close(abri, &row, &details).await?;
    // Agreed to for longer in the same moment: that is over as well.
    let (_, row) = own(abri, session, id).await?;
    if row.state_at(abri.now()) == State::Given {
        close(abri, &row, &details).await?;
    }
    let told = told_oneself(&given.request.purpose);
    tell_own(abri, session, Event::AppointmentClosed, &told).await
}

/// Takes away what opens it, then the consent, and tells the person; it has ended last, so that whoever is stopped in the
/// middle ends it by pressing once more.
async fn close(abri: &Abri, row: &AppointmentRow, details: &Details) -> Outcome<()> {
    let (Some(person), Some(consent), Some(share)) = (row.person, row.consent, row.share) else {
        return Err(DAMAGED);
    };
    stop::take_grants(abri, &share).await?;
    let mut change = LockedChange::begin(abri, person).await?;
    let (generation, now) = (change.vault().generation, change.now());
    if consents::withdraw(change.tx(), person, consent, generation, now).await? {
        let details = Details {
            consent: consent.to_string(),
            ..details.clone()
        };
        change.tell(Event::AppointmentEnded, &details).await?;
    }
    change.commit().await?;
    stop::take_keys(abri, &share).await
}

/// Ends all that a professional has open, whose account is closed or whose work is another now. Each person is told, by
/// the name of the professional where it is known, else by their structure; one whose vault is damaged is left out, and
/// the check says so.
pub(in crate::actions) async fn end_all_of(
    abri: &Abri,
    professional: VaultId,
    name: &str,
) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let person = people::read(&mut tx, professional).await?;
    let structure = person.map_or_else(String::new, |row| row.structure_name);
    drop(tx);
    let who = match name {
        "" => Details {
            who: structure,
            ..Details::default()
        },
        name => Details {
            who: name.to_owned(),
            structure,
            ..Details::default()
        },
    };
    let mut outcome = Ok(());
    // Twice: what was answered in the same moment was still a question at first.
    for _ in 0..2 {
        if let Err(problem) = end_open_ones(abri, professional, &who).await {
            outcome = Err(problem);
        }
    }
    outcome
}

async fn end_open_ones(abri: &Abri, professional: VaultId, who: &Details) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.read().await?;
    let rows = appointments::of_professional(&mut tx, professional, now).await?;
    drop(tx);
    let mut outcome = Ok(());
    for row in rows {
        let state = row.state_at(now);
        if state == State::Given {
            match close(abri, &row, who).await {
                Err(Problem::Damaged(what)) => {
                    tracing::error!(what, "an appointment ended, and its person is not told");
                }
                // The others end all the same.
                Err(problem) => outcome = Err(problem),
                Ok(()) => {}
            }
        } else if state.is_open() {
            let mut tx = abri.store.ephemeral.begin().await?;
            appointments::end(&mut tx, row.id, state).await?;
            tx.commit().await?;
        }
    }
    outcome
}

/// What is over keeps only what its professional may print until the day is over; then it goes. So does what is open of
/// whoever asks nobody any more: their account was closed, or their role changed, by a service that died over it.
pub(in crate::actions) async fn sweep(abri: &Abri) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.look().await?;
    let open = appointments::with_open_ones(&mut tx, now).await?;
    drop(tx);
    for ProfessionalRow { professional } in open {
        let mut tx = abri.store.durable.look().await?;
        let row = people::read(&mut tx, professional).await?;
        drop(tx);
        let works = |row: &people::PersonRow| {
            row.deactivated_at.is_none() && row.role == Role::SocialWorker
        };
        if !row.as_ref().is_some_and(works)
            && let Err(problem) = end_all_of(abri, professional, "").await
        {
            tracing::error!(%problem, "the appointments of a closed account are still to end");
        }
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    appointments::forget_ended(&mut tx, now).await?;
    appointments::delete_ended(&mut tx, now.day().start()).await?;
    Ok(tx.commit().await?)
}
