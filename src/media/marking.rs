//! A page picture with words across it, or a smaller one: decoded, drawn and written anew by a worker.

use bytes::Bytes;

use super::frames::{self, Tag};
use super::lanes::Places;
use super::pool::{Worker, picture};
use super::{Bounds, Order, Problem, Refusal, Shrink, Task, Workers, render};
use crate::domain::ids::VaultId;
use crate::domain::mark::Mark;

/// A picture written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redrawn {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The JPEG file.
    pub jpeg: Bytes,
}

/// A worker's time for one page picture. Had before the picture is opened: what waits holds nothing in clear.
#[derive(Debug)]
pub struct Marking<'a> {
    workers: &'a Workers,
    places: Places,
}

impl Workers {
    /// Waits for a worker, behind others of the same vault and then behind all; `Busy` when too many wait.
    pub async fn marking(&self, vault: VaultId) -> Result<Marking<'_>, Problem> {
        Ok(Marking {
            workers: self,
            places: self.marking.place_of(vault).await?,
        })
    }
}

impl Marking<'_> {
    /// Draws the words across a page picture.
    pub async fn mark(self, jpeg: &[u8], mark: &Mark) -> Result<Redrawn, Problem> {
        let mark = render::Mark {
            words: mark.words.clone(),
            reference: mark.reference.clone(),
        };
        self.redraw(jpeg, Task::Mark(mark)).await
    }

    /// Makes a page picture smaller: by the first step that fits, or else by the last. A picture larger than any
    /// step allows is not believed.
    pub async fn shrink(self, jpeg: &[u8], to: &Shrink) -> Result<Redrawn, Problem> {
        let longest = to.steps.iter().map(|step| u32::from(step.longest)).max();
        let redrawn = self.redraw(jpeg, Task::Shrink(to.clone())).await?;
        if Some(redrawn.width.max(redrawn.height)) > longest {
            return Err(Refusal::WorkerDied.into());
        }
        Ok(redrawn)
    }

    async fn redraw(self, jpeg: &[u8], task: Task) -> Result<Redrawn, Problem> {
        let settings = &self.workers.settings;
        let order = Order {
            bounds: Bounds {
                file_bytes: frames::MOST as u64,
                ..settings.bounds
            },
            task,
        };
        let mut worker = Worker::start(self.workers, &order, self.places).await?;
        worker.feed(jpeg, order.bounds.file_bytes).await?;
        let (tag, body) = worker.answer().await?;
        let picture = picture(&Bytes::from(body)).filter(|_| tag == Tag::Picture);
        let (width, height, jpeg) = picture.ok_or(Refusal::WorkerDied)?;
        let (Tag::Done, _) = worker.answer().await? else {
            return Err(Refusal::WorkerDied.into());
        };
        Ok(Redrawn {
            width,
            height,
            jpeg,
        })
    }
}
