//! The rows beside its own that the seal of a vault covers, in one statement: each write of a vault reads them twice.

use super::columns::{row, words};
use super::destroyed::is_no_ghost;
use super::engine::{many, sql};
use super::{DurableTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

words! {
    /// What a covered row is of.
    pub enum Covered {
        /// A professional.
        Member = "member",
        /// A professional's application of codes.
        CodeApp = "code_app",
        /// A way in.
        Slot = "slot",
        /// A version of a document.
        Document = "document",
        /// A consent.
        Consent = "consent",
        /// Leave to put papers in.
        Invitation = "invitation",
        /// Agreement to be helped back in.
        Guardianship = "guardianship",
        /// The deposit number.
        DepositNumber = "deposit_number",
    }
}

row! {
    /// What the seal covers of one row; which parts there are is a matter of its kind.
    pub struct CoveredRow {
        /// Of what.
        pub covered: Covered,
        /// The kind of a way in.
        pub word: Option<String>,
        /// The version of a document.
        pub version: Option<u32>,
        /// When a document was removed, a way in seen by a helper, or when a consent or an invitation ends.
        pub at: Option<Moment>,
        /// Bytes, in the order of the leaf.
        pub first: Option<Vec<u8>>,
        /// The next ones.
        pub second: Option<Vec<u8>>,
        /// And so on.
        pub third: Option<Vec<u8>>,
        /// And so on.
        pub fourth: Option<Vec<u8>>,
        /// And so on.
        pub fifth: Option<Vec<u8>>,
        /// And so on.
        pub sixth: Option<Vec<u8>>,
    }
}

sql! {
    // The first part gives all of them their types: PostgreSQL asks for that, SQLite reads past it.
    OF_VAULT = concat!("SELECT 'member' AS covered, CAST(NULL AS TEXT) AS word, CAST(NULL AS BIGINT) AS version, \
            CAST(NULL AS BIGINT) AS at, structure_id AS first, signing_key AS second, \
            CAST(NULL AS BYTEA) AS third, CAST(NULL AS BYTEA) AS fourth, CAST(NULL AS BYTEA) AS fifth, \
            CAST(NULL AS BYTEA) AS sixth FROM people WHERE vault_id = $1 \
        UNION ALL SELECT 'code_app', NULL, NULL, NULL, secret, NULL, NULL, NULL, NULL, NULL \
            FROM code_apps WHERE vault_id = $1 \
        UNION ALL SELECT 'slot', kind, NULL, helped_at, id, envelope, NULL, NULL, NULL, NULL \
            FROM slots WHERE vault_id = $1 \
        UNION ALL SELECT 'document', NULL, version, removed_at, id, digest, record, NULL, NULL, NULL \
            FROM documents WHERE vault_id = $1 AND ", is_no_ghost!("documents"), " \
        UNION ALL SELECT 'consent', NULL, NULL, until, id, lookup, record, NULL, NULL, NULL \
            FROM consents WHERE vault_id = $1 \
        UNION ALL SELECT 'invitation', NULL, NULL, until, id, lookup, record, NULL, NULL, NULL \
            FROM invitations WHERE vault_id = $1 \
        UNION ALL SELECT 'guardianship', NULL, NULL, NULL, id, structure_id, lookup, first, second, record \
            FROM guardianships WHERE vault_id = $1 \
        UNION ALL SELECT 'deposit_number', NULL, NULL, NULL, id, sealed, NULL, NULL, NULL, NULL \
            FROM deposit_numbers WHERE vault_id = $1");
}

/// Everything that the seal of this vault covers but its journal and what stands in its own row, in no order.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<CoveredRow>, Error> {
    many!(tx, OF_VAULT, vault)
}
