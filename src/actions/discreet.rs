//! Discreet mode: for whoever lives with somebody who looks at their screen.
//!
//! Pages name nothing until asked, and nothing is sent. Who has access now, and somebody who asks to come back into the
//! vault, are shown all the same.

use super::change::Change;
use super::open_vault::{self, Profile};
use super::session::Session;
use super::ways_in::account;
use super::{Abri, Outcome, notices};
use crate::domain::journal::{Details, Event};

/// Begins it, or ends it; what is so already stays so, and is not told again.
pub async fn set(abri: &Abri, session: &Session, on: bool) -> Outcome<()> {
    let open = &session.open;
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    let before = open_vault::read(open, &change.vault().profile)?;
    if before.discreet == on {
        return Ok(());
    }
    let profile = Profile {
        discreet: on,
        ..before
    };
    change.set_profile(open_vault::seal_profile(open, &profile));
    if on {
        notices::pause(&mut change).await?;
    } else {
        notices::resume(&mut change).await?;
    }
    change
        .tell(Event::SettingChanged, &Details::default())
        .await?;
    change.commit().await?;
    if on {
        notices::forget(abri, open.vault).await?;
    }
    Ok(())
}
