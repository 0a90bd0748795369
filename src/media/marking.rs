//! A page picture with words across it: decoded, drawn on and written anew by a worker.

use bytes::Bytes;

use super::frames::{self, Tag};
use super::pool::{Worker, picture};
use super::{Bounds, Order, Problem, Refusal, Task, Workers, render};
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

impl Workers {
    /// Draws the words across a page picture.
    pub async fn mark(&self, jpeg: &[u8], mark: &Mark) -> Result<Marked, Problem> {
        let places = self.marking.place().await?;
        let order = Order {
            bounds: Bounds {
                file_bytes: frames::MOST as u64,
                ..self.settings.bounds
            },
            task: Task::Mark(render::Mark {
                words: mark.words.clone(),
                reference: mark.reference.clone(),
            }),
        };
        let mut worker = Worker::start(&self.settings, &order, places).await?;
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
