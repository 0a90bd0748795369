//! One change of a vault: what is written, what the journal says of it, and the seal over both, in
//! one transaction.
//!
//! [`Change`] is for a vault that is open: the old seal is verified under the vault's lock before
//! the next one is made. [`LockedChange`] is for what happens while it is locked (an opening by a
//! recipient, a refused try): the journal grows, its details sealed to the inbox, and the seal is
//! made up at the next unlock.

use super::objects::{Begun, Places};
use super::open::Open;
use super::state;
use super::tombstones::{self, Kind};
use super::{Abri, Outcome, Problem, close_vault, objects};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::journal::Head;
use crate::crypto::seal::Leaf;
use crate::crypto::{envelope, hybrid, inbox, journal, seal};
use crate::domain::access::{Changing, Permit};
use crate::domain::ids::{GuardianshipId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::journal::{JournalRow, Sealed};
use crate::store::notices::NoticeRow;
use crate::store::slots::SlotRow;
use crate::store::vaults::{self, VaultRow};
use crate::store::{self, DurableTx};

/// A change of an open vault, not yet committed; dropped, it never happened.
pub struct Change<'a> {
    graves: Graves,
    open: &'a Open,
    tx: DurableTx,
    /// As it will be stored at the end.
    row: VaultRow,
    /// Leaves of the rows beside it, unless the change may have written some.
    beside: Option<Vec<Leaf>>,
    /// The last entry of the journal before the change.
    before: u64,
    now: Moment,
}

impl<'a> Change<'a> {
    /// Takes the vault's lock and verifies its seal. `SignInAgain` when the person has regained
    /// control elsewhere meanwhile; `Damaged` when something stored was changed behind Abri's back.
    pub async fn begin(
        abri: &Abri,
        open: &'a Open,
        permit: &Permit<impl Changing>,
    ) -> Outcome<Self> {
        let mut tx = abri.store.durable.begin().await?;
        let row = vaults::lock(&mut tx, permit.vault())
            .await?
            .ok_or(Problem::NotFound)?;
        if row.generation != open.generation || close_vault::is_due(abri, &row) {
            return Err(Problem::SignInAgain);
        }
        let beside = state::verify(&mut tx, open, &row).await?;
        Ok(Self {
            graves: Graves::of(abri),
            open,
            tx,
            beside: Some(beside),
            before: row.journal_number,
            row,
            now: abri.now(),
        })
    }

    /// The first change of a vault: its row is added with the rest.
    pub(super) async fn first(abri: &Abri, open: &'a Open, row: VaultRow) -> Outcome<Self> {
        let mut tx = abri.store.durable.begin().await?;
        vaults::add(&mut tx, &row).await?;
        Ok(Self {
            graves: Graves::of(abri),
            open,
            tx,
            beside: None,
            before: row.journal_number,
            row,
            now: abri.now(),
        })
    }

    /// The transaction, for the rows that this change writes.
    pub fn tx(&mut self) -> &mut DurableTx {
        self.beside = None;
        &mut self.tx
    }

    /// The same, for what is read, and for rows that the seal does not cover: those it covers are not read again for it.
    pub(super) const fn tx_uncovered(&mut self) -> &mut DurableTx {
        &mut self.tx
    }

    /// Marks a way in that this change takes away, or whose code it changes, as dead for good.
    pub fn bury(&mut self, row: &SlotRow) {
        self.graves.add(row);
    }

    /// Marks agreement to be helped back in, which this change ends, as dead for good.
    pub(super) fn bury_agreement(&mut self, id: GuardianshipId) {
        let id = id.as_bytes().to_vec();
        self.graves.dead.push((Kind::Guardianship, id));
    }

    /// Marks an address for notices, which this change takes away, as dead for good.
    pub(super) fn bury_address(&mut self, row: &NoticeRow) {
        self.graves.dead.push((Kind::Notice, row.sealed.clone()));
    }

    /// The vault as it was when the change began, with the profile, journal, generation and inbox that it has made since.
    pub const fn vault(&self) -> &VaultRow {
        &self.row
    }

    /// The moment of the change.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Adds an entry to the journal; its number.
    pub async fn tell(&mut self, event: Event, details: &Details) -> Outcome<u64> {
        let number = self.row.journal_number + 1;
        let payload = state::payload(details);
        let context = state::entry_context(self.open, number);
        let entry = Entry {
            event,
            payload: &payload,
            sealed_payload: envelope::seal(&self.open.keys.journal, &context, &payload),
            sealed: Sealed::Journal,
        };
        append(&mut self.tx, &mut self.row, self.now, entry).await?;
        Ok(number)
    }

    /// What the vault knows of its person, sealed anew.
    pub(super) fn set_profile(&mut self, profile: Vec<u8>) {
        self.row.profile = profile;
    }

    /// The vault is of another generation and key from here on: what follows is told, and the state sealed, under them.
    pub(super) async fn renew(
        &mut self,
        next: &'a Open,
        inbox: ([u8; 32], Vec<u8>),
        profile: Vec<u8>,
    ) -> Outcome<()> {
        let before = self.row.generation;
        self.row.generation = next.generation;
        (self.row.inbox_mac, self.row.inbox_recipient) = inbox;
        self.row.profile = profile;
        vaults::renew(&mut self.tx, before, &self.row).await?;
        self.open = next;
        Ok(())
    }

    /// Seals the new state and makes everything last.
    pub async fn commit(mut self) -> Outcome<()> {
        let row = &mut self.row;
        row.sequence += 1;
        let beside = match self.beside.take() {
            Some(leaves) => leaves,
            None => state::beside(&mut self.tx, row.id).await?,
        };
        let journal = Head {
            number: row.journal_number,
            hash: row.journal_hash,
        };
        let state = state::state(row, &beside, journal);
        row.seal = seal::seal(&self.open.keys.seal, self.open.vault, &state).to_vec();
        row.sealed_number = row.journal_number;
        vaults::save(&mut self.tx, row, self.before).await?;
        let owed = self
            .graves
            .owe(&mut self.tx, self.open.vault, self.now)
            .await?;
        self.tx.commit().await?;
        self.graves.dig(&owed).await;
        Ok(())
    }
}

/// What the journal tells of a vault that is locked.
pub struct LockedChange {
    graves: Graves,
    tx: DurableTx,
    row: VaultRow,
    /// The last entry of the journal before the change.
    before: u64,
    /// Large: every future that holds a change would be.
    recipient: Box<hybrid::Recipient>,
    now: Moment,
}

impl LockedChange {
    /// Takes the vault's lock; refuses a published recipient that the installation does not vouch
    /// for (a swapped one would hand the details to somebody else).
    pub async fn begin(abri: &Abri, vault: VaultId) -> Outcome<Self> {
        let mut tx = abri.store.durable.begin().await?;
        let row = vaults::lock(&mut tx, vault)
            .await?
            .ok_or(Problem::NotFound)?;
        if !abri.vouches_for(&row) {
            return Err(Problem::Damaged("inbox recipient"));
        }
        let recipient = hybrid::Recipient::from_bytes(&row.inbox_recipient)
            .map_err(|_| Problem::Damaged("inbox recipient"))?;
        Ok(Self {
            graves: Graves::of(abri),
            tx,
            before: row.journal_number,
            row,
            recipient: Box::new(recipient),
            now: abri.now(),
        })
    }

    /// The transaction, for the rows that this change writes.
    pub const fn tx(&mut self) -> &mut DurableTx {
        &mut self.tx
    }

    /// The moment of the change.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Marks a way in that this change takes away as dead for good.
    pub fn bury(&mut self, row: &SlotRow) {
        self.graves.add(row);
    }

    /// Marks the account of this vault as closed for good.
    pub(super) fn bury_account(&mut self) {
        let id = self.row.id.as_bytes().to_vec();
        self.graves.dead.push((Kind::Account, id));
    }

    /// The vault as it was when the change began, with the head of the journal as it is now.
    pub const fn vault(&self) -> &VaultRow {
        &self.row
    }

    /// Adds an entry whose details only the unlocked vault will read.
    pub async fn tell(&mut self, event: Event, details: &Details) -> Outcome<()> {
        if !details.leaf.is_empty() && !event.takes_away() {
            // It would not be opened, and what it names be missing.
            return Err(Problem::Damaged("journal entry"));
        }
        let payload = state::payload(details);
        let number = state::version(self.row.journal_number + 1);
        let context =
            Context::new(Purpose::Inbox, self.row.id, self.row.generation).version(number);
        let entry = Entry {
            event,
            payload: &payload,
            sealed_payload: inbox::seal(&self.recipient, &context, &payload),
            sealed: Sealed::Inbox,
        };
        append(&mut self.tx, &mut self.row, self.now, entry).await
    }

    /// Seals a message that only the unlocked vault will read, for one object of it.
    pub fn seal(&self, object: &[u8; 32], message: &[u8]) -> Vec<u8> {
        let context =
            Context::new(Purpose::Request, self.row.id, self.row.generation).hashed_object(object);
        inbox::seal(&self.recipient, &context, message)
    }

    /// Seals a message for another place of the vault.
    pub(super) fn seal_for(&self, place: &Context, message: &[u8]) -> Vec<u8> {
        inbox::seal(&self.recipient, place, message)
    }

    /// Makes it last.
    pub async fn commit(mut self) -> Outcome<()> {
        if self.row.journal_number != self.before {
            vaults::move_head(&mut self.tx, &self.row, self.before).await?;
        }
        let owed = self.graves.owe(&mut self.tx, self.row.id, self.now).await?;
        self.tx.commit().await?;
        self.graves.dig(&owed).await;
        Ok(())
    }
}

/// What an old backup must not bring back, written down once the change has happened.
struct Graves {
    places: Places,
    dead: Vec<(Kind, Vec<u8>)>,
}

impl Graves {
    fn of(abri: &Abri) -> Self {
        Self {
            places: Places::of(abri),
            dead: Vec::new(),
        }
    }

    fn add(&mut self, row: &SlotRow) {
        self.dead.push((Kind::Sealing, tombstones::sealing(row)));
    }

    /// Notes in the change itself that they are owed: objects that are away keep nobody from changing anything.
    async fn owe(&self, tx: &mut DurableTx, vault: VaultId, now: Moment) -> Outcome<Vec<Begun>> {
        let mut owed = Vec::new();
        for (kind, id) in &self.dead {
            let name = self.places.tombstone(*kind, id);
            owed.push(objects::begin_removal(tx, vault, name, now).await?);
        }
        Ok(owed)
    }

    async fn dig(self, owed: &[Begun]) {
        if owed.is_empty() {
            return;
        }
        if let Err(problem) = self.places.remove(owed).await {
            // The change itself has happened, and is said to have.
            tracing::warn!(%problem, "tombstones are owed; the next round writes them");
        }
    }
}

struct Entry<'a> {
    event: Event,
    payload: &'a [u8],
    sealed_payload: Vec<u8>,
    sealed: Sealed,
}

async fn append(
    tx: &mut DurableTx,
    row: &mut VaultRow,
    now: Moment,
    entry: Entry<'_>,
) -> Outcome<()> {
    let mut line = JournalRow {
        vault_id: row.id,
        number: row.journal_number + 1,
        at: now,
        code: entry.event.code().to_owned(),
        commitment: state::commitment(entry.payload)?,
        hash: [0; 32],
        payload: Some(entry.sealed_payload),
        sealed: entry.sealed,
    };
    line.hash = journal::link(row.id, &state::entry(&line), &row.journal_hash);
    store::journal::append(tx, &line).await?;
    row.journal_number = line.number;
    row.journal_hash = line.hash;
    Ok(())
}
