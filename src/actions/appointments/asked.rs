//! What a person sees of an appointment: who asks, what for, and what waits for their word.

use super::copy;
use super::request::{open_by_person, verified};
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::appointment::{CopyAsk, CopyState, Request, State};
use crate::domain::ids::{AppointmentId, ConsentId};
use crate::domain::time::Moment;
use crate::store::appointments::{self, AppointmentRow};

/// What waits for the person's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// To show papers.
    Request,
    /// To let a copy be kept.
    Copy(CopyAsk),
}

/// Somebody who waits.
pub struct Pending {
    /// Which appointment.
    pub id: AppointmentId,
    /// For what.
    pub what: What,
    /// Who.
    pub name: String,
    /// Where they work.
    pub structure: String,
}

/// One appointment of this person.
pub struct Asked {
    /// Which.
    pub id: AppointmentId,
    /// [`State::Read`], or [`State::Given`] once they agreed.
    pub state: State,
    /// Who asks, what for and for how long.
    pub request: Request,
    /// End of the time to answer, then of what is shown.
    pub until: Moment,
    /// The consent that stands.
    pub consent: Option<ConsentId>,
    /// The copy that is asked for.
    pub copy: Option<CopyAsk>,
}

/// What a person has to do with appointments now.
#[derive(Default)]
pub struct Waits {
    /// What waits for their word.
    pub pending: Vec<Pending>,
    /// Whether there is any, so that something could be asked.
    pub live: bool,
}

/// Everything that waits for this person's word. What is forged or whose professional left is no question.
pub async fn waits(abri: &Abri, open: &Open) -> Outcome<Waits> {
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = appointments::of_person(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    let mut found = Waits {
        pending: Vec::new(),
        live: !rows.is_empty(),
    };
    let asks = |row: &&AppointmentRow| {
        row.state == State::Read || row.copy_state == Some(CopyState::Asked)
    };
    for row in rows.iter().filter(asks) {
        match read(abri, open, row).await {
            Ok(asked) => found.pending.push(Pending {
                id: asked.id,
                what: asked.copy.map_or(What::Request, What::Copy),
                name: asked.request.name,
                structure: asked.request.structure,
            }),
            Err(Problem::NotFound | Problem::Damaged(_)) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

/// One of them, while something can be answered.
pub async fn asked(abri: &Abri, open: &Open, id: AppointmentId) -> Outcome<Asked> {
    let (_, asked) = of_person(abri, open, id).await?;
    Ok(asked)
}

/// The appointment behind a consent that stands, if it was given for one.
pub async fn of_consent(
    abri: &Abri,
    open: &Open,
    consent: ConsentId,
) -> Outcome<Option<AppointmentId>> {
    let mut tx = abri.store.ephemeral.look().await?;
    let row = appointments::of_consent(&mut tx, open.vault, consent, abri.now()).await?;
    Ok(row.map(|row| row.id))
}

/// An appointment of this person with its row; anybody else's, over, refused or ended: `NotFound`.
pub(super) async fn of_person(
    abri: &Abri,
    open: &Open,
    id: AppointmentId,
) -> Outcome<(AppointmentRow, Asked)> {
    leave(open)?;
    let mut tx = abri.store.ephemeral.look().await?;
    let row = appointments::find(&mut tx, id).await?;
    let row = row
        .filter(|row| row.person == Some(open.vault))
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let asked = read(abri, open, &row).await?;
    Ok((row, asked))
}

async fn read(abri: &Abri, open: &Open, row: &AppointmentRow) -> Outcome<Asked> {
    let state = row.state_at(abri.now());
    if !matches!(state, State::Read | State::Given) {
        return Err(Problem::NotFound);
    }
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let signed = open_by_person(open, row, &day)?;
    let copy = match row.copy_state {
        Some(CopyState::Asked) => Some(copy::read(abri, open, row, &day).await?),
        _ => None,
    };
    Ok(Asked {
        id: row.id,
        state,
        request: verified(abri, row, &signed).await?,
        until: row.until,
        consent: row.consent,
        copy,
    })
}
