//! Structures, who works there, and every way of getting in that must fail.

mod attacks;
pub(crate) mod code_app;
mod code_attacks;
mod counts;
mod doors;
pub(crate) mod flipped;
mod help;
mod managers;
mod passkey;
mod restored;
mod story;

use abri::actions::Problem;
use abri::actions::people::desk;
use abri::actions::people::invite::invite;
use abri::actions::people::join::{NewColleague, join};
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::structures::{create, open};
use abri::actions::ways_in;
use abri::crypto::crockford;
use abri::crypto::secrets::Secret;
use abri::domain::ids::{StructureId, VaultId};
use abri::domain::person::CallName;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::structure::{Function, Role, StructureName};
use abri::store::Store;

use crate::postgres;
use crate::support::Service;

/// Somebody who works at a structure, and both things that open their account.
pub struct Colleague {
    /// Their first visit.
    pub session: Session,
    /// What they hold.
    pub kind: SlotKind,
    /// Its 128 bits.
    pub held: Secret,
    /// Their five words.
    pub words: String,
}

impl Colleague {
    /// Their vault.
    pub fn id(&self) -> VaultId {
        self.session.open.vault
    }

    /// What they show to come in.
    pub fn way(&self) -> Way {
        Way::desk(self.kind, self.held.duplicate(), &self.words).unwrap()
    }

    /// Comes in.
    pub async fn enters(&self, service: &Service) -> Result<Session, Problem> {
        enter(service, self.way()).await
    }

    /// A later request of the first visit.
    pub async fn goes_on(&self, service: &Service) -> Result<Session, Problem> {
        let cookie = self.session.cookie().duplicate();
        session::resume(&service.abri, cookie).await
    }
}

pub async fn enter(service: &Service, way: Way) -> Result<Session, Problem> {
    sign_in(&service.abri, way, Place::Own, "192.0.2.1").await
}

/// What somebody says who joins.
pub fn newcomer(name: &str, kind: SlotKind) -> NewColleague {
    NewColleague {
        name: CallName::parse(name).unwrap(),
        function: Function::parse("Assistante sociale").unwrap(),
        kind,
        language: "fr".into(),
    }
}

/// Joins with the secret of an invitation, and notes the words.
pub async fn joins(
    service: &Service,
    secret: &Secret,
    name: &str,
    kind: SlotKind,
) -> Result<Colleague, Problem> {
    let abri = &service.abri;
    let (mut session, held) = join(abri, secret, newcomer(name, kind)).await?;
    let held = if let Some(held) = held {
        held
    } else {
        let card = desk::card(abri, &session).await?.unwrap();
        let number = ways_in::card_number(&session.open, &card)?;
        crockford::parse_rescue_code(&number).unwrap()
    };
    let words = desk::to_note(&session).unwrap().to_owned();
    desk::note(abri, &mut session, &words).await?;
    Ok(Colleague {
        session,
        kind,
        held,
        words,
    })
}

/// A structure that the operator made sure of, and its first manager.
pub async fn structure(service: &Service, name: &str) -> (StructureId, Colleague) {
    let abri = &service.abri;
    let name = StructureName::parse(name).unwrap();
    let (id, secret) = create::create(abri, &name).await.unwrap();
    open::verify(abri, id).await.unwrap();
    let manager = joins(service, &secret, "Nadia", SlotKind::Desk).await;
    (id, manager.unwrap())
}

/// The secret of an invitation that a manager makes.
pub async fn invited(service: &Service, manager: &mut Colleague, role: Role) -> Secret {
    let id = invite(&service.abri, &mut manager.session, role)
        .await
        .unwrap();
    let number = manager.session.drawn_for(&id).unwrap();
    crockford::parse_rescue_code(number).unwrap()
}

/// Somebody whom this manager invited.
pub async fn hired(
    service: &Service,
    manager: &mut Colleague,
    role: Role,
    name: &str,
) -> Colleague {
    let secret = invited(service, manager, role).await;
    joins(service, &secret, name, SlotKind::Desk).await.unwrap()
}

/// The codes of a journal, in order.
pub async fn told(service: &Service, open: &abri::actions::open::Open) -> Vec<String> {
    let entries = abri::actions::take_journal::entries(&service.abri, open)
        .await
        .unwrap();
    entries.into_iter().map(|entry| entry.code).collect()
}

pub async fn on_postgres() -> Service {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}
