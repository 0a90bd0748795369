//! A person who lost everything asks. Whoever is not known looks like whoever is.

use super::{place, vouched};
use crate::actions::guardians::{agreement, recipient};
use crate::actions::{Abri, Outcome, Problem, tries};
use crate::crypto::context::Purpose;
use crate::crypto::guardians as sealing;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::Secret;
use crate::crypto::{random, words};
use crate::domain::ids::{RecoveryId, StructureId};
use crate::domain::recovery::{BEGUN, CivilIdentity, Manner, Progress, Seat};
use crate::domain::time::Span;
use crate::store::recoveries::{self, RecoveryRow};
use zeroize::Zeroizing;

/// Cases that one source asks for in an hour.
const FROM_ONE_SOURCE: u64 = 10;
const WINDOW: Span = Span::hours(1);
/// Cases of one structure at a time.
const MOST: u64 = 500;
/// How long a case is held that nobody has confirmed, once a structure has [`MOST`]; the oldest then makes room.
const HELD: Span = Span::hours(1);

/// What is asked.
pub struct NewCase {
    /// Whose professionals.
    pub structure: StructureId,
    /// Who the person says they are.
    pub who: CivilIdentity,
    /// How the two make sure of them.
    pub manner: Manner,
}

/// Asks; the secret of the slip. `source` is the address that it comes from, for the throttle.
pub async fn ask(abri: &Abri, new: NewCase, source: &str) -> Outcome<Secret> {
    let key = abri.keys.throttle_id("recovery", source.as_bytes());
    tries::within(abri, &key, FROM_ONE_SOURCE, WINDOW).await?;
    let structures = agreement::structures(abri).await?;
    if !structures.iter().any(|(id, _)| *id == new.structure) {
        return Err(Problem::Field("guardians-not-there"));
    }
    let now = abri.now();
    let progress = Progress::asked(new.manner, now);
    // The whole of its longest life, before the second one has confirmed.
    let epoch = abri.coming_day_key(now + BEGUN).await?;
    let slip = random::secret();
    let id = RecoveryId::from_bytes(random::bytes());
    let case = sealing::case_identity(&slip).recipient();
    let spoken = words::folded(&sealing::case_words(&case));
    // Strings and numbers alone: nothing in it can fail to serialise.
    let json = Zeroizing::new(serde_json::to_vec(&new.who).unwrap_or_default());
    let mut sealed = Vec::new();
    let mut durable = abri.store.durable.look().await?;
    for seat in Seat::BOTH {
        let to = recipient(abri, &mut durable, new.structure, seat).await?;
        let to = to.ok_or(Problem::Field("guardians-not-there"))?;
        let at = place(Purpose::RecoveryWho, id, Some(seat));
        sealed.push(sealing::seal_for_day(&to, &epoch, &at, &json));
    }
    drop(durable);
    let (Some(who_second), Some(who_first)) = (sealed.pop(), sealed.pop()) else {
        return Err(Problem::Damaged("seat"));
    };
    let row = RecoveryRow {
        id,
        slip: lookups::id(Kind::Recovery, slip.expose()),
        words: abri.keys.recovery_words_id(new.structure, &spoken),
        structure_id: new.structure,
        manner: new.manner,
        recipient: case.to_bytes(),
        lookup: agreement::lookup(abri, new.structure, &new.who),
        who_first,
        who_second,
        asked_at: progress.asked,
        until: progress.until,
        vault_id: None,
        agreement: None,
        first_seat: None,
        first_by: None,
        first_at: None,
        layer: None,
        ready_at: None,
        key: None,
        told: None,
        mac: [0; 32],
    };
    let row = vouched(abri, row);
    let mut tx = abri.store.ephemeral.begin().await?;
    if !recoveries::add(&mut tx, &row, MOST).await? {
        // Whoever fills a structure with cases that nobody knows keeps people out for an hour, not for days; whoever is
        // being helped is never pushed out.
        let before = now - HELD;
        let room = recoveries::make_room(&mut tx, new.structure, before, now).await?;
        if !room || !recoveries::add(&mut tx, &row, MOST).await? {
            return Err(Problem::Busy);
        }
    }
    tx.commit().await?;
    Ok(slip)
}
