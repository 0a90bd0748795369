//! Attack: thousands of random changes of rows, journals and objects, one at a time. Whatever somebody changes behind
//! the service's back is refused where it would be used, is told, or stands in a short list with its reason.
//!
//! `MUTATIONS_SEED` and `MUTATIONS` (how many) repeat a run. An everyday run makes a hundred, and looks whether the
//! world is as rich as the suite needs, sees what it must, and is put back whole.

mod change;
mod harmless;
mod help;
mod messages;
pub(crate) mod objects;
mod random;
mod readers;
mod sees;
pub(crate) mod setups;
pub(crate) mod tables;
mod text;
mod work;
mod world;

use std::collections::BTreeMap;

use abri::domain::ids::VaultId;

use crate::evidence::Claim;
use crate::support::Service;
use change::{Change, Where};
use random::Random;
use sees::Seen;
use tables::Tables;
use world::World;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test actions mutations::";
/// The seed unless another one is given.
const SEED: u64 = 20_261_124;

#[tokio::test(flavor = "multi_thread")]
async fn attack_whatever_is_changed_is_refused_or_told_on_sqlite_and_disk() {
    let (service, tables) = setups::sqlite_and_disk().await;
    all("sqlite-disk", [100, 8_000], service, tables).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_whatever_is_changed_is_refused_or_told_on_postgres_and_s3() {
    let (_server, service, tables) = setups::postgres_and_s3().await;
    all("postgres-s3", [40, 2_000], service, tables).await;
}

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// The check, a seal, a journal or the noted checkpoint says it.
    Told,
    /// Where it would be used there is an error, and everything else is as it was.
    Refused,
    /// Nobody sees anything else than before.
    Unseen,
    /// Somebody sees something else, in a place whose reason is written down.
    Trusted,
}

async fn all(setup: &str, [some, long]: [usize; 2], service: Service, tables: Tables) {
    let many = if told("LONG_SUITES").is_some_and(|long| long == 1) {
        long
    } else {
        some
    };
    let many = told("MUTATIONS").map_or(many, |many| usize::try_from(many).unwrap());
    let claim = (many >= long).then(|| Claim::begin("mutations", setup, COMMAND));
    let seed = told("MUTATIONS_SEED").unwrap_or(SEED);
    eprintln!("{setup}: seed {seed}, {many} changes");

    let world = World::set(service, tables).await;
    let before = world.sees(Where::Nowhere).await;
    world.put_back().await;
    let again = world.sees(Where::Nowhere).await;
    world.put_back().await;
    assert_eq!(before, again, "what is seen does not move by itself");
    world.is_rich(&before);

    let mut random = Random::of(seed);
    let mut ends: BTreeMap<End, usize> = BTreeMap::new();
    let mut odd: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let closed = world.ended.colleague.id();
    let mut tried = 0;
    while tried < many {
        let Some(change) = world.change(&mut random) else {
            continue;
        };
        if !world.make(&change).await {
            continue;
        }
        tried += 1;
        if tried % 500 == 0 {
            eprintln!("{setup}: {tried} changes made");
        }
        let now = world.sees(change.place()).await;
        world.put_back().await;
        match ended(&change, closed, &before, &now) {
            Ok(end) => *ends.entry(end).or_default() += 1,
            Err(what) => {
                let all = odd.entry(change.column()).or_default();
                if all.is_empty() {
                    eprintln!("{setup}: {change}\n      {what}");
                }
                all.push(format!("{change}\n      {what}"));
            }
        }
    }
    let after = world.sees(Where::Nowhere).await;
    assert_eq!(before, after, "everything was put back");
    eprintln!("{setup}: {tried} changes: {ends:?}");
    for (column, all) in &odd {
        eprintln!("  {column}: {} neither refused nor told:", all.len());
        for one in all.iter().take(3) {
            eprintln!("    {one}");
        }
    }
    assert!(odd.is_empty(), "{} places, above", odd.len());
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "some thousands are exact")]
        claim.held(tried as f64);
    }
}

/// What the environment says, as a number.
fn told(name: &str) -> Option<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    std::env::var(name).ok()?.parse().ok()
}

/// How a change ended; what is wrong where it neither was refused nor told.
fn ended(change: &Change, closed: VaultId, before: &Seen, now: &Seen) -> Result<End, String> {
    let odd = |what: String| harmless::seen(change).map_or(Err(what), |_| Ok(End::Trusted));
    let (mut told, mut refused, mut silent) = (false, false, None);
    // What was not looked at because something was told is in neither.
    for (what, seen) in now
        .iter()
        .filter(|(what, seen)| before.get(*what) != Some(*seen))
    {
        match (before.get(what), seen) {
            _ if what.starts_with("told ") => told = true,
            (Some(Ok(was)), Ok(is)) if fewer(was, is) => refused = true,
            (Some(_), Err(_)) => refused = true,
            (Some(Err(_)), Ok(is)) if what.starts_with("over ") && !harmless::reopens(change) => {
                return Err(format!("{what} opens: {is}"));
            }
            (Some(Err(_)), Ok(is)) => return odd(format!("{what} opens: {is}")),
            _ => silent = silent.or(Some(what)),
        }
    }
    let gone = |what: &&String| !told && what.contains(" reads ") && !now.contains_key(*what);
    refused |= before.keys().any(|what| gone(&what));
    match (told, refused, silent) {
        (true, ..) => Ok(End::Told),
        (_, _, Some(what)) => odd(format!(
            "{what}\n        was {:?}\n        is  {:?}",
            before.get(what),
            now[what]
        )),
        (_, true, _) => Ok(End::Refused),
        _ if harmless::unseen(change, closed).is_some() => Ok(End::Unseen),
        _ => Err("nobody sees it, and no reason is written down".into()),
    }
}

/// Whether a list has lost items and won none.
fn fewer(was: &str, is: &str) -> bool {
    let was: Vec<_> = was.split("; ").collect();
    is.split("; ")
        .all(|item| item.is_empty() || was.contains(&item))
}
