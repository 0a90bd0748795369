//! Objects: ciphertext in, ciphertext out, on a disk, an S3-compatible server, or in memory for tests.
//!
//! Names are random, ASCII and written once. Conditional writes are not relied upon: a common
//! self-hosted S3 server overwrites silently.

mod address;
mod epochs;
mod keys;
mod reader;
mod straight;
mod unfinished;
mod upload;

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{BoxStream, Stream, StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, PutPayload};

use self::address::Address;
pub use self::epochs::Epochs;
pub use self::keys::{Credentials, Keys};
pub use self::reader::{Coming, Reader};
pub use self::upload::Upload;
use crate::domain::time::Moment;

/// Why an object could not be read or written. Holds no name and no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no such object.
    #[error("no such object")]
    Missing,
    /// An object of that name exists, and none is written twice.
    #[error("the object exists already")]
    Exists,
    /// The object has not the length it must have.
    #[error("the object is {found} bytes long and should be {expected}")]
    Length {
        /// What its row says.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The name or the stored value has not the form it must have.
    #[error("the object is malformed")]
    Malformed,
    /// No room is left on the disk.
    #[error("the object store has no room left")]
    Full,
    /// The store cannot be reached, or failed.
    #[error("the object store is unavailable")]
    Unavailable,
    /// The store refused our credentials.
    #[error("the object store refused access")]
    Refused,
    /// The address is none this program can open.
    #[error("not an address of objects (file:///path, s3://bucket?endpoint=…&region=… or memory:)")]
    Address,
    /// Epoch keys would lie inside the objects, or objects inside the epoch keys.
    #[error("epoch keys and objects must not share a place")]
    Nested,
}

static FAILURES: AtomicU64 = AtomicU64::new(0);

/// Calls to a store of objects that failed since this process began: not answered, no room, or access refused.
pub fn failures() -> u64 {
    FAILURES.load(Ordering::Relaxed)
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        let error = match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            object_store::Error::AlreadyExists { .. }
            | object_store::Error::Precondition { .. } => Self::Exists,
            object_store::Error::InvalidPath { .. } => Self::Malformed,
            object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => Self::Refused,
            error if is_full(&error) => Self::Full,
            _ => Self::Unavailable,
        };
        if matches!(error, Self::Refused | Self::Full | Self::Unavailable) {
            return error.counted();
        }
        error
    }
}

impl Error {
    /// The same, counted among the failures.
    fn counted(self) -> Self {
        FAILURES.fetch_add(1, Ordering::Relaxed);
        self
    }
}

/// Whether a disk without room is at the bottom of an error.
fn is_full(error: &object_store::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(bottom(error), Some(StorageFull | QuotaExceeded))
}

/// What the system said, where it is at the bottom of an error.
fn bottom(error: &object_store::Error) -> Option<io::ErrorKind> {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        cause = error.source();
    }
    None
}

/// An object in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// When it was written, by the clock of the store.
    pub written_at: Moment,
}

/// A place of objects.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    address: Address,
    /// Whether an empty place is one that is not there.
    held: bool,
}

impl Blobs {
    /// Opens `file:///absolute/path` (made if missing, for the service alone), `s3://bucket?endpoint=…&region=…`
    /// (path style; plain HTTP for a loopback address only) or `memory:` (tests).
    pub fn open(url: &str, credentials: Option<&Credentials>) -> Result<Self, Error> {
        let address = Address::parse(url)?;
        let store = address.connect(credentials)?;
        Ok(Self {
            store,
            address,
            held: false,
        })
    }

    /// The same, for objects that rows name: where one is missing from a place with nothing at all in it, the disk is
    /// not mounted or the bucket gone, and it is told as `Unavailable`.
    #[must_use]
    pub const fn held_by_rows(mut self) -> Self {
        self.held = true;
        self
    }

    /// The same place while it is filled from elsewhere, before any row names what lies there: it begins empty.
    #[must_use]
    pub fn being_filled(&self) -> Self {
        Self {
            held: false,
            ..self.clone()
        }
    }

    /// Whether anything lies in this folder, or anywhere for "".
    pub async fn holds_any(&self, folder: &str) -> Result<bool, Error> {
        Ok(self.list(folder).try_next().await?.is_some())
    }

    /// Whether the place is there and not empty.
    pub async fn is_there(&self) -> Result<bool, Error> {
        self.holds_any("").await
    }

    /// Begins an object of unknown length; nothing is visible before [`Upload::finish`].
    pub async fn put_stream(&self, name: &str) -> Result<Upload, Error> {
        let path = parse(name)?;
        self.must_be_free(&path).await?;
        Ok(Upload::new(
            self.store.clone(),
            path,
            self.address.part(),
            self.put_mode(),
        ))
    }

    /// Writes a small object at once; `Exists` if the name is taken.
    pub async fn put(&self, name: &str, value: Bytes) -> Result<(), Error> {
        let path = parse(name)?;
        self.must_be_free(&path).await?;
        let payload = PutPayload::from_bytes(value);
        let put = self.store.put_opts(&path, payload, self.put_mode().into());
        in_time(put).await.map(drop)
    }

    /// Reads an object of this length (bytes). The length is checked before the first byte, and a
    /// stream that falls short ends with an error.
    pub async fn get_stream(
        &self,
        name: &str,
        length: u64,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + 'static, Error> {
        let found = in_time(self.store.get(&parse(name)?)).await;
        let found = self.present(found).await?;
        check_length(length, found.meta.size)?;
        Ok(whole(
            found.into_stream().map_err(Error::from).boxed(),
            length,
        ))
    }

    /// Opens an object of this length (bytes) to read it by ranges.
    pub async fn reader(&self, name: &str, length: u64) -> Result<Reader, Error> {
        let path = parse(name)?;
        let found = match &self.address {
            Address::Disk(folder) => Reader::of_file(&folder.join(name), length),
            Address::S3 { .. } | Address::Memory => Reader::remote(&self.store, path, length).await,
        };
        self.present(found).await
    }

    /// Reads a range of bytes of an object of this length (bytes).
    pub async fn get_range(
        &self,
        name: &str,
        length: u64,
        range: Range<u64>,
    ) -> Result<Bytes, Error> {
        if range.end > length || range.start >= range.end {
            return Err(Error::Malformed);
        }
        let wanted = range.end - range.start;
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            ..GetOptions::default()
        };
        let found = in_time(self.store.get_opts(&parse(name)?, options)).await;
        let found = self.present(found).await?;
        check_length(length, found.meta.size)?;
        let bytes = found.bytes().await?;
        if bytes.len() as u64 == wanted {
            Ok(bytes)
        } else {
            Err(Error::Length {
                expected: wanted,
                found: bytes.len() as u64,
            })
        }
    }

    /// Deletes an object, and what an upload of it left; one that is not there is fine.
    pub async fn delete(&self, name: &str) -> Result<(), Error> {
        match in_time(self.store.delete(&parse(name)?)).await {
            Ok(()) | Err(Error::Missing) => {}
            Err(error) => return Err(error),
        }
        match &self.address {
            Address::Disk(folder) => unfinished::remove_of(folder, name).await,
            Address::S3 { .. } | Address::Memory => Ok(()),
        }
    }

    /// The length of an object in bytes, if it is there.
    pub async fn head(&self, name: &str) -> Result<Option<u64>, Error> {
        match in_time(self.store.head(&parse(name)?)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(Error::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All objects whose name begins with this folder (`d`, `tombstones/20600`), or all of them for "".
    pub fn list(&self, folder: &str) -> BoxStream<'static, Result<Listed, Error>> {
        let folder = match folder {
            "" => None,
            folder => match parse(folder) {
                Ok(folder) => Some(folder),
                Err(error) => return futures_util::stream::once(async move { Err(error) }).boxed(),
            },
        };
        self.store
            .list(folder.as_ref())
            .map_ok(|meta| Listed {
                written_at: Moment::from_millis(meta.last_modified.timestamp_millis()),
                length: meta.size,
                name: meta.location.into(),
            })
            .map_err(Error::from)
            .boxed()
    }

    /// Removes what uploads begun before that moment left on the disk when the process was killed;
    /// how many files. On S3 that is for a lifecycle rule of the bucket.
    pub async fn remove_unfinished(&self, before: Moment) -> Result<usize, Error> {
        unfinished::remove(&self.address, before).await
    }

    /// Bytes free on the disk of the objects; `None` where there is no disk to look at.
    pub async fn free_bytes(&self) -> Result<Option<u64>, Error> {
        let Address::Disk(folder) = &self.address else {
            return Ok(None);
        };
        let folder = folder.clone();
        let found = tokio::task::spawn_blocking(move || rustix::fs::statvfs(&folder));
        let disk = found.await.map_err(|_| Error::Unavailable)?;
        let disk = disk.map_err(|_| Error::Unavailable)?;
        Ok(Some(disk.f_bavail.saturating_mul(disk.f_frsize)))
    }

    fn put_mode(&self) -> PutMode {
        match self.address {
            Address::S3 { .. } => PutMode::Overwrite,
            Address::Disk(_) | Address::Memory => PutMode::Create,
        }
    }

    async fn present<T>(&self, found: Result<T, Error>) -> Result<T, Error> {
        if self.held
            && matches!(found, Err(Error::Missing))
            && !matches!(self.is_there().await, Ok(true))
        {
            return Err(Error::Unavailable.counted());
        }
        found
    }

    async fn must_be_free(&self, path: &Path) -> Result<(), Error> {
        match in_time(self.store.head(path)).await {
            Ok(_) => Err(Error::Exists),
            Err(Error::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// How long the store may take to begin its answer, or to take something small, tries and all.
const ANSWER: Duration = Duration::from_secs(10);

/// A store that says nothing cannot be reached.
async fn in_time<T>(
    asked: impl Future<Output = Result<T, object_store::Error>>,
) -> Result<T, Error> {
    if let Ok(answer) = tokio::time::timeout(ANSWER, asked).await {
        return Ok(answer?);
    }
    Err(Error::Unavailable.counted())
}

fn parse(name: &str) -> Result<Path, Error> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'/';
    if name.split('/').any(str::is_empty) || !name.bytes().all(plain) {
        return Err(Error::Malformed);
    }
    Path::parse(name).map_err(|_| Error::Malformed)
}

const fn check_length(expected: u64, found: u64) -> Result<(), Error> {
    if found == expected {
        Ok(())
    } else {
        Err(Error::Length { expected, found })
    }
}

/// The same stream, with an error at its end unless it gave exactly that many bytes.
fn whole(
    stream: BoxStream<'static, Result<Bytes, Error>>,
    expected: u64,
) -> impl Stream<Item = Result<Bytes, Error>> + Send + 'static {
    futures_util::stream::unfold(Some((stream, 0_u64)), move |state| async move {
        let (mut stream, before) = state?;
        match stream.next().await {
            Some(Ok(bytes)) => {
                let found = before + bytes.len() as u64;
                if found > expected {
                    return Some((Err(Error::Length { expected, found }), None));
                }
                Some((Ok(bytes), Some((stream, found))))
            }
            Some(Err(error)) => Some((Err(error), None)),
            None if before == expected => None,
            None => Some((
                Err(Error::Length {
                    expected,
                    found: before,
                }),
                None,
            )),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for name in [
            "", "..", "d/../p", "d//a", "/d", "d/", "d/é", "d/A", "d/a b", "d/%2e",
        ] {
            assert_eq!(parse(name).err(), Some(Error::Malformed), "{name}");
        }
        assert!(parse("tombstones/20600/00ff").is_ok());
    }

    #[tokio::test]
    async fn a_stream_that_falls_short_ends_with_an_error() {
        for (given, right) in [(2, false), (3, true), (4, false)] {
            let bytes = vec![Ok(Bytes::from(vec![0; given]))];
            let got: Result<Vec<_>, _> = whole(futures_util::stream::iter(bytes).boxed(), 3)
                .try_collect()
                .await;
            assert_eq!(got.is_ok(), right, "{given}");
        }
    }
}
