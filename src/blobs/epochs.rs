//! Epoch keys: one per UTC day on which shares and sessions end, destroyed once that day is over.
//!
//! They lie in a place of their own, which no backup, snapshot or replica may reach: a restored
//! database then revives no share and no session.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures_util::TryStreamExt;
use zeroize::{Zeroize, Zeroizing};

use super::{Blobs, Credentials, Error};
use crate::domain::time::Day;

type Key = Zeroizing<[u8; 32]>;

/// The store of epoch keys, and those of them already read.
pub struct Epochs {
    blobs: Blobs,
    read: Mutex<Read>,
}

#[derive(Default)]
struct Read {
    keys: BTreeMap<Day, Key>,
    /// Days before this one are over: a read that was on its way must not bring their keys back.
    over_before: Option<Day>,
    /// How often days that were over began again, by a clock that went back.
    again: u32,
}

impl Read {
    fn is_over(&self, day: Day) -> bool {
        self.over_before.is_some_and(|first| day < first)
    }
}

impl fmt::Debug for Epochs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Epochs")
    }
}

impl Epochs {
    /// Opens an address of the same forms as [`Blobs::open`]; `Nested` if it shares a place with the objects.
    pub fn open(
        url: &str,
        credentials: Option<&Credentials>,
        objects: &Blobs,
    ) -> Result<Self, Error> {
        let blobs = Blobs::open(url, credentials)?;
        if blobs.address.overlaps(&objects.address) {
            return Err(Error::Nested);
        }
        Ok(Self {
            blobs,
            read: Mutex::default(),
        })
    }

    /// Makes the keys of these days that are missing, from `random`; how many. A day that was over begins again with another key.
    ///
    /// Only under the jobs' lease: two processes at once could both make a day's key, and what was
    /// sealed under the one that lost would stay shut.
    pub async fn ensure(
        &self,
        days: Range<Day>,
        mut random: impl FnMut() -> [u8; 32],
    ) -> Result<usize, Error> {
        {
            let mut read = self.read();
            if read.is_over(days.start) {
                read.over_before = Some(days.start);
                read.again += 1;
            }
        }
        let there = self.days().await?;
        let mut made = 0;
        for number in days.start.number()..days.end.number() {
            if there.contains(&Day::from_number(number)) {
                continue;
            }
            let mut key = random();
            let value = Bytes::copy_from_slice(&key);
            key.zeroize();
            self.blobs.put(&number.to_string(), value).await?;
            made += 1;
        }
        Ok(made)
    }

    /// The key of a day; `None` before it was made and after it was destroyed.
    pub async fn key(&self, day: Day) -> Result<Option<Key>, Error> {
        let again = {
            let read = self.read();
            if let Some(key) = read.keys.get(&day) {
                return Ok(Some(key.clone()));
            }
            if read.is_over(day) {
                return Ok(None);
            }
            read.again
        };
        let name = name(day)?;
        let value = match self.blobs.get_range(&name, 32, 0..32).await {
            Ok(value) => value,
            Err(Error::Missing) => return Ok(None),
            Err(error) => return Err(error),
        };
        let key: [u8; 32] = value.as_ref().try_into().map_err(|_| Error::Malformed)?;
        let key = Zeroizing::new(key);
        let mut read = self.read();
        if read.is_over(day) || read.again != again {
            return Ok(None);
        }
        read.keys.insert(day, key.clone());
        Ok(Some(key))
    }

    /// Destroys the keys of all days before this one, here and in memory; how many were stored.
    pub async fn destroy_before(&self, day: Day) -> Result<usize, Error> {
        {
            let mut read = self.read();
            read.over_before = read.over_before.max(Some(day));
            read.keys.retain(|kept, _| *kept >= day);
        }
        let mut destroyed = 0;
        for old in self.days().await?.into_iter().filter(|old| *old < day) {
            self.blobs.delete(&name(old)?).await?;
            destroyed += 1;
        }
        Ok(destroyed)
    }

    /// The days whose keys are stored, in order.
    pub async fn days(&self) -> Result<Vec<Day>, Error> {
        let mut days: Vec<Day> = self
            .blobs
            .list("")
            .try_filter_map(
                |listed| async move { Ok(listed.name.parse().ok().map(Day::from_number)) },
            )
            .try_collect()
            .await?;
        days.sort_unstable();
        Ok(days)
    }

    fn read(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Days before 1970 have no key.
fn name(day: Day) -> Result<String, Error> {
    if day.number() < 0 {
        return Err(Error::Malformed);
    }
    Ok(day.number().to_string())
}
