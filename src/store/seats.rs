//! The two seats of a structure, and who sits in them.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::recovery::Seat;
use crate::domain::time::Moment;

row! {
    /// One seat.
    pub struct SeatRow {
        /// Whose.
        pub structure_id: StructureId,
        /// Which.
        pub seat: Seat,
        /// Its public key.
        pub recipient: Vec<u8>,
        /// MAC over all of this.
        pub mac: [u8; 32],
    }
}

row! {
    /// Somebody in a seat, whose account is open.
    pub struct GuardianRow {
        /// Where.
        pub structure_id: StructureId,
        /// The vault of the professional.
        pub person: VaultId,
        /// Which seat.
        pub seat: Seat,
        /// The seat's secret key, sealed to them; none before it is handed over.
        pub key: Option<Vec<u8>>,
        /// How they are called, sealed to the seat.
        pub called: Vec<u8>,
        /// When they were named.
        pub named_at: Moment,
    }
}

row! {
    /// A structure that can help people back in.
    pub struct HelpingRow {
        /// Which.
        pub id: StructureId,
        /// Its name.
        pub name: String,
    }
}

macro_rules! guardians {
    ($more:literal) => {
        concat!(
            "SELECT g.structure_id, g.person, g.seat, g.key, g.called, g.named_at FROM guardians g \
             JOIN people p ON p.vault_id = g.person WHERE p.deactivated_at IS NULL AND ",
            $more
        )
    };
}

sql! {
    SET = "INSERT INTO seats (structure_id, seat, recipient, mac) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (structure_id, seat) DO UPDATE SET recipient = excluded.recipient, mac = excluded.mac";
    READ = "SELECT structure_id, seat, recipient, mac FROM seats WHERE structure_id = $1 AND seat = $2";
    EVERY_SEAT = "SELECT structure_id, seat, recipient, mac FROM seats ORDER BY structure_id, seat";
    NAME = "INSERT INTO guardians (structure_id, person, seat, key, called, named_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    HAND_OVER = "UPDATE guardians SET key = $4 \
        WHERE structure_id = $1 AND person = $2 AND seat = $3 AND key IS NULL";
    REMOVE = "DELETE FROM guardians WHERE structure_id = $1 AND person = $2";
    DELETE_OF = "DELETE FROM guardians WHERE person = $1";
    OF_PERSON = guardians!("g.person = $1");
    OF_STRUCTURE = guardians!("g.structure_id = $1 ORDER BY g.seat, g.named_at, g.person");
    HELPING = "SELECT s.id, s.name FROM structures s \
        WHERE s.verified_at IS NOT NULL AND s.suspended_at IS NULL AND 2 = \
        (SELECT COUNT(DISTINCT g.seat) FROM guardians g JOIN people p ON p.vault_id = g.person \
         WHERE g.structure_id = s.id AND g.key IS NOT NULL AND p.deactivated_at IS NULL) \
        ORDER BY s.name, s.id";
}

/// Gives a seat its key, or another one.
pub async fn set(tx: &mut DurableTx, row: &SeatRow) -> Result<(), Error> {
    change!(
        tx,
        SET,
        row.structure_id,
        row.seat,
        &row.recipient,
        &row.mac
    )
    .map(drop)
}

/// A seat, once it has a key.
pub async fn read(
    tx: &mut DurableTx,
    structure: StructureId,
    seat: Seat,
) -> Result<Option<SeatRow>, Error> {
    one!(tx, READ, structure, seat)
}

/// Every seat of every structure.
pub async fn all(tx: &mut DurableTx) -> Result<Vec<SeatRow>, Error> {
    many!(tx, EVERY_SEAT)
}

/// Names somebody; `Conflict` if they sit in one of the two already.
pub async fn name(tx: &mut DurableTx, row: &GuardianRow) -> Result<(), Error> {
    let GuardianRow {
        structure_id,
        person,
        seat,
        key,
        called,
        named_at,
    } = row;
    let key = key.as_deref();
    change!(
        tx,
        NAME,
        *structure_id,
        *person,
        *seat,
        key,
        called,
        *named_at
    )
    .map(drop)
}

/// Hands the key of a seat over; `Conflict` unless they wait for it.
pub async fn hand_over(
    tx: &mut DurableTx,
    (structure, person): (StructureId, VaultId),
    seat: Seat,
    key: &[u8],
) -> Result<(), Error> {
    change!(tx, HAND_OVER, structure, person, seat, key).and_then(changed)
}

/// Takes somebody out of their seat; `false` if they sit in none.
pub async fn remove(
    tx: &mut DurableTx,
    structure: StructureId,
    person: VaultId,
) -> Result<bool, Error> {
    Ok(change!(tx, REMOVE, structure, person)? == 1)
}

/// Takes somebody out of any seat: their account is closed.
pub async fn delete_of(tx: &mut DurableTx, person: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF, person)
}

/// The seat of a professional.
pub async fn of_person(tx: &mut DurableTx, person: VaultId) -> Result<Option<GuardianRow>, Error> {
    one!(tx, OF_PERSON, person)
}

/// Everybody in the two seats of a structure.
pub async fn of_structure(
    tx: &mut DurableTx,
    structure: StructureId,
) -> Result<Vec<GuardianRow>, Error> {
    many!(tx, OF_STRUCTURE, structure)
}

/// The structures whose two seats both have somebody with a key, by name.
pub async fn helping(tx: &mut DurableTx) -> Result<Vec<HelpingRow>, Error> {
    many!(tx, HELPING)
}
