//! Vaults: the row that every write of a vault locks first.

use super::columns::{row, words};
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

words! {
    /// How the person was told what Abri does with what they give.
    pub enum Given {
        /// They read it on a screen.
        Screen = "screen",
        /// It was read aloud to them.
        Aloud = "aloud",
        /// A mediator read it aloud to them.
        Mediator = "mediator",
    }
}

row! {
    /// One vault.
    pub struct VaultRow {
        /// Its id.
        pub id: VaultId,
        /// Raised when the person regains control.
        pub generation: u32,
        /// Counts the durable writes.
        pub sequence: u64,
        /// HMAC over its state.
        pub seal: Vec<u8>,
        /// Number of the journal entry at the time of the seal.
        pub sealed_number: u64,
        /// Number of the last journal entry; 0 before the first.
        pub journal_number: u64,
        /// Hash of the last journal entry.
        pub journal_hash: [u8; 32],
        /// Envelope: name and preferences.
        pub profile: Vec<u8>,
        /// Public recipient of the inbox.
        pub inbox_recipient: Vec<u8>,
        /// MAC over that recipient.
        pub inbox_mac: [u8; 32],
        /// Ciphertext bytes kept for this vault.
        pub bytes_used: u64,
        /// Which text of information was given.
        pub notice_version: String,
        /// In which language.
        pub notice_language: String,
        /// How.
        pub notice_given: Given,
        /// When.
        pub notice_at: Moment,
        /// When the vault was opened for the first time.
        pub opened_at: Moment,
        /// Last visit.
        pub visited_at: Moment,
        /// When the vault is closed and everything of it erased, if the person asked for it.
        pub closes_at: Option<Moment>,
        /// MAC over that moment.
        pub closes_mac: Option<[u8; 32]>,
    }
}

macro_rules! columns {
    () => {
        "id, generation, sequence, seal, sealed_number, journal_number, journal_hash, profile, \
         inbox_recipient, inbox_mac, bytes_used, notice_version, notice_language, \
         COALESCE(notice_by, notice_given) AS notice_given, notice_at, opened_at, visited_at, closes_at, \
         closes_mac"
    };
}

sql! {
    // Who read a notice aloud stands in a column of its own.
    ADD = "INSERT INTO vaults (id, generation, sequence, seal, sealed_number, journal_number, \
        journal_hash, profile, inbox_recipient, inbox_mac, bytes_used, notice_version, \
        notice_language, notice_given, notice_at, opened_at, visited_at, notice_by, closes_at, closes_mac) VALUES \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
        CASE WHEN $14 = 'mediator' THEN 'aloud' ELSE $14 END, $15, $16, $17, \
        CASE WHEN $14 = 'mediator' THEN $14 END, $18, $19)";
    // Writers of one vault queue here.
    LOCK = concat!("SELECT ", columns!(), " FROM vaults WHERE id = $1 FOR NO KEY UPDATE");
    READ = concat!("SELECT ", columns!(), " FROM vaults WHERE id = $1");
    FIRST = concat!("SELECT ", columns!(), " FROM vaults ORDER BY id LIMIT $1");
    AFTER = concat!("SELECT ", columns!(), " FROM vaults WHERE id > $1 ORDER BY id LIMIT $2");
    // The head that was read under the lock decides: nobody else's entry is passed over.
    SAVE = "UPDATE vaults SET sequence = $3, seal = $4, sealed_number = $5, journal_number = $6, journal_hash = $7, \
        profile = $8 WHERE id = $1 AND generation = $2 AND sequence < $3 AND journal_number = $9";
    MOVE_HEAD = "UPDATE vaults SET journal_number = $2, journal_hash = $3 WHERE id = $1 AND journal_number = $4";
    RENEW = "UPDATE vaults SET generation = $3, profile = $4, inbox_recipient = $5, inbox_mac = $6 \
        WHERE id = $1 AND generation = $2";
    SET_NOTICE = "UPDATE vaults SET notice_version = $2, notice_language = $3, \
        notice_given = CASE WHEN $4 = 'mediator' THEN 'aloud' ELSE $4 END, notice_at = $5, \
        notice_by = CASE WHEN $4 = 'mediator' THEN $4 END WHERE id = $1";
    TAKE_ROOM = "UPDATE vaults SET bytes_used = bytes_used + $3 \
        WHERE id = $1 AND generation = $2 AND bytes_used + $3 <= $4";
    GIVE_ROOM = "UPDATE vaults SET bytes_used = bytes_used - $3 WHERE id = $1 AND generation = $2";
    UNLOGGED = concat!("SELECT ", columns!(), " FROM vaults \
        WHERE journal_number <> logged_number ORDER BY id LIMIT $1");
    LOGGED = "UPDATE vaults SET logged_number = $2 WHERE id = $1";
    VISITED = "UPDATE vaults SET visited_at = $2 WHERE id = $1 AND visited_at <= $2";
}

/// Adds a vault; `Conflict` if its id exists.
pub async fn add(tx: &mut DurableTx, row: &VaultRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.id,
        row.generation,
        row.sequence,
        &row.seal,
        row.sealed_number,
        row.journal_number,
        &row.journal_hash,
        &row.profile,
        &row.inbox_recipient,
        &row.inbox_mac,
        row.bytes_used,
        &row.notice_version,
        &row.notice_language,
        row.notice_given,
        row.notice_at,
        row.opened_at,
        row.visited_at,
        row.closes_at,
        row.closes_mac.as_ref(),
    )
    .map(drop)
}

/// Vaults whose journal is not at the entry that was logged last, `limit` at most.
pub async fn unlogged(tx: &mut DurableTx, limit: u32) -> Result<Vec<VaultRow>, Error> {
    many!(tx, UNLOGGED, limit)
}

/// The journal was logged up to this entry.
pub async fn logged(tx: &mut DurableTx, id: VaultId, number: u64) -> Result<(), Error> {
    change!(tx, LOGGED, id, number).map(drop)
}

/// Reads a vault and holds it until the transaction ends: every write begins with this.
pub async fn lock(tx: &mut DurableTx, id: VaultId) -> Result<Option<VaultRow>, Error> {
    one!(tx, LOCK, id)
}

/// Reads a vault.
pub async fn read(tx: &mut DurableTx, id: VaultId) -> Result<Option<VaultRow>, Error> {
    one!(tx, READ, id)
}

/// The vaults whose id follows that one (or the first ones), by id, `limit` at most.
pub async fn after(
    tx: &mut DurableTx,
    id: Option<VaultId>,
    limit: u32,
) -> Result<Vec<VaultRow>, Error> {
    match id {
        Some(id) => many!(tx, AFTER, id, limit),
        None => many!(tx, FIRST, limit),
    }
}

/// Stores a new state of an open vault: its profile, the head of its journal, and the seal over everything; `Conflict`
/// unless the generation is that of `row`, its sequence rises, and the head was at the entry `before`.
pub async fn save(tx: &mut DurableTx, row: &VaultRow, before: u64) -> Result<(), Error> {
    change!(
        tx,
        SAVE,
        row.id,
        row.generation,
        row.sequence,
        &row.seal,
        row.sealed_number,
        row.journal_number,
        &row.journal_hash,
        &row.profile,
        before,
    )
    .and_then(changed)
}

/// Moves the head of the journal to where `row` says; `Conflict` unless it was at the entry `before`.
pub async fn move_head(tx: &mut DurableTx, row: &VaultRow, before: u64) -> Result<(), Error> {
    change!(
        tx,
        MOVE_HEAD,
        row.id,
        row.journal_number,
        &row.journal_hash,
        before
    )
    .and_then(changed)
}

/// Stores which notice was given: its version, its language and how.
pub async fn set_notice(
    tx: &mut DurableTx,
    id: VaultId,
    (version, language, given): (&str, &str, Given),
    now: Moment,
) -> Result<(), Error> {
    change!(tx, SET_NOTICE, id, version, language, given, now).and_then(changed)
}

/// Counts `more` bytes as used; `false`, and nothing changes, if that is over the quota (bytes).
pub async fn take_room(
    tx: &mut DurableTx,
    id: VaultId,
    generation: u32,
    more: u64,
    quota: u64,
) -> Result<bool, Error> {
    Ok(change!(tx, TAKE_ROOM, id, generation, more, quota)? == 1)
}

/// Counts `less` bytes as free again; `Conflict` if fewer were used.
pub async fn give_room(
    tx: &mut DurableTx,
    id: VaultId,
    generation: u32,
    less: u64,
) -> Result<(), Error> {
    change!(tx, GIVE_ROOM, id, generation, less).and_then(changed)
}

/// Remembers the visit, unless a later one is known.
pub async fn visited(tx: &mut DurableTx, id: VaultId, at: Moment) -> Result<(), Error> {
    change!(tx, VISITED, id, at).map(drop)
}

/// Makes it a vault of another generation, as `row` says: its number, profile and inbox; `Conflict` unless it was of
/// the generation `before`.
pub async fn renew(tx: &mut DurableTx, before: u32, row: &VaultRow) -> Result<(), Error> {
    change!(
        tx,
        RENEW,
        row.id,
        before,
        row.generation,
        &row.profile,
        &row.inbox_recipient,
        &row.inbox_mac,
    )
    .and_then(changed)
}
