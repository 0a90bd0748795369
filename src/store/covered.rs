//! The rows beside its own that the seal of a vault covers, in one statement: each write of a vault reads them.

use super::columns::{Column, row, words};
use super::destroyed::is_no_ghost;
use super::engine::{many, sql};
use super::journal::{JournalRow, Sealed};
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
        /// An entry of the journal: that of the seal, or a later one.
        Entry = "entry",
    }
}

row! {
    /// What the seal covers of one row; which parts there are is a matter of its kind.
    pub struct CoveredRow {
        /// Of what.
        pub covered: Covered,
        /// The kind of a way in, or what the details of an entry are sealed to.
        pub word: Option<String>,
        /// What an entry says.
        pub code: Option<String>,
        /// The version of a document, or the number of an entry.
        pub number: Option<u64>,
        /// When a document was removed, a way in seen by a helper, a consent or an invitation ends, or an entry was written.
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
    OF_VAULT = concat!("SELECT 'member' AS covered, CAST(NULL AS TEXT) AS word, CAST(NULL AS TEXT) AS code, \
            CAST(NULL AS BIGINT) AS number, CAST(NULL AS BIGINT) AS at, structure_id AS first, signing_key AS second, \
            CAST(NULL AS BYTEA) AS third, CAST(NULL AS BYTEA) AS fourth, CAST(NULL AS BYTEA) AS fifth, \
            CAST(NULL AS BYTEA) AS sixth FROM people WHERE vault_id = $1 \
        UNION ALL SELECT 'code_app', NULL, NULL, NULL, NULL, secret, NULL, NULL, NULL, NULL, NULL \
            FROM code_apps WHERE vault_id = $1 \
        UNION ALL SELECT 'slot', kind, NULL, NULL, helped_at, id, envelope, NULL, NULL, NULL, NULL \
            FROM slots WHERE vault_id = $1 \
        UNION ALL SELECT 'document', NULL, NULL, version, removed_at, id, digest, record, NULL, NULL, NULL \
            FROM documents WHERE vault_id = $1 AND ", is_no_ghost!("documents"), " \
        UNION ALL SELECT 'consent', NULL, NULL, NULL, until, id, lookup, record, NULL, NULL, NULL \
            FROM consents WHERE vault_id = $1 \
        UNION ALL SELECT 'invitation', NULL, NULL, NULL, until, id, lookup, record, NULL, NULL, NULL \
            FROM invitations WHERE vault_id = $1 \
        UNION ALL SELECT 'guardianship', NULL, NULL, NULL, NULL, id, structure_id, lookup, first, second, record \
            FROM guardianships WHERE vault_id = $1 \
        UNION ALL SELECT 'deposit_number', NULL, NULL, NULL, NULL, id, sealed, NULL, NULL, NULL, NULL \
            FROM deposit_numbers WHERE vault_id = $1 \
        UNION ALL SELECT 'entry', sealed, code, number, at, commitment, hash, payload, NULL, NULL, NULL \
            FROM journal WHERE vault_id = $1 AND number >= $2");
}

/// Everything that the seal of this vault covers but its journal and what stands in its own row, in no order.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<CoveredRow>, Error> {
    many!(tx, OF_VAULT, vault, i64::MAX)
}

/// The same, and the journal from this entry on, the oldest first.
pub async fn with_journal(
    tx: &mut DurableTx,
    vault: VaultId,
    number: u64,
) -> Result<(Vec<CoveredRow>, Vec<JournalRow>), Error> {
    let mut rows: Vec<CoveredRow> = many!(tx, OF_VAULT, vault, number)?;
    let entries = rows.extract_if(.., |row| row.covered == Covered::Entry);
    let entries: Option<Vec<_>> = entries.map(|row| row.into_entry(vault)).collect();
    let mut entries = entries.ok_or_else(|| Error::Corrupt("journal").counted())?;
    entries.sort_by_key(|entry| entry.number);
    Ok((rows, entries))
}

impl CoveredRow {
    /// `None` if a column has not the form it must have.
    fn into_entry(self, vault_id: VaultId) -> Option<JournalRow> {
        Some(JournalRow {
            vault_id,
            number: self.number?,
            at: self.at?,
            code: self.code?,
            commitment: self.first?.try_into().ok()?,
            hash: self.second?.try_into().ok()?,
            payload: self.third,
            sealed: Sealed::read(self.word?)?,
        })
    }
}
