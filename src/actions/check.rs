//! Is everything there, and as it was? Rows against their objects, journals, keys of days, clock.
//!
//! What only an open vault can tell, its seal over all rows, is verified at each sign-in.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt;

use super::backup::{Why, read_whole};
use super::change::LockedChange;
use super::checkpoints::heads;
use super::checkpoints::read;
use super::every_vault::Walk;
pub use super::findings::Finding;
use super::tombstones::{self, Dead, Kind};
use super::verify_journal;
use super::{
    Abri, Outcome, Problem, close_vault, deposits as depositing, guardians, keep_days, people,
    remove_paper,
};
use crate::blobs;
use crate::crypto::journal::Head;
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Span;
use crate::store::deposits::{self, DepositRow};
use crate::store::documents::{self, DocumentRow};
use crate::store::vaults::VaultRow;
use crate::store::{destroyed, intents, leases, marks, seats as rows};

/// Objects younger than this may still get their row.
const YOUNG: Span = Span::hours(1);
/// Days in which the daily check reaches every vault.
pub const SLICES: u64 = 8;
const DAILY: &str = "daily check";

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Objects are there and have their length.
    Lengths,
    /// Every byte of every object is read and its digest compared.
    Bytes,
}

/// What a check looked at, and what it found.
#[derive(Debug, Default)]
pub struct Report {
    /// Vaults.
    pub vaults: u64,
    /// Objects that rows name.
    pub objects: u64,
    /// Entries of journals.
    pub entries: u64,
    /// Lines of the log of checkpoints.
    pub logged: u64,
    /// Journals that it has seen go back, and whose persons were told.
    pub went_back: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Checks everything.
pub async fn check(abri: &Abri, depth: Depth) -> Outcome<Report> {
    let mut report = Report::default();
    let mut named = HashSet::new();
    let mut walk = Walk::default();
    // Before the journals: what grows meanwhile goes on from what was logged.
    let mut heads = log(abri, &mut report).await?;
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            break;
        }
        for vault in &vaults {
            check_vault(abri, vault, depth, &mut report, &mut named).await?;
            if let Some(head) = heads.remove(&abri.keys.checkpoint_id(vault.id)) {
                goes_on(abri, vault, &head, &mut report).await?;
            }
        }
    }
    if !heads.is_empty() {
        let dead = Dead::read(abri).await?;
        heads.retain(|id, _| !dead.has(Kind::Vault, id));
    }
    if !heads.is_empty() {
        report.findings.push(Finding::Gone(heads.len()));
    }
    seats(abri, &mut report).await?;
    orphans(abri, &named, &mut report).await?;
    days(abri, &mut report).await?;
    Ok(report)
}

async fn seats(abri: &Abri, report: &mut Report) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    for row in rows::all(&mut tx).await? {
        if !guardians::is_ours(abri, &row) {
            report.findings.push(Finding::Seat {
                structure: row.structure_id,
                seat: row.seat,
            });
        }
    }
    Ok(())
}

/// Reads the log; the last head of each journal, by its blinded id.
async fn log(abri: &Abri, report: &mut Report) -> Outcome<HashMap<[u8; 32], Head>> {
    match read::whole(abri, None).await? {
        Ok(whole) => {
            (report.logged, report.went_back) = (whole.lines, whole.went_back);
            if whole.by_earlier_key {
                report.findings.push(Finding::Log(read::Flaw::EarlierKey));
            }
            Ok(whole.heads)
        }
        Err(flaw) => {
            report.findings.push(Finding::Log(flaw));
            Ok(HashMap::new())
        }
    }
}

async fn goes_on(abri: &Abri, vault: &VaultRow, head: &Head, report: &mut Report) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let is_known = heads::has(&mut tx, vault, head).await?;
    drop(tx);
    if !is_known && !tombstones::is_erased(abri, vault.id).await? {
        report.findings.push(Finding::WentBack {
            vault: vault.id,
            logged: head.number,
            now: vault.journal_number,
        });
    }
    Ok(())
}

/// `Unavailable` where rows name papers and nothing at all lies in the place of the objects: what is put in then would
/// lie beneath the disk that comes back.
pub async fn objects_are_there(abri: &Abri) -> Outcome<()> {
    let mut tx = abri.store.durable.look().await?;
    let named = documents::any(&mut tx).await?;
    drop(tx);
    if named && !abri.objects.is_there().await? {
        let why = "the tables name papers and the place of the objects is empty: is its disk mounted, is it the right bucket?";
        return Err(Problem::Unavailable(why.to_owned()));
    }
    Ok(())
}

/// What became of the check of a day.
pub enum Daily {
    /// Its papers were read: what was found.
    Read(Report),
    /// They were read already, by this process or another.
    Before,
    /// They are not read yet: another process is at it, or was when it ended, the clock is not believed, or it has to stop.
    NotNow,
}

/// Once a day, by one process: reads every byte of one vault in [`SLICES`], another slice each day, while it may go on.
/// By a clock that is not believed it is not done: noted for a day to come, it would be missing until then.
pub async fn daily(abri: &Abri, holder: &[u8; 16], goes_on: impl Fn() -> bool) -> Outcome<Daily> {
    let now = abri.now();
    let today = now.day().number();
    if keep_days::leap(abri).await?.is_some() {
        return Ok(Daily::NotNow);
    }
    let mut tx = abri.store.durable.read().await?;
    let done = marks::read(&mut tx, DAILY).await?;
    drop(tx);
    if done.is_some_and(|done| done >= today) {
        return Ok(Daily::Before);
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    let taken = leases::take(&mut tx, DAILY, holder, now, Span::hours(6)).await?;
    tx.commit().await?;
    if !taken {
        return Ok(Daily::NotNow);
    }
    let read = todays(abri, today, goes_on).await;
    // One that failed or had to stop is begun anew today, by another node or at the next start.
    let mut tx = abri.store.ephemeral.begin().await?;
    leases::release(&mut tx, DAILY, holder).await?;
    tx.commit().await?;
    read
}

/// Reads the slice of a day, and notes that it was read.
async fn todays(abri: &Abri, today: i64, goes_on: impl Fn() -> bool) -> Outcome<Daily> {
    let report = slice(abri, today.unsigned_abs() % SLICES, &goes_on).await?;
    if !goes_on() {
        return Ok(Daily::NotNow);
    }
    let mut tx = abri.store.durable.begin().await?;
    marks::raise(&mut tx, DAILY, today).await?;
    tx.commit().await?;
    Ok(Daily::Read(report))
}

/// Checks every byte of the vaults of one slice, while it may go on.
pub async fn slice(abri: &Abri, slice: u64, goes_on: impl Fn() -> bool) -> Outcome<Report> {
    let mut report = Report::default();
    let mut named = HashSet::new();
    let mut walk = Walk::default();
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            return Ok(report);
        }
        // Ids are random: their first bytes spread them evenly.
        let mine = |vault: &&VaultRow| u64::from(vault.id.as_bytes()[0]) % SLICES == slice;
        for vault in vaults.iter().filter(mine) {
            if !goes_on() {
                return Ok(report);
            }
            check_vault(abri, vault, Depth::Bytes, &mut report, &mut named).await?;
        }
    }
}

async fn check_vault(
    abri: &Abri,
    vault: &VaultRow,
    depth: Depth,
    report: &mut Report,
    named: &mut HashSet<String>,
) -> Outcome<()> {
    report.vaults += 1;
    match verify_journal::stored(abri, vault).await? {
        Ok(sound) => report.entries += sound.entries,
        Err(flaw) => report.findings.push(Finding::Journal {
            vault: vault.id,
            flaw,
        }),
    }
    let vouched = abri.vouches_for(vault);
    if !vouched {
        report.findings.push(Finding::Recipient(vault.id));
    }
    if vault.closes_at.is_some() && close_vault::moment(abri, vault).is_none() {
        report.findings.push(Finding::Closing(vault.id));
    }
    let mut tx = abri.store.durable.read().await?;
    match people::working(abri, &mut tx, vault.id, vault.generation).await {
        Err(Problem::Damaged(_)) => report.findings.push(Finding::Member(vault.id)),
        other => drop(other?),
    }
    if !depositing::is_vouched_for(abri, &mut tx, vault.id).await? {
        report.findings.push(Finding::Number(vault.id));
    }
    for row in documents::bin(&mut tx, vault.id).await? {
        // One that has no MAC yet is destroyed by nobody but its person.
        if row.removed_mac.is_some() && !remove_paper::is_ours(abri, &row) {
            let (vault, paper) = (vault.id, row.id);
            report.findings.push(Finding::Removal { vault, paper });
        }
    }
    for paper in destroyed::ghosts(&mut tx, vault.id).await? {
        report.findings.push(Finding::Destroyed {
            vault: vault.id,
            paper,
        });
    }
    let kept = documents::of_vault(&mut tx, vault.id).await?;
    let waiting = deposits::sealed(&mut tx, vault.id).await?;
    drop(tx);
    let kept = kept.iter().flat_map(|row| {
        let paper = (row.id, row.version);
        objects(row).map(move |object| (paper, object))
    });
    let waiting = waiting.iter().flat_map(|row| {
        let paper = (row.id, 1);
        objects_in(row).map(|object| (paper, object))
    });
    let all: Vec<((DocumentId, u32), Object<'_>)> = kept.chain(waiting).collect();
    for (paper, object) in all {
        report.objects += 1;
        named.insert(object.name.to_owned());
        let Some(why) = look(abri, &object, depth).await? else {
            continue;
        };
        if !is_still_named(abri, object.name).await? {
            continue;
        }
        // Details sealed to a changed recipient would be read by somebody else.
        if vouched {
            tell_damage(abri, vault.id, paper, object.name).await?;
        }
        report.findings.push(Finding::Object {
            vault: vault.id,
            object: object.name.to_owned(),
            why,
        });
    }
    Ok(())
}

struct Object<'a> {
    name: &'a str,
    length: u64,
    digest: &'a [u8; 32],
}

/// Those of a paper that was put in and waits.
fn objects_in(row: &DepositRow) -> [Object<'_>; 2] {
    let file = Object {
        name: &row.object,
        length: row.length,
        digest: &row.digest,
    };
    let pictures = Object {
        name: &row.pictures,
        length: row.pictures_length,
        digest: &row.pictures_digest,
    };
    [file, pictures]
}

fn objects(row: &DocumentRow) -> impl Iterator<Item = Object<'_>> {
    let file = Object {
        name: &row.object,
        length: row.length,
        digest: &row.digest,
    };
    let pictures = row.pictures.as_deref().and_then(|name| {
        Some(Object {
            name,
            length: row.pictures_length?,
            digest: row.pictures_digest.as_ref()?,
        })
    });
    std::iter::once(file).chain(pictures)
}

async fn look(abri: &Abri, object: &Object<'_>, depth: Depth) -> Outcome<Option<Why>> {
    if depth == Depth::Lengths {
        return Ok(match abri.objects.head(object.name).await? {
            None if !abri.objects.is_there().await? => return Err(blobs::Error::Unavailable.into()),
            None => Some(Why::Missing),
            Some(length) if length != object.length => Some(Why::Length),
            Some(_) => None,
        });
    }
    read_whole(&abri.objects, object.name, object.length, object.digest).await
}

/// Whether the paper was erased while its object was being looked at.
async fn is_still_named(abri: &Abri, object: &str) -> Outcome<bool> {
    let mut tx = abri.store.durable.read().await?;
    Ok(documents::names(&mut tx, object).await? || deposits::names(&mut tx, object).await?)
}

/// Tells the person of damage in a version of a paper, once for each object.
pub(super) async fn tell_damage(
    abri: &Abri,
    vault: VaultId,
    (document, version): (DocumentId, u32),
    object: &str,
) -> Outcome<()> {
    let mark = format!("damage/{object}");
    let mut change = LockedChange::begin(abri, vault).await?;
    if marks::read(change.tx(), &mark).await?.is_some() {
        return Ok(());
    }
    let now = change.now();
    marks::raise(change.tx(), &mark, now.millis()).await?;
    let details = Details {
        document: document.to_string(),
        version,
        ..Details::default()
    };
    change.tell(Event::DamageFound, &details).await?;
    change.commit().await
}

async fn orphans(abri: &Abri, named: &HashSet<String>, report: &mut Report) -> Outcome<()> {
    let now = abri.now();
    let mut tx = abri.store.durable.read().await?;
    let begun: HashSet<String> = intents::older_than(&mut tx, now + Span::DAY, u32::MAX)
        .await?
        .into_iter()
        .map(|intent| intent.object)
        .collect();
    drop(tx);
    for folder in ["d", "p"] {
        let mut list = abri.objects.list(folder);
        while let Some(one) = list.try_next().await? {
            let old = one.written_at + YOUNG < now;
            if old && !named.contains(&one.name) && !begun.contains(&one.name) {
                report.findings.push(Finding::Orphan(one.name));
            }
        }
    }
    Ok(())
}

async fn days(abri: &Abri, report: &mut Report) -> Outcome<()> {
    let now = abri.now();
    let days = abri.epochs.days().await?;
    let ended = (now - keep_days::AT_MOST).day();
    let past = days.iter().filter(|day| **day < ended).count();
    if past > 0 {
        report.findings.push(Finding::PastKeys(past));
    }
    if report.vaults > 0 && !days.contains(&now.day()) {
        report.findings.push(Finding::NoKeys);
    }
    if let Some(ahead) = keep_days::leap(abri).await? {
        report.findings.push(Finding::Clock(ahead));
    }
    Ok(())
}
