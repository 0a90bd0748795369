//! Appointments: what a professional asks, and what a person answers; each step at most once.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::appointment::{CopyState, State};
use crate::domain::ids::{AppointmentId, ConsentId, StructureId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One appointment.
    pub struct AppointmentRow {
        /// Its id.
        pub id: AppointmentId,
        /// Keyed hash of the code, until it is taken.
        pub code_id: Option<[u8; 32]>,
        /// Parameters of Argon2id.
        pub parameters: String,
        /// Who asks.
        pub professional: VaultId,
        /// Their structure when they asked.
        pub structure_id: StructureId,
        /// Who took the code.
        pub person: Option<VaultId>,
        /// How far it went, whatever the time.
        pub state: State,
        /// What is asked: under the code, then sealed to the person.
        pub request: Option<Vec<u8>>,
        /// The same with the code, sealed to the professional.
        pub own: Option<Vec<u8>>,
        /// The consent.
        pub consent: Option<ConsentId>,
        /// Hash of the secret of the share.
        pub share: Option<[u8; 32]>,
        /// That secret, sealed to the professional.
        pub answer: Option<Vec<u8>>,
        /// That a copy is asked for, sealed to the person.
        pub copy: Option<Vec<u8>>,
        /// What became of it.
        pub copy_state: Option<CopyState>,
        /// What was agreed to, sealed to the professional.
        pub receipt: Option<Vec<u8>>,
        /// When the professional opened what is shown.
        pub opened_at: Option<Moment>,
        /// When it was asked.
        pub asked_at: Moment,
        /// End of the code, then of what is shown.
        pub until: Moment,
    }
}

impl AppointmentRow {
    /// How far it is at this moment.
    pub fn state_at(&self, now: Moment) -> State {
        self.state.at(self.until, now)
    }
}

row! {
    /// A professional with something open.
    pub struct ProfessionalRow {
        /// Their vault.
        pub professional: VaultId,
    }
}

/// What a person's answer writes.
pub struct Answered<'a> {
    /// The consent.
    pub consent: ConsentId,
    /// Hash of the secret of the share.
    pub share: &'a [u8; 32],
    /// The secret, sealed to the professional.
    pub answer: &'a [u8],
    /// What was agreed to, sealed to the professional.
    pub receipt: &'a [u8],
    /// What was asked, sealed to the person until the new end.
    pub request: &'a [u8],
    /// The end of what is shown.
    pub until: Moment,
}

macro_rules! columns {
    () => {
        "id, code_id, parameters, professional, structure_id, person, state, request, own, consent, \
         share, answer, copy, copy_state, receipt, opened_at, asked_at, until"
    };
}

macro_rules! open {
    () => {
        "state IN ('offered', 'read', 'given')"
    };
}

/// What goes with the end; what the professional may still print stays until the day is over.
macro_rules! nothing_left {
    () => {
        "code_id = NULL, request = NULL, share = NULL, answer = NULL, copy = NULL"
    };
}

sql! {
    ADD = concat!("INSERT INTO appointments (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, NULL, 'offered', $6, $7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, $8, $9 \
        WHERE (SELECT count(*) FROM appointments \
            WHERE professional = $4 AND until > $8 AND ", open!(), ") < $10");
    FIND = concat!("SELECT ", columns!(), " FROM appointments WHERE id = $1");
    BY_CODE = concat!("SELECT ", columns!(), " FROM appointments \
        WHERE code_id = $1 AND state = 'offered' AND until > $2");
    OF_PROFESSIONAL = concat!("SELECT ", columns!(), " FROM appointments \
        WHERE professional = $1 AND until >= $2 ORDER BY asked_at DESC, id");
    OF_PERSON = concat!("SELECT ", columns!(), " FROM appointments \
        WHERE person = $1 AND until > $2 AND state IN ('read', 'given') ORDER BY asked_at, id");
    OF_CONSENT = concat!("SELECT ", columns!(), " FROM appointments \
        WHERE person = $1 AND consent = $2 AND state = 'given' AND until > $3");
    TAKE = "UPDATE appointments SET state = 'read', code_id = NULL, person = $2, request = $3 \
        WHERE code_id = $1 AND state = 'offered' AND until > $4";
    REFUSE = "UPDATE appointments SET state = 'refused', request = NULL \
        WHERE id = $1 AND person = $2 AND state = 'read' AND until > $3";
    GIVE = "UPDATE appointments SET state = 'given', own = NULL, consent = $3, share = $4, answer = $5, \
        receipt = $6, request = $7, until = $8 \
        WHERE id = $1 AND person = $2 AND state = 'read' AND until > $9";
    EXTEND = "UPDATE appointments SET consent = $3, share = $4, answer = $5, receipt = $6, request = $7, \
        until = $8, copy = NULL, copy_state = NULL \
        WHERE id = $1 AND person = $2 AND state = 'given' AND share = $10 AND until > $9";
    GIVE_COPY = "UPDATE appointments SET consent = $3, share = $4, answer = $5, receipt = $6, request = $7, \
        until = $8, copy = NULL, copy_state = 'given' \
        WHERE id = $1 AND person = $2 AND state = 'given' AND share = $10 AND until > $9";
    OPENED = "UPDATE appointments SET opened_at = $3 \
        WHERE id = $1 AND share = $2 AND state = 'given' AND until > $3";
    ASK_COPY = "UPDATE appointments SET copy = $3, copy_state = 'asked' \
        WHERE id = $1 AND share = $2 AND state = 'given' AND until > $4";
    REFUSE_COPY = "UPDATE appointments SET copy = NULL, copy_state = 'refused' \
        WHERE id = $1 AND person = $2 AND state = 'given' AND copy_state = 'asked' AND until > $3";
    END = concat!("UPDATE appointments SET state = 'ended', ", nothing_left!(), " \
        WHERE id = $1 AND state = $2");
    END_OF_SHARE = concat!("UPDATE appointments SET state = 'ended', ", nothing_left!(), " WHERE share = $1");
    END_OF_PERSON = concat!("UPDATE appointments SET state = 'ended', ", nothing_left!(), " \
        WHERE person = $1 AND state IN ('read', 'given')");
    FORGET_PERSON = concat!("UPDATE appointments SET person = NULL, receipt = NULL, \
        state = CASE WHEN state IN ('read', 'given') THEN 'ended' ELSE state END, ", nothing_left!(), " \
        WHERE person = $1");
    WITH_OPEN_ONES = concat!("SELECT DISTINCT professional FROM appointments WHERE until > $1 AND ", open!());
    FORGET_ENDED = concat!("UPDATE appointments SET ", nothing_left!(), " WHERE until <= $1 AND (code_id IS NOT NULL \
        OR request IS NOT NULL OR share IS NOT NULL OR answer IS NOT NULL OR copy IS NOT NULL)");
    DELETE_ENDED = "DELETE FROM appointments WHERE until < $1";
    DELETE = "DELETE FROM appointments WHERE id = $1";
}

/// Adds a request, unless this professional has `most` open ones: `false`. `Conflict` if its code is in use.
pub async fn add(tx: &mut EphemeralTx, row: &AppointmentRow, most: u64) -> Result<bool, Error> {
    let added = change!(
        tx,
        ADD,
        row.id,
        row.code_id.as_ref(),
        &row.parameters,
        row.professional,
        row.structure_id,
        row.request.as_deref(),
        row.own.as_deref(),
        row.asked_at,
        row.until,
        most,
    )?;
    Ok(added == 1)
}

/// One of them, over or not.
pub async fn find(
    tx: &mut EphemeralTx,
    id: AppointmentId,
) -> Result<Option<AppointmentRow>, Error> {
    one!(tx, FIND, id)
}

/// The one whose code nobody has taken yet.
pub async fn by_code(
    tx: &mut EphemeralTx,
    code: &[u8; 32],
    now: Moment,
) -> Result<Option<AppointmentRow>, Error> {
    one!(tx, BY_CODE, code, now)
}

/// Those of a professional whose end is not before `since`, the newest first.
pub async fn of_professional(
    tx: &mut EphemeralTx,
    professional: VaultId,
    since: Moment,
) -> Result<Vec<AppointmentRow>, Error> {
    many!(tx, OF_PROFESSIONAL, professional, since)
}

/// What a person has read or agreed to and has not ended, the oldest first.
pub async fn of_person(
    tx: &mut EphemeralTx,
    person: VaultId,
    now: Moment,
) -> Result<Vec<AppointmentRow>, Error> {
    many!(tx, OF_PERSON, person, now)
}

/// The one behind a consent that stands.
pub async fn of_consent(
    tx: &mut EphemeralTx,
    person: VaultId,
    consent: ConsentId,
    now: Moment,
) -> Result<Option<AppointmentRow>, Error> {
    one!(tx, OF_CONSENT, person, consent, now)
}

/// Binds a request to the first person who takes its code; `false` for everybody else.
pub async fn take(
    tx: &mut EphemeralTx,
    code: &[u8; 32],
    person: VaultId,
    request: &[u8],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, TAKE, code, person, request, now)? == 1)
}

/// The person says no; `false` if nothing waits for their word.
pub async fn refuse(
    tx: &mut EphemeralTx,
    id: AppointmentId,
    person: VaultId,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, REFUSE, id, person, now)? == 1)
}

macro_rules! answer {
    ($tx:expr, $sql:expr, $id:expr, $person:expr, $new:expr, $now:expr $(, $old:expr)?) => {
        change!(
            $tx,
            $sql,
            $id,
            $person,
            $new.consent,
            $new.share,
            $new.answer,
            $new.receipt,
            $new.request,
            $new.until,
            $now
            $(, $old)?
        )
        .map(|changed| changed == 1)
    };
}

/// The person agrees for the first time; `false` if nothing waits for it.
pub async fn give(
    tx: &mut EphemeralTx,
    (id, person): (AppointmentId, VaultId),
    new: &Answered<'_>,
    now: Moment,
) -> Result<bool, Error> {
    answer!(tx, GIVE, id, person, new, now)
}

/// Another end takes the place of the old one; `false` if what is shown is not `old` any more.
pub async fn extend(
    tx: &mut EphemeralTx,
    (id, person): (AppointmentId, VaultId),
    new: &Answered<'_>,
    old: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    answer!(tx, EXTEND, id, person, new, now, old)
}

/// The same with leave to keep a copy.
pub async fn give_copy(
    tx: &mut EphemeralTx,
    (id, person): (AppointmentId, VaultId),
    new: &Answered<'_>,
    old: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    answer!(tx, GIVE_COPY, id, person, new, now, old)
}

/// The professional has opened what is shown; `false` if it ended meanwhile.
pub async fn opened(
    tx: &mut EphemeralTx,
    id: AppointmentId,
    share: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, OPENED, id, share, now)? == 1)
}

/// They ask for a copy; `false` if it ended meanwhile.
pub async fn ask_copy(
    tx: &mut EphemeralTx,
    id: AppointmentId,
    share: &[u8; 32],
    ask: &[u8],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, ASK_COPY, id, share, ask, now)? == 1)
}

/// The person gives none; `false` if none is asked for.
pub async fn refuse_copy(
    tx: &mut EphemeralTx,
    id: AppointmentId,
    person: VaultId,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, REFUSE_COPY, id, person, now)? == 1)
}

/// Ends one that is this far; `false` if it is not.
pub async fn end(tx: &mut EphemeralTx, id: AppointmentId, from: State) -> Result<bool, Error> {
    Ok(change!(tx, END, id, from)? == 1)
}

/// Ends the one of a share; how many.
pub async fn end_of_share(tx: &mut EphemeralTx, share: &[u8; 32]) -> Result<u64, Error> {
    change!(tx, END_OF_SHARE, share)
}

/// Every professional with something open.
pub async fn with_open_ones(
    tx: &mut EphemeralTx,
    now: Moment,
) -> Result<Vec<ProfessionalRow>, Error> {
    many!(tx, WITH_OPEN_ONES, now)
}

/// Forgets what those that are over held for anybody but the professional; how many.
pub async fn forget_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, FORGET_ENDED, now)
}

/// Deletes those that ended before this moment; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, before: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, before)
}

/// Deletes one that nobody was told of.
pub async fn delete(tx: &mut EphemeralTx, id: AppointmentId) -> Result<(), Error> {
    change!(tx, DELETE, id).map(drop)
}

/// Ends what a person has under way; how many.
pub async fn end_of_person(tx: &mut EphemeralTx, person: VaultId) -> Result<u64, Error> {
    change!(tx, END_OF_PERSON, person)
}

/// Ends what a person has under way whose vault is closed, and keeps nothing of them; how many.
pub async fn forget_person(tx: &mut EphemeralTx, person: VaultId) -> Result<u64, Error> {
    change!(tx, FORGET_PERSON, person)
}
