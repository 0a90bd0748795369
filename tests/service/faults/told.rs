//! What the service answered for while something failed under it, and whether it is so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::flow::Everybody;
use super::ways::Vault;
use crate::people::papers;
use crate::server::Person;
use crate::tables::Tables;

/// Papers that were said to be kept in one vault.
#[derive(Default)]
pub struct Papers(Vec<Kept>);

struct Kept {
    id: String,
    bytes: Vec<u8>,
    /// Somebody has asked to take it away.
    leaves: bool,
}

impl Papers {
    pub fn keep(&mut self, id: &str, bytes: Vec<u8>) {
        self.0.push(Kept {
            id: id.to_owned(),
            bytes,
            leaves: false,
        });
    }

    /// Whether this one is there is open from now on, until it is said to be back.
    pub fn leaves(&mut self, id: &str, leaves: bool) {
        let paper = self.0.iter_mut().find(|paper| paper.id == id);
        paper.unwrap().leaves = leaves;
    }

    fn knows(&self, id: &str) -> bool {
        self.0.iter().any(|paper| paper.id == id)
    }

    /// Each is there, byte for byte.
    pub async fn hold(&self, person: &Person) {
        for paper in self.0.iter().rev().filter(|paper| !paper.leaves) {
            let bytes = original(person, &paper.id).await;
            assert!(bytes[..] == paper.bytes[..], "{} differs", paper.id);
        }
    }
}

async fn original(person: &Person, id: &str) -> Vec<u8> {
    let path = format!("/papiers/{id}/1/original");
    let answer = person.get(&path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

/// What the journals hold.
#[derive(Default)]
struct Written {
    /// How many entries of a code a vault has.
    entries: BTreeMap<(String, String), i64>,
    /// Vaults whose end is noted in their row: what is left of them goes with a round.
    ending: BTreeSet<String>,
}

/// What the service has answered for since the beginning.
#[derive(Default)]
pub struct Told {
    /// What the journals held when they were looked at last: from then on they hold it for ever, whether somebody was
    /// answered for it or not.
    found: Written,
    /// How many entries of this code were answered for since.
    pub entries: BTreeMap<&'static str, i64>,
    /// Those of the owner.
    pub papers: Papers,
    /// Papers that somebody put in for the owner, whose ids nobody has said.
    pub arrived: Vec<Vec<u8>>,
    /// Those among them that the owner was going to refuse.
    refused: BTreeSet<String>,
    /// Papers of the owner's that are none of those.
    others: BTreeSet<String>,
    /// Vaults that were opened since the beginning.
    pub vaults: Vec<Vault>,
    /// How many of them were come back into, the newest ones; and whose turn it is among the older.
    visited: (usize, usize),
    /// Vaults whose journal has gone without that.
    gone: usize,
    /// How often each status was answered.
    pub statuses: BTreeMap<u16, u32>,
    /// Every code that was answered for with nothing failing.
    pub codes: BTreeSet<&'static str>,
}

impl Told {
    /// The owner is going to refuse this paper, which somebody put in.
    pub fn refuses(&mut self, id: &str) {
        if self.papers.knows(id) {
            self.papers.leaves(id, true);
        } else {
            self.refused.insert(id.to_owned());
        }
    }

    /// Each entry that was answered for is in its journal, and each one that was found in a journal before; each paper
    /// is there, byte for byte; whoever opened a vault comes back into it.
    pub async fn holds(&mut self, everybody: &Everybody, tables: &Tables) {
        let written = written(tables).await;
        self.entries_hold(&written);
        // Nothing that was cut and is there all the same stands for something else that is lost later.
        self.settle(written);
        self.name_arrived(&everybody.owner).await;
        self.papers.hold(&everybody.owner).await;
        self.visit(&everybody.anybody).await;
    }

    /// What is in the journals by now is not lost any more, whoever wrote it.
    pub async fn settles(&mut self, tables: &Tables) {
        let written = written(tables).await;
        self.entries_hold(&written);
        self.settle(written);
    }

    fn settle(&mut self, written: Written) {
        self.found = written;
        self.entries.clear();
    }

    fn entries_hold(&mut self, written: &Written) {
        let there: BTreeSet<&String> = written.entries.keys().map(|(vault, _)| vault).collect();
        let mut before: BTreeMap<&str, i64> = BTreeMap::new();
        let mut gone = BTreeSet::new();
        for (key @ (vault, code), known) in &self.found.entries {
            if !there.contains(vault) {
                if !self.found.ending.contains(vault) {
                    gone.insert(vault);
                }
                continue;
            }
            let found = written.entries.get(key).copied().unwrap_or_default();
            assert!(
                found >= *known,
                "{vault}: {known} of {code} were there, {found} are"
            );
            *before.entry(code).or_default() += known;
        }
        self.gone += gone.len();
        // Closed within one act, a vault is never found here; these were closed by somebody who had no answer.
        let closing = self.vaults.iter().filter(|vault| vault.is_closing());
        assert!(
            self.gone <= closing.count(),
            "journals of {gone:?} are lost"
        );
        for (code, answered) in &self.entries {
            let of =
                |((_, other), count): (&(String, String), &i64)| (other == code).then_some(*count);
            let found: i64 = written.entries.iter().filter_map(of).sum();
            let known = before.get(code).copied().unwrap_or_default();
            assert!(
                found >= known + answered,
                "{code}: {known} were there, {answered} answered for since, {found} found"
            );
        }
    }

    /// Finds each paper that arrived among those of the owner, by its bytes; one that is nowhere was refused.
    async fn name_arrived(&mut self, owner: &Person) {
        // What waits is taken in by whoever looks at this page, also where it was so in a copy before.
        let listed = papers(owner).await;
        if self.arrived.is_empty() {
            return;
        }
        for id in listed {
            if self.others.contains(&id) || self.papers.knows(&id) {
                continue;
            }
            let bytes = original(owner, &id).await;
            let place = self.arrived.iter().position(|arrived| *arrived == bytes);
            if let Some(place) = place {
                self.papers.keep(&id, self.arrived.swap_remove(place));
                self.papers.leaves(&id, self.refused.remove(&id));
            } else {
                self.others.insert(id);
            }
        }
        let (lost, refused) = (self.arrived.len(), self.refused.len());
        assert!(
            lost <= refused,
            "{lost} papers that were put in are nowhere, {refused} were refused"
        );
        self.arrived.clear();
        self.refused.clear();
    }

    /// Comes back into each vault that is new since the last time, and into one of the older, in turn.
    async fn visit(&mut self, anybody: &Person) {
        let (visited, turn) = self.visited;
        if visited > 0 {
            self.vaults[turn % visited].holds(anybody).await;
        }
        for vault in &mut self.vaults[visited..] {
            vault.holds(anybody).await;
        }
        self.visited = (self.vaults.len(), turn + 1);
    }

    /// Comes back into these vaults; into how many somebody could.
    pub async fn visit_these(&mut self, these: Range<usize>, anybody: &Person) -> usize {
        let mut open = 0;
        for vault in &mut self.vaults[these] {
            open += usize::from(vault.holds(anybody).await);
        }
        open
    }
}

async fn written(tables: &Tables) -> Written {
    let hex = |column: &str| match tables {
        Tables::Sqlite(_) => format!("lower(hex({column}))"),
        Tables::Postgres(_) => format!("encode({column}, 'hex')"),
    };
    // First: a round may erase them at any moment, their journals before their rows.
    let sql = format!(
        "SELECT {} FROM vaults WHERE closes_at IS NOT NULL",
        hex("id")
    );
    let ending = tables.text(sql).await.into_iter().collect();
    let vault = hex("vault_id");
    let sql = format!(
        "SELECT {vault} || ' ' || code || ' ' || COUNT(*) FROM journal GROUP BY vault_id, code"
    );
    let lines = tables.text(sql).await;
    let read = |line: &String| {
        let mut words = line.split(' ').map(str::to_owned);
        let (vault, code, count) = (words.next()?, words.next()?, words.next()?);
        Some(((vault, code), count.parse().unwrap()))
    };
    Written {
        entries: lines.iter().filter_map(read).collect(),
        ending,
    }
}
