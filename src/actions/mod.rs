//! What people and operators do, one file per verb. The only writers: every change of a vault is
//! told in its journal, in the same transaction.

pub mod add_paper;
pub mod agreements;
pub mod appointments;
pub mod backup;
pub mod bring_back;
pub mod certificates;
pub mod certify;
pub mod change;
pub mod check;
mod check_paper;
pub mod checkpoints;
pub mod close_vault;
pub mod copies;
pub mod deposits;
pub mod discreet;
pub mod draft_keys;
mod drawn;
pub mod end_sessions;
mod every_vault;
mod findings;
pub mod grant;
pub mod guardians;
pub mod helped;
pub mod keep_days;
pub mod look_back;
mod notes;
pub mod notice;
pub mod notices;
mod objects;
pub mod once;
pub mod open;
pub mod open_vault;
pub mod papers;
pub mod people;
pub mod peppers;
pub mod places;
mod problem;
pub mod prove;
pub mod read_shown;
pub mod reading;
mod receive;
pub mod record;
pub mod recover;
pub mod refile;
pub mod refused_tries;
pub mod regain_control;
pub mod remove_paper;
mod rescue;
pub mod scan;
pub mod scope;
pub mod screens;
pub mod session;
pub mod short_code;
pub mod show;
pub mod sign_in;
pub mod standing;
mod state;
pub mod stop;
pub mod structures;
pub mod sweep;
pub mod take_journal;
pub mod take_out;
pub mod tell_reading;
pub mod tidy;
pub mod tombstones;
pub mod tries;
mod unlock;
pub mod uploads;
pub mod verify_journal;
pub mod verify_paper;
mod way;
pub mod ways_in;
mod zipping;

use crate::blobs::{Blobs, Epochs};
use crate::config::Quotas;
use crate::crypto::argon::Argon;
use crate::crypto::documents::Buffers;
use crate::crypto::random;
use crate::crypto::secrets::Key;
use crate::crypto::server_keys::{Owner, ServerKeys};
use crate::domain::document::HealthPapers;
use crate::domain::quota::DayQuotas;
use crate::domain::time::{Clock, Moment};
use crate::media::Workers;
use crate::notify::Notify;
use crate::store::Store;
use crate::store::vaults::VaultRow;
pub use problem::{Outcome, Problem};

/// The running service: what every action works with.
pub struct Abri {
    /// Tables, durable and ephemeral.
    pub store: Store,
    /// Ciphertext of papers and pictures.
    pub objects: Blobs,
    /// Keys of days, destroyed when their day is over.
    pub epochs: Epochs,
    /// Pepper and lookup keys, kept apart from the tables.
    pub keys: ServerKeys,
    /// What papers are opened in on their way out.
    pub buffers: Buffers,
    /// Argon2id, as many at a time as there are cores.
    pub argon: Argon,
    /// The present.
    pub clock: Clock,
    /// Bounds on what is kept.
    pub quotas: Quotas,
    /// How much a professional may do in a day.
    pub work: DayQuotas,
    /// Whether papers with health data are taken in.
    pub health_papers: HealthPapers,
    /// Uploads that become papers, few at a time.
    pub finishing: uploads::Finishing,
    /// Processes that read untrusted files.
    pub workers: Workers,
    /// An anti-virus, where the operator has one.
    pub scanning: Option<scan::Scanning>,
    /// Messages to people who asked for them, where the operator has a relay or a hook.
    pub notify: Notify,
}

impl Abri {
    /// The present.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether this installation made the recipient to which a vault's inbox is sealed.
    pub(crate) fn vouches_for(&self, vault: &VaultRow) -> bool {
        self.keys.vouches_for(
            Owner::Inbox,
            vault.id,
            vault.generation,
            &vault.inbox_recipient,
            &vault.inbox_mac,
        )
    }

    /// The epoch key of the UTC day on which something ends; `None` once that day is over.
    pub(crate) async fn day_key(&self, end: Moment) -> Outcome<Option<Key>> {
        let key = self.epochs.key(end.day()).await?;
        Ok(key.and_then(|bytes| Key::from_slice(&*bytes)))
    }

    /// The same for what is sealed now. A clock that went back to a day whose key was destroyed gets another one, which opens
    /// nothing of before. Not within a change, since it begins one.
    pub(crate) async fn coming_day_key(&self, end: Moment) -> Outcome<Key> {
        if let Some(key) = self.day_key(end).await? {
            return Ok(key);
        }
        // That the clock is not believed is told by the round of the jobs; keys are made all the same.
        drop(keep_days::keep_days(self, &random::bytes()).await);
        let key = self.day_key(end).await?;
        key.ok_or(Problem::Damaged("epoch key"))
    }
}
