//! Papers that are gone for good. Who writes the tables and kept a row can put it back; marked here, it is no paper.

use super::columns::row;
use super::engine::{change, many, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{DocumentId, VaultId};

row! {
    /// A paper, by its id.
    struct IdRow {
        id: DocumentId,
    }
}

/// The condition that a row of this table is not of a paper that is gone for good.
macro_rules! is_no_ghost {
    ($table:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM destroyed WHERE destroyed.vault_id = ",
            $table,
            ".vault_id AND destroyed.id = ",
            $table,
            ".id)"
        )
    };
}
pub(super) use is_no_ghost;

sql! {
    MARK = "INSERT INTO destroyed (vault_id, id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GHOSTS = "SELECT id FROM destroyed WHERE vault_id = $1 AND (\
        EXISTS (SELECT 1 FROM documents WHERE documents.vault_id = $1 AND documents.id = destroyed.id) \
        OR EXISTS (SELECT 1 FROM deposits WHERE deposits.vault_id = $1 AND deposits.id = destroyed.id)) \
        ORDER BY id";
}

/// Marks a paper as gone for good.
pub async fn mark(tx: &mut DurableTx, vault: VaultId, id: DocumentId) -> Result<(), Error> {
    change!(tx, MARK, vault, id).map(drop)
}

/// The papers that are gone for good and have a row all the same.
pub async fn ghosts(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<DocumentId>, Error> {
    let rows: Vec<IdRow> = many!(tx, GHOSTS, vault)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
