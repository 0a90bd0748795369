//! Who somebody is on their identity paper, and a structure, as the two forms that ask for them do.

use crate::actions::guardians::agreement;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::StructureId;
use crate::domain::recovery::{CivilIdentity, IdentityError};
use crate::domain::time::Moment;

/// More structures than that are chosen from a list that unfolds.
const TO_TICK: usize = 5;

/// What was typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    pub(super) structure: String,
    pub(super) nom: String,
    pub(super) jour: String,
    pub(super) mois: String,
    pub(super) annee: String,
}

impl Typed {
    /// Reads the identity; what a field cannot hold is told by its sentence.
    pub(super) fn identity(&self, today: Moment) -> Outcome<CivilIdentity> {
        let born = format!(
            "{}-{}-{}",
            self.annee.trim(),
            self.mois.trim(),
            self.jour.trim()
        );
        CivilIdentity::parse(&self.nom, &born, today).map_err(|error| match error {
            IdentityError::Name => Problem::Field("guardians-name-wrong"),
            IdentityError::Date => Problem::Field("guardians-born-wrong"),
        })
    }
}

/// The structures to choose from.
pub(super) struct Structures(Vec<(StructureId, String)>);

/// They, as choices.
pub(super) struct Choices {
    pub(super) all: Vec<Choice>,
    /// Whether they are chosen from a list that unfolds.
    pub(super) unfolds: bool,
}

/// One of them.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

impl Structures {
    /// Those that have both their places filled.
    pub(super) async fn open(abri: &Abri) -> Outcome<Self> {
        Ok(Self(agreement::structures(abri).await?))
    }

    /// The one that was chosen; the only one needs no choice.
    pub(super) fn chosen(&self, typed: &Typed) -> Outcome<(StructureId, &str)> {
        let found = match self.0.as_slice() {
            [only] if typed.structure.is_empty() => Some(only),
            all => all.iter().find(|(id, _)| id.to_string() == typed.structure),
        };
        let (id, name) = found.ok_or(Problem::Field("guardians-structure-choose"))?;
        Ok((*id, name))
    }

    /// As choices; the only one is chosen.
    pub(super) fn choices(&self, typed: &Typed) -> Choices {
        let choice = |(id, name): &(StructureId, String)| {
            let id = id.to_string();
            let chosen = id == typed.structure || self.0.len() == 1;
            let name = name.clone();
            Choice { id, name, chosen }
        };
        Choices {
            all: self.0.iter().map(choice).collect(),
            unfolds: self.0.len() > TO_TICK,
        }
    }
}
