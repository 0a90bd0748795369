//! Appointments: a professional asks, a person answers, and whatever else somebody may try.

mod attacks;
mod ends;
mod flipped;
mod forged;
mod limits;
mod nodes;
mod story;

use abri::actions::appointments::{Agreeing, Answer, NewRequest, agree, ask, one, take};
use abri::actions::session::{self, Session};
use abri::actions::{Abri, Problem, show};
use abri::domain::appointment::Lasting;
use abri::domain::ids::{AppointmentId, DocumentId};
use abri::domain::structure::Role;
use abri::store::grants;

use crate::given::{paper, vault};
use crate::people::{Colleague, hired, structure};
use crate::support::Service;

/// Where the person types a code.
pub const PHONE: &str = "192.0.2.7";

/// A social worker at work, and their manager.
pub async fn claire(service: &Service) -> (Colleague, Colleague) {
    let (_, mut manager) = structure(service, "Le Porche").await;
    let claire = hired(service, &mut manager, Role::SocialWorker, "Claire Morel").await;
    (claire, manager)
}

/// What is asked for the "RSA".
pub fn rsa() -> NewRequest {
    NewRequest {
        purpose: "rsa".into(),
        answers: Vec::new(),
        kinds: Vec::new(),
        lasting: Lasting::TwoHours,
    }
}

/// Asks; the appointment and its code.
pub async fn asks(abri: &Abri, by: &Session) -> (AppointmentId, String) {
    let id = ask(abri, by, rsa()).await.unwrap();
    let code = one(abri, by, id).await.unwrap().code.unwrap();
    (id, code.to_string())
}

/// The person's yes.
pub fn yes(what: Agreeing) -> Answer {
    Answer {
        id: show::draw_id(),
        what,
        sentence: "Je montre 1 papier à Claire Morel (Le Porche) pendant 2 heures.".into(),
        language: "fr".into(),
    }
}

/// Agrees to what is asked.
pub async fn agrees(
    abri: &Abri,
    person: &Session,
    id: AppointmentId,
    what: Agreeing,
) -> Result<(), Problem> {
    agree(abri, person, id, yes(what)).await
}

/// Somebody with one paper.
pub async fn mariam(abri: &Abri) -> (Session, DocumentId) {
    let person = vault(abri).await;
    let paper = paper(abri, &person.open, "Fiche de paie").await;
    (person, paper)
}

/// An appointment in which one paper is shown; the person, their paper, and which it is.
pub async fn given(abri: &Abri, by: &Session) -> (Session, DocumentId, AppointmentId) {
    let (person, paper) = mariam(abri).await;
    let (id, code) = asks(abri, by).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    agrees(abri, &person, id, Agreeing::Show(vec![paper]))
        .await
        .unwrap();
    (person, paper, id)
}

/// Another request of the same session, which asks anew who this is.
pub async fn goes_on(abri: &Abri, session: &Session) -> Result<Session, Problem> {
    session::resume(abri, session.cookie().duplicate()).await
}

/// The share behind an appointment now.
pub async fn share(abri: &Abri, id: AppointmentId) -> Option<[u8; 32]> {
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let row = abri::store::appointments::find(&mut tx, id).await.unwrap();
    row.and_then(|row| row.share)
}

/// How many papers a share opens.
pub async fn grants(abri: &Abri, share: &[u8; 32]) -> usize {
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let all = grants::of_share(&mut tx, share, abri.now()).await.unwrap();
    all.len()
}
