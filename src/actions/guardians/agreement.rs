//! A person agrees that one of each seat of a structure, together, can help them back in; or stops that.

use super::recipient;
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::ways_in::account;
use crate::actions::{Abri, Outcome, Problem, prove, tries};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::hybrid::Recipient;
use crate::crypto::{envelope, guardians as sealing, random, words};
use crate::domain::access::Whose;
use crate::domain::ids::{GuardianshipId, StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::recovery::{CivilIdentity, Seat};
use crate::domain::time::{Moment, Span};
use crate::store::guardianships::{self, GuardianshipRow};
use crate::store::{DurableTx, Error, recoveries, seats};

/// Tries of one vault, so that nobody finds out who else agreed.
const TRIES: u64 = 10;
const WINDOW: Span = Span::hours(1);

/// What was agreed to, sealed under the vault key.
#[derive(serde::Serialize, serde::Deserialize)]
struct Record {
    structure: String,
    who: CivilIdentity,
    agreed: i64,
    /// SHA-256 of the two public keys, in hexadecimal.
    seats: [String; 2],
}

/// What a person agreed to.
pub struct Agreement {
    /// The structure's name.
    pub structure: String,
    /// Who they are on their identity paper.
    pub who: CivilIdentity,
    /// Since when.
    pub since: Moment,
    /// Whether the two seats are what they were, and somebody sits in each; else it has to be agreed to anew.
    pub stands: bool,
}

/// The structures that can help people back in, by name.
pub async fn structures(abri: &Abri) -> Outcome<Vec<(StructureId, String)>> {
    let mut tx = abri.store.durable.look().await?;
    let rows = seats::helping(&mut tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What the person who is signed in agreed to.
pub async fn mine(abri: &Abri, session: &Session) -> Outcome<Option<Agreement>> {
    let open = &session.open;
    let mut tx = abri.store.durable.look().await?;
    let Some(row) = guardianships::of_vault(&mut tx, open.vault).await? else {
        return Ok(None);
    };
    let record = read(open, &row)?;
    let helping = seats::helping(&mut tx).await?;
    let helps = helping.iter().any(|one| one.id == row.structure_id);
    let now = fingerprints(abri, &mut tx, row.structure_id).await?;
    Ok(Some(Agreement {
        structure: record.structure,
        who: record.who,
        since: Moment::from_millis(record.agreed),
        stands: helps && now.is_some_and(|now| now == record.seats),
    }))
}

/// Agrees; what was agreed to before is over. `NotFound` unless a secret was typed a short while ago, and for anybody but a
/// beneficiary alone with their vault.
pub async fn agree(
    abri: &Abri,
    session: &Session,
    structure: StructureId,
    who: CivilIdentity,
) -> Outcome<()> {
    let open = &session.open;
    if open.whose != Whose::Beneficiary || !prove::is_fresh(abri, session) {
        return Err(Problem::NotFound);
    }
    let key = abri.keys.throttle_id("guardians", open.vault.as_bytes());
    tries::within(abri, &key, TRIES, WINDOW).await?;
    let mut tx = abri.store.durable.look().await?;
    let helping = seats::helping(&mut tx).await?;
    let helping = helping.into_iter().find(|one| one.id == structure);
    let name = helping.ok_or(Problem::Field("guardians-not-there"))?.name;
    drop(tx);

    let mut change = Change::begin(abri, open, &account(open)?).await?;
    let before = guardianships::of_vault(change.tx(), open.vault).await?;
    let keys = keys(abri, change.tx(), structure).await?;
    let [one, two] = keys.ok_or(Problem::Field("guardians-not-there"))?;
    let id = GuardianshipId::from_bytes(random::bytes());
    let layered = |outer: Seat| {
        let (mine, other) = match outer {
            Seat::First => (&one, &two),
            Seat::Second => (&two, &one),
        };
        let at = (open.vault, open.generation);
        let outside = place(Purpose::GuardianBoth, at, id, outer);
        let inside = place(Purpose::GuardianLayer, at, id, outer.other());
        sealing::seal_both((mine, &outside), (other, &inside), &open.key)
    };
    let record = Record {
        structure: name.clone(),
        agreed: abri.now().millis(),
        seats: [&one, &two].map(Recipient::fingerprint),
        who,
    };
    // Strings and numbers alone: nothing in it can fail to serialise.
    let json = zeroize::Zeroizing::new(serde_json::to_vec(&record).unwrap_or_default());
    let row = GuardianshipRow {
        vault_id: open.vault,
        id,
        generation: open.generation,
        structure_id: structure,
        lookup: lookup(abri, structure, &record.who),
        first: layered(Seat::First),
        second: layered(Seat::Second),
        record: envelope::seal(&open.keys.wrap, &record_place(open, id), &json),
    };
    if let Some(before) = before {
        end(&mut change, open, &before).await?;
    }
    match guardianships::add(change.tx(), &row).await {
        Err(Error::Conflict) => return Err(Problem::Field("guardians-taken")),
        added => added?,
    }
    let details = Details {
        structure: name,
        ..Details::default()
    };
    change.tell(Event::GuardiansAgreed, &details).await?;
    change.commit().await?;
    forget_cases(abri, open).await
}

/// Stops it; nothing to stop is no error.
pub async fn stop(abri: &Abri, session: &Session) -> Outcome<()> {
    let open = &session.open;
    if open.whose != Whose::Beneficiary {
        return Err(Problem::NotFound);
    }
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    let Some(row) = guardianships::of_vault(change.tx(), open.vault).await? else {
        return Ok(());
    };
    end(&mut change, open, &row).await?;
    change.commit().await?;
    forget_cases(abri, open).await
}

/// A case that rested on what was agreed to before opens nothing, and goes.
async fn forget_cases(abri: &Abri, open: &Open) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    recoveries::delete_of_vault(&mut tx, open.vault).await?;
    Ok(tx.commit().await?)
}

/// Ends what was agreed to, as part of a change; `None` when nothing was.
pub(in crate::actions) async fn end_in(change: &mut Change<'_>, open: &Open) -> Outcome<bool> {
    let row = guardianships::of_vault(change.tx(), open.vault).await?;
    if let Some(row) = &row {
        end(change, open, row).await?;
    }
    Ok(row.is_some())
}

async fn end(change: &mut Change<'_>, open: &Open, row: &GuardianshipRow) -> Outcome<()> {
    guardianships::erase(change.tx(), open.vault).await?;
    change.bury_agreement(row.id);
    let details = Details {
        structure: read(open, row)?.structure,
        ..Details::default()
    };
    change.tell(Event::GuardiansStopped, &details).await?;
    Ok(())
}

fn read(open: &Open, row: &GuardianshipRow) -> Outcome<Record> {
    let json = envelope::open(&open.keys.wrap, &record_place(open, row.id), &row.record)?;
    serde_json::from_slice(&json).map_err(|_| Problem::Damaged("agreement"))
}

const fn record_place(open: &Open, id: GuardianshipId) -> Context {
    open.context(Purpose::Guardianship).object(id.as_bytes())
}

/// Where a layer is: for this vault, this agreement and this seat.
pub(in crate::actions) const fn place(
    purpose: Purpose,
    (vault, generation): (VaultId, u32),
    id: GuardianshipId,
    seat: Seat,
) -> Context {
    Context::new(purpose, vault, generation)
        .object(id.as_bytes())
        .version(seat.number())
}

/// What an agreement is found by.
pub(in crate::actions) fn lookup(
    abri: &Abri,
    structure: StructureId,
    who: &CivilIdentity,
) -> [u8; 32] {
    let folded = format!("{} {}", words::folded_name(&who.name), who.born);
    abri.keys.identity_id(structure, &folded)
}

async fn keys(
    abri: &Abri,
    tx: &mut DurableTx,
    structure: StructureId,
) -> Outcome<Option<[Recipient; 2]>> {
    let one = recipient(abri, tx, structure, Seat::First).await?;
    let two = recipient(abri, tx, structure, Seat::Second).await?;
    Ok(one.zip(two).map(|(one, two)| [one, two]))
}

async fn fingerprints(
    abri: &Abri,
    tx: &mut DurableTx,
    structure: StructureId,
) -> Outcome<Option<[String; 2]>> {
    let keys = keys(abri, tx, structure).await?;
    Ok(keys.map(|keys| keys.map(|key| key.fingerprint())))
}
