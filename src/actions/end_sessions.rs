//! An operator who has reason to ends the session of everybody.

use super::{Abri, Outcome};
use crate::store::sessions;

/// Ends every session, on every node; how many. Ways in, shares and deposits stay.
pub async fn end_sessions(abri: &Abri) -> Outcome<u64> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let ended = sessions::delete_all(&mut tx).await?;
    tx.commit().await?;
    Ok(ended)
}
