//! The information notice: which text was given, and that it was read again.

use super::change::Change;
use super::open_vault::Notice;
use super::session::Session;
use super::{Abri, Outcome, ways_in};
use crate::domain::journal::{Details, Event};
use crate::store::vaults;

/// The notice that is given now. A new text needs a new version: a test holds them together.
pub const VERSION: &str = "2026-11-24";

/// Remembers which notice was given, and tells it in the journal.
pub async fn read(abri: &Abri, session: &Session, notice: &Notice) -> Outcome<()> {
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    let now = change.now();
    vaults::set_notice(
        change.tx_uncovered(),
        open.vault,
        (&notice.version, &notice.language, notice.given),
        now,
    )
    .await?;
    change.tell(Event::NoticeRead, &Details::default()).await?;
    change.commit().await
}
