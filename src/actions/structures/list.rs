//! The structures, for their operator: names, states and counts; nobody's name.

use crate::actions::{Abri, Outcome};
use crate::domain::ids::StructureId;
use crate::domain::structure::{Role, State};
use crate::store::{people, structures};

/// One structure.
pub struct Structure {
    /// Its id.
    pub id: StructureId,
    /// Its name.
    pub name: String,
    /// Whether people work there.
    pub state: State,
    /// How many have each role.
    pub counts: Vec<(Role, usize)>,
}

/// All of them, the oldest first.
pub async fn list(abri: &Abri) -> Outcome<Vec<Structure>> {
    let mut tx = abri.store.durable.read().await?;
    let mut listed = Vec::new();
    for row in structures::all(&mut tx).await? {
        let people = people::of_structure(&mut tx, row.id).await?;
        let count = |role| {
            let with = people
                .iter()
                .filter(|person| person.role == role && person.deactivated_at.is_none());
            (role, with.count())
        };
        listed.push(Structure {
            id: row.id,
            state: row.state(),
            counts: Role::ALL.iter().copied().map(count).collect(),
            name: row.name,
        });
    }
    Ok(listed)
}
