//! Which pepper the ways in rest on, while one takes the place of the other.

use std::fmt;

use super::{Abri, Outcome};
use crate::store::slots;

/// How many ways in rest on which pepper; rescue codes have none.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Peppers {
    /// On the present one.
    pub present: u64,
    /// On the second one. Those that name none too, while there is a second: they were sealed before names were kept.
    pub other: u64,
    /// On one that is not configured: they do not open.
    pub absent: u64,
    /// Whether a second one is configured.
    pub has_other: bool,
}

/// Counts them.
pub async fn count(abri: &Abri) -> Outcome<Peppers> {
    let (present, other) = (abri.keys.pepper_name(), abri.keys.other_pepper_name());
    let mut count = Peppers {
        has_other: other.is_some(),
        ..Peppers::default()
    };
    let mut tx = abri.store.durable.look().await?;
    for row in slots::by_pepper(&mut tx).await? {
        match row.pepper {
            Some(name) if name == present => count.present += row.ways,
            None if other.is_none() => count.present += row.ways,
            Some(name) if Some(name) != other => count.absent += row.ways,
            _ => count.other += row.ways,
        }
    }
    Ok(count)
}

impl Peppers {
    /// Whether the configured peppers are those of another installation, or of another time.
    pub const fn none_opens(&self) -> bool {
        self.absent > 0 && self.present == 0 && self.other == 0
    }
}

impl fmt::Display for Peppers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            present,
            other,
            absent,
            has_other,
        } = self;
        write!(f, "ways in: {present} under the pepper")?;
        if *has_other {
            write!(f, ", {other} still under the other one")?;
        }
        if *absent > 0 {
            write!(
                f,
                ", {absent} under one that is not configured: they do not open (`secrets.pepper_other` may name it)"
            )?;
        }
        if *has_other && *other == 0 {
            write!(
                f,
                "; once `secrets.pepper` is the new one everywhere, `secrets.pepper_other` can go"
            )?;
        }
        Ok(())
    }
}
