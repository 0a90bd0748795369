//! An object being written, part by part.

use std::sync::Arc;
use std::{fmt, io};

use bytes::{Bytes, BytesMut};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use tokio::task::JoinHandle;

use super::{Error, bottom};

type Part = JoinHandle<Result<(), object_store::Error>>;

/// An object being written. Invisible until [`Upload::finish`]; dropped before, it leaves nothing.
///
/// Holds two parts in memory at most: one being filled, one on its way. Where parts may have any length,
/// each piece that is written is one, and nothing is copied.
pub struct Upload {
    store: Arc<dyn ObjectStore>,
    path: Path,
    part: usize,
    mode: PutMode,
    buffer: BytesMut,
    length: u64,
    multipart: Option<Box<dyn MultipartUpload>>,
    on_its_way: Option<Part>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({} bytes)", self.length)
    }
}

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path, part: usize, mode: PutMode) -> Self {
        Self {
            store,
            path,
            part,
            mode,
            buffer: BytesMut::new(),
            length: 0,
            multipart: None,
            on_its_way: None,
        }
    }

    /// Writes on. After an error the object is lost: drop it.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<(), Error> {
        self.length += bytes.len() as u64;
        if self.part == 0 {
            return self.send(bytes).await;
        }
        while !bytes.is_empty() {
            let room = self.part - self.buffer.len();
            self.buffer
                .extend_from_slice(&bytes.split_to(room.min(bytes.len())));
            if self.buffer.len() == self.part {
                let part = self.buffer.split().freeze();
                self.send(part).await?;
            }
        }
        Ok(())
    }

    /// Waits until nothing is on its way: what was written is no longer in memory, but for a part being filled.
    pub async fn settle(&mut self) -> Result<(), Error> {
        self.arrived().await
    }

    /// Makes the object visible and durable; its length in bytes.
    pub async fn finish(mut self) -> Result<u64, Error> {
        if self.multipart.is_none() {
            // Short enough for one request.
            let payload = PutPayload::from_bytes(self.buffer.split().freeze());
            self.store
                .put_opts(&self.path, payload, self.mode.clone().into())
                .await?;
            return Ok(self.length);
        }
        if !self.buffer.is_empty() {
            let part = self.buffer.split().freeze();
            self.send(part).await?;
        }
        self.arrived().await?;
        if let Some(multipart) = &mut self.multipart {
            multipart.complete().await?;
        }
        // What is complete must not be aborted.
        self.multipart = None;
        Ok(self.length)
    }

    /// Gives up and waits until the parts already written are gone (dropping does it unwatched).
    pub async fn abort(mut self) -> Result<(), Error> {
        match self.multipart.take() {
            Some(multipart) => take_back(self.on_its_way.take(), multipart).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, part: Bytes) -> Result<(), Error> {
        self.arrived().await?;
        if self.multipart.is_none() {
            self.multipart = Some(self.store.put_multipart(&self.path).await?);
        }
        if let Some(multipart) = &mut self.multipart {
            let part = multipart.put_part(PutPayload::from_bytes(part));
            self.on_its_way = Some(tokio::spawn(part));
        }
        Ok(())
    }

    async fn arrived(&mut self) -> Result<(), Error> {
        match self.on_its_way.take() {
            Some(part) => Ok(part.await.map_err(|_| Error::Unavailable)??),
            None => Ok(()),
        }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Parts on an S3 server stay, and cost, until someone says that they are not wanted.
        if let Some(multipart) = self.multipart.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let part = self.on_its_way.take();
            runtime.spawn(async move {
                if take_back(part, multipart).await.is_err() {
                    tracing::warn!("an unfinished upload could not be taken back");
                }
            });
        }
    }
}

/// Undoes an upload. The part on its way is awaited first: one that arrived later would stay.
async fn take_back(
    part: Option<Part>,
    mut multipart: Box<dyn MultipartUpload>,
) -> Result<(), Error> {
    if let Some(part) = part {
        // Whether it arrived makes no difference.
        drop(part.await);
    }
    match multipart.abort().await {
        // Whoever deleted the object has removed it.
        Err(error) if bottom(&error) == Some(io::ErrorKind::NotFound) => Ok(()),
        done => Ok(done?),
    }
}
