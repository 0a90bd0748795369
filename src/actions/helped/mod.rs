//! A vault opened with a mediator, on their screen: what may be done there, and by whom it is said to be done.
//!
//! The person alone types the code; the card is printed; nothing of the vault stays on that screen. What was
//! made there stays marked, and is replaced at the person's first visit of their own ([`renew`]). Until then
//! the vault holds no paper: a helped session can put none in, and neither can it let anybody else do so.

pub mod open;
pub mod renew;
pub mod together;

use super::people;
use super::session::Session;
use super::{Abri, Outcome, Problem};
use crate::domain::access::{self, Help};
use crate::domain::ids::VaultId;
use crate::domain::journal::Details;
use crate::domain::time::Span;
use crate::store::{DurableTx, vaults};

/// A helped session ends after this, whatever happens.
pub const AT_MOST: Span = Span::hours(1);

/// Whoever helps, as the session remembers them: taken from their own session, never from a form.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Helper {
    vault: [u8; 16],
    /// The name that colleagues know them by.
    pub name: String,
    /// The structure that they work for.
    pub structure: String,
}

impl Helper {
    /// What the journal says of them.
    pub(super) fn details(&self) -> Details {
        Details {
            who: self.name.clone(),
            structure: self.structure.clone(),
            ..Details::default()
        }
    }
}

/// The mediator who is signed in, and leave to help.
fn helper(session: &Session) -> Outcome<(Helper, Help)> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    let help = access::may_help(&working.member).ok_or(Problem::NotFound)?;
    let helper = Helper {
        vault: *help.by().as_bytes(),
        name: people::names::own(session)?.name.as_str().to_owned(),
        structure: working.structure.clone(),
    };
    Ok((helper, help))
}

/// Whoever helps is asked for at each request: a closed account, another role or a structure that was stopped
/// ends what they began.
pub(super) async fn still_helps(abri: &Abri, tx: &mut DurableTx, helper: &Helper) -> Outcome<()> {
    let vault = VaultId::from_bytes(helper.vault);
    let row = vaults::read(tx, vault).await?;
    let row = row.ok_or(Problem::SignInAgain)?;
    let working = people::working(abri, tx, vault, row.generation).await?;
    let help = working.and_then(|working| access::may_help(&working.member));
    help.map(drop).ok_or(Problem::SignInAgain)
}
