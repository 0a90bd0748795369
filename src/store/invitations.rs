//! Invitations: leave to put papers in by a link, and how many papers are left of it.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{InvitationId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One invitation.
    pub struct InvitationRow {
        /// The vault it is about.
        pub vault_id: VaultId,
        /// Its id.
        pub id: InvitationId,
        /// Generation of the vault under which it was given.
        pub generation: u32,
        /// Hash of the secret of the link.
        pub lookup: [u8; 32],
        /// Envelope: what was agreed to.
        pub record: Vec<u8>,
        /// Envelope: the secret; erased at the end.
        pub link: Option<Vec<u8>>,
        /// Envelope: what whoever has the link needs; erased at the end.
        pub key: Option<Vec<u8>>,
        /// When it was given.
        pub given_at: Moment,
        /// When it ends by itself.
        pub until: Moment,
        /// When the person took it back.
        pub withdrawn_at: Option<Moment>,
        /// How many papers may still be put in.
        pub papers_left: u32,
        /// How often a paper that was taken back may still be put in again.
        pub undos_left: u32,
    }
}

row! {
    /// The name of an invitation.
    pub struct NameRow {
        /// The vault it is about.
        pub vault_id: VaultId,
        /// Its id.
        pub id: InvitationId,
    }
}

impl InvitationRow {
    /// Whether papers can be put in now.
    pub fn is_live(&self, now: Moment) -> bool {
        self.withdrawn_at.is_none() && self.until > now
    }
}

macro_rules! columns {
    () => {
        "vault_id, id, generation, lookup, record, link, key, given_at, until, withdrawn_at, \
         papers_left, undos_left"
    };
}

sql! {
    ADD = concat!("INSERT INTO invitations (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 \
        FROM vaults WHERE id = $1 AND generation = $3");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM invitations WHERE vault_id = $1 ORDER BY id");
    LIVE_OF_VAULT = concat!("SELECT ", columns!(), " FROM invitations \
        WHERE vault_id = $1 AND withdrawn_at IS NULL AND until > $2 ORDER BY given_at, id");
    FIND = concat!("SELECT ", columns!(), " FROM invitations WHERE vault_id = $1 AND id = $2");
    FIND_BY_LOOKUP = concat!("SELECT ", columns!(), " FROM invitations WHERE lookup = $1");
    SPEND_PAPER = "UPDATE invitations SET papers_left = papers_left - 1 \
        WHERE vault_id = $1 AND id = $2 AND generation = $3 AND withdrawn_at IS NULL \
        AND until > $4 AND papers_left > 0";
    GIVE_PAPER = "UPDATE invitations SET papers_left = papers_left + 1, undos_left = undos_left - 1 \
        WHERE vault_id = $1 AND id = $2 AND undos_left > 0";
    WITHDRAW = "UPDATE invitations SET withdrawn_at = $4, link = NULL, key = NULL \
        WHERE vault_id = $1 AND id = $2 AND generation = $3 AND withdrawn_at IS NULL";
    WITHDRAW_ALL = "UPDATE invitations SET withdrawn_at = $3, link = NULL, key = NULL \
        WHERE vault_id = $1 AND generation = $2 AND withdrawn_at IS NULL AND until > $3 \
        RETURNING vault_id, id";
    RENEW = "UPDATE invitations SET generation = $4, record = $5, link = NULL, key = NULL \
        WHERE vault_id = $1 AND id = $2 AND generation = $3";
    ENDED = "SELECT vault_id, id FROM invitations WHERE until <= $1 AND link IS NOT NULL \
        ORDER BY vault_id, id LIMIT $2";
    FORGET = "UPDATE invitations SET link = NULL, key = NULL \
        WHERE vault_id = $1 AND id = $2 AND until <= $3 AND link IS NOT NULL";
}

/// Adds an invitation; `Conflict` if it exists or its vault is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &InvitationRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.id,
        row.generation,
        &row.lookup,
        &row.record,
        row.link.as_deref(),
        row.key.as_deref(),
        row.given_at,
        row.until,
        row.withdrawn_at,
        row.papers_left,
        row.undos_left,
    )
    .and_then(changed)
}

/// All invitations of a vault, ended ones included, by id.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<InvitationRow>, Error> {
    many!(tx, OF_VAULT, vault)
}

/// Those neither taken back nor over, in the order they were given.
pub async fn live_of_vault(
    tx: &mut DurableTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<InvitationRow>, Error> {
    many!(tx, LIVE_OF_VAULT, vault, now)
}

/// One invitation of a vault, live or not.
pub async fn find(
    tx: &mut DurableTx,
    vault: VaultId,
    id: InvitationId,
) -> Result<Option<InvitationRow>, Error> {
    one!(tx, FIND, vault, id)
}

/// The invitation behind the secret of a link, live or not.
pub async fn find_by_lookup(
    tx: &mut DurableTx,
    lookup: &[u8; 32],
) -> Result<Option<InvitationRow>, Error> {
    one!(tx, FIND_BY_LOOKUP, lookup)
}

/// Counts a paper that is put in; `false` if the invitation is not live or none is left. This statement alone
/// decides.
pub async fn spend_paper(
    tx: &mut DurableTx,
    vault: VaultId,
    id: InvitationId,
    generation: u32,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, SPEND_PAPER, vault, id, generation, now)? == 1)
}

/// Gives back a paper that was taken back.
pub async fn give_paper(tx: &mut DurableTx, vault: VaultId, id: InvitationId) -> Result<(), Error> {
    change!(tx, GIVE_PAPER, vault, id).map(drop)
}

/// Takes an invitation back and forgets its secrets; `false` if it was taken back already.
pub async fn withdraw(
    tx: &mut DurableTx,
    vault: VaultId,
    id: InvitationId,
    generation: u32,
    at: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, WITHDRAW, vault, id, generation, at)? == 1)
}

/// Takes back all that are not over; which ones.
pub async fn withdraw_all(
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
    at: Moment,
) -> Result<Vec<NameRow>, Error> {
    many!(tx, WITHDRAW_ALL, vault, generation, at)
}

/// Those that ended by themselves and whose secrets are still there, `limit` at most.
pub async fn ended(tx: &mut DurableTx, now: Moment, limit: u32) -> Result<Vec<NameRow>, Error> {
    many!(tx, ENDED, now, limit)
}

/// Forgets the secrets of one that is over; `false` if they were forgotten.
pub async fn forget(
    tx: &mut DurableTx,
    vault: VaultId,
    id: InvitationId,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, FORGET, vault, id, now)? == 1)
}

/// Makes it an invitation of a vault of another generation, as `row` says, without its secrets; `Conflict` unless it
/// was of the generation `before`.
pub async fn renew(tx: &mut DurableTx, before: u32, row: &InvitationRow) -> Result<(), Error> {
    change!(
        tx,
        RENEW,
        row.vault_id,
        row.id,
        before,
        row.generation,
        &row.record,
    )
    .and_then(changed)
}
