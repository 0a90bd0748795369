//! Walking through all vaults, some at a time.

use super::{Abri, Outcome};
use crate::domain::ids::VaultId;
use crate::store::vaults::{self, VaultRow};

const AT_A_TIME: u32 = 100;

/// Where a walk stands.
#[derive(Default)]
pub(super) struct Walk {
    after: Option<VaultId>,
}

impl Walk {
    /// The next vaults, by id; none at the end.
    pub(super) async fn next(&mut self, abri: &Abri) -> Outcome<Vec<VaultRow>> {
        let mut tx = abri.store.durable.read().await?;
        let vaults = vaults::after(&mut tx, self.after, AT_A_TIME).await?;
        self.after = vaults.last().map(|vault| vault.id).or(self.after);
        Ok(vaults)
    }
}
