//! Whoever has the vault open sees that somebody asks to come back in, and says no to what is done from afar.

use super::{end, ours, progress};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::ways_in::account;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::inbox;
use crate::domain::access::Whose;
use crate::domain::ids::{RecoveryId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::recovery::Manner;
use crate::domain::time::Moment;
use crate::store::recoveries::{self, RecoveryRow};

/// A case about the vault that is open.
pub struct Pending {
    /// Its id.
    pub id: RecoveryId,
    /// How the person is made sure of.
    pub manner: Manner,
    /// Who confirmed last; empty where that does not open.
    pub by: String,
    /// Where they work.
    pub structure: String,
    /// From when on the new card can be made; none while the second has not confirmed.
    pub ready: Option<Moment>,
}

/// The cases about the vault that is open, from the first confirmation on.
pub async fn against(abri: &Abri, open: &Open) -> Outcome<Vec<Pending>> {
    if open.whose != Whose::Beneficiary {
        return Ok(Vec::new());
    }
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = recoveries::of_vault(&mut tx, open.vault, abri.now()).await?;
    Ok(rows.into_iter().map(|row| pending(open, &row)).collect())
}

fn pending(open: &Open, row: &RecoveryRow) -> Pending {
    // What was changed behind Abri's back is told all the same: it is the person's alarm.
    let told = row.told.as_deref().and_then(|sealed| {
        let place = told_place(open.vault, open.generation);
        let json = inbox::open(&open.keys.inbox(), &place, sealed).ok()?;
        serde_json::from_slice::<Details>(&json).ok()
    });
    let told = told.unwrap_or_default();
    Pending {
        id: row.id,
        manner: row.manner,
        by: told.who,
        structure: told.structure,
        ready: row.ready_at,
    }
}

pub(super) const fn told_place(vault: VaultId, generation: u32) -> Context {
    Context::new(Purpose::RecoveryTold, vault, generation)
}

/// Says no. `NotFound` for a case in presence: two who both saw the person know better than an open screen.
pub async fn veto(abri: &Abri, session: &Session, id: RecoveryId) -> Outcome<()> {
    let open = &session.open;
    if open.whose != Whose::Beneficiary {
        return Err(Problem::NotFound);
    }
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = recoveries::of_vault(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    let row = rows.into_iter().find(|row| row.id == id);
    let row = ours(abri, row)?.ok_or(Problem::NotFound)?;
    if !progress(&row).may_be_vetoed() {
        return Err(Problem::NotFound);
    }
    end(abri, id).await?;
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    change
        .tell(Event::RecoveryVetoed, &Details::default())
        .await?;
    change.commit().await
}
