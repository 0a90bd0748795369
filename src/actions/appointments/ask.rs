//! A social worker asks: for a procedure or for kinds of papers, for a while. They get a code to be read by one person.

use super::request::sign;
use super::{asks, place, told_oneself};
use crate::actions::people::{counts, names, tell_own};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::catalogue;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::{appointments as sealing, crockford, deposits, envelope, random};
use crate::domain::appointment::{Lasting, MOST_KINDS, MOST_OPEN, Request, State};
use crate::domain::ids::{AppointmentId, VaultId};
use crate::domain::journal::Event;
use crate::domain::quota::What;
use crate::store::appointments::{self, AppointmentRow};
use zeroize::Zeroizing;

/// What is asked.
pub struct NewRequest {
    /// Key of a purpose of the catalogue.
    pub purpose: String,
    /// What was answered to the questions of the procedure, key by key.
    pub answers: Vec<(String, bool)>,
    /// Kinds of paper; none for the list of the procedure.
    pub kinds: Vec<String>,
    /// For how long.
    pub lasting: Lasting,
}

/// Where the request lies behind its code.
pub(super) const fn code_place(by: VaultId, id: AppointmentId) -> Context {
    Context::new(Purpose::AppointmentCode, by, 0).object(id.as_bytes())
}

/// Asks. Too many at once are a `Field`, too many a day `TooMuch`.
pub async fn ask(abri: &Abri, session: &Session, new: NewRequest) -> Outcome<AppointmentId> {
    let leave = asks(session)?;
    must_be(&new)?;
    let now = abri.now();
    counts::must_have_room(abri, leave.by(), What::Asked).await?;
    // Else a person agrees for nothing: what they show could not be opened.
    counts::must_have_room(abri, leave.by(), What::Opened).await?;
    let name = names::own(session)?;
    let structure = session.working.as_ref().ok_or(Problem::NotFound)?;
    let request = Request {
        name: name.name.as_str().to_owned(),
        function: name.function.as_str().to_owned(),
        structure: structure.structure.clone(),
        purpose: new.purpose,
        answers: new.answers,
        kinds: new.kinds,
        lasting: new.lasting,
        asked: now.millis(),
    };
    let open = &session.open;
    let id = AppointmentId::from_bytes(random::bytes());
    let code = crockford::appointment_code();
    let code_id = abri.keys.code_id(&code);
    let until = request.end();
    let day = abri.coming_day_key(until).await?;
    let parameters = abri.argon.code_parameters();
    let key = deposits::code_key(&abri.argon, (&code, &code_id), parameters, &day)
        .await
        .map_err(|_| Problem::Busy)?;
    let signed = sign(open, id, &request);
    let mut kept = Zeroizing::new(code.as_bytes().to_vec());
    kept.extend_from_slice(&signed);
    let own = place(Purpose::AppointmentOwn, (open.vault, open.generation), id);
    let row = AppointmentRow {
        id,
        code_id: Some(code_id),
        parameters: parameters.to_string(),
        professional: leave.by(),
        structure_id: leave.structure(),
        person: None,
        state: State::Offered,
        request: Some(envelope::seal(&key, &code_place(leave.by(), id), &signed)),
        own: Some(sealing::seal(
            &open.keys.inbox().recipient(),
            &day,
            &own,
            &kept,
        )),
        consent: None,
        share: None,
        answer: None,
        copy: None,
        copy_state: None,
        receipt: None,
        opened_at: None,
        asked_at: now,
        until,
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::add(&mut tx, &row, MOST_OPEN).await? {
        return Err(Problem::Field("appointment-many"));
    }
    tx.commit().await?;
    let told = async {
        counts::count(abri, leave.by(), What::Asked).await?;
        tell_own(
            abri,
            session,
            Event::RequestMade,
            &told_oneself(&request.purpose),
        )
        .await
    };
    if let Err(problem) = told.await {
        // Nothing is asked that is not counted, or that the journal does not tell.
        let mut tx = abri.store.ephemeral.begin().await?;
        appointments::delete(&mut tx, id).await?;
        tx.commit().await?;
        return Err(problem);
    }
    Ok(id)
}

fn must_be(new: &NewRequest) -> Outcome<()> {
    if !catalogue::is_purpose(&new.purpose) {
        return Err(Problem::Field("appointment-purpose"));
    }
    let known = new.kinds.iter().all(|kind| catalogue::is_kind(kind));
    if !known || new.kinds.len() > MOST_KINDS {
        return Err(Problem::Field("appointment-kinds"));
    }
    Ok(())
}
