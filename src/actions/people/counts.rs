//! How much each professional does in a day: counted where they do it, bounded, and shown to their managers
//! as numbers. No paper and no person is in it.

use std::collections::HashMap;

use super::manages;
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::VaultId;
use crate::domain::quota::{MANAGED_AN_HOUR, USUAL_DAYS, What};
use crate::domain::time::{Day, Span};
use crate::store::work_counts::{self, CountRow};
use crate::store::{DurableTx, throttle};

/// Days for which an unusual number stays marked.
const MARKED_DAYS: i64 = 7;

/// Counts one act in the transaction that does it; `TooMuch` once the day's quota is used up. After the
/// vault's lock, if there is one: every act takes its locks in this order.
pub(in crate::actions) async fn spend(
    abri: &Abri,
    tx: &mut DurableTx,
    professional: VaultId,
    what: What,
) -> Outcome<()> {
    let most = abri.work.of(what);
    if work_counts::count(tx, professional, abri.now().day(), what, most).await? {
        return Ok(());
    }
    Err(too_much(what))
}

/// `TooMuch` once the day's quota is used up: asked first where something of the person's would be used up for
/// nothing. What decides is [`spend`].
pub(in crate::actions) async fn must_have_room(
    abri: &Abri,
    professional: VaultId,
    what: What,
) -> Outcome<()> {
    let mut tx = abri.store.durable.look().await?;
    let count = work_counts::of_day(&mut tx, professional, abri.now().day(), what).await?;
    match abri.work.of(what) {
        Some(most) if count >= u64::from(most) => Err(too_much(what)),
        _ => Ok(()),
    }
}

const fn too_much(what: What) -> Problem {
    Problem::TooMuch(match what {
        What::Asked => "quota-asked",
        What::Opened => "quota-opened",
        What::Copied => "quota-copied",
        What::Refused | What::Deposits => "quota-deposits",
        What::Helped => "helped-many",
    })
}

/// Counts one act by itself, where what it does is in no durable table.
pub async fn count(abri: &Abri, professional: VaultId, what: What) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    spend(abri, &mut tx, professional, what).await?;
    Ok(tx.commit().await?)
}

/// A number of one colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Of what.
    pub what: What,
    /// Today (UTC).
    pub today: u64,
    /// In seven days, today among them.
    pub week: u64,
    /// In thirty days, today among them.
    pub month: u64,
    /// The last day on which it was unusual, within a week, and what it was then.
    pub unusual: Option<(Day, u64)>,
}

/// The numbers of one colleague, in the order of [`What::ALL`].
pub type Numbers = Vec<Number>;

/// The numbers of everybody of this manager's structure; whoever did nothing is not in it.
pub async fn of_team(abri: &Abri, session: &Session) -> Outcome<HashMap<VaultId, Numbers>> {
    let structure = manages(session)?.structure();
    let today = abri.now().day();
    let mut tx = abri.store.durable.read().await?;
    let since = today.plus(1 - MARKED_DAYS - USUAL_DAYS);
    let rows = work_counts::since(&mut tx, structure, since).await?;
    drop(tx);
    let mut by: HashMap<VaultId, Vec<CountRow>> = HashMap::new();
    for row in rows {
        by.entry(row.professional).or_default().push(row);
    }
    let numbers = |rows: &[CountRow]| {
        let all = What::ALL.iter();
        all.map(|what| number(abri, rows, *what, today)).collect()
    };
    Ok(by
        .into_iter()
        .map(|(whose, rows)| (whose, numbers(&rows)))
        .collect())
}

fn number(abri: &Abri, rows: &[CountRow], what: What, today: Day) -> Number {
    let between = |from: Day, to: Day| -> u64 {
        let of = rows.iter().filter(|row| row.what == what);
        of.filter(|row| from <= row.day && row.day <= to)
            .map(|row| row.count)
            .sum()
    };
    let on = |day: Day| between(day, day);
    let marked = (0..MARKED_DAYS).map(|ago| today.plus(-ago)).find(|day| {
        let before = between(day.plus(-USUAL_DAYS), day.plus(-1));
        on(*day) > 0 && abri.work.is_unusual(what, on(*day), before)
    });
    Number {
        what,
        today: on(today),
        week: between(today.plus(-6), today),
        month: between(today.plus(-29), today),
        unusual: marked.map(|day| (day, on(day))),
    }
}

/// Counts what a manager changes; `TooMuch` after so many within an hour.
pub(in crate::actions) async fn managed(abri: &Abri, manager: VaultId) -> Outcome<()> {
    let key = abri.keys.throttle_id("manager", manager.as_bytes());
    let mut tx = abri.store.ephemeral.begin().await?;
    let acts = throttle::count(&mut tx, &key, abri.now(), Span::hours(1)).await?;
    tx.commit().await?;
    if acts > MANAGED_AN_HOUR {
        return Err(Problem::TooMuch("quota-managed"));
    }
    Ok(())
}
