//! Keys for photographs that wait on the person's own phone: given to its page, kept nowhere.

use super::session::Session;
use super::{Abri, Outcome, Problem};
use crate::domain::slot::Place;
use crate::domain::time::Span;
use data_encoding::BASE64;
use zeroize::Zeroizing;

/// A draft can be read again for this long at least, and for less than twice as long.
const KEPT: Span = Span::days(1);

/// A key, and the UTC day after which it cannot be made again.
pub struct DraftKey {
    /// The day, as its number since 1970-01-01.
    pub day: i64,
    /// 32 bytes, in base64.
    pub key: Zeroizing<String>,
}

/// The key for new drafts, then the one of today, under which those of yesterday lie. `NotFound` on
/// a screen that others use: there, photographs wait in memory alone.
pub async fn draft_keys(abri: &Abri, session: &Session) -> Outcome<Vec<DraftKey>> {
    if session.place != Place::Own {
        return Err(Problem::NotFound);
    }
    let now = abri.now();
    let mut found = Vec::new();
    for end in [now + KEPT, now] {
        let epoch = abri.coming_day_key(end).await?;
        let key = session.open.keys.draft(&epoch);
        found.push(DraftKey {
            day: end.day().number(),
            key: Zeroizing::new(BASE64.encode(key.expose())),
        });
    }
    Ok(found)
}
