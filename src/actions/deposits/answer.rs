//! The person says whether they keep what somebody put in.

use crate::actions::open::Open;
use crate::actions::{Abri, Outcome};
use crate::domain::ids::DocumentId;

/// They keep it: from now on it is a paper like the others. `NotFound` unless it waits for an answer.
pub async fn accept(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    todo!()
}

/// They do not: it rests with the removed ones. `NotFound` unless it waits for an answer.
pub async fn refuse(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    todo!()
}
