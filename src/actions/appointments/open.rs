//! The professional opens what a person shows them, and looks. Everything is opened and asked again at each request:
//! the row, the consent, the place of the professional, the day.

use super::{DAMAGED, own, place, professional, told_oneself};
use crate::actions::people::{counts, tell_own};
use crate::actions::read_shown::{self, Behind, Looking};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::appointments as sealing;
use crate::crypto::context::Purpose;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::Secret;
use crate::domain::appointment::State;
use crate::domain::ids::AppointmentId;
use crate::domain::journal::Event;
use crate::domain::quota::What;
use crate::store::appointments::{self, AppointmentRow};

/// Opens it: told in the person's journal before anything is given out; once more, it only looks. Too many in a
/// day: `TooMuch`.
pub async fn open(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<Looking> {
    let (row, mut looking) = load(abri, session, id).await?;
    if row.opened_at.is_some() {
        return Ok(looking);
    }
    counts::count(abri, row.professional, What::Opened).await?;
    read_shown::spend(abri, &mut looking).await?;
    let share = row.share.ok_or(DAMAGED)?;
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::opened(&mut tx, id, &share, abri.now()).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    let told = told_oneself(&looking.terms.purpose);
    tell_own(abri, session, Event::RequestAnswered, &told).await?;
    Ok(looking)
}

/// Looks at what was opened; `NotFound` before, and after the end.
pub async fn look(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<Looking> {
    let (row, looking) = load(abri, session, id).await?;
    row.opened_at.ok_or(Problem::NotFound)?;
    Ok(looking)
}

async fn load(
    abri: &Abri,
    session: &Session,
    id: AppointmentId,
) -> Outcome<(AppointmentRow, Looking)> {
    let (ask, row) = own(abri, session, id).await?;
    if row.state_at(abri.now()) != State::Given {
        return Err(Problem::NotFound);
    }
    let secret = secret(abri, session, &row).await?;
    let share = lookups::id(Kind::Share, secret.expose());
    if row.share != Some(share) {
        return Err(DAMAGED);
    }
    let behind = Behind::Appointment(id, ask.by());
    let looking = read_shown::with_secret(abri, behind, &secret).await?;
    // A grant says for whom; a row that was moved to somebody else opens nothing.
    let theirs = looking
        .papers
        .iter()
        .all(|paper| ask.is_for(&paper.grant.facts.terms));
    if theirs {
        Ok((row, looking))
    } else {
        Err(DAMAGED)
    }
}

/// The secret of the share, which nobody else can open.
async fn secret(abri: &Abri, session: &Session, row: &AppointmentRow) -> Outcome<Secret> {
    let open = &session.open;
    let sealed = row.answer.as_deref().ok_or(DAMAGED)?;
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let place = place(
        Purpose::AppointmentAnswer,
        (open.vault, open.generation),
        row.id,
    );
    let bytes = sealing::open(&open.keys.inbox(), &day, &place, sealed)?;
    Secret::from_slice(&bytes).ok_or(DAMAGED)
}

/// Whether what is being sent to this professional may go on.
pub(in crate::actions) async fn still(
    abri: &Abri,
    id: AppointmentId,
    share: &[u8; 32],
) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.look().await?;
    let row = appointments::find(&mut tx, id)
        .await?
        .filter(|row| row.state_at(abri.now()) == State::Given && row.share == Some(*share))
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let mut tx = abri.store.durable.look().await?;
    professional(abri, &mut tx, &row).await.map(drop)
}
