//! An object being read by ranges, each of them handed to blocking work: on a disk, reading and that
//! work are one step of one thread.

use std::fmt;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt};

use super::{Error, check_length, in_time};

/// An object of a known length.
#[derive(Clone)]
pub struct Reader {
    source: Source,
    length: u64,
}

#[derive(Clone)]
enum Source {
    /// Opened once: deleted meanwhile, it can be read to its end.
    File(Arc<File>),
    Remote(Arc<dyn ObjectStore>, Path),
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({} bytes)", self.length)
    }
}

/// The bytes of a range, on their way into somebody's buffer.
pub struct Coming(Place);

enum Place {
    InFile(Arc<File>, u64),
    Here(Bytes),
}

impl Coming {
    /// Puts them there; `to` is as long as the range.
    pub fn fill(self, to: &mut [u8]) -> Result<(), Error> {
        match self.0 {
            Place::InFile(file, at) => file.read_exact_at(to, at).map_err(|error| {
                if error.kind() == std::io::ErrorKind::UnexpectedEof {
                    Error::Malformed
                } else {
                    Error::Unavailable
                }
            }),
            Place::Here(bytes) if bytes.len() == to.len() => {
                to.copy_from_slice(&bytes);
                Ok(())
            }
            Place::Here(bytes) => Err(Error::Length {
                expected: to.len() as u64,
                found: bytes.len() as u64,
            }),
        }
    }
}

impl Reader {
    pub(super) async fn open(
        store: &Arc<dyn ObjectStore>,
        path: Path,
        length: u64,
    ) -> Result<Self, Error> {
        let head = GetOptions {
            // A server that is asked for all of it would begin to send all of it.
            range: Some(GetRange::Bounded(0..1)),
            ..GetOptions::default()
        };
        let found = in_time(store.get_opts(&path, head)).await?;
        check_length(length, &found.meta)?;
        let source = match found.payload {
            GetResultPayload::File(file, _) => Source::File(Arc::new(file)),
            GetResultPayload::Stream(_) => Source::Remote(store.clone(), path),
        };
        Ok(Self { source, length })
    }

    /// Runs `work` on a thread that may block, with the bytes of this range.
    pub async fn read<T: Send + 'static>(
        &self,
        range: Range<u64>,
        work: impl FnOnce(Coming) -> T + Send + 'static,
    ) -> Result<T, Error> {
        if range.end > self.length || range.start >= range.end {
            return Err(Error::Malformed);
        }
        let coming = match &self.source {
            Source::File(file) => Place::InFile(file.clone(), range.start),
            Source::Remote(store, path) => {
                Place::Here(in_time(store.get_range(path, range)).await?)
            }
        };
        tokio::task::spawn_blocking(move || work(Coming(coming)))
            .await
            .map_err(|_| Error::Unavailable)
    }
}
