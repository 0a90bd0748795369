//! A mediator opens a vault with somebody. Its only way in is a card, marked from the beginning.

use super::{Helper, helper, still_helps};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::open_vault::{Notice, Profile, vault_row};
use crate::actions::people::{counts, tell_own};
use crate::actions::session::{self, Scope, Session};
use crate::actions::ways_in::{Made, make_held};
use crate::actions::{Abri, Outcome};
use crate::crypto::random;
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::person::CallName;
use crate::domain::quota::What;
use crate::domain::slot::{Place, SlotKind};
use crate::domain::structure::Function;
use crate::store::slots;

/// Opens it; `TooMuch` after so many in a day. The session is the person's and a helped one: for the pages of that
/// opening alone, beside the mediator's own.
pub async fn open(
    abri: &Abri,
    mediator: &Session,
    name: CallName,
    notice: &Notice,
) -> Outcome<Session> {
    let (helper, help) = helper(mediator)?;
    let session = make(abri, (helper, help.by()), name, notice).await?;
    let own = tell_own(abri, mediator, Event::OpeningHelped, &Details::default()).await;
    if let Err(problem) = own {
        // The person's journal names the mediator all the same.
        tracing::error!(%problem, "a mediator's own journal does not tell that they helped");
    }
    Ok(session)
}

async fn make(
    abri: &Abri,
    (helper, by): (Helper, VaultId),
    name: CallName,
    notice: &Notice,
) -> Outcome<Session> {
    let vault = VaultId::from_bytes(random::bytes());
    let open = Open::new(vault, 1, random::key(), Whose::Helped);
    let Made { mut row, drawn } = make_held(abri, &open, SlotKind::Card, &random::secret()).await?;
    row.helped_at = Some(abri.now());
    let way = (SlotKind::Card, row.id);
    let profile = Profile {
        name,
        language: notice.language.clone(),
        function: Function::default(),
        discreet: false,
    };

    let first = vault_row(abri, &open, &profile, notice);
    let mut change = Change::first(abri, &open, first).await?;
    // Once more, inside the transaction: a mediator whose account was closed meanwhile opens nothing.
    still_helps(abri, change.tx(), &helper).await?;
    counts::spend(abri, change.tx(), by, What::Helped).await?;
    change.tell(Event::VaultOpened, &helper.details()).await?;
    slots::add(change.tx(), &row).await?;
    let added = Details {
        slot: Some(SlotKind::Card),
        ..helper.details()
    };
    change.tell(Event::SlotAdded, &added).await?;
    change.commit().await?;

    let scope = Scope::Helped(helper);
    session::begin_for(abri, scope, open, Place::Shared, way, vec![drawn]).await
}
