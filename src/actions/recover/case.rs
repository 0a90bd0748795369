//! What the person who holds the slip sees of their case.

use super::{end, of_slip, progress};
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::guardians as sealing;
use crate::crypto::secrets::Secret;
use crate::crypto::{crockford, hybrid};
use crate::domain::recovery::{Manner, Stage};
use crate::domain::time::Moment;
use crate::store::structures;
use zeroize::Zeroizing;

/// One case.
pub struct Case {
    /// The four words that its person reads out.
    pub words: Zeroizing<String>,
    /// The slip's secret, as it is printed.
    pub code: Zeroizing<String>,
    /// Whose professionals are asked.
    pub structure: String,
    /// How they make sure of the person.
    pub manner: Manner,
    /// How far it is.
    pub stage: Stage,
    /// Its end.
    pub until: Moment,
}

/// Looks at the case of a slip; `WrongSecret` when there is none any more.
pub async fn look(abri: &Abri, slip: &Secret) -> Outcome<Case> {
    let row = of_slip(abri, slip).await?;
    let mut tx = abri.store.durable.look().await?;
    let structure = structures::read(&mut tx, row.structure_id).await?;
    let recipient =
        hybrid::Recipient::from_bytes(&row.recipient).map_err(|_| Problem::Damaged("recovery"))?;
    Ok(Case {
        words: sealing::case_words(&recipient),
        code: crockford::rescue_code(slip),
        structure: structure.ok_or(Problem::NotFound)?.name,
        manner: row.manner,
        stage: progress(&row).stage(abri.now()),
        until: row.until,
    })
}

/// Whoever holds the slip gives it up.
pub async fn give_up(abri: &Abri, slip: &Secret) -> Outcome<()> {
    let row = of_slip(abri, slip).await?;
    end(abri, row.id).await
}
