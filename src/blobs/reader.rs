//! An object being read by ranges, each with work on what was read: on a disk, opening, reading and that work are done
//! where they are asked for.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

use super::{Error, check_length, in_time};
use crate::blocking;

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
                if error.kind() == io::ErrorKind::UnexpectedEof {
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
    /// Opens a file: what it holds is read where it is asked for.
    pub(super) fn of_file(path: &std::path::Path, length: u64) -> Result<Self, Error> {
        let opened = blocking::here(|| {
            let file = File::open(path)?;
            let found = file.metadata()?;
            Ok((file, found))
        });
        let (file, found) = opened.map_err(|error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::Missing,
            io::ErrorKind::PermissionDenied => Error::Refused.counted(),
            _ => Error::Unavailable.counted(),
        })?;
        if !found.is_file() {
            return Err(Error::Missing);
        }
        check_length(length, found.len())?;
        Ok(Self {
            source: Source::File(Arc::new(file)),
            length,
        })
    }

    pub(super) async fn remote(
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
        check_length(length, found.meta.size)?;
        Ok(Self {
            source: Source::Remote(store.clone(), path),
            length,
        })
    }

    /// Runs `work`, which may block, with the bytes of this range.
    pub async fn read<T>(
        &self,
        range: Range<u64>,
        work: impl FnOnce(Coming) -> T + Send,
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
        Ok(blocking::here(|| work(Coming(coming))))
    }
}
