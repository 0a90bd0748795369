//! The invented structure of the demonstration and who works there: a manager, a social worker and a
//! mediator, each with words and a card of their own.

use super::guardians;
use crate::actions::people::join::{self, NewColleague};
use crate::actions::people::{counts, desk};
use crate::actions::session::Session;
use crate::actions::structures::{create, invite, open};
use crate::actions::{Abri, Outcome, Problem, ways_in};
use crate::crypto::secrets::Secret;
use crate::domain::person::CallName;
use crate::domain::quota::What;
use crate::domain::recovery::Seat;
use crate::domain::slot::SlotKind;
use crate::domain::structure::{Function, Role, StructureName};

/// The structure's name.
const STRUCTURE: &str = "Accueil des Tilleuls";

/// Somebody invented, and both things that open their account.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Professional {
    /// `manager`, `social_worker` or `mediator`.
    pub role: Role,
    /// The name they are called by.
    pub name: String,
    /// Where they work.
    pub structure: String,
    /// The structure's id.
    pub structure_id: String,
    /// The number of their own card.
    pub card: String,
    /// Their five words.
    pub words: String,
    /// Their place among those who, two together, help back in whoever lost everything: 1 or 2.
    #[serde(default)]
    pub seat: Option<u32>,
}

/// What Claire did today, as if she had: five people who say no in a day are told to her manager.
const WORKED: &[(What, u32)] = &[(What::Asked, 9), (What::Opened, 4), (What::Refused, 5)];

/// Makes the structure and who works there.
pub(super) async fn make(abri: &Abri) -> Outcome<Vec<Professional>> {
    let name = StructureName::parse(STRUCTURE).map_err(|_| Problem::Field("structure"))?;
    let (structure, first) = create::create(abri, &name).await?;
    open::verify(abri, structure).await?;
    let mut made = Vec::new();
    let mut manager = None;
    let mut seated = Vec::new();
    for (name, function, role) in [
        ("Nadia Benali", "Directrice", Role::Manager),
        ("Claire Morel", "Assistante sociale", Role::SocialWorker),
        ("Paul Ferrand", "Conseiller numérique", Role::Mediator),
    ] {
        let secret = match role {
            Role::Manager => first.duplicate(),
            other => invite::invite(abri, structure, other).await?,
        };
        let (session, card, words) = come_in(abri, &secret, name, function).await?;
        let vault = session.open.vault;
        if role == Role::SocialWorker {
            for (what, times) in WORKED {
                for _ in 0..*times {
                    counts::count(abri, vault, *what).await?;
                }
            }
        }
        let seat = match role {
            Role::Manager => None,
            Role::SocialWorker => Some(Seat::First.number()),
            Role::Mediator => Some(Seat::Second.number()),
        };
        match seat {
            None => manager = Some(session),
            Some(_) => seated.push(vault),
        }
        made.push(Professional {
            role,
            name: name.to_owned(),
            structure: STRUCTURE.to_owned(),
            structure_id: structure.to_string(),
            card,
            words,
            seat,
        });
    }
    if let (Some(manager), [one, two]) = (&manager, seated.as_slice()) {
        guardians::seated(abri, manager, [*one, *two]).await?;
    }
    Ok(made)
}

/// Joins, notes the words, and holds the printed card; their session, the card's number and the words.
async fn come_in(
    abri: &Abri,
    secret: &Secret,
    name: &str,
    function: &str,
) -> Outcome<(Session, String, String)> {
    let new = NewColleague {
        name: CallName::parse(name).map_err(|_| Problem::Field("join-name-wrong"))?,
        function: Function::parse(function).map_err(|_| Problem::Field("join-function-wrong"))?,
        kind: SlotKind::DeskCard,
        language: "fr".to_owned(),
    };
    let (mut session, _) = join::join(abri, secret, new).await?;
    let words = noted(abri, &mut session).await?;
    let card = desk::card(abri, &session).await?.ok_or(Problem::NotFound)?;
    let number = ways_in::card_number(&session.open, &card)?;
    desk::confirm_card(abri, &session, &number[number.len() - 4..]).await?;
    let number = number.to_string();
    Ok((session, number, words))
}

async fn noted(abri: &Abri, session: &mut Session) -> Outcome<String> {
    let words = desk::to_note(session).ok_or(Problem::NotFound)?.to_owned();
    desk::note(abri, session, &words).await?;
    Ok(words)
}
