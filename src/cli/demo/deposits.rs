//! Who may put papers in for the people of the demonstration, and one paper that waits for an answer.

use futures_util::stream;

use super::papers;
use crate::actions::deposits::{self, ActiveInvitation, NewDeposit, NewInvitation};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::config::Origin;
use crate::domain::document::Title;

/// A link by which papers are put in, as the list says it.
#[derive(serde::Serialize)]
pub(super) struct Invited {
    /// What whoever puts papers in opens.
    pub link: String,
    /// Who they are.
    pub name: String,
    /// Its end, milliseconds UTC.
    pub until: i64,
    /// `open` or `stopped`.
    pub state: &'static str,
}

/// One link that works, by which a paper came already, and one that is stopped. A folder that has the first keeps it.
pub(super) async fn of(abri: &Abri, session: &Session, origin: &Origin) -> Outcome<Vec<Invited>> {
    let before = deposits::active(abri, &session.open).await?.pop();
    let open = if let Some(open) = before {
        open
    } else {
        let made = invite(abri, session).await?;
        put_in(abri, &made).await?;
        made
    };
    let stopped = invite(abri, session).await?;
    deposits::stop(abri, &session.open, stopped.id).await?;
    Ok(vec![
        told(origin, &open, "open"),
        told(origin, &stopped, "stopped"),
    ])
}

fn told(origin: &Origin, one: &ActiveInvitation, state: &'static str) -> Invited {
    Invited {
        link: format!("{origin}/d#{}", *one.link.text),
        name: one.name.clone(),
        until: one.until.millis(),
        state,
    }
}

async fn invite(abri: &Abri, session: &Session) -> Outcome<ActiveInvitation> {
    let id = deposits::draw_id();
    let new = NewInvitation {
        id,
        name: "Karim Haddad".to_owned(),
        days: 7,
        papers: 20,
        sentence: "Je laisse Karim Haddad déposer 20 papiers au plus dans mon coffre.".to_owned(),
        language: "fr".to_owned(),
    };
    deposits::invite(abri, session, new).await?;
    deposits::one(abri, &session.open, id).await
}

async fn put_in(abri: &Abri, invitation: &ActiveInvitation) -> Outcome<()> {
    let cookie = deposits::enter(abri, &invitation.link.text, "demo").await?;
    let depositor = deposits::resume(abri, &cookie).await?;
    let bytes = papers::pdf(LEASE);
    let most = bytes.len() as u64;
    let arriving = stream::iter([Ok(bytes::Bytes::from(bytes))]);
    let new = NewDeposit {
        title: Title::parse("Bail").map_err(|_| Problem::Field("papers-title"))?,
        kind: "bail".to_owned(),
    };
    deposits::receive_and_put(abri, &depositor, arriving, most, new).await?;
    Ok(())
}

const LEASE: &[(i32, i32, i32, &str)] = &[
    (52, 60, 16, "Résidence Les Acacias"),
    (52, 110, 11, "3, place du Marché - 99000 Valmer"),
    (330, 150, 12, "Mme Mariam D."),
    (52, 275, 13, "Contrat de location"),
    (52, 320, 11, "Logement de 31 m2, deuxième étage"),
    (52, 342, 11, "Loyer"),
    (460, 342, 11, "310,00 €"),
    (52, 400, 13, "Depuis le 1er octobre 2026"),
];
