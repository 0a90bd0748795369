//! Tables that were put back without [`super::restore`]: a dump of PostgreSQL, a base backup with its write-ahead log, a
//! copy of a file. The log of checkpoints, which lies elsewhere, is longer than they know.

use super::restore;
use crate::actions::checkpoints::append;
use crate::actions::tombstones::{self, Replayed};
use crate::actions::{Abri, Outcome, Problem};
use crate::store::{help_cases, person_invitations};

/// Ends again whatever may have ended since, before the first request: nobody knows any more what had. `None` where the
/// tables are as the log left them.
///
/// Each person is told twice: here that what they were showing has ended, and at their next visit that their vault went back.
pub async fn put_right(abri: &Abri) -> Outcome<Option<(Replayed, u64)>> {
    match append::is_ahead(abri).await {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(Problem::Damaged(what)) => {
            // The check says so too; no start waits for it.
            tracing::error!(what, "whether the tables were taken back cannot be known");
            return Ok(None);
        }
        Err(other) => return Err(other),
    }
    let replayed = tombstones::replay(abri).await?;
    let ended = restore::end_all(abri).await?;
    let mut tx = abri.store.durable.begin().await?;
    person_invitations::delete_unused(&mut tx).await?;
    help_cases::delete_all(&mut tx).await?;
    tx.commit().await?;
    // Last: broken off, the next start begins anew.
    append::caught_up(abri).await?;
    Ok(Some((replayed, ended)))
}
