//! What a right to put papers in holds: `origin key[32] ‖ JSON`, sealed under the secret of its link and the key of
//! the day on which it ends. The vault can make the origin key again; nobody else can.

use super::depositor::Given;
use crate::actions::open::Open;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{envelope, sessions};
use crate::domain::document::Through;
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;
use zeroize::Zeroizing;

/// Where the values of a right belong.
pub(super) struct Right {
    pub(super) vault: VaultId,
    pub(super) generation: u32,
    pub(super) id: [u8; 16],
    pub(super) until: Moment,
}

impl Right {
    pub(super) const fn of(open: &Open, id: [u8; 16], until: Moment) -> Self {
        Self {
            vault: open.vault,
            generation: open.generation,
            id,
            until,
        }
    }

    pub(super) const fn context(&self, purpose: Purpose) -> Context {
        Context::new(purpose, self.vault, self.generation).object(&self.id)
    }

    /// The secret for the person, to show the QR code again.
    pub(super) fn seal_link(&self, open: &Open, secret: &Secret) -> Vec<u8> {
        let context = self.context(Purpose::DepositLink);
        envelope::seal(&open.keys.wrap, &context, secret.expose())
    }

    pub(super) fn open_link(&self, open: &Open, sealed: &[u8]) -> Outcome<Secret> {
        let context = self.context(Purpose::DepositLink);
        let secret = envelope::open(&open.keys.wrap, &context, sealed)?;
        Secret::from_slice(&secret).ok_or(Problem::Damaged("link"))
    }

    /// What whoever has the secret needs.
    pub(super) async fn seal_key(
        &self,
        abri: &Abri,
        open: &Open,
        through: Through,
        secret: &Secret,
        given: &Given,
    ) -> Outcome<Vec<u8>> {
        let day = abri.coming_day_key(self.until).await?;
        let origin = open.keys.origin(through, &self.id);
        let mut value = Zeroizing::new(origin.expose().to_vec());
        // Strings alone: nothing in it can fail to serialise.
        serde_json::to_writer(&mut *value, given).unwrap_or_default();
        let context = self.context(Purpose::DepositRight);
        Ok(sessions::seal(secret, &day, &context, &value))
    }

    /// `NotFound` once the day of its end is over.
    pub(super) async fn open_key(
        &self,
        abri: &Abri,
        secret: &Secret,
        sealed: &[u8],
    ) -> Outcome<(Key, Given)> {
        const DAMAGED: Problem = Problem::Damaged("deposit right");
        let day = abri.day_key(self.until).await?.ok_or(Problem::NotFound)?;
        let context = self.context(Purpose::DepositRight);
        let value = sessions::open(secret, &day, &context, sealed)?;
        let (origin, json) = value.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
        Ok((
            Key::from_slice(origin).ok_or(DAMAGED)?,
            serde_json::from_slice(json).map_err(|_| DAMAGED)?,
        ))
    }
}
