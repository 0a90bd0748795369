//! Pairings: a phone beside the person's computer, one for each vault.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::{PairingId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One pairing.
    pub struct PairingRow {
        /// Hash of the secret that the phone scans.
        pub id: [u8; 32],
        /// The vault into which it puts papers.
        pub vault_id: VaultId,
        /// Generation of the vault.
        pub generation: u32,
        /// Its name beside the papers that come by it.
        pub right_id: PairingId,
        /// Envelope: the secret.
        pub link: Vec<u8>,
        /// Envelope: what the phone needs.
        pub key: Vec<u8>,
        /// Hash of the random bytes of the phone that took it.
        pub held_by: Option<[u8; 32]>,
        /// Papers that came.
        pub arrived: u32,
        /// End unless the page asks again.
        pub live_until: Moment,
        /// End in any case.
        pub until: Moment,
    }
}

macro_rules! columns {
    () => {
        "id, vault_id, generation, right_id, link, key, held_by, arrived, live_until, until"
    };
}

sql! {
    ADD = concat!("INSERT INTO pairings (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    FIND = concat!("SELECT ", columns!(), " FROM pairings \
        WHERE id = $1 AND until > $2 AND live_until > $2");
    KEEP = concat!("UPDATE pairings SET live_until = $4 \
        WHERE vault_id = $1 AND right_id = $2 AND until > $3 AND live_until > $3 RETURNING ", columns!());
    TAKE = "UPDATE pairings SET held_by = $2 \
        WHERE id = $1 AND held_by IS NULL AND until > $3 AND live_until > $3";
    SPEND_PAPER = "UPDATE pairings SET arrived = arrived + 1 \
        WHERE id = $1 AND held_by = $2 AND arrived < 50 AND until > $3 AND live_until > $3";
    GIVE_PAPER = "UPDATE pairings SET arrived = arrived - 1 WHERE id = $1 AND arrived > 0";
    DELETE = concat!("DELETE FROM pairings WHERE vault_id = $1 AND right_id = $2 RETURNING ", columns!());
    DELETE_OF_VAULT = concat!("DELETE FROM pairings WHERE vault_id = $1 RETURNING ", columns!());
    DELETE_ENDED = concat!("DELETE FROM pairings WHERE until <= $1 OR live_until <= $1 RETURNING ", columns!());
}

/// Adds a pairing; `Conflict` if its vault has one.
pub async fn add(tx: &mut EphemeralTx, row: &PairingRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        row.generation,
        row.right_id,
        &row.link,
        &row.key,
        row.held_by.as_ref(),
        row.arrived,
        row.live_until,
        row.until,
    )
    .map(drop)
}

/// The pairing behind a secret, while it lives.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<PairingRow>, Error> {
    one!(tx, FIND, id, now)
}

/// The page is still open: the pairing lives on until then, if it lives.
pub async fn keep(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: PairingId,
    now: Moment,
    live_until: Moment,
) -> Result<Option<PairingRow>, Error> {
    one!(tx, KEEP, vault, right, now, live_until)
}

/// A phone takes it; `false` if another one has, or it is over.
pub async fn take(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    phone: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, TAKE, id, phone, now)? == 1)
}

/// Counts a paper that is put in; `false` if the pairing is over, another phone's, or has had its number.
pub async fn spend_paper(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    phone: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, SPEND_PAPER, id, phone, now)? == 1)
}

/// Gives back a paper that was not put in after all, or taken back.
pub async fn give_paper(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<(), Error> {
    change!(tx, GIVE_PAPER, id).map(drop)
}

/// Ends one; what it was.
pub async fn delete(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: PairingId,
) -> Result<Option<PairingRow>, Error> {
    one!(tx, DELETE, vault, right)
}

/// Ends the one of a vault; what it was.
pub async fn delete_of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
) -> Result<Option<PairingRow>, Error> {
    one!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes those that are over; which ones.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<Vec<PairingRow>, Error> {
    many!(tx, DELETE_ENDED, now)
}
