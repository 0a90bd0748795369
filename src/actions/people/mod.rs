//! Professionals: who works at a structure, each with a vault that holds keys and a journal, no paper.
//!
//! What somebody may do there is asked of the tables at each request, so that a closed account or a
//! suspended structure is out at once, on every node.

pub mod alarms;
pub mod code_app;
pub mod counts;
pub mod deactivate;
pub mod desk;
pub mod help;
pub(super) mod invitation;
pub mod invite;
pub mod join;
pub mod names;
pub mod roster;
pub mod set_role;

use super::change::Change;
use super::open::Open;
use super::session::Session;
use super::{Abri, Outcome, Problem, ways_in};
use crate::crypto::secrets::Key;
use crate::crypto::server_keys::Owner;
use crate::domain::access::{self, Manage, Whose};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::structure::{Member, Role};
use crate::store::DurableTx;
use crate::store::people::{self, PersonRow};
use crate::store::slots::SlotRow;
use crate::store::structures;
use crate::store::vaults;

/// The information given to whoever joins a structure.
pub const NOTICE: &str = "pro-1";

/// Somebody at their structure.
#[derive(Debug, Clone)]
pub struct Working {
    /// Their place there.
    pub member: Member,
    /// The structure's name.
    pub structure: String,
    /// Whether the structure wants codes of an application before a way in is added.
    pub wants_codes: bool,
}

/// Where the person of this vault works; `None` for a beneficiary. A row that was changed behind Abri's
/// back is refused.
pub(super) async fn working(
    abri: &Abri,
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
) -> Outcome<Option<Working>> {
    let Some(row) = people::read(tx, vault).await? else {
        return Ok(None);
    };
    vouched_for(abri, &row, generation)?;
    Ok(Some(Working {
        member: row.member(),
        wants_codes: row.codes_wanted_at.is_some(),
        structure: row.structure_name,
    }))
}

/// Whether this vault is that of somebody who works, or worked, at a structure.
pub(super) async fn is_professional(tx: &mut DurableTx, vault: VaultId) -> Outcome<bool> {
    Ok(people::read(tx, vault).await?.is_some())
}

/// The key with which this professional signs, or signed until their account was closed. `None` when there is none,
/// or none that this installation vouches for.
pub(super) async fn signing_key(
    abri: &Abri,
    tx: &mut DurableTx,
    vault: VaultId,
) -> Outcome<Option<[u8; 32]>> {
    let (Some(row), Some(of)) = (
        people::read(tx, vault).await?,
        vaults::read(tx, vault).await?,
    ) else {
        return Ok(None);
    };
    let vouched = vouched_for(abri, &row, of.generation).is_ok();
    Ok(vouched.then_some(row.signing_key))
}

/// The bytes that the MAC of a professional's row covers: `signing key[32] ‖ structure id[16] ‖ role`.
fn published(signing_key: &[u8; 32], structure: StructureId, role: Role) -> Vec<u8> {
    [
        &signing_key[..],
        structure.as_bytes(),
        role.as_str().as_bytes(),
    ]
    .concat()
}

fn mac(abri: &Abri, row: &PersonRow, role: Role, generation: u32) -> [u8; 32] {
    let published = published(&row.signing_key, row.structure_id, role);
    let keys = &abri.keys;
    keys.recipient_mac(Owner::Member, row.vault_id, generation, &published)
}

fn vouched_for(abri: &Abri, row: &PersonRow, generation: u32) -> Outcome<()> {
    let published = published(&row.signing_key, row.structure_id, row.role);
    let keys = &abri.keys;
    if keys.vouches_for(
        Owner::Member,
        row.vault_id,
        generation,
        &published,
        &row.mac,
    ) {
        Ok(())
    } else {
        Err(Problem::Damaged("signing key"))
    }
}

/// The vault that a way in has just opened. Whoever may not work now is told so only here, where they
/// have shown who they are.
pub(super) async fn open(abri: &Abri, slot: &SlotRow, key: Key) -> Outcome<Open> {
    let (vault, generation) = (slot.vault_id, slot.generation);
    let mut tx = abri.store.durable.read().await?;
    let row = people::read(&mut tx, vault).await?;
    drop(tx);
    if row.is_some() != slot.kind.is_professional() {
        return Err(Problem::Damaged("slot"));
    }
    let Some(row) = row else {
        return Ok(Open::new(vault, generation, key, Whose::Beneficiary));
    };
    vouched_for(abri, &row, generation)?;
    let open = Open::new(vault, generation, key, Whose::Professional);
    if open.keys.signing_key() != row.signing_key {
        return Err(Problem::Damaged("signing key"));
    }
    if !row.member().works() {
        return Err(Problem::Field("pro-enter-closed"));
    }
    Ok(open)
}

/// Who asks people for something, as the tables say it now; the row was made by this installation.
pub(super) struct Asking {
    /// Their place.
    pub(super) member: Member,
    /// What they sign with.
    pub(super) signing_key: [u8; 32],
}

/// The professional of this vault; `NotFound` for anybody else.
pub(super) async fn asking(abri: &Abri, tx: &mut DurableTx, vault: VaultId) -> Outcome<Asking> {
    let person = people::read(tx, vault).await?.ok_or(Problem::NotFound)?;
    let row = vaults::read(tx, vault).await?.ok_or(Problem::NotFound)?;
    vouched_for(abri, &person, row.generation)?;
    Ok(Asking {
        member: person.member(),
        signing_key: person.signing_key,
    })
}

/// Leave of whoever is signed in to say who works at their structure.
pub(super) fn manages(session: &Session) -> Outcome<Manage> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    access::may_manage(&working.member, working.member.structure).ok_or(Problem::NotFound)
}

/// The same about one colleague, whose row it gives.
async fn manages_colleague(
    abri: &Abri,
    session: &Session,
    colleague: VaultId,
) -> Outcome<(Manage, PersonRow)> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    let mut tx = abri.store.durable.read().await?;
    let row = people::read(&mut tx, colleague)
        .await?
        .ok_or(Problem::NotFound)?;
    let manage = access::may_manage_colleague(&working.member, &row.member());
    Ok((manage.ok_or(Problem::NotFound)?, row))
}

/// The same about anybody who works there, oneself too.
pub(super) async fn manages_anybody(
    abri: &Abri,
    session: &Session,
    person: VaultId,
) -> Outcome<Manage> {
    let manage = manages(session)?;
    if person == manage.by() {
        return Ok(manage);
    }
    let (manage, _) = manages_colleague(abri, session, person).await?;
    Ok(manage)
}

/// Looks once more, inside the transaction that acts, whether whoever acts is a manager at work. What managers of
/// one structure change queues behind its row: of two who close each other, one does.
pub(super) async fn still_manages(tx: &mut DurableTx, manage: &Manage) -> Outcome<()> {
    structures::lock(tx, manage.structure()).await?;
    let row = people::read(tx, manage.by())
        .await?
        .ok_or(Problem::NotFound)?;
    let leave = access::may_manage(&row.member(), manage.structure());
    leave.map(drop).ok_or(Problem::NotFound)
}

/// Tells in the journal of whoever is signed in what they did.
pub(super) async fn tell_own(
    abri: &Abri,
    session: &Session,
    event: Event,
    details: &Details,
) -> Outcome<()> {
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    change.tell(event, details).await?;
    change.commit().await
}
