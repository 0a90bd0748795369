//! Pages that must fit together into so many bytes. Those that take less than their share stay as they are; the
//! others are made smaller by a worker, as little as it takes. Nothing becomes smaller than can be read.

use std::future::Future;

use futures_util::{StreamExt, stream};

use super::{Page, Still};
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::VaultId;
use crate::media::{self, Redrawn, Shrink, Step};

/// From a page picture as it is kept (1600 pixels, quality 82) down to the last that ten-point print bears.
const STEPS: [Step; 11] = [
    step(1600, 75),
    step(1600, 67),
    step(1600, 59),
    step(1400, 66),
    step(1400, 57),
    step(1240, 62),
    step(1240, 53),
    step(1100, 57),
    step(1100, 49),
    step(1000, 52),
    step(1000, 45),
];

const fn step(longest: u16, quality: u8) -> Step {
    Step { longest, quality }
}

/// Pages of one copy at work at once: whoever looks at the same papers meanwhile is not kept waiting.
const AT_ONCE: usize = 2;
/// Shares are worked out so often; then every page takes the last step.
const ROUNDS: u32 = 3;

/// One page on its way into the copy.
struct Fitted {
    /// Bytes of the picture as it is kept.
    kept: u64,
    /// The smaller one, where there is one.
    redrawn: Option<Redrawn>,
    /// Whether it cannot be made smaller.
    least: bool,
}

impl Fitted {
    fn bytes(&self) -> u64 {
        let redrawn = self.redrawn.as_ref();
        redrawn.map_or(self.kept, |redrawn| redrawn.jpeg.len() as u64)
    }
}

/// For each page its smaller picture, or nothing where it stays as it is; `None` when they do not fit however
/// small. Never holds much more than twice the room.
pub(super) async fn fit<A, F>(
    abri: &Abri,
    vault: VaultId,
    pages: &[Page],
    room: u64,
    still: &mut Still<A>,
) -> Outcome<Option<Vec<Option<Redrawn>>>>
where
    A: Fn() -> F,
    F: Future<Output = bool>,
{
    let mut all: Vec<Fitted> = pages
        .iter()
        .map(|page| Fitted {
            kept: page.picture.length,
            redrawn: None,
            least: false,
        })
        .collect();
    for round in 0.. {
        let Some(fair) = share(&all, room) else {
            return Ok(None);
        };
        let bytes = if round < ROUNDS { fair } else { 0 };
        let heavy: Vec<usize> = (0..all.len())
            .filter(|at| !all[*at].least && all[*at].bytes() > bytes)
            .collect();
        if heavy.is_empty() {
            break;
        }
        let to = Shrink {
            steps: STEPS.to_vec(),
            bytes,
        };
        let mut work = stream::iter(heavy)
            .map(|at| {
                let (page, to) = (&pages[at], &to);
                async move { (at, redraw(abri, vault, page, to).await) }
            })
            .buffer_unordered(AT_ONCE);
        while let Some((at, redrawn)) = work.next().await {
            still.must().await?;
            let (redrawn, page) = (redrawn?, &mut all[at]);
            page.redrawn = Some(redrawn).filter(|redrawn| (redrawn.jpeg.len() as u64) < page.kept);
            page.least = page.bytes() > bytes;
            // Known before most of them were tried, where there are far too many.
            if left(&all, room).is_none() {
                return Ok(None);
            }
        }
    }
    Ok(Some(all.into_iter().map(|page| page.redrawn).collect()))
}

async fn redraw(abri: &Abri, vault: VaultId, page: &Page, to: &Shrink) -> Outcome<Redrawn> {
    let marking = abri.workers.marking(vault).await?;
    let plain = page.fetch(abri).await?;
    let redrawn = marking.shrink(&plain, to).await;
    redrawn.map_err(|problem| match problem {
        // It was written here: refused, it is no longer what it was.
        media::Problem::Refused(_) => Problem::Damaged("object"),
        other => other.into(),
    })
}

/// What pages that cannot be made smaller leave; `None` when nothing and less.
fn left(all: &[Fitted], room: u64) -> Option<u64> {
    let mut least = all.iter().filter(|page| page.least);
    least.try_fold(room, |left, page| left.checked_sub(page.bytes()))
}

/// The bytes that each of the other pages may take, so that all of them fit: light pages leave what they do not
/// need to heavy ones.
fn share(all: &[Fitted], room: u64) -> Option<u64> {
    let mut left = left(all, room)?;
    let others = all.iter().filter(|page| !page.least);
    let mut kept: Vec<u64> = others.map(|page| page.kept).collect();
    kept.sort_unstable();
    for (at, bytes) in kept.iter().enumerate() {
        let fair = left / (kept.len() - at) as u64;
        if *bytes > fair {
            return Some(fair);
        }
        left -= bytes;
    }
    Some(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pages(kept: &[u64]) -> Vec<Fitted> {
        kept.iter()
            .map(|kept| Fitted {
                kept: *kept,
                redrawn: None,
                least: false,
            })
            .collect()
    }

    #[test]
    fn light_pages_leave_their_room_to_heavy_ones() {
        assert_eq!(share(&pages(&[10, 20, 30]), 60), Some(u64::MAX));
        assert_eq!(share(&pages(&[10, 20, 30]), 45), Some(17));
        assert_eq!(share(&pages(&[900, 5, 900, 5]), 1000), Some(495));
        assert_eq!(share(&pages(&[]), 0), Some(u64::MAX));
        let mut stubborn = pages(&[100, 100, 100]);
        stubborn[1].least = true;
        assert_eq!(share(&stubborn, 160), Some(30));
        assert_eq!(share(&stubborn, 99), None);
    }

    #[test]
    fn each_step_is_smaller_than_the_one_before() {
        let pixels = |step: &Step| u64::from(step.longest).pow(2);
        assert!(STEPS.is_sorted_by(|a, b| {
            pixels(a) > pixels(b) || pixels(a) == pixels(b) && a.quality > b.quality
        }));
        assert_eq!(STEPS.last(), Some(&step(1000, 45)));
    }

    proptest! {
        #[test]
        fn pages_within_their_share_fit_together(kept in proptest::collection::vec(0_u64..2_000_000, 0..300), room in 0_u64..10_000_000) {
            let share = share(&pages(&kept), room).unwrap();
            let all: u64 = kept.iter().map(|bytes| *bytes.min(&share)).sum();
            prop_assert!(all <= room);
            // And what they could take is not given away.
            let most: u64 = kept.iter().sum();
            prop_assert!(all + kept.len() as u64 >= most.min(room));
        }
    }
}
