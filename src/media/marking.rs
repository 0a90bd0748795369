//! A page picture with words across it: decoded, drawn on and written anew by a worker.

use bytes::Bytes;

use super::frames::{self, Tag};
use super::lanes::Places;
use super::pool::{Worker, picture};
use super::{Bounds, Order, Problem, Refusal, Task, Workers, render};
use crate::domain::ids::VaultId;
use crate::domain::mark::Mark;

/// A marked picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
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
    pub async fn mark(self, jpeg: &[u8], mark: &Mark) -> Result<Marked, Problem> {
        let settings = &self.workers.settings;
        let order = Order {
            bounds: Bounds {
                file_bytes: frames::MOST as u64,
                ..settings.bounds
            },
            task: Task::Mark(render::Mark {
                words: mark.words.clone(),
                reference: mark.reference.clone(),
            }),
        };
        let mut worker = Worker::start(settings, &order, self.places).await?;
        worker.feed(jpeg, order.bounds.file_bytes).await?;
        let (tag, body) = worker.answer().await?;
        let picture = picture(&Bytes::from(body)).filter(|_| tag == Tag::Picture);
        let (width, height, jpeg) = picture.ok_or(Refusal::WorkerDied)?;
        let (Tag::Done, _) = worker.answer().await? else {
            return Err(Refusal::WorkerDied.into());
        };
        Ok(Marked {
            width,
            height,
            jpeg,
        })
    }
}
