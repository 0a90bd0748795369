//! A phone beside the computer: one pairing, ten minutes, one phone, ends with the page.

use super::Link;
use super::depositor::Given;
use super::right::Right;
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::{crockford, random};
use crate::domain::deposit::{PAGE, PAIRING};
use crate::domain::document::Through;
use crate::domain::ids::{DocumentId, PairingId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::pairings::{self, PairingRow};
use crate::store::{deposits, uploads};

/// A pairing that lives.
pub struct Pairing {
    /// What the phone scans.
    pub link: Link,
    /// It ends then in any case.
    pub until: Moment,
    /// Whether a phone has taken it.
    pub held: bool,
    /// The papers that came and are in the vault, in the order they came.
    pub arrived: Vec<DocumentId>,
}

/// Begins a pairing, and ends any other of this vault.
pub async fn pair(abri: &Abri, session: &Session) -> Outcome<PairingId> {
    let open = &session.open;
    leave(open)?;
    end_any(abri, open).await?;
    let now = abri.now();
    let id = PairingId::from_bytes(random::bytes());
    let right = Right::of(open, *id.as_bytes(), now + PAIRING);
    let secret = random::secret();
    // The phone may lie about: it is told of nobody.
    let given = Given {
        person: String::new(),
        name: String::new(),
    };
    let key = right.seal_key(abri, open, Through::Phone, &secret, &given);
    let row = PairingRow {
        id: lookups::id(Kind::Pairing, secret.expose()),
        vault_id: open.vault,
        generation: open.generation,
        right_id: id,
        link: right.seal_link(open, &secret),
        key: key.await?,
        held_by: None,
        arrived: 0,
        live_until: now + PAGE,
        until: right.until,
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    pairings::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) fn right(row: &PairingRow) -> Right {
    Right {
        vault: row.vault_id,
        generation: row.generation,
        id: *row.right_id.as_bytes(),
        until: row.until,
    }
}

/// How it stands, for the page that shows it; asked at least every 30 seconds, or it is over. `NotFound` then.
pub async fn pairing(abri: &Abri, open: &Open, id: PairingId) -> Outcome<Pairing> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = pairings::keep(&mut tx, open.vault, id, now, now + PAGE)
        .await?
        .filter(|row| row.generation == open.generation)
        .ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let secret = right(&row).open_link(open, &row.link)?;
    let mut tx = abri.store.durable.look().await?;
    let arrived = deposits::adopted_of_right(&mut tx, open.vault, id.as_bytes()).await?;
    Ok(Pairing {
        link: Link {
            text: crockford::rescue_code(&secret),
        },
        until: row.until,
        held: row.held_by.is_some(),
        arrived,
    })
}

/// Ends it; one that is over already is no error.
pub async fn end(abri: &Abri, open: &Open, id: PairingId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = pairings::delete(&mut tx, open.vault, id).await?;
    uploads::delete_of_right(&mut tx, open.vault, id.as_bytes()).await?;
    tx.commit().await?;
    tell_end(abri, open, row.as_ref()).await
}

/// Ends the one of this vault, if it has one.
pub async fn end_any(abri: &Abri, open: &Open) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = pairings::delete_of_vault(&mut tx, open.vault).await?;
    if let Some(row) = &row {
        uploads::delete_of_right(&mut tx, open.vault, row.right_id.as_bytes()).await?;
    }
    tx.commit().await?;
    tell_end(abri, open, row.as_ref()).await
}

/// One that no phone had taken is not worth a word.
async fn tell_end(abri: &Abri, open: &Open, row: Option<&PairingRow>) -> Outcome<()> {
    let Some(row) = row.filter(|row| row.held_by.is_some()) else {
        return Ok(());
    };
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    change.tell(Event::PhoneEnded, &told(row)).await?;
    change.commit().await
}

/// What the journal says of a pairing.
pub(super) fn told(row: &PairingRow) -> Details {
    Details {
        consent: row.right_id.to_string(),
        count: row.arrived,
        ..Details::default()
    }
}
