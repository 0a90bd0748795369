//! One change behind the service's back, drawn from what there is.

use std::fmt;

use abri::domain::ids::VaultId;

use super::objects::Objects;
use super::random::Random;
use super::tables::{Of, Row, Rows, Tables, Value};

/// What a change is in: what need not be looked at again follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In nothing: everything is looked at.
    Nowhere,
    /// In the ways in or the vaults: each way in is tried.
    Ways,
    /// In what two professionals help somebody back in with: cases are tried.
    Help,
    /// In another durable table.
    Durable,
    /// In an ephemeral table, or in objects: whoever comes in anew is not concerned.
    Elsewhere,
}

/// A change.
pub enum Change {
    /// Rows of a table in place of others.
    Rows {
        how: &'static str,
        table: String,
        column: Option<String>,
        old: Vec<Row>,
        new: Vec<Row>,
    },
    /// Objects written over or deleted.
    Objects {
        how: &'static str,
        to: Vec<(String, Option<Vec<u8>>)>,
    },
}

impl Change {
    pub fn place(&self) -> Where {
        match self {
            Self::Rows { table, .. } => match table.split_once('.').unwrap() {
                (_, "seats" | "guardians" | "guardianships" | "recoveries") => Where::Help,
                ("ephemeral", _) => Where::Elsewhere,
                (_, "slots" | "vaults" | "code_apps" | "people" | "structures") => Where::Ways,
                _ => Where::Durable,
            },
            Self::Objects { .. } => Where::Elsewhere,
        }
    }

    /// Whether it is in rows of this vault alone: their first column is its id.
    pub fn is_of(&self, vault: VaultId) -> bool {
        let theirs = |row: &Row| row[0] == Value::Bytes(vault.as_bytes().to_vec());
        match self {
            Self::Rows { old, .. } => !old.is_empty() && old.iter().all(theirs),
            Self::Objects { .. } => false,
        }
    }

    /// The table and column, or folder, in which it is, and how.
    pub fn column(&self) -> String {
        match self {
            Self::Rows {
                how, table, column, ..
            } => {
                let table = table.split_once('.').unwrap().1;
                match column {
                    Some(column) => format!("{table}.{column}"),
                    None => format!("{table} ({how})"),
                }
            }
            Self::Objects { how, to } => {
                let name = &to[0].0;
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder: String = folder
                    .split('/')
                    .filter(|part| part.bytes().any(|b| !b.is_ascii_hexdigit()) || part.len() < 2)
                    .collect::<Vec<_>>()
                    .join("/");
                format!("{folder}/ ({how})")
            }
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { how, old, new, .. } => {
                write!(f, "{} {how}:", self.column())?;
                for (old, new) in std::iter::zip(old, new) {
                    write!(f, " [{}]", short(&old[0]))?;
                    for (old, new) in std::iter::zip(old, new) {
                        if old != new {
                            write!(f, " {}→{}", short(old), short(new))?;
                        }
                    }
                }
                Ok(())
            }
            Self::Objects { to, .. } => {
                write!(f, "{}:", self.column())?;
                to.iter().try_for_each(|(name, _)| write!(f, " {name}"))
            }
        }
    }
}

fn short(value: &Value) -> String {
    let mut text = format!("{value:?}");
    if text.len() > 60 {
        text = text.chars().take(60).collect();
        text.push('…');
    }
    text
}

/// What changes are drawn from: what there is, and what there was before.
pub struct Sources<'a> {
    pub tables: &'a Tables,
    pub rows: &'a Rows,
    pub older: &'a [Rows],
    pub objects: &'a Objects,
    pub older_objects: &'a [Objects],
}

impl Sources<'_> {
    /// Draws one; `None` where the draw finds nothing to change.
    pub fn draw(&self, random: &mut Random) -> Option<Change> {
        if random.below(7) == 0 {
            return self.of_objects(random);
        }
        // By columns, so that a table with many is changed more often.
        let all: Vec<(&String, usize)> = self
            .tables
            .columns
            .iter()
            .flat_map(|(table, columns)| (0..columns.len()).map(move |at| (table, at)))
            .collect();
        let (table, at) = *random.one(&all)?;
        match random.below(10) {
            0 => self.deleted(random, table),
            1 => self.doubled(random, table),
            2 => self.reordered(random, table),
            3 => self.older_row(random, table),
            4 => self.older_value(random, table, at),
            5 => self.swapped(random, table, at),
            _ => self.spoilt(random, table, at),
        }
    }

    fn one_value(
        &self,
        how: &'static str,
        table: &str,
        at: usize,
        pairs: Vec<(Row, Value)>,
    ) -> Option<Change> {
        let column = self.tables.columns[table][at].name.clone();
        let mut new = Vec::new();
        for (row, value) in &pairs {
            let mut row = row.clone();
            row[at] = value.clone();
            new.push(row);
        }
        let old: Vec<Row> = pairs.into_iter().map(|(row, _)| row).collect();
        (old != new).then(|| Change::Rows {
            how,
            table: table.to_owned(),
            column: Some(column),
            old,
            new,
        })
    }

    fn spoilt(&self, random: &mut Random, table: &str, at: usize) -> Option<Change> {
        let row = random.one(&self.rows[table])?.clone();
        let column = &self.tables.columns[table][at];
        let value = match (&row[at], column.of) {
            // Where nothing is, a value that stands elsewhere in the column, or one made up.
            (Value::Null, of) => {
                let there = self.rows[table].iter().map(|row| &row[at]);
                let there: Vec<_> = there.filter(|value| **value != Value::Null).collect();
                match (random.one(&there), of) {
                    (Some(value), _) => (*value).clone(),
                    (None, Of::Number) => Value::Number(1_795_521_600_000),
                    (None, Of::Text) => Value::Text("x".into()),
                    (None, Of::Bytes) => Value::Bytes(vec![7; 32]),
                }
            }
            (_, _) if !column.key && random.below(12) == 0 => Value::Null,
            (Value::Number(number), _) => Value::Number(match random.below(5) {
                0 => number.wrapping_add(1),
                1 => number.wrapping_sub(1),
                2 => 0,
                3 => number ^ (1 << random.below(42)),
                _ => number.saturating_add(86_400_000 * 3),
            }),
            (Value::Text(text), _) => {
                // Another word of the column, or other letters.
                let words = self.words(table, at);
                match random.one(&words) {
                    Some(word) if random.below(2) == 0 => Value::Text(word.clone()),
                    _ => Value::Text(
                        String::from_utf8(random.spoilt(text.as_bytes()))
                            .ok()?
                            .replace('\0', "0"),
                    ),
                }
            }
            (Value::Bytes(bytes), _) => Value::Bytes(random.spoilt(bytes)),
        };
        self.one_value("spoilt", table, at, vec![(row, value)])
    }

    /// Every word that stood in a column at any time.
    fn words(&self, table: &str, at: usize) -> Vec<String> {
        let mut words: Vec<String> = self
            .older
            .iter()
            .chain([self.rows])
            .flat_map(|rows| rows[table].iter())
            .filter_map(|row| match &row[at] {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        words.sort();
        words.dedup();
        words
    }

    fn swapped(&self, random: &mut Random, table: &str, at: usize) -> Option<Change> {
        let one = random.one(&self.rows[table])?.clone();
        let other = random.one(&self.rows[table])?.clone();
        let (a, b) = (one[at].clone(), other[at].clone());
        self.one_value("swapped", table, at, vec![(one, b), (other, a)])
            .filter(|change| matches!(change, Change::Rows { old, .. } if old[0] != old[1]))
    }

    fn older_value(&self, random: &mut Random, table: &str, at: usize) -> Option<Change> {
        let row = random.one(&self.rows[table])?.clone();
        let older = random.one(self.older)?;
        let was = older[table]
            .iter()
            .find(|was| self.same_key(table, was, &row))?;
        self.one_value("older value", table, at, vec![(row, was[at].clone())])
    }

    fn same_key(&self, table: &str, one: &Row, other: &Row) -> bool {
        let columns = &self.tables.columns[table];
        (0..columns.len()).all(|at| !columns[at].key || one[at] == other[at])
    }

    fn older_row(&self, random: &mut Random, table: &str) -> Option<Change> {
        let older = random.one(self.older)?;
        let was = random.one(&older[table])?.clone();
        let now = self.rows[table]
            .iter()
            .find(|now| self.same_key(table, now, &was));
        let old: Vec<Row> = now.cloned().into_iter().collect();
        // One value alone is that column's matter.
        if let [old] = &old[..] {
            let other: Vec<_> = (0..was.len()).filter(|at| old[*at] != was[*at]).collect();
            if let [at] = other[..] {
                let pairs = vec![(old.clone(), was[at].clone())];
                return self.one_value("older value", table, at, pairs);
            }
        }
        let how = if old.is_empty() {
            "a row that was deleted"
        } else {
            "an older row"
        };
        (old.first() != Some(&was)).then(|| whole(how, table, old, vec![was]))
    }

    fn deleted(&self, random: &mut Random, table: &str) -> Option<Change> {
        let row = random.one(&self.rows[table])?.clone();
        Some(whole("deleted", table, vec![row], Vec::new()))
    }

    fn doubled(&self, random: &mut Random, table: &str) -> Option<Change> {
        let row = random.one(&self.rows[table])?;
        let other = random.one(&self.rows[table])?;
        let keys: Vec<usize> = self.keys(table, true);
        let at = *random.one(&keys)?;
        let mut twin = row.clone();
        twin[at] = match &row[at] {
            _ if random.below(2) == 0 && other[at] != row[at] => other[at].clone(),
            Value::Number(number) => Value::Number(number + 1),
            Value::Bytes(bytes) => {
                let mut bytes = bytes.clone();
                bytes[0] ^= 0xff;
                Value::Bytes(bytes)
            }
            Value::Text(text) => Value::Text(format!("{text}x")),
            Value::Null => return None,
        };
        Some(whole("doubled", table, Vec::new(), vec![twin]))
    }

    fn reordered(&self, random: &mut Random, table: &str) -> Option<Change> {
        let one = random.one(&self.rows[table])?.clone();
        let other = random.one(&self.rows[table])?.clone();
        if one == other {
            return None;
        }
        let (mut a, mut b) = (one.clone(), other.clone());
        for at in self.keys(table, false) {
            std::mem::swap(&mut a[at], &mut b[at]);
        }
        let old = vec![one, other];
        let new = vec![a, b];
        (old != new && old[0] != new[1]).then(|| whole("reordered", table, old, new))
    }

    fn keys(&self, table: &str, key: bool) -> Vec<usize> {
        let columns = &self.tables.columns[table];
        (0..columns.len())
            .filter(|at| columns[*at].key == key)
            .collect()
    }

    fn of_objects(&self, random: &mut Random) -> Option<Change> {
        let names: Vec<&String> = self.objects.keys().collect();
        let name = *random.one(&names)?;
        let bytes = &self.objects[name];
        let (how, to) = match random.below(6) {
            0 => ("deleted", vec![(name.clone(), None)]),
            1 => {
                let folder = name.split('/').next()?;
                let near: Vec<_> = names
                    .into_iter()
                    .filter(|other| other.split('/').next() == Some(folder) && *other != name)
                    .collect();
                let other = *random.one(&near)?;
                let to = vec![
                    (name.clone(), Some(self.objects[other].clone())),
                    (other.clone(), Some(bytes.clone())),
                ];
                ("swapped", to)
            }
            2 => {
                let was = random.one(self.older_objects)?;
                let gone: Vec<_> = was
                    .iter()
                    .filter(|(name, bytes)| self.objects.get(*name) != Some(*bytes))
                    .collect();
                let (name, bytes) = random.one(&gone)?;
                ("older", vec![((*name).clone(), Some((*bytes).clone()))])
            }
            _ => ("spoilt", vec![(name.clone(), Some(random.spoilt(bytes)))]),
        };
        let new = to
            .iter()
            .any(|(name, bytes)| self.objects.get(name) != bytes.as_ref());
        new.then_some(Change::Objects { how, to })
    }
}

fn whole(how: &'static str, table: &str, old: Vec<Row>, new: Vec<Row>) -> Change {
    Change::Rows {
        how,
        table: table.to_owned(),
        column: None,
        old,
        new,
    }
}
