//! The person says no.

use super::asked::of_person;
use super::told;
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::people::counts;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::AppointmentId;
use crate::domain::journal::Event;
use crate::domain::quota::What;
use crate::store::appointments;

/// Shows nothing. Answered already, or over: `NotFound`.
pub async fn refuse(abri: &Abri, open: &Open, id: AppointmentId) -> Outcome<()> {
    let (row, asked) = of_person(abri, open, id).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::refuse(&mut tx, id, open.vault, abri.now()).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    change
        .tell(Event::RequestRefused, &told(&asked.request))
        .await?;
    counts::spend(abri, change.tx(), row.professional, What::Refused).await?;
    change.commit().await
}
