//! A vault opened with a mediator: the story, and every way in which what the mediator saw must not serve.

mod attacks;
mod story;

use abri::actions::helped::{open, renew, together};
use abri::actions::open_vault::Notice;
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Abri, Problem, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::crockford;
use abri::domain::person::CallName;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::structure::Role;
use abri::store::vaults::Given;

use crate::people::{Colleague, hired, structure};
use crate::support::Service;

/// More than anybody opens in a test.
pub const MOST: u32 = 40;

/// A mediator at work, and their manager.
pub async fn mediator(service: &Service) -> (Colleague, Colleague) {
    let (_, mut manager) = structure(service, "Accueil des Tilleuls").await;
    let mediator = hired(service, &mut manager, Role::Mediator, "Paul Ferrand").await;
    (mediator, manager)
}

/// The information, as a mediator gave it.
pub fn told() -> Notice {
    Notice {
        version: "1".into(),
        language: "fr".into(),
        given: Given::Mediator,
    }
}

/// Begins with somebody.
pub async fn begun(abri: &Abri, mediator: &Session) -> Result<Session, Problem> {
    let name = CallName::parse("Salif").unwrap();
    open::open(abri, mediator, MOST, name, &told()).await
}

/// What is drawn and not yet typed back.
pub fn code(session: &Session) -> String {
    session.notes.drawn[0].text.clone()
}

/// The number on the card.
pub async fn number(abri: &Abri, session: &Session) -> String {
    let all = ways_in::all(abri, &session.open).await.unwrap();
    let card = all.iter().find(|row| row.kind == SlotKind::Card).unwrap();
    ways_in::card_number(&session.open, card)
        .unwrap()
        .to_string()
}

/// What a person leaves the counter with.
pub struct Card {
    /// The number that is printed.
    pub number: String,
    /// What they have in their head.
    pub code: String,
}

impl Card {
    /// What they show to come in.
    pub fn way(&self) -> Way {
        Way::Held {
            kind: SlotKind::Card,
            secret: crockford::parse_rescue_code(&self.number).unwrap(),
            code: Code::parse(&self.code, 6).unwrap(),
        }
    }

    /// Comes in with it.
    pub async fn enters(&self, abri: &Abri, place: Place) -> Result<Session, Problem> {
        sign_in(abri, self.way(), place, "192.0.2.1").await
    }
}

/// The whole opening, in which nobody saw the code.
pub async fn opened(abri: &Abri, mediator: &Session) -> (Card, Session) {
    let mut session = begun(abri, mediator).await.unwrap();
    let (code, number) = (code(&session), number(abri, &session).await);
    together::note_code(abri, &mut session, &code)
        .await
        .unwrap();
    let end = &number[number.len() - 4..];
    together::confirm_card(abri, &mut session, end)
        .await
        .unwrap();
    together::was_not_seen(abri, &session).await.unwrap();
    (Card { number, code }, session)
}

/// Another request of the same session.
pub async fn goes_on(abri: &Abri, session: &Session) -> Result<Session, Problem> {
    session::resume(abri, session.cookie().duplicate()).await
}

/// Comes in and replaces what was seen; the session, which is whole.
pub async fn replaced(abri: &Abri, card: &Card, place: Place) -> Session {
    let mut session = card.enters(abri, place).await.unwrap();
    renew::renew(abri, &mut session).await.unwrap();
    session
}
