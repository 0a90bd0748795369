//! What a professional sees of their appointments.

use super::request::apart;
use super::{DAMAGED, asks, own, place};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::appointments as sealing;
use crate::crypto::context::Purpose;
use crate::domain::appointment::{CopyAsk, CopyState, Request, State};
use crate::domain::ids::AppointmentId;
use crate::domain::time::Moment;
use crate::store::appointments::{self, AppointmentRow};
use zeroize::Zeroizing;

/// The code and a hyphen.
const CODE: usize = 7;

/// An appointment of whoever is signed in.
pub struct Mine {
    /// Which.
    pub id: AppointmentId,
    /// How far it is.
    pub state: State,
    /// What was asked.
    pub request: Request,
    /// Its code, until somebody has read it.
    pub code: Option<Zeroizing<String>>,
    /// When it was asked.
    pub asked: Moment,
    /// End of the code, then of what is shown.
    pub until: Moment,
    /// Whether the professional has opened what is shown.
    pub opened: bool,
    /// What became of asking for a copy.
    pub copy: Option<CopyState>,
    /// What was agreed to, once it was.
    pub given: Option<Given>,
}

/// What a person agreed to: the professional's receipt.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Given {
    /// What was asked.
    pub request: Request,
    /// The name by which the person is called.
    pub person: String,
    /// The kind of each paper shown, in order.
    pub kinds: Vec<String>,
    /// Given at, milliseconds UTC.
    pub from: i64,
    /// Ends at, milliseconds UTC.
    pub until: i64,
    /// The consent, in text.
    pub consent: String,
    /// How a copy may be kept, where that was agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<CopyAsk>,
}

/// Those of today, the newest first.
pub async fn today(abri: &Abri, session: &Session) -> Outcome<Vec<Mine>> {
    let ask = asks(session)?;
    let since = abri.now().day().start();
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = appointments::of_professional(&mut tx, ask.by(), since).await?;
    drop(tx);
    let mut all = Vec::with_capacity(rows.len());
    for row in rows
        .iter()
        .filter(|row| row.structure_id == ask.structure())
    {
        match read(abri, session, row).await {
            Ok(one) => all.push(one),
            // One that is damaged says so on its own page, and hides no other.
            Err(Problem::Damaged(what)) => tracing::error!(what, "an appointment is damaged"),
            Err(problem) => return Err(problem),
        }
    }
    Ok(all)
}

/// One of them.
pub async fn one(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<Mine> {
    let (_, row) = own(abri, session, id).await?;
    read(abri, session, &row).await
}

/// How far one of them is, whether it was opened, and what became of asking for a copy: for a page that asks again and
/// again.
pub async fn state(
    abri: &Abri,
    session: &Session,
    id: AppointmentId,
) -> Outcome<(State, bool, Option<CopyState>)> {
    let (_, row) = own(abri, session, id).await?;
    let state = row.state_at(abri.now());
    Ok((state, row.opened_at.is_some(), row.copy_state))
}

async fn read(abri: &Abri, session: &Session, row: &AppointmentRow) -> Outcome<Mine> {
    let given = receipt(abri, session, row).await?;
    let (code, request) = match &given {
        Some(given) => (None, given.request.clone()),
        None => asked(abri, session, row).await?,
    };
    let state = row.state_at(abri.now());
    Ok(Mine {
        id: row.id,
        state,
        request,
        code: code.filter(|_| state == State::Offered),
        asked: row.asked_at,
        until: row.until,
        opened: row.opened_at.is_some(),
        copy: row.copy_state,
        given,
    })
}

/// The code and what was asked, as the professional keeps them until there is a receipt.
pub(super) async fn asked(
    abri: &Abri,
    session: &Session,
    row: &AppointmentRow,
) -> Outcome<(Option<Zeroizing<String>>, Request)> {
    let open = &session.open;
    let sealed = row.own.as_deref().ok_or(DAMAGED)?;
    // Sealed on the day of the code's end, which no answer has moved yet.
    let day = abri.day_key(row.until).await?.ok_or(DAMAGED)?;
    let place = place(
        Purpose::AppointmentOwn,
        (open.vault, open.generation),
        row.id,
    );
    let kept = sealing::open(&open.keys.inbox(), &day, &place, sealed)?;
    let (code, signed) = kept.split_at_checked(CODE).ok_or(DAMAGED)?;
    let (said, _) = apart(signed)?;
    let code = std::str::from_utf8(code).map_err(|_| DAMAGED)?.to_owned();
    let request = serde_json::from_slice(said).map_err(|_| DAMAGED)?;
    Ok((Some(Zeroizing::new(code)), request))
}

/// The receipt, once there is one.
pub(super) async fn receipt(
    abri: &Abri,
    session: &Session,
    row: &AppointmentRow,
) -> Outcome<Option<Given>> {
    let open = &session.open;
    let Some(sealed) = row.receipt.as_deref() else {
        return Ok(None);
    };
    let day = abri.day_key(row.until).await?.ok_or(DAMAGED)?;
    let place = place(
        Purpose::AppointmentReceipt,
        (open.vault, open.generation),
        row.id,
    );
    let json = sealing::open(&open.keys.inbox(), &day, &place, sealed)?;
    serde_json::from_slice(&json).map(Some).map_err(|_| DAMAGED)
}
