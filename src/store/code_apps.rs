//! Applications of codes: the secret that each shares, and the newest half minute whose code was taken.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

row! {
    /// The application of one professional.
    pub struct CodeAppRow {
        /// The vault of the professional.
        pub vault_id: VaultId,
        /// Generation of the vault under which the secret is sealed.
        pub generation: u32,
        /// Envelope: the secret.
        pub secret: Vec<u8>,
        /// The newest half minute whose code was taken.
        pub last_step: u64,
        /// When it was confirmed.
        pub made_at: Moment,
    }
}

sql! {
    READ = "SELECT vault_id, generation, secret, last_step, made_at FROM code_apps \
        WHERE vault_id = $1";
    PUT = "INSERT INTO code_apps (vault_id, generation, secret, last_step, made_at) \
        SELECT $1, $2, $3, $4, $5 FROM vaults WHERE id = $1 AND generation = $2 \
        ON CONFLICT (vault_id) DO UPDATE SET generation = excluded.generation, \
        secret = excluded.secret, last_step = excluded.last_step, made_at = excluded.made_at";
    SPEND = "UPDATE code_apps SET last_step = $2 WHERE vault_id = $1 AND last_step < $2";
    DELETE_OF = "DELETE FROM code_apps WHERE vault_id = $1";
}

/// The application of this vault's professional.
pub async fn read(tx: &mut DurableTx, vault: VaultId) -> Result<Option<CodeAppRow>, Error> {
    one!(tx, READ, vault)
}

/// Puts an application in, in the place of an older one; `Conflict` unless the vault is of that generation.
pub async fn put(tx: &mut DurableTx, row: &CodeAppRow) -> Result<(), Error> {
    change!(
        tx,
        PUT,
        row.vault_id,
        row.generation,
        &row.secret,
        row.last_step,
        row.made_at
    )
    .and_then(changed)
}

/// Takes the code of a half minute, once: `false` if a code of it, or of a newer one, was taken already.
pub async fn spend(tx: &mut DurableTx, vault: VaultId, step: u64) -> Result<bool, Error> {
    Ok(change!(tx, SPEND, vault, step)? == 1)
}

/// Deletes the application of a professional.
pub async fn delete_of(tx: &mut DurableTx, vault: VaultId) -> Result<(), Error> {
    change!(tx, DELETE_OF, vault).map(drop)
}
