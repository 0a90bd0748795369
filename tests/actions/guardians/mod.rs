//! Two professionals who, together, help somebody back in who lost everything.

mod attacks;
pub(crate) mod flipped;
mod flood;
mod overtaken;
mod restored;
mod states;
mod story;
mod tables;
mod turnover;

use abri::actions::guardians::{agreement, hand_over, seats};
use abri::actions::recover::{ask, case, confirm};
use abri::actions::session::Session;
use abri::actions::{Abri, Problem, prove};
use abri::crypto::secrets::Secret;
use abri::domain::ids::{StructureId, VaultId};
use abri::domain::recovery::{CivilIdentity, Manner, Seat, Stage};
use abri::domain::structure::Role;

use crate::people::{Colleague, hired, structure};
use crate::support::Service;
use crate::ways_in::vault;

/// A structure with both seats taken; Clara sits beside Anna.
pub struct Seated {
    pub structure: StructureId,
    pub manager: Colleague,
    pub anna: Colleague,
    pub boris: Colleague,
    pub clara: Colleague,
}

impl Seated {
    pub async fn at(service: &Service) -> Self {
        let abri = &service.abri;
        let (structure, mut manager) = structure(service, "Le Porche").await;
        let anna = hired(service, &mut manager, Role::SocialWorker, "Anna").await;
        let boris = hired(service, &mut manager, Role::Mediator, "Boris").await;
        let clara = hired(service, &mut manager, Role::SocialWorker, "Clara").await;
        let name = async |seat, who: &Colleague| {
            seats::name(abri, &manager.session, seat, who.id())
                .await
                .unwrap();
        };
        name(Seat::First, &anna).await;
        name(Seat::Second, &boris).await;
        name(Seat::First, &clara).await;
        hand_over::hand_over(abri, &anna.session, clara.id())
            .await
            .unwrap();
        Self {
            structure,
            manager,
            anna,
            boris,
            clara,
        }
    }
}

/// A person with a vault, alone in front of it.
pub struct Person {
    pub session: Session,
    pub phone: Secret,
    pub code: String,
    pub who: CivilIdentity,
}

impl Person {
    pub fn vault(&self) -> VaultId {
        self.session.open.vault
    }

    /// Somebody with a vault, and a name that nobody else has.
    pub async fn new(service: &Service, number: usize) -> Self {
        let (mut session, phone, code) = vault(service).await;
        types(&service.abri, &mut session, &code).await;
        Self {
            session,
            phone,
            code,
            who: identity(service, &format!("Mariam Exemple {number}")),
        }
    }

    /// The same, who agreed.
    pub async fn agreed(service: &Service, seated: &Seated, number: usize) -> Self {
        let person = Self::new(service, number).await;
        person.agrees(service, seated).await.unwrap();
        person
    }

    pub async fn agrees(&self, service: &Service, seated: &Seated) -> Result<(), Problem> {
        let who = self.who.clone();
        agreement::agree(&service.abri, &self.session, seated.structure, who).await
    }

    /// Asks for help.
    pub async fn asks(&self, service: &Service, seated: &Seated, manner: Manner) -> Case {
        asks(service, seated, self.who.clone(), manner).await
    }
}

/// The slip in the person's hand, and the words they read out.
pub struct Case {
    pub slip: Secret,
    pub words: String,
}

pub async fn asks(service: &Service, seated: &Seated, who: CivilIdentity, manner: Manner) -> Case {
    let new = ask::NewCase {
        structure: seated.structure,
        who,
        manner,
    };
    let slip = ask::ask(&service.abri, new, "192.0.2.1").await.unwrap();
    let words = case::look(&service.abri, &slip).await.unwrap().words;
    Case {
        slip,
        words: words.to_string(),
    }
}

pub fn identity(service: &Service, name: &str) -> CivilIdentity {
    CivilIdentity::parse(name, "24/11/1961", service.abri.now()).unwrap()
}

/// Types the code of the phone again.
pub async fn types(abri: &Abri, session: &mut Session, code: &str) {
    let phone = session.notes.slot_id;
    prove::prove(abri, session, &phone, code).await.unwrap();
}

pub async fn confirms(service: &Service, who: &Colleague, words: &str) -> Result<Stage, Problem> {
    confirm::confirm(&service.abri, &who.session, words).await
}

pub fn refused<T>(outcome: Result<T, Problem>, field: &str) {
    match outcome {
        Err(Problem::Field(said)) => assert_eq!(said, field),
        Err(other) => panic!("{other} instead of {field}"),
        Ok(_) => panic!("allowed: {field}"),
    }
}
