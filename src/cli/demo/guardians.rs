//! Two professionals of the invented structure who, together, can help somebody back in, and somebody who agreed.

use crate::actions::guardians::{agreement, seats};
use crate::actions::session::{self, Session};
use crate::actions::{Abri, Outcome, Problem, prove};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::recovery::{CivilIdentity, Seat};

/// Somebody invented, as on their identity paper: name and date of birth.
pub(super) const WHO: (&str, &str) = ("Gebru Tesfay", "1994-08-17");

/// The manager names one to each of the two places.
pub(super) async fn seated(abri: &Abri, manager: &Session, people: [VaultId; 2]) -> Outcome<()> {
    let manager = session::resume(abri, manager.cookie().duplicate()).await?;
    for (seat, person) in Seat::BOTH.into_iter().zip(people) {
        seats::name(abri, &manager, seat, person).await?;
    }
    Ok(())
}

/// The person agrees, their code typed.
pub(super) async fn agreed(
    abri: &Abri,
    session: &mut Session,
    structure: StructureId,
    code: &str,
) -> Outcome<()> {
    let ways = prove::askable(abri, session).await?;
    let card = ways.first().ok_or(Problem::NotFound)?.id;
    prove::prove(abri, session, &card, code).await?;
    let (name, born) = WHO;
    let who = CivilIdentity::parse(name, born, abri.now())
        .map_err(|_| Problem::Field("guardians-name-wrong"))?;
    agreement::agree(abri, session, structure, who).await
}
